// form-foot.c - the judge of feet
#include "base/text.h"
#include "model/form-part.h"
#include "model/phrase.h"

#include <string.h>

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
