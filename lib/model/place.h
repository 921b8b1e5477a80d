// place.h - where a picture that was cut out of a page and turned lies on it,
// so that what is found on the one can be told in coordinates of the other.
//
// The page is turned by quarters; then the part at (left, top) is cut out of
// it; then that part is turned by degrees about its centre, its size kept.
#pragma once

#include "model/words.h"

#include <stdint.h>

struct hs_place {
	int quarters;           // clockwise, 0 to 3
	double degrees;         // clockwise
	int32_t left, top;      // of the part, on the page turned by quarters
	int32_t w, h;           // of the part, pixels
	int32_t page_w, page_h; // of the page as it was, pixels
};

// The smallest upright box on the page around the box on the picture, cut to
// the page; it keeps at least one pixel.
struct hs_box hs_place_back(const struct hs_place *place, const struct hs_box *box);

// All words of a picture, in place.
void hs_place_words(const struct hs_place *place, struct hs_words *words);

// Where a point of the page lies on the picture, maybe beyond its edges.
void hs_place_forth(const struct hs_place *place, double *x, double *y);

// Where a box of the page lies on the picture, in parts of pixels. A box that was made
// upright round a turned word gets back the word's own sides, as far as the turn is
// one of a few degrees.
struct hs_span {
	double x, y, w, h;
};
void hs_place_span(const struct hs_place *place, const struct hs_box *box,
		   struct hs_span *span);
