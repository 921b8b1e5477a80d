// opinion.c - see opinion.h
#include "craft/opinion.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/marks.h"
#include "craft/strip.h"
#include "model/doubt.h"
#include "model/vote.h"

#include <stdlib.h>

// A line of the first reading, with every later one.
struct line {
	size_t first, count; // of words
	size_t from, to;     // of them: in doubt, with a neighbour on each side
	struct hs_words readings[HS_VOTE_MAX];
	size_t read; // how many; 0: not in doubt
	bool doubtful;
	bool cut; // marks of it were not seen
};

struct lines {
	struct line *list;
	size_t count;
};

static void lines_done(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		for (size_t r = 0; r < lines->list[i].read; r++)
			hs_words_done(&lines->list[i].readings[r]);
	free(lines->list);
}

static bool in_doubt(const struct hs_word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!words[i].noise && hs_doubt_word(&words[i]))
			return true;
	return false;
}

// What of a line is to be read again: from before its first doubtful word to
// behind its last one. The engine reads a word better with its neighbours.
static void find_span(const struct hs_words *words, struct line *l)
{
	const struct hs_word *list = words->list + l->first;

	while (l->from < l->count && !in_doubt(list + l->from, 1))
		l->from++;
	l->doubtful = l->from < l->count;
	if (!l->doubtful)
		return;
	l->to = l->count;
	while (!in_doubt(list + l->to - 1, 1))
		l->to--;
	l->from -= l->from > 0;
	l->to += l->to < l->count;
	for (size_t w = l->from; w < l->to; w++) {
		hs_words_add(&l->readings[0], &list[w]);
		l->cut |= list[w].cut > 0;
	}
	l->read = 1;
}

static void find_lines(const struct hs_words *words, struct lines *lines)
{
	lines->list = hs_new(words->count ? words->count : 1, sizeof(*lines->list));
	for (size_t i = 0; i < words->count; i++) {
		const struct hs_word *w = &words->list[i];

		// a cell of a table is a line of its own
		if (i == 0 || w->starts_line || w->gap != HS_GAP_USUAL)
			lines->list[lines->count++].first = i;
		lines->list[lines->count - 1].count++;
	}
	for (size_t i = 0; i < lines->count; i++)
		find_span(words, &lines->list[i]);
}

// Round the words of a line with some room, within the picture.
static struct hs_box around(const struct hs_words *words, const struct hs_raster *picture)
{
	struct hs_box box = hs_words_box(words);
	int32_t room = box.h / 5 + 4;

	return hs_box_grow(&box, 2 * room, room, picture->width, picture->height);
}

static void vote(struct line *l, struct hs_words *out)
{
	const struct hs_words *readings[HS_VOTE_MAX];

	for (size_t r = 0; r < l->read; r++)
		readings[r] = &l->readings[r];
	hs_vote(readings, l->read, out);
}

// Whether the readings so far still leave doubt.
static bool unsettled(struct line *l)
{
	HS_AUTO(hs_words_done) struct hs_words so_far = {0};

	vote(l, &so_far);
	return in_doubt(so_far.list, so_far.count);
}

// Lines lie close: what was read of another one is not this one's.
static void drop_others(const struct hs_words *all, const struct line *l,
			struct hs_words *reading)
{
	struct hs_words kept = {0};

	for (size_t i = 0; i < reading->count; i++) {
		const struct hs_box *b = &reading->list[i].box;
		int32_t x = b->x + b->w / 2, y = b->y + b->h / 2;
		bool own = false, other = false;

		for (size_t w = l->first + l->from; w < l->first + l->to; w++)
			own |= hs_box_has(&all->list[w].box, x, y);
		for (size_t w = 0; w < all->count && !other; w++)
			other = (w < l->first + l->from || w >= l->first + l->to) &&
				hs_box_has(&all->list[w].box, x, y);
		if (own || !other)
			hs_words_add(&kept, &reading->list[i]);
	}
	hs_words_done(reading);
	*reading = kept;
}

