// image-screen.h - a page as a small picture for the screen (leptonica, libjpeg).
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/raster.h"

#include <stdint.h>

// How large the picture may be, and how good.
struct hs_screen {
	uint32_t width, height; // pixels; a page that is smaller keeps its size
	int quality;            // of JPEG, 1 to 100
};

// The factor by which a page of that size is made smaller: 1 or less.
double hs_screen_scale(const struct hs_screen *screen, uint32_t width, uint32_t height);

// Adds the page, turned clockwise by so many quarters, as a JPEG file: grey where it has
// no colours, black and white becomes grey. The same pixels give the same bytes (with the
// same libjpeg).
HS_CHECKED int hs_image_screen(const struct hs_raster *page,
			       const struct hs_screen *screen, uint32_t quarters,
			       struct hs_buf *out, struct hs_err *err);
