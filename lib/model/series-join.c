// series-join.c - part of series: which types of one issuer share a series of numbers.
//
// Some offices number all that they issue in one row within a year. What shows it: no
// two types have the same number, the numbers rise with the dates whatever the type,
// and those of one type lie between those of another. Numbers and dates in doubt
// count for nothing here.
//
// A series starts from the type with the most numbers and takes in what interleaves
// with it, then, once INTERLEAVED numbers lie inside another type's, also what merely
// fits. Less than that can be chance: then each type stands for itself. So an office
// that numbers its decisions alone and all else together has these two series.
#include "base/buf.h"
#include "base/mem.h"
#include "model/series-place.h"

#include <stdlib.h>
#include <string.h>

enum {
	INTERLEAVED = 3, // numbers that lie between two of another type
	BACK_SHARE = 10, // one step in so many may go back: papers dated late
	TYPES_MOST = 64, // nobody has more; time grows with their square
};

struct type {
	size_t count;      // of numbers that are sure
	uint32_t min, max; // of them
	size_t pool;       // the series that it shares, 1, 2, …; 0: none yet
	bool alone;        // it shares none
};

struct run {
	struct hs_placed **by_date, **by_number;
	size_t count;
	struct type types[TYPES_MOST];
	size_t type_count;
};

static int by_type(const void *a, const void *b)
{
	return strcmp((*(struct hs_placed *const *)a)->type,
		      (*(struct hs_placed *const *)b)->type);
}

static int by_number(const void *a, const void *b)
{
	const struct hs_placed *x = *(struct hs_placed *const *)a,
			       *y = *(struct hs_placed *const *)b;

	return (x->number > y->number) - (x->number < y->number);
}

static void count_number(struct type *t, const struct hs_placed *p)
{
	if (!p->sure)
		return;
	t->min = t->count && t->min < p->number ? t->min : p->number;
	t->max = t->count && t->max > p->number ? t->max : p->number;
	t->count++;
}

static bool know_types(struct run *r)
{
	qsort(r->by_number, r->count, sizeof(struct hs_placed *), by_type);
	for (size_t i = 0; i < r->count; i++) {
		struct hs_placed *p = r->by_number[i];

		if (i == 0 || strcmp(p->type, r->by_number[i - 1]->type) != 0)
			r->type_count++;
		if (r->type_count > TYPES_MOST)
			return false;
		p->kind = r->type_count - 1;
		count_number(&r->types[p->kind], p);
	}
	qsort(r->by_number, r->count, sizeof(struct hs_placed *), by_number);
	return r->type_count > 1;
}

// Whether it counts for the series, with that type added.
static bool counts(const struct run *r, const struct hs_placed *p, size_t pool,
		   size_t also)
{
	return p->sure && (r->types[p->kind].pool == pool || p->kind == also);
}

static bool collides(const struct run *r, size_t pool, size_t also)
{
	const struct hs_placed *last = NULL;

	for (size_t i = 0; i < r->count; i++) {
		const struct hs_placed *p = r->by_number[i];

		if (!counts(r, p, pool, also))
			continue;
		if (last && last->number == p->number && last->kind != p->kind)
			return true;
		last = p;
	}
	return false;
}

static size_t steps_back(const struct run *r, size_t pool, size_t also, size_t *steps)
{
	const struct hs_placed *last = NULL;
	size_t back = 0;

	*steps = 0;
	for (size_t i = 0; i < r->count; i++) {
		const struct hs_placed *p = r->by_date[i];

		if (!counts(r, p, pool, also))
			continue;
		*steps += last != NULL;
		back += last && p->number < last->number;
		last = p;
	}
	return back;
}

static bool fits(const struct run *r, size_t pool, size_t also)
{
	size_t steps, all, before = steps_back(r, pool, TYPES_MOST, &steps);

	if (collides(r, pool, also))
		return false;
	all = steps_back(r, pool, also, &steps);
	return all <= steps / BACK_SHARE &&
	       all <= before + r->types[also].count / BACK_SHARE;
}

static bool inside(const struct type *t, uint32_t number)
{
	return t->count && number > t->min && number < t->max;
}

// Numbers of the series, with that type added, that lie inside another of its types.
static size_t interleaved(const struct run *r, size_t pool, size_t also)
{
	size_t found = 0;

	for (size_t i = 0; i < r->count; i++) {
		const struct hs_placed *p = r->by_number[i];
		bool lies = false;

		if (!counts(r, p, pool, also))
			continue;
		for (size_t t = 0; t < r->type_count && !lies; t++)
			lies = t != p->kind && (r->types[t].pool == pool || t == also) &&
			       inside(&r->types[t], p->number);
		found += lies;
	}
	return found;
}

// The type with the most numbers that is in no series yet.
static struct type *largest(struct run *r)
{
	struct type *best = NULL;

	for (size_t t = 0; t < r->type_count; t++)
		if (!r->types[t].pool && !r->types[t].alone &&
		    (!best || r->types[t].count > best->count))
			best = &r->types[t];
	return best;
}

// Takes in types as long as there are some that fit; true if only those that interleave.
static void grow(struct run *r, size_t pool, bool must_interleave)
{
	bool grown = true;

	while (grown) {
		size_t before = interleaved(r, pool, TYPES_MOST);

		grown = false;
		for (size_t t = 0; t < r->type_count && !grown; t++) {
			if (r->types[t].pool || !fits(r, pool, t) ||
			    (must_interleave && interleaved(r, pool, t) <= before))
				continue;
			r->types[t].pool = pool;
			r->types[t].alone = false;
			grown = true;
		}
	}
}

static void dissolve(struct run *r, size_t pool)
{
	for (size_t t = 0; t < r->type_count; t++)
		if (r->types[t].pool == pool)
			r->types[t].pool = 0;
}

static void find_pools(struct run *r)
{
	struct type *first;
	size_t pool = 1;

	while ((first = largest(r))) {
		first->pool = pool;
		grow(r, pool, true);
		if (interleaved(r, pool, TYPES_MOST) >= INTERLEAVED) {
			grow(r, pool, false);
			pool++;
			continue;
		}
		dissolve(r, pool);
		first->alone = true;
	}
}

void hs_series_join(struct hs_placed **by_date, size_t count)
{
	struct run *r = HS_NEW(struct run);

	r->by_date = by_date;
	r->by_number = hs_new(count, sizeof(*r->by_number));
	memcpy(r->by_number, by_date, count * sizeof(*r->by_number));
	r->count = count;
	if (know_types(r)) {
		find_pools(r);
		for (size_t i = 0; i < count; i++) {
			size_t pool = r->types[by_date[i]->kind].pool;
			struct hs_buf name = {0};

			if (!pool)
				continue;
			hs_buf_addf(&name, HS_ALL_TYPES "%zu", pool);
			free(by_date[i]->type);
			by_date[i]->type = hs_buf_take(&name);
		}
	}
	free(r->by_number);
	free(r);
}
