// reading.c - see reading.h
#include "craft/reading.h"
#include "base/auto.h"
#include "craft/restore.h"
#include "model/order.h"
#include "port/image-measure.h"

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

static int read_sheet(const struct hs_reader *reader, const struct sheet *s,
		      struct hs_words *words, struct hs_err *err)
{
	int got;

	if (hs_ocr_show(reader->ocr, picture(s), s->dpi, err) < 0)
		return -1;
	got = hs_ocr_read(reader->ocr, NULL, HS_LAYOUT_PAGE, words, err);
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
	hs_recipe_text(&recipe, facts->recipe);
	if (make_sheet(page, &facts->measures, &recipe, &s, err) < 0 ||
	    read_sheet(reader, &s, words, err) < 0)
		return -1;
	hs_order_columns(words, picture(&s)->width, picture(&s)->height);
	hs_place_words(&s.place, words);
	return 0;
}
