// orient.h - which way up a page lies, found by reading a little of it in all
// four ways: letters that can be believed are many in the right one only.
// Runs in workers.
#pragma once

#include "base/err.h"
#include "model/raster.h"
#include "model/spread.h"
#include "port/ocr.h"

// The quarter turns clockwise (0 to 3) that bring the page upright. 0 where no
// other way is clearly better: an upright page is never turned. Reads squares of
// 8 cm, the ways that spread leaves open; the first that reads well ends it, so
// that an upright page costs one. dpi is the page's own, or a guess.
HS_CHECKED int hs_orient(struct hs_ocr *ocr, const struct hs_raster *page,
			 const struct hs_spread *spread, double dpi, int *quarters,
			 struct hs_err *err);
