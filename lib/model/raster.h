// raster.h - a decoded page in memory, upright, top row first.
//
// The layout is leptonica's, so that port/image and port/ocr need no copy:
// rows of whole 32-bit words in the machine's order, the leftmost pixel in the
// most significant bits; padding bits are 0.
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HS_SIDE_MAX = 200000,    // pixels along one side
	HS_RASTER_MAX = 1 << 30, // bytes of one raster
};

struct hs_raster {
	uint32_t width, height; // pixels
	uint32_t depth;         // 1: 1 is black; 8: grey, 0 is black; 32: 0xRRGGBB00
	uint32_t wpl;           // words a row
	uint32_t *data;         // owned, from malloc
	double dpi_x, dpi_y;    // 0 where the file does not say
	uint32_t orientation;   // as stored: 1 upright, 2-8 was turned (TIFF 6.0, EXIF)
};

// Zeroed pixels. HS_LIMIT where the sizes are out of bounds.
HS_CHECKED int hs_raster_init(struct hs_raster *raster, uint32_t width, uint32_t height,
			      uint32_t depth, struct hs_err *err);
HS_CHECKED int hs_raster_copy(const struct hs_raster *raster, struct hs_raster *copy,
			      struct hs_err *err);
void hs_raster_done(struct hs_raster *raster);

// The bytes of row y as they count for the page's fingerprint, into row, which
// has room for hs_raster_row_bytes: depth 1: eight pixels a byte, leftmost in
// the most significant bit; 8: a byte a pixel; 32: R, G, B.
size_t hs_raster_row_bytes(const struct hs_raster *raster);
void hs_raster_row(const struct hs_raster *raster, uint32_t y, uint8_t *row);
// The way back, for depth 1 and 8: bits after the last pixel become 0; invert: every
// pixel is turned over.
void hs_raster_put_row(struct hs_raster *raster, uint32_t y, const uint8_t *bytes,
		       bool invert);

// Grey level of a pixel, 0 black to 255; of colours their green, in which black,
// red and blue ink are dark. The row as a whole, width bytes, is faster.
static inline int hs_raster_level(const struct hs_raster *raster, uint32_t x, uint32_t y)
{
	const uint32_t *row = raster->data + (size_t)y * raster->wpl;

	if (raster->depth == 1)
		return (row[x / 32] >> (31 - x % 32)) & 1 ? 0 : 255;
	if (raster->depth == 8)
		return (int)(row[x / 4] >> (24 - 8 * (x % 4))) & 255;
	return (int)(row[x] >> 16) & 255;
}

void hs_raster_levels(const struct hs_raster *raster, uint32_t y, uint8_t *levels);

// The shape of an A4 sheet tells the resolution where the file does not:
// the usual one that fits the longer side best (72 to 600 dpi).
double hs_raster_guess_dpi(uint32_t width, uint32_t height);
