// second.c - see second.h
#include "model/second.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/fields.h"
#include "model/phrase.h"
#include "model/symbol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SURE_ENOUGH 0.96 // of a first reading: not looked at again
#define BY_HAND 0.5      // of a look's measure
#define BY_HAND_MOST 0.6 // how sure a number by hand is at most
#define ALIKE_LEAST 0.96 // how sure two like readings are
#define ALONE_MOST 0.93  // and one alone

static void add(struct hs_second *s, enum hs_second_part part, enum hs_look_kind kind,
		bool marked, const struct hs_box *box)
{
	if (box->w <= 0 || box->h <= 0)
		return;
	s->regions[s->count] =
		(struct hs_look_region){.kind = kind, .marked = marked, .box = *box};
	s->parts[s->count++] = part;
}

static void ask_number(const struct hs_lines *lines, const struct hs_heading *h,
		       const struct hs_document *d, struct hs_second *s)
{
	const struct hs_value *number = d->fields[HS_F_NUMBER];
	struct hs_box box;

	// Dots to write on, or strokes: a pen's, and no engine reads them.
	if (!h->number_line || (h->symbol.strange && !h->symbol.guess) ||
	    (number && number->confidence >= SURE_ENOUGH))
		return;
	s->sure[HS_2ND_NUMBER] = number ? number->confidence : 0;
	box = hs_line_sure(lines, h->number_line, 0, h->symbol.symbol_end).box;
	add(s, HS_2ND_NUMBER, HS_LOOK_NUMBER, h->symbol.marked, &box);
}

// What lies between the words before and behind a part of the date.
static struct hs_box between(const struct hs_lines *lines, const struct hs_line *line,
			     size_t at, size_t end)
{
	const struct hs_word *const *order = lines->order + line->first;
	const struct hs_box *left = NULL, *right = NULL;
	size_t offset = 0;
	int32_t end_x;

	for (size_t i = 0; i < line->count; i++) {
		size_t stop = offset + strlen(order[i]->text);

		if (stop <= at)
			left = &order[i]->box;
		if (offset >= end && !right)
			right = &order[i]->box;
		offset = stop + 1;
	}
	if (!left)
		return (struct hs_box){0};
	end_x = right ? right->x : line->box.x + line->box.w + lines->tall / 2;
	return (struct hs_box){left->x + left->w, line->box.y, end_x - left->x - left->w,
			       line->box.h};
}

static void ask_date(const struct hs_lines *lines, const struct hs_heading *h,
		     const struct hs_document *d, struct hs_second *s)
{
	const struct hs_value *date = d->fields[HS_F_DATE];
	const struct hs_date_part *parts[] = {[HS_2ND_DAY] = &h->date.day,
					      [HS_2ND_MONTH] = &h->date.month,
					      [HS_2ND_YEAR] = &h->date.year};

	if (!h->date_line || !h->date.words || !date || date->confidence >= SURE_ENOUGH)
		return;
	s->date = h->date;
	for (int p = HS_2ND_DAY; p <= HS_2ND_YEAR; p++) {
		struct hs_box box =
			between(lines, h->date_line, parts[p]->at, parts[p]->end);

		s->sure[p] = parts[p]->value && !parts[p]->guessed
				     ? hs_line_sure(lines, h->date_line, parts[p]->at,
						    parts[p]->end)
					       .least
				     : 0;
		if (s->sure[p] < SURE_ENOUGH)
			add(s, (enum hs_second_part)p, HS_LOOK_DIGITS, false, &box);
	}
}

void hs_second_ask(const struct hs_lines *lines, const struct hs_heading *h,
		   const struct hs_document *d, struct hs_second *s)
{
	*s = (struct hs_second){0};
	if (lines->plain)
		return;
	ask_number(lines, h, d, s);
	ask_date(lines, h, d, s);
}

static bool open_question(const struct hs_value *value)
{
	return !value ||
	       (!strcmp(value->source, HS_FROM_OCR) && value->confidence < SURE_ENOUGH);
}

