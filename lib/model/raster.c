// raster.c - see raster.h
#include "model/raster.h"
#include "base/mem.h"

#include <endian.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int hs_raster_init(struct hs_raster *raster, uint32_t width, uint32_t height,
		   uint32_t depth, struct hs_err *err)
{
	uint64_t wpl = ((uint64_t)width * depth + 31) / 32;
	uint32_t *data;

	if (width == 0 || height == 0 || width > HS_SIDE_MAX || height > HS_SIDE_MAX)
		return hs_fail(err, HS_LIMIT, "a page of %u x %u pixels", width, height);
	data = hs_alloc(height, (size_t)wpl * 4, HS_RASTER_MAX, err);
	if (!data)
		return hs_within(err, "a page of %u x %u pixels", width, height);
	*raster = (struct hs_raster){
		.width = width,
		.height = height,
		.depth = depth,
		.wpl = (uint32_t)wpl,
		.data = data,
		.orientation = 1,
	};
	return 0;
}

int hs_raster_copy(const struct hs_raster *raster, struct hs_raster *copy,
		   struct hs_err *err)
{
	struct hs_raster made = {0};

	if (hs_raster_init(&made, raster->width, raster->height, raster->depth, err) < 0)
		return -1;
	memcpy(made.data, raster->data, (size_t)made.wpl * made.height * 4);
	made.dpi_x = raster->dpi_x;
	made.dpi_y = raster->dpi_y;
	made.orientation = raster->orientation;
	*copy = made;
	return 0;
}

void hs_raster_done(struct hs_raster *raster)
{
	free(raster->data);
	*raster = (struct hs_raster){0};
}

size_t hs_raster_row_bytes(const struct hs_raster *raster)
{
	return raster->depth == 1   ? ((size_t)raster->width + 7) / 8
	       : raster->depth == 8 ? raster->width
				    : (size_t)raster->width * 3;
}

void hs_raster_row(const struct hs_raster *raster, uint32_t y, uint8_t *row)
{
	const uint32_t *words = raster->data + (size_t)y * raster->wpl;
	size_t n = hs_raster_row_bytes(raster);

	if (raster->depth != 32) {
		for (; n >= 4; n -= 4, words++, row += 4) {
			uint32_t word = htobe32(*words);

			memcpy(row, &word, sizeof(word));
		}
		for (size_t i = 0; i < n; i++)
			row[i] = (uint8_t)(*words >> (24 - 8 * i));
		return;
	}
	for (uint32_t x = 0; x < raster->width; x++) {
		*row++ = (uint8_t)(words[x] >> 24);
		*row++ = (uint8_t)(words[x] >> 16);
		*row++ = (uint8_t)(words[x] >> 8);
	}
}

void hs_raster_put_row(struct hs_raster *raster, uint32_t y, const uint8_t *bytes,
		       bool invert)
{
	uint32_t *words = raster->data + (size_t)y * raster->wpl;
	size_t n = hs_raster_row_bytes(raster), whole = n / 4;
	uint8_t flip = invert ? 0xff : 0;
	unsigned spare = (unsigned)(n * 8 - (size_t)raster->width * raster->depth);

	for (size_t i = 0; i < whole; i++) {
		uint32_t word;

		memcpy(&word, bytes + 4 * i, sizeof(word));
		words[i] = be32toh(word) ^ flip * 0x01010101u;
	}
	if (n % 4)
		words[whole] = 0;
	for (size_t i = 4 * whole; i < n; i++)
		words[whole] |= (uint32_t)(uint8_t)(bytes[i] ^ flip)
				<< (24 - 8 * (i % 4));
	if (spare) // bits after the last pixel
		words[(n - 1) / 4] &= ~(((1u << spare) - 1) << (24 - 8 * ((n - 1) % 4)));
}

void hs_raster_levels(const struct hs_raster *raster, uint32_t y, uint8_t *levels)
{
	const uint32_t *words = raster->data + (size_t)y * raster->wpl;

	if (raster->depth == 8) {
		hs_raster_row(raster, y, levels);
		return;
	}
	for (uint32_t x = 0; x < raster->width && raster->depth == 32; x++)
		levels[x] = (uint8_t)(words[x] >> 16);
	for (uint32_t x = 0; x < raster->width && raster->depth == 1; x++)
		levels[x] = words[x / 32] >> (31 - x % 32) & 1 ? 0 : 255;
}

double hs_raster_guess_dpi(uint32_t width, uint32_t height)
{
	static const double usual[] = {72, 96, 100, 150, 200, 240, 300, 400, 600};
	const double a4_inches = 297 / 25.4;
	double seen = (width > height ? width : height) / a4_inches;
	double best = usual[0];

	for (size_t i = 1; i < HS_COUNT(usual); i++)
		if (fabs(log(seen / usual[i])) < fabs(log(seen / best)))
			best = usual[i];
	return best;
}
