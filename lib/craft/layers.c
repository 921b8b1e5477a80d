// layers.c - see layers.h
#include "craft/layers.h"
#include "base/auto.h"
#include "port/image-layers.h"
#include "port/image.h"

#include <stddef.h>

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

static int make(const struct hs_raster *page, struct hs_layers *made, struct hs_err *err)
{
	struct hs_layer *layer = page->depth == 1 ? &made->stencil : &made->background;

	layer->width = page->width;
	layer->height = page->height;
	layer->colour = page->depth == 32;
	if (page->depth == 1)
		return hs_image_g4(page, &layer->bytes, err);
	made->plain = true;
	return hs_image_jpeg(page, HS_LAYERS_PLAIN, false, &layer->bytes, err);
}

int hs_layers_make(const struct hs_raster *page, const struct hs_layers_terms *terms,
		   struct hs_layers *layers, struct hs_err *err)
{
	HS_AUTO(hs_layers_done)
	struct hs_layers made = {
		.width = page->width,
		.height = page->height,
		.dpi_x = page->dpi_x,
		.dpi_y = page->dpi_y,
	};

	(void)terms;
	if (make(page, &made, err) < 0)
		return -1;
	*layers = made;
	made = (struct hs_layers){0};
	return 0;
}

int hs_layers_compose(const struct hs_layers *layers, struct hs_raster *page,
		      struct hs_err *err)
{
	const struct hs_layer *s = &layers->stencil, *b = &layers->background;
	char damage[100];

	if (b->bytes.len == 0)
		return hs_image_of_g4(s->bytes.data, s->bytes.len, s->width, s->height,
				      page, err);
	return hs_image_read(HS_IMAGE_JPEG, b->bytes.data, b->bytes.len, page, damage,
			     sizeof(damage), err);
}
