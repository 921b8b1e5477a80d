// table.c - see table.h
#include "craft/table.h"
#include "base/auto.h"

#include <stdlib.h>

// Room that the engine wants round the text of a cell, in pixels.
enum { MARGIN = 12 };

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

// The ink of a cell with a margin, within its rules.
static struct hs_box to_read(const struct hs_cell *cell)
{
	const struct hs_box *in = &cell->box, *ink = &cell->ink;
	int32_t x = most(in->x, ink->x - MARGIN), y = most(in->y, ink->y - MARGIN);

	return (struct hs_box){
		x,
		y,
		least(in->x + in->w, ink->x + ink->w + MARGIN) - x,
		least(in->y + in->h, ink->y + ink->h + MARGIN) - y,
	};
}

// Its words behind the others of the row.
static void add_cell(struct hs_words *table, const struct hs_words *cell, bool row,
		     unsigned empty)
{
	for (size_t i = 0; i < cell->count; i++) {
		struct hs_word w = cell->list[i];

		if (i == 0) {
			w.starts_block = w.starts_line = true;
			w.gap = row ? HS_GAP_ROW : HS_GAP_CELL;
			w.empty = (uint8_t)least((int32_t)empty, HS_CELLS_MAX);
		} else if (w.starts_line) {
			w.starts_block = false;
			w.gap = HS_GAP_WORD;
		}
		hs_words_add(table, &w);
	}
}

int hs_table_read(struct hs_ocr *ocr, const struct hs_grid *grid, struct hs_words *words,
		  struct hs_err *err)
{
	int row = -1, column = 0; // of the last cell with words

	for (size_t i = 0; i < grid->count; i++) {
		const struct hs_cell *cell = &grid->cells[i];
		HS_AUTO(hs_words_done) struct hs_words found = {0};
		struct hs_box box = to_read(cell);
		bool next = cell->row != row;

		if (cell->lines == 0)
			continue;
		if (hs_ocr_read(ocr, &box,
				cell->lines == 1 ? HS_LAYOUT_LINE : HS_LAYOUT_BLOCK,
				&found, err) < 0)
			return -1;
		if (found.count == 0)
			continue;
		add_cell(words, &found, next,
			 (unsigned)(next ? cell->column : cell->column - column - 1));
		row = cell->row;
		column = cell->column;
	}
	return 0;
}
