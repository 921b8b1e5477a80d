// fuzz-pdf.c - port/pdf over hostile files: pages, pictures, text.
// corpus: samples SHARED/corpus/hostile-pdf
#include "fuzz/fuzz.h"
#include "port/pdf.h"

#include <stdlib.h>

enum { DPI = 40 }; // enough to walk through everything that a page draws

static void read_page(struct hs_pdf *pdf, uint32_t page)
{
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_pdf_look look = {0};
	struct hs_err err = {0};
	double dpi = hs_pdf_dpi(pdf, page, 1000, 1000);

	if (!(dpi >= HS_PDF_DPI_MIN && dpi <= HS_PDF_DPI_MAX))
		abort();
	if (hs_pdf_render(pdf, page, DPI, &raster, &look, &err) < 0 ||
	    hs_pdf_text(pdf, page, DPI, raster.width, raster.height, &words, &err) < 0)
		return;
	for (size_t i = 0; i < words.count; i++) {
		const struct hs_box *b = &words.list[i].box;

		if (b->x < 0 || b->y < 0 || b->w <= 0 || b->h <= 0 ||
		    (uint32_t)(b->x + b->w) > raster.width ||
		    (uint32_t)(b->y + b->h) > raster.height)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_fd_done) int fd = fuzz_file(data, size);
	struct hs_err err = {0};
	HS_AUTO(hs_pdf_free) struct hs_pdf *pdf = fd < 0 ? NULL : hs_pdf_open(fd, &err);

	for (uint32_t i = 1; pdf && i <= FUZZ_PAGES_MAX && i <= hs_pdf_pages(pdf); i++)
		read_page(pdf, i);
	return 0;
}
