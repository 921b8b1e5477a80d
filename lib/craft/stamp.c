// stamp.c - see stamp.h
#include "craft/stamp.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/doubt.h"
#include "model/place.h"
#include "model/vote.h"
#include "port/image-restore.h"
#include "port/image-stamp.h"

#include <math.h>
#include <stdlib.h>

#define RED_LEAST 0.0003 // of the page: a short line of print
#define BELIEVED 0.5     // what a word weighs at least among sure ones (model/doubt.h)

// A line cut out of the page and turned straight.
struct strip {
	struct hs_raster grey;
	struct hs_place place;
};

// Room round the ink: more at the left, where a seal may cover its beginning.
static struct hs_box around(const struct hs_box *ink, const struct hs_raster *page,
			    double dpi)
{
	int32_t room = (int32_t)(dpi * 0.055), left = (int32_t)(dpi * 0.24);
	int32_t x = ink->x > left ? ink->x - left : 0;
	int32_t y = ink->y > room ? ink->y - room : 0;
	int32_t right = ink->x + ink->w + 2 * room, low = ink->y + ink->h + room;

	right = right < (int32_t)page->width ? right : (int32_t)page->width;
	low = low < (int32_t)page->height ? low : (int32_t)page->height;
	return (struct hs_box){x, y, right - x, low - y};
}

static int cut(const struct hs_raster *page, double dpi, const struct hs_red *red,
	       const struct hs_red_line *line, struct strip *strip, struct hs_err *err)
{
	struct hs_box box = around(&line->box, page, dpi);

	strip->place = (struct hs_place){
		.degrees = -line->angle,
		.left = box.x,
		.top = box.y,
		.w = box.w,
		.h = box.h,
		.page_w = (int32_t)page->width,
		.page_h = (int32_t)page->height,
	};
	if (hs_image_red_part(page, red, &box, &strip->grey, err) < 0)
		return -1;
	return hs_image_turn(&strip->grey, -line->angle, err);
}

static void enlarge(struct hs_words *words, double factor)
{
	for (size_t i = 0; i < words->count; i++) {
		struct hs_box *b = &words->list[i].box;

		*b = (struct hs_box){
			(int32_t)lround(b->x * factor), (int32_t)lround(b->y * factor),
			(int32_t)lround(b->w * factor), (int32_t)lround(b->h * factor)};
	}
}

static int read_scaled(struct hs_ocr *ocr, const struct strip *strip, double dpi,
		       double scale, struct hs_words *words, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster small = {0};
	const struct hs_box *all = NULL;

	if (hs_image_scale(&strip->grey, scale, &small, err) < 0 ||
	    hs_ocr_show(ocr, &small, dpi * scale, err) < 0 ||
	    hs_ocr_read(ocr, all, HS_LAYOUT_LINE, words, err) < 0)
		return -1;
	hs_ocr_forget(ocr);
	enlarge(words, 1 / scale);
	return 0;
}

// Share of the words that are in no doubt; none: 0.
static double sureness(const struct hs_words *words)
{
	size_t sure = 0;

	for (size_t i = 0; i < words->count; i++)
		sure += !hs_doubt_word(&words->list[i]);
	return words->count ? (double)sure / (double)words->count : 0;
}

// Reads until nothing is in doubt, or there are no more ways to. Script that both
// models make nothing of gets no better at another size.
static int read_strip(struct hs_ocr *ocr, struct hs_ocr *larger,
		      const struct strip *strip, double dpi, struct hs_words *out,
		      struct hs_err *err)
{
	const struct {
		struct hs_ocr *ocr;
		double scale;
	} ways[] = {{ocr, 0.7}, {larger, 0.7}, {ocr, 1}, {larger, 0.5}};
	struct hs_words readings[HS_COUNT(ways)] = {0};
	const struct hs_words *all[HS_COUNT(ways)];
	double sure;
	size_t n = 0;
	int got = 0;

	for (size_t i = 0; i < HS_COUNT(ways) && got == 0; i++) {
		if (!ways[i].ocr)
			continue;
		all[n] = &readings[n];
		got = read_scaled(ways[i].ocr, strip, dpi, ways[i].scale, &readings[n++],
				  err);
		hs_words_done(out);
		hs_vote(all, n, out);
		sure = sureness(out);
		if (sure >= 1 || (n == 2 && sure <= 0))
			break;
	}
	while (n > 0)
		hs_words_done(&readings[--n]);
	return got;
}

