// orient.c - see orient.h
#include "craft/orient.h"
#include "base/auto.h"
#include "craft/restore.h"
#include "model/doubt.h"
#include "port/image-measure.h"

// Letters of a square that must be believed. Read upright, of a usual square of
// 400 letters 70 to 90 per cent are; the other ways, 2 to 10.
#define SURE_SHARE 0.5
#define SURE_LETTERS 60
#define BETTER_SHARE 0.35 // where no way is sure
#define BETTER_LETTERS 25
#define BETTER_TIMES 3 // than as the page lies

// The square as it is once the page is turned.
static int read_square(struct hs_ocr *ocr, const struct hs_raster *square, int quarters,
		       double dpi, struct hs_worth *worth, struct hs_err *err)
{
	const struct hs_box all = {0, 0, (int32_t)square->width, (int32_t)square->height};
	HS_AUTO(hs_raster_done) struct hs_raster turned = {0};
	HS_AUTO(hs_raster_done) struct hs_raster made = {0};
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_measures measures;
	struct hs_recipe recipe;
	struct hs_place place;

	if (hs_image_part(square, &all, &turned, err) < 0 ||
	    (quarters && hs_image_quarter(&turned, quarters, err) < 0) ||
	    hs_image_measure(&turned, dpi, &measures, NULL, err) < 0)
		return -1;
	hs_recipe_choose(&measures, &recipe);
	recipe.fill_border = false; // black at the edge of a square is no border
	if (recipe.grey &&
	    hs_restore(&turned, &measures, &recipe, &made, &place, err) < 0)
		return -1;
	if (hs_ocr_show(ocr, made.data ? &made : &turned, dpi, err) < 0 ||
	    hs_ocr_read(ocr, NULL, HS_LAYOUT_BLOCK, &words, err) < 0)
		return -1;
	hs_ocr_forget(ocr);
	*worth = hs_doubt_worth(&words);
	return 0;
}

static bool sure(const struct hs_worth *w)
{
	return w->believed >= SURE_LETTERS && w->believed >= SURE_SHARE * w->letters;
}

static bool better(const struct hs_worth *w, const struct hs_worth *than)
{
	return w->believed >= BETTER_LETTERS &&
	       w->believed >= BETTER_SHARE * w->letters &&
	       w->believed >= BETTER_TIMES * than->believed;
}

int hs_orient(struct hs_ocr *ocr, const struct hs_raster *page,
	      const struct hs_spread *spread, double dpi, int *quarters,
	      struct hs_err *err)
{
	static const int level[] = {0, 2, 1, 3}, sideways[] = {0, 1, 3, 2};
	const int *ways = spread->sideways > 1 ? sideways : level;
	HS_AUTO(hs_raster_done) struct hs_raster square = {0};
	struct hs_worth worth[4] = {{0}};
	int best = 0;

	if (hs_image_part(page, &spread->dense, &square, err) < 0)
		return -1;
	for (int i = 0; i < 4; i++) {
		struct hs_worth *now = &worth[ways[i]];

		if (read_square(ocr, &square, ways[i], dpi, now, err) < 0)
			return -1;
		if (now->believed > worth[best].believed)
			best = ways[i];
		if (sure(now))
			break;
	}
	*quarters = best && better(&worth[best], &worth[0]) ? best : 0;
	return 0;
}
