// rowread.c - see rowread.h
#include "model/rowread.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/date.h"
#include "model/fields.h"
#include "model/glyphs.h"
#include "model/overlap.h"
#include "model/phrase.h"
#include "model/symbol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- reading

// Digits, some of them read as letters; 0 where it is no number.
static unsigned long like_number(const char *text)
{
	struct hs_glyphs g;
	unsigned long n = 0;

	hs_glyphs_of(text ? text : "", &g);
	if (g.count == 0 || g.count > 5)
		return 0;
	for (size_t i = 0; i < g.count; i++) {
		int digit = hs_glyph_like_digit(&g.list[i]);

		if (digit < 0)
			return 0;
		n = 10 * n + (unsigned long)digit;
	}
	return n;
}

static void read_symbol(const struct hs_row *row, const struct hs_terms *terms,
			struct hs_row_facts *f)
{
	HS_AUTO(hs_symbol_done) struct hs_symbol s = {0};

	if (!row->symbol || !hs_symbol_parse(row->symbol, terms, &s))
		return;
	f->symbol = s.symbol && strpbrk(s.symbol, "/-") &&
				    (s.known_type || (s.known_issuer && !s.type))
			    ? HS_STEAL(s.symbol)
			    : NULL;
	f->digits = s.number ? HS_STEAL(s.number) : HS_STEAL(s.guess);
	f->number = f->digits ? strtoul(f->digits, NULL, 10) : 0;
}

static void read_subject(const struct hs_row *row, const struct hs_terms *terms,
			 struct hs_row_facts *f)
{
	HS_AUTO(hs_text_free)
	char *letters = hs_letters(row->subject ? row->subject : "");
	struct hs_term_fit fit =
		hs_terms_fit(terms, HS_T_TYPES, letters, HS_FIT_BEGIN, 0.8);
	size_t at = 0;

	if (!row->subject)
		return;
	f->type = fit.term;
	if (fit.term)
		at = hs_letters_at(row->subject, fit.end);
	at += strspn(row->subject + at, " :,.-(");
	f->subject = hs_dup(row->subject + at);
}

static void read_date(const struct hs_row *row, struct hs_row_facts *f)
{
	struct hs_date date;

	if (row->date && hs_date_parse(row->date, &date) && date.day.value &&
	    date.month.value && date.year.value)
		f->date = hs_date_iso(&date);
}

static size_t with_number(const struct hs_row_facts *f, size_t count, size_t from,
			  int step)
{
	for (size_t i = from + (size_t)step; i < count; i += (size_t)step)
		if (f[i].number)
			return i;
	return count;
}

static bool steps(const struct hs_row_facts *f, const struct hs_row *rows, size_t a,
		  size_t b)
{
	unsigned long noted = 0;

	for (size_t i = a; i < b; i++)
		noted += rows[i].missing.count;
	return f[a].number + noted + 1 == f[b].number;
}

static void check_numbers(struct hs_row_facts *f, const struct hs_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t before = with_number(f, count, i, -1);
		size_t behind = with_number(f, count, i, 1);

		if (!f[i].number)
			continue;
		f[i].number_sure = (before < count && steps(f, rows, before, i)) ||
				   (behind < count && steps(f, rows, i, behind));
		if (rows[i].symbol_sure >= 0.9 && before < count && behind < count)
			f[i].number_sure |= f[before].number < f[i].number &&
					    f[i].number < f[behind].number;
	}
}

static size_t with_date(const struct hs_row_facts *f, size_t count, size_t from, int step)
{
	for (size_t i = from + (size_t)step; i < count; i += (size_t)step)
		if (f[i].date)
			return i;
	return count;
}

static void check_dates(struct hs_row_facts *f, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t before = with_date(f, count, i, -1);
		size_t behind = with_date(f, count, i, 1);

		f[i].date_sure =
			f[i].date && (before < count || behind < count) &&
			(before == count || strcmp(f[before].date, f[i].date) <= 0) &&
			(behind == count || strcmp(f[i].date, f[behind].date) <= 0);
	}
}

struct hs_row_facts *hs_rows_read(const struct hs_list *list,
				  const struct hs_terms *terms)
{
	struct hs_row_facts *facts = hs_new(list->count + 1, sizeof(*facts));
	const struct hs_row *rows = list->items;

	for (size_t i = 0; i < list->count; i++) {
		read_symbol(&rows[i], terms, &facts[i]);
		read_subject(&rows[i], terms, &facts[i]);
		read_date(&rows[i], &facts[i]);
		facts[i].sheet = like_number(rows[i].sheet);
	}
	check_numbers(facts, rows, list->count);
	check_dates(facts, list->count);
	return facts;
}

void hs_rows_free(struct hs_row_facts **facts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free((*facts)[i].digits);
		free((*facts)[i].symbol);
		free((*facts)[i].date);
		free((*facts)[i].subject);
	}
	free(*facts);
	*facts = NULL;
}

// ---- supplying

static void differs(struct hs_document *d, enum hs_document_field field,
		    const char *by_row)
{
	struct hs_value *value = d->fields[field];
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_buf_addf(&text, "%s: the paper has '%s', the contents '%s'",
		    hs_document_field_name(field), value->value, by_row);
	hs_remark_add(&d->findings, "contents-differs", text.data, NULL,
		      (uint32_t)value->page);
}

static void supply(const struct hs_row *row, enum hs_document_field field,
		   const char *text, double sure, struct hs_document *d)
{
	const double *b = row->box.items;
	struct hs_value *value = hs_value_new(text, HS_FROM_CONTENTS, HS_REVIEW);
	struct hs_box box = {0};

	if (row->box.count == 4)
		box = (struct hs_box){(int32_t)b[0], (int32_t)b[1], (int32_t)b[2],
				      (int32_t)b[3]};
	hs_field_judge(value, field, sure);
	hs_value_place(value, row->page, row->box.count == 4 ? &box : NULL);
	hs_value_free(&d->fields[field]);
	d->fields[field] = value;
}

