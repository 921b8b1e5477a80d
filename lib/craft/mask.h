// mask.h - the ink of a part of a page as a small mask, a byte a pixel, and the spots
// that it is made of: what looks for rules, stars and frames works on it.
#pragma once

#include "base/err.h"
#include "model/box.h"
#include "model/raster.h"
#include "port/image-restore.h"

#include <stdbool.h>
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

// What of a part of a page is to be ink: darker than the paper about it, whatever that
// is like, by a level that parts the two best (Otsu).
struct hs_mask_want {
	enum hs_ink ink;
	double fine; // the mask has about so many dpi, less where the part is large
	enum {
		HS_MASK_INK,
		HS_MASK_STRONG, // what is much paler than the darkest ink is none: what
				// shows through from the back
		HS_MASK_PALE,   // paler ink than most is ink too: a worn stamp
	} which;
};

// Of a page with that resolution. An empty part gives an empty mask (w or h 0).
HS_CHECKED int hs_mask_of(const struct hs_raster *page, double dpi,
			  const struct hs_box *part, const struct hs_mask_want *want,
			  struct hs_mask *mask, struct hs_err *err);
void hs_mask_done(struct hs_mask *mask);

// Ink spreads by a pixel on all sides: what is worn to dots becomes whole.
void hs_mask_thicken(struct hs_mask *mask);

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
