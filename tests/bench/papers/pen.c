// pen.c - what is drawn by hand or stamped: see sheet.h
#include "base/auto.h"
#include "base/mem.h"
#include "bench/papers/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A stroke goes through its points, x and y in tenths of the digit's height; -1 ends a
// stroke, -2 the digit.
static const signed char digits[10][24] = {
	{4, 0, 1, 2, 0, 6, 2, 10, 5, 9, 6, 5, 5, 1, 3, 0, -2},
	{1, 3, 4, 0, 3, 5, 3, 10, -2},
	{0, 2, 3, 0, 6, 2, 4, 6, 0, 10, 3, 9, 7, 10, -2},
	{0, 1, 4, 0, 5, 2, 2, 4, 6, 6, 4, 10, 0, 9, -2},
	{4, 0, 0, 6, 6, 6, -1, 5, 3, 4, 10, -2},
	{6, 0, 2, 0, 1, 4, 5, 5, 5, 9, 0, 10, -2},
	{5, 0, 1, 4, 0, 8, 3, 10, 5, 8, 3, 5, 1, 7, -2},
	{0, 0, 6, 0, 3, 5, 2, 10, -1, 1, 5, 5, 5, -2},
	{5, 1, 2, 0, 1, 2, 5, 7, 3, 10, 0, 8, 4, 4, 5, 1, -2},
	{5, 3, 2, 5, 1, 2, 4, 0, 5, 3, 4, 7, 1, 10, -2},
};

enum { POINTS = 16 };

struct stroke {
	double x[POINTS], y[POINTS];
	int n;
};

// Through all points, bent as a hand bends (Catmull and Rom).
static void draw(struct sheet *s, const struct stroke *k)
{
	if (k->n < 2)
		return;
	cairo_move_to(s->cr, k->x[0], k->y[0]);
	for (int i = 0; i + 1 < k->n; i++) {
		int a = i > 0 ? i - 1 : 0, d = i + 2 < k->n ? i + 2 : i + 1;

		cairo_curve_to(s->cr, k->x[i] + (k->x[i + 1] - k->x[a]) / 6,
			       k->y[i] + (k->y[i + 1] - k->y[a]) / 6,
			       k->x[i + 1] - (k->x[d] - k->x[i]) / 6,
			       k->y[i + 1] - (k->y[d] - k->y[i]) / 6, k->x[i + 1],
			       k->y[i + 1]);
	}
	cairo_stroke(s->cr);
}

static void pen(struct sheet *s, uint64_t ink, double thick)
{
	static const double colours[][3] = {
		{0.10, 0.15, 0.55},
		{0.05, 0.05, 0.35},
		{0.12, 0.12, 0.14},
		{0.15, 0.20, 0.65},
	};
	const double *c = colours[ink % HS_COUNT(colours)];

	cairo_set_source_rgb(s->cr, c[0], c[1], c[2]);
	cairo_set_line_width(s->cr, thick);
	cairo_set_line_cap(s->cr, CAIRO_LINE_CAP_ROUND);
	cairo_set_line_join(s->cr, CAIRO_LINE_JOIN_ROUND);
}

static void draw_digit(struct sheet *s, int digit, double x, double y, double height)
{
	struct stroke k = {.n = 0};
	const signed char *at = digits[digit];
	double slant = 0.28 + 0.06 * chance_bell(&s->chance);

	for (;; at += 2) {
		double dx, dy;

		if (at[0] < 0) {
			draw(s, &k);
			k.n = 0;
			if (at[0] == -2)
				return;
			at--;
			continue;
		}
		dx = at[0] / 10.0 + 0.035 * chance_bell(&s->chance);
		dy = 1 - at[1] / 10.0 + 0.035 * chance_bell(&s->chance);
		k.x[k.n] = x + height * (dx + slant * dy);
		k.y[k.n++] = y - height * dy;
	}
}

void sheet_handwriting(struct sheet *s, double x, double y, double width,
		       const char *text, uint64_t ink)
{
	double height = 4.2 + 0.5 * chance_bell(&s->chance);
	double step = height * 0.72;
	double at = x + (width - step * (double)strlen(text)) / 2;

	cairo_save(s->cr);
	cairo_set_source_rgb(s->cr, 0, 0, 0);
	for (double d = x + 0.4; d < x + width; d += 1.0) {
		cairo_arc(s->cr, d, y - 0.1, 0.16, 0, 2 * M_PI);
		cairo_fill(s->cr);
	}
	pen(s, ink, 0.42);
	for (; *text; text++, at += step)
		draw_digit(s, *text - '0', at, y - 0.6 + 0.3 * chance_bell(&s->chance),
			   height * (1 + 0.06 * chance_bell(&s->chance)));
	cairo_restore(s->cr);
}

