// phrase.c - see phrase.h
#include "model/phrase.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/distance.h"

#include <stdint.h>
#include <string.h>

static bool letter_at(const char **at, const char *end, uint32_t *fold)
{
	struct hs_vi_letter l = hs_vi_letter(NULL, hs_utf8_next(at, end));

	*fold = l.fold;
	return !l.mark && l.fold < 0x80 &&
	       ((l.fold >= 'a' && l.fold <= 'z') || (l.fold >= '0' && l.fold <= '9'));
}

char *hs_letters(const char *text)
{
	const char *end = text + strlen(text);
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	uint32_t c;

	while (text < end && out.len < HS_LETTERS_MAX)
		if (letter_at(&text, end, &c))
			hs_utf8_add(&out, c);
	return out.len ? hs_buf_take(&out) : hs_dup("");
}

size_t hs_letters_at(const char *text, size_t index)
{
	const char *at = text, *end = text + strlen(text);
	uint32_t c;

	while (at < end) {
		const char *here = at;

		if (letter_at(&at, end, &c) && index-- == 0)
			return (size_t)(here - text);
	}
	return strlen(text);
}

static size_t widen(const char *letters, uint32_t out[HS_LETTERS_MAX])
{
	size_t n = 0;

	for (; n < HS_LETTERS_MAX && letters[n]; n++)
		out[n] = (unsigned char)letters[n];
	return n;
}

double hs_letters_like(const char *a, const char *b)
{
	uint32_t left[HS_LETTERS_MAX], right[HS_LETTERS_MAX];
	size_t n = widen(a, left), m = widen(b, right), longer = n > m ? n : m;

	if (n == 0 || m == 0)
		return 0;
	return 1 - (double)hs_distance(left, n, right, m) / (double)longer;
}

struct cell {
	uint16_t edits, from; // the best way here, and where it starts in the text
};

static struct cell better(struct cell a, struct cell b)
{
	return b.edits < a.edits ? b : a;
}

static struct cell dearer(struct cell c, bool by)
{
	return (struct cell){(uint16_t)(c.edits + by), c.from};
}

// Sellers' algorithm: edit distance to the best substring (P. H. Sellers, The theory
// and computation of evolutionary distances, J. Algorithms 1, 1980). With fixed, the
// substring is a beginning.
static double search(const char *letters, const char *phrase, bool fixed, size_t *start,
		     size_t *end)
{
	struct cell row[HS_LETTERS_MAX + 1], best = {UINT16_MAX, 0};
	size_t n = strnlen(letters, HS_LETTERS_MAX), m = strnlen(phrase, HS_LETTERS_MAX);
	size_t stop = 0;

	if (n == 0 || m == 0)
		return 0;
	for (size_t j = 0; j <= n; j++)
		row[j] = fixed ? (struct cell){(uint16_t)j, 0}
			       : (struct cell){0, (uint16_t)j};
	for (size_t i = 1; i <= m; i++) {
		struct cell diagonal = row[0];

		row[0] = dearer(row[0], true);
		for (size_t j = 1; j <= n; j++) {
			struct cell above = row[j];

			row[j] = better(
				better(dearer(diagonal, letters[j - 1] != phrase[i - 1]),
				       dearer(above, true)),
				dearer(row[j - 1], true));
			diagonal = above;
		}
	}
	for (size_t j = 0; j <= n; j++)
		if (row[j].edits < best.edits) {
			best = row[j];
			stop = j;
		}
	if (start)
		*start = best.from;
	if (end)
		*end = stop;
	return best.edits >= m ? 0 : 1 - (double)best.edits / (double)m;
}

double hs_letters_in(const char *letters, const char *phrase, size_t *start, size_t *end)
{
	return search(letters, phrase, false, start, end);
}

double hs_letters_begin(const char *letters, const char *phrase, size_t *end)
{
	return search(letters, phrase, true, NULL, end);
}
