// reading.c - see reading.h
#include "craft/reading.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/opinion.h"
#include "craft/restore.h"
#include "craft/table.h"
#include "model/doubt.h"
#include "model/order.h"
#include "port/image-grid.h"
#include "port/image-measure.h"

#include <math.h>
#include <stdlib.h>

#define RULED_SKEW 0.1 // degrees that the rules of a table may be off

// One picture to read and how it came about.
struct sheet {
	const struct hs_raster *page; // as decoded
	const struct hs_measures *measures;
	struct hs_recipe recipe;
	struct hs_raster made; // restored; empty where the recipe is
	struct hs_place place;
	struct hs_grids grids; // tables, without their rules
};

static void sheet_done(struct sheet *s)
{
	hs_raster_done(&s->made);
	hs_grids_done(&s->grids);
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
		.measures = measures,
		.recipe = *recipe,
		.place = {.w = (int32_t)page->width,
			  .h = (int32_t)page->height,
			  .page_w = (int32_t)page->width,
			  .page_h = (int32_t)page->height},
	};
	if (!recipe->grey)
		return 0;
	return hs_restore(page, measures, recipe, &s->made, &s->place, err);
}

// Finds the tables and takes their rules out. Where there are rules, even a
// little skew counts: the sheet is made again, straight, and in any case as a
// picture of its own.
static int find_tables(struct sheet *s, struct hs_err *err)
{
	struct hs_recipe recipe = s->recipe;
	double dpi = s->measures->dpi;
	bool ruled = false, straight;

	if (hs_image_grids(picture(s), dpi, &s->grids, &ruled, err) < 0)
		return -1;
	straight = recipe.turn != 0 || fabs(s->measures->skew) < RULED_SKEW;
	if (!ruled || (straight && s->grids.count == 0))
		return 0;
	if (!straight || !s->made.data) {
		recipe.grey = true;
		recipe.turn = straight ? recipe.turn : -s->measures->skew;
		sheet_done(s);
		if (make_sheet(s->page, s->measures, &recipe, s, err) < 0 ||
		    hs_image_grids(picture(s), dpi, &s->grids, &ruled, err) < 0)
			return -1;
	}
	return s->grids.count ? hs_image_erase_rules(&s->made, dpi, &s->grids, err) : 0;
}

// The page without its tables, as blocks of text.
static int read_rest(struct hs_ocr *ocr, const struct sheet *s, struct hs_words *words,
		     struct hs_err *err)
{
	const struct hs_box all = {0, 0, s->place.w, s->place.h};
	HS_AUTO(hs_raster_done) struct hs_raster wiped = {0};

	if (s->grids.count && hs_image_part(picture(s), &all, &wiped, err) < 0)
		return -1;
	for (size_t i = 0; i < s->grids.count; i++)
		hs_image_wipe(&wiped, &s->grids.list[i].box);
	if (hs_ocr_show(ocr, wiped.data ? &wiped : picture(s), s->measures->dpi, err) < 0)
		return -1;
	hs_raster_done(&wiped); // the engine has its copy
	if (hs_ocr_read(ocr, NULL, HS_LAYOUT_PAGE, words, err) < 0)
		return -1;
	hs_order_columns(words, (uint32_t)s->place.w, (uint32_t)s->place.h);
	return 0;
}

static int read_sheet(struct hs_ocr *ocr, const struct sheet *s, struct hs_words *words,
		      struct hs_err *err)
{
	size_t n = s->grids.count;
	struct hs_words *tables = hs_new(n ? n : 1, sizeof(*tables));
	int got = n ? hs_ocr_show(ocr, picture(s), s->measures->dpi, err) : 0;

	for (size_t i = 0; i < n && got == 0; i++)
		got = hs_table_read(ocr, &s->grids.list[i], &tables[i], err);
	if (got == 0)
		got = read_rest(ocr, s, words, err);
	for (size_t i = 0; i < n; i++) {
		if (got == 0)
			hs_table_insert(words, &tables[i], &s->grids.list[i].box);
		hs_words_done(&tables[i]);
	}
	free(tables);
	hs_ocr_forget(ocr);
	return got;
}

// ---- second opinions -----------------------------------------------------------

static const struct hs_raster *same_picture(void *giver, struct hs_err *err)
{
	(void)err;
	return picture(giver);
}

// Another picture of the same page, made when it is asked for.
struct other {
	const struct sheet *first;
	struct sheet sheet;
};

static const struct hs_raster *other_picture(void *giver, struct hs_err *err)
{
	struct other *other = giver;
	const struct sheet *first = other->first;
	struct hs_recipe recipe;

	if (other->sheet.made.data)
		return &other->sheet.made;
	hs_recipe_other(first->measures, &first->recipe, &recipe);
	if (make_sheet(first->page, first->measures, &recipe, &other->sheet, err) < 0)
		return NULL;
	if (first->grids.count &&
	    hs_image_erase_rules(&other->sheet.made, first->measures->dpi, &first->grids,
				 err) < 0)
		return NULL;
	return &other->sheet.made;
}

static int ask_again(const struct hs_reader *reader, struct sheet *s,
		     struct hs_words *words, struct hs_read_facts *facts,
		     struct hs_err *err)
{
	struct hs_ocr *larger = reader->larger ? reader->larger : reader->ocr;
	struct other other = {.first = s};
	const struct hs_opinion opinions[] = {
		{larger, same_picture, s},
		{larger, other_picture, &other},
	};
	// On a clean page another restoration has nothing to add.
	size_t count = s->recipe.smooth || s->grids.count ? 2 : 1;
	int got = hs_opinions(opinions, count, s->measures->dpi, s->place.w, s->place.h,
			      words, facts, err);

	sheet_done(&other.sheet);
	return got;
}

int hs_reading(const struct hs_reader *reader, struct hs_raster *page, double dpi,
	       struct hs_words *words, struct hs_read_facts *facts, struct hs_err *err)
{
	HS_AUTO(sheet_done) struct sheet s = {0};
	struct hs_recipe recipe = {0};

	if (dpi <= 0)
		dpi = hs_raster_guess_dpi(page->width, page->height);
	if (hs_image_measure(page, dpi, &facts->measures, NULL, err) < 0)
		return -1;
	if (!reader->plain)
		hs_recipe_choose(&facts->measures, &recipe);
	if (make_sheet(page, &facts->measures, &recipe, &s, err) < 0 ||
	    (!reader->plain && find_tables(&s, err) < 0) ||
	    read_sheet(reader->ocr, &s, words, err) < 0 ||
	    (!reader->plain && ask_again(reader, &s, words, facts, err) < 0))
		return -1;
	if (!reader->plain)
		hs_doubt_noise(words);
	hs_words_noise_last(words);
	hs_recipe_text(&s.recipe, facts->recipe);
	hs_place_words(&s.place, words);
	return 0;
}
