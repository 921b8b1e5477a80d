// cover.c - see cover.h
#include "model/cover.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/date.h"
#include "model/phrase.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LIKE 0.8
#define SURE 0.85 // from here on a value of a cover is accepted

// What a cover says about itself; three of them make one.
static const char *const words[] = {
	"hoso", "tungay", "denngay", "thoihanbaoquan", "phongso", "mucluc",
	"gom",  "hososo", "mahoso",  "donvibaoquan",   "soto",    "phong",
};

static const struct hs_line *find(const struct hs_lines *lines, const char *letters,
				  bool begin, size_t *end)
{
	for (size_t i = 0; i < lines->count; i++) {
		const char *l = lines->list[i].letters;
		double like = begin ? hs_letters_begin(l, letters, end)
				    : hs_letters_in(l, letters, NULL, end);

		if (like >= LIKE)
			return &lines->list[i];
	}
	return NULL;
}

static void set(struct hs_value **to, const char *text, double sure, uint32_t page,
		const struct hs_box *box)
{
	if (*to || !text || !*text)
		return;
	*to = hs_value_new(text, HS_FROM_OCR, sure >= SURE ? HS_ACCEPTED : HS_REVIEW);
	(*to)->confidence = (double)(int)(sure * 1000) / 1000;
	hs_value_place(*to, page, box);
}

// "Từ ngày 04/03/2010 đến ngày 04/12/2010"; each half may stand on a line of its own.
static void take_date(const struct hs_lines *lines, const char *before, uint32_t page,
		      struct hs_value **to)
{
	size_t end = 0;
	const struct hs_line *line = find(lines, before, false, &end);
	HS_AUTO(hs_text_free) char *iso = NULL;
	struct hs_date date;
	struct hs_sureness sure;
	size_t at;

	if (!line)
		return;
	at = hs_letters_at(line->text, end > 4 ? end - 4 : 0); // from "ngày" on
	if (!hs_date_parse(line->text + at, &date))
		return;
	iso = hs_date_iso(&date);
	sure = hs_line_sure(lines, line, at + date.at, at + date.end);
	set(to, iso, date.day.value && date.month.value ? sure.least : 0.2, page,
	    &sure.box);
}

// What stands behind words of a line, without dots to write on.
static void take_rest(const struct hs_lines *lines, const char *before, uint32_t page,
		      struct hs_value **to)
{
	size_t end = 0, at, len;
	const struct hs_line *line = find(lines, before, false, &end);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_sureness sure;

	if (!line)
		return;
	at = hs_letters_at(line->text, end);
	at += strspn(line->text + at, ":.-_ ");
	len = strcspn(line->text + at, ";|");
	while (len && strchr(". _-:", line->text[at + len - 1]))
		len--;
	hs_buf_add(&text, line->text + at, len);
	sure = hs_line_sure(lines, line, at, at + len);
	set(to, hs_buf_text(&text), sure.least * 0.95, page, &sure.box);
}

static bool counted_in_sheets(const char *text)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(text);

	return hs_starts(letters, "to");
}

// "Gồm: 48 tờ", "Số tờ: 48": digits behind words that a line begins with, or that end
// with "tờ", or right before it. "thu gom rác năm 2010" counts no sheets.
static void take_sheets(const struct hs_lines *lines, const char *before, uint32_t page,
			struct hs_value **to)
{
	for (size_t i = 0; i < lines->count && !*to; i++) {
		const struct hs_line *line = &lines->list[i];
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};
		struct hs_sureness sure;
		size_t end = 0, at, digits;

		if (hs_letters_in(line->letters, before, NULL, &end) < LIKE)
			continue;
		at = hs_letters_at(line->text, end);
		at += strcspn(line->text + at, "0123456789");
		digits = strspn(line->text + at, "0123456789");
		if (!digits || digits > 5 ||
		    (!hs_ends(before, "to") &&
		     hs_letters_begin(line->letters, before, NULL) < LIKE &&
		     !counted_in_sheets(line->text + at + digits)))
			continue;
		hs_buf_add(&text, line->text + at, digits);
		sure = hs_line_sure(lines, line, at, at + digits);
		set(to, hs_buf_text(&text), sure.least, page, &sure.box);
	}
}

