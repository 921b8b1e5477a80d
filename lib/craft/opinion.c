// opinion.c - see opinion.h
#include "craft/opinion.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/doubt.h"
#include "model/vote.h"

#include <stdlib.h>

// A line of the first reading, with every later one.
struct line {
	size_t first, count; // of words
	struct hs_words readings[HS_VOTE_MAX];
	size_t read; // how many; 0: not in doubt
	bool doubtful;
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

static void find_lines(const struct hs_words *words, struct lines *lines)
{
	lines->list = hs_new(words->count ? words->count : 1, sizeof(*lines->list));
	for (size_t i = 0; i < words->count; i++) {
		if (i == 0 || words->list[i].starts_line)
			lines->list[lines->count++].first = i;
		lines->list[lines->count - 1].count++;
	}
	for (size_t i = 0; i < lines->count; i++) {
		struct line *l = &lines->list[i];

		l->doubtful = in_doubt(words->list + l->first, l->count);
		if (!l->doubtful)
			continue;
		for (size_t w = 0; w < l->count; w++)
			hs_words_add(&l->readings[0], &words->list[l->first + w]);
		l->read = 1;
	}
}

// Round the words of a line with some room, within the picture.
static struct hs_box around(const struct hs_words *words, int32_t width, int32_t height)
{
	struct hs_box b = words->list[0].box;
	int32_t right = b.x + b.w, low = b.y + b.h, room;

	for (size_t i = 1; i < words->count; i++) {
		const struct hs_box *w = &words->list[i].box;

		b.x = w->x < b.x ? w->x : b.x;
		b.y = w->y < b.y ? w->y : b.y;
		right = w->x + w->w > right ? w->x + w->w : right;
		low = w->y + w->h > low ? w->y + w->h : low;
	}
	room = (low - b.y) / 5 + 4;
	b.x = b.x > 2 * room ? b.x - 2 * room : 0;
	b.y = b.y > room ? b.y - room : 0;
	right = right + 2 * room < width ? right + 2 * room : width;
	low = low + room < height ? low + room : height;
	return (struct hs_box){b.x, b.y, right - b.x, low - b.y};
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

static int hear(const struct hs_opinion *opinion, double dpi, int32_t width,
		int32_t height, struct lines *lines, struct hs_err *err)
{
	bool shown = false;

	for (size_t i = 0; i < lines->count; i++) {
		struct line *l = &lines->list[i];
		const struct hs_raster *picture;
		struct hs_box box;

		if (!l->doubtful || l->read == HS_VOTE_MAX)
			continue;
		if (!shown) {
			picture = opinion->picture(opinion->giver, err);
			if (!picture || hs_ocr_show(opinion->ocr, picture, dpi, err) < 0)
				return -1;
			shown = true;
		}
		box = around(&l->readings[0], width, height);
		if (hs_ocr_read(opinion->ocr, &box, HS_LAYOUT_LINE, &l->readings[l->read],
				err) < 0)
			return -1;
		l->read++;
		l->doubtful = unsettled(l);
	}
	if (shown)
		hs_ocr_forget(opinion->ocr);
	return 0;
}

// The line as voted; what started the line still does.
static void put_line(const struct hs_words *words, struct line *l, struct hs_words *out)
{
	const struct hs_word *head = &words->list[l->first];
	HS_AUTO(hs_words_done) struct hs_words voted = {0};
	bool first = true;

	if (l->read > 1)
		vote(l, &voted);
	if (hs_words_text_count(&voted) == 0) { // as it was
		for (size_t i = 0; i < l->count; i++)
			hs_words_add(out, &words->list[l->first + i]);
		return;
	}
	for (size_t i = 0; i < voted.count; i++) {
		struct hs_word w = voted.list[i];

		w.starts_line = first && head->starts_line;
		w.starts_block = first && head->starts_block;
		w.gap = first ? head->gap : HS_GAP_USUAL;
		w.empty = first ? head->empty : 0;
		first &= w.noise;
		hs_words_add(out, &w);
	}
}

int hs_opinions(const struct hs_opinion *opinions, size_t count, double dpi,
		int32_t width, int32_t height, struct hs_words *words,
		struct hs_read_facts *facts, struct hs_err *err)
{
	HS_AUTO(lines_done) struct lines lines = {0};
	struct hs_words out = {.own_text = words->own_text};

	find_lines(words, &lines);
	facts->lines += (uint32_t)lines.count;
	for (size_t i = 0; i < count; i++)
		if (hear(&opinions[i], dpi, width, height, &lines, err) < 0)
			return -1;
	for (size_t i = 0; i < lines.count; i++) {
		facts->again += lines.list[i].read > 1;
		put_line(words, &lines.list[i], &out);
	}
	hs_words_done(words);
	*words = out;
	return 0;
}
