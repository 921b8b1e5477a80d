// layers.c - see layers.h
#include "craft/layers.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/layers-part.h"
#include "port/image-layers.h"
#include "port/image-restore.h"
#include "port/image.h"

#include <stddef.h>
#include <stdlib.h>

enum {
	PAPER_DPI = 100,
	PAPER_QUALITY = 45,
	COLOURS_DPI = 50,
	COLOURS_QUALITY = 45,
	RIM_DPI = 150, // ink fades into paper within a dot of that
	// A JPEG with the usual Huffman tables needs 4 bytes for 256 pixels in colour,
	// 6 bits for 64 in grey; what is below that was never larger than the page.
	PIXELS_BYTE = 86,
};

void hs_layers_done(struct hs_layers *layers)
{
	hs_buf_done(&layers->background.bytes);
	hs_buf_done(&layers->foreground.bytes);
	hs_buf_done(&layers->stencil.bytes);
	*layers = (struct hs_layers){0};
}

size_t hs_layers_size(const struct hs_layers *layers)
{
	return layers->background.bytes.len + layers->foreground.bytes.len +
	       layers->stencil.bytes.len;
}

// ---- apart -------------------------------------------------------------------------

static double dpi_of(const struct hs_raster *page, const struct hs_layers_terms *terms)
{
	double own = page->dpi_x > page->dpi_y ? page->dpi_x : page->dpi_y;

	if (terms->dpi > 0)
		return terms->dpi;
	return own > 0 ? own : hs_raster_guess_dpi(page->width, page->height);
}

static uint32_t step_of(double dpi, double coarse)
{
	double step = dpi / coarse + 0.5;

	return step < 1 ? 1 : step > HS_LAYERS_STEP ? HS_LAYERS_STEP : (uint32_t)step;
}

static int stencil(const struct hs_raster *ink, struct hs_layer *layer,
		   struct hs_err *err)
{
	layer->width = ink->width;
	layer->height = ink->height;
	return hs_image_g4(ink, &layer->bytes, err);
}

static int jpeg(const struct hs_raster *picture, int quality, struct hs_layer *layer,
		struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};

	layer->width = picture->width;
	layer->height = picture->height;
	layer->colour = picture->depth == 32 && hs_layers_has_hue(picture);
	if (layer->colour || picture->depth == 8)
		return hs_image_jpeg(picture, quality, HS_JPEG_SMALL, &layer->bytes, err);
	if (hs_image_grey(picture, HS_INK_ALL, &grey, err) < 0)
		return -1;
	return hs_image_jpeg(&grey, quality, HS_JPEG_SMALL, &layer->bytes, err);
}

static int paper(const struct hs_raster *page, const struct hs_raster *ink, double dpi,
		 struct hs_layer *layer, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster wide = {0};
	HS_AUTO(hs_raster_done) struct hs_raster picture = {0};
	int rim = (int)step_of(dpi, RIM_DPI);

	if (hs_image_thicken(ink, rim, &wide, err) < 0 ||
	    hs_layers_paper(page, &wide, step_of(dpi, PAPER_DPI), &picture, err) < 0)
		return -1;
	return jpeg(&picture, PAPER_QUALITY, layer, err);
}

static int colours(const struct hs_raster *page, const struct hs_raster *ink, double dpi,
		   struct hs_layer *layer, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster picture = {0};

	if (hs_layers_colours(page, ink, step_of(dpi, COLOURS_DPI), &picture, err) < 0)
		return -1;
	return jpeg(&picture, COLOURS_QUALITY, layer, err);
}

static int apart(const struct hs_raster *page, double dpi, struct hs_layers *made,
		 struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster ink = {0};
	enum hs_layers_found found;

	if (hs_layers_ink(page, dpi, &ink, &found, err) < 0)
		return -1;
	if (found == HS_LAYERS_ROUGH)
		return 0;
	if (paper(page, &ink, dpi, &made->background, err) < 0)
		return -1;
	if (found == HS_LAYERS_BLANK)
		return 0;
	if (stencil(&ink, &made->stencil, err) < 0)
		return -1;
	return colours(page, &ink, dpi, &made->foreground, err);
}

// The page as one JPEG, unless there are layers and they are smaller.
static int compare(const struct hs_raster *page, struct hs_layers *made,
		   struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf whole = {0};
	size_t size = hs_layers_size(made);

	if (size > 0 && size < (size_t)page->width * page->height / PIXELS_BYTE)
		return 0;
	if (hs_image_jpeg(page, HS_LAYERS_PLAIN, HS_JPEG_USUAL, &whole, err) < 0)
		return -1;
	if (size > 0 && size < whole.len)
		return 0;
	hs_layers_done(made);
	made->background = (struct hs_layer){.bytes = whole,
					     .width = page->width,
					     .height = page->height,
					     .colour = page->depth == 32};
	made->plain = true;
	whole = (struct hs_buf){0};
	return 0;
}

int hs_layers_make(const struct hs_raster *page, const struct hs_layers_terms *terms,
		   struct hs_layers *layers, struct hs_err *err)
{
	HS_AUTO(hs_layers_done) struct hs_layers made = {0};

	if (page->depth == 1) {
		if (stencil(page, &made.stencil, err) < 0)
			return -1;
	} else if (apart(page, dpi_of(page, terms), &made, err) < 0 ||
		   compare(page, &made, err) < 0) {
		return -1;
	}
	*layers = made;
	layers->width = page->width;
	layers->height = page->height;
	layers->dpi_x = page->dpi_x;
	layers->dpi_y = page->dpi_y;
	made = (struct hs_layers){0};
	return 0;
}

