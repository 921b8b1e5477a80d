// sheet.c - see sheet.h
#include "craft/sheet.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/marks.h"
#include "craft/opinion.h"
#include "craft/stamp.h"
#include "craft/table.h"
#include "model/doubt.h"
#include "model/inset.h"
#include "model/order.h"
#include "port/image-measure.h"
#include "port/image-restore.h"

#include <math.h>
#include <stdlib.h>

#define RULED_SKEW 0.1 // degrees that the rules of a table may be off

// What tells a page that was not read from a poor one (tried on 53 real pages and
// 56 generated ones, upright and upside down).
#define TEXT_LEAST 0.01    // ink in the densest square: less is an empty sheet
#define BELIEVED_LEAST 0.2 // of the letters
#define LETTERS_LEAST 12.0 // believed, per square inch of ink

// Of the letters read in what was taken for the back: so many are believed only where
// they are not mirrored.
#define FRONT_LEAST 0.4

static void forget_picture(struct hs_sheet *s)
{
	hs_raster_done(&s->made);
	hs_back_done(&s->back);
	hs_grids_done(&s->grids);
}

void hs_sheet_done(struct hs_sheet *s)
{
	forget_picture(s);
	hs_raster_done(&s->part);
	hs_words_done(&s->words);
}

int hs_sheet_measure(struct hs_sheet *s, double dpi, struct hs_err *err)
{
	if (dpi <= 0)
		dpi = hs_raster_guess_dpi(s->page->width, s->page->height);
	return hs_image_measure(s->page, dpi, &s->measures, &s->spread, err);
}

static const struct hs_raster *picture(const struct hs_sheet *s)
{
	return s->made.data ? &s->made : s->page;
}

// The picture to read, as large as the page, and where it lies.
static int make_picture(struct hs_sheet *s, const struct hs_recipe *recipe,
			struct hs_err *err)
{
	struct hs_place alone;

	forget_picture(s);
	s->recipe = *recipe;
	s->place = s->at;
	s->place.degrees = recipe->turn;
	if (!recipe->grey)
		return 0;
	if (hs_restore(s->page, &s->measures, recipe, &s->made, &alone, err) < 0)
		return -1;
	if (recipe->fade &&
	    hs_image_fade_back(&s->made, s->measures.dpi, &s->back, err) < 0)
		return -1;
	s->recipe.fade = s->back.ink.data; // recorded is what was done
	return 0;
}

// Finds the tables and takes their rules out. Where there are rules, even a
// little skew counts: the sheet is made again, straight, and in any case as a
// picture of its own.
static int find_tables(struct hs_sheet *s, struct hs_err *err)
{
	struct hs_recipe recipe = s->recipe;
	double dpi = s->measures.dpi;
	bool ruled = false, straight;

	if (hs_image_grids(picture(s), dpi, &s->grids, &ruled, err) < 0)
		return -1;
	straight = recipe.turn != 0 || fabs(s->measures.skew) < RULED_SKEW;
	if (!ruled || (straight && s->grids.count == 0))
		return 0;
	if (!straight || !s->made.data) {
		recipe.grey = true;
		recipe.turn = straight ? recipe.turn : -s->measures.skew;
		if (make_picture(s, &recipe, err) < 0 ||
		    hs_image_grids(picture(s), dpi, &s->grids, &ruled, err) < 0)
			return -1;
	}
	return s->grids.count ? hs_image_erase_rules(&s->made, dpi, &s->grids, err) : 0;
}

// The page without its tables, as blocks of text.
static int read_rest(struct hs_ocr *ocr, const struct hs_sheet *s, struct hs_words *words,
		     struct hs_err *err)
{
	const struct hs_box all = {0, 0, s->place.w, s->place.h};
	HS_AUTO(hs_raster_done) struct hs_raster wiped = {0};

