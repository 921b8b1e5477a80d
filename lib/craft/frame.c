// frame.c - see frame.h
#include "craft/frame.h"
#include "base/auto.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	ANGLE_MOST = 9, // degrees
	UPRIGHTS = 64,  // at one angle
};

// Millimetres.
#define INK_LEAST 2.0 // square: less is no stamp
#define HIGH_LEAST 5.8
#define HIGH_MOST 24.0
#define WIDE_LEAST 9.0
#define WIDE_MOST 75.0
#define BROKEN 1.4      // so far an upright side may be broken,
#define WORN_BROKEN 3.0 // or so far where it may be worn to dots
#define SLACK 1.2       // the level sides are so near to where the upright ones end,
#define INWARD 0.4      // or so far within, of the height: these may run into print

#define BEYOND 3.0     // so far a corner is looked beyond
#define WHITE_FROM 0.3 // paper begins so near to a side,
#define WHITE_TO 2.2   // or beyond the second line of a double frame
#define WHITE 0.12     // and has so much ink at most;
#define WHITISH 0.3    // beside what may go on beyond the corners

#define SIDE_LEAST 0.35  // of any side must be there,
#define SIDES_LEAST 0.65 // and of all of them
#define RUN_LEAST 0.6    // of an upright side, to begin with
#define WORN_LEAST 0.35  // or of a worn one

// The mask, looked at along a slope: `tilt` pixels down for one to the right.
struct look {
	const struct hs_mask *mask;
	const struct hs_mask *thick; // worn lines made whole; NULL: as they are
	double mm, tilt;             // pixels of the mask for a millimetre
	double cx, cy;               // the middle, about which all is tilted
};

// An upright side: at x where it crosses the middle row, from one row to another; which
// side of a frame it can be, by the paper beside it.
struct upright {
	double x, from, to;
	bool left, right;
};

struct found {
	double left, right, top, low; // in the tilted frame
	double tilt, whole, least;
	double score; // whole, and how sharp at this angle: to choose by
};

// ---- ink along a line ----------------------------------------------------------

// Along a side: where it is on the mask, in fixed point, and how it goes on.
struct walk {
	int32_t x, y, dx, dy;
};

enum { POINT = 16 };

static int32_t fixed(double value)
{
	return (int32_t)lround(value * (1 << POINT));
}

// Level: to the right from column `from` in row `at`; else down from row `from`.
static struct walk walk_from(const struct look *l, double at, double from, bool level)
{
	double du = (level ? from : at) - l->cx, dv = (level ? at : from) - l->cy;
	const double half = 0.5;

	return (struct walk){
		.x = fixed(l->cx + du - l->tilt * dv + half),
		.y = fixed(l->cy + dv + l->tilt * du + half),
		.dx = level ? 1 << POINT : fixed(-l->tilt),
		.dy = level ? fixed(l->tilt) : 1 << POINT,
	};
}

static void step(struct walk *w)
{
	w->x += w->dx;
	w->y += w->dy;
}

static bool dot(const struct look *l, const struct walk *w)
{
	return hs_mask_at(l->mask, w->x >> POINT, w->y >> POINT);
}

// Whether there is ink at that place, or one pixel across from it.
static bool ink(const struct look *l, const struct walk *w, bool level)
{
	int32_t x = w->x >> POINT, y = w->y >> POINT;

	if (l->thick)
		return hs_mask_at(l->thick, x, y);
	return hs_mask_at(l->mask, x, y) ||
	       (level ? hs_mask_at(l->mask, x, y - 1) || hs_mask_at(l->mask, x, y + 1)
		      : hs_mask_at(l->mask, x - 1, y) || hs_mask_at(l->mask, x + 1, y));
}

// Share of a line that is ink.
static double along(const struct look *l, double at, double from, double to, bool level)
{
	struct walk w = walk_from(l, at, from, level);
	int seen = 0, all = 0;

	for (; from + all <= to; all++, step(&w))
		seen += ink(l, &w, level);
	return all ? (double)seen / all : 0;
}

