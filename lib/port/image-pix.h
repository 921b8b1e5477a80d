// image-pix.h - between the parts of port/image: rasters as leptonica's
// pictures, without copying. Nobody else includes it.
#pragma once

#include "base/err.h"
#include "model/raster.h"

#include <allheaders.h>

// A pixel of depth 32.
struct hs_rgb {
	int red, green, blue;
};

static inline struct hs_rgb hs_rgb(uint32_t pixel)
{
	return (struct hs_rgb){(int)(pixel >> 24), (int)(pixel >> 16) & 255,
			       (int)(pixel >> 8) & 255};
}

static inline int hs_luminance(struct hs_rgb c)
{
	return (c.red * 77 + c.green * 151 + c.blue * 28) >> 8;
}

// How much it is redder than green and blue; red ink is by 40 and more.
static inline int hs_redness(struct hs_rgb c)
{
	return c.red - (c.green > c.blue ? c.green : c.blue);
}

enum { HS_RED_INK = 40 };

// Lends the raster's pixels to a picture. Unlend it, never destroy it.
PIX *hs_pix_lend(const struct hs_raster *raster);
void hs_pix_unlend(PIX **pix);

// Takes over the pixels of a picture; the raster's other members are new.
HS_CHECKED int hs_pix_take(PIX *pix, struct hs_raster *raster, struct hs_err *err);

// The picture takes the place of what the raster holds, which keeps its
// resolution and orientation. NULL is a failure: HS_ENGINE naming what.
HS_CHECKED int hs_pix_replace(struct hs_raster *raster, PIX **pix, const char *what,
			      struct hs_err *err);
