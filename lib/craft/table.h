// table.h - ruled tables are read cell by cell, so that rows stay rows.
#pragma once

#include "base/err.h"
#include "model/words.h"
#include "port/image-grid.h"
#include "port/ocr.h"

// The words of a grid of the picture that ocr was shown last: a row is a line of
// the text, its cells parted by tabs; in ALTO a cell is a block of its own.
HS_CHECKED int hs_table_read(struct hs_ocr *ocr, const struct hs_grid *grid,
			     struct hs_words *words, struct hs_err *err);
