// image-measure.h - what a page is like (model/measures.h), measured on a small
// copy of it: about 100 dpi, 2 % of the time that recognition takes.
#pragma once

#include "base/err.h"
#include "model/measures.h"
#include "model/raster.h"
#include "model/spread.h"

// dpi is the page's own resolution, or a guess. The raster is only read.
//
// paper, unevenness: the page in tiles of 8 mm; a tile's paper is the level
// that 15 % of its pixels exceed. contrast, faint: ink is what is under 0.78 of
// its tile's paper. noise: median of the absolute 3 x 3 Laplacian (Immerkær,
// 'Fast noise variance estimation', 1996, with a median so that text does not
// count). skew: variance of the profile of rows (Postl 1986, as leptonica has
// it), within 15 degrees. spread, unless NULL: how that ink lies; all 0 where the
// picture is too small to say anything.
HS_CHECKED int hs_image_measure(const struct hs_raster *raster, double dpi,
				struct hs_measures *measures, struct hs_spread *spread,
				struct hs_err *err);
