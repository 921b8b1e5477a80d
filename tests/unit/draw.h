// draw.h - small pages for tests, drawn pixel by pixel. Colours are 0xRRGGBB;
// what is no colour picture shows their green.
#pragma once

#include "model/raster.h"
#include "unit/unit.h"

#include <math.h>

enum { BLACK = 0, WHITE = 0xffffff, RED = 0xd02030, BLUE = 0x2030c0 };

static inline void draw_dot(struct hs_raster *r, uint32_t x, uint32_t y, uint32_t colour)
{
	uint32_t *row = r->data + (size_t)y * r->wpl, level = (colour >> 8) & 255;
	uint32_t bit = 1U << (31 - x % 32), shift = 24 - 8 * (x % 4);

	if (x >= r->width || y >= r->height)
		return;
	if (r->depth == 32)
		row[x] = colour << 8;
	else if (r->depth == 8)
		row[x / 4] = (row[x / 4] & ~(255U << shift)) | level << shift;
	else
		row[x / 32] = level < 128 ? row[x / 32] | bit : row[x / 32] & ~bit;
}

static inline void draw_bar(struct hs_raster *r, uint32_t x, uint32_t y, uint32_t w,
			    uint32_t h, uint32_t colour)
{
	for (uint32_t j = 0; j < h; j++)
		for (uint32_t i = 0; i < w; i++)
			draw_dot(r, x + i, y + j, colour);
}

// An empty page.
static inline void draw_page(struct hs_raster *r, uint32_t w, uint32_t h, uint32_t depth,
			     uint32_t colour)
{
	struct hs_err err = {0};

	assert_int_equal(hs_raster_init(r, w, h, depth, &err), 0);
	draw_bar(r, 0, 0, w, h, colour);
}

// Lines of strokes that stand for text, within a box: 5 pixels in every 25 down,
// falling by degrees to the right about the middle of the page.
static inline void draw_text(struct hs_raster *r, uint32_t x, uint32_t y, uint32_t w,
			     uint32_t h, double degrees, uint32_t colour)
{
	const int line = 25, high = 9, stroke = 3, letter = 7, word = 60, gap = 50;
	double c = cos(degrees * M_PI / 180), s = sin(degrees * M_PI / 180);

	for (uint32_t j = y; j < y + h; j++)
		for (uint32_t i = x; i < x + w; i++) {
			double dx = i - r->width / 2.0, dy = j - r->height / 2.0;
			int along = (int)floor(dx * c + dy * s) + 100000;
			int down = (int)floor(dy * c - dx * s) + 100000;
			bool ink = along % letter < stroke || down % line < 3;

			if (down % line < high && along % word < gap && ink)
				draw_dot(r, i, j, colour);
		}
}

// A circle of so many pixels' radius, a few thick.
static inline void draw_ring(struct hs_raster *r, uint32_t x, uint32_t y, double radius,
			     uint32_t colour)
{
	const double thick = 3;

	for (uint32_t j = 0; j < r->height; j++)
		for (uint32_t i = 0; i < r->width; i++)
			if (fabs(hypot((double)i - x, (double)j - y) - radius) < thick)
				draw_dot(r, i, j, colour);
}

// The level of a pixel of a grey picture.
static inline unsigned drawn(const struct hs_raster *r, uint32_t x, uint32_t y)
{
	return (r->data[(size_t)y * r->wpl + x / 4] >> (24 - 8 * (x % 4))) & 255;
}
