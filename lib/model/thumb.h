// thumb.h - a page made small enough to be looked at as a whole: grey, of so many dots
// an inch.
#pragma once

#include "base/err.h"
#include "model/raster.h"

#include <stdint.h>

struct hs_thumb {
	uint32_t width, height;
	uint8_t *levels; // owned; 0 black to 255, rows without gaps
	double mm;       // a pixel's side
	int paper, ink;  // levels: of most of it; of the darkest thousandth
};

enum { HS_THUMB_DPI = 75 }; // what is enough for bars and ink

// dpi > 0: the page's own. The thumb has between `least` and twice as many, or the
// page's own where that is less.
HS_CHECKED int hs_thumb_init(struct hs_thumb *thumb, const struct hs_raster *raster,
			     double dpi, double least, struct hs_err *err);
void hs_thumb_done(struct hs_thumb *thumb);

// Square millimetres that are much darker than the paper, margins apart.
double hs_thumb_ink(const struct hs_thumb *thumb);
