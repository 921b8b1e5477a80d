// restore.h - what makes a bad page readable: measured first, and only then,
// and only what it needs. The page given stays as it is; nothing touches masters.
//
// The recipes and their order are FINDINGS' (2026-11, synthetic and real Party
// papers): ink, border, smoothing, even paper, deskew, contrast. Border fill
// without even paper does harm, and so does making a poor page black and white;
// a clean scan is read best as it came.
#pragma once

#include "base/err.h"
#include "model/facts.h"
#include "model/measures.h"
#include "model/place.h"
#include "model/raster.h"
#include "port/image-restore.h"

#include <stdbool.h>

struct hs_recipe {
	int quarters;     // clockwise turns that bring the page upright
	bool grey;        // any of the steps below: they work in grey
	enum hs_ink ink;  // what of the ink is kept
	bool fill_border; // black round the paper becomes paper
	int smooth;       // times a blur of one pixel
	bool flatten;     // paper becomes even
	double turn;      // degrees clockwise
	bool fade;        // what shows through from the back goes: craft/sheet does it
	int black, white; // levels of the contrast stretch; 0, 0: none
	int specks;       // spots up to so many pixels are taken out; 0: none
	bool colour;      // all of it channel by channel, with every ink; for people
};

// From what the page is like. A page that nothing is wrong with gets the empty
// recipe; red ink is taken out wherever there is some, for what it lies over (on
// 21 real pages: 0.7 points of word F1).
void hs_recipe_choose(const struct hs_measures *measures, struct hs_recipe *recipe);
// What to try where the first left the page nearly unread; false: nothing else.
bool hs_recipe_second(const struct hs_measures *measures, const struct hs_recipe *first,
		      struct hs_recipe *recipe);

// Another view of the same page for a second opinion: same turn, other steps.
void hs_recipe_other(const struct hs_measures *measures, const struct hs_recipe *first,
		     struct hs_recipe *recipe);

// Its steps in order, for people and records: "no-red border smooth flatten
// turn -2.31 stretch 40 200"; "none".
void hs_recipe_text(const struct hs_recipe *recipe, char text[HS_RECIPE_MAX]);

// Makes the picture to read, a raster of its own, and where it lies on the page.
HS_CHECKED int hs_restore(const struct hs_raster *page,
			  const struct hs_measures *measures,
			  const struct hs_recipe *recipe, struct hs_raster *restored,
			  struct hs_place *place, struct hs_err *err);