static double exactly_along(const struct look *l, double at, double from, double to,
			    bool level)
{
	struct walk w = walk_from(l, at, from, level);
	int seen = 0, all = 0;

	for (; from + all <= to; all++, step(&w))
		seen += dot(l, &w);
	return all ? (double)seen / all : 0;
}

// Whether there is paper beside a line, in a direction (1 or -1).
static bool white_beside(const struct look *l, double at, int way, double from, double to,
			 double white, bool level)
{
	for (double d = WHITE_FROM * l->mm + 1; d <= WHITE_TO * l->mm + 1; d++)
		if (exactly_along(l, at + way * d, from, to, level) <= white)
			return true;
	return false;
}

// The best place for a side, from so far before where it should be to so far behind.
static double best_along(const struct look *l, double *at, double before, double behind,
			 double from, double to, bool level)
{
	double best = -1, where = *at;

	for (double d = -before; d <= behind; d++) {
		double seen = along(l, *at + d, from, to, level);

		if (seen > best) {
			best = seen;
			where = *at + d;
		}
	}
	*at = where;
	return best;
}

// ---- upright sides -------------------------------------------------------------

static void add_upright(const struct look *l, double x, double from, double to,
			struct upright *list, size_t *count)
{
	struct upright *last = *count ? &list[*count - 1] : NULL;
	struct upright new = {.x = x, .from = from, .to = to};

	if (to - from < HIGH_LEAST * l->mm || to - from > HIGH_MOST * l->mm)
		return;
	new.left = white_beside(l, x, 1, from, to, WHITISH, false);
	new.right = white_beside(l, x, -1, from, to, WHITISH, false);
	if (!new.left && !new.right)
		return;
	// Neighbours are one side: the longest.
	if (last && x - last->x <= 2 && from < last->to && to > last->from) {
		new.left |= last->left;
		new.right |= last->right;
		if (to - from < last->to - last->from) {
			new.x = last->x;
			new.from = last->from;
			new.to = last->to;
		}
		*last = new;
		return;
	}
	if (*count < UPRIGHTS)
		list[(*count)++] = new;
}

// The runs of ink down one tilted column.
static void down_column(const struct look *l, double x, struct upright *list,
			size_t *count)
{
	const double gap_most = (l->thick ? WORN_BROKEN : BROKEN) * l->mm;
	const double share_least = l->thick ? WORN_LEAST : RUN_LEAST;
	struct walk w = walk_from(l, x, 0, false);
	double from = -1, last = -1, seen = 0;
	int32_t h = l->mask->h;

	for (int32_t y = 0; y <= h; y++, step(&w)) {
		bool on = y < h && ink(l, &w, false);

		if (from >= 0 && (y == h || (!on && y - last > gap_most))) {
			if (seen >= share_least * (last - from + 1))
				add_upright(l, x, from, last, list, count);
			from = -1;
		}
		if (!on)
			continue;
		if (from < 0) {
			from = y;
			seen = 0;
		}
		last = y;
		seen++;
	}
}

// How much ink each tilted column has.
static void columns(const struct look *l, const struct hs_mask *m, int32_t room,
		    int32_t *sums)
{
	for (int32_t i = 0; i < m->w + 2 * room; i++)
		sums[i] = 0;
	for (int32_t y = 0; y < m->h; y++) {
		int32_t shift = room + (int32_t)lround(l->tilt * (y - l->cy));
		const uint8_t *row = m->on + (size_t)y * (size_t)m->w;

		for (int32_t x = 0; x < m->w; x++)
			sums[x + shift] += row[x];
	}
}

static size_t find_uprights(const struct look *l, struct upright *list)
{
	int32_t w = l->mask->w, room = (int32_t)(fabs(l->tilt) * l->mask->h) + 2;
	int32_t *sums = hs_new((size_t)(w + 2 * room), sizeof(*sums));
	double share = l->thick ? WORN_LEAST : RUN_LEAST;
	int32_t enough = (int32_t)(HIGH_LEAST * l->mm * share);
	size_t count = 0;

	columns(l, l->thick ? l->thick : l->mask, room, sums);
	for (int32_t i = 1; i + 1 < w + 2 * room; i++)
		if (sums[i - 1] + sums[i] + sums[i + 1] >= enough)
			down_column(l, i - room, list, &count);
	free(sums);
	return count;
}

