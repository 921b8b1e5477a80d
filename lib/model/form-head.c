// form-head.c - the judge of heads: which blocks are there, and where
#include "base/mem.h"
#include "base/text.h"
#include "model/form-part.h"

#include <stdlib.h>
#include <string.h>

struct head {
	struct hs_form_view v;
	const struct hs_lines *lines;
	const struct hs_heading *h;
	const struct hs_form_seen *seen;
};

static bool sure(const struct hs_line *line)
{
	return line && (double)line->confidence >= HS_FORM_SURE;
}

static int32_t top(const struct hs_line *line)
{
	return line->box.y;
}

// Number and date, where the engine saw the two columns as one line.
static bool joined(const struct hs_heading *h)
{
	return h->number_line && h->number_line == h->date_line;
}

static bool is_letter(const struct head *d) // a công văn: it has no type's name
{
	return !d->h->type && d->h->dear;
}

static const struct hs_line *first_of(const struct hs_block *block)
{
	return block->count ? block->lines[0] : NULL;
}

// ---- title, motto, rule

// Above the date, at the right, where nothing was read.
static void judge_title_missing(const struct head *d)
{
	const struct hs_line *date = d->h->date_line;

	if (d->h->title || d->h->motto || !sure(date) || joined(d->h) ||
	    !hs_line_right(d->lines, date))
		return;
	if (hs_form_empty(&d->v, date->box.x, 0, (int32_t)d->lines->width, top(date)))
		hs_form_remark(&d->v, HS_FORM_TITLE_MISSING, "nothing above '%s'",
			       date->text);
}

// What stands in the title's line besides is the left column, joined to it.
static void judge_title_placed(const struct head *d)
{
	const struct hs_line *line = d->h->title_line;
	char *const *name = line ? d->h->title->letters.items : NULL;

	if (!sure(line) || strlen(line->letters) > strlen(name[0]) + 4 ||
	    hs_form_placed(&d->v, HS_FORM_TITLE_MISPLACED, line))
		return;
	hs_form_remark(&d->v, HS_FORM_TITLE_MISPLACED, "'%s' is elsewhere",
		       d->h->title->cell[0]);
}

static void judge_motto(const struct head *d)
{
	const struct hs_line *title = d->h->title_line, *date = d->h->date_line;

	if (d->h->motto)
		hs_form_remark(&d->v, HS_FORM_MOTTO_UNWANTED, "'%s'", d->h->motto->text);
	if (d->h->motto || !sure(title) || !sure(date) || joined(d->h))
		return;
	if (hs_form_empty(&d->v, title->box.x, hs_line_foot(title), hs_line_end(title),
			  top(date)))
		hs_form_remark(&d->v, HS_FORM_MOTTO_MISSING, "nothing under the title");
}

static void judge_rule(const struct head *d)
{
	if (d->seen->rule == 0 && d->h->title_line && !d->h->rule)
		hs_form_remark(&d->v, HS_FORM_RULE_MISSING, "no rule under '%s'",
			       d->v.form->state && d->h->motto ? d->h->motto->text
							       : d->h->title->cell[0]);
}

// ---- issuer, star

// The first line below the head's columns, y.
static int32_t body_top(const struct head *d)
{
	const struct hs_line *marks[] = {d->h->type_line, first_of(&d->h->subject),
					 d->h->dear};

	for (size_t i = 0; i < HS_COUNT(marks); i++)
		if (marks[i])
			return top(marks[i]);
	return 0;
}

// A line of capitals in the head that is none of the others.
static const struct hs_line *other_capitals(const struct head *d)
{
	const struct hs_heading *h = d->h;

	for (size_t i = 0; i < d->lines->count; i++) {
		const struct hs_line *line = &d->lines->list[i];

		if (hs_line_foot(line) < body_top(d) && line->capitals && sure(line) &&
		    strlen(line->letters) >= 6 && line != h->title_line &&
		    line != h->motto && line != h->date_line && line != h->number_line)
			return line;
	}
	return NULL;
}

static void judge_issuer(const struct head *d)
{
	const struct hs_line *number = d->h->number_line, *title = d->h->title_line;
	const struct hs_line *other = other_capitals(d);

	if (d->h->issuer.count || d->h->parent.count || !sure(title) || !sure(number) ||
	    joined(d->h))
		return;
	if (other && !hs_form_placed(&d->v, HS_FORM_ISSUER_MISPLACED, other))
		hs_form_remark(&d->v, HS_FORM_ISSUER_MISPLACED, "'%s'", other->text);
	else if (other && top(other) >= hs_line_foot(number))
		hs_form_remark(&d->v, HS_FORM_NUMBER_MISPLACED,
			       "'%s' is above the issuer", number->text);
	else if (!other && hs_form_empty(&d->v, 0, 0, title->box.x, top(number)))
		hs_form_remark(&d->v, HS_FORM_ISSUER_MISSING, "nothing above '%s'",
			       number->text);
}

