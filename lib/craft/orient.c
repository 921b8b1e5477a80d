// orient.c - see orient.h
#include "craft/orient.h"
#include "base/auto.h"
#include "craft/restore.h"
#include "model/doubt.h"
#include "port/image-measure.h"

// Letters that must be believed. Of a usual square of 400 letters, read upright,
// 70 to 90 per cent are, and 30 where it is a faint table; the other ways, 2 to 10.
#define SURE_LETTERS 60 // one way reads so well that the others need no look
#define SURE_SHARE 0.5
#define BETTER_LETTERS 30 // one way reads so much better than all others
#define BETTER_SHARE 0.2
#define BETTER_TIMES 3

// The lines' direction (model/spread.h) is taken for sure beyond these; of 85
// pages none that is upright had more than 0.8, none on its side less than 1.3.
#define LEVEL 0.9
#define SIDEWAYS 1.1

enum { WAYS = 4 };

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

static bool open_way(double sideways, int way)
{
	return way == 0 || (way == 2 ? sideways < SIDEWAYS : sideways > LEVEL);
}

// Reads one square all ways that are open, and adds up what it is worth; the way
// that is sure, or -1.
static int try_square(struct hs_ocr *ocr, const struct hs_raster *square, double sideways,
		      double dpi, struct hs_worth sum[WAYS], int *way, struct hs_err *err)
{
	static const int level[WAYS] = {0, 2, 1, 3}, lying[WAYS] = {1, 3, 0, 2};

	*way = -1;
	for (int j = 0; j < WAYS; j++) {
		int i = sideways > 1 ? lying[j] : level[j];
		struct hs_worth now;

		if (!open_way(sideways, i))
			continue;
		if (read_square(ocr, square, i, dpi, &now, err) < 0)
			return -1;
		sum[i].letters += now.letters;
		sum[i].believed += now.believed;
		if (sure(&now)) {
			*way = i;
			return 0;
		}
	}
	return 0;
}

// Whether one way is clearly better than all others.
static bool decided(const struct hs_worth sum[WAYS], int *way)
{
	int best = 0;

	for (int i = 1; i < WAYS; i++)
		if (sum[i].believed > sum[best].believed)
			best = i;
	if (sum[best].believed < BETTER_LETTERS ||
	    sum[best].believed < BETTER_SHARE * sum[best].letters)
		return false;
	for (int i = 0; i < WAYS; i++)
		if (i != best && sum[best].believed < BETTER_TIMES * sum[i].believed)
			return false;
	*way = best;
	return true;
}

int hs_orient(struct hs_ocr *ocr, const struct hs_raster *page,
	      const struct hs_spread *spread, double dpi, int *quarters,
	      struct hs_err *err)
{
	struct hs_worth sum[WAYS] = {{0}};

	*quarters = 0;
	for (size_t i = 0; i < HS_SQUARES && spread->squares[i].w; i++) {
		HS_AUTO(hs_raster_done) struct hs_raster square = {0};
		int way;

		if (hs_image_part(page, &spread->squares[i], &square, err) < 0 ||
		    try_square(ocr, &square, spread->sideways, dpi, sum, &way, err) < 0)
			return -1;
		if (way >= 0 || decided(sum, &way)) {
			*quarters = way;
			return 0;
		}
	}
	return 0;
}
