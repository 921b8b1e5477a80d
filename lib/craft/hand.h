// hand.h - does a number on a printed line look written by hand? Print beside it says
// how high letters stand, where their foot is and what ink they have; a hand keeps to
// none of it.
#pragma once

#include "base/err.h"
#include "model/box.h"
#include "model/raster.h"

#include <stddef.h>
#include <stdint.h>

struct hs_hand {
	double high;   // how far digits pass the print's height, or stay short of it
	double ink;    // how unlike the ink's colour is, levels of 255
	double dots;   // so many dots of a line to write on
	double gap;    // the widest between two digits, of the print's height
	double wide;   // the widest that hangs together, of the print's height
	size_t digits; // what stands there, touching digits as one
	double stroke; // how unlike the pen's width is, 0 to 1
	int32_t from;  // the column of the page where they begin, or "Số" ends
	double likely; // all of it, 0 (printed) to 1 (by hand)
};

// Where on the page the digits are: in a line, between two columns. The rest of it is
// print. letters: so many stand before them at the left of the line, whatever `from`
// says: 2 where "Số" does.
struct hs_hand_place {
	struct hs_box line;
	int32_t from, to;
	int letters;
};

// `likely` is 0.5 where there are no digits, or no print to compare them with.
HS_CHECKED int hs_hand_judge(const struct hs_raster *page, double dpi,
			     const struct hs_hand_place *place, struct hs_hand *hand,
			     struct hs_err *err);
