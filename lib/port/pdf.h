// pdf.h - poppler and cairo: pages of a PDF as pictures, and their own text.
//
// Fonts that a PDF does not embed come from the system, so this port needs to
// read the folders of hs_pdf_folders; its worker's jail allows nothing else.
#pragma once

#include "base/err.h"
#include "model/raster.h"
#include "model/words.h"

#include <stdbool.h>
#include <stdint.h>

enum { HS_PDF_DPI_MIN = 200, HS_PDF_DPI_MAX = 400, HS_PDF_DPI = 300 };

struct hs_pdf;

extern const char *const hs_pdf_folders[]; // ends with NULL

// HS_REFUSED for a file that needs a password, HS_DAMAGED for what is no PDF
// or has no page. fd stays the caller's and must outlive the result.
HS_CHECKED struct hs_pdf *hs_pdf_open(int fd, struct hs_err *err);
void hs_pdf_free(struct hs_pdf **pdf);
uint32_t hs_pdf_pages(const struct hs_pdf *pdf);

// What was seen while a page was drawn.
struct hs_pdf_look {
	bool has_text;     // some, visible or not
	bool visible_text; // and it was drawn, not hidden under or behind a picture
	bool scan;         // one picture covers most of the page
};

// The resolution to render a page at: that of its largest picture (most
// pixels), within HS_PDF_DPI_MIN and _MAX; HS_PDF_DPI where it has none. width
// and height: pixels of the largest picture that somebody else found in it
// (port/qpdf; stencils are hidden from here), or 0.
double hs_pdf_dpi(struct hs_pdf *pdf, uint32_t page, double width, double height);

// Renders page 1, 2, … on white at dpi. Grey pages come with depth 8, others
// with 32. look may be NULL.
HS_CHECKED int hs_pdf_render(struct hs_pdf *pdf, uint32_t page, double dpi,
			     struct hs_raster *raster, struct hs_pdf_look *look,
			     struct hs_err *err);

// The page's own text as words with boxes in pixels of the page rendered at
// dpi, of the given size; confidence 1.
HS_CHECKED int hs_pdf_text(struct hs_pdf *pdf, uint32_t page, double dpi, uint32_t width,
			   uint32_t height, struct hs_words *words, struct hs_err *err);
