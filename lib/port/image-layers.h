// image-layers.h - pictures as the streams that a PDF holds: JPEG, and CCITT G4
// without a file about it. All in memory: it opens nothing.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/raster.h"

#include <stdbool.h>
#include <stdint.h>

// Adds a grey (depth 8) or colour (32) picture as a baseline JPEG of a quality of 1
// to 100. fine: colours at every pixel; else at every other one, both ways.
HS_CHECKED int hs_image_jpeg(const struct hs_raster *raster, int quality, bool fine,
			     struct hs_buf *out, struct hs_err *err);

// Adds a picture of depth 1 as one G4 strip (ITU-T T.6) with its end mark: in PDF
// /CCITTFaxDecode with K -1, Columns, Rows, and BlackIs1 false, as it is by itself.
HS_CHECKED int hs_image_g4(const struct hs_raster *raster, struct hs_buf *out,
			   struct hs_err *err);

// Such a strip as a picture again, by libtiff.
HS_CHECKED int hs_image_of_g4(const void *bytes, size_t len, uint32_t width,
			      uint32_t height, struct hs_raster *raster,
			      struct hs_err *err);
