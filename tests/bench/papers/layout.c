// layout.c - see layout.h
#include "bench/papers/layout.h"
#include "base/auto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 120 };

#define INDENT 10.0

// ---- pages --------------------------------------------------------------------

void flow_turn(struct flow *f)
{
	char number[24];

	f->press->print(f->press->to, f->sheet);
	f->press->pages++;
	sheet_clear(f->sheet);
	f->page++;
	f->numbered++;
	f->y = f->top + f->leading;
	snprintf(number, sizeof(number), f->dashes ? "- %d -" : "%d", f->numbered);
	if (f->numbered > 1)
		sheet_centre(f->sheet, (f->left + f->right) / 2, f->top - 6, PLAIN, f->pt,
			     number);
}

void flow_line(struct flow *f, double x, int style, const char *text)
{
	if (f->y > f->bottom)
		flow_turn(f);
	sheet_text(f->sheet, x, f->y, style, f->pt, text);
	f->y += f->leading;
}

double flow_centred(struct flow *f, double x, double y, double width, int style,
		    double pt, const char *lines)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(lines);
	char *rest = copy, *line;

	while ((line = strsep(&rest, "\n"))) {
		char *parts[8];
		int n = sheet_wrap(f->sheet, style, pt, line, width, 0, parts, 8);

		for (int i = 0; i < n; i++, y += pt * 0.43) {
			sheet_centre(f->sheet, x, y, style, pt, parts[i]);
			free(parts[i]);
		}
	}
	return y;
}

// ---- blocks -------------------------------------------------------------------

static double width_of(const struct flow *f)
{
	return f->right - f->left;
}

static int style_of(const struct flow *f, const struct block *b)
{
	if (b->kind == BLOCK_HEAD || b->kind == BLOCK_CENTRE)
		return BOLD;
	return b->kind == BLOCK_GROUND && f->paper->era == ERA_STATE ? ITALIC : PLAIN;
}

static double height_of(struct flow *f, const struct block *b)
{
	char *lines[LINES];
	int n = sheet_wrap(f->sheet, style_of(f, b), f->pt, b->text, width_of(f), INDENT,
			   lines, LINES);

	for (int i = 0; i < n; i++)
		free(lines[i]);
	return n * f->leading + 1.5;
}

static void place(struct flow *f, const struct block *b)
{
	int style = style_of(f, b);
	char *lines[LINES];
	int n = sheet_wrap(f->sheet, style, f->pt, b->text, width_of(f), INDENT, lines,
			   LINES);

	if (b->kind == BLOCK_HEAD && f->y + 2 * f->leading > f->bottom)
		flow_turn(f);
	for (int i = 0; i < n; i++) {
		double indent = i == 0 ? INDENT : 0;

		if (f->y > f->bottom)
			flow_turn(f);
		if (b->kind == BLOCK_CENTRE)
			sheet_centre(f->sheet, (f->left + f->right) / 2, f->y, style,
				     f->pt, lines[i]);
		else if (style != PLAIN || i == n - 1)
			sheet_text(f->sheet, f->left + indent, f->y, style, f->pt,
				   lines[i]);
		else
			sheet_justify(f->sheet, f->left + indent, f->y, f->pt,
				      width_of(f) - indent, lines[i]);
		f->y += f->leading;
		free(lines[i]);
	}
	f->y += 1.5;
}

static void say_block(struct flow *f, struct block b)
{
	place(f, &b);
	free(b.text);
}

// Fills pages until `last`, and some of that, leaving room for the foot.
static void fill_pages(struct flow *f, struct content *c, int last, double foot)
{
	double room = f->bottom - foot;
	double enough = f->top + (room - f->top) * chance_real(f->chance, 0.55, 1.2);
	int least = 1;

	for (;;) {
		struct block b = content_next(c);

		if (f->page >= last && least <= 0 &&
		    (f->y > enough || f->y + height_of(f, &b) > room)) {
			free(b.text);
			break;
		}
		if (f->page > last) {
			free(b.text);
			break;
		}
		say_block(f, b);
		least--;
		if (c->said == 4 && !c->attached && f->page < last &&
		    chance_in(f->chance, 22) && c->paper->kind->form == FORM_SECTIONS)
			layout_table(f, chance_between(f->chance, 3, 8));
	}
}

