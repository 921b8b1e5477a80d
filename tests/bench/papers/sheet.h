// sheet.h - a sheet of A4 to draw on, for make-papers (cairo). Lengths are mm, sizes of
// letters points, y is the base line.
#pragma once

#include "bench/papers/chance.h"

#include <cairo.h>

#define SHEET_W 210.0
#define SHEET_H 297.0

enum style { PLAIN = 0, BOLD = 1, ITALIC = 2, UNDER = 4, RED = 8 };

struct sheet {
	cairo_surface_t *surface;
	cairo_t *cr;
	bool typed;   // a typewriter: one width, no bold, no slant
	double shake; // how unsteady it is, 0 to 1
	const char *family;
	struct chance chance;
};

// dry: nothing is drawn, only measured.
void sheet_open(struct sheet *s, double dpi, bool dry);
void sheet_done(struct sheet *s);
void sheet_clear(struct sheet *s);

double sheet_width(struct sheet *s, int style, double pt, const char *text);
void sheet_text(struct sheet *s, double x, double y, int style, double pt,
		const char *text);
void sheet_centre(struct sheet *s, double x, double y, int style, double pt,
		  const char *text);
void sheet_rule(struct sheet *s, double x1, double y1, double x2, double y2,
		double thick);

// Up to max lines of text that are not wider than width; the first is narrower by
// indent. Returns how many; the caller frees each.
int sheet_wrap(struct sheet *s, int style, double pt, const char *text, double width,
	       double indent, char *lines[], int max);
// One line, its spaces widened to fill the width (a typewriter does not).
void sheet_justify(struct sheet *s, double x, double y, double pt, double width,
		   const char *line);

// Digits by hand over a dotted line of that width, from x on.
void sheet_handwriting(struct sheet *s, double x, double y, double width,
		       const char *digits, uint64_t ink);
void sheet_signature(struct sheet *s, double x, double y, double width, uint64_t ink);
void sheet_seal(struct sheet *s, double x, double y, const char *around);
// A stamp with a frame; its middle.
void sheet_stamp(struct sheet *s, double x, double y, const char *text);
