// tiff.h - the only door to libtiff. It prints nothing and keeps no globals.
//
// Format: TIFF 6.0 (Adobe, 1992) and BigTIFF; every compression and bit depth
// that libtiff reads. Colour, palette, tiles and odd photometrics go through
// libtiff's RGBA reader; 1-bit and 8-bit grey strips keep their depth; samples
// that the RGBA reader refuses (12, 24, 32, 64 bits, floats) are scaled to 8.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/raster.h"

#include <stdint.h>

struct hs_tiff; // one open TIFF file

enum {
	HS_TIFF_MEMORY = 768 << 20, // bytes that one allocation of libtiff may take
	HS_TIFF_PAGES_MAX = 1000000,
};

// Reads from fd, which stays the caller's and must outlive the result.
HS_CHECKED struct hs_tiff *hs_tiff_open(int fd, struct hs_err *err);
void hs_tiff_free(struct hs_tiff **tiff);

// Adds the place (uint64_t) of every page to offsets, in order. Reduced images
// and masks (NewSubfileType) belong to a page and are none. A chain that loops
// ends where it does. damage (of the given size) gets "" or why the chain ends
// too early. -1 where there is not even one page.
HS_CHECKED int hs_tiff_pages(struct hs_tiff *tiff, struct hs_buf *offsets, char *damage,
			     size_t damage_size, struct hs_err *err);

// The page at that place, not yet turned (raster->orientation says how it is
// to be). What could be decoded of a damaged page counts; damage says so.
HS_CHECKED int hs_tiff_page(struct hs_tiff *tiff, uint64_t offset,
			    struct hs_raster *raster, char *damage, size_t damage_size,
			    struct hs_err *err);
