// image-back.c - see image-back.h
#include "port/image-back.h"
#include "base/auto.h"
#include "port/image-pix.h"

#include <stdlib.h>
#include <string.h>

// Levels of a stretched picture.
enum {
	WHITE = 255,
	INK_MOST = 226,   // what is brighter is paper and its noise
	FRONT_LEAST = 20, // between these two is the heap of the front
	FRONT_MOST = 175,
	APART = 19, // so far from it, at least, is the valley
	SOFT = 13,  // levels that count together
};

// How deep the valley is, per cent of the heaps before and behind it.
enum { OF_FRONT_MOST = 50, OF_BACK_MOST = 66 };

// Pixels at 300 dpi.
enum {
	STROKE = 7,    // strokes are narrower
	REACH = 10,    // so far along its ink a stroke is followed
	BESIDE = 31,   // the square in which marks stand beside their letter
	LINE_GAP = 45, // words of a line are closer
};
#define LINE_LEAST 1.2 // inches: shorter lines tell nothing
#define HIGH_LEAST 0.06
#define HIGH_MOST 0.35

void hs_back_done(struct hs_back *back)
{
	hs_raster_done(&back->ink);
	*back = (struct hs_back){0};
}

static int failed(struct hs_err *err)
{
	return hs_fail(err, HS_ENGINE, "the picture library failed: %s", "back");
}

static int pixels(int at_300, double dpi)
{
	int n = (int)(at_300 * dpi / 300 + 0.5);

	return n < 1 ? 1 : n;
}

// How many strokes have each level at their darkest.
static int count_strokes(PIX *pix, double dpi, uint32_t levels[256])
{
	int span = pixels(STROKE, dpi) | 1;
	HS_AUTO(pixDestroy) PIX *low = pixErodeGray(pix, span, span);
	int w = pixGetWidth(pix), h = pixGetHeight(pix);

	if (!low)
		return -1;
	memset(levels, 0, 256 * sizeof(*levels));
	for (int y = 0; y < h; y++) {
		const uint32_t *a = pixGetData(pix) + (size_t)y * pixGetWpl(pix);
		const uint32_t *b = pixGetData(low) + (size_t)y * pixGetWpl(low);

		for (int x = 0; x < w; x++)
			levels[GET_DATA_BYTE(a, x)] +=
				GET_DATA_BYTE(a, x) == GET_DATA_BYTE(b, x);
	}
	return 0;
}

static int highest(const double *of, int from, int to)
{
	int best = from;

	for (int i = from; i <= to; i++)
		best = of[i] > of[best] ? i : best;
	return best;
}

static int lowest(const double *of, int from, int to)
{
	int best = from;

	for (int i = from; i <= to; i++)
		best = of[i] < of[best] ? i : best;
	return best;
}

// The level that parts front and back; 0: there is none.
static int valley(const uint32_t levels[256])
{
	double soft[256] = {0};
	int front, low, back;

	for (int i = SOFT; i < 256 - SOFT; i++)
		for (int k = 1 - SOFT; k < SOFT; k++)
			soft[i] += (double)levels[i + k] * (SOFT - abs(k));
	front = highest(soft, FRONT_LEAST, FRONT_MOST);
	low = lowest(soft, front + APART, INK_MOST);
	back = highest(soft, low, INK_MOST + SOFT);
	if (soft[low] * 100 >= soft[front] * OF_FRONT_MOST ||
	    soft[low] * 100 >= soft[back] * OF_BACK_MOST)
		return 0;
	return low;
}

// Strokes that are dark somewhere, with their pale ends, and the marks beside them.
static PIX *front_ink(PIX *pix, PIX *ink, int level, double dpi)
{
	const int speck = 3; // pixels both ways: no stroke
	int beside = pixels(BESIDE, dpi);
	HS_AUTO(pixDestroy) PIX *dark = pixThresholdToBinary(pix, level);
	HS_AUTO(pixDestroy)
	PIX *seed = dark ? pixSelectBySize(dark, speck, speck, 8, L_SELECT_IF_EITHER,
					   L_SELECT_IF_GTE, NULL)
			 : NULL;
	HS_AUTO(pixDestroy)
	PIX *whole = seed ? pixSeedfillMorph(seed, ink, pixels(REACH, dpi), 8) : NULL;
	HS_AUTO(pixDestroy)
	PIX *near = whole ? pixDilateBrick(NULL, whole, beside, beside) : NULL;

	if (!near)
		return NULL;
	pixAnd(near, near, ink);
	pixOr(whole, whole, near);
	return pixDilateBrick(NULL, whole, 3, 3); // edges
}

// Where what was taken out stands in lines of its own.
static int find_lines(PIX *lost, PIX *front, double dpi, struct hs_back *back)
{
	HS_AUTO(pixDestroy)
	PIX *joined = pixCloseSafeBrick(NULL, lost, pixels(LINE_GAP, dpi), 1);
	BOXA *boxes = joined ? pixConnCompBB(joined, 8) : NULL;
	BOXA *sorted =
		boxes ? boxaSort(boxes, L_SORT_BY_WIDTH, L_SORT_DECREASING, NULL) : NULL;
	int n = sorted ? boxaGetCount(sorted) : 0;

	for (int i = 0; i < n && back->count < HS_BACK_LINES; i++) {
		int x, y, w, h, kept = 0;
		BOX *box = boxaGetBox(sorted, i, L_CLONE);

		boxGetGeometry(box, &x, &y, &w, &h);
		if (w >= LINE_LEAST * dpi && h >= HIGH_LEAST * dpi &&
		    h <= HIGH_MOST * dpi &&
		    pixCountPixelsInRect(front, box, &kept, NULL) == 0 && kept == 0)
			back->lines[back->count++] = (struct hs_box){x, y, w, h};
		boxDestroy(&box);
	}
	boxaDestroy(&boxes);
	boxaDestroy(&sorted);
	return joined ? 0 : -1;
}

static int part(PIX *pix, int level, double dpi, struct hs_back *back, struct hs_err *err)
{
	HS_AUTO(pixDestroy) PIX *ink = pixThresholdToBinary(pix, INK_MOST);
	HS_AUTO(pixDestroy) PIX *front = ink ? front_ink(pix, ink, level, dpi) : NULL;
	HS_AUTO(pixDestroy) PIX *lost = front ? pixSubtract(NULL, ink, front) : NULL;
	HS_AUTO(pixDestroy) PIX *taken = lost ? pixCopy(NULL, pix) : NULL;

	if (!taken || find_lines(lost, front, dpi, back) < 0 ||
	    pixPaintThroughMask(taken, front, 0, 0, WHITE) != 0)
		return failed(err);
	pixInvert(front, front);
	if (pixPaintThroughMask(pix, front, 0, 0, WHITE) != 0)
		return failed(err);
	return hs_pix_take(taken, &back->ink, err);
}

int hs_image_fade_back(struct hs_raster *grey, double dpi, struct hs_back *back,
		       struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(grey);
	uint32_t levels[256];
	int level;

	hs_back_done(back);
	if (!pix || count_strokes(pix, dpi, levels) < 0)
		return failed(err);
	level = valley(levels);
	return level ? part(pix, level, dpi, back, err) : 0;
}
