// form-judge.c - what the judges share, and the judge of feet
#include "model/form-judge.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/document.h"
#include "model/form-part.h"
#include "model/phrase.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- shared

static bool excepted(const char *list, const char *type)
{
	size_t n = strlen(type);

	while (*list) {
		size_t len = strcspn(list, ";");

		if (len == n && !strncmp(list, type, n))
			return true;
		list += len + (list[len] == ';');
	}
	return false;
}

static bool asks(const struct hs_form_view *v, enum hs_form_rule rule)
{
	const struct hs_form_limit *limit = &v->form->rules[rule];

	if (!limit->on || !*limit->except)
		return limit->on;
	return v->type && !excepted(limit->except, v->type);
}

void hs_form_remark(const struct hs_form_view *v, enum hs_form_rule rule, const char *fmt,
		    ...)
{
	char *detail = NULL;
	va_list args;

	if (!asks(v, rule))
		return;
	va_start(args, fmt);
	if (vasprintf(&detail, fmt, args) < 0)
		detail = NULL;
	va_end(args);
	hs_remark_add(v->remarks, hs_form_rule_name(rule), detail,
		      v->form->rules[rule].clause, v->page);
	free(detail);
}

int32_t hs_line_foot(const struct hs_line *line)
{
	return line->box.y + line->box.h;
}

int32_t hs_line_end(const struct hs_line *line)
{
	return line->box.x + line->box.w;
}

bool hs_form_empty(const struct hs_form_view *v, int32_t left, int32_t top, int32_t right,
		   int32_t bottom)
{
	const struct hs_words *words = v->lines->words;

	if (v->lines->plain || left >= right || top >= bottom)
		return false;
	for (size_t i = 0; i < words->count; i++) {
		const struct hs_box *b = &words->list[i].box;
		int32_t x = b->x + b->w / 2, y = b->y + b->h / 2;

		if (x >= left && x < right && y >= top && y < bottom &&
		    words->list[i].text[strspn(words->list[i].text, "-_*=—–")])
			return false;
	}
	return true;
}

bool hs_form_placed(const struct hs_form_view *v, enum hs_form_rule rule,
		    const struct hs_line *line)
{
	const struct hs_lines *l = v->lines;
	int32_t middle = line->box.x + line->box.w / 2, half = (l->left + l->right) / 2;
	int32_t off = middle - half, by_page = middle - (int32_t)l->width / 2;
	int32_t much = (int32_t)l->width / 10;

	if (l->plain)
		return true;
	switch (v->form->rules[rule].place) {
	case HS_FORM_LEFT:
		return off < -2 * l->tall || by_page < -2 * l->tall;
	case HS_FORM_RIGHT:
		return off > 2 * l->tall || by_page > 2 * l->tall;
	default:
		return abs(off) <= much || abs(by_page) <= much;
	}
}

bool hs_form_running(const struct hs_lines *lines, const struct hs_line *line)
{
	return !line->capitals && line->box.w > (int32_t)lines->width * 6 / 10 &&
	       line->count >= 5 && (double)line->confidence >= 0.7;
}

// ---- the foot

struct foot {
	struct hs_form_view v;
	const struct hs_foot *f;
	const struct hs_form_seen *seen;
	const struct hs_line *first, *last; // of authority and position
};

static const struct hs_line *last_of(const struct hs_block *block)
{
	return block->count ? block->lines[block->count - 1] : NULL;
}

// How a rule wants T/M: the other form, where it is clearly there, is wrong. What has
// neither sign may have lost it to the engine.
static void judge_authority(const struct foot *d)
{
	const struct hs_line *line =
		d->f->authority.count ? d->f->authority.lines[0] : NULL;
	const struct hs_form_limit *limit = &d->v.form->rules[HS_FORM_AUTHORITY_FORM];
	size_t n = line ? strcspn(line->text, " ") : 0;
	const char *t = line ? line->text : "";
	bool dot = n >= 3 && t[n - 1] == '.', slash = memchr(t, '/', n) != NULL;

	if (!line || hs_line_sure(d->v.lines, line, 0, n).least < HS_FORM_SURE)
		return;
	if ((limit->separator[0] == '/' && dot && !slash) ||
	    (limit->separator[0] == '.' && slash))
		hs_form_remark(&d->v, HS_FORM_AUTHORITY_FORM,
			       "'%.*s', where the rule has %s", (int)n, t,
			       slash ? "TM., KT., TL." : "T/M, K/T, T/L");
}

