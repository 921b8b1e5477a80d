// layout-foot.c - signature, recipients, tables: see layout.h
#include "base/auto.h"
#include "base/buf.h"
#include "bench/papers/layout.h"

#include <stdlib.h>
#include <string.h>

#define SIGNATURE 36.0 // mm left for it

static int lines_in(const char *lines)
{
	int n = lines != NULL;

	for (const char *at = lines; at && (at = strchr(at, '\n')); at++)
		n++;
	return n;
}

double layout_foot_height(const struct flow *f)
{
	const struct paper *p = f->paper;
	double right = (lines_in(p->authority) + 1) * f->leading + SIGNATURE + 8;
	double left = (lines_in(p->recipients) + 1) * 5.4 + 4;

	return (left > right ? left : right) + 8;
}

static void recipients(struct flow *f, double y)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(f->paper->recipients);
	bool state = f->paper->era == ERA_STATE;
	char *rest = copy, *line;

	sheet_text(f->sheet, f->left, y, state ? BOLD | ITALIC : UNDER,
		   f->sheet->typed ? 10.6 : 12, "Nơi nhận:");
	while ((line = strsep(&rest, "\n"))) {
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};

		y += 5.2;
		hs_buf_addf(&text, "- %s%s", line, !rest ? "." : state ? ";" : ",");
		sheet_text(f->sheet, f->left, y, PLAIN, state ? 11 : 12,
			   hs_buf_text(&text));
	}
}

// The other signer of minutes.
static void clerk(struct flow *f, double y)
{
	HS_AUTO(hs_text_free) char *name = words_person(f->chance);
	double x = f->left + 32;

	sheet_centre(f->sheet, x, y, BOLD, f->pt - 0.5, "THƯ KÝ");
	sheet_signature(f->sheet, x, y + SIGNATURE / 2, 26, (uint64_t)f->paper->day);
	sheet_centre(f->sheet, x, y + SIGNATURE, BOLD, f->pt, name);
}

// Over a third of the signature, on its left; now and then it slips onto the name.
static void seal(struct flow *f, double x, double y)
{
	double slip = chance_in(f->chance, 6) ? 5 : 0;
	HS_AUTO(hs_text_free) char *text = hs_dup(f->paper->issuer);

	for (char *at = text; (at = strchr(at, '\n'));)
		*at = ' ';
	sheet_seal(f->sheet, x, y + slip, text);
}

void layout_foot(struct flow *f)
{
	const struct paper *p = f->paper;
	double x = f->left + (f->right - f->left) * 0.74, y = f->y + 4;
	double pt = f->sheet->typed ? 10.6 : f->pt - 0.5, under = y, width = 80;

	if (p->recipients)
		recipients(f, y);
	else
		clerk(f, y);
	if (p->authority)
		under = flow_centred(f, x, under, width, BOLD, pt, p->authority);
	under = flow_centred(f, x, under, width, p->era == ERA_STATE ? BOLD : PLAIN, pt,
			     p->position);
	if (p->recipients && p->body->class != 'K')
		seal(f, x - 15 + 2 * chance_bell(f->chance), under + 12.5);
	sheet_signature(f->sheet, x + 3, under + 12, chance_real(f->chance, 24, 40),
			(uint64_t)p->day);
	sheet_centre(f->sheet, x, under + SIGNATURE, BOLD, f->pt, p->signer);
	f->y = under + SIGNATURE + 6;
}

// ---- tables -------------------------------------------------------------------

enum { COLUMNS = 4 };

static void row(struct flow *f, const double at[COLUMNS + 1], const char *cells[COLUMNS],
		int style)
{
	double top = f->y - f->leading * 0.75, height = f->leading + 1;

	for (int i = 0; i <= COLUMNS; i++)
		sheet_rule(f->sheet, at[i], top, at[i], top + height, 0.25);
	sheet_rule(f->sheet, at[0], top, at[COLUMNS], top, 0.25);
	sheet_rule(f->sheet, at[0], top + height, at[COLUMNS], top + height, 0.25);
	for (int i = 0; i < COLUMNS; i++)
		sheet_text(f->sheet, at[i] + 1.2, f->y, style, f->pt - 1.5, cells[i]);
	f->y += height;
}

void layout_table(struct flow *f, int rows)
{
	static const char *titles[COLUMNS] = {"TT", "Họ và tên", "Năm sinh", "Chức vụ"};
	double w = f->right - f->left;
	const double at[COLUMNS + 1] = {f->left, f->left + 0.08 * w, f->left + 0.45 * w,
					f->left + 0.63 * w, f->right};

	f->y += 2;
	if (f->y + 3 * f->leading > f->bottom)
		flow_turn(f);
	row(f, at, titles, BOLD);
	for (int i = 1; i <= rows; i++) {
		HS_AUTO(hs_text_free) char *name = words_person(f->chance);
		HS_AUTO(hs_text_free)
		char *post = words_fill(f->chance, NULL, "{post}");
		HS_AUTO(hs_text_free)
		char *born = words_fill(f->chance, NULL, "{n:1928-1990}");
		HS_AUTO(hs_buf_done) struct hs_buf number = {0};
		const char *cells[COLUMNS];

		hs_buf_addf(&number, "%d", i);
		cells[0] = hs_buf_text(&number);
		cells[1] = name;
		cells[2] = born;
		cells[3] = post;
		if (f->y + f->leading > f->bottom)
			flow_turn(f);
		row(f, at, cells, PLAIN);
	}
	f->y += 4;
}
