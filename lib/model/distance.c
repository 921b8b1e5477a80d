// distance.c - see distance.h
#include "model/distance.h"
#include "base/auto.h"
#include "base/mem.h"

#include <stdlib.h>

enum { BITS = 64 };

// Where an item stands in the pattern: the bits of one block that hold it. A
// table of items x blocks would be too large for texts of many words, so the
// places are sorted by item, then block, and a column walks its item's run.
struct place {
	uint32_t item;
	uint32_t block;
	uint64_t bits;
};

// 64 rows of the column at hand, as differences between neighbours: +1 where
// plus has a bit, -1 where minus has one.
struct block {
	uint64_t plus, minus;
};

struct matrix {
	struct place *places;
	size_t place_count;
	struct block *blocks;
	size_t count;
	uint64_t last; // the pattern's last row in the last block
	size_t distance;
};

static void matrix_done(struct matrix *m)
{
	free(m->places);
	free(m->blocks);
}

static int by_item(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return x->block < y->block ? -1 : x->block > y->block;
}

// One place for each item of the pattern, then those of one block joined.
static void find_places(struct matrix *m, const uint32_t *pattern, size_t len)
{
	size_t n = 0;

	m->places = hs_new(len, sizeof(*m->places));
	for (size_t i = 0; i < len; i++)
		m->places[i] = (struct place){pattern[i], (uint32_t)(i / BITS),
					      UINT64_C(1) << i % BITS};
	qsort(m->places, len, sizeof(*m->places), by_item);
	for (size_t i = 0; i < len; i++) {
		if (n && by_item(&m->places[n - 1], &m->places[i]) == 0)
			m->places[n - 1].bits |= m->places[i].bits;
		else
			m->places[n++] = m->places[i];
	}
	m->place_count = n;
}

static void matrix_init(struct matrix *m, const uint32_t *pattern, size_t len)
{
	*m = (struct matrix){
		.count = (len + BITS - 1) / BITS,
		.last = UINT64_C(1) << (len - 1) % BITS,
		.distance = len,
	};
	m->blocks = hs_new(m->count, sizeof(*m->blocks));
	for (size_t i = 0; i < m->count; i++)
		m->blocks[i].plus = ~UINT64_C(0);
	find_places(m, pattern, len);
}

// The first place of the item, or of the next greater one.
static const struct place *places_of(const struct matrix *m, uint32_t item)
{
	size_t low = 0, high = m->place_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (m->places[middle].item < item)
			low = middle + 1;
		else
			high = middle;
	}
	return &m->places[low];
}

// One column of the matrix: the next item of the text. Names in Myers' paper:
// plus Pv, minus Mv, up Ph, down Mh; the carries take the difference along the
// row from one block to the next. Above the first row it is +1 everywhere.
static void column(struct matrix *m, uint32_t item)
{
	const struct place *at = places_of(m, item);
	const struct place *end = &m->places[m->place_count];
	uint64_t carry_up = 1, carry_down = 0;
	uint64_t up = 0, down = 0;

	for (size_t i = 0; i < m->count; i++) {
		struct block *b = &m->blocks[i];
		uint64_t equal = 0, vertical, horizontal, up_in, down_in;

		if (at < end && at->block == i && at->item == item)
			equal = at++->bits;
		vertical = equal | b->minus;
		equal |= carry_down;
		horizontal = (((equal & b->plus) + b->plus) ^ b->plus) | equal;
		up = b->minus | ~(horizontal | b->plus);
		down = b->plus & horizontal;
		up_in = up << 1 | carry_up;
		down_in = down << 1 | carry_down;
		b->plus = down_in | ~(vertical | up_in);
		b->minus = up_in & vertical;
		carry_up = up >> (BITS - 1);
		carry_down = down >> (BITS - 1);
	}
	m->distance += (up & m->last) != 0;
	m->distance -= (down & m->last) != 0;
}

size_t hs_distance(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
	HS_AUTO(matrix_done) struct matrix m = {0};

	// What both begin or end with costs nothing.
	while (a_len && b_len && *a == *b)
		a++, a_len--, b++, b_len--;
	while (a_len && b_len && a[a_len - 1] == b[b_len - 1])
		a_len--, b_len--;
	if (a_len > b_len)
		return hs_distance(b, b_len, a, a_len);
	if (a_len == 0)
		return b_len;
	matrix_init(&m, a, a_len);
	for (size_t i = 0; i < b_len; i++)
		column(&m, b[i]);
	return m.distance;
}
