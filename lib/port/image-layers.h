// image-layers.h - pictures as the streams that a PDF holds: JPEG, and CCITT G4
// without a file about it. All in memory: it opens nothing.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/raster.h"

#include <stdint.h>

enum hs_jpeg {
	HS_JPEG_USUAL, // baseline; colours at every other pixel both ways
	HS_JPEG_SMALL, // progressive, which has Huffman tables of its own (ITU-T T.81);
		       // colours at every pixel. PDF has it since 1.3.
};

// Adds a grey (depth 8) or colour (32) picture as a JPEG of a quality of 1 to 100.
HS_CHECKED int hs_image_jpeg(const struct hs_raster *raster, int quality,
			     enum hs_jpeg kind, struct hs_buf *out, struct hs_err *err);

// Adds a picture of depth 1 as one G4 strip (ITU-T T.6) with its end mark: in PDF
// /CCITTFaxDecode with K -1, Columns, Rows, and BlackIs1 false, as it is by itself.
HS_CHECKED int hs_image_g4(const struct hs_raster *raster, struct hs_buf *out,
			   struct hs_err *err);

// Such a strip as a picture again, by libtiff.
HS_CHECKED int hs_image_of_g4(const void *bytes, size_t len, uint32_t width,
			      uint32_t height, struct hs_raster *raster,
			      struct hs_err *err);

// Black of a picture of depth 1 grows by so many pixels on all sides.
HS_CHECKED int hs_image_thicken(const struct hs_raster *raster, int by,
				struct hs_raster *thick, struct hs_err *err);
