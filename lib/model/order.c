// order.c - see order.h
//
// A row is a line as the engine saw it. Walking from the top, each row narrows
// the gaps that run down the middle of the page without touching a word; the
// rows up to the one that closes the last gap, as far as both sides have text,
// are the heading. The same from the bottom gives the foot. Cf. the white
// rivers of Breuel, 'Two geometric algorithms for layout analysis', 2002.
#include "model/order.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { GAPS_MAX = 64 };

struct row {
	size_t first, count; // of the words, which lie behind one another
	int32_t top, bottom; // y, pixels
};

struct rows {
	struct row *list;
	size_t count;
	int32_t height; // of a usual word, pixels
};

struct gap {
	int32_t from, to; // x, pixels
};

struct gaps {
	struct gap list[GAPS_MAX];
	size_t count;
};

static void rows_done(struct rows *rows)
{
	free(rows->list);
}

static int by_number(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static int32_t usual_height(const struct hs_words *words)
{
	int32_t *heights = hs_new(words->count, sizeof(*heights)), middle;

	for (size_t i = 0; i < words->count; i++)
		heights[i] = words->list[i].box.h;
	qsort(heights, words->count, sizeof(*heights), by_number);
	middle = heights[words->count / 2];
	free(heights);
	return middle;
}

static int by_height(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int32_t p = x->top + x->bottom, q = y->top + y->bottom;

	if (p != q)
		return p < q ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

// The engine's lines, from the top of the page down: two that stand side by
// side are two rows.
static void find_rows(const struct hs_words *words, struct rows *rows)
{
	rows->height = usual_height(words);
	rows->list = hs_new(words->count, sizeof(*rows->list));
	for (size_t i = 0; i < words->count; i++) {
		const struct hs_box *b = &words->list[i].box;
		struct row *r;

		if (i == 0 || words->list[i].starts_line || words->list[i].starts_block)
			rows->list[rows->count++] = (struct row){i, 0, b->y, b->y + b->h};
		r = &rows->list[rows->count - 1];
		r->count++;
		r->top = b->y < r->top ? b->y : r->top;
		r->bottom = b->y + b->h > r->bottom ? b->y + b->h : r->bottom;
	}
	qsort(rows->list, rows->count, sizeof(*rows->list), by_height);
}

// Takes [from, to] out of the gaps; what remains narrower than least is none.
static void cut(struct gaps *gaps, int32_t from, int32_t to, int32_t least)
{
	struct gaps left = {0};

	for (size_t i = 0; i < gaps->count; i++) {
		struct gap g = gaps->list[i];
		struct gap a = {g.from, g.to < from ? g.to : from};
		struct gap b = {g.from > to ? g.from : to, g.to};

		if (a.to - a.from >= least && left.count < GAPS_MAX)
			left.list[left.count++] = a;
		if (b.to - b.from >= least && left.count < GAPS_MAX)
			left.list[left.count++] = b;
	}
	*gaps = left;
}

static void cut_row(struct gaps *gaps, const struct hs_words *words,
		    const struct rows *rows, const struct row *row)
{
	int32_t least = rows->height;

	for (size_t i = 0; i < row->count; i++) {
		const struct hs_box *b = &words->list[row->first + i].box;

		cut(gaps, b->x, b->x + b->w, least);
	}
}

static bool parts_text(const struct gap *gap, const struct hs_words *words,
		       const struct rows *rows, size_t first, size_t count)
{
	bool left = false, right = false;

	for (size_t r = first; r < first + count; r++)
		for (size_t i = 0; i < rows->list[r].count; i++) {
			const struct hs_box *b =
				&words->list[rows->list[r].first + i].box;

			left |= b->x + b->w <= gap->from;
			right |= b->x >= gap->to;
		}
	return left && right;
}

// The white beside a short block is a margin, not a gap between two.
static void drop_margins(struct gaps *gaps, const struct hs_words *words,
			 const struct rows *rows, size_t first, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < gaps->count; i++)
		if (parts_text(&gaps->list[i], words, rows, first, count))
			gaps->list[n++] = gaps->list[i];
	gaps->count = n;
}

static int32_t widest_middle(const struct gaps *gaps)
{
	struct gap best = {0, 0};

	for (size_t i = 0; i < gaps->count; i++)
		if (gaps->list[i].to - gaps->list[i].from > best.to - best.from)
			best = gaps->list[i];
	return best.from + (best.to - best.from) / 2;
}

// How many rows from that end stand in two columns, and where these part. More
// than one gap is a table.
static size_t columns_at(const struct hs_words *words, const struct rows *rows,
			 bool bottom, size_t limit, uint32_t width, int32_t *part)
{
	struct gaps gaps = {.count = 1,
			    .list = {{(int32_t)width / 4, (int32_t)width * 3 / 4}}};
	size_t n = 0;

	while (n < limit) {
		struct gaps next = gaps;
		size_t at = bottom ? rows->count - 1 - n : n;

		cut_row(&next, words, rows, &rows->list[at]);
		if (next.count == 0)
			break;
		gaps = next;
		n++;
	}
	drop_margins(&gaps, words, rows, bottom ? rows->count - n : 0, n);
	*part = widest_middle(&gaps);
	return gaps.count == 1 ? n : 0;
}

static bool is_left(const struct hs_word *word, int32_t part)
{
	return word->box.x + word->box.w / 2 < part;
}

// Rows of the run that have text on the left, and on the right, and the first
// of the latter.
struct sides {
	size_t left, right;
	const struct row *first_right;
};

static void find_sides(const struct hs_words *words, const struct rows *rows,
		       size_t first, size_t count, int32_t part, struct sides *sides)
{
	*sides = (struct sides){0};
	for (size_t r = first; r < first + count; r++) {
		const struct row *row = &rows->list[r];
		bool right = !is_left(&words->list[row->first + row->count - 1], part);

		sides->left += is_left(&words->list[row->first], part);
		sides->right += right;
		if (right && !sides->first_right)
			sides->first_right = row;
	}
}

// The right block opens in capitals: the Party's or the State's title at the
// head, the signer's authority at the foot. The columns of a list do not.
static bool opens_in_capitals(const struct hs_words *words, const struct row *row,
			      int32_t part)
{
	int upper = 0, lower = 0;

	for (size_t i = 0; i < row->count; i++) {
		const struct hs_word *w = &words->list[row->first + i];
		const char *p = w->text, *end = p + strlen(p);

		while (!is_left(w, part) && p < end) {
			int letter = hs_letter_case(hs_utf8_next(&p, end));

			upper += letter > 0;
			lower += letter < 0;
		}
	}
	return upper > 2 * lower;
}

static void emit_side(struct hs_words *out, const struct hs_words *words,
		      const struct rows *rows, size_t first, size_t count, int32_t part,
		      bool left)
{
	bool block = true;

	for (size_t r = first; r < first + count; r++) {
		bool line = true;

		for (size_t i = 0; i < rows->list[r].count; i++) {
			struct hs_word w = words->list[rows->list[r].first + i];

			if (is_left(&w, part) != left)
				continue;
			w.starts_block = block;
			w.starts_line = line;
			hs_words_add(out, &w);
			block = line = false;
		}
	}
}

// Marks the words of some rows.
static void mark(const struct rows *rows, size_t first, size_t count, bool *marks)
{
	for (size_t r = first; r < first + count; r++)
		for (size_t i = 0; i < rows->list[r].count; i++)
			marks[rows->list[r].first + i] = true;
}

static void emit_rest(struct hs_words *out, const struct hs_words *words,
		      const bool *moved)
{
	bool line = true, block = true;

	for (size_t i = 0; i < words->count; i++) {
		struct hs_word w = words->list[i];

		// A line or block whose first word moved away starts with the next.
		line |= w.starts_line;
		block |= w.starts_block;
		if (moved[i])
			continue;
		w.starts_line = line || block;
		w.starts_block = block;
		hs_words_add(out, &w);
		line = block = false;
	}
}

// Two columns count where each side has at least so many rows of text.
static size_t two_columns(const struct hs_words *words, const struct rows *rows,
			  bool bottom, size_t limit, uint32_t width, int32_t *part)
{
	const size_t least = 2;
	size_t n = columns_at(words, rows, bottom, limit, width, part);
	struct sides sides;

	find_sides(words, rows, bottom ? rows->count - n : 0, n, *part, &sides);
	return sides.left >= least && sides.right >= least &&
			       opens_in_capitals(words, sides.first_right, *part)
		       ? n
		       : 0;
}

// Rows of the upper part of the page: a heading does not reach further.
static size_t rows_above(const struct rows *rows, int32_t y)
{
	size_t n = 0;

	while (n < rows->count && rows->list[n].bottom <= y)
		n++;
	return n;
}

void hs_order_columns(struct hs_words *words, uint32_t width, uint32_t height)
{
	HS_AUTO(rows_done) struct rows rows = {0};
	struct hs_words out = {.own_text = words->own_text};
	int32_t head_part = 0, foot_part = 0;
	size_t head, foot;
	bool *moved;

	if (words->count < 2)
		return;
	find_rows(words, &rows);
	head = two_columns(words, &rows, false,
			   rows_above(&rows, (int32_t)height * 2 / 5), width, &head_part);
	foot = two_columns(words, &rows, true, rows.count - head, width, &foot_part);
	moved = hs_new(words->count, sizeof(*moved));
	mark(&rows, 0, head, moved);
	mark(&rows, rows.count - foot, foot, moved);
	emit_side(&out, words, &rows, 0, head, head_part, true);
	emit_side(&out, words, &rows, 0, head, head_part, false);
	emit_rest(&out, words, moved);
	emit_side(&out, words, &rows, rows.count - foot, foot, foot_part, true);
	emit_side(&out, words, &rows, rows.count - foot, foot, foot_part, false);
	free(moved);
	hs_words_done(words);
	*words = out;
}