// Lines between "HỒ SƠ" and the dates.
static void take_title(const struct hs_lines *lines, uint32_t page, struct hs_value **to)
{
	const struct hs_line *above = NULL, *below = find(lines, "tungay", true, NULL);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_box box = {0};
	double sum = 0, n = 0, least = 1;

	for (size_t i = 0; i < lines->count; i++)
		if (!strcmp(lines->list[i].letters, "hoso"))
			above = &lines->list[i];
	if (!above || !below)
		return;
	for (size_t i = 0; i < lines->count; i++) {
		const struct hs_line *line = &lines->list[i];

		if (line->box.y < above->box.y + above->box.h / 2 || line == above ||
		    line->box.y >= below->box.y || !line->letters[0])
			continue;
		hs_buf_addf(&text, "%s%s", text.len ? " " : "", line->text);
		box = n > 0 ? hs_box_round(&box, &line->box) : line->box;
		sum += (double)line->confidence * (double)strlen(line->text);
		n += (double)strlen(line->text);
		least = fmin(least,
			     hs_line_sure(lines, line, 0, strlen(line->text)).least);
	}
	if (n > 0) // one word that may be dirt, and a person should look
		set(to, hs_buf_text(&text), least < 0.6 ? fmin(sum / n, 0.8) : sum / n,
		    page, &box);
}

static struct hs_cover *new_cover(uint32_t page)
{
	struct hs_cover *cover = HS_NEW(struct hs_cover);

	hs_pages_set(&cover->pages, page, page);
	return cover;
}

bool hs_cover_page(const struct hs_lines *lines, uint32_t page, struct hs_cover **cover)
{
	size_t said = 0;
	bool named = false;

	for (size_t i = 0; i < HS_COUNT(words); i++)
		said += find(lines, words[i], strlen(words[i]) < 6, NULL) != NULL;
	for (size_t i = 0; i < lines->count; i++)
		named |= !strcmp(lines->list[i].letters, "hoso");
	if (!named || said < 3 || lines->count > 80)
		return false;
	*cover = new_cover(page);
	take_title(lines, page, &(*cover)->fields[HS_C_TITLE]);
	take_date(lines, "tungay", page, &(*cover)->fields[HS_C_START]);
	take_date(lines, "denngay", page, &(*cover)->fields[HS_C_END]);
	take_rest(lines, "thoihanbaoquan", page, &(*cover)->fields[HS_C_RETENTION]);
	take_sheets(lines, "gom", page, &(*cover)->fields[HS_C_SHEETS]);
	if (!(*cover)->fields[HS_C_SHEETS])
		take_sheets(lines, "soto", page, &(*cover)->fields[HS_C_SHEETS]);
	return true;
}

bool hs_closing_page(const struct hs_lines *lines, uint32_t page, struct hs_cover **cover)
{
	if (!find(lines, "chungtuketthuc", false, NULL))
		return false;
	*cover = new_cover(page);
	take_sheets(lines, "donvibaoquannaygom", page, &(*cover)->fields[HS_C_SHEETS]);
	if (!(*cover)->fields[HS_C_SHEETS])
		take_sheets(lines, "hosonaygom", page, &(*cover)->fields[HS_C_SHEETS]);
	return true;
}

void hs_cover_join(struct hs_cover *to, struct hs_cover *from)
{
	const double *mine = to->pages.items, *more = from->pages.items;

	for (size_t i = 0; i < HS_COVER_FIELDS; i++)
		if (!to->fields[i])
			to->fields[i] = HS_STEAL(from->fields[i]);
	if (to->pages.count == 2 && from->pages.count == 2)
		hs_pages_set(&to->pages,
			     (uint32_t)(more[0] < mine[0] ? more[0] : mine[0]),
			     (uint32_t)(more[1] > mine[1] ? more[1] : mine[1]));
	hs_shape_done(&hs_cover_shape, from);
}
