// image-quality-number.c - where a printed page number stands, if there is one
#include "base/mem.h"
#include "port/image-quality-part.h"
#include "port/image-quality.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MOST = 8 }; // things in its line: "- 128 -"
#define BAND_MM 32.0      // from the top, or the bottom
#define HIGH_LEAST 1.5    // mm of a digit
#define HIGH_MOST 6.0
#define AROUND_MM 1.5

struct box {
	int x0, y0, x1, y1;
	int count;
	bool tall; // something in it is as high as a digit
};

static bool is_speck(const struct hs_canvas *c, const struct blob *b)
{
	return fmax(b->x1 - b->x0 + 1, b->y1 - b->y0 + 1) < 0.5 * c->mm;
}

static void take(struct box *box, const struct blob *b)
{
	if (!box->count)
		*box = (struct box){b->x0, b->y0, b->x1, b->y1, 0, box->tall};
	box->x0 = b->x0 < box->x0 ? b->x0 : box->x0;
	box->y0 = b->y0 < box->y0 ? b->y0 : box->y0;
	box->x1 = b->x1 > box->x1 ? b->x1 : box->x1;
	box->y1 = b->y1 > box->y1 ? b->y1 : box->y1;
	box->count++;
}

// The outermost line of writing at the top (or the bottom): first the blob that is
// outermost and as high as a digit, then all on its height.
static bool outer_line(const struct hs_canvas *c, bool bottom, struct box *line)
{
	const struct blob *first = NULL;
	int margin = (int)(3 * c->mm);

	for (size_t i = 0; i < c->blobs.count; i++) {
		const struct blob *b = &c->blobs.list[i];
		double h = (b->y1 - b->y0 + 1) / c->mm;
		bool inside = b->x0 > margin && b->x1 < c->w - margin && b->y0 > margin &&
			      b->y1 < c->h - margin;

		if (!inside || h < HIGH_LEAST || h > HIGH_MOST)
			continue;
		if (!first || (bottom ? b->y1 > first->y1 : b->y0 < first->y0))
			first = b;
	}
	if (!first)
		return false;
	for (size_t i = 0; i < c->blobs.count; i++) {
		const struct blob *b = &c->blobs.list[i];

		if (b->y0 <= first->y1 && b->y1 >= first->y0 && !is_speck(c, b) &&
		    b->x0 > margin && b->x1 < c->w - margin)
			take(line, b);
	}
	return true;
}

// Nothing else stands within a line's distance of it.
static bool stands_alone(const struct hs_canvas *c, const struct box *line)
{
	int near = (int)(1.0 * c->mm);

	for (size_t i = 0; i < c->blobs.count; i++) {
		const struct blob *b = &c->blobs.list[i];
		bool within = b->y0 >= line->y0 && b->y1 <= line->y1;

		if (!within && b->y0 <= line->y1 + near && b->y1 >= line->y0 - near &&
		    b->x0 <= line->x1 + 5 * near && b->x1 >= line->x0 - 5 * near &&
		    !is_speck(c, b))
			return false;
	}
	return true;
}

static bool is_number(const struct hs_canvas *c, const struct box *line, bool bottom)
{
	double high = (line->y1 - line->y0 + 1) / c->mm;
	double wide = (line->x1 - line->x0 + 1) / c->mm;
	double middle = (line->x0 + line->x1) / 2.0 / c->w;
	double from_edge = (bottom ? c->h - line->y0 : line->y1) / c->mm;

	return line->count <= DIGITS_MOST && high >= HIGH_LEAST && high <= HIGH_MOST &&
	       wide <= 22 && middle > 0.35 && middle < 0.65 && from_edge <= BAND_MM &&
	       stands_alone(c, line);
}

// Ink black, paper white: a lone digit in grey noise is read as nothing.
static uint32_t stretched(const struct hs_canvas *c, uint32_t v)
{
	double dark = c->level - 0.9 * c->contrast, light = c->level - 0.15 * c->contrast;

	return (uint32_t)fmin(255, fmax(0, (v - dark) / fmax(light - dark, 1) * 255));
}

// The mean of reduce x reduce pixels.
static uint32_t mean_at(const struct hs_canvas *c, int x, int y, int reduce)
{
	uint32_t sum = 0;

	for (int j = 0; j < reduce; j++)
		for (int i = 0; i < reduce; i++)
			sum += c->full[(size_t)(y + j) * c->full_w + x + i];
	return sum / (uint32_t)(reduce * reduce);
}

static bool cut_out(const struct hs_canvas *c, const struct box *line, int reduce,
		    struct hs_raster *crop)
{
	double k = (double)c->full_w / c->w, around = AROUND_MM * c->mm;
	int x0 = (int)fmax(0, (line->x0 - around) * k);
	int y0 = (int)fmax(0, (line->y0 - around) * k);
	int x1 = (int)fmin(c->full_w, (line->x1 + 1 + around) * k);
	int y1 = (int)fmin(c->full_h, (line->y1 + 1 + around) * k);
	int w = (x1 - x0) / reduce, h = (y1 - y0) / reduce;
	struct hs_err ignored;

	if (w <= 0 || h <= 0 ||
	    hs_raster_init(crop, (uint32_t)w, (uint32_t)h, 8, &ignored) < 0)
		return false;
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			uint32_t v = mean_at(c, x0 + x * reduce, y0 + y * reduce, reduce);

			crop->data[(size_t)y * crop->wpl + x / 4] |=
				stretched(c, v) << (24 - 8 * (x % 4));
		}
	return true;
}

bool hs_canvas_number(const struct hs_canvas *c, int which, int reduce,
		      struct hs_raster *crop, double *dpi)
{
	struct box line = {0};
	bool bottom = which > 0;

	*dpi = c->dpi / reduce;
	if (c->quarter)
		return false;
	return outer_line(c, bottom, &line) && is_number(c, &line, bottom) &&
	       cut_out(c, &line, reduce, crop);
}
