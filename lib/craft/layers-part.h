// layers-part.h - between the parts of craft/layers. Nobody else includes it.
#pragma once

#include "base/err.h"
#include "model/raster.h"

#include <stdbool.h>
#include <stdint.h>

// ---- ink: which pixels are the stencil's -----------------------------------------

enum hs_layers_found {
	HS_LAYERS_INK,
	HS_LAYERS_BLANK, // no ink
	HS_LAYERS_ROUGH, // ink that its paper's noise drowns: no stencil. On very poor
			 // made pages (FINDINGS, L3) one more than doubled the error
			 // rate.
};

// A raster of depth 1 of the page's size.
HS_CHECKED int hs_layers_ink(const struct hs_raster *page, double dpi,
			     struct hs_raster *stencil, enum hs_layers_found *found,
			     struct hs_err *err);

// ---- fill: coarse pictures of what is ink, and of what is not ----------------------

enum { HS_LAYERS_STEP = 16 }; // pixels both ways that a coarse one stands for, at most

// What the paper is like, a pixel for step x step ones of the page; where ink (depth
// 1) covers it as about it. Depth 32, the page's colours.
HS_CHECKED int hs_layers_paper(const struct hs_raster *page, const struct hs_raster *ink,
			       uint32_t step, struct hs_raster *paper,
			       struct hs_err *err);

// The colours of the ink itself; where there is none as about it.
HS_CHECKED int hs_layers_colours(const struct hs_raster *page,
				 const struct hs_raster *ink, uint32_t step,
				 struct hs_raster *colours, struct hs_err *err);

// Whether any pixel of a picture of depth 32 has a hue that can be seen.
bool hs_layers_has_hue(const struct hs_raster *picture);