void sheet_signature(struct sheet *s, double x, double y, double width, uint64_t ink)
{
	struct stroke k = {.n = 0};
	double step = width / 11;

	cairo_save(s->cr);
	pen(s, ink, 0.55);
	for (int i = 0; i < 13; i++) {
		double wave = (i % 2 ? 1 : -1) * (i < 4 ? 9 : 4);

		k.x[k.n] = x - width / 2 + i * step * 0.9 + 1.5 * chance_bell(&s->chance);
		k.y[k.n++] = y + wave * chance_real(&s->chance, 0.4, 1);
	}
	draw(s, &k);
	k.n = 0;
	for (int i = 0; i < 4; i++) { // the flourish below
		k.x[k.n] = x + width * (0.5 - i * 0.3) + chance_bell(&s->chance);
		k.y[k.n++] = y + 6 + 1.5 * chance_bell(&s->chance);
	}
	draw(s, &k);
	cairo_restore(s->cr);
}

static void star(struct sheet *s, double radius)
{
	for (int i = 0; i < 10; i++) {
		double r = i % 2 ? radius * 0.4 : radius, a = M_PI * i / 5 - M_PI / 2;

		cairo_line_to(s->cr, r * cos(a), r * sin(a));
	}
	cairo_close_path(s->cr);
	cairo_fill(s->cr);
}

// Letters along the upper inner edge.
static void around(struct sheet *s, const char *text, double radius)
{
	double at = -M_PI * 0.75, width, step;
	cairo_text_extents_t size;

	cairo_set_font_size(s->cr, 2.6);
	cairo_text_extents(s->cr, text, &size);
	width = size.x_advance;
	step = width > 0 ? M_PI * 1.5 / width : 0;
	while (*text) {
		char one[5] = "";
		size_t len = 1;

		while (len < 4 && (text[len] & 0xc0) == 0x80)
			len++;
		memcpy(one, text, len);
		cairo_text_extents(s->cr, one, &size);
		cairo_save(s->cr);
		cairo_rotate(s->cr, at + step * size.x_advance / 2);
		cairo_move_to(s->cr, -size.x_advance / 2, -radius);
		cairo_show_text(s->cr, one);
		cairo_restore(s->cr);
		at += step * size.x_advance;
		text += len;
	}
}

void sheet_seal(struct sheet *s, double x, double y, const char *text)
{
	cairo_save(s->cr);
	cairo_translate(s->cr, x, y);
	cairo_rotate(s->cr, 0.12 * chance_bell(&s->chance));
	cairo_set_source_rgba(s->cr, 0.85, 0.08, 0.12, 0.85);
	cairo_set_line_width(s->cr, 0.8);
	cairo_new_path(s->cr);
	cairo_arc(s->cr, 0, 0, 17, 0, 2 * M_PI);
	cairo_stroke(s->cr);
	cairo_set_line_width(s->cr, 0.3);
	cairo_arc(s->cr, 0, 0, 11.6, 0, 2 * M_PI);
	cairo_stroke(s->cr);
	star(s, 6);
	cairo_select_font_face(s->cr, "Arimo", CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_BOLD);
	around(s, text, 13);
	cairo_restore(s->cr);
}

void sheet_stamp(struct sheet *s, double x, double y, const char *text)
{
	static const double height = 8;
	cairo_text_extents_t size;
	double width;

	cairo_save(s->cr);
	cairo_translate(s->cr, x, y);
	cairo_rotate(s->cr, 0.02 * chance_bell(&s->chance));
	cairo_set_source_rgba(s->cr, 0.82, 0.08, 0.12, 0.9);
	cairo_select_font_face(s->cr, "Tinos", CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_BOLD);
	cairo_set_font_size(s->cr, 14 * 25.4 / 72);
	cairo_text_extents(s->cr, text, &size);
	width = size.x_advance + 6 > 20 ? size.x_advance + 6 : 20;
	cairo_set_line_width(s->cr, 0.5);
	cairo_rectangle(s->cr, -width / 2, -height / 2, width, height);
	cairo_stroke(s->cr);
	cairo_move_to(s->cr, -size.x_advance / 2, 1.7);
	cairo_show_text(s->cr, text);
	cairo_restore(s->cr);
}
