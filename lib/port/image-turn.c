// image-turn.c - see image-restore.h: turns, by degrees and by quarters.
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"
#include "port/image-restore.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WHITE = 255 };

// Fixed point: 16 bits behind the point. Pixels of a page have 18 before it.
enum { POINT = 16 };

struct turn {
	const uint8_t *from;    // levels, width a row
	const uint32_t *pixels; // or these
	int64_t width, height;
	int64_t cos, sin;
};

// Where the pixels of a row of the turned picture come from: a straight line, by
// cos and -sin a pixel. Those from first on, before end, come from between four pixels;
// beyond the edge there is paper.
struct line {
	int64_t x, y, first, end;
};

static int64_t floor_of(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

// Keeps the pixels whose place, `at` and then `step` a pixel, is from 0 on and before
// `limit`.
static void clip(struct line *line, int64_t at, int64_t step, int64_t limit)
{
	int64_t first, end;

	if (step == 0) {
		if (at < 0 || at >= limit)
			line->end = line->first;
		return;
	}
	if (step < 0) { // the same, seen from the other side
		at = limit - 1 - at;
		step = -step;
	}
	first = -floor_of(at, step);
	end = floor_of(limit - 1 - at, step) + 1;
	line->first = first > line->first ? first : line->first;
	line->end = end < line->end ? end : line->end;
	if (line->end < line->first)
		line->end = line->first = 0;
}

static struct line line_of(const struct turn *t, int64_t y)
{
	int64_t dx = -t->width / 2, dy = y - t->height / 2;
	struct line line = {
		.x = (t->width / 2 << POINT) + dx * t->cos + dy * t->sin,
		.y = (t->height / 2 << POINT) - dx * t->sin + dy * t->cos,
		.end = t->width,
	};

	clip(&line, line.x, t->cos, (t->width - 1) << POINT);
	clip(&line, line.y, -t->sin, (t->height - 1) << POINT);
	line.x += line.first * t->cos;
	line.y -= line.first * t->sin;
	return line;
}

// The level at a place between four pixels.
static int32_t level_between(const struct turn *t, int64_t x, int64_t y)
{
	const uint8_t *p = t->from + (y >> POINT) * t->width + (x >> POINT);
	int32_t fx = (int32_t)(x >> (POINT - 8)) & 255;
	int32_t fy = (int32_t)(y >> (POINT - 8)) & 255;
	int32_t above = 256 * p[0] + fx * (p[1] - p[0]);
	int32_t below = 256 * p[t->width] + fx * (p[t->width + 1] - p[t->width]);

	return (256 * above + fy * (below - above)) >> 16;
}

static void turn_row(const struct turn *t, int64_t y, uint8_t *row)
{
	struct line from = line_of(t, y);

	memset(row, WHITE, (size_t)t->width);
	for (int64_t x = from.first; x < from.end; x++) {
		row[x] = (uint8_t)level_between(t, from.x, from.y);
		from.x += t->cos;
		from.y -= t->sin;
	}
}

// The levels of the picture, width a row.
static uint8_t *unpack(const struct hs_raster *grey, struct hs_err *err)
{
	size_t w = grey->width, h = grey->height;
	uint8_t *bytes = hs_alloc(h, w, HS_RASTER_MAX, err);

	for (uint32_t y = 0; bytes && y < h; y++)
		hs_raster_row(grey, y, bytes + y * w);
	return bytes;
}

// Bilinear, as leptonica's pixRotateAM with finer weights, in less time.
static int turn_grey(struct hs_raster *grey, struct turn turn, struct hs_err *err)
{
	uint8_t *from = unpack(grey, err), *row;

	if (!from)
		return -1;
	turn.from = from;
	row = hs_new(grey->width, 1);
	for (uint32_t y = 0; y < grey->height; y++) {
		turn_row(&turn, y, row);
		hs_raster_put_row(grey, y, row, false);
	}
	free(row);
	free(from);
	return 0;
}

// The same for three channels at once, whose weights are whole 256th parts.
static uint32_t pixel_between(const struct turn *t, int64_t x, int64_t y)
{
	const uint32_t odd = 0xff00ff;
	const uint32_t *p = t->pixels + (y >> POINT) * t->width + (x >> POINT);
	const uint32_t *q = p + t->width;
	uint32_t fx = (uint32_t)(x >> (POINT - 8)) & 255;
	uint32_t fy = (uint32_t)(y >> (POINT - 8)) & 255;
	uint32_t d = fx * fy >> 8, b = fx - d, c = fy - d, a = 256 - fx - c, high, low;

	low = a * (p[0] & odd) + b * (p[1] & odd) + c * (q[0] & odd) + d * (q[1] & odd);
	high = a * (p[0] >> 8 & odd) + b * (p[1] >> 8 & odd) + c * (q[0] >> 8 & odd) +
	       d * (q[1] >> 8 & odd);
	return (low >> 8 & odd) | (high & ~odd);
}

static void turn_pixels(const struct turn *t, int64_t y, uint32_t *row)
{
	const uint32_t white = 0xffffff00;
	struct line from = line_of(t, y);
	int64_t x = 0;

	while (x < from.first)
		row[x++] = white;
	for (; x < from.end; x++) {
		row[x] = pixel_between(t, from.x, from.y);
		from.x += t->cos;
		from.y -= t->sin;
	}
	while (x < t->width)
		row[x++] = white;
}

static int turn_colour(struct hs_raster *colour, struct turn turn, struct hs_err *err)
{
	struct hs_raster made = {0};

	if (hs_raster_init(&made, colour->width, colour->height, 32, err) < 0)
		return -1;
	turn.pixels = colour->data;
	for (uint32_t y = 0; y < made.height; y++)
		turn_pixels(&turn, y, made.data + (size_t)y * made.wpl);
	free(colour->data);
	colour->data = made.data;
	return 0;
}

int hs_image_turn(struct hs_raster *raster, double degrees, struct hs_err *err)
{
	const double radians = degrees * M_PI / 180;
	const struct turn turn = {
		.width = raster->width,
		.height = raster->height,
		.cos = llround(cos(radians) * (1 << POINT)),
		.sin = llround(sin(radians) * (1 << POINT)),
	};

	return raster->depth == 32 ? turn_colour(raster, turn, err)
				   : turn_grey(raster, turn, err);
}

int hs_image_quarter(struct hs_raster *raster, int quarters, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	HS_AUTO(pixDestroy) PIX *turned = pix ? pixRotateOrth(pix, quarters % 4) : NULL;
	double dpi_x = raster->dpi_x, dpi_y = raster->dpi_y;

	if (hs_pix_replace(raster, &turned, "turn", err) < 0)
		return -1;
	raster->dpi_x = quarters % 2 ? dpi_y : dpi_x;
	raster->dpi_y = quarters % 2 ? dpi_x : dpi_y;
	return 0;
}