// ---- four sides ------------------------------------------------------------------

static double least_of(const double side[4])
{
	double least = side[0];

	for (int i = 1; i < 4; i++)
		least = side[i] < least ? side[i] : least;
	return least;
}

// Within a frame there is paper along its sides, but for letters that touch one; round
// it too, unless print runs across it.
static bool stands_free(const struct look *l, const struct found *f)
{
	int inside = white_beside(l, f->top, 1, f->left + 2, f->right - 2, WHITE, true) +
		     white_beside(l, f->low, -1, f->left + 2, f->right - 2, WHITE, true) +
		     white_beside(l, f->left, 1, f->top + 2, f->low - 2, WHITE, false) +
		     white_beside(l, f->right, -1, f->top + 2, f->low - 2, WHITE, false);
	int outside = white_beside(l, f->top, -1, f->left, f->right, WHITE, true) +
		      white_beside(l, f->low, 1, f->left, f->right, WHITE, true) +
		      white_beside(l, f->left, -1, f->top, f->low, WHITE, false) +
		      white_beside(l, f->right, 1, f->top, f->low, WHITE, false);

	return inside >= 3 && outside >= 2;
}

// Lines that go on beyond the corners are those of a table.
static bool is_cell(const struct look *l, const struct found *f)
{
	const double far = BEYOND * l->mm, mostly = 0.8;
	const struct {
		double at, corner;
		int way;
		bool level;
	} ends[] = {
		{f->top, f->left, -1, true},   {f->top, f->right, 1, true},
		{f->low, f->left, -1, true},   {f->low, f->right, 1, true},
		{f->left, f->top, -1, false},  {f->left, f->low, 1, false},
		{f->right, f->top, -1, false}, {f->right, f->low, 1, false},
	};
	int go_on = 0;

	for (size_t i = 0; i < HS_COUNT(ends); i++) {
		double from = ends[i].corner + (ends[i].way > 0 ? 3 : -3 - far);
		double at = ends[i].at;

		go_on += best_along(l, &at, 2, 2, from, from + far, ends[i].level) >=
			 mostly;
	}
	return go_on >= 2;
}

// All four sides, each moved to where most of it is. False: it is no frame.
static bool measure(const struct look *l, struct found *f)
{
	double slack = SLACK * l->mm, side[4];
	double inward = fmax(slack, INWARD * (f->low - f->top));

	f->tilt = l->tilt;
	side[0] = best_along(l, &f->top, slack, inward, f->left, f->right, true);
	side[1] = best_along(l, &f->low, inward, slack, f->left, f->right, true);
	side[2] = best_along(l, &f->left, 1, 1, f->top, f->low, false);
	side[3] = best_along(l, &f->right, 1, 1, f->top, f->low, false);
	f->whole = (side[0] + side[1] + side[2] + side[3]) / 4;
	f->least = least_of(side);
	f->score = f->whole + (exactly_along(l, f->top, f->left, f->right, true) +
			       exactly_along(l, f->low, f->left, f->right, true) +
			       exactly_along(l, f->left, f->top, f->low, false) +
			       exactly_along(l, f->right, f->top, f->low, false)) /
				      4;
	return f->least >= SIDE_LEAST && f->whole >= SIDES_LEAST &&
	       f->low - f->top >= HIGH_LEAST * l->mm && stands_free(l, f) &&
	       !is_cell(l, f);
}

