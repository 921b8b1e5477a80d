// image-grid.h - ruled tables: where their rules run, and the cells between them.
//
// Rules are long straight runs of ink, found by opening a small copy of the page
// (about 150 dpi) along rows and along columns; those that cross make a grid. A
// side of a cell that no rule covers by half is open: cells are joined there.
#pragma once

#include "base/err.h"
#include "model/raster.h"
#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>

struct hs_cell {
	struct hs_box box; // between the rules, in pixels of the picture
	int row, column;   // from 0; of a joined cell its upper left one
	int lines;         // of text: runs of ink one above the other; 0: empty
	struct hs_box ink; // around what stands in it
};

struct hs_grid {
	struct hs_box box;     // of the whole table, rules and all
	struct hs_cell *cells; // row by row; owned
	size_t count;
};

struct hs_grids {
	struct hs_grid *list; // from the top of the page down; owned
	size_t count;
};

// At least two rows and two columns. The picture is upright and deskewed; ruled
// says whether there are long rules at all, also where skew hides the grid.
HS_CHECKED int hs_image_grids(const struct hs_raster *picture, double dpi,
			      struct hs_grids *grids, bool *ruled, struct hs_err *err);
void hs_grids_done(struct hs_grids *grids);

// Takes the rules of the grids out of a grey picture; letters that touch them stay.
HS_CHECKED int hs_image_erase_rules(struct hs_raster *grey, double dpi,
				    const struct hs_grids *grids, struct hs_err *err);
