// spread.c - see spread.h
#include "model/spread.h"
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
	uint32_t *ink; // pixels of text in the cells above and to the left, summed
};

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
	uint32_t wide;

	c->across = r->width / CELL;
	c->down = r->height / CELL;
	wide = c->across + 1;
	c->ink = hs_new((size_t)wide * (c->down + 1), sizeof(*c->ink));
	for (uint32_t y = 1; y <= c->down; y++)
		for (uint32_t x = 1; x <= c->across; x++)
			c->ink[y * wide + x] =
				cell_ink(r, (x - 1) * CELL, (y - 1) * CELL) +
				c->ink[(y - 1) * wide + x] + c->ink[y * wide + x - 1] -
				c->ink[(y - 1) * wide + x - 1];
}

static uint32_t ink_within(const struct cells *c, uint32_t x, uint32_t y, uint32_t w,
			   uint32_t h)
{
	uint32_t wide = c->across + 1;

	return c->ink[(y + h) * wide + x + w] + c->ink[y * wide + x] -
	       c->ink[y * wide + x + w] - c->ink[(y + h) * wide + x];
}

static void find_dense(const struct hs_raster *r, uint32_t step, struct hs_spread *out)
{
	const uint32_t side = SQUARE / CELL;
	struct cells c;
	uint32_t w, h, most = 0, best_x = 0, best_y = 0;

	count_cells(r, &c);
	w = c.across < side ? c.across : side;
	h = c.down < side ? c.down : side;
	for (uint32_t y = 0; y + h <= c.down; y++)
		for (uint32_t x = 0; x + w <= c.across; x++)
			if (ink_within(&c, x, y, w, h) > most) {
				most = ink_within(&c, x, y, w, h);
				best_x = x;
				best_y = y;
			}
	free(c.ink);
	out->dense = (struct hs_box){
		(int32_t)(best_x * CELL * step), (int32_t)(best_y * CELL * step),
		(int32_t)(w * CELL * step), (int32_t)(h * CELL * step)};
	if (most)
		out->dense_ink = most / ((double)w * h * CELL * CELL);
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

// Something runs all through the band from left to right.
static bool crossed(const struct hs_raster *r, struct band band)
{
	for (uint32_t y = 0; y < r->height; y++) {
		uint32_t ink = 0;

		for (uint32_t x = band.from; x < band.to; x++)
			ink += has_ink(r, x, y);
		if (10 * ink > 9 * (band.to - band.from))
			return true;
	}
	return false;
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

// Where the shadow is, or else the middle.
static uint32_t fold(const struct hs_raster *r, const uint32_t *counts, struct band band)
{
	uint32_t at = band.from + (band.to - band.from) / 2;
	double most = SHADOW * r->height;

	for (uint32_t x = band.from; x < band.to; x++)
		if (counts[x] > most) {
			most = counts[x];
			at = x;
		}
	return at;
}

static uint32_t find_gutter(const struct hs_raster *r)
{
	uint32_t *counts, at = 0;
	struct band band;

	if (10 * r->width < 12 * r->height || 10 * r->width > 17 * r->height)
		return 0;
	counts = count_columns(r);
	band = widest_free(r, counts);
	if (band.to - band.from >= GUTTER_LEAST * r->width && !crossed(r, band) &&
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
	find_dense(ink, step, spread);
	if (spread->sideways < 1)
		spread->gutter = find_gutter(ink) * step;
}