static bool makes_pair(const struct look *l, const struct upright *a,
		       const struct upright *b, struct found *f)
{
	double wide = b->x - a->x, top = fmin(a->from, b->from), low = fmax(a->to, b->to);
	double both = fmin(a->to, b->to) - fmax(a->from, b->from);

	if (!a->left || !b->right || wide < WIDE_LEAST * l->mm ||
	    wide > WIDE_MOST * l->mm || both < 0.6 * (low - top) ||
	    low - top > HIGH_MOST * l->mm || wide < 1.15 * (low - top))
		return false;
	*f = (struct found){.left = a->x, .right = b->x, .top = top, .low = low};
	return true;
}

// ---- what stands in it -----------------------------------------------------------

// Whether the inside has ink as a word or two of letters do: some, not too much, and
// white between it and the frame in most places.
static bool has_letters(const struct look *l, const struct found *f)
{
	double rim = 0.9 * l->mm, high = f->low - f->top;
	double from = f->top + fmax(rim, high * 0.2), to = f->low - fmax(rim, high * 0.2);
	int seen = 0, all = 0, columns_seen = 0, columns_all = 0;

	for (double u = f->left + rim; u <= f->right - rim; u++, columns_all++) {
		struct walk w = walk_from(l, u, from, false);
		int here = 0;

		for (double v = from; v <= to; v++, all++, step(&w))
			here += dot(l, &w);
		seen += here;
		columns_seen += here > 0;
	}
	return all > 0 && seen > 0.04 * all && seen < 0.6 * all &&
	       columns_seen > 0.25 * columns_all;
}

// The same frame at angles about this one.
static void refine(struct look *l, struct found *best)
{
	const double step = 0.25 * M_PI / 180, middle = best->tilt;
	struct found start = *best;

	for (int i = -6; i <= 6; i++) {
		struct found f = start;

		l->tilt = middle + i * step;
		if (measure(l, &f) && f.score > best->score && has_letters(l, &f))
			*best = f;
	}
}

static void try_angle(const struct look *l, struct found *best)
{
	struct upright list[UPRIGHTS];
	size_t count = find_uprights(l, list);
	struct found f;

	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			if (makes_pair(l, &list[i], &list[j], &f) && measure(l, &f) &&
			    f.score > best->score && has_letters(l, &f))
				*best = f;
}

static struct hs_mask thickened(const struct hs_mask *mask)
{
	struct hs_mask thick = *mask;

	thick.on = hs_new((size_t)mask->w, (size_t)mask->h);
	memcpy(thick.on, mask->on, (size_t)mask->w * (size_t)mask->h);
	hs_mask_thicken(&thick);
	return thick;
}

bool hs_frame_find(const struct hs_mask *mask, bool worn, struct hs_frame *frame)
{
	HS_AUTO(hs_mask_done) struct hs_mask thick = {0};
	struct look l = {.mask = mask,
			 .mm = mask->dpi / 25.4,
			 .cx = mask->w / 2.0,
			 .cy = mask->h / 2.0};
	struct found best = {.whole = 0};
	double u, v;

	if ((double)mask->count < INK_LEAST * l.mm * l.mm)
		return false;
	if (worn) {
		thick = thickened(mask);
		l.thick = &thick;
	}
	for (int a = -ANGLE_MOST; a <= ANGLE_MOST; a++) {
		l.tilt = tan(a * M_PI / 180);
		try_angle(&l, &best);
	}
	if (best.whole <= 0)
		return false;
	refine(&l, &best);
	l.tilt = best.tilt;
	if (is_cell(&l, &best))
		return false;
	u = (best.left + best.right) / 2 - l.cx;
	v = (best.top + best.low) / 2 - l.cy;
	*frame = (struct hs_frame){
		.x = mask->at.x + (l.cx + u - best.tilt * v + 0.5) * mask->step,
		.y = mask->at.y + (l.cy + v + best.tilt * u + 0.5) * mask->step,
		.w = (best.right - best.left) * mask->step / cos(atan(best.tilt)),
		.h = (best.low - best.top) * mask->step / cos(atan(best.tilt)),
		.degrees = atan(best.tilt) * 180 / M_PI,
		.whole = best.whole,
		.least = best.least,
	};
	return true;
}
