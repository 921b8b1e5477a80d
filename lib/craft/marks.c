// marks.c - see marks.h
#include "craft/marks.h"

#include "base/text.h"
#include "base/vi.h"

#include <stdbool.h>
#include <string.h>

// How far above a word a mark of it may begin and end, by the height of the word.
#define GAP_MOST 0.15
#define REACH 0.45
#define MARK_LEAST 0.08 // high: less is dirt
// Of a word that ends in i: where its last letter begins, down to where there is
// nothing but dots and marks, how large a dot is. Of Times and its like.
#define LAST 0.64
#define OVER_X 0.33
#define DOT_MOST 0.168

// Half way between the ink and the paper of a word.
static int threshold(const struct hs_raster *r, const struct hs_box *b)
{
	int low = 255, high = 0;

	for (int32_t y = b->y; y < b->y + b->h; y++)
		for (int32_t x = b->x; x < b->x + b->w; x++) {
			int l = hs_raster_level(r, (uint32_t)x, (uint32_t)y);

			low = l < low ? l : low;
			high = l > high ? l : high;
		}
	return (low + high) / 2;
}

static bool dark(const struct hs_raster *r, int32_t x, int32_t y, int limit)
{
	return x >= 0 && y >= 0 && x < (int32_t)r->width && y < (int32_t)r->height &&
	       hs_raster_level(r, (uint32_t)x, (uint32_t)y) < limit;
}

// ---- marks cut off -------------------------------------------------------------

// The row where ink ends that begins at (from..to, y) and goes on upwards; -1: not
// before `last`.
static int32_t climb(const struct hs_raster *r, int32_t from, int32_t to, int32_t y,
		     int32_t last, int limit)
{
	for (; y >= last; y--) {
		int32_t left = -1, right = -1;

		for (int32_t x = from - 1; x <= to + 1; x++)
			if (dark(r, x, y, limit)) {
				left = left < 0 ? x : left;
				right = x;
			}
		if (left < 0)
			return y + 1;
		from = left;
		to = right;
	}
	return -1;
}

// The next run of ink in a row of the word's columns, from x on.
static bool next_run(const struct hs_raster *r, const struct hs_box *b, int32_t y,
		     int limit, int32_t x, int32_t *from, int32_t *to)
{
	int32_t end = b->x + b->w;

	while (x < end && !dark(r, x, y, limit))
		x++;
	*from = x;
	while (x < end && dark(r, x, y, limit))
		x++;
	*to = x - 1;
	return *from < end;
}

// Rows from the word's top up to the top of a mark over it; 0: there is none, or
// the ink goes on upwards and is another line's.
static int32_t mark_above(const struct hs_raster *r, const struct hs_box *b)
{
	int32_t gap = (int32_t)(GAP_MOST * b->h), reach = (int32_t)(REACH * b->h);
	int32_t last = b->y - reach > 0 ? b->y - reach : 0;
	int limit = threshold(r, b);

	for (int32_t y = b->y - 1; y >= last && b->y - y <= gap + 1; y--) {
		int32_t from, to, top = b->y;

		for (int32_t x = b->x; next_run(r, b, y, limit, x, &from, &to);
		     x = to + 1) {
			int32_t at = climb(r, from, to, y, last, limit);

			if (at >= 0 && at < top && y - at >= (int32_t)(MARK_LEAST * b->h))
				top = at;
		}
		if (top < b->y)
			return b->y - top;
	}
	return 0;
}

void hs_marks_find(const struct hs_raster *picture, struct hs_words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		struct hs_word *w = &words->list[i];

		w->cut = mark_above(picture, &w->box);
		w->box.y -= w->cut;
		w->box.h += w->cut;
	}
}

// ---- dots ----------------------------------------------------------------------

static bool ink_in_row(const struct hs_raster *r, int32_t from, int32_t to, int32_t y,
		       int limit)
{
	for (int32_t x = from; x < to; x++)
		if (dark(r, x, y, limit))
			return true;
	return false;
}

// Rows of the first run of ink from row y on, by steps of 1 or -1, within `rows`; it
// must end there. 0: none, or it goes on.
static int32_t run_of_rows(const struct hs_raster *r, int32_t from, int32_t to, int32_t y,
			   int32_t step, int32_t rows, int limit)
{
	int32_t ink = 0;

	for (int32_t i = 0; i < rows; i++, y += step) {
		bool here = ink_in_row(r, from, to, y, limit);

		if (ink && !here)
			return ink;
		ink += here;
	}
	return 0;
}

static int32_t columns_with_ink(const struct hs_raster *r, int32_t from, int32_t to,
				int32_t y, int32_t rows, int limit)
{
	int32_t n = 0;

	for (int32_t x = from; x < to; x++) {
		bool ink = false;

		for (int32_t i = 0; i < rows && !ink; i++)
			ink = dark(r, x, y + i, limit);
		n += ink;
	}
	return n;
}

// What stands over the last letter is a dot, and nothing stands below it.
static bool dot_over_last(const struct hs_raster *r, const struct hs_box *b)
{
	int32_t from = b->x + (int32_t)(LAST * b->w), end = b->x + b->w;
	int32_t low = (int32_t)(OVER_X * b->h), most = (int32_t)(DOT_MOST * b->h);
	int limit = threshold(r, b);
	int32_t high = run_of_rows(r, from, end, b->y, 1, low, limit);

	return high > 0 && high <= most &&
	       columns_with_ink(r, from, end, b->y, low, limit) <= most &&
	       run_of_rows(r, from, end, b->y + b->h - 1, -1, low, limit) == 0;
}

// The bytes before the last letter, where that is an i with a tone behind a
// consonant, in a word without descenders (they make the box higher); 0: it is not.
static size_t before_toned_i(const char *text)
{
	const char *p = text, *end = text + strlen(text), *last = text;
	struct hs_vi_letter letter = {0}, before = {0};

	if (strpbrk(text, "gjpqyQ"))
		return 0;
	while (p < end) {
		uint32_t c;

		last = p;
		c = hs_utf8_next(&p, end);
		before = letter;
		letter = hs_vi_letter(NULL, c);
		if (letter.lower != c && p == end)
			return 0; // a capital has no dot
	}
	return letter.fold == 'i' && letter.tone != HS_NGANG && before.word &&
			       before.fold && !strchr("aeiouy", (int)before.fold)
		       ? (size_t)(last - text)
		       : 0;
}

void hs_marks_dots(const struct hs_raster *picture, struct hs_words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		struct hs_word *w = &words->list[i];
		size_t keep = before_toned_i(w->text);

		if (keep == 0 || !dot_over_last(picture, &w->box))
			continue;
		w->text[keep] = 'i';
		w->text[keep + 1] = 0;
		w->known = -1; // that was of the other word
	}
}
