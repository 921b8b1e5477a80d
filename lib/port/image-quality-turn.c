// image-quality-turn.c - which way up a page stands, and how far askew
//
// Letters stand beside each other: where the nearest neighbour of most is above or
// below, the page lies on its side. They stand on a line: where feet are level and
// heads are not, the page is upright (b d h k l t and capitals outnumber g p q y),
// and so it is where small marks stand above letters: Vietnamese has many, and few
// below.
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"
#include "port/image-quality-part.h"

#include <math.h>
#include <stdlib.h>

enum {
	LETTERS_LEAST = 60,  // for a verdict
	LETTERS_MAX = 20000, // looked at
};

// A letter with the page turned: x to the right, y down.
struct glyph {
	int x0, y0, x1, y1;
	bool letter; // else a small mark
};

struct glyphs {
	struct glyph *list;
	size_t count;
};

static void glyphs_done(struct glyphs *g)
{
	free(g->list);
}

static int by_x(const void *a, const void *b)
{
	const struct glyph *x = a, *y = b;

	return x->x0 != y->x0 ? (x->x0 > y->x0) - (x->x0 < y->x0)
			      : (x->y0 > y->y0) - (x->y0 < y->y0);
}

// A quarter turn clockwise: what was at the left comes to the top.
static struct glyph turned(const struct blob *b, bool quarter, int h)
{
	if (!quarter)
		return (struct glyph){b->x0, b->y0, b->x1, b->y1, b->letter};
	return (struct glyph){h - 1 - b->y1, b->x0, h - 1 - b->y0, b->x1, b->letter};
}

static void collect(const struct hs_canvas *c, bool quarter, struct glyphs *g)
{
	double small = 0.25 * c->mm, large = 1.5 * c->mm;

	g->list = hs_new(c->blobs.count + 1, sizeof(*g->list));
	for (size_t i = 0; i < c->blobs.count && g->count < LETTERS_MAX; i++) {
		const struct blob *b = &c->blobs.list[i];
		int w = b->x1 - b->x0 + 1, h = b->y1 - b->y0 + 1;
		bool mark = !b->letter && w >= small && h >= small && w <= large &&
			    h <= large;

		if ((b->letter || mark) && (double)b->depth >= 0.4 * c->contrast)
			g->list[g->count++] = turned(b, quarter, c->h);
	}
	qsort(g->list, g->count, sizeof(*g->list), by_x);
}

// The gap between two along one axis; 0 where they overlap.
static int gap(int a0, int a1, int b0, int b1)
{
	int d = a0 > b1 ? a0 - b1 : b0 - a1;

	return d > 0 ? d : 0;
}

// The nearest letter so far.
struct nearest {
	int distance;
	int verdict; // 1: it stands beside; -1: above or below; 0: there is none
};

static void look_at(const struct glyph *a, const struct glyph *b, struct nearest *best)
{
	int dx = gap(a->x0, a->x1, b->x0, b->x1), dy = gap(a->y0, a->y1, b->y0, b->y1);
	int d = dx > dy ? dx : dy;

	if (!b->letter || d >= best->distance || (dx == 0) == (dy == 0))
		return;
	best->distance = d;
	best->verdict = dy == 0 ? 1 : -1;
}

static int neighbour(const struct glyphs *g, size_t at, int reach)
{
	const struct glyph *a = &g->list[at];
	struct nearest best = {reach, 0};

	for (size_t i = at; i-- > 0 && a->x0 - g->list[i].x0 < 4 * reach;)
		look_at(a, &g->list[i], &best);
	for (size_t i = at + 1; i < g->count && g->list[i].x0 - a->x1 < best.distance;
	     i++)
		look_at(a, &g->list[i], &best);
	return best.verdict;
}

// Letters whose neighbour is above or below, in per cent; NAN for too few.
static double share_sideways(const struct glyphs *g, double mm)
{
	size_t beside = 0, above = 0;

	for (size_t i = 0; i < g->count; i++) {
		int n = g->list[i].letter ? neighbour(g, i, (int)(4 * mm)) : 0;

		beside += n > 0;
		above += n < 0;
	}
	if (beside + above < LETTERS_LEAST)
		return NAN;
	return (double)above / (double)(beside + above) * 100;
}

struct votes {
	double up, down;
};

// The next letter to the right on the same line.
static const struct glyph *next_letter(const struct glyphs *g, size_t at, int reach)
{
	const struct glyph *a = &g->list[at];

	for (size_t i = at + 1; i < g->count && g->list[i].x0 - a->x1 < reach; i++) {
		const struct glyph *b = &g->list[i];
		int both =
			(a->y1 < b->y1 ? a->y1 : b->y1) - (a->y0 > b->y0 ? a->y0 : b->y0);

		if (b->letter && b->x0 > a->x0 + (a->x1 - a->x0) / 2 &&
		    2 * both > b->y1 - b->y0)
			return b;
	}
	return NULL;
}

