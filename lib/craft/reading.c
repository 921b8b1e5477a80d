// reading.c - see reading.h
#include "craft/reading.h"
#include "base/auto.h"
#include "base/buf.h"
#include "craft/orient.h"
#include "craft/sheet.h"
#include "port/image-restore.h"

#include <stdio.h>

enum { SHEETS = 2 };

// A page and what lies on it: one sheet, or two that face each other.
struct leaf {
	struct hs_raster *page;
	double dpi;         // 0: the file does not say
	struct hs_place at; // of the page, as it stands now, on itself as decoded
	struct hs_sheet sheets[SHEETS];
	size_t count;
};

static void sheets_done(struct leaf *leaf)
{
	for (size_t i = 0; i < SHEETS; i++)
		hs_sheet_done(&leaf->sheets[i]);
	leaf->count = 0;
}

// The whole page as one sheet, measured.
static int one_sheet(struct leaf *leaf, struct hs_err *err)
{
	struct hs_sheet *sheet = &leaf->sheets[0];

	sheets_done(leaf);
	leaf->count = 1;
	leaf->at.w = (int32_t)leaf->page->width;
	leaf->at.h = (int32_t)leaf->page->height;
	*sheet = (struct hs_sheet){.page = leaf->page, .at = leaf->at};
	return hs_sheet_measure(sheet, leaf->dpi, err);
}

static int cut_sheet(struct leaf *leaf, size_t i, const struct hs_box *box,
		     struct hs_err *err)
{
	struct hs_sheet *sheet = &leaf->sheets[i];

	*sheet = (struct hs_sheet){.page = &sheet->part, .at = leaf->at};
	sheet->at.left = box->x;
	sheet->at.w = box->w;
	leaf->count = i + 1;
	return hs_image_part(leaf->page, box, &sheet->part, err) < 0
		       ? -1
		       : hs_sheet_measure(sheet, leaf->dpi, err);
}

// Two sheets, left before right, where two pages face each other.
static int part_sheets(struct leaf *leaf, struct hs_err *err)
{
	int32_t gutter = (int32_t)leaf->sheets[0].spread.gutter;
	const struct hs_box left = {0, 0, gutter, leaf->at.h};
	const struct hs_box right = {gutter, 0, leaf->at.w - gutter, leaf->at.h};

	if (gutter == 0)
		return 0;
	return cut_sheet(leaf, 0, &left, err) < 0 ? -1 : cut_sheet(leaf, 1, &right, err);
}

// Turns the page so that it stands upright, and measures it again; says whether
// it was turned.
static int turn_upright(struct leaf *leaf, struct hs_ocr *ocr, bool *turned,
			struct hs_err *err)
{
	const struct hs_sheet *sheet = &leaf->sheets[0];
	int quarters = 0;

	if (hs_orient(ocr, sheet->page, &sheet->spread, sheet->measures.dpi, &quarters,
		      err) < 0)
		return -1;
	*turned = quarters != 0;
	if (quarters == 0)
		return 0;
	sheets_done(leaf);
	if (hs_image_quarter(leaf->page, quarters, err) < 0)
		return -1;
	leaf->at.quarters = (leaf->at.quarters + quarters) & 3;
	return one_sheet(leaf, err);
}

static int read_sheets(struct leaf *leaf, struct hs_ocr *ocr,
		       struct hs_measures *measures, struct hs_err *err)
{
	*measures = leaf->sheets[0].measures; // of the whole, in any case
	if (part_sheets(leaf, err) < 0)
		return -1;
	for (size_t i = 0; i < leaf->count; i++)
		if (hs_sheet_read(&leaf->sheets[i], ocr, false, err) < 0)
			return -1;
	return 0;
}

static bool unread(const struct leaf *leaf)
{
	size_t n = 0;

	for (size_t i = 0; i < leaf->count; i++)
		n += hs_sheet_unread(&leaf->sheets[i]);
	return n > 0 && n == leaf->count;
}

// Reads the page the right way up. A page on its side shows it before it is read;
// one on its head, once next to nothing of it was read.
static int read_upright(struct leaf *leaf, struct hs_ocr *ocr,
			struct hs_measures *measures, struct hs_err *err)
{
	const struct hs_sheet *whole = &leaf->sheets[0];
	bool sideways = whole->spread.sideways > 1 && hs_sheet_has_text(whole);
	bool turned = false;

	if (sideways && turn_upright(leaf, ocr, &turned, err) < 0)
		return -1;
	if (read_sheets(leaf, ocr, measures, err) < 0)
		return -1;
	if (sideways || !unread(leaf))
		return 0;
	if (turn_upright(leaf, ocr, &turned, err) < 0)
		return -1;
	return turned ? read_sheets(leaf, ocr, measures, err) : 0;
}

static int read_again(struct leaf *leaf, const struct hs_reader *reader,
		      struct hs_read_facts *facts, struct hs_err *err)
{
	for (size_t i = 0; i < leaf->count; i++) {
		struct hs_sheet *sheet = &leaf->sheets[i];

		if (hs_sheet_unread(sheet) && hs_sheet_retry(sheet, reader->ocr, err) < 0)
			return -1;
		if (hs_sheet_again(sheet, reader->ocr, reader->larger, facts, err) < 0 ||
		    hs_sheet_stamps(sheet, reader->ocr, reader->larger, reader->letters,
				    err) < 0)
			return -1;
	}
	return 0;
}

// What was done to the page: the recipe, or those of both sheets if they fit.
static void tell(const struct leaf *leaf, char text[HS_RECIPE_MAX])
{
	struct hs_recipe recipe = leaf->sheets[0].recipe;
	char turned[HS_RECIPE_MAX] = "", left[HS_RECIPE_MAX], right[HS_RECIPE_MAX];
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	if (leaf->count == 1) {
		recipe.quarters = leaf->at.quarters;
		hs_recipe_text(&recipe, text);
		return;
	}
	if (leaf->at.quarters)
		snprintf(turned, sizeof(turned), "quarters %d ", leaf->at.quarters);
	hs_recipe_text(&recipe, left);
	hs_recipe_text(&leaf->sheets[1].recipe, right);
	hs_buf_addf(&all, "%sfacing: %s | %s", turned, left, right);
	if (all.len < HS_RECIPE_MAX)
		snprintf(text, HS_RECIPE_MAX, "%s", all.data);
	else
		snprintf(text, HS_RECIPE_MAX, "%sfacing", turned);
}

int hs_reading(const struct hs_reader *reader, struct hs_raster *page, double dpi,
	       struct hs_words *words, struct hs_read_facts *facts, struct hs_err *err)
{
	HS_AUTO(sheets_done)
	struct leaf leaf = {
		.page = page,
		.dpi = dpi,
		.at = {.page_w = (int32_t)page->width, .page_h = (int32_t)page->height},
	};

	if (one_sheet(&leaf, err) < 0)
		return -1;
	facts->measures = leaf.sheets[0].measures;
	if (reader->plain ? hs_sheet_read(&leaf.sheets[0], reader->ocr, true, err) < 0
			  : read_upright(&leaf, reader->ocr, &facts->measures, err) < 0 ||
				    read_again(&leaf, reader, facts, err) < 0)
		return -1;
	for (size_t i = 0; i < leaf.count; i++)
		hs_sheet_words(&leaf.sheets[i], words);
	hs_words_noise_last(words);
	tell(&leaf, facts->recipe);
	return 0;
}
