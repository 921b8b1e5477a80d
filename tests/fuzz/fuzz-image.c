// fuzz-image.c - port/image over hostile JPEG and PNG files, then turned.
// corpus: samples SHARED/corpus/hostile-image/pngsuite
#include "fuzz/fuzz.h"
#include "port/image.h"

#include <allheaders.h>
#include <stdbool.h>

static bool too_large(enum hs_image_kind kind, const uint8_t *data, size_t size)
{
	l_int32 w = 0, h = 0;

	setMsgSeverity(L_SEVERITY_NONE);
	if (kind == HS_IMAGE_JPEG)
		readHeaderMemJpeg(data, size, &w, &h, NULL, NULL, NULL);
	else
		readHeaderMemPng(data, size, &w, &h, NULL, NULL, NULL);
	return fuzz_too_large(w, h);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	struct hs_err err = {0};
	enum hs_image_kind kind = size && data[0] == 0xff ? HS_IMAGE_JPEG : HS_IMAGE_PNG;
	char damage[200];

	if (too_large(kind, data, size) ||
	    hs_image_read(kind, data, size, &raster, damage, sizeof(damage), &err) < 0)
		return 0;
	raster.orientation = 2 + (uint32_t)(size % 7);
	(void)!hs_image_upright(&raster, &err);
	return 0;
}
