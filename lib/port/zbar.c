// zbar.c - see zbar.h
#include "port/zbar.h"

#include <stdbool.h>
#include <zbar.h>

static void tell(zbar_image_t *image,
		 void (*each)(void *user, enum hs_barcode kind, const char *text,
			      size_t len),
		 void *user)
{
	const zbar_symbol_t *s = zbar_image_first_symbol(image);

	for (; s; s = zbar_symbol_next(s)) {
		zbar_symbol_type_t type = zbar_symbol_get_type(s);

		if (type == ZBAR_QRCODE || type == ZBAR_CODE128)
			each(user, type == ZBAR_QRCODE ? HS_BARCODE_QR : HS_BARCODE_128,
			     zbar_symbol_get_data(s), zbar_symbol_get_data_length(s));
	}
}

int hs_barcodes_find(const uint8_t *levels, uint32_t width, uint32_t height,
		     void (*each)(void *user, enum hs_barcode kind, const char *text,
				  size_t len),
		     void *user, struct hs_err *err)
{
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	bool ok = scanner && image;

	if (ok) {
		zbar_set_verbosity(-1);
		zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
		zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
		zbar_image_scanner_set_config(scanner, ZBAR_CODE128, ZBAR_CFG_ENABLE, 1);
		zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
		zbar_image_set_size(image, width, height);
		zbar_image_set_data(image, levels, (unsigned long)width * height, NULL);
		ok = zbar_scan_image(scanner, image) >= 0;
		if (ok)
			tell(image, each, user);
	}
	if (image)
		zbar_image_destroy(image);
	if (scanner)
		zbar_image_scanner_destroy(scanner);
	return ok ? 0 : hs_fail(err, HS_ENGINE, "barcodes cannot be looked for");
}
