// layered OUT PICTURE... - makes the layers of each page, and writes what a reader
// paints of them to OUT/<name>.tif (scripts/bench-layers). A line for each page, with
// tabs: name; bytes of the file, of the page as one JPEG of quality 75, of all layers,
// of background, foreground, stencil; whether plain; milliseconds of this processor.
#include "craft/layers.h"
#include "port/image-layers.h"

#include <allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { TIMES = 3 }; // the shortest of so many counts

static struct hs_err err;

static void check(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "layered: %s: %s\n", what, err.text);
	exit(1);
}

// Of 1, 8 or 32 bits, as pages come out of decoding.
static void load(const char *path, struct hs_raster *page)
{
	PIX *read = pixRead(path), *flat = NULL, *pix = NULL;

	if (read)
		flat = pixRemoveColormap(read, REMOVE_CMAP_BASED_ON_SRC);
	if (flat)
		pix = pixGetDepth(flat) == 1    ? pixClone(flat)
		      : pixGetDepth(flat) == 32 ? pixClone(flat)
						: pixConvertTo8(flat, 0);
	check(pix != NULL, path);
	check(hs_raster_init(page, (uint32_t)pixGetWidth(pix),
			     (uint32_t)pixGetHeight(pix), (uint32_t)pixGetDepth(pix),
			     &err) == 0,
	      path);
	memcpy(page->data, pixGetData(pix), 4UL * page->wpl * page->height);
	page->dpi_x = pixGetXRes(pix);
	page->dpi_y = pixGetYRes(pix);
	pixDestroy(&read);
	pixDestroy(&flat);
	pixDestroy(&pix);
}

static void save(const char *path, const struct hs_raster *page)
{
	PIX *pix = pixCreate((int)page->width, (int)page->height, (int)page->depth);

	check(pix != NULL, path);
	memcpy(pixGetData(pix), page->data, 4UL * page->wpl * page->height);
	pixSetResolution(pix, (int)(page->dpi_x + 0.5), (int)(page->dpi_y + 0.5));
	check(pixWrite(path, pix, page->depth == 1 ? IFF_TIFF_G4 : IFF_TIFF_LZW) == 0,
	      path);
	pixDestroy(&pix);
}

static double make(const struct hs_raster *page, struct hs_layers *layers)
{
	double best = 1e9;

	for (int i = 0; i < TIMES; i++) {
		clock_t from = clock();
		double ms;

		hs_layers_done(layers);
		check(hs_layers_make(page, &(struct hs_layers_terms){0}, layers, &err) ==
			      0,
		      "make");
		ms = (double)(clock() - from) * 1000 / CLOCKS_PER_SEC;
		best = ms < best ? ms : best;
	}
	return best;
}

static void layered(const char *out, const char *path)
{
	struct hs_raster page = {0}, composed = {0};
	struct hs_layers layers = {0};
	struct hs_buf whole = {0};
	struct stat st = {0};
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	char to[4096];
	double ms;

	load(path, &page);
	ms = make(&page, &layers);
	if (page.depth > 1)
		check(hs_image_jpeg(&page, HS_LAYERS_PLAIN, HS_JPEG_USUAL, &whole,
				    &err) == 0,
		      "JPEG");
	check(stat(path, &st) == 0, path);
	printf("%s\t%lld\t%zu\t%zu\t%zu\t%zu\t%zu\t%d\t%.0f\n", name,
	       (long long)st.st_size, whole.len, hs_layers_size(&layers),
	       layers.background.bytes.len, layers.foreground.bytes.len,
	       layers.stencil.bytes.len, layers.plain, ms);
	check(hs_layers_compose(&layers, &composed, &err) == 0, "compose");
	snprintf(to, sizeof(to), "%s/%.*s.tif", out, (int)strcspn(name, "."), name);
	save(to, &composed);
	hs_buf_done(&whole);
	hs_layers_done(&layers);
	hs_raster_done(&page);
	hs_raster_done(&composed);
}

int main(int argc, char **argv)
{
	setMsgSeverity(L_SEVERITY_NONE);
	for (int i = 2; i < argc; i++)
		layered(argv[1], argv[i]);
	return 0;
}
