// fuzz-restore.c - pages of any look: measured, restored by every recipe,
// searched for tables. The first bytes say what the page is like, then come bars
// of ink, five bytes each; what is no bar is a pattern of the bytes themselves.
#include "craft/restore.h"
#include "fuzz/fuzz.h"
#include "port/image-grid.h"
#include "port/image-measure.h"

#include <stdlib.h>

enum { HEAD = 8, BAR = 5, BARS_MAX = 24 };

static void dot(struct hs_raster *r, uint32_t x, uint32_t y, uint32_t value)
{
	uint32_t per = 32 / r->depth, shift = 32 - r->depth * (x % per + 1);
	uint32_t *word = r->data + (size_t)y * r->wpl + x / per;
	uint32_t mask = r->depth == 32 ? ~0U : ((1U << r->depth) - 1) << shift;

	if (x >= r->width || y >= r->height)
		return;
	if (r->depth == 32) // 0xRRGGBB00
		*word = value << 24 | (value * 5 & 255) << 16 | (value * 77 & 255) << 8;
	else
		*word = (*word & ~mask) | (value << shift & mask);
}

static int page(const uint8_t *data, size_t size, struct hs_raster *r)
{
	static const uint32_t depths[] = {1, 8, 32};
	struct hs_err err;
	size_t bars = (size - HEAD) / BAR;

	if (hs_raster_init(r, 1U + data[0], 1U + data[1], depths[data[2] % 3], &err) < 0)
		return -1;
	for (uint32_t y = 0; y < r->height; y++)
		for (uint32_t x = 0; x < r->width; x++)
			dot(r, x, y,
			    data[3] & 1 ? data[(x * 7 + y * 13) % size] : data[4]);
	for (size_t i = 0; i < bars && i < BARS_MAX; i++) {
		const uint8_t *b = data + HEAD + i * BAR;

		for (uint32_t y = b[1]; y < r->height && y <= b[1] + b[3]; y++)
			for (uint32_t x = b[0]; x < r->width && x <= b[0] + b[2]; x++)
				dot(r, x, y, b[4]);
	}
	return 0;
}

static void tables(struct hs_raster *r, double dpi)
{
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	struct hs_err err;
	bool ruled;

	if (hs_image_grids(r, dpi, &grids, &ruled, &err) < 0)
		return;
	for (size_t i = 0; i < grids.count; i++)
		for (size_t j = 0; j < grids.list[i].count; j++) {
			const struct hs_cell *c = &grids.list[i].cells[j];

			if (c->box.w <= 0 || c->box.h <= 0 || c->box.x < 0 ||
			    c->box.y < 0 || c->box.x + c->box.w > (int)r->width ||
			    c->box.y + c->box.h > (int)r->height)
				abort();
			if (c->lines && (c->ink.w <= 0 || c->ink.h <= 0))
				abort();
		}
	if (r->depth != 8 || hs_image_erase_rules(r, dpi, &grids, &err) < 0)
		return;
	for (size_t i = 0; i < grids.count; i++)
		hs_image_wipe(r, &grids.list[i].box);
}

static void restore(const struct hs_raster *r, const struct hs_measures *m,
		    const struct hs_recipe *recipe)
{
	HS_AUTO(hs_raster_done) struct hs_raster made = {0};
	HS_AUTO(hs_raster_done) struct hs_raster part = {0};
	struct hs_box box = {0, 0, 1, 1}, cut = {-3, 5, (int32_t)r->height, 90};
	char text[HS_RECIPE_MAX];
	struct hs_place place;
	struct hs_err err;

	hs_recipe_text(recipe, text);
	if (hs_restore(r, m, recipe, &made, &place, &err) < 0)
		return;
	if (made.depth != 8 || place.w != (int32_t)made.width)
		abort();
	box = hs_place_back(&place, &box);
	if (box.x + box.w > (int32_t)r->width || box.y + box.h > (int32_t)r->height)
		abort();
	(void)!hs_image_part(&made, &cut, &part, &err);
	tables(&made, m->dpi);
}

// The recipe that the page gets, what is tried after it, or any at all.
static void pick(const uint8_t *data, const struct hs_measures *m, struct hs_recipe *r)
{
	struct hs_recipe first;

	hs_recipe_choose(m, &first);
	first.quarters = data[6] & 3;
	first.specks = data[6] >> 4;
	*r = first;
	switch (data[6] >> 2 & 3) {
	case 1:
		hs_recipe_other(m, &first, r);
		break;
	case 2:
		(void)hs_recipe_second(m, &first, r);
		break;
	case 3:
		*r = (struct hs_recipe){.grey = true,
					.ink = data[7] & 3,
					.fill_border = data[7] & 4,
					.smooth = data[7] >> 7,
					.flatten = data[7] & 8,
					.turn = (data[7] >> 4 & 7) * 4 - 14};
		break;
	default:
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_recipe recipe;
	struct hs_spread spread;
	struct hs_measures m;
	struct hs_err err;

	if (size < HEAD || page(data, size, &r) < 0 ||
	    hs_image_measure(&r, 60 + data[5] * 2.0, &m, &spread, &err) < 0)
		return 0;
	if (!hs_measures_ok(&m))
		abort();
	pick(data, &m, &recipe);
	restore(&r, &m, &recipe);
	tables(&r, m.dpi);
	return 0;
}