	if (s->grids.count && hs_image_part(picture(s), &all, &wiped, err) < 0)
		return -1;
	for (size_t i = 0; i < s->grids.count; i++)
		hs_image_wipe(&wiped, &s->grids.list[i].box);
	if (hs_ocr_show(ocr, wiped.data ? &wiped : picture(s), s->measures.dpi, err) < 0)
		return -1;
	hs_raster_done(&wiped); // the engine has its copy
	if (hs_ocr_read(ocr, NULL, HS_LAYOUT_PAGE, words, err) < 0)
		return -1;
	hs_order_columns(words, (uint32_t)s->place.w, (uint32_t)s->place.h);
	return 0;
}

static int read_all(const struct hs_sheet *s, struct hs_ocr *ocr, struct hs_words *words,
		    struct hs_err *err)
{
	size_t n = s->grids.count;
	struct hs_words *tables = hs_new(n ? n : 1, sizeof(*tables));
	int got = n ? hs_ocr_show(ocr, picture(s), s->measures.dpi, err) : 0;

	for (size_t i = 0; i < n && got == 0; i++)
		got = hs_table_read(ocr, &s->grids.list[i], &tables[i], err);
	if (got == 0)
		got = read_rest(ocr, s, words, err);
	for (size_t i = 0; i < n; i++) {
		if (got == 0)
			hs_inset_table(words, &tables[i], &s->grids.list[i].box);
		hs_words_done(&tables[i]);
	}
	free(tables);
	hs_ocr_forget(ocr);
	return got;
}

static int read_with(struct hs_sheet *s, struct hs_ocr *ocr, bool plain,
		     const struct hs_recipe *recipe, struct hs_err *err)
{
	hs_words_done(&s->words);
	if (make_picture(s, recipe, err) < 0 || (!plain && find_tables(s, err) < 0))
		return -1;
	if (read_all(s, ocr, &s->words, err) < 0)
		return -1;
	if (!plain) {
		hs_marks_find(picture(s), &s->words);
		hs_marks_dots(picture(s), &s->words);
	}
	return 0;
}

// Whether what was taken for the back can be read: then it was written on the front.
static int back_is_front(struct hs_sheet *s, struct hs_ocr *ocr, bool *front,
			 struct hs_err *err)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_worth worth;

	*front = false;
	if (!s->back.count)
		return 0;
	if (hs_ocr_show(ocr, &s->back.ink, s->measures.dpi, err) < 0)
		return -1;
	for (size_t i = 0; i < s->back.count; i++)
		if (hs_ocr_read(ocr, &s->back.lines[i], HS_LAYOUT_LINE, &words, err) < 0)
			return -1;
	hs_ocr_forget(ocr);
	worth = hs_doubt_worth(&words);
	*front = worth.believed >= FRONT_LEAST * worth.letters;
	return 0;
}

int hs_sheet_read(struct hs_sheet *s, struct hs_ocr *ocr, bool plain, struct hs_err *err)
{
	struct hs_recipe recipe = {0};
	bool front;

	if (!plain)
		hs_recipe_choose(&s->measures, &recipe);
	if (read_with(s, ocr, plain, &recipe, err) < 0 ||
	    back_is_front(s, ocr, &front, err) < 0)
		return -1;
	if (!front)
		return 0;
	recipe.fade = false;
	return read_with(s, ocr, plain, &recipe, err);
}

// ---- nearly unread ---------------------------------------------------------------

bool hs_sheet_has_text(const struct hs_sheet *s)
{
	return s->spread.dense_ink >= TEXT_LEAST;
}

bool hs_sheet_unread(const struct hs_sheet *s)
{
	struct hs_worth worth = hs_doubt_worth(&s->words);
	double inches = s->page->width / s->measures.dpi * s->page->height /
			s->measures.dpi * s->spread.ink; // square, of ink

	if (!hs_sheet_has_text(s))
		return false;
	return worth.believed < BELIEVED_LEAST * worth.letters ||
	       worth.believed < LETTERS_LEAST * inches;
}

// What the second reading gives away: all but the page and its measures.
static void change_places(struct hs_sheet *a, struct hs_sheet *b)
{
	struct hs_sheet kept = *a;

	*a = *b;
	*b = kept;
	b->part = a->part;
	a->part = kept.part;
}

