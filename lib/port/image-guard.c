// image-guard.c - see image-guard.h
#include "port/image-guard.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// In pixels of the small copies unless it says otherwise.
enum {
	SMALL_DPI = 150,
	WINDOW = 41,       // paper is the brightest around
	BORDER_LEVEL = 70, // darker than this, and at the edge: no paper
	BORDER_SOLID = 7,  // no letter at the edge is as solid
	BORDER_RIM = 13,
	SPECK = 3,    // smaller both ways is dirt
	NEAR = 5,     // across: ink may move by half of it
	JOIN = 9,     // lost letters nearer than that are one place
	INKS_MIN = 30 // fewer pixels say nothing
};

// Of the level of paper. A page of low contrast has no ink under the usual share:
// there it is what is darker than half of the way down to the ink.
#define INK_SHARE 0.6
#define INK_SHARE_POOR 0.84
#define MARK_SHARE 0.87
#define CONTRAST_POOR 0.5

enum { MARGIN = WINDOW / 2, BLOCK = 16 };

// Blocks of a known size become vector instructions.
static void add_block(const uint8_t *restrict row, uint16_t *restrict sums)
{
	for (int i = 0; i < BLOCK; i++)
		sums[i] = (uint16_t)(sums[i] + row[i]);
}

static void add_row(const uint8_t *row, uint16_t *sums, size_t n)
{
	size_t i = 0;

	for (; i + BLOCK <= n; i += BLOCK)
		add_block(row + i, sums + i);
	for (; i < n; i++)
		sums[i] = (uint16_t)(sums[i] + row[i]);
}

// The means of `step` sums each of `step` levels.
static void mean_row(const uint16_t *sums, uint32_t step, uint32_t *line, uint32_t w)
{
	const uint32_t all = step * step;

	for (uint32_t x = 0; x < w; x++, sums += step) {
		uint32_t sum = 0;

		for (uint32_t i = 0; i < step; i++)
			sum += sums[i];
		SET_DATA_BYTE(line, x, (l_uint8)(step == 2 ? sum / 4 : sum / all));
	}
}

// A small copy without its finest grain: the mean of step x step levels each.
static PIX *small_copy(const struct hs_raster *raster, enum hs_ink ink, uint32_t step,
		       struct hs_err *err)
{
	uint32_t w = raster->width / step, h = raster->height / step;
	PIX *small = w && h && step < 256 ? pixCreate((l_int32)w, (l_int32)h, 8) : NULL;
	uint16_t *sums;
	uint8_t *row;

	if (!small) {
		hs_fail(err, HS_ENGINE, "no memory to compare the pages");
		return NULL;
	}
	row = hs_new(raster->width, 1);
	sums = hs_new(raster->width, sizeof(*sums));
	for (uint32_t y = 0; y < h; y++) {
		memset(sums, 0, raster->width * sizeof(*sums));
		for (uint32_t j = 0; j < step; j++) {
			hs_image_grey_row(raster, y * step + j, ink, row);
			add_row(row, sums, raster->width);
		}
		mean_row(sums, step,
			 pixGetData(small) + (size_t)y * (size_t)pixGetWpl(small), w);
	}
	free(sums);
	free(row);
	return small;
}

// ---- paper: the picture, closed (dilated, then eroded) by a square of WINDOW pixels.
// leptonica's pixCloseGray gives the same in five times the time.

// A picture as bytes, MARGIN zeroes on all sides; and room for another.
struct plane {
	size_t w, h, stride, all;
	uint8_t *at, *other;
};

static void plane_done(struct plane *p)
{
	free(p->at);
	free(p->other);
}

static int plane_init(struct plane *p, PIX *small, struct hs_err *err)
{
	p->w = (size_t)pixGetWidth(small);
	p->h = (size_t)pixGetHeight(small);
	p->stride = p->w + 2 * MARGIN;
	p->all = p->stride * (p->h + 2 * MARGIN);
	p->at = hs_alloc(p->all, 1, HS_RASTER_MAX, err);
	p->other = hs_alloc(p->all, 1, HS_RASTER_MAX, err);
	if (!p->at || !p->other)
		return -1;
	for (size_t y = 0; y < p->h; y++) {
		const uint32_t *from = pixGetData(small) + y * (size_t)pixGetWpl(small);
		uint8_t *to = p->at + (y + MARGIN) * p->stride + MARGIN;

		for (size_t x = 0; x < p->w; x++)
			to[x] = GET_DATA_BYTE(from, x);
	}
	return 0;
}

