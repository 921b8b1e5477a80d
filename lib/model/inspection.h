// inspection.h - what a worker of hoso-check answers for one page: plain data of
// fixed size, as in model/facts.h. The parent checks every member.
#pragma once

#include "model/likeness.h"
#include "model/quality.h"

struct hs_inspection {
	struct hs_quality measures; // those that one page alone can give
	double width_mm, height_mm;
	uint32_t bits;      // a pixel: 1, 8, 24
	uint32_t edge_side; // of edge-cut: 0 left, 1 right, 2 top, 3 bottom
	uint32_t dark_lost; // of clipping: 1 dark tones, 0 light ones
	uint32_t turned;    // of sideways: quarter turns clockwise to set it right, or 0
	uint32_t sheet_across; // of sheet-edge: 1 from left to right, 0 up and down
	double sheet_at;       // mm from the top, or the left
	uint32_t number;       // printed page number; 0: none read
	uint32_t number_sure;  // per cent
	struct hs_likeness likeness;
};

// False where a member is out of bounds.
bool hs_inspection_ok(const struct hs_inspection *inspection);
