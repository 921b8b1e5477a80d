// sheets.c - see sheets.h
#include "port/sheets.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/code128.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#define MM (72 / 25.4) // points
#define WIDTH 210.0    // mm: A4
#define HEIGHT 297.0

enum {
	EDGE = 12,   // mm to the patch: Kodak asks for 6, printers leave 5
	SIDE = 15,   // mm beside its bars
	QR_TOP = 85, // mm
	QR_SIDE = 70,
	BARS_TOP = 200,
	BARS_HIGH = 28,
};

struct hs_sheets {
	cairo_surface_t *surface;
	cairo_t *cr;
	struct hs_buf pdf;
};

static cairo_status_t keep(void *user, const unsigned char *bytes, unsigned len)
{
	hs_buf_add(user, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

struct hs_sheets *hs_sheets_new(struct hs_err *err)
{
	HS_AUTO(hs_sheets_free) struct hs_sheets *s = HS_NEW(struct hs_sheets);

	s->surface = cairo_pdf_surface_create_for_stream(keep, &s->pdf, WIDTH * MM,
							 HEIGHT * MM);
	// The same sheets are the same bytes, whenever they are made.
	cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       "2000-01-01T00:00:00Z");
	s->cr = cairo_create(s->surface);
	if (cairo_status(s->cr) != CAIRO_STATUS_SUCCESS) {
		hs_fail(err, HS_ENGINE, "cannot draw: %s",
			cairo_status_to_string(cairo_status(s->cr)));
		return NULL;
	}
	return HS_STEAL(s);
}

void hs_sheets_free(struct hs_sheets **s)
{
	if (!*s)
		return;
	cairo_destroy((*s)->cr);
	cairo_surface_destroy((*s)->surface);
	hs_buf_done(&(*s)->pdf);
	free(*s);
	*s = NULL;
}

static void bar(cairo_t *cr, double x, double y, double width, double height)
{
	cairo_rectangle(cr, x * MM, y * MM, width * MM, height * MM);
	cairo_fill(cr);
}

// From the edge inwards, so that a sheet that lies the other way round is read the same.
static void draw_patch(cairo_t *cr, enum hs_patch patch, bool bottom)
{
	double at = EDGE;

	for (int i = 0; i < 4; i++) {
		double high = hs_patch_wide(patch, i) ? HS_PATCH_WIDE : HS_PATCH_NARROW;

		bar(cr, SIDE, bottom ? HEIGHT - at - high : at, WIDTH - 2 * SIDE, high);
		at += high + HS_PATCH_NARROW;
	}
}

static int draw_qr(cairo_t *cr, const char *payload, struct hs_err *err)
{
	QRcode *qr = QRcode_encodeString8bit(payload, 0, QR_ECLEVEL_H);
	double module;

	if (!qr)
		return hs_fail(err, HS_USAGE, "'%s' is too long for a QR code", payload);
	module = (double)QR_SIDE / qr->width;
	for (int y = 0; y < qr->width; y++)
		for (int x = 0; x < qr->width; x++)
			if (qr->data[y * qr->width + x] & 1)
				cairo_rectangle(cr,
						((WIDTH - QR_SIDE) / 2 + x * module) * MM,
						(QR_TOP + y * module) * MM, module * MM,
						module * MM);
	cairo_fill(cr);
	QRcode_free(qr);
	return 0;
}

static void draw_bars(cairo_t *cr, const char *payload)
{
	unsigned char widths[6 * (HS_CODE128_MAX + 3) + 1];
	size_t n = hs_code128(payload, widths);
	double modules = 0, at, module;

	for (size_t i = 0; i < n; i++)
		modules += widths[i];
	module = n ? (WIDTH - 2 * SIDE) / (modules + 20) : 0;
	module = module > 0.8 ? 0.8 : module; // mm
	if (module < 0.35)                    // at 150 dpi two pixels
		return;
	at = (WIDTH - modules * module) / 2;
	for (size_t i = 0; i < n; i++) {
		if (i % 2 == 0)
			bar(cr, at, BARS_TOP, widths[i] * module, BARS_HIGH);
		at += widths[i] * module;
	}
}

static void write_line(cairo_t *cr, const char *text, double y, double size)
{
	cairo_text_extents_t box;
	double wide = (WIDTH - 2 * SIDE) * MM;

	cairo_select_font_face(cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_BOLD);
	cairo_set_font_size(cr, size * MM);
	cairo_text_extents(cr, text, &box);
	if (box.x_advance > wide) {
		cairo_set_font_size(cr, size * MM * wide / box.x_advance);
		cairo_text_extents(cr, text, &box);
	}
	cairo_move_to(cr, (WIDTH * MM - box.x_advance) / 2, y * MM);
	cairo_show_text(cr, text);
}

int hs_sheets_add(struct hs_sheets *s, const struct hs_sheet_text *sheet,
		  struct hs_err *err)
{
	cairo_set_source_rgb(s->cr, 0, 0, 0);
	draw_patch(s->cr, sheet->patch, false);
	draw_patch(s->cr, sheet->patch, true);
	write_line(s->cr, sheet->title, 65, 14);
	write_line(s->cr, sheet->below, 250, 5);
	draw_bars(s->cr, sheet->payload);
	if (draw_qr(s->cr, sheet->payload, err) < 0)
		return -1;
	cairo_show_page(s->cr);
	return 0;
}

int hs_sheets_close(struct hs_sheets *s, struct hs_buf *out, struct hs_err *err)
{
	cairo_surface_finish(s->surface);
	if (cairo_surface_status(s->surface) != CAIRO_STATUS_SUCCESS)
		return hs_fail(err, HS_ENGINE, "cannot draw: %s",
			       cairo_status_to_string(cairo_surface_status(s->surface)));
	hs_buf_add(out, s->pdf.data, s->pdf.len);
	return 0;
}
