// image-measure.c - see image-measure.h
#include "port/image-measure.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	THUMB_DPI = 100,
	TILE = 32,         // pixels of the small copy: 8 mm
	BORDER_RIM = 9,    // pixels: its soft edge belongs to it
	BORDER_LEVEL = 70, // darker than this, and at the edge: no paper
	INK_SHARE = 78,    // per cent of its paper: darker is ink
	FAINT_SHARE = 93,  // and up to this faint marks
	COLOUR_LEAST = 40, // difference of channels that counts as a hue
	NOISE_ROWS = 120,  // rows of the page that are looked at for noise
};

// The small copy, and what of it is border.
struct thumb {
	PIX *grey;   // 8 bits, 0 black
	PIX *border; // 1 bit, as large
	const uint32_t *grey_rows, *border_rows;
	size_t grey_wpl, border_wpl;
	int w, h;         // pixels
	uint32_t step;    // pixels of the page along one of its own
	int across, down; // tiles
	uint8_t *paper;   // a level a tile; 0: nothing but border
};

static void thumb_done(struct thumb *t)
{
	pixDestroy(&t->grey);
	pixDestroy(&t->border);
	free(t->paper);
}

struct sums {
	double colour, red;
};

// Grey level of a pixel; in colour it also counts towards hues.
static unsigned look_at(const struct hs_raster *r, uint32_t x, uint32_t y,
			struct sums *sums)
{
	struct hs_rgb c;
	int low, high;

	if (r->depth != 32)
		return (unsigned)hs_raster_level(r, x, y);
	c = hs_rgb(r->data[(size_t)y * r->wpl + x]);
	low = c.green < c.blue ? c.green : c.blue;
	low = c.red < low ? c.red : low;
	high = c.green > c.blue ? c.green : c.blue;
	high = c.red > high ? c.red : high;
	sums->red += hs_redness(c) > HS_RED_INK;
	sums->colour += high - low > COLOUR_LEAST;
	return (unsigned)hs_luminance(c);
}

// Every pixel of the small copy is the mean of four that lie in its place.
static int make_thumb(const struct hs_raster *r, double dpi, struct thumb *t,
		      struct sums *sums, struct hs_err *err)
{
	uint32_t step = dpi > THUMB_DPI ? (uint32_t)(dpi / THUMB_DPI + 0.5) : 1;
	uint32_t half = step / 2;

	t->step = step;
	t->w = (int)(r->width / step);
	t->h = (int)(r->height / step);
	if (t->w < TILE || t->h < TILE)
		return 0;
	t->grey = pixCreate(t->w, t->h, 8);
	if (!t->grey)
		return hs_fail(err, HS_ENGINE, "no memory to measure the page");
	t->grey_rows = pixGetData(t->grey);
	t->grey_wpl = (size_t)pixGetWpl(t->grey);
	for (int y = 0; y < t->h; y++) {
		uint32_t *line =
			pixGetData(t->grey) + (size_t)y * (size_t)pixGetWpl(t->grey);
		uint32_t y0 = (uint32_t)y * step;

		for (int x = 0; x < t->w; x++) {
			uint32_t x0 = (uint32_t)x * step;
			unsigned sum = look_at(r, x0, y0, sums) +
				       look_at(r, x0 + half, y0, sums) +
				       look_at(r, x0, y0 + half, sums) +
				       look_at(r, x0 + half, y0 + half, sums);

			SET_DATA_BYTE(line, x, (l_uint8)(sum / 4));
		}
	}
	sums->colour /= 4.0 * t->w * t->h;
	sums->red /= 4.0 * t->w * t->h;
	return 0;
}

// Dark areas that reach the edge of the picture: scanner bed, punched frame.
static int find_border(struct thumb *t, struct hs_err *err)
{
	HS_AUTO(pixDestroy) PIX *dark = pixThresholdToBinary(t->grey, BORDER_LEVEL);
	HS_AUTO(pixDestroy) PIX *solid = dark ? pixOpenBrick(NULL, dark, 5, 5) : NULL;

	HS_AUTO(pixDestroy)
	PIX *edge = solid ? pixExtractBorderConnComps(solid, 8) : NULL;

	t->border = edge ? pixDilateBrick(NULL, edge, BORDER_RIM, BORDER_RIM) : NULL;
	if (!t->border)
		return hs_fail(err, HS_ENGINE, "no memory to measure the page");
	t->border_rows = pixGetData(t->border);
	t->border_wpl = (size_t)pixGetWpl(t->border);
	return 0;
}

