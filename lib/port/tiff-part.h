// tiff-part.h - what the parts of tiff share; nobody else includes it.
#pragma once

#include "base/err.h"
#include "model/raster.h"

#include <stdbool.h>
#include <stdint.h>
#include <tiffio.h>

// What the tags say of a page.
struct layout {
	uint32_t width, height;
	uint16_t bits, samples, photometric, planar, format, compression;
	bool tiled;
};

bool hs_tiff_inverted(const struct layout *l);

// 1-bit and 8-bit grey in strips: no more memory than the page and a small strip. A grey
// row that cannot be decoded is white.
int hs_tiff_read_grey(TIFF *t, const struct layout *l, struct hs_raster *raster,
		      struct hs_err *err);
// The commonest kind of colour: R, G and B bytes in deflated strips, as libtiff's own
// RGBA reader gives them, in a fraction of its time. -1 for every other, and where a
// strip is damaged: t is then at the beginning of its directory, raster is empty.
int hs_tiff_read_rgb(TIFF *t, const struct layout *l, struct hs_raster *raster,
		     struct hs_err *err);
