// stamp.c - see stamp.h
#include "craft/stamp.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "craft/look.h"
#include "model/doubt.h"
#include "model/inset.h"
#include "model/phrase.h"
#include "model/place.h"
#include "model/vote.h"
#include "port/image-restore.h"
#include "port/image-stamp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RED_LEAST 0.0003 // of the page: a short line of print
#define MARK_RED 0.0001  // a small frame, half faded
#define MARK_WIDE 0.62   // of the page's width and height: where a mark may stand
#define MARK_HIGH 0.45
#define MARK_LIKE 0.5 // a reading to a mark, at least
#define BELIEVED 0.5  // what a word weighs at least among sure ones (model/doubt.h)

// A line cut out of the page and turned straight.
struct strip {
	struct hs_raster grey;
	struct hs_place place;
};

static void strip_done(struct strip *strip)
{
	hs_raster_done(&strip->grey);
}

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

	if (hs_image_scale(&strip->grey, scale, &small, err) < 0 ||
	    hs_ocr_show(ocr, &small, dpi * scale, err) < 0 ||
	    hs_ocr_read(ocr, NULL, HS_LAYOUT_LINE, words, err) < 0)
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
static int read_strip(const struct hs_stamp_models *with, const struct strip *strip,
		      double dpi, struct hs_words *out, struct hs_err *err)
{
	const struct {
		struct hs_ocr *ocr;
		double scale;
	} ways[] = {{with->ocr, 0.7},
		    {with->larger, 0.7},
		    {with->ocr, 1},
		    {with->larger, 0.5}};
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

// What is new of a line. A word in doubt is believed only among sure ones.
static void pick(const struct hs_words *read, const struct hs_words *page,
		 struct hs_words *line)
{
	bool good = sureness(read) >= 0.5;

	for (size_t i = 0; i < read->count; i++) {
		struct hs_word w = read->list[i];

		w.noise |= good ? hs_doubt_weight(&w) < BELIEVED
				: hs_doubt_word(&w) || w.known < 0;
		if (!hs_inset_taken(page, &w.box))
			hs_words_add(line, &w);
	}
}

// ---- hints -----------------------------------------------------------------------

// What the model for letters reads in the strip, at sizes that it reads unlike.
static int read_hints(struct hs_ocr *letters, const struct strip *strip, double dpi,
		      const struct hs_box *box, struct hs_words *line, struct hs_err *err)
{
	static const double scales[] = {0.35, 0.5, 0.7, 1};

	for (size_t i = 0; i < HS_COUNT(scales); i++) {
		HS_AUTO(hs_words_done) struct hs_words read = {0};
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};
		struct hs_word hint = {.box = *box, .noise = true, .hint = true};

		if (read_scaled(letters, strip, dpi, scales[i], &read, err) < 0)
			return -1;
		for (size_t j = 0; j < read.count; j++)
			hs_buf_addf(&text, "%s%s", j ? "_" : "", read.list[j].text);
		if (!text.len)
			hs_buf_addf(&text, "_");
		hint.text = text.data;
		hs_words_add(line, &hint);
	}
	return 0;
}

static bool has_noise(const struct hs_words *line)
{
	for (size_t i = 0; i < line->count; i++)
		if (line->list[i].noise)
			return true;
	return false;
}

// Says of the words which line they are of, and what else may stand there.
static int mark(const struct hs_stamp_models *with, const struct strip *strip, double dpi,
		const struct hs_box *box, uint8_t number, bool sure,
		struct hs_words *line, struct hs_err *err)
{
	bool unsure = has_noise(line);

	if (!sure && !unsure)
		return 0;
	if (unsure && with->letters &&
	    read_hints(with->letters, strip, dpi, box, line, err) < 0)
		return -1;
	for (size_t i = 0; i < line->count; i++)
		line->list[i].stamp = number;
	return 0;
}

static int read_line(const struct hs_stamp_models *with, const struct hs_raster *page,
		     double dpi, const struct hs_red *red, uint8_t number,
		     struct hs_words *words, struct hs_err *err)
{
	const struct hs_red_line *where = &red->lines[number - 1];
	HS_AUTO(strip_done) struct strip strip = {0};
	HS_AUTO(hs_words_done) struct hs_words read = {0};
	HS_AUTO(hs_words_done) struct hs_words line = {0};

