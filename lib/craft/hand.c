// hand.c - see hand.h
#include "craft/hand.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/mask.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SPOTS_MAX = 64, FINE = 300 };
#define PRINTED 0.2     // what looks less by hand is looked at once
#define PRINT_LEAST 1.2 // millimetres high

// What stands on the line, from the left.
struct piece {
	struct hs_box box; // pixels of the mask
	double area;
	double low, top; // of the box, above (less than 0) or below the foot of the print
	double edge;     // pixels of ink beside paper
	double red, blue; // mean of its ink, over its green
	bool digit;
};

struct pieces {
	struct piece list[SPOTS_MAX];
	size_t count;
	double foot, slope, high; // of the print: foot at x 0, pixels down for one right
};

static int by_value(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;

	return p < q ? -1 : p > q;
}

static double middle_of(double *values, size_t count)
{
	if (count == 0)
		return 0;
	qsort(values, count, sizeof(values[0]), by_value);
	return values[count / 2];
}

// ---- pieces ----------------------------------------------------------------------

static void add_ink(const struct hs_raster *page, const struct hs_mask *m, int32_t x,
		    int32_t y, struct piece *p)
{
	int32_t px = m->at.x + x * m->step + m->step / 2;
	int32_t py = m->at.y + y * m->step + m->step / 2;
	bool edge = !hs_mask_at(m, x - 1, y) || !hs_mask_at(m, x + 1, y) ||
		    !hs_mask_at(m, x, y - 1) || !hs_mask_at(m, x, y + 1);

	p->edge += edge;
	if (page->depth == 32 && !edge) {
		uint32_t v = page->data[(size_t)py * page->wpl + (size_t)px];
		int green = (int)(v >> 16) & 255;

		p->red += (int)(v >> 24) - green;
		p->blue += ((int)(v >> 8) & 255) - green;
	}
}

static void read_ink(const struct hs_raster *page, const struct hs_mask *m,
		     const struct hs_spots *spots, size_t which, struct piece *p)
{
	const struct hs_box *b = &spots->list[which].box;
	double inner;

	for (int32_t y = b->y; y < b->y + b->h; y++)
		for (int32_t x = b->x; x < b->x + b->w; x++)
			if (spots->of[y * m->w + x] == (int32_t)which + 1)
				add_ink(page, m, x, y, p);
	inner = fmax(1, p->area - p->edge);
	p->red /= inner;
	p->blue /= inner;
}

static int by_left(const void *a, const void *b)
{
	const struct piece *p = a, *q = b;

	return p->box.x != q->box.x ? p->box.x - q->box.x : p->box.y - q->box.y;
}

static void take_pieces(const struct hs_raster *page, const struct hs_mask *m,
			struct pieces *all)
{
	HS_AUTO(hs_spots_done) struct hs_spots spots = {0};
	double least = m->dpi / 25.4 * 0.2;

	hs_spots_of(m, &spots);
	for (size_t i = 0; i < spots.count && all->count < SPOTS_MAX; i++) {
		const struct hs_box *b = &spots.list[i].box;
		struct piece *p = &all->list[all->count];

		if (b->w < least && b->h < least)
			continue;
		*p = (struct piece){.box = *b, .area = spots.list[i].area};
		read_ink(page, m, &spots, i, p);
		all->count++;
	}
}

static void join(struct piece *p, const struct piece *q)
{
	double all = p->area + q->area;

	p->box = hs_box_round(&p->box, &q->box);
	p->red = (p->red * p->area + q->red * q->area) / all;
	p->blue = (p->blue * p->area + q->blue * q->area) / all;
	p->area = all;
	p->edge += q->edge;
}

static bool is_small(const struct pieces *all, const struct piece *p)
{
	return p->box.w < 0.25 * all->high && p->box.h < 0.25 * all->high;
}

// Whether two pieces are of one letter: one stands above the other, and together they
// are no wider than a letter. Dots stay by themselves.
static bool belong(const struct pieces *all, const struct piece *p, const struct piece *q)
{
	double over =
		fmin(p->box.x + p->box.w, q->box.x + q->box.w) - fmax(p->box.x, q->box.x);
	double tall = fmax(p->box.h, q->box.h);

	return !is_small(all, p) && !is_small(all, q) && tall >= 0.4 * all->high &&
	       over >= 0.5 * fmin(p->box.w, q->box.w) &&
	       hs_box_round(&p->box, &q->box).w <= 1.1 * all->high;
}