int hs_sheet_retry(struct hs_sheet *s, struct hs_ocr *ocr, struct hs_err *err)
{
	struct hs_sheet second = {
		.page = s->page,
		.at = s->at,
		.measures = s->measures,
		.spread = s->spread,
	};
	struct hs_recipe recipe;
	int got;

	if (!hs_recipe_second(&s->measures, &s->recipe, &recipe))
		return 0;
	got = read_with(&second, ocr, false, &recipe, err);
	if (got == 0 &&
	    hs_doubt_worth(&second.words).believed > hs_doubt_worth(&s->words).believed)
		change_places(s, &second);
	hs_sheet_done(&second);
	return got;
}

// ---- second opinions -----------------------------------------------------------

static const struct hs_raster *same_picture(void *giver, struct hs_err *err)
{
	(void)err;
	return picture(giver);
}

// Another picture of the same sheet, made when it is asked for.
struct other {
	const struct hs_sheet *first;
	struct hs_sheet sheet;
};

static const struct hs_raster *other_picture(void *giver, struct hs_err *err)
{
	struct other *other = giver;
	const struct hs_sheet *first = other->first;
	struct hs_recipe recipe;

	if (other->sheet.made.data)
		return &other->sheet.made;
	hs_recipe_other(&first->measures, &first->recipe, &recipe);
	if (make_picture(&other->sheet, &recipe, err) < 0)
		return NULL;
	if (first->grids.count &&
	    hs_image_erase_rules(&other->sheet.made, first->measures.dpi, &first->grids,
				 err) < 0)
		return NULL;
	return &other->sheet.made;
}

// From places on the picture that was read to those on the sheet's page.
static void straighten(struct hs_sheet *s)
{
	const struct hs_place turned = {
		.degrees = s->place.degrees,
		.w = s->place.w,
		.h = s->place.h,
		.page_w = s->place.w,
		.page_h = s->place.h,
	};

	hs_place_words(&turned, &s->words);
	s->place.degrees = 0;
}

int hs_sheet_again(struct hs_sheet *s, struct hs_ocr *ocr, struct hs_ocr *larger,
		   struct hs_read_facts *facts, struct hs_err *err)
{
	struct other other = {
		.first = s,
		.sheet = {.page = s->page, .at = s->at, .measures = s->measures},
	};
	const struct hs_opinion opinions[] = {
		{larger ? larger : ocr, same_picture, s},
		{larger ? larger : ocr, other_picture, &other},
	};
	// On a clean page another restoration has nothing to add.
	size_t count = s->recipe.smooth || s->grids.count ? 2 : 1;
	int got = hs_opinions(opinions, count, s->measures.dpi, &s->words, facts, err);

	hs_sheet_done(&other.sheet);
	if (got < 0)
		return -1;
	hs_doubt_noise(&s->words);
	hs_words_noise_last(&s->words);
	straighten(s);
	return 0;
}

int hs_sheet_stamps(struct hs_sheet *s, struct hs_ocr *ocr, struct hs_ocr *larger,
		    struct hs_ocr *letters, struct hs_err *err)
{
	const struct hs_stamp_models models = {ocr, larger, letters};

	int got;

	forget_picture(s); // room for the third model
	got = hs_stamp_read(&models, s->page, &s->measures, &s->words, err);
	if (letters)
		hs_ocr_unload(letters);
	return got;
}

// Of all lines of stamps among the words.
static uint8_t last_stamp(const struct hs_words *words)
{
	uint8_t last = 0;

	for (size_t i = 0; i < words->count; i++)
		last = words->list[i].stamp > last ? words->list[i].stamp : last;
	return last;
}

void hs_sheet_words(struct hs_sheet *s, struct hs_words *words)
{
	uint8_t stamps = last_stamp(words); // of the sheet before it

	hs_place_words(&s->place, &s->words);
	if (s->words.count)
		s->words.list[0].starts_line = s->words.list[0].starts_block = true;
	for (size_t i = 0; i < s->words.count; i++) {
		if (s->words.list[i].stamp)
			s->words.list[i].stamp += stamps;
		hs_words_add(words, &s->words.list[i]);
	}
	hs_words_done(&s->words);
}
