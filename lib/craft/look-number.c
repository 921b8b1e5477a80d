// look-number.c - numbers and days, read again: see look.h
#include "base/auto.h"
#include "base/text.h"
#include "craft/hand.h"
#include "craft/look-part.h"
#include "port/image-look.h"
#include "port/image-restore.h"
#include "port/image-stamp.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROOM = 20, LETTERS_OF_MARK = 2 };

#define LINE_INCH 0.1  // a line of print is about so high: 8 points and marks
#define LINE_PIXELS 30 // what the engine wants of it
#define DATE_SCALE 0.6 // italics, as dates are, are read better small and soft
#define SURE 0.97      // what is read less surely is read again, larger
#define AGAIN 1.5      // times
#define DOUBTED 0.5    // of its sureness, where there is reason to doubt
#define BESIDE 5       // heights of a line: so far beside digits print is looked for

// Digits, capitals, and what types and issuers are written with in small letters:
// CTr, QĐi, ThU; the space, so that words stay apart; "Số".
static const char number_letters[] = "0123456789ABCDEGHIKLMNOPQRSTUVWXYĐƯSố:hri-/. ";
// And what stands beside a day: without its words the engine reads it worse.
static const char date_letters[] = "0123456789ngàytháăm. ";

// A part of the page by itself, without red ink, large enough to be read.
static int cut(const struct hs_look_page *look, const struct hs_box *box, double scale,
	       bool smooth, struct hs_raster *grey, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster part = {0};
	HS_AUTO(hs_raster_done) struct hs_raster dark = {0};

	if (hs_image_part(look->page, box, &part, err) < 0 ||
	    hs_image_grey(&part, HS_INK_DARK, &dark, err) < 0 ||
	    hs_image_scale(&dark, scale, grey, err) < 0 ||
	    (smooth && hs_image_smooth(grey, err) < 0))
		return -1;
	return hs_image_pad(grey, ROOM, hs_image_level(grey, 0.7), err);
}

// Small print is made larger.
static double scale_of(const struct hs_look_page *look)
{
	double scale = LINE_PIXELS / (LINE_INCH * look->dpi);

	return scale < 1 ? 1 : scale > 3 ? 3 : scale;
}

static int read_part(const struct hs_look_page *look, const struct hs_box *box,
		     double scale, bool smooth, const char *allowed, struct hs_few *few,
		     struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};

	if (cut(look, box, scale, smooth, &grey, err) < 0 ||
	    hs_ocr_read_few(look->ocr, &grey, look->dpi * scale, HS_LAYOUT_LINE, allowed,
			    few, err) < 0)
		return -1;
	for (size_t i = 0; i < few->count; i++) { // to columns of the page
		struct hs_few_mark *m = &few->marks[i];

		m->left = box->x + (int32_t)lround((m->left - ROOM) / scale);
		m->right = box->x + (int32_t)lround((m->right - ROOM) / scale);
	}
	return 0;
}

// ---- what was read -----------------------------------------------------------

static bool is_digit(const struct hs_few *few, size_t i)
{
	char c = few->text[few->marks[i].at];

	return c >= '0' && c <= '9';
}

static bool is_one_of(const struct hs_few *few, size_t i, const char *these)
{
	return strchr(these, few->text[few->marks[i].at]) != NULL;
}

// One more than the last digit's place; 0: there is none.
static size_t digits_end(const struct hs_few *few)
{
	size_t end = few->count;

	while (end > 0 && !is_digit(few, end - 1))
		end--;
	return end;
}

// The column where the number ends: behind its last digit, else before what parts it
// from its symbol.
static int32_t number_end(const struct hs_few *few, const struct hs_box *line)
{
	size_t end = digits_end(few);

	if (end > 0)
		return end < few->count ? few->marks[end].left
					: few->marks[end - 1].right + 1;
	for (size_t i = 0; i + 1 < few->count; i++)
		if (is_one_of(few, i, "/-") && !is_one_of(few, i + 1, "/-."))
			return few->marks[i].left;
	return line->x;
}

// The text from a column on, without what is no number at either end.
static void take(const struct hs_few *few, int32_t from, struct hs_look_seen *seen)
{
	size_t first = 0, end = few->count, stop;

	while (first < end &&
	       (few->marks[first].left + few->marks[first].right < 2 * from ||
		is_one_of(few, first, ".:-/")))
		first++;
	while (end > first && is_one_of(few, end - 1, ".:-/"))
		end--;
	if (first == end)
		return;
	stop = end < few->count ? few->marks[end].at : strlen(few->text);
	while (few->text[stop - 1] == ' ')
		stop--;
	snprintf(seen->text, sizeof(seen->text), "%.*s",
		 (int)(stop - few->marks[first].at), few->text + few->marks[first].at);
	seen->sure = 1;
	for (size_t i = first; i < end; i++) {
		seen->sure = fmin(seen->sure, few->marks[i].sure);
		seen->found |= is_digit(few, i);
	}
}