// "T/M BAN THƯỜNG VỤ" and then nothing but the name.
static void judge_position(const struct foot *d)
{
	const struct hs_line *above =
		d->f->authority.count == 1 ? d->f->authority.lines[0] : NULL;
	const struct hs_line *name = d->f->signer;
	int32_t tall = d->v.lines->tall;

	if (d->seen->position != 0 || !above || !name || d->f->position.count ||
	    (double)above->confidence < HS_FORM_SURE ||
	    (double)name->confidence < HS_FORM_SURE)
		return;
	if (name->box.y > hs_line_foot(above) + 2 * tall &&
	    hs_form_empty(&d->v, above->box.x, hs_line_foot(above), hs_line_end(above),
			  hs_line_foot(above) + 2 * tall))
		hs_form_remark(&d->v, HS_FORM_POSITION_MISSING, "nothing under '%s'",
			       above->text);
}

static void judge_signer(const struct foot *d)
{
	const struct hs_lines *lines = d->v.lines;
	int32_t reach = 3 * lines->tall;

	if (d->seen->signer != 0 || !d->last || d->f->signer ||
	    (double)d->last->confidence < HS_FORM_SURE ||
	    hs_line_foot(d->last) + 10 * lines->tall > (int32_t)lines->height)
		return;
	if (hs_form_empty(&d->v, d->last->box.x - reach, hs_line_foot(d->last),
			  hs_line_end(d->last) + reach, (int32_t)lines->height))
		hs_form_remark(&d->v, HS_FORM_SIGNER_MISSING, "nothing under '%s'",
			       d->last->text);
}

// "Lưu …", and what is left of it where that was misread: "Xu VT".
static bool says_file(const char *letters)
{
	return hs_letters_begin(letters, "luu", NULL) >= 0.66 || strstr(letters, "vt");
}

// Only a list whose last item ends as the last does: behind a comma one was not read.
// "Lưu …" anywhere below the list's head will do: the last item may go on over several
// lines, and farther off.
static void judge_recipients_end(const struct foot *d)
{
	const struct hs_block *list = &d->f->recipients;
	const struct hs_line *last = last_of(list);

	if (!last || list->count == HS_BLOCK_MAX || !hs_ends(last->text, "."))
		return;
	for (size_t i = 0; i < list->count; i++)
		if (says_file(list->lines[i]->letters) ||
		    (double)list->lines[i]->confidence < HS_FORM_SURE)
			return;
	for (size_t i = 0; i < d->v.lines->count; i++) {
		const struct hs_line *line = &d->v.lines->list[i];

		if (line->box.y > list->lines[0]->box.y &&
		    hs_letters_in(line->letters, "luu", NULL, NULL) >= 0.99)
			return;
	}
	hs_form_remark(&d->v, HS_FORM_RECIPIENTS_END, "it ends with '%s'", last->text);
}

// Nothing at all at the left of the signature.
static void judge_recipients(const struct foot *d)
{
	const struct hs_lines *lines = d->v.lines;

	if (!d->first || !d->f->signer || d->f->recipients.count ||
	    (double)d->first->confidence < HS_FORM_SURE ||
	    !hs_line_right(lines, d->first))
		return;
	if (hs_form_empty(&d->v, 0, d->first->box.y - lines->tall / 2,
			  d->first->box.x - lines->tall, (int32_t)lines->height))
		hs_form_remark(&d->v, HS_FORM_RECIPIENTS_MISSING,
			       "nothing at the left of '%s'", d->first->text);
}

void hs_form_judge_foot(const struct hs_form *form, const struct hs_lines *lines,
			const struct hs_foot *foot, const struct hs_form_seen *seen,
			const char *type, uint32_t page, struct hs_list *remarks)
{
	struct foot d = {
		.v = {form, lines, type, page, remarks}, .f = foot, .seen = seen};

	d.first = foot->authority.count  ? foot->authority.lines[0]
		  : foot->position.count ? foot->position.lines[0]
					 : NULL;
	d.last = last_of(&foot->position);
	if (!d.last)
		d.last = last_of(&foot->authority);
	judge_authority(&d);
	judge_position(&d);
	judge_signer(&d);
	judge_recipients(&d);
	judge_recipients_end(&d);
}
