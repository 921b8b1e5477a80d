// layers-fill.c - coarse pictures of a page: of what is ink, or of what is not. Where
// there is nothing to see they go on smoothly: holes are filled from ever coarser
// copies (push and pull).
#include "base/auto.h"
#include "base/mem.h"
#include "craft/layers-part.h"

#include <stdlib.h>
#include <string.h>

// Pixels of a coarse picture are 0xRRGGBB, then how sure: 0 nothing was seen there.
enum { SURE = 255, HUE = 14, GREY = 20, SAME_BLACK = 48 };

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static uint32_t channel(uint32_t pixel, int i)
{
	return pixel >> (24 - 8 * i) & 255;
}

bool hs_layers_has_hue(const struct hs_raster *picture)
{
	for (uint32_t y = 0; y < picture->height; y++)
		for (uint32_t x = 0; x < picture->width; x++) {
			uint32_t c = picture->data[(size_t)y * picture->wpl + x];
			int r = (int)channel(c, 0), g = (int)channel(c, 1);
			int b = (int)channel(c, 2);

			if (abs(r - g) > HUE || abs(g - b) > HUE || abs(r - b) > HUE)
				return true;
		}
	return false;
}

// ---- sums of squares ---------------------------------------------------------------

struct sum {
	uint32_t colour[3], count;
};

static void add(struct sum *sum, uint32_t pixel, uint32_t times)
{
	for (int c = 0; c < 3; c++)
		sum->colour[c] += times * channel(pixel, c);
	sum->count += times;
}

// A run of up to 16 pixels: red and blue are summed up together.
static void add_run(struct sum *sum, const uint32_t *row, uint32_t n)
{
	uint32_t red_blue = 0, green = 0;

	for (uint32_t i = 0; i < n; i++) {
		red_blue += row[i] >> 8 & 0xff00ff;
		green += row[i] >> 16 & 255;
	}
	sum->colour[0] += red_blue >> 16;
	sum->colour[1] += green;
	sum->colour[2] += red_blue & 0xffff;
	sum->count += n;
}

// Row y as pixels of depth 32; room is for those of other depths.
static const uint32_t *row_of(const struct hs_raster *page, uint32_t y, uint32_t *room)
{
	const uint32_t *row = page->data + (size_t)y * page->wpl;

	if (page->depth == 32)
		return row;
	for (uint32_t x = 0; x < page->width; x++)
		room[x] = (uint32_t)hs_raster_level(page, x, y) * 0x01010100U;
	return room;
}

static const uint32_t *bits_of(const struct hs_raster *ink, uint32_t y)
{
	return ink->data + (size_t)y * ink->wpl;
}

static uint32_t bit(const uint32_t *bits, uint32_t x)
{
	return bits[x / 32] >> (31 - x % 32) & 1;
}

// n pixels from x on, up to 16: their bits.
static uint32_t few_bits(const uint32_t *bits, uint32_t x, uint32_t n)
{
	uint64_t two = (uint64_t)bits[x / 32] << 32;

	if (x % 32 + n > 32)
		two |= bits[x / 32 + 1];
	return (uint32_t)(two << (x % 32) >> (64 - n));
}

// What rows of the page are summed up with: the bits of what counts or does not.
struct rows {
	const uint32_t *row, *bits;
	uint32_t width, step;
};

static void add_paper(const struct rows *r, struct sum *sums)
{
	for (uint32_t x = 0; x < r->width; x += r->step, sums++) {
		uint32_t n = least(r->step, r->width - x);
		uint32_t ink = few_bits(r->bits, x, n);

		if (ink == 0)
			add_run(sums, r->row + x, n);
		else
			for (uint32_t i = 0; i < n; i++)
				if (!(ink >> (n - 1 - i) & 1))
					add(sums, r->row[x + i], 1);
	}
}

