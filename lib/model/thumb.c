// thumb.c - see thumb.h
#include "model/thumb.h"
#include "base/mem.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum {
	MARGIN = 8, // mm in which the feeder's rollers and edges leave marks
	FAINT = 40, // levels below the paper that are no ink
};

enum { ROWS_MAX = 257 }; // that fit in lanes of 16 bits

// Columns of a block of rows, added up eight at a time: sums of the even ones in one word
// of four lanes, of the odd ones in the next.
static void add_row(const uint8_t *levels, uint64_t *sums, uint32_t width)
{
	const uint64_t low = 0x00ff00ff00ff00ff;

	for (uint32_t x = 0; x < width; x += 8, sums += 2) {
		uint64_t eight;

		memcpy(&eight, levels + x, sizeof(eight));
		eight = le64toh(eight);
		sums[0] += eight & low;
		sums[1] += eight >> 8 & low;
	}
}

static uint32_t sum_at(const uint64_t *sums, uint32_t x)
{
	return sums[x / 8 * 2 + x % 2] >> x % 8 / 2 * 16 & 0xffff;
}

static void shrink(const struct hs_raster *raster, uint32_t by, struct hs_thumb *thumb)
{
	size_t eights = (size_t)raster->width / 8 + 1;
	uint8_t *levels = hs_new(eights, 8), *out = thumb->levels;
	uint64_t *sums = hs_new(2 * eights, sizeof(*sums));

	for (uint32_t y = 0; y < thumb->height; y++) {
		memset(sums, 0, 2 * eights * sizeof(*sums));
		for (uint32_t k = 0; k < by; k++) {
			hs_raster_levels(raster, y * by + k, levels);
			add_row(levels, sums, raster->width);
		}
		for (uint32_t x = 0; x < thumb->width; x++) {
			uint32_t sum = 0;

			for (uint32_t k = 0; k < by; k++)
				sum += sum_at(sums, x * by + k);
			*out++ = (uint8_t)(sum / (by * by));
		}
	}
	free(levels);
	free(sums);
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
	double ratio = dpi / least;
	uint32_t by = ratio >= ROWS_MAX ? ROWS_MAX : ratio >= 2 ? (uint32_t)ratio : 1;
	uint32_t width = raster->width / by, height = raster->height / by;

	*thumb = (struct hs_thumb){
		.width = width, .height = height, .mm = by * 25.4 / dpi};
	if (width == 0 || height == 0)
		return hs_fail(err, HS_DAMAGED, "a page of %u x %u pixels", raster->width,
			       raster->height);
	thumb->levels = hs_alloc(height, width, HS_RASTER_MAX, err);
	if (!thumb->levels)
		return -1;
	shrink(raster, by, thumb);
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
