// image-quality-marks.c - contrast, lost tones, soft edges; how much ink there is,
// and whether writing runs into the page's edge
#include "port/image-quality-part.h"

#include <math.h>
#include <stdlib.h>

enum {
	DARK_END = 24,      // levels that a drawn page's ink has
	INSIDE_LEAST = 500, // pixels inside of strokes
	RISES_LEAST = 150,  // edges that must be seen before they are judged
	RISE_BINS = 256,    // of a tenth of a pixel
};
#define SHARP_PIXELS 1.5 // what a rise takes in a sharp scan of any resolution

// ---- tones ----

// Which share of the insides of strokes is black: their soft edges never are.
static double black_share(const struct hs_canvas *c, double core)
{
	uint64_t inside = 0, black = 0;
	ptrdiff_t w = c->full_w;

	for (int y = 1; y < c->full_h - 1; y++)
		for (int x = 1; x < c->full_w - 1; x++) {
			const uint8_t *p = c->full + y * w + x;

			if (p[0] < core && p[-1] < core && p[1] < core && p[-w] < core &&
			    p[w] < core) {
				inside++;
				black += p[0] == 0;
			}
		}
	return inside < INSIDE_LEAST ? 0 : (double)black / (double)inside * 100;
}

// The share of what is lighter than the middle that is white, or of what is as dark
// as the ink that is black. Most of both at the ends is no scan, but a page that a
// program drew, or one kept in two tones.
void hs_measure_tones(const struct hs_canvas *c, struct hs_inspection *out)
{
	uint64_t counts[256] = {0}, light = 0, dark = 0;
	double middle = c->level - c->contrast / 2, core = c->level - 0.8 * c->contrast;
	double white, black, near_black = 0;

	if (c->bits == 1 || c->contrast <= 0)
		return;
	out->measures.value[HS_R_CONTRAST] = c->contrast;
	for (size_t i = 0; i < (size_t)c->full_w * c->full_h; i++)
		counts[c->full[i]]++;
	for (int i = 0; i < 256; i++) {
		light += i > middle ? counts[i] : 0;
		dark += i < core ? counts[i] : 0;
	}
	white = light ? (double)counts[255] / (double)light * 100 : 0;
	black = black_share(c, core);
	for (int i = 0; i < DARK_END && i < core; i++)
		near_black += (double)counts[i];
	if (white > 50 && dark && near_black > 0.5 * (double)dark)
		return;
	out->dark_lost = black > white;
	out->measures.value[HS_R_CLIPPING] = fmax(white, black);
}

// ---- edges ----

struct rises {
	uint64_t bins[RISE_BINS];
	uint64_t count;
};

// A line of pixels: mean of three neighbouring rows (or columns).
struct line {
	const uint8_t *at;
	ptrdiff_t step, beside;
	int count;
};

static int value(const struct line *l, int i)
{
	const uint8_t *p = l->at + i * l->step;

	return p[-l->beside] + p[0] + p[l->beside];
}

// Pixels between a fifth and four fifths of the way from one extreme to the next.
static void add_rise(struct rises *r, const struct line *l, int from, int to)
{
	int a = value(l, from), b = value(l, to), sign = b > a ? 1 : -1;
	double low = a + 0.2 * (b - a), high = a + 0.8 * (b - a), start = from, end = to;
	int bin;

	for (int i = to; i > from; i--) {
		int v = value(l, i), before = value(l, i - 1);

		if (sign * (before - high) <= 0 && sign * (v - high) > 0)
			end = i - 1 + (high - before) / (v - before);
		if (sign * (before - low) <= 0 && sign * (v - low) > 0) {
			start = i - 1 + (low - before) / (v - before);
			break;
		}
	}
	bin = (int)((end - start) * 10);
	r->bins[bin < 0 ? 0 : bin < RISE_BINS ? bin : RISE_BINS - 1]++;
	r->count++;
}

// Walks from extreme to extreme; swings of less than `least` are noise.
static void walk(struct rises *r, const struct line *l, int least)
{
	int high = 0, low = 0, up = 0;

	for (int i = 1; i < l->count; i++) {
		int v = value(l, i);

		if (v > value(l, high))
			high = i;
		if (v < value(l, low))
			low = i;
		if (up >= 0 && value(l, high) - v >= least) { // turned down at high
			if (up > 0)
				add_rise(r, l, low, high);
			up = -1;
			low = i;
		} else if (up <= 0 && v - value(l, low) >= least) {
			if (up < 0)
				add_rise(r, l, high, low);
			up = 1;
			high = i;
		}
		if (up < 0 && v <= value(l, low))
			low = i;
		if (up > 0 && v >= value(l, high))
			high = i;
	}
}