void hs_second_limit(struct hs_second *s, const struct hs_document *d)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++) {
		enum hs_document_field field =
			s->parts[i] == HS_2ND_NUMBER ? HS_F_NUMBER : HS_F_DATE;

		if (!open_question(d->fields[field]))
			continue;
		s->parts[kept] = s->parts[i];
		s->regions[kept++] = s->regions[i];
	}
	s->count = kept;
}

// How sure a reading is after the second look; *better: that reads otherwise, and surer.
static double settle(double first, bool same, const struct hs_look_seen *seen,
		     bool *better)
{
	double sure;

	*better = !same && seen->sure > first;
	if (same)
		sure = fmax(fmax(first, seen->sure), ALIKE_LEAST);
	else
		sure = fmin(*better ? seen->sure : first, first > 0 ? 0.8 : ALONE_MOST);
	return seen->measure > BY_HAND ? fmin(sure, BY_HAND_MOST) : sure;
}

static void take_number(const struct hs_second *s, const struct hs_look_seen *seen,
			const struct hs_terms *terms, struct hs_document *d)
{
	struct hs_value *value = d->fields[HS_F_NUMBER];
	HS_AUTO(hs_symbol_done) struct hs_symbol again = {0};
	bool better;
	double sure;

	if (!seen->found || !hs_symbol_parse(seen->text, terms, &again) || !again.number)
		return;
	sure = settle(s->sure[HS_2ND_NUMBER],
		      value && strtoul(value->value, NULL, 10) ==
				       strtoul(again.number, NULL, 10),
		      seen, &better);
	if (again.number[0] == '0' && strlen(again.number) > 2)
		sure *= BY_HAND_MOST; // 06 is written so, 096 is not
	if (!value) {
		value = hs_value_new(again.number, HS_FROM_OCR, HS_REVIEW);
		d->fields[HS_F_NUMBER] = value;
	} else if (better) {
		hs_text_set(&value->value, again.number);
	}
	hs_field_judge(value, HS_F_NUMBER, sure);
}

static void take_part(const struct hs_second *s, enum hs_second_part which,
		      const struct hs_look_seen *seen, struct hs_date_part *part,
		      double *sure)
{
	static const unsigned least[] = {
		[HS_2ND_DAY] = 1, [HS_2ND_MONTH] = 1, [HS_2ND_YEAR] = HS_YEAR_LEAST};
	static const unsigned most[] = {
		[HS_2ND_DAY] = 31, [HS_2ND_MONTH] = 12, [HS_2ND_YEAR] = HS_YEAR_MOST};
	unsigned value = (unsigned)strtoul(seen->text, NULL, 10);
	bool better;

	if (!seen->found || value < least[which] || value > most[which])
		return;
	*sure = settle(s->sure[which], part->value == value, seen, &better);
	if (better || !part->value)
		part->value = value;
	part->strange = false;
}

static void take_date(const struct hs_date *date, const double sure[HS_2ND_PARTS],
		      struct hs_document *d)
{
	HS_AUTO(hs_text_free) char *iso = hs_date_iso(date);
	struct hs_value *value = d->fields[HS_F_DATE];
	double least =
		fmin(sure[HS_2ND_YEAR], fmin(sure[HS_2ND_DAY], sure[HS_2ND_MONTH]));

	if (!iso || !value)
		return;
	hs_text_set(&value->value, iso);
	hs_field_judge(value, HS_F_DATE,
		       date->day.value && date->month.value ? least : 0.2);
}

void hs_second_take(const struct hs_second *s, const struct hs_look_seen *seen,
		    const struct hs_terms *terms, struct hs_document *d)
{
	struct hs_date date = s->date;
	struct hs_date_part *const parts[] = {[HS_2ND_DAY] = &date.day,
					      [HS_2ND_MONTH] = &date.month,
					      [HS_2ND_YEAR] = &date.year};
	double sure[HS_2ND_PARTS];
	bool dated = false;

	memcpy(sure, s->sure, sizeof(sure));
	for (size_t i = 0; i < s->count; i++) {
		if (s->parts[i] == HS_2ND_NUMBER) {
			take_number(s, &seen[i], terms, d);
			continue;
		}
		dated = true;
		take_part(s, s->parts[i], &seen[i], parts[s->parts[i]],
			  &sure[s->parts[i]]);
	}
	if (dated)
		take_date(&date, sure, d);
}