// Broken letters become whole, and get their marks.
static void join_pieces(struct pieces *all)
{
	for (size_t i = 0; i < all->count; i++)
		for (size_t j = i + 1; j < all->count; j++) {
			if (!belong(all, &all->list[i], &all->list[j]))
				continue;
			join(&all->list[i], &all->list[j]);
			all->list[j] = all->list[--all->count];
			j = i;
		}
	qsort(all->list, all->count, sizeof(all->list[0]), by_left);
}

// The column where "Số" ends: so many letters from the left; one that is as wide as two
// counts as such.
static double after_letters(const struct pieces *all, int letters)
{
	double end = 0;

	for (size_t i = 0; i < all->count && letters > 0; i++) {
		const struct hs_box *b = &all->list[i].box;

		if (b->h < 0.45 * all->high)
			continue;
		end = b->x + b->w;
		letters -= b->w > 1.1 * all->high ? 2 : 1;
	}
	return end;
}

static void find_digits(struct pieces *all, double from, double to)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct hs_box *b = &all->list[i].box;
		double middle = b->x + b->w / 2.0;

		all->list[i].digit = middle >= from && middle < to;
	}
}

// ---- the print -------------------------------------------------------------------

static size_t print_of(const struct pieces *all, double least, const struct piece **print)
{
	size_t n = 0;

	for (size_t i = 0; i < all->count; i++)
		if (!all->list[i].digit && all->list[i].box.h >= least)
			print[n++] = &all->list[i];
	return n;
}

static double usual_height(const struct hs_mask *m, const struct pieces *all)
{
	double values[SPOTS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].box.h >= m->dpi / 25.4 * PRINT_LEAST)
			values[n++] = all->list[i].box.h;
	return middle_of(values, n);
}

// How high the print is, and where it stands: medians over its letters, so that marks
// and slashes do not count.
static bool find_print(const struct hs_mask *m, struct pieces *all)
{
	const struct piece *print[SPOTS_MAX];
	double values[SPOTS_MAX * SPOTS_MAX / 2];
	size_t n = print_of(all, m->dpi / 25.4 * PRINT_LEAST, print), pairs = 0;

	if (n < 3)
		return false;
	for (size_t i = 0; i < n; i++)
		values[i] = print[i]->box.h;
	all->high = middle_of(values, n);
	n = print_of(all, all->high * 0.75, print);
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			double dx = print[j]->box.x - print[i]->box.x;
			double dy = print[j]->box.y + print[j]->box.h -
				    (print[i]->box.y + print[i]->box.h);

			if (fabs(dx) > all->high)
				values[pairs++] = dy / dx;
		}
	all->slope = middle_of(values, pairs);
	for (size_t i = 0; i < n; i++)
		values[i] = print[i]->box.y + print[i]->box.h -
			    all->slope * (print[i]->box.x + print[i]->box.w / 2.0);
	all->foot = middle_of(values, n);
	for (size_t i = 0; i < all->count; i++) {
		struct piece *p = &all->list[i];
		double foot = all->foot + all->slope * (p->box.x + p->box.w / 2.0);

		p->top = p->box.y - foot;
		p->low = p->box.y + p->box.h - foot;
	}
	return true;
}

// ---- what tells them apart -------------------------------------------------------

struct sum {
	double area, edge, red, blue;
};

static void add(const struct piece *p, struct sum *s)
{
	s->area += p->area;
	s->edge += p->edge;
	s->red += p->red * p->area;
	s->blue += p->blue * p->area;
}

static bool is_dot(const struct pieces *all, const struct piece *p)
{
	return is_small(all, p) && fabs(p->low) < 0.3 * all->high;
}

