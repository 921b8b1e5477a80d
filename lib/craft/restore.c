// restore.c - see restore.h
#include "craft/restore.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// What a page must show before a step is taken. Measured on generated pages of
// rng 1 to 9 and on real office scans (2010, 300 dpi): clean ones lie far off.
#define SKEW_LEAST 0.5     // degrees: up to here the engine reads as well
#define BORDER_LEAST 0.005 // share of the page
#define BORDER_MOST 0.8    // more: the page itself is black, its text white
#define RED_LEAST 0.0005
#define RED_MOST 0.03 // more: red is what the page is written in
#define UNEVEN_LEAST 0.08
#define CONTRAST_POOR 0.6
#define CONTRAST_VERY_POOR 0.43
#define FAINT_MUCH 0.8  // faint marks per ink: the back shows through, or noise
#define FAINT_NOISE 2.6 // noise, then

void hs_recipe_choose(const struct hs_measures *m, struct hs_recipe *recipe)
{
	bool uneven = m->unevenness > UNEVEN_LEAST;
	bool poor = m->contrast > 0 && m->contrast < CONTRAST_POOR &&
		    (uneven || m->faint > FAINT_MUCH);

	*recipe = (struct hs_recipe){0};
	if (fabs(m->skew) > SKEW_LEAST)
		recipe->turn = -m->skew;
	recipe->fill_border = m->border > BORDER_LEAST && m->border < BORDER_MOST;
	recipe->flatten = uneven || poor || recipe->fill_border;
	if (poor) {
		recipe->smooth = 1;
		recipe->black = m->contrast < CONTRAST_VERY_POOR ? 60 : 40;
		recipe->white = 200;
	} else if (recipe->flatten) {
		recipe->black = 1;
		recipe->white = 200; // flatten leaves paper there
	}
	recipe->fade = poor && m->faint < FAINT_NOISE;
	if (m->red > RED_LEAST && m->red < RED_MOST)
		recipe->ink = HS_INK_DARK;
	recipe->grey = recipe->flatten || recipe->turn != 0 || recipe->ink != HS_INK_ALL;
}

bool hs_recipe_second(const struct hs_measures *m, const struct hs_recipe *first,
		      struct hs_recipe *recipe)
{
	*recipe = *first;
	recipe->grey = true;
	if (m->red > RED_LEAST && m->red < RED_MOST)
		recipe->ink = HS_INK_DARK;
	if (!first->flatten) {
		recipe->flatten = true;
		recipe->smooth = 1;
		recipe->black = 40;
		recipe->white = 200;
		return true;
	}
	// It was done by the book: less of it, then.
	recipe->fade = false;
	recipe->smooth = first->smooth ? 0 : 1;
	recipe->black = first->black > 1 ? 1 : 40;
	return true;
}

void hs_recipe_other(const struct hs_measures *m, const struct hs_recipe *first,
		     struct hs_recipe *recipe)
{
	*recipe = *first;
	recipe->grey = true;
	recipe->flatten = true;
	recipe->fade = false;
	recipe->white = 200;
	if (m->red > RED_LEAST)
		recipe->ink = HS_INK_GREY;
	recipe->smooth = first->smooth ? first->smooth - 1 : 1;
	recipe->black = first->black > 1 ? 1 : 20;
}

void hs_recipe_text(const struct hs_recipe *r, char text[HS_RECIPE_MAX])
{
	static const char *const inks[] = {"", " no-red", " no-hue", " red"};
	const char *ink = r->colour ? " colour" : inks[r->ink];
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	if (r->quarters)
		hs_buf_addf(&out, " quarters %d", r->quarters);
	if (r->grey)
		hs_buf_addf(&out, "%s", ink);
	if (r->fill_border)
		hs_buf_addf(&out, " border");
	if (r->smooth)
		hs_buf_addf(&out, " smooth %d", r->smooth);
	if (r->flatten)
		hs_buf_addf(&out, " flatten");
	if (r->turn != 0)
		hs_buf_addf(&out, " turn %.2f", r->turn);
	if (r->white)
		hs_buf_addf(&out, " stretch %d %d", r->black, r->white);
	if (r->fade)
		hs_buf_addf(&out, " back");
	if (r->specks)
		hs_buf_addf(&out, " specks %d", r->specks);
	snprintf(text, HS_RECIPE_MAX, "%s", out.len ? out.data + 1 : "none");
}

enum { INK_FLOOR = 60 }; // levels: darker is never taken for paper

static int apply(const struct hs_measures *m, const struct hs_recipe *r,
		 struct hs_raster *made, struct hs_err *err)
{
	if (r->fill_border && hs_image_fill_border(made, m->paper, err) < 0)
		return -1;
	for (int i = 0; i < r->smooth; i++)
		if (hs_image_smooth(made, err) < 0)
			return -1;
	if (r->flatten && hs_image_flatten(made, INK_FLOOR, err) < 0)
		return -1;
	if (r->turn != 0 && hs_image_turn(made, r->turn, err) < 0)
		return -1;
	if (r->white && hs_image_stretch(made, r->black, r->white, err) < 0)
		return -1;
	return r->specks && !r->colour ? hs_image_despeckle(made, r->specks, err) : 0;
}

static int make_grey(const struct hs_raster *page, const struct hs_measures *measures,
		     const struct hs_recipe *recipe, struct hs_raster *made,
		     struct hs_err *err)
{
	if (hs_image_grey(page, recipe->ink, made, err) < 0 ||
	    (recipe->quarters && hs_image_quarter(made, recipe->quarters, err) < 0))
		return -1;
	return apply(measures, recipe, made, err);
}

static int make_colour(const struct hs_raster *page, const struct hs_measures *measures,
		       const struct hs_recipe *recipe, struct hs_raster *made,
		       struct hs_err *err)
{
	if (hs_raster_copy(page, made, err) < 0 ||
	    (recipe->quarters && hs_image_quarter(made, recipe->quarters, err) < 0))
		return -1;
	return apply(measures, recipe, made, err);
}

int hs_restore(const struct hs_raster *page, const struct hs_measures *measures,
	       const struct hs_recipe *recipe, struct hs_raster *restored,
	       struct hs_place *place, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster made = {0};

	if ((recipe->colour && page->depth == 32
		     ? make_colour(page, measures, recipe, &made, err)
		     : make_grey(page, measures, recipe, &made, err)) < 0)
		return -1;
	*place = (struct hs_place){
		.quarters = recipe->quarters,
		.degrees = recipe->turn,
		.w = (int32_t)made.width,
		.h = (int32_t)made.height,
		.page_w = (int32_t)page->width,
		.page_h = (int32_t)page->height,
	};
	*restored = made;
	made = (struct hs_raster){0};
	return 0;
}