// What the readings of one opinion have in common.
struct hearing {
	const struct hs_opinion *opinion;
	const struct hs_raster *picture; // once it was needed
	const struct hs_words *words;    // the first reading
	double dpi;
	bool shown; // to the engine, as a whole
};

static int read_line(struct hearing *h, struct line *l, struct hs_err *err)
{
	struct hs_ocr *ocr = h->opinion->ocr;
	struct hs_words *reading = &l->readings[l->read];
	struct hs_box box;

	if (!h->picture)
		h->picture = h->opinion->picture(h->opinion->giver, err);
	if (!h->picture)
		return -1;
	if (l->cut)
		return hs_strip_read(ocr, h->picture, h->dpi, &l->readings[0], reading,
				     err);
	if (!h->shown && hs_ocr_show(ocr, h->picture, h->dpi, err) < 0)
		return -1;
	h->shown = true;
	box = around(&l->readings[0], h->picture);
	return hs_ocr_read(ocr, &box, HS_LAYOUT_LINE, reading, err);
}

// Lines with marks cut off come last: each has a picture of its own.
static int hear(struct hearing *h, struct lines *lines, bool cut, struct hs_err *err)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct line *l = &lines->list[i];

		if (!l->doubtful || l->cut != cut || l->read == HS_VOTE_MAX)
			continue;
		if (read_line(h, l, err) < 0)
			return -1;
		hs_marks_dots(h->picture, &l->readings[l->read]);
		drop_others(h->words, l, &l->readings[l->read]);
		l->read++;
		l->doubtful = unsettled(l);
	}
	return 0;
}

static int hear_all(const struct hs_opinion *opinion, double dpi,
		    const struct hs_words *words, struct lines *lines, struct hs_err *err)
{
	struct hearing h = {.opinion = opinion, .words = words, .dpi = dpi};
	int got = hear(&h, lines, false, err);

	if (got == 0)
		got = hear(&h, lines, true, err);
	hs_ocr_forget(opinion->ocr);
	return got;
}

static void keep(const struct hs_words *words, const struct line *l, size_t from,
		 size_t to, struct hs_words *out)
{
	for (size_t i = from; i < to; i++)
		hs_words_add(out, &words->list[l->first + i]);
}

// The line as voted; what started the line still does.
static void put_line(const struct hs_words *words, struct line *l, struct hs_words *out)
{
	const struct hs_word *head = &words->list[l->first];
	HS_AUTO(hs_words_done) struct hs_words voted = {0};
	bool first = l->from == 0;

	if (l->read > 1)
		vote(l, &voted);
	if (hs_words_text_count(&voted) == 0) { // as it was
		keep(words, l, 0, l->count, out);
		return;
	}
	keep(words, l, 0, l->from, out);
	for (size_t i = 0; i < voted.count; i++) {
		struct hs_word w = voted.list[i];

		w.starts_line = first && head->starts_line;
		w.starts_block = first && head->starts_block;
		w.gap = first ? head->gap : HS_GAP_USUAL;
		w.empty = first ? head->empty : 0;
		first = false;
		hs_words_add(out, &w);
	}
	keep(words, l, l->to, l->count, out);
}

int hs_opinions(const struct hs_opinion *opinions, size_t count, double dpi,
		struct hs_words *words, struct hs_read_facts *facts, struct hs_err *err)
{
	HS_AUTO(lines_done) struct lines lines = {0};
	struct hs_words out = {.own_text = words->own_text};

	find_lines(words, &lines);
	facts->lines += (uint32_t)lines.count;
	for (size_t i = 0; i < count; i++)
		if (hear_all(&opinions[i], dpi, words, &lines, err) < 0)
			return -1;
	for (size_t i = 0; i < lines.count; i++) {
		facts->again += lines.list[i].read > 1;
		put_line(words, &lines.list[i], &out);
	}
	hs_words_done(words);
	*words = out;
	return 0;
}
