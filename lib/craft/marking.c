// marking.c - see marking.h
#include "craft/marking.h"
#include "base/auto.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

// Millimetres.
#define RULE_LEAST 6.0
#define RULE_PLAIN 16.0 // a rule so long is plain
#define RULE_GAP 0.35   // so far it may be broken
#define RULE_CLEAR 0.5  // paper above and below it, from here
#define RULE_CLEAR_TO 0.9
#define PLAIN 0.8  // of a plain rule is in one row
#define CLEAR 0.17 // of what is paper is ink at most
#define STAR_LEAST 0.9
#define STAR_MOST 5.0
#define STAR_ALONE 5.0 // nothing so near to its left or right

#define TILT_MOST 4.0 // degrees
#define TILT_STEP 0.5

// ---- rules -------------------------------------------------------------------

struct sight {
	const struct hs_mask *mask;
	double mm, tilt; // pixels of the mask for a millimetre; down for one right
};

static int row_at(const struct sight *s, double y, int32_t x)
{
	return (int)lround(y + s->tilt * (x - s->mask->w / 2.0));
}

static bool on_row(const struct sight *s, double y, int32_t x)
{
	int32_t at = row_at(s, y, x);

	return hs_mask_at(s->mask, x, at) || hs_mask_at(s->mask, x, at - 1) ||
	       hs_mask_at(s->mask, x, at + 1);
}

static double share(const struct sight *s, double y, int32_t from, int32_t to)
{
	int seen = 0;

	for (int32_t x = from; x < to; x++)
		seen += hs_mask_at(s->mask, x, row_at(s, y, x));
	return (double)seen / (to - from);
}

// A rule has paper below it, and above unless it is long and text stands close to it;
// letters that stand on a line have not.
static bool stands_clear(const struct sight *s, double y, int32_t from, int32_t to)
{
	bool plain =
		to - from >= RULE_PLAIN * s->mm &&
		fmax(share(s, y, from, to),
		     fmax(share(s, y - 1, from, to), share(s, y + 1, from, to))) >= PLAIN;

	for (double mm = RULE_CLEAR; mm <= RULE_CLEAR_TO; mm += 0.2) {
		double away = mm * s->mm + 1;

		if (share(s, y + away, from, to) > CLEAR ||
		    (!plain && share(s, y - away, from, to) > CLEAR))
			return false;
	}
	return true;
}

// The longest clear run of ink along one tilted row, in pixels of the mask.
static int32_t longest(const struct sight *s, double y)
{
	int32_t gap_most = (int32_t)(RULE_GAP * s->mm), from = -1, last = -1, best = 0;
	int32_t least = (int32_t)(RULE_LEAST * s->mm);

	for (int32_t x = 0; x <= s->mask->w; x++) {
		bool on = x < s->mask->w && on_row(s, y, x);

		if (from >= 0 && (x == s->mask->w || (!on && x - last > gap_most))) {
			int32_t long_ = last + 1 - from;

			if (long_ >= least && long_ > best &&
			    stands_clear(s, y, from, last + 1))
				best = long_;
			from = -1;
		}
		if (!on)
			continue;
		from = from < 0 ? x : from;
		last = x;
	}
	return best;
}

static void rows(const struct sight *s, int32_t room, int32_t *sums)
{
	const struct hs_mask *m = s->mask;

	for (int32_t i = 0; i < m->h + 2 * room; i++)
		sums[i] = 0;
	for (int32_t x = 0; x < m->w; x++) {
		int32_t down = room - row_at(s, 0, x);

		for (int32_t y = 0; y < m->h; y++)
			sums[y + down] += m->on[(size_t)y * (size_t)m->w + (size_t)x];
	}
}

static int32_t longest_of_all(const struct sight *s)
{
	int32_t room = (int32_t)(fabs(s->tilt) * s->mask->w / 2) + 2, best = 0;
	int32_t h = s->mask->h + 2 * room, least = (int32_t)(RULE_LEAST * s->mm);
	int32_t *sums = hs_new((size_t)h, sizeof(*sums));

	rows(s, room, sums);
	for (int32_t i = 1; i + 1 < h; i++)
		if (sums[i - 1] + sums[i] + sums[i + 1] >= least &&
		    sums[i] >= sums[i - 1] && sums[i] >= sums[i + 1]) {
			int32_t here = longest(s, i - room);

			best = here > best ? here : best;
		}
	free(sums);
	return best;
}

double hs_marking_rule(const struct hs_mask *mask)
{
	struct sight s = {.mask = mask, .mm = mask->dpi / 25.4};
	int32_t best = 0;
	double slope = 0;

	for (double a = -TILT_MOST; a <= TILT_MOST; a += TILT_STEP) {
		int32_t here;

		s.tilt = tan(a * M_PI / 180);
		here = longest_of_all(&s);
		if (here > best) {
			best = here;
			slope = s.tilt;
		}
	}
	return best * mask->step * sqrt(1 + slope * slope);
}

// ---- stars -------------------------------------------------------------------

static bool star_like(const struct hs_mask *m, const struct hs_spot *s)
{
	const struct hs_box *b = &s->box;
	double mm = m->dpi / 25.4, wide = b->w / mm, high = b->h / mm;

	return fmin(wide, high) >= STAR_LEAST && fmax(wide, high) <= STAR_MOST &&
	       wide < 1.5 * high && high < 1.5 * wide && s->area > 0.15 * b->w * b->h &&
	       s->area < 0.8 * b->w * b->h && b->x > 0 && b->y > 0 &&
	       b->x + b->w < m->w && b->y + b->h < m->h;
}

// Nothing as high as a letter stands on the same line near by.
static bool alone(const struct hs_mask *m, const struct hs_spots *spots, size_t which)
{
	const struct hs_box *a = &spots->list[which].box;
	double mm = m->dpi / 25.4;

	for (size_t i = 0; i < spots->count; i++) {
		const struct hs_box *b = &spots->list[i].box;
		int32_t apart = b->x > a->x ? b->x - (a->x + a->w) : a->x - (b->x + b->w);

		if (i != which && b->h > 0.8 * mm && apart < STAR_ALONE * mm &&
		    b->y < a->y + a->h && a->y < b->y + b->h)
			return false;
	}
	return true;
}

bool hs_marking_star(const struct hs_mask *mask, const struct hs_box *box)
{
	HS_AUTO(hs_spots_done) struct hs_spots spots = {0};

	hs_spots_of(mask, &spots);
	for (size_t i = 0; i < spots.count; i++) {
		const struct hs_box *b = &spots.list[i].box;
		int32_t x = mask->at.x + (2 * b->x + b->w) * mask->step / 2;
		int32_t y = mask->at.y + (2 * b->y + b->h) * mask->step / 2;

		if (hs_box_has(box, x, y) && star_like(mask, &spots.list[i]) &&
		    alone(mask, &spots, i))
			return true;
	}
	return false;
}
