// reading.c - see reading.h
#include "craft/reading.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/restore.h"
#include "craft/table.h"
#include "model/order.h"
#include "port/image-grid.h"
#include "port/image-measure.h"

#include <math.h>
#include <stdlib.h>

// One picture to read and how it came about.
struct sheet {
	const struct hs_raster *page; // as decoded
	struct hs_raster made;        // restored; empty where the recipe is
	struct hs_recipe recipe;
	struct hs_place place;
	double dpi;
};

static void sheet_done(struct sheet *s)
{
	hs_raster_done(&s->made);
}

static const struct hs_raster *picture(const struct sheet *s)
{
	return s->made.data ? &s->made : s->page;
}

static int make_sheet(const struct hs_raster *page, const struct hs_measures *measures,
		      const struct hs_recipe *recipe, struct sheet *s, struct hs_err *err)
{
	*s = (struct sheet){
		.page = page,
		.recipe = *recipe,
		.dpi = measures->dpi,
		.place = {.w = (int32_t)page->width,
			  .h = (int32_t)page->height,
			  .page_w = (int32_t)page->width,
			  .page_h = (int32_t)page->height},
	};
	if (!recipe->grey)
		return 0;
	return hs_restore(page, measures, recipe, &s->made, &s->place, err);
}

#define RULED_SKEW 0.1 // degrees that the rules of a table may be off

// The tables of a sheet. Where there are rules, even a little skew counts: the
// sheet is made again, straight.
static int find_tables(struct sheet *s, const struct hs_measures *m,
		       struct hs_grids *grids, struct hs_err *err)
{
	struct hs_recipe straight = s->recipe;
	const struct hs_raster *page = s->page;
	bool ruled = false;

	if (hs_image_grids(picture(s), s->dpi, grids, &ruled, err) < 0)
		return -1;
	if (!ruled || straight.turn != 0 || fabs(m->skew) < RULED_SKEW)
		return 0;
	straight.grey = true;
	straight.turn = -m->skew;
	sheet_done(s);
	hs_grids_done(grids);
	if (make_sheet(page, m, &straight, s, err) < 0)
		return -1;
	return hs_image_grids(picture(s), s->dpi, grids, &ruled, err);
}

// Cells from the picture with its rules; the rest with the tables wiped out.
static int read_with_tables(struct hs_ocr *ocr, struct sheet *s,
			    const struct hs_grids *grids, struct hs_words *words,
			    struct hs_err *err)
{
	struct hs_words *tables = hs_new(grids->count, sizeof(*tables));
	int got = hs_ocr_show(ocr, picture(s), s->dpi, err);

	for (size_t i = 0; i < grids->count && got == 0; i++)
		got = hs_table_read(ocr, &grids->list[i], &tables[i], err);
	for (size_t i = 0; i < grids->count && got == 0; i++)
		hs_image_wipe(&s->made, &grids->list[i].box);
	if (got == 0)
		got = hs_ocr_show(ocr, picture(s), s->dpi, err);
	if (got == 0)
		got = hs_ocr_read(ocr, NULL, HS_LAYOUT_PAGE, words, err);
	if (got == 0)
		hs_order_columns(words, picture(s)->width, picture(s)->height);
	for (size_t i = 0; i < grids->count; i++) {
		if (got == 0)
			hs_table_insert(words, &tables[i], &grids->list[i].box);
		hs_words_done(&tables[i]);
	}
	free(tables);
	return got;
}

static int read_sheet(const struct hs_reader *reader, struct sheet *s,
		      const struct hs_measures *m, struct hs_words *words,
		      struct hs_err *err)
{
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	int got;

	if (!reader->plain && find_tables(s, m, &grids, err) < 0)
		return -1;
	if (grids.count && !s->made.data) {
		struct hs_recipe grey = s->recipe;

		grey.grey = true; // a copy to wipe tables out of
		if (make_sheet(s->page, m, &grey, s, err) < 0)
			return -1;
	}
	got = read_with_tables(reader->ocr, s, &grids, words, err);
	hs_ocr_forget(reader->ocr);
	return got;
}

int hs_reading(const struct hs_reader *reader, struct hs_raster *page, double dpi,
	       struct hs_words *words, struct hs_read_facts *facts, struct hs_err *err)
{
	HS_AUTO(sheet_done) struct sheet s = {0};
	struct hs_recipe recipe = {0};

	if (dpi <= 0)
		dpi = hs_raster_guess_dpi(page->width, page->height);
	if (hs_image_measure(page, dpi, &facts->measures, err) < 0)
		return -1;
	if (!reader->plain)
		hs_recipe_choose(&facts->measures, &recipe);
	if (make_sheet(page, &facts->measures, &recipe, &s, err) < 0 ||
	    read_sheet(reader, &s, &facts->measures, words, err) < 0)
		return -1;
	hs_recipe_text(&s.recipe, facts->recipe);
	hs_place_words(&s.place, words);
	return 0;
}
