// restored MODEL IN OUT - the picture that hoso-ocr reads of a page: upright,
// restored, without the rules of tables, facing pages apart (scripts/make-pictures).
#include "craft/orient.h"
#include "craft/sheet.h"
#include "port/image-restore.h"

#include <allheaders.h>
#include <stdio.h>
#include <stdlib.h>

enum { BETWEEN = 60 }; // pixels between facing pages

static struct hs_err err;

static void check(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "restored: %s: %s\n", what, err.text);
	exit(1);
}

static PIX *as_pix(const struct hs_raster *r)
{
	PIX *pix = pixCreate((int)r->width, (int)r->height, (int)r->depth);

	check(pix != NULL, "picture");
	for (size_t i = 0; i < (size_t)r->wpl * r->height; i++)
		pixGetData(pix)[i] = r->data[i];
	return pixConvertTo8(pix, 0);
}

// Of the page, or of a part of it, as it is read.
static PIX *restore(struct hs_ocr *ocr, const struct hs_raster *page, double dpi)
{
	struct hs_sheet sheet = {
		.page = page,
		.at = {.w = (int)page->width,
		       .h = (int)page->height,
		       .page_w = (int)page->width,
		       .page_h = (int)page->height},
	};

	check(hs_sheet_measure(&sheet, dpi, &err) == 0, "measure");
	check(hs_sheet_read(&sheet, ocr, false, &err) == 0, "read");
	return as_pix(sheet.made.data ? &sheet.made : page);
}

int main(int argc, char **argv)
{
	PIX *in = argc == 4 ? pixRead(argv[2]) : NULL;
	PIX *pix = in ? pixConvertTo32(in) : NULL, *out;
	struct hs_ocr *ocr = pix ? hs_ocr_new(argv[1], &err) : NULL;
	struct hs_raster page = {.depth = 32};
	struct hs_sheet whole = {.page = &page};
	int dpi, quarters = 0, gutter;

	check(pix && ocr, "usage: restored MODEL IN OUT");
	dpi = pixGetXRes(in);
	check(hs_raster_init(&page, (uint32_t)pixGetWidth(pix),
			     (uint32_t)pixGetHeight(pix), 32, &err) == 0,
	      "page");
	for (size_t i = 0; i < (size_t)page.wpl * page.height; i++)
		page.data[i] = pixGetData(pix)[i];
	check(hs_sheet_measure(&whole, dpi, &err) == 0, "measure");
	if (whole.spread.sideways > 1)
		check(hs_orient(ocr, &page, &whole.spread, dpi, &quarters, &err) == 0 &&
			      hs_image_quarter(&page, quarters, &err) == 0,
		      "orient");
	gutter = (int)whole.spread.gutter;
	if (gutter == 0) {
		out = restore(ocr, &page, dpi);
	} else {
		const struct hs_box left = {0, 0, gutter, (int)page.height};
		const struct hs_box right = {gutter, 0, (int)page.width - gutter,
					     (int)page.height};
		struct hs_raster l = {0}, r = {0};

		check(hs_image_part(&page, &left, &l, &err) == 0 &&
			      hs_image_part(&page, &right, &r, &err) == 0,
		      "part");
		out = pixCreate((int)page.width + BETWEEN, (int)page.height, 8);
		check(out != NULL, "picture");
		pixSetAll(out);
		pixRasterop(out, 0, 0, gutter, (int)page.height, PIX_SRC,
			    restore(ocr, &l, dpi), 0, 0);
		pixRasterop(out, gutter + BETWEEN, 0, (int)page.width - gutter,
			    (int)page.height, PIX_SRC, restore(ocr, &r, dpi), 0, 0);
	}
	return pixWrite(argv[3], out, IFF_PNG);
}
