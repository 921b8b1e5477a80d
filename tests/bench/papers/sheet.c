// sheet.c - see sheet.h
#include "bench/papers/sheet.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MM_PER_POINT (25.4 / 72)

void sheet_open(struct sheet *s, double dpi, bool dry)
{
	int w = dry ? 1 : (int)(SHEET_W / 25.4 * dpi);
	int h = dry ? 1 : (int)(SHEET_H / 25.4 * dpi);
	cairo_font_options_t *options = cairo_font_options_create();

	s->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
	s->cr = cairo_create(s->surface);
	cairo_scale(s->cr, dpi / 25.4, dpi / 25.4);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(s->cr, options);
	cairo_font_options_destroy(options);
	sheet_clear(s);
}

void sheet_done(struct sheet *s)
{
	cairo_destroy(s->cr);
	cairo_surface_destroy(s->surface);
}

void sheet_clear(struct sheet *s)
{
	cairo_set_source_rgb(s->cr, 1, 1, 1);
	cairo_paint(s->cr);
}

static void choose(struct sheet *s, int style, double pt)
{
	bool slant = style & ITALIC && !s->typed, bold = style & BOLD && !s->typed;

	cairo_select_font_face(s->cr, s->family,
			       slant ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
			       bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
	// A typewriter has one size.
	cairo_set_font_size(s->cr, (s->typed ? 10.6 : pt) * MM_PER_POINT);
}

static double advance(struct sheet *s, const char *text)
{
	cairo_text_extents_t size;

	cairo_text_extents(s->cr, text, &size);
	return size.x_advance;
}

double sheet_width(struct sheet *s, int style, double pt, const char *text)
{
	choose(s, style, pt);
	return advance(s, text);
}

// Each letter a little off its place, struck more or less hard.
static void strike(struct sheet *s, double x, double y, const char *text, bool twice)
{
	const char *at = text, *end = text + strlen(text);
	double one = advance(s, "n");

	while (at < end) {
		HS_AUTO(hs_buf_done) struct hs_buf letter = {0};
		double dx = s->shake * 0.1 * chance_bell(&s->chance);
		double dy = s->shake * 0.16 * chance_bell(&s->chance);
		double ink = 1 - s->shake * 0.25 * fabs(chance_bell(&s->chance));

		hs_utf8_add(&letter, hs_utf8_next(&at, end));
		cairo_set_source_rgba(s->cr, 0, 0, 0, ink < 0.3 ? 0.3 : ink);
		cairo_move_to(s->cr, x + dx, y + dy);
		cairo_show_text(s->cr, hs_buf_text(&letter));
		if (twice || s->shake > 0.3) { // a worn ribbon prints broad
			cairo_move_to(s->cr, x + dx + 0.1, y + dy);
			cairo_show_text(s->cr, hs_buf_text(&letter));
		}
		x += one;
	}
}

static void ink(struct sheet *s, int style)
{
	if (style & RED)
		cairo_set_source_rgb(s->cr, 0.80, 0.10, 0.14);
	else
		cairo_set_source_rgb(s->cr, 0, 0, 0);
}

void sheet_rule(struct sheet *s, double x1, double y1, double x2, double y2, double thick)
{
	ink(s, PLAIN);
	cairo_set_line_width(s->cr, thick);
	cairo_move_to(s->cr, x1, y1);
	cairo_line_to(s->cr, x2, y2);
	cairo_stroke(s->cr);
}

void sheet_text(struct sheet *s, double x, double y, int style, double pt,
		const char *text)
{
	choose(s, style, pt);
	if (style & UNDER)
		sheet_rule(s, x, y + 0.9, x + advance(s, text), y + 0.9, 0.25);
	ink(s, style);
	if (s->typed) {
		strike(s, x, y, text, style & BOLD);
		return;
	}
	cairo_move_to(s->cr, x, y);
	cairo_show_text(s->cr, text);
}

void sheet_centre(struct sheet *s, double x, double y, int style, double pt,
		  const char *text)
{
	sheet_text(s, x - sheet_width(s, style, pt, text) / 2, y, style, pt, text);
}

// ---- lines --------------------------------------------------------------------

// How many bytes of text fit, at word ends; at least one word.
static size_t fitting(struct sheet *s, const char *text, double width)
{
	size_t len = strcspn(text, " "), next;

	for (;; len = next) {
		HS_AUTO(hs_text_free) char *more = NULL;

		if (!text[len])
			return len;
		next = len + 1 + strcspn(text + len + 1, " ");
		more = strndup(text, next);
		if (advance(s, more) > width)
			return len;
	}
}

int sheet_wrap(struct sheet *s, int style, double pt, const char *text, double width,
	       double indent, char *lines[], int max)
{
	int n = 0;

	choose(s, style, pt);
	while (*text && n < max) {
		size_t len = fitting(s, text, width - (n == 0 ? indent : 0));

		lines[n++] = strndup(text, len);
		text += len;
		text += *text == ' ';
	}
	return n;
}

void sheet_justify(struct sheet *s, double x, double y, double pt, double width,
		   const char *line)
{
	double natural = sheet_width(s, PLAIN, pt, line);
	double space = advance(s, " ");
	int gaps = 0;

	for (const char *at = line; *at; at++)
		gaps += *at == ' ';
	if (s->typed || gaps == 0 || natural > width) {
		sheet_text(s, x, y, PLAIN, pt, line);
		return;
	}
	space += (width - natural) / gaps;
	while (*line) {
		size_t len = strcspn(line, " ");
		HS_AUTO(hs_text_free) char *word = strndup(line, len);

		sheet_text(s, x, y, PLAIN, pt, word);
		x += advance(s, word) + space;
		line += len;
		line += *line == ' ';
	}
}
