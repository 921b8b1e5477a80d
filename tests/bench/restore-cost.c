// restore-cost MODEL IMAGE ... - what hoso-ocr does to pages before they are read, as
// shares of the time that reading them once takes: measuring and looking for tables,
// which every page pays, and with them all steps of restoration. Processor time.
#include "craft/restore.h"
#include "port/image-grid.h"
#include "port/image-measure.h"
#include "port/ocr.h"

#include <allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check(int got, const struct hs_err *err)
{
	if (got == 0)
		return;
	fprintf(stderr, "restore-cost: %s\n", err->text);
	exit(1);
}

struct spent {
	double looking, restoring, reading;
};

// The steps of craft/sheet.c, one after the other.
static void one_page(struct hs_ocr *ocr, const struct hs_raster *page, double dpi,
		     struct spent *spent)
{
	struct hs_raster made = {0};
	struct hs_measures measures;
	struct hs_spread spread;
	struct hs_recipe recipe;
	struct hs_place place;
	struct hs_grids grids = {0};
	struct hs_words words = {0};
	struct hs_err err = {0};
	const struct hs_raster *picture = page;
	double start = cpu(), measured, restored, looked;
	bool ruled;

	check(hs_image_measure(page, dpi, &measures, &spread, &err), &err);
	hs_recipe_choose(&measures, &recipe);
	measured = cpu();
	if (recipe.grey) {
		check(hs_restore(page, &measures, &recipe, &made, &place, &err), &err);
		picture = &made;
	}
	restored = cpu();
	check(hs_image_grids(picture, dpi, &grids, &ruled, &err), &err);
	looked = cpu();
	check(hs_ocr_show(ocr, picture, dpi, &err), &err);
	check(hs_ocr_read(ocr, NULL, HS_LAYOUT_PAGE, &words, &err), &err);
	hs_ocr_forget(ocr);
	spent->looking += measured - start + looked - restored;
	spent->restoring += restored - measured;
	spent->reading += cpu() - looked;
	hs_words_done(&words);
	hs_grids_done(&grids);
	hs_raster_done(&made);
}

int main(int argc, char **argv)
{
	struct hs_err err = {0};
	struct hs_ocr *ocr = argc > 2 ? hs_ocr_new(argv[1], &err) : NULL;
	struct spent spent = {0};

	if (!ocr)
		return 2;
	for (int i = 2; i < argc; i++) {
		PIX *pix = pixRead(argv[i]);
		struct hs_raster page;

		if (!pix)
			return 1;
		page = (struct hs_raster){
			.width = (uint32_t)pixGetWidth(pix),
			.height = (uint32_t)pixGetHeight(pix),
			.depth = (uint32_t)pixGetDepth(pix),
			.wpl = (uint32_t)pixGetWpl(pix),
			.data = pixGetData(pix),
		};
		one_page(ocr, &page, pixGetXRes(pix), &spent);
		pixDestroy(&pix);
	}
	hs_ocr_free(&ocr);
	printf("%.1f %.1f\n", 100 * spent.looking / spent.reading,
	       100 * (spent.looking + spent.restoring) / spent.reading);
	return 0;
}
