// layout-head.c - the heading of a paper: see layout.h
#include "base/auto.h"
#include "base/buf.h"
#include "bench/papers/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct head {
	double lx, rx;         // middles of the left and the right block
	double lwidth, rwidth; // how wide they may be
	double left, right;    // y under each
	double pt;
};

// ---- lines with handwriting ---------------------------------------------------

// A piece of a line: text, or a gap of that width with digits by hand.
struct piece {
	const char *text;
	double gap; // mm; 0: text is printed
};

enum { PIECES = 8 };

static double piece_width(struct flow *f, int style, double pt, const struct piece *p)
{
	return p->gap > 0 ? p->gap : sheet_width(f->sheet, style, pt, p->text);
}

static void pieces_centre(struct flow *f, double x, double y, int style, double pt,
			  const struct piece pieces[])
{
	double width = 0;

	for (int i = 0; pieces[i].text; i++)
		width += piece_width(f, style, pt, &pieces[i]);
	x -= width / 2;
	for (int i = 0; pieces[i].text; i++) {
		double w = piece_width(f, style, pt, &pieces[i]);

		if (pieces[i].gap > 0)
			sheet_handwriting(f->sheet, x, y, w, pieces[i].text,
					  (uint64_t)f->paper->number);
		else
			sheet_text(f->sheet, x, y, style, pt, pieces[i].text);
		x += w;
	}
}

static void number_line(struct flow *f, const struct head *h, double y)
{
	const struct paper *p = f->paper;
	const struct piece pieces[PIECES] = {
		{p->label, 0},
		{p->digits, p->handwritten ? 13 : 0},
		{p->joint, 0},
		{p->symbol, 0},
	};

	pieces_centre(f, h->lx, y, PLAIN, h->pt, pieces);
}

static void date_line(struct flow *f, const struct head *h, double y)
{
	const struct paper *p = f->paper;
	bool hand = p->handwritten, padded = p->era > ERA_TYPED || p->number % 2;
	char before[128], day[8], middle[32] = " tháng ", month[8], year[32];
	struct piece pieces[PIECES] = {
		{before, 0}, {day, hand ? 9 : 0},
		{middle, 0}, {month, p->month_too ? 9 : 0},
		{year, 0},
	};
	double pt = h->pt;

	snprintf(before, sizeof(before), "%s%s ", p->place ? p->place : "",
		 p->place ? ", ngày" : "Ngày");
	snprintf(day, sizeof(day), "%0*d", hand || padded ? 2 : 1, p->day);
	snprintf(month, sizeof(month), "%0*d", padded && p->month < 3 ? 2 : 1, p->month);
	snprintf(year, sizeof(year), " năm %d", p->year);
	if (p->date_form) {
		snprintf(middle, sizeof(middle), "%c", p->date_form);
		snprintf(year, sizeof(year), "%c%d", p->date_form, p->year);
	}
	pieces_centre(f, h->rx, y, ITALIC, pt, pieces);
}

// ---- the two blocks -----------------------------------------------------------

static void star(struct flow *f, struct head *h)
{
	if (f->paper->era <= ERA_TYPED && f->paper->number % 3 == 0)
		sheet_centre(f->sheet, h->lx, h->left, PLAIN, h->pt, "-----");
	else
		sheet_centre(f->sheet, h->lx, h->left + 0.6, PLAIN, h->pt, "*");
	h->left += h->pt * 0.42;
}

static void rule_below(struct flow *f, double x, double y, double width)
{
	sheet_rule(f->sheet, x - width / 2, y, x + width / 2, y, 0.3);
}

static void left_block(struct flow *f, struct head *h)
{
	const struct paper *p = f->paper;

	if (p->parent)
		h->left = flow_centred(f, h->lx, h->left, h->lwidth, PLAIN, h->pt,
				       p->parent);
	h->left = flow_centred(f, h->lx, h->left, h->lwidth, BOLD, h->pt, p->issuer);
	if (p->era == ERA_STATE) {
		rule_below(f, h->lx, h->left - h->pt * 0.43 + 2.2, 22);
		h->left += 4;
	} else {
		star(f, h);
	}
}

static void party_title(struct flow *f, struct head *h)
{
	const char *title = f->paper->title;
	double pt = f->sheet->typed ? h->pt : h->pt + 1;

	sheet_centre(f->sheet, h->rx, h->right, BOLD, pt, title);
	if (f->paper->era >= ERA_1997 || f->paper->number % 2)
		rule_below(f, h->rx, h->right + 1.7,
			   sheet_width(f->sheet, BOLD, pt, title));
	h->right += pt * 0.43 + 1.5;
}

static void state_title(struct flow *f, struct head *h)
{
	HS_AUTO(hs_text_free) char *motto = hs_dup(strchr(f->paper->title, '\n') + 1);
	HS_AUTO(hs_text_free)
	char *title = strndup(f->paper->title, strcspn(f->paper->title, "\n"));

	sheet_centre(f->sheet, h->rx, h->right, BOLD, h->pt - 0.5, title);
	h->right += h->pt * 0.43;
	sheet_centre(f->sheet, h->rx, h->right, BOLD, h->pt, motto);
	rule_below(f, h->rx, h->right + 1.7, sheet_width(f->sheet, BOLD, h->pt, motto));
	h->right += h->pt * 0.43 + 2.5;
}