// Within a stroke ink is as it is; at its edges it is mixed with paper.
static void add_ink(const struct rows *r, struct sum *sums)
{
	const uint32_t within = 6;

	for (uint32_t from = 0; from < r->width; from += 32) {
		uint32_t to = least(from + 32, r->width);

		if (r->bits[from / 32] == 0)
			continue;
		for (uint32_t x = from; x < to; x++) {
			bool inner = x > 0 && x + 1 < r->width && bit(r->bits, x - 1) &&
				     bit(r->bits, x + 1);

			if (bit(r->bits, x))
				add(&sums[x / r->step], r->row[x], inner ? within : 1);
		}
	}
}

// What is seen in few pixels only is less sure, and in very few not at all.
static uint32_t mean(const struct sum *sum, uint32_t enough)
{
	uint32_t got = sum->count >= enough ? SURE : sum->count * SURE / enough;

	if (sum->count == 0)
		return 0;
	for (int c = 0; c < 3; c++)
		got |= (sum->colour[c] + sum->count / 2) / sum->count << (24 - 8 * c);
	return got;
}

static int sum_up(const struct hs_raster *page, const struct hs_raster *ink,
		  uint32_t step, uint32_t enough,
		  void (*add_to)(const struct rows *, struct sum *), struct hs_raster *to,
		  struct hs_err *err)
{
	struct sum *sums;
	uint32_t *room;

	if (hs_raster_init(to, (page->width + step - 1) / step,
			   (page->height + step - 1) / step, 32, err) < 0)
		return -1;
	sums = hs_new(to->width, sizeof(*sums));
	room = hs_new(page->width, sizeof(*room));
	for (uint32_t y = 0; y < to->height; y++) {
		memset(sums, 0, to->width * sizeof(*sums));
		for (uint32_t j = y * step; j < least((y + 1) * step, page->height); j++)
			add_to(&(struct rows){row_of(page, j, room), bits_of(ink, j),
					      page->width, step},
			       sums);
		for (uint32_t x = 0; x < to->width; x++)
			to->data[(size_t)y * to->wpl + x] = mean(&sums[x], enough);
	}
	free(room);
	free(sums);
	return 0;
}

// ---- holes -------------------------------------------------------------------------

static uint32_t *at(const struct hs_raster *r, uint32_t x, uint32_t y)
{
	return r->data + (size_t)least(y, r->height - 1) * r->wpl +
	       least(x, r->width - 1);
}

// The mean of four with weights that sum up to 16; those that are not sure do not count.
static uint32_t blend(const uint32_t four[4], const uint32_t weights[4])
{
	uint32_t sums[4] = {0}, all = 0, got = 0;

	for (int i = 0; i < 4; i++) {
		uint32_t w = weights[i] * (four[i] & 255);

		all += w;
		for (int c = 0; c < 3; c++)
			sums[c] += w * channel(four[i], c);
	}
	if (all == 0)
		return 0;
	for (int c = 0; c < 3; c++)
		got |= (sums[c] + all / 2) / all << (24 - 8 * c);
	return got | (all + 15) / 16;
}

static void halve(const struct hs_raster *from, struct hs_raster *to)
{
	const uint32_t even[4] = {16, 16, 16, 16}; // more sure than each: up to 4 times

	for (uint32_t y = 0; y < to->height; y++)
		for (uint32_t x = 0; x < to->width; x++) {
			const uint32_t four[4] = {*at(from, 2 * x, 2 * y),
						  *at(from, 2 * x + 1, 2 * y),
						  *at(from, 2 * x, 2 * y + 1),
						  *at(from, 2 * x + 1, 2 * y + 1)};
			uint32_t got = 0, sure = 0;

			for (int i = 0; i < 4; i++)
				sure += four[i] & 255;
			if (sure)
				got = (blend(four, even) & ~255U) | least(sure, SURE);
			*at(to, x, y) = got;
		}
}