static void higher(const uint8_t *restrict a, const uint8_t *restrict b,
		   uint8_t *restrict to, size_t n)
{
	size_t i = 0;

	for (; i + BLOCK <= n; i += BLOCK, a += BLOCK, b += BLOCK, to += BLOCK)
		for (int k = 0; k < BLOCK; k++) // a vector instruction
			to[k] = a[k] > b[k] ? a[k] : b[k];
	for (; i < n; i++, a++, b++, to++)
		*to = *a > *b ? *a : *b;
}

static void change(struct plane *p)
{
	uint8_t *at = p->at;

	p->at = p->other;
	p->other = at;
}

// Each byte becomes the highest of WINDOW, from itself on, `step` bytes apart.
static void highest(struct plane *p, size_t step)
{
	for (size_t done = 1, more; done < WINDOW; done += more) {
		size_t n;

		more = done < WINDOW - done ? done : WINDOW - done;
		n = p->all - more * step;
		higher(p->at, p->at + more * step, p->other, n);
		memcpy(p->other + n, p->at + n, p->all - n);
		change(p);
	}
}

// What is left when it is turned upside down, in the middle of its margins.
static void invert(struct plane *p)
{
	memset(p->other, 0, p->all);
	for (size_t y = 0; y < p->h; y++) {
		const uint8_t *from = p->at + y * p->stride;
		uint8_t *to = p->other + (y + MARGIN) * p->stride + MARGIN;

		for (size_t x = 0; x < p->w; x++)
			to[x] = (uint8_t)(255 - from[x]);
	}
	change(p);
}

// Then row y of it starts at y * stride, its levels upside down.
static void close_plane(struct plane *p)
{
	highest(p, 1);
	highest(p, p->stride);
	invert(p);
	highest(p, 1);
	highest(p, p->stride);
}

// What is darker than a share of the paper around it.
static PIX *dark_parts(PIX *small, double share)
{
	HS_AUTO(plane_done) struct plane paper = {0};
	struct hs_err ignored;
	double limits[256]; // by level of the paper, upside down
	PIX *dark;

	if (plane_init(&paper, small, &ignored) < 0)
		return NULL;
	close_plane(&paper);
	for (int i = 0; i < 256; i++)
		limits[i] = share * (255 - i);
	dark = pixCreate(pixGetWidth(small), pixGetHeight(small), 1);
	for (size_t y = 0; dark && y < paper.h; y++) {
		const uint32_t *at = pixGetData(small) + y * (size_t)pixGetWpl(small);
		const uint8_t *over = paper.at + y * paper.stride;
		uint32_t *line = pixGetData(dark) + y * (size_t)pixGetWpl(dark);

		for (size_t x = 0; x < paper.w; x++)
			if (GET_DATA_BYTE(at, x) < limits[over[x]])
				SET_DATA_BIT(line, x);
	}
	return dark;
}

// Dark areas that reach the edge. Beyond it all is taken for dark, so that even a
// sliver of scanner bed is solid.
static PIX *border(PIX *small)
{
	HS_AUTO(pixDestroy) PIX *dark = pixThresholdToBinary(small, BORDER_LEVEL);
	HS_AUTO(pixDestroy) PIX *framed = dark ? pixAddBorder(dark, BORDER_RIM, 1) : NULL;
	HS_AUTO(pixDestroy)
	PIX *solid =
		framed ? pixOpenBrick(NULL, framed, BORDER_SOLID, BORDER_SOLID) : NULL;
	HS_AUTO(pixDestroy)
	PIX *edge = solid ? pixExtractBorderConnComps(solid, 8) : NULL;
	HS_AUTO(pixDestroy)
	PIX *wide = edge ? pixDilateBrick(NULL, edge, BORDER_RIM, BORDER_RIM) : NULL;

	return wide ? pixRemoveBorder(wide, BORDER_RIM) : NULL;
}

static double ink_share(const struct hs_measures *m)
{
	return m->contrast < CONTRAST_POOR ? fmin(INK_SHARE_POOR, 1 - m->contrast / 2)
					   : INK_SHARE;
}

// Where ink is hardly darker than grain, only what several pixels say is ink.
static PIX *without_grain(PIX *small, const struct hs_measures *m)
{
	return m->contrast < CONTRAST_POOR ? pixBlockconv(small, 1, 1) : pixClone(small);
}

