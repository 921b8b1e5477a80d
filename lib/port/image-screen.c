// image-screen.c - see image-screen.h
#include "port/image-screen.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

double hs_screen_scale(const struct hs_screen *screen, uint32_t width, uint32_t height)
{
	double across = (double)screen->width / width;
	double down = (double)screen->height / height;
	double scale = across < down ? across : down;

	return scale < 1 ? scale : 1;
}

// ---- means over boxes, in whole numbers: the same on every machine

enum {
	FULL = 256, // the weight of a pixel that lies in a box wholly
	SHIFT = 40, // of a division by one multiplication: sums have less than 63 - SHIFT
		    // bits more than areas
	// Where a picture of 8 bits keeps its first pixel in a word of memory.
	FLIP = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 3 : 0,
};

// Pixels [from, to) of a side, in parts of FULL, become pixel i of one of `to_side`. All
// are of one length, so that all boxes are of one area.
struct span {
	uint64_t from, to;
};

static uint64_t length_of(uint32_t side, uint32_t to_side)
{
	return (uint64_t)side * FULL / to_side;
}

static struct span span_of(uint32_t i, uint32_t side, uint32_t to_side)
{
	uint64_t from = (uint64_t)i * side * FULL / to_side;

	return (struct span){from, from + length_of(side, to_side)};
}

// How much of pixel k lies in it.
static uint32_t weight(const struct span *s, uint64_t k)
{
	uint64_t from = k * FULL > s->from ? k * FULL : s->from;
	uint64_t to = (k + 1) * FULL < s->to ? (k + 1) * FULL : s->to;

	return (uint32_t)(to - from);
}

struct boxes {
	PIX *from, *to;
	uint32_t *sums;       // of a row's bytes as they lie in memory, by weight
	struct span *columns; // of each pixel of a row
	uint64_t half, share; // of a box's area: its half; 2^SHIFT / it, rounded up
};

static void boxes_done(struct boxes *b)
{
	pixDestroy(&b->to);
	free(b->sums);
	free(b->columns);
}

// The compiler makes vectors of blocks whose length it knows.
static void add_bytes(uint32_t *restrict sums, const uint8_t *restrict row, size_t len,
		      uint32_t much)
{
	enum { BLOCK = 32 };
	size_t i = 0;

	for (; i + BLOCK <= len; i += BLOCK)
		for (size_t k = 0; k < BLOCK; k++)
			sums[i + k] += much * row[i + k];
	for (; i < len; i++)
		sums[i] += much * row[i];
}

static void add_rows(struct boxes *b, const struct span *rows)
{
	size_t wpl = (size_t)pixGetWpl(b->from), len = 4 * wpl;

	memset(b->sums, 0, len * sizeof(*b->sums));
	for (uint64_t y = rows->from / FULL; y * FULL < rows->to; y++)
		add_bytes(b->sums,
			  (const uint8_t *)(pixGetData(b->from) + (size_t)y * wpl), len,
			  weight(rows, y));
}

static uint8_t mean(const struct boxes *b, uint64_t sum)
{
	uint64_t mean = ((sum + b->half) * b->share) >> SHIFT;

	return mean < UINT8_MAX ? (uint8_t)mean : UINT8_MAX;
}

static void grey_pixel(const struct boxes *b, const struct span *s, uint8_t *out)
{
	uint64_t sum = 0;

	for (size_t x = (size_t)(s->from / FULL); x * FULL < s->to; x++)
		sum += (uint64_t)weight(s, x) * b->sums[x ^ FLIP];
	*out = mean(b, sum);
}

// Whatever the order of the four bytes is, it stays.
static void colour_pixel(const struct boxes *b, const struct span *s, uint8_t *out)
{
	uint64_t sum[4] = {0};

	for (size_t x = (size_t)(s->from / FULL); x * FULL < s->to; x++) {
		uint64_t much = weight(s, x);

		for (size_t c = 0; c < 4; c++)
			sum[c] += much * b->sums[4 * x + c];
	}
	for (size_t c = 0; c < 4; c++)
		out[c] = mean(b, sum[c]);
}

static void write_row(struct boxes *b, uint32_t y)
{
	bool colour = pixGetDepth(b->from) == 32;
	size_t w = (size_t)pixGetWidth(b->to);
	uint8_t *row = (uint8_t *)(pixGetData(b->to) + (size_t)y * pixGetWpl(b->to));

	for (size_t x = 0; x < w; x++)
		if (colour)
			colour_pixel(b, &b->columns[x], row + 4 * x);
		else
			grey_pixel(b, &b->columns[x], row + (x ^ FLIP));
}

static void measure(struct boxes *b)
{
	uint32_t w = (uint32_t)pixGetWidth(b->from), h = (uint32_t)pixGetHeight(b->from);
	uint32_t to_w = (uint32_t)pixGetWidth(b->to),
		 to_h = (uint32_t)pixGetHeight(b->to);
	uint64_t area = length_of(w, to_w) * length_of(h, to_h);

	b->half = area / 2;
	b->share = (((uint64_t)1 << SHIFT) + area - 1) / area;
	b->sums = hs_new(4 * (size_t)pixGetWpl(b->from), sizeof(*b->sums));
	b->columns = hs_new(to_w, sizeof(*b->columns));
	for (uint32_t x = 0; x < to_w; x++)
		b->columns[x] = span_of(x, w, to_w);
}

// What leptonica's pixScaleAreaMap makes, in a quarter of its time. 8 or 32 bits.
static PIX *shrink(PIX *pix, double scale)
{
	uint32_t w = (uint32_t)(pixGetWidth(pix) * scale + 0.5);
	uint32_t h = (uint32_t)(pixGetHeight(pix) * scale + 0.5);
	HS_AUTO(boxes_done) struct boxes b = {.from = pix};

	b.to = pixCreate((l_int32)(w ? w : 1), (l_int32)(h ? h : 1), pixGetDepth(pix));
	if (!b.to)
		return NULL;
	h = (uint32_t)pixGetHeight(b.to);
	measure(&b);
	for (uint32_t y = 0; y < h; y++) {
		struct span rows = span_of(y, (uint32_t)pixGetHeight(pix), h);

		add_rows(&b, &rows);
		write_row(&b, y);
	}
	if (pixGetDepth(pix) == 32)
		pixSetSpp(b.to, 3);
	return HS_STEAL(b.to);
}

static PIX *smaller(PIX *pix, double scale)
{
	if (pixGetDepth(pix) == 1)
		return scale < 1 ? pixScaleToGray(pix, (float)scale)
				 : pixConvertTo8(pix, 0);
	return scale < 1 ? shrink(pix, scale) : pixClone(pix);
}

int hs_image_screen(const struct hs_raster *page, const struct hs_screen *screen,
		    uint32_t quarters, struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(page);
	HS_AUTO(pixDestroy) PIX *small = NULL;
	HS_AUTO(pixDestroy) PIX *turned = NULL;
	bool lies = quarters % 2;
	l_uint8 *bytes = NULL;
	size_t size = 0;

	if (pix)
		small = smaller(pix,
				hs_screen_scale(screen, lies ? page->height : page->width,
						lies ? page->width : page->height));
	if (small)
		turned = pixRotateOrth(small, (l_int32)(quarters % 4));
	if (!turned || pixWriteMemJpeg(&bytes, &size, turned, screen->quality, 0) != 0) {
		free(bytes);
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "write JPEG");
	}
	hs_buf_add(out, bytes, size);
	free(bytes);
	return 0;
}