// So many of what was read are as high as digits, up to a column.
static size_t high_marks(const struct hs_few *few, int32_t from, int32_t to)
{
	size_t n = 0;

	for (size_t i = 0; i < few->count; i++)
		n += few->marks[i].left + few->marks[i].right >= 2 * from &&
		     few->marks[i].left < to && !is_one_of(few, i, ".:-");
	return n;
}

// Whether a letter stands among the digits, or before them.
static bool has_letters(const struct hs_few *few, int32_t from, int32_t to)
{
	for (size_t i = 0; i < digits_end(few); i++)
		if (few->marks[i].left + few->marks[i].right >= 2 * from &&
		    few->marks[i].left < to && !is_digit(few, i) &&
		    !is_one_of(few, i, "/-.:"))
			return true;
	return false;
}

// ---- number and symbol -------------------------------------------------------

// Reads the line, and what is not sure once more; few: the surer of the two readings.
static int read_twice(const struct hs_look_page *look, const struct hs_box *box,
		      struct hs_few *few, bool *agreed, struct hs_err *err)
{
	double scale = scale_of(look);
	struct hs_few again;

	*agreed = true;
	if (read_part(look, box, scale, false, number_letters, few, err) < 0)
		return -1;
	if (few->sure >= SURE)
		return 0;
	if (read_part(look, box, scale * AGAIN, false, number_letters, &again, err) < 0)
		return -1;
	*agreed = !strcmp(few->text, again.text);
	if (again.sure > few->sure)
		*few = again;
	return 0;
}

static struct hs_box grown(const struct hs_look_page *look, const struct hs_box *box,
			   int32_t across, int32_t down)
{
	return hs_box_grow(box, across, down, look->page->width, look->page->height);
}

int hs_look_number(const struct hs_look_page *look, const struct hs_look_region *region,
		   struct hs_look_seen *seen, struct hs_err *err)
{
	int32_t room = region->box.h / 8;
	struct hs_box box = grown(look, &region->box, room, room);
	struct hs_hand_place place = {.line = region->box, .from = region->box.x};
	struct hs_hand hand;
	struct hs_few few;
	bool agreed;

	if (!look->ocr || box.w <= 0 || box.h <= 0)
		return 0;
	if (read_twice(look, &box, &few, &agreed, err) < 0)
		return -1;
	place.to = number_end(&few, &region->box);
	if (region->marked || few.text[0] == 'S' || hs_starts(few.text, "ố"))
		place.letters = LETTERS_OF_MARK;
	if (hs_hand_judge(look->page, look->dpi, &place, &hand, err) < 0)
		return -1;
	take(&few, hand.from, seen);
	seen->measure = hand.likely;
	if (!agreed || has_letters(&few, hand.from, place.to) ||
	    hand.digits > high_marks(&few, hand.from, place.to))
		seen->sure *= DOUBTED;
	return 0;
}

// ---- digits alone ------------------------------------------------------------

// Digits within two columns; the surer they are, the surer the least of them.
static void take_digits(const struct hs_few *few, const struct hs_box *box,
			struct hs_look_seen *seen)
{
	size_t len = 0;

	seen->sure = 1;
	for (size_t i = 0; i < few->count && len + 1 < sizeof(seen->text); i++) {
		int32_t middle = (few->marks[i].left + few->marks[i].right) / 2;

		if (!is_digit(few, i) || middle < box->x || middle > box->x + box->w)
			continue;
		seen->text[len++] = few->text[few->marks[i].at];
		seen->sure = fmin(seen->sure, few->marks[i].sure);
	}
	seen->found = len > 0;
	if (!len)
		seen->sure = 0;
}

int hs_look_digits(const struct hs_look_page *look, const struct hs_look_region *region,
		   struct hs_look_seen *seen, struct hs_err *err)
{
	struct hs_hand_place place = {
		.line = grown(look, &region->box, BESIDE * region->box.h, 0),
		.from = region->box.x,
		.to = region->box.x + region->box.w,
	};
	struct hs_box box = grown(look, &place.line, 0, region->box.h / 8);
	struct hs_hand hand;
	struct hs_few few;

	if (!look->ocr)
		return 0;
	if (read_part(look, &box, DATE_SCALE * scale_of(look), true, date_letters, &few,
		      err) < 0 ||
	    hs_hand_judge(look->page, look->dpi, &place, &hand, err) < 0)
		return -1;
	take_digits(&few, &region->box, seen);
	seen->measure = hand.likely;
	if (hand.digits > strlen(seen->text))
		seen->sure *= DOUBTED;
	return 0;
}
