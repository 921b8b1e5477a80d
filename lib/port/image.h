// image.h - leptonica: PNG and JPEG files, and turning pages. It prints nothing
// (but libpng, which leptonica leaves no say in, does, to stderr: a worker has none).
//
// This is also where restoration finds its picture operations (issue 3).
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/raster.h"

#include <stddef.h>

enum hs_image_kind { HS_IMAGE_JPEG, HS_IMAGE_PNG };

// Decodes a whole file in memory, not yet turned; dpi from JFIF or pHYs, 0
// where there is none. What is transparent shows white paper. damage (of the
// given size) gets "" or what the decoder complained of.
HS_CHECKED int hs_image_read(enum hs_image_kind kind, const void *bytes, size_t len,
			     struct hs_raster *raster, char *damage, size_t damage_size,
			     struct hs_err *err);

// The same for a JPEG file at 1/shrink of its size, sides rounded up: 1, 2, 4, 8. That
// leaves out most of the work, in the transform itself (libjpeg's scale_denom).
HS_CHECKED int hs_image_read_small(const void *bytes, size_t len, uint32_t shrink,
				   struct hs_raster *raster, char *damage,
				   size_t damage_size, struct hs_err *err);

// Turns the page upright as raster->orientation says (TIFF 6.0, tag 274: 2-4
// mirrored and half turns, 5-8 quarter turns) and swaps its dpi where needed.
// The orientation it had stays on record.
HS_CHECKED int hs_image_upright(struct hs_raster *raster, struct hs_err *err);

// Adds the picture as a PNG file; its resolution in whole dots an inch.
HS_CHECKED int hs_image_png(const struct hs_raster *raster, struct hs_buf *out,
			    struct hs_err *err);