// ---- together ------------------------------------------------------------------------

static int picture_of(const struct hs_layer *layer, struct hs_raster *picture,
		      struct hs_err *err)
{
	char damage[100];

	return hs_image_read(HS_IMAGE_JPEG, layer->bytes.data, layer->bytes.len, picture,
			     damage, sizeof(damage), err);
}

static uint32_t pixel_of(const struct hs_raster *picture, uint32_t x, uint32_t y)
{
	if (picture->depth == 32)
		return picture->data[(size_t)y * picture->wpl + x];
	return (uint32_t)hs_raster_level(picture, x, y) * 0x01010100U;
}

// The same in n channels of 8 bits: a + (b - a) * part / 256.
static uint32_t between(uint32_t a, uint32_t b, uint32_t part)
{
	const uint32_t odd = 0xff00ff;
	uint32_t low = ((a & odd) * (256 - part) + (b & odd) * part) >> 8 & odd;
	uint32_t high =
		((a >> 8 & odd) * (256 - part) + (b >> 8 & odd) * part) & ~(uint32_t)odd;

	return low | high;
}

// Where pixel i of `to` lies among `from` ones: between which two, and how far on.
struct spot {
	uint32_t at, next, part;
};

static struct spot spot_of(uint32_t i, uint32_t to, uint32_t from)
{
	double place = (i + 0.5) * from / to - 0.5;
	struct spot s = {.at = place > 0 ? (uint32_t)place : 0};

	s.part = place > 0 ? (uint32_t)((place - s.at) * 256) : 0;
	s.next = s.at + 1 < from ? s.at + 1 : s.at;
	return s;
}

static struct spot *spots_of(uint32_t to, uint32_t from)
{
	struct spot *spots = hs_new(to, sizeof(*spots));

	for (uint32_t i = 0; i < to; i++)
		spots[i] = spot_of(i, to, from);
	return spots;
}

// Bilinear, as poppler, pdf.js and MuPDF paint it.
static void paint_paper(const struct hs_raster *paper, struct hs_raster *page)
{
	struct spot *across = spots_of(page->width, paper->width);
	uint32_t *line = hs_new(paper->width, sizeof(*line));

	for (uint32_t y = 0; y < page->height; y++) {
		struct spot down = spot_of(y, page->height, paper->height);
		uint32_t *to = page->data + (size_t)y * page->wpl;

		for (uint32_t x = 0; x < paper->width; x++)
			line[x] = between(pixel_of(paper, x, down.at),
					  pixel_of(paper, x, down.next), down.part);
		for (uint32_t x = 0; x < page->width; x++)
			to[x] = between(line[across[x].at], line[across[x].next],
					across[x].part);
	}
	free(line);
	free(across);
}

static void paint_ink(const struct hs_raster *colours, const struct hs_raster *ink,
		      struct hs_raster *page)
{
	for (uint32_t y = 0; y < page->height; y++) {
		const uint32_t *bits = ink->data + (size_t)y * ink->wpl;
		uint32_t *to = page->data + (size_t)y * page->wpl;
		uint32_t from = (uint32_t)((uint64_t)y * colours->height / page->height);

		for (uint32_t x = 0; x < page->width; x++)
			if (bits[x / 32] >> (31 - x % 32) & 1)
				to[x] = pixel_of(colours,
						 (uint32_t)((uint64_t)x * colours->width /
							    page->width),
						 from);
	}
}

static int ink_of(const struct hs_layers *layers, struct hs_raster *ink,
		  struct hs_err *err)
{
	const struct hs_layer *s = &layers->stencil;

	return hs_image_of_g4(s->bytes.data, s->bytes.len, s->width, s->height, ink, err);
}

static int paint(const struct hs_layers *layers, struct hs_raster *page,
		 struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster paper = {0};
	HS_AUTO(hs_raster_done) struct hs_raster colours = {0};
	HS_AUTO(hs_raster_done) struct hs_raster ink = {0};

	if (picture_of(&layers->background, &paper, err) < 0)
		return -1;
	paint_paper(&paper, page);
	if (layers->stencil.bytes.len == 0)
		return 0;
	if (ink_of(layers, &ink, err) < 0 ||
	    picture_of(&layers->foreground, &colours, err) < 0)
		return -1;
	if (ink.width != page->width || ink.height != page->height)
		return hs_fail(err, HS_DAMAGED, "layers of different pages");
	paint_ink(&colours, &ink, page);
	return 0;
}

int hs_layers_compose(const struct hs_layers *layers, struct hs_raster *page,
		      struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster made = {0};
	bool colour = layers->background.colour || layers->foreground.colour;

	if (layers->background.bytes.len == 0) {
		if (ink_of(layers, &made, err) < 0)
			return -1;
	} else if (hs_raster_init(&made, layers->width, layers->height, 32, err) < 0 ||
		   paint(layers, &made, err) < 0) {
		return -1;
	}
	if (made.depth == 1 || colour) {
		*page = made;
		made = (struct hs_raster){0};
	} else if (hs_image_grey(&made, HS_CHANNEL_GREEN, page, err) < 0) {
		return -1;
	}
	page->dpi_x = layers->dpi_x;
	page->dpi_y = layers->dpi_y;
	page->orientation = 1;
	return 0;
}