// Before 1976: the title over the issuer, or in the middle, or as it is now.
static void old_title(struct flow *f, struct head *h, int how)
{
	if (how == 0) {
		h->left = flow_centred(f, h->lx, h->left, h->lwidth, PLAIN, h->pt,
				       f->paper->title);
	} else if (how == 1) {
		sheet_centre(f->sheet, (f->left + f->right) / 2, h->left, BOLD, h->pt,
			     f->paper->title);
		h->left += h->pt * 0.8;
		h->right = h->left;
	} else {
		party_title(f, h);
	}
}

static void stamps(struct flow *f, struct head *h)
{
	const char *texts[] = {f->paper->secrecy, f->paper->urgency};

	for (size_t i = 0; i < HS_COUNT(texts); i++) {
		HS_AUTO(hs_text_free) char *text = NULL;

		if (!texts[i])
			continue;
		text = words_capitals(texts[i]);
		sheet_stamp(f->sheet, h->lx + 2 * chance_bell(f->chance), h->left + 4,
			    text);
		h->left += 12;
	}
}

// ---- below it -----------------------------------------------------------------

static void type_and_subject(struct flow *f, double y)
{
	const struct paper *p = f->paper;
	HS_AUTO(hs_text_free) char *type = words_capitals(p->type);
	double x = (f->left + f->right) / 2, width = (f->right - f->left) * 0.82;

	if (p->late_tones) {
		char *late = words_late_tones(type);

		free(type);
		type = late;
	}
	sheet_centre(f->sheet, x, y, BOLD, f->pt + 1.5, type);
	y = flow_centred(f, x, y + f->pt * 0.46, width, BOLD, f->pt, p->subject);
	if (p->era == ERA_STATE)
		rule_below(f, x, y - f->pt * 0.43 + 3.6, 30);
	else if (p->era == ERA_2026 || chance_in(f->chance, 25))
		sheet_centre(f->sheet, x, y, PLAIN, f->pt, "-----");
	f->y = y + f->leading * 0.9;
	if (p->era == ERA_STATE && p->kind->form == FORM_ARTICLES) {
		HS_AUTO(hs_text_free) char *who = hs_dup(p->issuer);

		for (char *at = who; (at = strchr(at, '\n'));)
			*at = ' ';
		f->y = flow_centred(f, x, f->y + 2, width, BOLD, f->pt, who) + 2;
	}
}

static void addressees(struct flow *f)
{
	const char *lines = f->paper->addressees;
	HS_AUTO(hs_text_free) char *copy = lines ? hs_dup(lines) : NULL;
	char *rest = copy, *line;
	double x = f->left + 24;
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (!lines)
		return;
	if (!strchr(lines, '\n')) {
		hs_buf_addf(&text, "Kính gửi: %s", lines);
		sheet_centre(f->sheet, (f->left + f->right) / 2, f->y, PLAIN, f->pt,
			     hs_buf_text(&text));
		f->y += f->leading * 1.5;
		return;
	}
	flow_line(f, x, PLAIN, "Kính gửi:");
	while ((line = strsep(&rest, "\n"))) {
		text.len = 0;
		hs_buf_addf(&text, "- %s%s", line, rest ? ";" : ".");
		flow_line(f, x + 18, PLAIN, hs_buf_text(&text));
	}
	f->y += f->leading * 0.5;
}

static struct head head_of(const struct flow *f)
{
	double width = f->right - f->left;
	struct head h = {
		.lx = f->left + width * 0.215,
		.rx = f->left + width * 0.735,
		.lwidth = width * 0.46,
		.rwidth = width * 0.53,
		.left = f->top + 4,
		.right = f->top + 4,
		.pt = f->sheet->typed ? 10.6 : 12.5,
	};

	return h;
}

static double title_lines(struct flow *f, struct head *h)
{
	const struct paper *p = f->paper;

	if (p->era == ERA_OLD)
		old_title(f, h, p->day % 3);
	else if (p->era == ERA_STATE)
		state_title(f, h);
	else
		party_title(f, h);
	left_block(f, h);
	return h->left;
}

void layout_head(struct flow *f, bool attached)
{
	const struct paper *p = f->paper;
	struct head h = head_of(f);
	double y = title_lines(f, &h);

	if (attached) {
		f->y = y + f->leading;
		return;
	}
	if (y < h.right)
		y = h.right;
	if (p->number)
		number_line(f, &h, y);
	date_line(f, &h, y);
	h.left = y + h.pt * 0.46;
	if (p->kind->form == FORM_LETTER)
		h.left = flow_centred(f, h.lx, h.left, h.lwidth * 0.9,
				      p->era == ERA_STATE ? PLAIN : ITALIC, h.pt - 0.5,
				      p->subject) +
			 1;
	stamps(f, &h);
	f->y = h.left + f->leading * 1.3;
	if (p->kind->form != FORM_LETTER)
		type_and_subject(f, f->y);
	f->y += f->leading * 0.4;
	addressees(f);
}

void layout_attachment_title(struct flow *f)
{
	double x = (f->left + f->right) / 2, width = (f->right - f->left) * 0.8;
	HS_AUTO(hs_text_free) char *copy = hs_dup(f->paper->attachment_title);
	char *rest = copy, *line;

	for (int i = 0; (line = strsep(&rest, "\n")); i++) {
		f->y = flow_centred(f, x, f->y, width, *line == '(' ? ITALIC : BOLD,
				    i ? f->pt : f->pt + 1, line);
	}
	f->y += f->leading * 0.6;
}