// ---- papers -------------------------------------------------------------------

static void margins(struct flow *f, bool typed)
{
	static const double known[ERA_COUNT][4] = {
		// top bottom left right, mm
		[ERA_OLD] = {18, 18, 28, 12},   [ERA_TYPED] = {20, 20, 28, 13},
		[ERA_1997] = {25, 25, 35, 15},  [ERA_2004] = {25, 25, 35, 15},
		[ERA_2018] = {20, 20, 30, 15},  [ERA_2026] = {20, 20, 30, 15},
		[ERA_STATE] = {20, 20, 30, 15},
	};
	const double *m = known[f->paper->era];

	f->top = m[0];
	f->bottom = SHEET_H - m[1];
	f->left = m[2];
	f->right = SHEET_W - m[3];
	f->pt = typed ? 10.6 : chance_in(f->chance, 75) ? 14 : 13;
	f->leading = typed ? chance_real(f->chance, 5.4, 6.6)
			   : f->pt * chance_real(f->chance, 0.42, 0.50);
	f->dashes = typed ? chance_in(f->chance, 50) : false;
}

static void choose_letters(struct sheet *s, const struct paper *p, struct chance *c,
			   bool typed)
{
	static const char *const mono[] = {"Cousine", "FreeMono", "TeX Gyre Cursor"};
	static const char *const serif[] = {"Tinos", "Tinos", "FreeSerif",
					    "TeX Gyre Termes"};

	s->typed = typed || p->era <= ERA_TYPED;
	s->family = s->typed ? PICK(c, mono) : PICK(c, serif);
}

static void attach(struct flow *f)
{
	struct paper *p = f->paper;
	struct content more = {.paper = p, .chance = f->chance, .attached = true};
	bool repeats = p->attachment == 2 && chance_in(f->chance, 40);
	int first;

	if (p->attachment == 1 && chance_in(f->chance, 40))
		f->numbered = 0; // numbers begin again
	flow_turn(f);
	first = f->page;
	p->attachment_first = f->press->pages + 1;
	if (repeats)
		layout_head(f, true);
	layout_attachment_title(f);
	if (p->attachment == 1) {
		say_block(f, content_next(&more));
		layout_table(f, chance_between(f->chance, 6, 18));
	}
	fill_pages(f, &more, first + p->attachment_length - 1, 10);
	say_block(f, content_end(&more));
	if (p->attachment == 2 && chance_in(f->chance, 30)) {
		if (f->y + layout_foot_height(f) > f->bottom)
			flow_turn(f);
		layout_foot(f);
	}
}

void layout_paper(struct press *press, struct paper *p, struct chance *c, bool typed)
{
	struct flow f = {
		.press = press,
		.sheet = press->sheet,
		.paper = p,
		.chance = c,
		.page = 1,
		.numbered = 1,
	};
	struct content content = {.paper = p, .chance = c};
	double foot;

	choose_letters(f.sheet, p, c, typed);
	margins(&f, f.sheet->typed);
	p->first = press->pages + 1;
	sheet_clear(f.sheet);
	layout_head(&f, false);
	foot = layout_foot_height(&f);
	if (p->kind->form == FORM_LIST) {
		say_block(&f, content_next(&content));
		layout_table(&f, chance_between(c, 7, 16) * p->length);
	} else {
		fill_pages(&f, &content, p->length, foot + 2 * f.leading);
	}
	say_block(&f, content_end(&content));
	if (f.y + foot > f.bottom + 6)
		flow_turn(&f);
	layout_foot(&f);
	if (p->attachment)
		attach(&f);
	flow_turn(&f); // the last page is printed, a fresh one is thrown away
	p->last = press->pages;
}