static void judge_star(const struct head *d)
{
	if (d->seen->star == 0 && !d->h->star && d->h->issuer.count)
		hs_form_remark(&d->v, HS_FORM_STAR_MISSING, "no star under '%s'",
			       d->h->issuer.lines[d->h->issuer.count - 1]->text);
}

// ---- number, date

// "/TTr-UBND" alone: a number was written before it, and not read as one.
static bool may_be_symbol(const struct hs_line *line)
{
	return strpbrk(line->text, "/:") != NULL;
}

// "Số 12…" in the head, where no number is looked for.
static const struct hs_line *other_number(const struct head *d)
{
	for (size_t i = 0; i < d->lines->count; i++) {
		const struct hs_line *line = &d->lines->list[i];

		if (top(line) < body_top(d) && hs_starts(line->letters, "so") &&
		    line->letters[2] >= '0' && line->letters[2] <= '9')
			return line;
	}
	return NULL;
}

static void judge_number_missing(const struct head *d)
{
	const struct hs_line *title = d->h->title_line, *issuer = first_of(&d->h->issuer);
	const struct hs_line *other = other_number(d);

	if (d->h->number_line || !sure(title) || !sure(issuer) || !sure(d->h->date_line))
		return;
	issuer = d->h->issuer.lines[d->h->issuer.count - 1];
	if (may_be_symbol(issuer) || !hs_form_empty(&d->v, 0, hs_line_foot(issuer),
						    d->h->date_line->box.x, body_top(d)))
		return;
	if (other)
		hs_form_remark(&d->v, HS_FORM_NUMBER_MISPLACED, "'%s' is elsewhere",
			       other->text);
	else
		hs_form_remark(&d->v, HS_FORM_NUMBER_MISSING, "nothing under '%s'",
			       issuer->text);
}

static void judge_number_placed(const struct head *d)
{
	const struct hs_line *line = d->h->number_line;

	if (sure(line) && !joined(d->h) &&
	    !hs_form_placed(&d->v, HS_FORM_NUMBER_MISPLACED, line))
		hs_form_remark(&d->v, HS_FORM_NUMBER_MISPLACED, "'%s' is elsewhere",
			       line->text);
}

static void judge_date_missing(const struct head *d)
{
	const struct hs_line *title = d->h->title_line, *above = d->h->motto;

	if (d->h->date_line || !sure(title) || !sure(d->h->number_line))
		return;
	above = above ? above : title;
	if (hs_form_empty(&d->v, title->box.x, hs_line_foot(above),
			  (int32_t)d->lines->width, body_top(d)))
		hs_form_remark(&d->v, HS_FORM_DATE_MISSING, "nothing under '%s'",
			       above->text);
}

static void judge_date_placed(const struct head *d)
{
	const struct hs_line *line = d->h->date_line, *title = d->h->title_line;
	bool above;

	if (!sure(line) || joined(d->h))
		return;
	above = sure(title) && hs_line_foot(line) <= top(title);
	if (above || !hs_form_placed(&d->v, HS_FORM_DATE_MISPLACED, line))
		hs_form_remark(&d->v, HS_FORM_DATE_MISPLACED, "'%s' is %s", line->text,
			       above ? "above the title" : "elsewhere");
}

// ---- type, subject

// The first line below y, whatever it is, that says something.
static const struct hs_line *next_below(const struct head *d, int32_t y)
{
	for (size_t i = 0; i < d->lines->count; i++)
		if (top(&d->lines->list[i]) >= y && d->lines->list[i].letters[0])
			return &d->lines->list[i];
	return NULL;
}

// Running text follows on the head at once.
static void judge_type_missing(const struct head *d)
{
	const struct hs_heading *h = d->h;
	const struct hs_line *next;
	int32_t end;

	if (h->type_line || h->dear || h->subject.count || !h->symbol.known_type ||
	    !sure(h->title_line) || !sure(h->number_line) || !sure(h->date_line) ||
	    !strcmp(h->symbol.type, "CV"))
		return;
	end = hs_line_foot(h->number_line) > hs_line_foot(h->date_line)
		      ? hs_line_foot(h->number_line)
		      : hs_line_foot(h->date_line);
	next = next_below(d, end);
	if (sure(next) && hs_form_running(d->lines, next) &&
	    hs_form_empty(&d->v, 0, end, (int32_t)d->lines->width, top(next)))
		hs_form_remark(&d->v, HS_FORM_TYPE_MISSING, "'%s' follows on the head",
			       next->text);
}