static bool is_border(const struct thumb *t, int x, int y)
{
	const uint32_t *line = t->border_rows + (size_t)y * t->border_wpl;

	return GET_DATA_BIT(line, x);
}

static int level(const struct thumb *t, int x, int y)
{
	const uint32_t *line = t->grey_rows + (size_t)y * t->grey_wpl;

	return GET_DATA_BYTE(line, x);
}

// The level that the given share of the counted values exceeds.
static int exceeded_by(const unsigned counts[256], double share)
{
	double all = 0, seen = 0;
	int at = 255;

	for (int i = 0; i < 256; i++)
		all += counts[i];
	while (at > 0 && (seen += counts[at]) < share * all)
		at--;
	return all > 0 ? at : 0;
}

static uint8_t tile_paper(const struct thumb *t, int left, int top)
{
	unsigned counts[256] = {0};
	int n = 0;

	for (int y = top; y < top + TILE && y < t->h; y++)
		for (int x = left; x < left + TILE && x < t->w; x++)
			if (!is_border(t, x, y)) {
				counts[level(t, x, y)]++;
				n++;
			}
	return n < TILE * TILE / 4 ? 0 : (uint8_t)exceeded_by(counts, 0.15);
}

// Tiles that are nothing but border get the level of their neighbours.
static void fill_tiles(struct thumb *t)
{
	const int n = t->across * t->down;
	bool filled = true;

	for (int pass = 0; filled && pass < t->across + t->down; pass++) {
		filled = false;
		for (int i = 0; i < n; i++) {
			int x = i % t->across;

			if (t->paper[i])
				continue;
			if (x > 0 && t->paper[i - 1])
				t->paper[i] = t->paper[i - 1];
			else if (x + 1 < t->across && t->paper[i + 1])
				t->paper[i] = t->paper[i + 1];
			else if (i >= t->across && t->paper[i - t->across])
				t->paper[i] = t->paper[i - t->across];
			else if (i + t->across < n)
				t->paper[i] = t->paper[i + t->across];
			filled |= t->paper[i] != 0;
		}
	}
}

static void find_paper(struct thumb *t, struct hs_measures *m)
{
	unsigned counts[256] = {0};

	t->across = (t->w + TILE - 1) / TILE;
	t->down = (t->h + TILE - 1) / TILE;
	t->paper = hs_new((size_t)t->across * (size_t)t->down, 1);
	for (int y = 0; y < t->down; y++)
		for (int x = 0; x < t->across; x++) {
			uint8_t paper = tile_paper(t, x * TILE, y * TILE);

			t->paper[y * t->across + x] = paper;
			counts[paper] += paper > 0;
		}
	m->paper = exceeded_by(counts, 0.5);
	fill_tiles(t);
	if (m->paper > 0)
		m->unevenness =
			fmin(1, (exceeded_by(counts, 0.05) - exceeded_by(counts, 0.95)) /
					m->paper);
}

// The paper's level at a pixel: between the centres of the tiles around it.
static int paper_at(const struct thumb *t, int x, int y)
{
	int fx = x - TILE / 2 < 0 ? 0 : x - TILE / 2,
	    fy = y - TILE / 2 < 0 ? 0 : y - TILE / 2;
	int left = fx / TILE, top = fy / TILE;
	int right = left + 1 < t->across ? left + 1 : left;
	int low = top + 1 < t->down ? top + 1 : top;
	int rx = fx % TILE, ry = fy % TILE;
	const uint8_t *p = t->paper;
	int above =
		p[top * t->across + left] * (TILE - rx) + p[top * t->across + right] * rx;
	int below =
		p[low * t->across + left] * (TILE - rx) + p[low * t->across + right] * rx;

	return (above * (TILE - ry) + below * ry) / (TILE * TILE);
}