	if (cut(page, dpi, red, where, &strip, err) < 0 ||
	    read_strip(with, &strip, dpi, &read, err) < 0)
		return -1;
	hs_place_words(&strip.place, &read);
	pick(&read, words, &line);
	if (line.count == 0)
		return 0;
	if (mark(with, &strip, dpi, &where->box, number,
		 line.count == read.count && sureness(&read) >= 1, &line, err) < 0)
		return -1;
	hs_inset(words, &line, &where->box);
	return 0;
}

// What the law has such stamps say. A reading that is no more than near to one of them
// is taken for it, with half of its confidence: somebody has to look.
static const char *settled(const char *read, double *sure)
{
	static const char *const marks[] = {"MẬT",  "TỐI MẬT",     "TUYỆT MẬT",
					    "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"};
	HS_AUTO(hs_text_free) char *letters = hs_letters(read);
	double most = MARK_LIKE;
	const char *best = read;

	for (size_t i = 0; i < HS_COUNT(marks); i++) {
		HS_AUTO(hs_text_free) char *mark = hs_letters(marks[i]);
		double like = hs_letters_like(letters, mark);

		if (like < most)
			continue;
		most = like;
		best = marks[i];
	}
	*sure *= most == 1 ? 1 : 0.5;
	return best;
}

static void add_mark(const char *mark, double sure, const struct hs_box *box,
		     struct hs_words *words)
{
	HS_AUTO(hs_text_free) char *text = NULL;
	struct hs_word word = {
		.box = *box, .noise = true, .starts_line = true, .starts_block = true};
	char *save = NULL;

	text = hs_dup(settled(mark, &sure));
	// Frames are 20 x 8 mm for KHẨN, 40 x 8 for THƯỢNG KHẨN (36-HD/VPTW).
	if (!strcmp(text, "KHẨN") && box->w > 3.4 * box->h)
		sure *= 0.5;
	word.confidence = (float)sure;
	for (word.text = strtok_r(text, " ", &save); word.text;
	     word.text = strtok_r(NULL, " ", &save)) {
		hs_words_add(words, &word);
		word.starts_line = word.starts_block = false;
	}
}

// Framed stamps in the upper part of the left half, where secrecy and urgency are marked
// (36-HD/VPTW): their words are noise, as those of all stamps; "?" where nothing in a
// frame was read.
static int read_marks(const struct hs_stamp_models *models, const struct hs_raster *page,
		      double dpi, struct hs_words *words, struct hs_err *err)
{
	const struct hs_look_region region = {
		.kind = HS_LOOK_STAMP,
		.box = {0, 0, (int32_t)(page->width * MARK_WIDE),
			(int32_t)(page->height * MARK_HIGH)},
	};
	struct hs_look_seen seen;
	struct hs_box box;
	char *save = NULL;

	if (hs_look_at(models->ocr, page, dpi, &region, &seen, err) < 0)
		return -1;
	box = hs_box_grow(&seen.box, 0, 0, page->width, page->height);
	for (char *mark = seen.found ? strtok_r(seen.text, "/", &save) : NULL; mark;
	     mark = strtok_r(NULL, "/", &save))
		add_mark(mark + strspn(mark, " "), seen.sure, &box, words);
	return 0;
}

int hs_stamp_read(const struct hs_stamp_models *models, const struct hs_raster *page,
		  const struct hs_measures *measures, struct hs_words *words,
		  struct hs_err *err)
{
	struct hs_red red;

	if (measures->red >= MARK_RED &&
	    read_marks(models, page, measures->dpi, words, err) < 0)
		return -1;
	if (measures->red < RED_LEAST) {
		hs_words_noise_last(words);
		return 0;
	}
	if (hs_image_red(page, measures->dpi, &red, err) < 0)
		return -1;
	for (uint8_t i = 1; i <= red.line_count; i++)
		if (read_line(models, page, measures->dpi, &red, i, words, err) < 0)
			return -1;
	hs_words_noise_last(words);
	return 0;
}
