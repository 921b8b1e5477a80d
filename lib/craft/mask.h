// mask.h - the ink of a part of a page as a small mask, a byte a pixel, and the spots
// that it is made of: what looks for rules, stars and frames works on it.
#pragma once

#include "base/err.h"
#include "model/box.h"
#include "model/raster.h"
#include "port/image-restore.h"

#include <stddef.h>
#include <stdint.h>

struct hs_mask {
	int32_t w, h;     // pixels of the mask
	struct hs_box at; // on the page, pixels; cut to the page
	int32_t step;     // pixels of the page for one of the mask
	double dpi;       // of the mask
	uint8_t *on;      // w * h, row by row; 1: ink; owned
	size_t count;     // so many are ink
};

// Of a page with that resolution; the mask has about `fine` dpi, less where the part is
// large. An empty part gives an empty mask (w or h 0). Ink is what is darker than the
// paper about it, by a level that parts the two best (Otsu), whatever the paper is like.
HS_CHECKED int hs_mask_of(const struct hs_raster *page, double dpi,
			 const struct hs_box *part, enum hs_ink kind, double fine,
			 struct hs_mask *mask, struct hs_err *err);
void hs_mask_done(struct hs_mask *mask);

// Ink that hangs together, corners too.
struct hs_spot {
	struct hs_box box; // pixels of the mask
	int32_t area;
};
struct hs_spots {
	struct hs_spot *list; // owned
	size_t count;
	int32_t *of; // w * h: 0 paper, else 1 + the spot's place in the list; owned
};
void hs_spots_of(const struct hs_mask *mask, struct hs_spots *spots);
void hs_spots_done(struct hs_spots *spots);

static inline int hs_mask_at(const struct hs_mask *mask, int32_t x, int32_t y)
{
	return x >= 0 && y >= 0 && x < mask->w && y < mask->h &&
	       mask->on[(size_t)y * (size_t)mask->w + (size_t)x];
}
