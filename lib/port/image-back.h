// image-back.h - what the back of a sheet shows through, taken out of a grey picture
// that was made even and stretched (craft/restore): paper is 255 there.
//
// Ink of the back is paler than that of the front. Each stroke counts by its darkest
// level; where the strokes' levels make two heaps with a valley between them, what has
// no level below the valley within reach is of the back. Strokes of the front keep
// their pale edges (hysteresis, as in Canny 1986) and the marks that belong to them.
// A page with one heap stays as it is.
//
// Whether the pale heap is the back's can only be told by reading: print that is paler
// than a stamp or a headline on the same page would be taken for it.
#pragma once

#include "base/err.h"
#include "model/box.h"
#include "model/raster.h"

#include <stddef.h>

enum { HS_BACK_LINES = 4 };

struct hs_back {
	struct hs_raster ink;               // what was taken out, on white; owned
	struct hs_box lines[HS_BACK_LINES]; // of it, the widest by themselves
	size_t count;
};
void hs_back_done(struct hs_back *back);

// Paints it white; back: filled where something was taken out.
HS_CHECKED int hs_image_fade_back(struct hs_raster *grey, double dpi,
				  struct hs_back *back, struct hs_err *err);
