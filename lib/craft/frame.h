// frame.h - a frame drawn round a word or two, as stamps of secrecy and urgency have
// it: 8 mm high, 20 to 40 mm wide (Nghị định 30/2020, Thông tư 24/2020/TT-BCA); older
// ones are larger. It may be tilted, worn, single or double.
#pragma once

#include "craft/mask.h"

#include <stdbool.h>

struct hs_frame {
	double x, y;    // its middle, pixels of the page
	double w, h;    // along its sides, pixels
	double degrees; // that it falls to the right
	double whole;   // share of its sides that is there, 0 to 1
	double least;   // of the side of which least is there
};

// The most whole frame that has something like letters in it; false: none. worn: its
// lines may be worn to dots; in a mask with print that finds frames where there are none.
bool hs_frame_find(const struct hs_mask *mask, bool worn, struct hs_frame *frame);
