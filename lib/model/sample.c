// sample.c - see sample.h
#include "model/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int hs_sample_rate(const char *text, double *rate, struct hs_err *err)
{
	char *end;
	double x = strtod(text, &end);

	if (end != text && !strcmp(end, "%")) {
		x /= 100;
		end++;
	}
	if (end == text || *end || !(x > 0 && x <= 1))
		return hs_fail(err, HS_USAGE,
			       "'%s' is no rate: a share such as 0.1, or 10%%", text);
	*rate = x;
	return 0;
}

size_t hs_sample_size(double rate, size_t count)
{
	const double slack = 1e-9; // 0.1 x 30 is 3, not 4
	double size = ceil(rate * (double)count - slack);

	if (count && size < 1)
		return 1;
	return size > (double)count ? count : (size_t)size;
}

static int by_key(const void *a, const void *b)
{
	const struct hs_drawn *x = a, *y = b;

	return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
				: (x->page > y->page) - (x->page < y->page);
}

static int by_page(const void *a, const void *b)
{
	const struct hs_drawn *x = a, *y = b;

	return (x->page > y->page) - (x->page < y->page);
}

void hs_sample_draw(struct hs_drawn *pages, size_t count, size_t size)
{
	if (count)
		qsort(pages, count, sizeof(*pages), by_key);
	if (size)
		qsort(pages, size, sizeof(*pages), by_page);
}
