// image-layers.c - see image-layers.h
#include "port/image-layers.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"

#include <stdlib.h>
#include <string.h>

// Bytes of leptonica's, which free gives back.
struct bytes {
	l_uint8 *data;
	size_t len;
};

static void bytes_done(struct bytes *bytes)
{
	free(bytes->data);
}

int hs_image_jpeg(const struct hs_raster *raster, int quality, enum hs_jpeg kind,
		  struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	HS_AUTO(bytes_done) struct bytes got = {0};

	if (pix) {
		pixSetResolution(pix, (l_int32)(raster->dpi_x + 0.5),
				 (l_int32)(raster->dpi_y + 0.5));
		pixSetChromaSampling(pix, kind == HS_JPEG_USUAL);
	}
	if (!pix || pixWriteMemJpeg(&got.data, &got.len, pix, quality,
				    kind == HS_JPEG_SMALL) != 0)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "write JPEG");
	hs_buf_add(out, got.data, got.len);
	return 0;
}

// ---- G4 ------------------------------------------------------------------------

// Tags of a TIFF directory (TIFF 6.0), as far as a strip needs them.
enum {
	WIDTH = 256,
	HEIGHT = 257,
	COMPRESSION = 259,
	PHOTOMETRIC = 262,
	STRIPS = 273,
	ROWS = 278,
	LENGTHS = 279,
	LONG = 4, // a kind of value
	G4 = 4,   // a kind of compression
	HEADER = 8,
	ENTRY = 12,
};

static uint32_t number(const uint8_t *at, int bytes)
{
	uint32_t v = 0;

	while (bytes-- > 0)
		v = v << 8 | at[bytes];
	return v;
}

// What a tag of the first directory says, little endian, one number; 0: nothing.
static uint32_t tag(const struct bytes *tiff, uint32_t wanted)
{
	uint32_t at = tiff->len >= HEADER ? number(tiff->data + 4, 4) : 0, count;

	if (at == 0 || (uint64_t)at + 2 > tiff->len)
		return 0;
	count = number(tiff->data + at, 2);
	if ((uint64_t)at + 2 + count * ENTRY > tiff->len)
		return 0;
	for (const uint8_t *e = tiff->data + at + 2; count-- > 0; e += ENTRY)
		if (number(e, 2) == wanted && number(e + 4, 4) == 1)
			return number(e + 8, number(e + 2, 2) == LONG ? 4 : 2);
	return 0;
}

// leptonica writes one strip about which there is a TIFF file, in the machine's order.
int hs_image_g4(const struct hs_raster *raster, struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	HS_AUTO(bytes_done) struct bytes tiff = {0};
	uint32_t at, len;

	if (!pix || pixWriteMemTiff(&tiff.data, &tiff.len, pix, IFF_TIFF_G4) != 0)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "write G4");
	at = tag(&tiff, STRIPS);
	len = tag(&tiff, LENGTHS);
	if (at == 0 || len == 0 || (uint64_t)at + len > tiff.len ||
	    tag(&tiff, COMPRESSION) != G4 || tag(&tiff, PHOTOMETRIC) != 0)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "write G4");
	hs_buf_add(out, tiff.data + at, len);
	return 0;
}

static void put(uint8_t *at, uint32_t v, int bytes)
{
	for (; bytes-- > 0; v >>= 8)
		*at++ = (uint8_t)v;
}

int hs_image_of_g4(const void *bytes, size_t len, uint32_t width, uint32_t height,
		   struct hs_raster *raster, struct hs_err *err)
{
	const uint32_t tags[][2] = {
		{WIDTH, width}, {HEIGHT, height}, {COMPRESSION, G4}, {PHOTOMETRIC, 0},
		{STRIPS, 0},    {ROWS, height},   {LENGTHS, 0},
	};
	enum { SIZE = HEADER + 2 + HS_COUNT(tags) * ENTRY + 4 };
	HS_AUTO(hs_buf_done) struct hs_buf tiff = {0};
	HS_AUTO(pixDestroy) PIX *pix = NULL;
	uint8_t head[SIZE] = {'I', 'I', 42, 0, HEADER};

	if (len > HS_RASTER_MAX || width > HS_SIDE_MAX || height > HS_SIDE_MAX)
		return hs_fail(err, HS_LIMIT, "a page of %u x %u pixels", width, height);
	put(head + HEADER, HS_COUNT(tags), 2);
	for (size_t i = 0; i < HS_COUNT(tags); i++) {
		uint8_t *e = head + HEADER + 2 + i * ENTRY;
		uint32_t v = tags[i][1];

		v = tags[i][0] == STRIPS    ? SIZE
		    : tags[i][0] == LENGTHS ? (uint32_t)len
					    : v;
		put(e, tags[i][0], 2);
		put(e + 2, LONG, 2);
		put(e + 4, 1, 4);
		put(e + 8, v, 4);
	}
	hs_buf_add(&tiff, head, SIZE);
	hs_buf_add(&tiff, bytes, len);
	setMsgSeverity(L_SEVERITY_NONE);
	pix = pixReadMemTiff((const l_uint8 *)tiff.data, tiff.len, 0);
	if (!pix || pixGetDepth(pix) != 1)
		return hs_fail(err, HS_DAMAGED, "a damaged %s file", "G4");
	return hs_pix_take(pix, raster, err);
}

int hs_image_thicken(const struct hs_raster *raster, int by, struct hs_raster *thick,
		     struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	HS_AUTO(pixDestroy)
	PIX *got = pix ? pixDilateBrick(NULL, pix, 2 * by + 1, 2 * by + 1) : NULL;

	if (!got)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "thicken");
	return hs_pix_take(got, thick, err);
}
