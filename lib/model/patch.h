// patch.h - patch codes: four bars across a sheet that tell a scanner's program where
// a new paper begins.
//
// Source: Kodak, Patch Code Information, A-61599 (2006) and i5000 User Manual A-61670
// (2014), 6-10: wide bars 0.20 inch, narrow bars and spaces 0.08 inch, tolerance 0.01;
// the symbol is 0.80 inch, its bars at least 2 inches long. Two bars of four are wide.
#pragma once

#include "model/thumb.h"

#include <stdbool.h>

// Read from either end of the sheet T is 3 and 1 is 6: a sheet may come upside down.
enum hs_patch {
	HS_PATCH_NONE,
	HS_PATCH_1, // wide wide narrow narrow, from the leading edge
	HS_PATCH_2, // W N N W
	HS_PATCH_3, // W N W N
	HS_PATCH_4, // N W W N
	HS_PATCH_6, // N N W W
	HS_PATCH_T, // N W N W
};

#define HS_PATCH_NARROW 2.032 // mm
#define HS_PATCH_WIDE 5.08

// Whether the bar (0 to 3) is wide.
bool hs_patch_wide(enum hs_patch patch, int bar);

// The patch on the page, its bars across the sheet or along it, askew up to about 8
// degrees.
enum hs_patch hs_patch_find(const struct hs_thumb *thumb);
