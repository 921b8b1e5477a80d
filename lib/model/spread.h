// spread.h - how the ink lies on a page, before anyone reads it: which way the
// lines seem to run, where there is much of it, and whether two pages face each
// other on one scan. Hints, from a small copy; cheap.
#pragma once

#include "model/raster.h"
#include "model/words.h"

enum { HS_SQUARES = 3 };

struct hs_spread {
	double ink;       // share of the page that is ink, 0 to 1
	double sideways;  // over 1: lines seem to run up or down; 0: not known
	uint32_t gutter;  // x where the right one of two facing pages begins; or 0
	double dense_ink; // share of the first square that is ink
	// Squares of 8 cm (or all there is) with much text that hardly overlap, most
	// of it first; w 0: there are no more.
	struct hs_box squares[HS_SQUARES];
};

// ink is a picture of one bit, about 100 dpi, without black borders; one of its
// pixels is `step` pixels of the page, and x and boxes are told in the latter.
//
// sideways: in strips of 128 pixels, how much the ink changes from row to row, and
// the same from column to column: letters on a line are level, and those of two
// lines do not stand below each other.
// gutter: on a sheet 1.2 to 1.7 times as wide as high, in its middle third, a
// band from top to bottom with no ink but specks and a shadow, and lines of text
// on either side. What crosses it (a line of text, the rule of a table) makes it
// one page.
void hs_spread_measure(const struct hs_raster *ink, uint32_t step,
		       struct hs_spread *spread);
