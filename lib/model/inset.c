// inset.c - see inset.h
#include "model/inset.h"

static int32_t shared(int32_t a, int32_t a_len, int32_t b, int32_t b_len)
{
	int32_t from = a > b ? a : b;
	int32_t to = a + a_len < b + b_len ? a + a_len : b + b_len;

	return to > from ? to - from : 0;
}

bool hs_inset_taken(const struct hs_words *page, const struct hs_box *box)
{
	int64_t covered = 0;

	for (size_t i = 0; i < page->count; i++) {
		const struct hs_box *b = &page->list[i].box;

		if (!page->list[i].noise)
			covered += (int64_t)shared(b->x, b->w, box->x, box->w) *
				   shared(b->y, b->h, box->y, box->h);
	}
	return 2 * covered > (int64_t)box->w * box->h;
}

// The last word above the box, of those that stand over some of it; count: none.
static size_t word_above(const struct hs_words *page, const struct hs_box *box)
{
	size_t best = page->count;
	int32_t lowest = -1, middle = box->y + box->h / 2;

	for (size_t i = 0; i < page->count; i++) {
		const struct hs_box *b = &page->list[i].box;

		if (page->list[i].noise || b->y + b->h / 2 > middle ||
		    !shared(b->x, b->w, box->x, box->w) || b->y + b->h <= lowest)
			continue;
		lowest = b->y + b->h;
		best = i;
	}
	return best;
}

// Where a block's line may end: not between cells of a table.
static bool parts_here(const struct hs_words *page, size_t at)
{
	return at >= page->count ||
	       (page->list[at].starts_line && page->list[at].gap == HS_GAP_USUAL);
}

// Before the first line that begins lower.
static size_t line_below(const struct hs_words *page, const struct hs_box *box)
{
	int32_t middle = box->y + box->h / 2;
	size_t at = 0;

	while (at < page->count && !page->list[at].noise &&
	       !(parts_here(page, at) &&
		 page->list[at].box.y + page->list[at].box.h / 2 > middle))
		at++;
	return at;
}

// Behind the block of the word above, as far as that stands above the box.
static size_t find_place(const struct hs_words *page, const struct hs_box *box)
{
	int32_t middle = box->y + box->h / 2;
	size_t at = word_above(page, box);

	if (at == page->count)
		return line_below(page, box);
	for (at++; at < page->count; at++)
		if (parts_here(page, at) &&
		    (page->list[at].noise || page->list[at].starts_block ||
		     page->list[at].box.y + page->list[at].box.h / 2 > middle))
			break;
	return at;
}

// What comes behind it starts a block: it was parted.
static void put(struct hs_words *page, const struct hs_words *words, size_t at)
{
	struct hs_words all = {.own_text = page->own_text};

	for (size_t i = 0; i < at; i++)
		hs_words_add(&all, &page->list[i]);
	for (size_t i = 0; i < words->count; i++)
		hs_words_add(&all, &words->list[i]);
	for (size_t i = at; i < page->count; i++) {
		struct hs_word w = page->list[i];

		w.starts_block |= i == at;
		w.starts_line |= i == at;
		hs_words_add(&all, &w);
	}
	hs_words_done(page);
	*page = all;
}

void hs_inset(struct hs_words *page, struct hs_words *line, const struct hs_box *box)
{
	for (size_t i = 0; i < line->count; i++) {
		line->list[i].starts_block = line->list[i].starts_line = i == 0;
		line->list[i].gap = HS_GAP_USUAL;
	}
	put(page, line, find_place(page, box));
}

void hs_inset_table(struct hs_words *page, const struct hs_words *table,
		    const struct hs_box *box)
{
	put(page, table, line_below(page, box));
}