static double middle_rise(const struct rises *r)
{
	uint64_t seen = 0;

	if (r->count < RISES_LEAST)
		return NAN;
	for (int i = 0; i < RISE_BINS; i++) {
		seen += r->bins[i];
		if (2 * seen >= r->count)
			return i / 10.0;
	}
	return NAN;
}

void hs_measure_edges(const struct hs_canvas *c, struct hs_inspection *out)
{
	struct rises across = {0}, down = {0};
	int least = (int)(3 * fmax(0.5 * c->contrast, 16));
	double worst;

	if (c->bits == 1 || c->contrast <= 0)
		return;
	for (int y = 1; y < c->full_h - 1; y += 4) {
		struct line l = {c->full + (size_t)y * c->full_w, 1, c->full_w,
				 c->full_w};

		walk(&across, &l, least);
	}
	for (int x = 1; x < c->full_w - 1; x += 4) {
		struct line l = {c->full + x, c->full_w, 1, c->full_h};

		walk(&down, &l, least);
	}
	worst = fmax(middle_rise(&across), middle_rise(&down)); // one NAN: the other
	if (isfinite(worst))
		out->measures.value[HS_R_BLUR] =
			fmax(worst - SHARP_PIXELS, 0) / c->dpi * 25.4;
}

// ---- marks ----

// A scanner's dirt, a sheet's shadow, a hole: things at the edge, and specks.
static bool is_mark(const struct hs_canvas *c, const struct blob *b)
{
	double w = (b->x1 - b->x0 + 1) / c->mm, h = (b->y1 - b->y0 + 1) / c->mm;
	int near = (int)(1.5 * c->mm);
	bool at_edge = b->x0 <= near || b->y0 <= near || b->x1 >= c->w - 1 - near ||
		       b->y1 >= c->h - 1 - near;
	bool hole = fabs(w - h) < 1.5 && w > 3.5 && w < 9 &&
		    b->area > 0.6 * w * h * c->mm * c->mm &&
		    fmin(b->x0, c->w - 1 - b->x1) < 20 * c->mm;

	return fmax(w, h) >= 1.2 && !at_edge && !hole;
}

static int side_of(const struct hs_canvas *c, const struct blob *b)
{
	int near = (int)ceil(0.4 * c->mm);

	return b->x0 < near              ? 0
	       : b->x1 > c->w - 1 - near ? 1
	       : b->y0 < near            ? 2
	       : b->y1 > c->h - 1 - near ? 3
					 : -1;
}

// A seal over the joint of the sheets (giáp lai) reaches the edge, and should.
static bool is_seal(const struct hs_canvas *c, const struct blob *b)
{
	int red = 0;

	for (int y = b->y0; c->red && y <= b->y1; y++)
		for (int x = b->x0; x <= b->x1; x++)
			red += c->red[(size_t)y * c->w + x] &&
			       c->ink[(size_t)y * c->w + x];
	return 3 * red > b->area;
}

// Parts of letters count: what an edge has cut is smaller than a letter.
static bool cut_letter(const struct hs_canvas *c, const struct blob *b)
{
	double w = (b->x1 - b->x0 + 1) / c->mm, h = (b->y1 - b->y0 + 1) / c->mm;

	return fmax(w, h) >= 0.8 && fmax(w, h) <= 14 &&
	       (double)b->depth >= 0.4 * c->contrast && !is_seal(c, b);
}

void hs_measure_marks(const struct hs_canvas *c, struct hs_inspection *out)
{
	double ink = 0;
	int cut[4] = {0}, worst = 0;

	for (size_t i = 0; i < c->blobs.count; i++) {
		const struct blob *b = &c->blobs.list[i];
		int side = side_of(c, b);

		if (is_mark(c, b))
			ink += b->area / c->mm / c->mm;
		if (side >= 0 && cut_letter(c, b))
			cut[side]++;
	}
	for (int i = 1; i < 4; i++)
		worst = cut[i] > cut[worst] ? i : worst;
	out->measures.value[HS_R_BLANK] = ink;
	out->measures.value[HS_R_EDGE] = cut[worst];
	out->edge_side = (uint32_t)worst;
	out->likeness.ink = ink;
}
