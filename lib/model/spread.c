// spread.c - see spread.h
#include "model/spread.h"
#include "base/auto.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>

enum {
	STRIP = 128, // pixels of the small copy
	LETTER = 8,
	CELL = 16,       // in such cells density is counted
	SQUARE = 320,    // side of the dense square: 8 cm
	SOLID = 45,      // per cent of a cell: more is a picture, no text
	LINES_LEAST = 5, // of text on either of two facing pages
};

// A share of ink in a column that specks make, and one that a shadow does.
#define SPECKS 0.02
#define SHADOW 0.5
#define GUTTER_LEAST 0.035 // of the width
#define BESIDE_LEAST 0.35  // of a half's width has text

static bool has_ink(const struct hs_raster *r, uint32_t x, uint32_t y)
{
	return (r->data[(size_t)y * r->wpl + x / 32] >> (31 - x % 32)) & 1;
}

// ---- which way the lines run -------------------------------------------------

static double square(double value)
{
	return value * value;
}

// How much a profile changes from one run of LETTER pixels to the next.
static double changes(const int *profile, uint32_t n)
{
	double sum = 0;
	int before = 0, now = 0;

	for (uint32_t i = 0; i < n; i++) {
		now += profile[i];
		if (i >= LETTER) {
			now -= profile[i - LETTER];
			before += profile[i - LETTER];
		}
		if (i >= 2 * LETTER) {
			before -= profile[i - 2 * LETTER];
			sum += square(now - before);
		}
	}
	return sum;
}

// Of the profiles of rows, strip by strip.
static double change_down(const struct hs_raster *r)
{
	int *profile = hs_new(r->height, sizeof(*profile));
	double sum = 0;

	for (uint32_t word = 0; word + STRIP / 32 <= r->width / 32; word += STRIP / 32) {
		for (uint32_t y = 0; y < r->height; y++) {
			const uint32_t *at = r->data + (size_t)y * r->wpl + word;

			profile[y] = 0;
			for (uint32_t i = 0; i < STRIP / 32; i++)
				profile[y] += __builtin_popcount(at[i]);
		}
		sum += changes(profile, r->height);
	}
	free(profile);
	return sum;
}

// Of the profiles of columns.
static double change_across(const struct hs_raster *r)
{
	int *profile = hs_new(r->width, sizeof(*profile));
	double sum = 0;

	for (uint32_t top = 0; top + STRIP <= r->height; top += STRIP) {
		for (uint32_t x = 0; x < r->width; x++)
			profile[x] = 0;
		for (uint32_t y = top; y < top + STRIP; y++)
			for (uint32_t x = 0; x < r->width; x++)
				profile[x] += has_ink(r, x, y);
		sum += changes(profile, r->width);
	}
	free(profile);
	return sum;
}

// ---- where there is much text ------------------------------------------------

struct cells {
	uint32_t across, down;
	uint32_t *ink; // pixels of text in each
	uint32_t *sum; // and in those above and to the left, one more each way
};

static void cells_done(struct cells *c)
{
	free(c->ink);
	free(c->sum);
}

static uint32_t cell_ink(const struct hs_raster *r, uint32_t left, uint32_t top)
{
	uint32_t n = 0;

	for (uint32_t y = top; y < top + CELL; y++)
		for (uint32_t x = left; x < left + CELL; x++)
			n += has_ink(r, x, y);
	return 100 * n > SOLID * CELL * CELL ? 0 : n;
}

static void count_cells(const struct hs_raster *r, struct cells *c)
{
	size_t n;

	c->across = r->width / CELL;
	c->down = r->height / CELL;
	n = (size_t)(c->across + 1) * (c->down + 1);
	c->ink = hs_new(n, sizeof(*c->ink));
	c->sum = hs_new(n, sizeof(*c->sum));
	for (uint32_t y = 0; y < c->down; y++)
		for (uint32_t x = 0; x < c->across; x++)
			c->ink[y * c->across + x] = cell_ink(r, x * CELL, y * CELL);
}

static void sum_up(struct cells *c)
{
	uint32_t wide = c->across + 1;

	for (uint32_t y = 1; y <= c->down; y++)
		for (uint32_t x = 1; x < wide; x++)
			c->sum[y * wide + x] = c->ink[(y - 1) * c->across + x - 1] +
					       c->sum[(y - 1) * wide + x] +
					       c->sum[y * wide + x - 1] -
					       c->sum[(y - 1) * wide + x - 1];
}

static uint32_t ink_within(const struct cells *c, uint32_t x, uint32_t y, uint32_t w,
			   uint32_t h)
{
	uint32_t wide = c->across + 1;

	return c->sum[(y + h) * wide + x + w] + c->sum[y * wide + x] -
	       c->sum[y * wide + x + w] - c->sum[(y + h) * wide + x];
}

// The square with most ink, which is taken out of the cells.
static uint32_t take_square(struct cells *c, struct hs_box *box)
{
	const uint32_t side = SQUARE / CELL;
	uint32_t w = c->across < side ? c->across : side;
	uint32_t h = c->down < side ? c->down : side;
	uint32_t most = 0, left = 0, top = 0;

	sum_up(c);
	for (uint32_t y = 0; y + h <= c->down; y++)
		for (uint32_t x = 0; x + w <= c->across; x++)
			if (ink_within(c, x, y, w, h) > most) {
				most = ink_within(c, x, y, w, h);
				left = x;
				top = y;
			}
	for (uint32_t y = top; y < top + h; y++)
		for (uint32_t x = left; x < left + w; x++)
			c->ink[y * c->across + x] = 0;
	*box = (struct hs_box){(int32_t)left, (int32_t)top, (int32_t)w, (int32_t)h};
	return most;
}

