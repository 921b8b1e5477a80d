// likeness.c - see likeness.h
#include "model/likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	PART = 64,       // pixels of a side of what is compared on its own
	SHIFT = 4,       // pixels that a part may lie aside
	WHOLE_SHIFT = 8, // pixels that the whole may lie aside of its centre
	INK_LEAST = 30,  // pixels of ink in a part that counts
};

bool hs_likeness_ok(const struct hs_likeness *l)
{
	return l->mm >= 0.01 && l->mm <= 1e6 && l->ink >= 0 && l->ink <= 1e12 &&
	       l->width <= HS_MASK_W && l->height <= HS_MASK_H &&
	       l->middle_x <= l->width && l->middle_y <= l->height;
}

// ---- thumbnails ----

// Correlation of a with b moved by (dx, dy); mirrored: b from right to left.
static double agree(const uint8_t a[HS_THUMB_H][HS_THUMB_W],
		    const uint8_t b[HS_THUMB_H][HS_THUMB_W], int dx, int dy,
		    bool mirrored)
{
	double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0, va, vb;
	int from = dx > 0 ? dx : 0, to = HS_THUMB_W + (dx < 0 ? dx : 0);

	for (int y = 0; y < HS_THUMB_H; y++) {
		long ra = 0, rb = 0, raa = 0, rbb = 0, rab = 0;

		if (y - dy < 0 || y - dy >= HS_THUMB_H)
			continue;
		for (int x = from; x < to; x++) {
			int i = mirrored ? HS_THUMB_W - 1 - (x - dx) : x - dx;
			int p = a[y][x], q = b[y - dy][i];

			ra += p;
			rb += q;
			raa += p * p;
			rbb += q * q;
			rab += p * q;
		}
		n += to - from;
		sa += (double)ra;
		sb += (double)rb;
		saa += (double)raa;
		sbb += (double)rbb;
		sab += (double)rab;
	}
	if (n <= 0)
		return 0;
	va = saa - sa * sa / n;
	vb = sbb - sb * sb / n;
	return va > 0 && vb > 0 ? (sab - sa * sb / n) / sqrt(va * vb) : 0;
}

static double best_agree(const uint8_t a[HS_THUMB_H][HS_THUMB_W],
			 const uint8_t b[HS_THUMB_H][HS_THUMB_W], int reach,
			 bool mirrored)
{
	double best = -1;

	for (int dy = -reach; dy <= reach; dy++)
		for (int dx = -reach; dx <= reach; dx++)
			best = fmax(best, agree(a, b, dx, dy, mirrored));
	return best;
}

double hs_likeness_mirror(const struct hs_likeness *page, const struct hs_likeness *back)
{
	return best_agree(page->faint, back->whole, 3, true);
}

void hs_likeness_take(const struct hs_likeness *likeness, struct hs_near *near)
{
	near->mm = likeness->mm;
	near->ink = likeness->ink;
	memcpy(near->dark, likeness->dark, sizeof(near->dark));
}

bool hs_likeness_near(const struct hs_near *a, const struct hs_near *b)
{
	const double alike = 0.75, at_all = 0.45, scale = 1.02, ink = 1.35;
	const double least = 20; // mm2: a page without writing is like any other

	return a->ink >= least && b->ink >= least && a->mm <= b->mm * scale &&
	       b->mm <= a->mm * scale && a->ink <= b->ink * ink &&
	       b->ink <= a->ink * ink && agree(a->dark, b->dark, 0, 0, false) >= at_all &&
	       best_agree(a->dark, b->dark, 1, false) >= alike;
}

// ---- masks ----

// The 64 pixels of row y from x on, any x; what is outside is 0.
static uint64_t bits(const struct hs_likeness *l, int x, int y)
{
	int word = x >= 0 ? x / 64 : -((63 - x) / 64), shift = x - word * 64;
	uint64_t low, high;

	if (y < 0 || y >= (int)l->height)
		return 0;
	low = word >= 0 && word < HS_MASK_WORDS ? l->mask[y][word] : 0;
	high = word + 1 >= 0 && word + 1 < HS_MASK_WORDS ? l->mask[y][word + 1] : 0;
	return shift ? low >> shift | high << (64 - shift) : low;
}

// The same with every pixel's neighbours set.
static uint64_t wide_bits(const struct hs_likeness *l, int x, int y)
{
	uint64_t all = 0;

	for (int j = -1; j <= 1; j++)
		all |= bits(l, x - 1, y + j) | bits(l, x, y + j) | bits(l, x + 1, y + j);
	return all;
}

static int ink_of(const struct hs_likeness *l, int x, int y)
{
	int n = 0;

	for (int j = 0; j < PART; j++)
		n += __builtin_popcountll(bits(l, x, y + j));
	return n;
}

// Ink of one part of a that b, moved, has not, and the other way round.
static int missed(const struct hs_likeness *a, const struct hs_likeness *b, int x, int y,
		  int dx, int dy, int most)
{
	int n = 0;

	for (int j = 0; j < PART && n < most; j++) {
		uint64_t p = bits(a, x, y + j), q = bits(b, x + dx, y + j + dy);

		if (p)
			n += __builtin_popcountll(p & ~wide_bits(b, x + dx, y + j + dy));
		if (q)
			n += __builtin_popcountll(q & ~wide_bits(a, x, y + j));
	}
	return n;
}

struct shift {
	int x, y;
};

static double part_misses(const struct hs_likeness *a, const struct hs_likeness *b, int x,
			  int y, struct shift by, int reach, struct shift *best)
{
	int least = INT32_MAX, ink;

	for (int dy = -reach; dy <= reach; dy++)
		for (int dx = -reach; dx <= reach; dx++) {
			int n = missed(a, b, x, y, by.x + dx, by.y + dy, least);

			if (n < least) {
				least = n;
				*best = (struct shift){by.x + dx, by.y + dy};
			}
		}
	ink = ink_of(a, x, y) + ink_of(b, x + best->x, y + best->y);
	return ink < INK_LEAST ? -1 : fmin(1, (double)least / ink);
}

// The part of a with the most ink shows how the two lie to each other.
static struct shift lay_over(const struct hs_likeness *a, const struct hs_likeness *b)
{
	struct shift by = {(int)b->middle_x - (int)a->middle_x,
			   (int)b->middle_y - (int)a->middle_y};
	struct shift best = by;
	int most = 0, at_x = 0, at_y = 0;

	for (int y = 0; y < (int)a->height; y += PART)
		for (int x = 0; x < (int)a->width; x += PART)
			if (ink_of(a, x, y) > most) {
				most = ink_of(a, x, y);
				at_x = x;
				at_y = y;
			}
	part_misses(a, b, at_x, at_y, by, WHOLE_SHIFT, &best);
	return best;
}

double hs_likeness_same(const struct hs_likeness *a, const struct hs_likeness *b)
{
	const double differs = 0.35; // misses of a part that holds other writing
	struct shift by = lay_over(a, b), ignored;
	double misses = 0, parts = 0, other = 0;

	for (int y = -PART / 2; y < (int)a->height; y += PART)
		for (int x = -PART / 2; x < (int)a->width; x += PART) {
			double m = part_misses(a, b, x, y, by, SHIFT, &ignored);

			if (m < 0)
				continue;
			misses += m;
			other += m > differs;
			parts++;
		}
	if (parts <= 0)
		return 0;
	// A form filled in otherwise is alike but for few parts: those count.
	return fmax(0, 100 * (1 - misses / parts) - 10 * other);
}
