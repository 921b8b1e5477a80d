// tiff-g4.h - black and white packed by libtiff as ITU-T T.6 (CCITT group 4), bare, for
// files that are no TIFF. A part of port/tiff.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/raster.h"

// Adds the rows of a raster of depth 1 as one run of T.6 code: what is 1 is black.
HS_CHECKED int hs_tiff_g4(const struct hs_raster *raster, struct hs_buf *out,
			  struct hs_err *err);
