// pagenumber.c - see pagenumber.h
#include "model/pagenumber.h"

#include <stdbool.h>

enum { NONE = -1 };

// The next page with a number behind (step 1) or before (-1) page i; NONE: there is
// no such page.
static long next_numbered(const uint32_t *numbers, size_t count, long i, int step)
{
	for (i += step; i >= 0 && i < (long)count; i += step)
		if (numbers[i])
			return i;
	return NONE;
}

static bool in_step(const uint32_t *numbers, long a, long b)
{
	return (long)numbers[b] - (long)numbers[a] == b - a;
}

static void drop_misread(uint32_t *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		long a = next_numbered(numbers, count, (long)i, -1);
		long b = next_numbered(numbers, count, (long)i, 1);

		if (numbers[i] && a != NONE && b != NONE && in_step(numbers, a, b) &&
		    !in_step(numbers, a, (long)i))
			numbers[i] = 0;
	}
}

static struct hs_sequence told(enum hs_rule rule, long pages, long before)
{
	return (struct hs_sequence){rule, (uint32_t)pages, (size_t)before};
}

// Page b after page a, the numbered one before it (NONE: it is the first).
static struct hs_sequence step(const uint32_t *numbers, long a, long b)
{
	long now = numbers[b], then = a == NONE ? 0 : numbers[a];
	long between = a == NONE ? b : b - a - 1; // pages without a number

	if (a != NONE && now > then) // the same document goes on
		return now > then + between + 1
			       ? told(HS_R_GAP, now - then - between - 1, a)
			       : told(HS_RULES, 0, b);
	// Another document: its first page, without a number, is one of those between.
	if (now <= between + 1 && (now == 1 || between > 0 || a == NONE))
		return told(HS_RULES, 0, b);
	if (a == NONE || between > 0)
		return told(HS_R_GAP, now - between - 1, a == NONE ? b : a);
	return now == then ? told(HS_R_REPEAT, 1, a) : told(HS_R_ORDER, then - now, a);
}

void hs_sequence_check(uint32_t *numbers, size_t count, struct hs_sequence *found)
{
	drop_misread(numbers, count);
	for (size_t i = 0; i < count; i++) {
		found[i] = told(HS_RULES, 0, (long)i);
		if (numbers[i])
			found[i] =
				step(numbers, next_numbered(numbers, count, (long)i, -1),
				     (long)i);
	}
}