static PIX *find_ink(PIX *small, const struct hs_measures *m)
{
	HS_AUTO(pixDestroy) PIX *calm = without_grain(small, m);
	HS_AUTO(pixDestroy) PIX *dark = calm ? dark_parts(calm, ink_share(m)) : NULL;
	HS_AUTO(pixDestroy) PIX *rim = border(small);
	HS_AUTO(pixDestroy) PIX *ink = dark && rim ? pixSubtract(NULL, dark, rim) : NULL;

	return ink ? pixSelectBySize(ink, SPECK, SPECK, 8, L_SELECT_IF_EITHER,
				     L_SELECT_IF_GTE, NULL)
		   : NULL;
}

// What is still dark, and all around it.
static PIX *find_marks(PIX *small)
{
	HS_AUTO(pixDestroy) PIX *dark = dark_parts(small, MARK_SHARE);

	return dark ? pixDilateBrick(NULL, dark, NEAR, NEAR) : NULL;
}

static bool bit(PIX *pix, double x, double y)
{
	const uint32_t *line;

	if (!(x >= 0 && y >= 0 && x < pixGetWidth(pix) && y < pixGetHeight(pix)))
		return false;
	line = pixGetData(pix) + (size_t)y * pixGetWpl(pix);
	return GET_DATA_BIT(line, (int)x);
}

// Takes out of ink what has a mark in its place. What was turned out of the
// picture counts as lost.
static void compare(PIX *ink, PIX *marks, const struct hs_place *place, uint32_t step,
		    uint64_t *all, uint64_t *lost)
{
	*all = *lost = 0;
	for (int y = 0; y < pixGetHeight(ink); y++) {
		uint32_t *line = pixGetData(ink) + (size_t)y * pixGetWpl(ink);

		for (int x = 0; x < pixGetWidth(ink); x++) {
			double px = (x + 0.5) * step, py = (y + 0.5) * step;

			if (!GET_DATA_BIT(line, x))
				continue;
			++*all;
			hs_place_forth(place, &px, &py);
			if (bit(marks, px / step, py / step))
				CLEAR_DATA_BIT(line, x);
			else
				++*lost;
		}
	}
}

// The most pixels of ink lost in one place.
static uint64_t largest_spot(PIX *lost)
{
	HS_AUTO(pixDestroy) PIX *joined = pixCloseSafeBrick(NULL, lost, JOIN, JOIN);
	BOXA *boxes = joined ? pixConnComp(joined, NULL, 8) : NULL;
	int n = boxes ? boxaGetCount(boxes) : 0;
	uint64_t most = 0;

	for (int i = 0; i < n; i++) {
		BOX *box = boxaGetBox(boxes, i, L_CLONE);
		l_int32 count = 0;

		pixCountPixelsInRect(lost, box, &count, NULL);
		most = (uint64_t)count > most ? (uint64_t)count : most;
		boxDestroy(&box);
	}
	boxaDestroy(&boxes);
	return most;
}

int hs_image_guard(const struct hs_raster *page, enum hs_ink ink,
		   const struct hs_raster *cleaned, const struct hs_place *place,
		   const struct hs_measures *measures, struct hs_loss *loss,
		   struct hs_err *err)
{
	double dpi = measures->dpi;
	uint32_t step = dpi > SMALL_DPI ? (uint32_t)(dpi / SMALL_DPI + 0.5) : 1;
	const double mm = 25.4 * step / dpi;
	HS_AUTO(pixDestroy) PIX *before = NULL;
	HS_AUTO(pixDestroy) PIX *after = NULL;
	HS_AUTO(pixDestroy) PIX *inks = NULL;
	HS_AUTO(pixDestroy) PIX *marks = NULL;
	uint64_t lost;

	setMsgSeverity(L_SEVERITY_NONE);
	*loss = (struct hs_loss){0};
	if (page->width < step || page->height < step || cleaned->width < step ||
	    cleaned->height < step)
		return 0;
	if (!(before = small_copy(page, ink, step, err)) ||
	    !(after = small_copy(cleaned, HS_INK_ALL, step, err)))
		return -1;
	inks = find_ink(before, measures);
	marks = find_marks(after);
	if (!inks || !marks)
		return hs_fail(err, HS_ENGINE, "no memory to compare the pages");
	compare(inks, marks, place, step, &loss->inks, &lost);
	if (loss->inks < INKS_MIN)
		return 0;
	loss->share = (double)lost / (double)loss->inks;
	loss->spot = (double)largest_spot(inks) * mm * mm;
	return 0;
}