// Feet level and heads not: up; heads level and feet not: down.
static void vote_pair(const struct glyph *a, const struct glyph *b, struct votes *v)
{
	int ha = a->y1 - a->y0 + 1, hb = b->y1 - b->y0 + 1;
	int tall = ha > hb ? ha : hb;
	int feet = abs(a->y1 - b->y1), heads = abs(a->y0 - b->y0);

	if (8 * feet <= tall && 5 * heads >= tall)
		v->up++;
	if (8 * heads <= tall && 5 * feet >= tall)
		v->down++;
}

// 1: the mark is right above the letter, -1: right below, 0: neither.
static int mark_at(const struct glyph *m, const struct glyph *l, int reach)
{
	int middle = (m->x0 + m->x1) / 2, quarter = (l->y1 - l->y0) / 4;

	if (!l->letter || middle < l->x0 || middle > l->x1)
		return 0;
	if (m->y1 < l->y0 + quarter && l->y0 - m->y1 < reach)
		return 1;
	return m->y0 > l->y1 - quarter && m->y0 - l->y1 < reach ? -1 : 0;
}

static void vote_mark(const struct glyphs *g, size_t at, double mm, struct votes *v)
{
	const struct glyph *m = &g->list[at];
	int reach = (int)(1.2 * mm), wide = (int)(9 * mm), got = 0;

	for (size_t i = at; !got && i-- > 0 && m->x0 - g->list[i].x0 < wide;)
		got = mark_at(m, &g->list[i], reach);
	for (size_t i = at + 1; !got && i < g->count && g->list[i].x0 <= m->x1; i++)
		got = mark_at(m, &g->list[i], reach);
	v->up += got > 0;
	v->down += got < 0;
}

// Standard deviations by which the page stands on its head; below 0: upright.
static double head_down(const struct glyphs *g, double mm)
{
	struct votes v = {0};

	for (size_t i = 0; i < g->count; i++) {
		const struct glyph *b =
			g->list[i].letter ? next_letter(g, i, (int)(2.5 * mm)) : NULL;

		if (b)
			vote_pair(&g->list[i], b, &v);
		else if (!g->list[i].letter)
			vote_mark(g, i, mm, &v);
	}
	if (v.up + v.down < LETTERS_LEAST / 2.0)
		return 0;
	return (v.down - v.up) / sqrt(v.up + v.down);
}

// ---- skew ----

static PIX *ink_picture(const struct hs_canvas *c)
{
	PIX *pix = pixCreate(c->w, c->h, 1);
	l_uint32 *data = pix ? pixGetData(pix) : NULL;
	int wpl = pix ? pixGetWpl(pix) : 0;

	for (int y = 0; pix && y < c->h; y++)
		for (int x = 0; x < c->w; x++)
			if (c->ink[(size_t)y * c->w + x])
				SET_DATA_BIT(data + (size_t)y * wpl, x);
	return pix;
}

// Degrees, clockwise positive; NAN where no text says so.
static double find_skew(const struct hs_canvas *c, bool quarter)
{
	const float range = 12, step = 1, smallest = 0.05F, sure = 2.5F;
	HS_AUTO(pixDestroy) PIX *ink = ink_picture(c);
	HS_AUTO(pixDestroy) PIX *level = NULL;
	float angle = 0, confidence = 0;

	setMsgSeverity(L_SEVERITY_NONE);
	if (!ink)
		return NAN;
	level = quarter ? pixRotateOrth(ink, 1) : pixClone(ink);
	if (!level ||
	    pixFindSkewSweepAndSearch(level, &angle, &confidence, 4, 2, range, step,
				      smallest) ||
	    confidence < sure)
		return NAN;
	return -angle;
}

int hs_measure_turn(struct hs_canvas *c, struct hs_inspection *out, struct hs_err *err)
{
	HS_AUTO(glyphs_done) struct glyphs level = {0};
	HS_AUTO(glyphs_done) struct glyphs turn = {0};
	double sideways, sigma;
	bool lies;

	(void)err;
	collect(c, false, &level);
	sideways = share_sideways(&level, c->mm);
	lies = sideways > 60;
	out->measures.value[HS_R_SIDEWAYS] = sideways;
	if (lies)
		collect(c, true, &turn);
	sigma = isnan(sideways) ? NAN : head_down(lies ? &turn : &level, c->mm);
	if (!lies)
		out->measures.value[HS_R_UPSIDE_DOWN] = sigma;
	c->quarter = lies ? (sigma > 0 ? 3 : 1) : 0;
	out->turned = lies ? (uint32_t)c->quarter : 0;
	out->measures.value[HS_R_SKEW] = NAN;
	if (!isnan(sideways)) {
		double skew = find_skew(c, lies);

		out->measures.value[HS_R_SKEW] = fabs(skew);
		c->skew = isfinite(skew) ? skew : 0;
	}
	return 0;
}
