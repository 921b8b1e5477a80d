// image-look.h - small steps that make a part of a page ready to be read by itself.
// Rasters are grey (8 bits).
#pragma once

#include "base/err.h"
#include "model/raster.h"

// The level that this share of the pixels (0 to 1) is darker than.
int hs_image_level(const struct hs_raster *grey, double share);

// Adds so many pixels of a level on every side.
HS_CHECKED int hs_image_pad(struct hs_raster *grey, int pixels, int level,
			    struct hs_err *err);