// Marks ink in a picture of one bit and counts how dark it is.
static void find_ink(const struct thumb *t, PIX *ink, struct hs_measures *m)
{
	unsigned darkness[256] = {0};
	double faint = 0, all = 0, border = 0;

	for (int y = 0; y < t->h; y++) {
		uint32_t *line = pixGetData(ink) + (size_t)y * (size_t)pixGetWpl(ink);

		for (int x = 0; x < t->w; x++) {
			int paper = paper_at(t, x, y), share;

			if (paper == 0 || is_border(t, x, y)) {
				border += is_border(t, x, y);
				continue;
			}
			share = 100 * level(t, x, y) / paper;
			faint += share >= INK_SHARE && share < FAINT_SHARE;
			if (share >= INK_SHARE)
				continue;
			SET_DATA_BIT(line, x);
			darkness[255 - 255 * share / 100]++;
			all++;
		}
	}
	m->border = border / ((double)t->w * t->h);
	m->contrast = exceeded_by(darkness, 0.25) / 255.0;
	m->faint = all > 0 ? fmin(1000, faint / all) : 0;
}

// Text falls by so many degrees to the right; 0 where nothing says so.
static double find_skew(PIX *ink)
{
	const float within = 17, step = 1, precision = 0.02F, trusted = 3;
	l_float32 angle = 0, trust = 0;

	if (pixFindSkewSweepAndSearch(ink, &angle, &trust, 2, 1, within, step,
				      precision) != 0 ||
	    trust < trusted)
		return 0;
	return -(double)angle;
}

// Median of the absolute Laplacian over some rows: in a median text, which is
// little of a page, does not count.
static double find_noise(const struct hs_raster *r)
{
	const double to_sigma = 1 / (0.6745 * 6);
	unsigned counts[256] = {0};
	uint32_t step = r->height / NOISE_ROWS + 1;
	struct sums ignored = {0};

	if (r->depth == 1 || r->width < 3 || r->height < 3)
		return 0;
	for (uint32_t y = 1 + step / 2; y + 1 < r->height; y += step)
		for (uint32_t x = 1; x + 1 < r->width; x += 4) {
			int at[3][3], sum;

			for (uint32_t j = 0; j < 3; j++)
				for (uint32_t i = 0; i < 3; i++)
					at[j][i] = (int)look_at(r, x + i - 1, y + j - 1,
								&ignored);
			sum = at[0][0] + at[0][2] + at[2][0] + at[2][2] -
			      2 * (at[0][1] + at[1][0] + at[1][2] + at[2][1]) +
			      4 * at[1][1];
			counts[abs(sum) > 255 ? 255 : abs(sum)]++;
		}
	return exceeded_by(counts, 0.5) * to_sigma;
}

static void find_spread(const struct thumb *t, PIX *ink, struct hs_spread *spread)
{
	const struct hs_raster lent = {
		.width = (uint32_t)t->w,
		.height = (uint32_t)t->h,
		.depth = 1,
		.wpl = (uint32_t)pixGetWpl(ink),
		.data = pixGetData(ink),
	};

	hs_spread_measure(&lent, t->step, spread);
}

int hs_image_measure(const struct hs_raster *raster, double dpi,
		     struct hs_measures *measures, struct hs_spread *spread,
		     struct hs_err *err)
{
	HS_AUTO(thumb_done) struct thumb t = {0};
	HS_AUTO(pixDestroy) PIX *ink = NULL;
	struct sums sums = {0};

	setMsgSeverity(L_SEVERITY_NONE);
	*measures = (struct hs_measures){.dpi = dpi, .paper = 255};
	if (spread)
		*spread = (struct hs_spread){0};
	if (make_thumb(raster, dpi, &t, &sums, err) < 0)
		return -1;
	if (!t.grey)
		return 0; // too small to say anything
	if (find_border(&t, err) < 0)
		return -1;
	measures->colour = sums.colour;
	measures->red = sums.red;
	find_paper(&t, measures);
	ink = pixCreate(t.w, t.h, 1);
	if (!ink)
		return hs_fail(err, HS_ENGINE, "no memory to measure the page");
	find_ink(&t, ink, measures);
	measures->skew = find_skew(ink);
	if (spread)
		find_spread(&t, ink, spread);
	measures->noise = find_noise(raster);
	return 0;
}