// Between the nearest four of the coarser picture.
static uint32_t coarser(const struct hs_raster *from, uint32_t x, uint32_t y)
{
	const uint32_t weights[4] = {9, 3, 3, 1};
	uint32_t hx = x / 2, hy = y / 2;
	uint32_t nx = x % 2 ? hx + 1 : (hx ? hx - 1 : 0);
	uint32_t ny = y % 2 ? hy + 1 : (hy ? hy - 1 : 0);
	const uint32_t four[4] = {*at(from, hx, hy), *at(from, nx, hy), *at(from, hx, ny),
				  *at(from, nx, ny)};

	return blend(four, weights) | SURE;
}

// As far as it is sure a pixel keeps its own colour.
static uint32_t sure_of(uint32_t own, uint32_t other)
{
	uint32_t sure = own & 255, got = SURE;

	for (int c = 0; c < 3; c++)
		got |= (channel(own, c) * sure + channel(other, c) * (SURE - sure) +
			SURE / 2) /
			       SURE
		       << (24 - 8 * c);
	return got;
}

static bool fill(struct hs_raster *picture, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster half = {0};

	if (picture->width == 1 && picture->height == 1)
		return true;
	if (hs_raster_init(&half, (picture->width + 1) / 2, (picture->height + 1) / 2, 32,
			   err) < 0)
		return false;
	halve(picture, &half);
	if (!fill(&half, err))
		return false;
	for (uint32_t y = 0; y < picture->height; y++)
		for (uint32_t x = 0; x < picture->width; x++) {
			uint32_t *pixel = at(picture, x, y);

			if ((*pixel & 255) < SURE)
				*pixel = sure_of(*pixel, coarser(&half, x, y));
		}
	return true;
}

static int filled(struct hs_raster *picture, struct hs_err *err)
{
	if (!fill(picture, err)) {
		hs_raster_done(picture);
		return -1;
	}
	for (size_t i = 0; i < (size_t)picture->wpl * picture->height; i++)
		picture->data[i] &= ~255U;
	return 0;
}

int hs_layers_paper(const struct hs_raster *page, const struct hs_raster *ink,
		    uint32_t step, struct hs_raster *paper, struct hs_err *err)
{
	return sum_up(page, ink, step, (step * step + 1) / 2, add_paper, paper, err) < 0
		       ? -1
		       : filled(paper, err);
}

// ---- black -------------------------------------------------------------------------

static bool is_grey(uint32_t c)
{
	int r = (int)channel(c, 0), g = (int)channel(c, 1), b = (int)channel(c, 2);

	return abs(r - g) <= GREY && abs(g - b) <= GREY && abs(r - b) <= GREY;
}

// The level that most of the grey ink of a page is nearest to: the middle one.
static uint32_t usual_black(const struct hs_raster *colours)
{
	uint32_t count[256] = {0}, all = 0, seen = 0, level = 0;

	for (size_t i = 0; i < (size_t)colours->wpl * colours->height; i++)
		if ((colours->data[i] & 255) == SURE && is_grey(colours->data[i])) {
			count[channel(colours->data[i], 1)]++;
			all++;
		}
	for (; level < 255 && seen + count[level] <= all / 2; level++)
		seen += count[level];
	return level;
}

// Print is meant to be of one black: how much of it varies is noise, which costs bytes.
static void even_black(struct hs_raster *colours)
{
	uint32_t black = usual_black(colours);

	for (size_t i = 0; i < (size_t)colours->wpl * colours->height; i++) {
		uint32_t *c = &colours->data[i];

		if ((*c & 255) && is_grey(*c) &&
		    abs((int)channel(*c, 1) - (int)black) <= SAME_BLACK)
			*c = black * 0x01010100U | (*c & 255);
	}
}

int hs_layers_colours(const struct hs_raster *page, const struct hs_raster *ink,
		      uint32_t step, struct hs_raster *colours, struct hs_err *err)
{
	if (sum_up(page, ink, step, step * step, add_ink, colours, err) < 0)
		return -1;
	even_black(colours);
	return filled(colours, err);
}
