// form-write.c - the judge of how a number and a date are written
#include "base/mem.h"
#include "model/form-part.h"

#include <stdio.h>
#include <string.h>

// Printed spaces are narrower than this many line heights; where a pen fills in, or a
// digit was lost, they are wider. So wide and high are printed letters at most; digits
// of a pen are 1.5 and more ("25", read as 2).
#define PRINTED_GAP 0.7
#define LETTER_WIDE 0.9
#define LETTER_HIGH 1.5

static const char *const hyphens[] = {"-", "‐", "‑", "–", "—", "−", "_", "~"};

// The sign that a text begins with, as the rules name it; '\0': another.
static char sign_at(const char *text)
{
	for (size_t i = 0; i < HS_COUNT(hyphens); i++)
		if (!strncmp(text, hyphens[i], strlen(hyphens[i])))
			return '-';
	return *text == '/' ? '/' : '\0';
}

// The last sign of text [from, to), or the first.
static char sign_in(const char *text, size_t from, size_t to, bool last)
{
	char found = '\0';

	for (size_t i = from; i < to; i++) {
		char sign = sign_at(text + i);

		if (sign && (last || !found))
			found = sign;
	}
	return found;
}

static size_t characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

static double gap(const struct hs_word *a, const struct hs_word *b)
{
	return b->box.x - a->box.x - a->box.w;
}

// Whether word i of the line looks printed: no larger than the others' letters, and no
// farther from its neighbours.
static bool word_printed(const struct hs_lines *lines, const struct hs_line *line,
			 size_t i)
{
	const struct hs_word *const *w = &lines->order[i];
	double tall = lines->tall;

	return (*w)->box.w <= LETTER_WIDE * tall * (double)characters((*w)->text) &&
	       (*w)->box.h <= LETTER_HIGH * tall &&
	       (i == line->first || gap(w[-1], w[0]) <= PRINTED_GAP * tall) &&
	       (i + 1 == line->first + line->count ||
		gap(w[0], w[1]) <= PRINTED_GAP * tall);
}

// The same of all words that have a part of text [at, end).
static bool printed(const struct hs_lines *lines, const struct hs_line *line, size_t at,
		    size_t end)
{
	size_t offset = 0;

	for (size_t i = line->first; i < line->first + line->count; i++) {
		size_t stop = offset + strlen(lines->order[i]->text);

		if (stop > at && offset < end && !lines->plain &&
		    !word_printed(lines, line, i))
			return false;
		offset = stop + 1;
	}
	return true;
}

static double least(const struct hs_form_view *v, const struct hs_line *line, size_t at,
		    size_t end)
{
	return hs_line_sure(v->lines, line, at, end).least;
}

// ---- the number

// "Số:" or "Số", by what stands before the number.
static bool colon_wrong(const struct hs_form_view *v, const struct hs_heading *h)
{
	const struct hs_symbol *s = &h->symbol;
	const char *text = h->number_line->text;
	bool colon = memchr(text, ':', s->number_at) != NULL;

	return s->marked && s->number_at > 2 && !memchr(text, ';', s->number_at) &&
	       least(v, h->number_line, 0, 2) >= HS_FORM_SURE &&
	       colon != v->form->rules[HS_FORM_NUMBER_FORM].colon;
}

static bool signs_wrong(const struct hs_form_view *v, const struct hs_heading *h)
{
	const struct hs_symbol *s = &h->symbol;
	const char *text = h->number_line->text;
	const char *wanted = v->form->rules[HS_FORM_NUMBER_FORM].separator;
	char before = sign_in(text, s->number_end, s->symbol_at, true);
	char inside = sign_in(text, s->symbol_at, s->symbol_end, false);

	if (!s->known_type || !s->known_issuer ||
	    least(v, h->number_line, s->symbol_at, s->symbol_end) < HS_FORM_SURE)
		return false;
	return (before && before != wanted[0]) ||
	       (inside && wanted[1] && inside != wanted[1]);
}

static bool pad_wrong(const struct hs_form_view *v, const struct hs_heading *h)
{
	const struct hs_symbol *s = &h->symbol;
	unsigned pad = v->form->rules[HS_FORM_NUMBER_FORM].pad;

	return s->marked && s->number && s->number[0] >= '1' && s->number[0] <= '9' &&
	       !s->number[1] && (unsigned)(s->number[0] - '0') < pad &&
	       s->symbol_at <= s->number_end + 3 && // one sign
	       least(v, h->number_line, 0, s->number_end) >= HS_FORM_SURE_DIGIT &&
	       printed(v->lines, h->number_line, s->number_at, s->symbol_end);
}

void hs_form_judge_number(const struct hs_form_view *v, const struct hs_heading *h)
{
	const struct hs_form_limit *limit = &v->form->rules[HS_FORM_NUMBER_FORM];
	bool colon, signs, pad;

	if (!h->number_line || !h->symbol.symbol)
		return;
	colon = colon_wrong(v, h);
	signs = signs_wrong(v, h);
	pad = pad_wrong(v, h);
	if (colon || signs || pad)
		hs_form_remark(v, HS_FORM_NUMBER_FORM,
			       "'%.*s', where the rule has 'Số%s %s%c%s%c%s'",
			       (int)h->symbol.symbol_end, h->number_line->text,
			       limit->colon ? ":" : "", limit->pad ? "05" : "5",
			       limit->separator[0], v->form->state ? "QĐ" : "NQ",
			       limit->separator[1] ? limit->separator[1] : '-',
			       v->form->state ? "UBND" : "HU");
}

// ---- the date

static bool part_unpadded(const struct hs_form_view *v, const struct hs_line *line,
			  const struct hs_date_part *part, unsigned pad)
{
	const char *text = line->text;

	return part->value && part->value < pad && !part->strange && !part->guessed &&
	       part->end == part->at + 1 && part->at > 0 && text[part->at - 1] == ' ' &&
	       text[part->end] == ' ' &&
	       least(v, line, part->at, part->end) >= HS_FORM_SURE_DIGIT &&
	       printed(v->lines, line, part->at, part->end);
}

static bool in_figures(const struct hs_form_view *v, const struct hs_line *line,
		       const struct hs_date *date)
{
	return !date->words && date->day.value && date->month.value && date->year.value &&
	       least(v, line, date->at, date->end) >= HS_FORM_SURE_DIGIT;
}

void hs_form_judge_date(const struct hs_form_view *v, const struct hs_heading *h)
{
	const struct hs_form_limit *limit = &v->form->rules[HS_FORM_DATE_FORM];
	const struct hs_line *line = h->date_line;
	const struct hs_date *d = &h->date;

	if (!line)
		return;
	if (in_figures(v, line, d))
		hs_form_remark(v, HS_FORM_DATE_FORM,
			       "'%.*s', where the rule has 'ngày 05 tháng 9 năm 2026'",
			       (int)(d->end - d->at), line->text + d->at);
	else if (d->words && (part_unpadded(v, line, &d->day, limit->pad) ||
			      part_unpadded(v, line, &d->month, limit->pad_month)))
		hs_form_remark(v, HS_FORM_DATE_FORM,
			       "'%.*s', where days below %u and months below %u have a 0",
			       (int)(d->end - d->at), line->text + d->at, limit->pad,
			       limit->pad_month);
}