static void judge_type_placed(const struct head *d)
{
	const struct hs_line *line = d->h->type_line, *number = d->h->number_line;
	bool above;

	if (!d->h->type || !sure(line))
		return;
	above = sure(number) && hs_line_foot(line) <= top(number) &&
		hs_line_left(d->lines, number);
	if (above || !hs_form_placed(&d->v, HS_FORM_TYPE_MISPLACED, line))
		hs_form_remark(&d->v, HS_FORM_TYPE_MISPLACED, "'%s' is %s", line->text,
			       above ? "above the number" : "elsewhere");
}

static bool begins_text(const struct hs_line *line)
{
	return hs_starts(line->letters, "kinhgui") || hs_starts(line->letters, "cancu");
}

static void judge_subject_missing(const struct head *d)
{
	const struct hs_heading *h = d->h;
	const struct hs_line *above = h->type ? h->type_line : h->number_line, *next;

	if (h->subject.count || !sure(above) || (!h->type && !is_letter(d)))
		return;
	next = next_below(d, hs_line_foot(above));
	if (h->type ? sure(next) && begins_text(next) &&
			      hs_form_empty(&d->v, 0, hs_line_foot(above),
					    (int32_t)d->lines->width, top(next))
		    : sure(h->dear) && h->date_line && !joined(h) &&
			      hs_form_empty(&d->v, 0, hs_line_foot(above),
					    (int32_t)d->lines->width, top(h->dear)))
		hs_form_remark(&d->v, HS_FORM_SUBJECT_MISSING, "nothing under '%s'",
			       above->text);
}

static void judge_subject_placed(const struct head *d)
{
	const struct hs_line *line = first_of(&d->h->subject),
			     *number = d->h->number_line;

	if (!is_letter(d) || d->h->subject_left || !sure(line) || !sure(number) ||
	    top(line) < hs_line_foot(number) || d->lines->plain ||
	    hs_line_left(d->lines, line) ||
	    hs_form_placed(&d->v, HS_FORM_SUBJECT_MISPLACED, line))
		return;
	hs_form_remark(&d->v, HS_FORM_SUBJECT_MISPLACED, "'%s' is not under '%s'",
		       line->text, number->text);
}

static bool says_vv(const struct hs_line *line, size_t skip)
{
	const char *t = line->text + skip;

	t += strspn(t, " -:\"");
	return (t[0] == 'V' || t[0] == 'v') && (t[1] == '/' || t[1] == '.') &&
	       (t[2] == 'V' || t[2] == 'v');
}

static void judge_vv(const struct head *d)
{
	const struct hs_line *line = first_of(&d->h->subject);
	const char *text = line ? line->text + d->h->subject.skip : "";

	if (!line || (!d->h->type && !is_letter(d)))
		return;
	if (says_vv(line, d->h->subject.skip)) {
		hs_form_remark(&d->v, HS_FORM_VV_UNWANTED, "'%s'", text);
	} else if (d->seen->vv == 0 && is_letter(d) && d->h->subject_left && sure(line) &&
		   !hs_starts(line->letters, "v")) {
		hs_form_remark(&d->v, HS_FORM_VV_MISSING, "'%s'", text);
	}
}

static bool dashes_below(const struct head *d, int32_t y)
{
	for (size_t i = 0; i < d->lines->count; i++)
		if (top(&d->lines->list[i]) >= y && !d->lines->list[i].letters[0])
			return true;
	return false;
}

static void judge_dashes(const struct head *d)
{
	const struct hs_block *s = &d->h->subject;

	if (d->seen->dashes == 0 && d->h->type && s->count &&
	    !dashes_below(d, top(s->lines[0])))
		hs_form_remark(&d->v, HS_FORM_DASHES_MISSING, "nothing under '%s'",
			       s->lines[s->count - 1]->text);
}

void hs_form_judge_head(const struct hs_form *form, const struct hs_lines *lines,
			const struct hs_heading *heading, const struct hs_form_seen *seen,
			uint32_t page, struct hs_list *remarks)
{
	struct head d = {.lines = lines, .h = heading, .seen = seen};

	if (heading->score < HS_HEADING)
		return;
	d.v = (struct hs_form_view){form, lines, NULL, page, remarks};
	d.v.type = heading->type   ? heading->type->cell[0]
		   : is_letter(&d) ? "Công văn"
				   : NULL;
	judge_title_missing(&d);
	judge_title_placed(&d);
	judge_motto(&d);
	judge_rule(&d);
	judge_issuer(&d);
	judge_star(&d);
	judge_number_missing(&d);
	judge_number_placed(&d);
	hs_form_judge_number(&d.v, heading);
	judge_date_missing(&d);
	judge_date_placed(&d);
	hs_form_judge_date(&d.v, heading);
	judge_type_missing(&d);
	judge_type_placed(&d);
	judge_subject_missing(&d);
	judge_subject_placed(&d);
	judge_vv(&d);
	judge_dashes(&d);
}
