// thumb.c - see thumb.h
#include "model/thumb.h"
#include "base/mem.h"

#include <stdlib.h>

enum {
	MARGIN = 8, // mm in which the feeder's rollers and edges leave marks
	FAINT = 40, // levels below the paper that are no ink
};

static void add_row(const struct hs_raster *raster, uint32_t y, uint32_t by,
		    uint8_t *levels, uint32_t *sums, uint32_t width)
{
	hs_raster_levels(raster, y, levels);
	for (uint32_t x = 0; x < width; x++)
		for (uint32_t k = 0; k < by; k++)
			sums[x] += levels[x * by + k];
}

// The commonest level, widened by its neighbours, and the darkest thousandth.
static void judge(struct hs_thumb *thumb)
{
	size_t count[256] = {0}, n = (size_t)thumb->width * thumb->height, best = 0, dark;

	for (size_t i = 0; i < n; i++)
		count[thumb->levels[i]]++;
	for (int v = 4; v < 252; v++) {
		size_t near = 0;

		for (int k = -4; k <= 4; k++)
			near += count[v + k];
		if (near >= best) {
			best = near;
			thumb->paper = v;
		}
	}
	dark = n / 1000 + 1;
	for (thumb->ink = 0; thumb->ink < 255 && count[thumb->ink] < dark; thumb->ink++)
		dark -= count[thumb->ink];
}

int hs_thumb_init(struct hs_thumb *thumb, const struct hs_raster *raster, double dpi,
		  double least, struct hs_err *err)
{
	uint32_t by = dpi >= 2 * least ? (uint32_t)(dpi / least) : 1;
	uint32_t width = raster->width / by, height = raster->height / by;
	uint8_t *levels, *out;
	uint32_t *sums;

	*thumb = (struct hs_thumb){
		.width = width, .height = height, .mm = by * 25.4 / dpi};
	if (width == 0 || height == 0)
		return hs_fail(err, HS_DAMAGED, "a page of %u x %u pixels", raster->width,
			       raster->height);
	thumb->levels = out = hs_alloc(height, width, HS_RASTER_MAX, err);
	if (!thumb->levels)
		return -1;
	levels = hs_new(raster->width, 1);
	sums = hs_new(width, sizeof(*sums));
	for (uint32_t y = 0; y < height; y++) {
		for (uint32_t k = 0; k < by; k++)
			add_row(raster, y * by + k, by, levels, sums, width);
		for (uint32_t x = 0; x < width; x++) {
			*out++ = (uint8_t)(sums[x] / (by * by));
			sums[x] = 0;
		}
	}
	free(levels);
	free(sums);
	judge(thumb);
	return 0;
}

void hs_thumb_done(struct hs_thumb *thumb)
{
	free(thumb->levels);
	*thumb = (struct hs_thumb){0};
}

double hs_thumb_ink(const struct hs_thumb *thumb)
{
	uint32_t m = (uint32_t)(MARGIN / thumb->mm), n = 0;

	for (uint32_t y = m; y + m < thumb->height; y++)
		for (uint32_t x = m; x + m < thumb->width; x++)
			n += thumb->levels[(size_t)y * thumb->width + x] + FAINT <
			     thumb->paper;
	return n * thumb->mm * thumb->mm;
}