static void find_squares(const struct hs_raster *r, uint32_t step, struct hs_spread *out)
{
	HS_AUTO(cells_done) struct cells c = {0};
	const int32_t unit = (int32_t)(CELL * step);

	count_cells(r, &c);
	for (size_t i = 0; i < HS_SQUARES; i++) {
		struct hs_box box;
		uint32_t ink = take_square(&c, &box);

		if (ink == 0)
			return;
		if (i == 0)
			out->dense_ink = ink / ((double)box.w * box.h * CELL * CELL);
		out->squares[i] = (struct hs_box){box.x * unit, box.y * unit,
						  box.w * unit, box.h * unit};
	}
}

// ---- facing pages --------------------------------------------------------------

struct band {
	uint32_t from, to; // columns
};

// Rows with ink, of each column.
static uint32_t *count_columns(const struct hs_raster *r)
{
	uint32_t *counts = hs_new(r->width, sizeof(*counts));

	for (uint32_t y = 0; y < r->height; y++)
		for (uint32_t x = 0; x < r->width; x++)
			counts[x] += has_ink(r, x, y);
	return counts;
}

// The widest run of columns in the middle third without ink but specks; a shadow
// does not end it.
static struct band widest_free(const struct hs_raster *r, const uint32_t *counts)
{
	const double specks = SPECKS * r->height, shadow = SHADOW * r->height;
	struct band best = {0, 0}, now = {0, 0};

	for (uint32_t x = r->width / 3; x < r->width - r->width / 3; x++) {
		if (counts[x] > specks && counts[x] < shadow) {
			now.from = now.to = x + 1;
			continue;
		}
		now.to = x + 1;
		if (now.from == 0)
			now.from = x;
		if (now.to - now.from > best.to - best.from)
			best = now;
	}
	return best;
}

// Marks in `seen` which columns of the band, shadows apart, have ink in a row.
static void see_row(const struct hs_raster *r, const uint32_t *counts, struct band band,
		    uint32_t y, uint32_t *seen)
{
	for (uint32_t x = band.from; x < band.to; x++)
		if (counts[x] <= SHADOW * r->height && has_ink(r, x, y))
			seen[x - band.from] = y + 1;
}

// A line of text or a rule runs through the band from left to right.
static bool crossed(const struct hs_raster *r, const uint32_t *counts, struct band band)
{
	uint32_t w = band.to - band.from, most = 0, light = 0;
	uint32_t *seen = hs_new(w, sizeof(*seen)); // the row below the last with ink

	for (uint32_t x = band.from; x < band.to; x++)
		light += counts[x] <= SHADOW * r->height;
	for (uint32_t y = 0; y < r->height; y++) {
		uint32_t inked = 0;

		see_row(r, counts, band, y, seen);
		for (uint32_t i = 0; i < w; i++)
			inked += seen[i] && seen[i] + LETTER > y;
		most = inked > most ? inked : most;
	}
	free(seen);
	return 2 * most > light;
}

// Lines of text between two columns, and whether they are as wide as a page's.
static bool is_page(const struct hs_raster *r, struct band part)
{
	uint32_t w = part.to - part.from, lines = 0, used = 0;
	uint8_t *columns = hs_new(w, 1);
	bool within = false;

	for (uint32_t y = 0; y < r->height; y++) {
		uint32_t ink = 0;

		for (uint32_t x = 0; x < w; x++) {
			bool here = has_ink(r, part.from + x, y);

			ink += here;
			columns[x] |= here;
		}
		lines += ink > w / 20 && !within;
		within = within ? ink > w / 60 : ink > w / 20;
	}
	for (uint32_t x = 0; x < w; x++)
		used += columns[x];
	free(columns);
	return lines >= LINES_LEAST && used > BESIDE_LEAST * w;
}

// The middle of the shadow, or else of the band.
static uint32_t fold(const struct hs_raster *r, const uint32_t *counts, struct band band)
{
	struct band shadow = band;

	while (shadow.from < band.to && counts[shadow.from] <= SHADOW * r->height)
		shadow.from++;
	if (shadow.from == band.to)
		return band.from + (band.to - band.from) / 2;
	while (counts[shadow.to - 1] <= SHADOW * r->height)
		shadow.to--;
	return shadow.from + (shadow.to - shadow.from) / 2;
}

static uint32_t find_gutter(const struct hs_raster *r)
{
	uint32_t *counts, at = 0;
	struct band band;

	if (10 * r->width < 12 * r->height || 10 * r->width > 17 * r->height)
		return 0;
	counts = count_columns(r);
	band = widest_free(r, counts);
	if (band.to - band.from >= GUTTER_LEAST * r->width && !crossed(r, counts, band) &&
	    is_page(r, (struct band){0, band.from}) &&
	    is_page(r, (struct band){band.to, r->width}))
		at = fold(r, counts, band);
	free(counts);
	return at;
}

void hs_spread_measure(const struct hs_raster *ink, uint32_t step,
		       struct hs_spread *spread)
{
	double down = change_down(ink), across = change_across(ink), n = 0;

	*spread = (struct hs_spread){0};
	for (uint32_t y = 0; y < ink->height; y++)
		for (uint32_t word = 0; word < ink->wpl; word++)
			n += __builtin_popcount(ink->data[(size_t)y * ink->wpl + word]);
	spread->ink = n / ((double)ink->width * ink->height);
	spread->sideways = down > 0 ? across / down : 0;
	find_squares(ink, step, spread);
	if (spread->sideways < 1)
		spread->gutter = find_gutter(ink) * step;
}