static void compare(const struct pieces *all, struct hs_hand *hand)
{
	struct sum digits = {0}, print = {0};
	double last = -1;

	for (size_t i = 0; i < all->count; i++) {
		const struct piece *p = &all->list[i];
		double off;

		if (!p->digit) {
			if (p->box.h >= 0.6 * all->high)
				add(p, &print);
			continue;
		}
		if (is_dot(all, p)) {
			hand->dots++;
			continue;
		}
		if (p->box.h < 0.5 * all->high)
			continue;
		add(p, &digits);
		off = fmax(fabs(p->low), fabs(p->top + all->high)) / all->high;
		hand->high = fmax(hand->high, off);
		hand->wide = fmax(hand->wide, p->box.w / all->high);
		hand->digits++;
		if (last >= 0)
			hand->gap = fmax(hand->gap, (p->box.x - last) / all->high);
		last = fmax(last, p->box.x + p->box.w);
	}
	if (digits.area <= 0 || print.area <= 0)
		return;
	hand->ink = hypot(digits.red / digits.area - print.red / print.area,
			  digits.blue / digits.area - print.blue / print.area);
	hand->stroke = fabs(log(digits.area / digits.edge * print.edge / print.area));
}

// How much a value speaks for a hand: nothing up to one, all it has to say from
// another on.
static double says(double value, double from, double to, double most)
{
	double share = (value - from) / (to - from);

	return most * (share < 0 ? 0 : share > 1 ? 1 : share);
}

static double likely(const struct hs_hand *h)
{
	const double for_it[] = {
		says(h->high, 0.12, 0.35, 0.95), says(h->ink, 18, 50, 0.98),
		says(h->dots, 1.5, 3.5, 0.95),   says(h->wide, 0.9, 1.5, 0.4),
		says(h->gap, 0.4, 0.7, 0.8),     says(h->stroke, 0.2, 0.5, 0.5),
	};
	double printed = 1;

	for (size_t i = 0; i < HS_COUNT(for_it); i++)
		printed *= 1 - for_it[i];
	return 1 - printed;
}

static void judge(const struct hs_raster *page, const struct hs_mask *mask,
		  const struct hs_hand_place *place, struct pieces *all,
		  struct hs_hand *hand)
{
	double from = (place->from - mask->at.x) / (double)mask->step;
	double to = (place->to - mask->at.x) / (double)mask->step;

	take_pieces(page, mask, all);
	all->high = usual_height(mask, all);
	join_pieces(all);
	find_digits(all, from, to);
	if (!find_print(mask, all))
		return;
	if (place->letters > 0) {
		from = after_letters(all, place->letters);
		hand->from = mask->at.x + (int32_t)(from * mask->step);
		find_digits(all, from, to);
		if (!find_print(mask, all))
			return;
	}
	compare(all, hand);
	if (hand->wide > 0 || hand->dots > 0)
		hand->likely = likely(hand);
}

static int judge_by(const struct hs_raster *page, double dpi,
		    const struct hs_hand_place *place, const struct hs_mask_want *want,
		    struct hs_hand *hand, struct hs_err *err)
{
	HS_AUTO(hs_mask_done) struct hs_mask mask = {0};
	struct hs_box box = hs_box_grow(&place->line, 0, place->line.h / 3, page->width,
					page->height);
	struct pieces *all;

	*hand = (struct hs_hand){.likely = 0.5, .from = place->from};
	if (hs_mask_of(page, dpi, &box, want, &mask, err) < 0)
		return -1;
	if (mask.w == 0 || mask.h == 0)
		return 0;
	all = HS_NEW(struct pieces);
	judge(page, &mask, place, all, hand);
	free(all);
	return 0;
}

// Worn print looks strange in one mask or the other, a hand in both.
int hs_hand_judge(const struct hs_raster *page, double dpi,
		  const struct hs_hand_place *place, struct hs_hand *hand,
		  struct hs_err *err)
{
	static const struct hs_mask_want strong = {HS_INK_DARK, FINE, HS_MASK_STRONG};
	static const struct hs_mask_want all = {HS_INK_DARK, FINE, HS_MASK_PALE};
	struct hs_hand other;

	if (judge_by(page, dpi, place, &strong, hand, err) < 0)
		return -1;
	if (hand->likely < PRINTED)
		return 0;
	if (judge_by(page, dpi, place, &all, &other, err) < 0)
		return -1;
	if (other.digits > 0 && (other.likely < hand->likely || hand->digits == 0))
		*hand = other;
	return 0;
}