// ---- among the words of the page -------------------------------------------------

static int32_t shared(int32_t a, int32_t a_len, int32_t b, int32_t b_len)
{
	int32_t from = a > b ? a : b;
	int32_t to = a + a_len < b + b_len ? a + a_len : b + b_len;

	return to > from ? to - from : 0;
}

// Whether the page's text has something in most of a box already.
static bool taken(const struct hs_words *page, const struct hs_box *box)
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

// Behind the block of the word above, as far as that stands above the box; or before
// the first line that begins lower.
static size_t find_place(const struct hs_words *page, const struct hs_box *box)
{
	int32_t middle = box->y + box->h / 2;
	size_t at = word_above(page, box);

	if (at == page->count) {
		at = 0;
		while (at < page->count && !page->list[at].noise &&
		       !(parts_here(page, at) &&
			 page->list[at].box.y + page->list[at].box.h / 2 > middle))
			at++;
		return at;
	}
	for (at++; at < page->count; at++)
		if (parts_here(page, at) &&
		    (page->list[at].noise || page->list[at].starts_block ||
		     page->list[at].box.y + page->list[at].box.h / 2 > middle))
			break;
	return at;
}

void hs_stamp_insert(struct hs_words *page, const struct hs_words *line,
		     const struct hs_box *box)
{
	struct hs_words all = {.own_text = page->own_text};
	size_t at = find_place(page, box);

	for (size_t i = 0; i <= page->count; i++) {
		for (size_t j = 0; i == at && j < line->count; j++) {
			struct hs_word w = line->list[j];

			w.starts_block = w.starts_line = j == 0;
			w.gap = HS_GAP_USUAL;
			hs_words_add(&all, &w);
		}
		if (i < page->count) {
			struct hs_word w = page->list[i];

			w.starts_block |= i == at; // the line parted it
			hs_words_add(&all, &w);
		}
	}
	hs_words_done(page);
	*page = all;
}

// What is new of a line. A word in doubt is believed only among sure ones.
static void pick(const struct hs_words *read, const struct hs_words *page,
		 struct hs_words *line)
{
	bool good = sureness(read) >= 0.5;

	for (size_t i = 0; i < read->count; i++) {
		struct hs_word w = read->list[i];

		w.noise |= good ? hs_doubt_weight(&w) < BELIEVED
				: hs_doubt_word(&w) || w.known < 0;
		if (!taken(page, &w.box))
			hs_words_add(line, &w);
	}
}

static int read_line(struct hs_ocr *ocr, struct hs_ocr *larger,
		     const struct hs_raster *page, double dpi, const struct hs_red *red,
		     const struct hs_red_line *where, struct hs_words *words,
		     struct hs_err *err)
{
	struct strip strip = {0};
	HS_AUTO(hs_words_done) struct hs_words read = {0};
	HS_AUTO(hs_words_done) struct hs_words line = {0};
	int got = cut(page, dpi, red, where, &strip, err);

	if (got == 0)
		got = read_strip(ocr, larger, &strip, dpi, &read, err);
	hs_raster_done(&strip.grey);
	if (got < 0)
		return -1;
	hs_place_words(&strip.place, &read);
	pick(&read, words, &line);
	if (line.count)
		hs_stamp_insert(words, &line, &where->box);
	return 0;
}

int hs_stamp_read(struct hs_ocr *ocr, struct hs_ocr *larger, const struct hs_raster *page,
		  const struct hs_measures *measures, struct hs_words *words,
		  struct hs_err *err)
{
	struct hs_red red;

	if (measures->red < RED_LEAST)
		return 0;
	if (hs_image_red(page, measures->dpi, &red, err) < 0)
		return -1;
	for (size_t i = 0; i < red.line_count; i++)
		if (read_line(ocr, larger, page, measures->dpi, &red, &red.lines[i],
			      words, err) < 0)
			return -1;
	hs_words_noise_last(words);
	return 0;
}