static bool accepted(const struct hs_value *value)
{
	return value && !strcmp(value->state, HS_ACCEPTED);
}

// What the paper says for sure stays; agreement makes it surer, the contrary doubtful.
static void settle(const struct hs_row *row, enum hs_document_field field,
		   const char *text, bool same, double sure, struct hs_document *d)
{
	struct hs_value *value = d->fields[field];

	if (!text)
		return;
	if (hs_value_by_person(value)) {
		if (!same)
			differs(d, field, text);
	} else if (value && same) {
		hs_field_judge(value, field,
			       value->confidence > 0.98 ? value->confidence : 0.98);
	} else if (accepted(value)) {
		differs(d, field, text);
		hs_field_judge(value, field, 0.6);
	} else {
		supply(row, field, text, sure, d);
	}
}

static void settle_number(const struct hs_row *row, const struct hs_row_facts *f,
			  struct hs_document *d)
{
	const char *mine = hs_document_text(d, HS_F_NUMBER);

	settle(row, HS_F_NUMBER, f->digits,
	       mine && f->number && strtoul(mine, NULL, 10) == f->number,
	       f->number_sure ? 0.97 : 0.5, d);
}

// A month and a year on the paper bear the date out.
static void settle_date(const struct hs_row *row, const struct hs_row_facts *f,
			struct hs_document *d)
{
	const char *mine = hs_document_text(d, HS_F_DATE);
	size_t same = 0;
	double sure = f->date_sure ? (row->date_sure >= 0.8 ? 0.95 : 0.9) : 0.5;

	while (mine && f->date && mine[same] && mine[same] == f->date[same])
		same++;
	if (mine && same == 7 && f->date_sure)
		sure = 0.97;
	settle(row, HS_F_DATE, f->date, same == 10, sure, d);
}

// Borne out only by the same words with the same marks, all of them.
static void confirm_subject(struct hs_value *mine, const char *row)
{
	double there = hs_overlap_exact(mine->value, row);
	double back = hs_overlap_exact(row, mine->value);

	if (there == 1 && back == 1)
		hs_field_judge(mine, HS_F_SUBJECT, fmax(mine->confidence, 0.97));
	else if (there == 1) // the row goes on: the paper's end was not read
		hs_field_judge(mine, HS_F_SUBJECT, fmin(mine->confidence, 0.85));
}

static bool regards(const char *letters)
{
	return hs_letters_begin(letters, "veviec", NULL) >= 0.8;
}

static bool regards_text(const char *text)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(text);

	return hs_starts(letters, "vv") || hs_starts(letters, "ve");
}

// The paper's own words, where the row has the same: it was read from larger print.
static void settle_subject(const struct hs_row *row, const struct hs_row_facts *f,
			   struct hs_document *d)
{
	struct hs_value *mine = d->fields[HS_F_SUBJECT];
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free)
	char *row_letters = hs_letters(f->subject ? f->subject : "");
	double same = mine && f->subject ? hs_overlap(mine->value, f->subject) : 0;

	if (!f->subject || !*f->subject)
		return;
	if (hs_value_by_person(mine)) {
		if (same < 0.5)
			differs(d, HS_F_SUBJECT, f->subject);
		return;
	}
	if (!mine || same < 0.5) {
		if (accepted(mine))
			differs(d, HS_F_SUBJECT, f->subject);
		else
			supply(row, HS_F_SUBJECT, f->subject, mine ? 0.5 : 0.8, d);
		return;
	}
	// The contents write out what the paper abbreviates.
	if (hs_starts(mine->value, "V/v") && regards(row_letters)) {
		hs_buf_addf(&text, "Về việc%s", mine->value + strlen("V/v"));
		hs_text_set(&mine->value, text.data);
	} else if (regards(row_letters) && !regards_text(mine->value)) {
		hs_buf_addf(&text, "Về việc %s", mine->value); // V/v was not read
		hs_text_set(&mine->value, text.data);
	}
	confirm_subject(mine, f->subject);
}

static void settle_type(const struct hs_row *row, const struct hs_row_facts *f,
			struct hs_document *d)
{
	const char *mine = hs_document_text(d, HS_F_TYPE);
	const char *text = f->type ? f->type->cell[0] : NULL;

	settle(row, HS_F_TYPE, text, mine && text && !strcmp(mine, text), 0.9, d);
}

static void settle_symbol(const struct hs_row *row, const struct hs_row_facts *f,
			  struct hs_document *d)
{
	const char *mine = hs_document_text(d, HS_F_SYMBOL);

	if (!accepted(d->fields[HS_F_SYMBOL]))
		settle(row, HS_F_SYMBOL, f->symbol,
		       mine && f->symbol && !strcmp(mine, f->symbol), 0.9, d);
	else if (mine && f->symbol && !strcmp(mine, f->symbol))
		settle(row, HS_F_SYMBOL, f->symbol, true, 0.9, d);
}

void hs_row_supply(const struct hs_row *row, const struct hs_row_facts *f,
		   struct hs_document *d)
{
	settle_number(row, f, d);
	settle_date(row, f, d);
	settle_symbol(row, f, d);
	settle_type(row, f, d);
	settle_subject(row, f, d);
	if (!d->fields[HS_F_ISSUER] && row->issuer)
		supply(row, HS_F_ISSUER, row->issuer, 0.8, d);
}
