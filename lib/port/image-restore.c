// image-restore.c - see image-restore.h
#include "port/image-restore.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	RED_LEAST = 32, // red over the other channels: ink of stamps
	HUE_LEAST = 24, // difference of channels: not grey
	WHITE = 255,
	PAPER = 200, // level that flatten gives to paper before it is stretched
};

// ---- ink ---------------------------------------------------------------------

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

// Red ink reflects red: what is left of it there is added back by how red the
// pixel is, so that a seal becomes as bright as paper, and black under it stays.
static int without_red(struct hs_rgb c)
{
	int over = hs_redness(c);

	return over <= RED_LEAST ? hs_luminance(c) : least(WHITE, c.red + over / 2);
}

// Any ink with a hue is bright in one channel; black is dark in all.
static int without_hue(struct hs_rgb c)
{
	int high = most(c.red, most(c.green, c.blue));
	int low = least(c.red, least(c.green, c.blue));

	return high - low <= HUE_LEAST ? hs_luminance(c)
				       : least(WHITE, high + (high - low) / 2);
}

// How red, as darkness on white.
static int only_red(struct hs_rgb c)
{
	int over = hs_redness(c);

	return over <= RED_LEAST / 2 ? WHITE : most(0, WHITE - 2 * over);
}

static int level(uint32_t pixel, enum hs_ink ink)
{
	struct hs_rgb c = hs_rgb(pixel);

	switch (ink) {
	case HS_INK_DARK:
		return without_red(c);
	case HS_INK_GREY:
		return without_hue(c);
	case HS_INK_RED:
		return only_red(c);
	case HS_CHANNEL_RED:
		return c.red;
	case HS_CHANNEL_GREEN:
		return c.green;
	case HS_CHANNEL_BLUE:
		return c.blue;
	case HS_INK_ALL:
	default:
		return hs_luminance(c);
	}
}

// Blocks of a known size become vector instructions.
enum { BLOCK = 16 };

static void channel_block(const uint32_t *restrict from, unsigned shift,
			  uint8_t *restrict row)
{
	for (int i = 0; i < BLOCK; i++)
		row[i] = (uint8_t)(from[i] >> shift);
}

// As hs_luminance, whose sum 16 bits hold.
static void luminance_block(const uint32_t *restrict from, uint8_t *restrict row)
{
	for (int i = 0; i < BLOCK; i++) {
		uint16_t sum =
			(uint16_t)((from[i] >> 24) * 77 + (from[i] >> 16 & 255) * 151 +
				   (from[i] >> 8 & 255) * 28);

		row[i] = (uint8_t)(sum >> 8);
	}
}

static unsigned shift_of(enum hs_ink channel)
{
	return 24 - 8 * (unsigned)(channel - HS_CHANNEL_RED);
}

void hs_image_grey_row(const struct hs_raster *page, uint32_t y, enum hs_ink ink,
		       uint8_t *row)
{
	const uint32_t *from = page->data + (size_t)y * page->wpl;
	uint32_t x = 0;

	if (page->depth != 32 && ink != HS_INK_RED) {
		hs_raster_levels(page, y, row);
		return;
	}
	if (page->depth == 32 && ink == HS_INK_ALL)
		for (; x + BLOCK <= page->width; x += BLOCK)
			luminance_block(from + x, row + x);
	else if (page->depth == 32 && ink >= HS_CHANNEL_RED)
		for (; x + BLOCK <= page->width; x += BLOCK)
			channel_block(from + x, shift_of(ink), row + x);
	for (; x < page->width; x++)
		row[x] = page->depth == 32 ? (uint8_t)level(from[x], ink) : WHITE;
}

int hs_image_grey(const struct hs_raster *page, enum hs_ink ink, struct hs_raster *grey,
		  struct hs_err *err)
{
	uint8_t *row;

	if (hs_raster_init(grey, page->width, page->height, 8, err) < 0)
		return -1;
	grey->dpi_x = page->dpi_x;
	grey->dpi_y = page->dpi_y;
	grey->orientation = page->orientation;
	row = hs_new(page->width, 1);
	for (uint32_t y = 0; y < page->height; y++) {
		hs_image_grey_row(page, y, ink, row);
		hs_raster_put_row(grey, y, row, false);
	}
	free(row);
	return 0;
}

// ---- the steps ---------------------------------------------------------------

enum { QUARTER = 4 }; // pixels: the border is looked for in a picture of a quarter

// Every fourth level both ways, of grey or of one channel.
static PIX *small_copy(const struct hs_raster *raster, unsigned shift)
{
	uint32_t w = (raster->width + QUARTER - 1) / QUARTER;
	uint32_t h = (raster->height + QUARTER - 1) / QUARTER;
	PIX *small = pixCreate((l_int32)w, (l_int32)h, 8);

	for (uint32_t y = 0; small && y < h; y++) {
		const uint32_t *from = raster->data + (size_t)y * QUARTER * raster->wpl;
		uint32_t *to = pixGetData(small) + (size_t)y * pixGetWpl(small);

		for (uint32_t x = 0; x < w; x++)
			SET_DATA_BYTE(to, x,
				      (l_uint8)(raster->depth == 32
							? from[x * QUARTER] >> shift
							: from[x] >> 24));
	}
	return small;
}

// Black that reaches the edge.
static PIX *border_of(PIX *small)
{
	const int black = 60, solid = 3, rim = 7;
	HS_AUTO(pixDestroy) PIX *dark = pixThresholdToBinary(small, black);
	HS_AUTO(pixDestroy)
	PIX *open = dark ? pixOpenBrick(NULL, dark, solid, solid) : NULL;
	HS_AUTO(pixDestroy) PIX *edge = open ? pixExtractBorderConnComps(open, 8) : NULL;

	return edge ? pixDilateBrick(NULL, edge, rim, rim) : NULL;
}

static void paint_row(struct hs_raster *raster, uint32_t y, const uint32_t *mask,
		      unsigned shift, uint32_t v)
{
	uint32_t *row = raster->data + (size_t)y * raster->wpl;
	const uint32_t others = ~((uint32_t)255 << shift);

	for (uint32_t x = 0; x < raster->width; x++) {
		if (!mask[x / QUARTER / 32])
			x |= 32 * QUARTER - 1; // nothing in the whole word
		else if (GET_DATA_BIT(mask, x / QUARTER) && raster->depth == 32)
			row[x] = (row[x] & others) | v << shift;
		else if (GET_DATA_BIT(mask, x / QUARTER))
			SET_DATA_BYTE(row, x, (l_uint8)v);
	}
}

static int fill_border(struct hs_raster *raster, unsigned shift, uint32_t paper,
		       struct hs_err *err)
{
	HS_AUTO(pixDestroy) PIX *small = small_copy(raster, shift);
	HS_AUTO(pixDestroy) PIX *mask = small ? border_of(small) : NULL;

	if (!mask)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "fill border");
	for (uint32_t y = 0; y < raster->height; y++)
		paint_row(raster, y,
			  pixGetData(mask) + (size_t)(y / QUARTER) * pixGetWpl(mask),
			  shift, paper);
	return 0;
}

int hs_image_fill_border(struct hs_raster *raster, double paper, struct hs_err *err)
{
	unsigned last = raster->depth == 32 ? shift_of(HS_CHANNEL_BLUE) : 24;

	for (unsigned shift = 24; shift >= last; shift -= 8)
		if (fill_border(raster, shift, (uint32_t)paper, err) < 0)
			return -1;
	return 0;
}

// 1 4 6 4 1, a binomial that stands for a Gaussian of sigma 1.
static uint8_t binomial(unsigned a, unsigned b, unsigned c, unsigned d, unsigned e)
{
	return (uint8_t)((uint16_t)(a + 4 * b + 6 * c + 4 * d + e + 8) >> 4);
}

// Along a row of n bytes, of which every `step`-th belongs to the same channel; beyond
// its ends there is more of the same.
static uint8_t binomial_at(const uint8_t *from, size_t n, size_t step, size_t i)
{
	size_t a = i >= 2 * step ? i - 2 * step : i % step, b = i >= step ? i - step : i;
	size_t d = i + step < n ? i + step : i;
	size_t e = i + 2 * step < n ? i + 2 * step : n - step + i % step;

	return binomial(from[a], from[b], from[i], from[d], from[e]);
}

static void binomial_along(const uint8_t *restrict from, uint8_t *restrict to, size_t n,
			   size_t step)
{
	size_t i = 0;

	for (; i < 2 * step && i < n; i++)
		to[i] = binomial_at(from, n, step, i);
	for (; i + BLOCK + 2 * step <= n; i += BLOCK) {
		const uint8_t *p = from + i;

		for (size_t k = 0; k < BLOCK; k++)
			to[i + k] = binomial(p[k - 2 * step], p[k - step], p[k],
					     p[k + step], p[k + 2 * step]);
	}
	for (; i < n; i++)
		to[i] = binomial_at(from, n, step, i);
}

// The same across five rows.
static void binomial_down(const uint8_t *const rows[5], uint8_t *restrict to, size_t n)
{
	size_t i = 0;

	for (; i + BLOCK <= n; i += BLOCK)
		for (size_t k = i; k < i + BLOCK; k++)
			to[k] = binomial(rows[0][k], rows[1][k], rows[2][k], rows[3][k],
					 rows[4][k]);
	for (; i < n; i++)
		to[i] = binomial(rows[0][i], rows[1][i], rows[2][i], rows[3][i],
				 rows[4][i]);
}

// Pixels of colour stay what they are, four bytes.
static void load_row(const struct hs_raster *r, int y, uint8_t *row)
{
	if (r->depth == 32)
		memcpy(row, r->data + (size_t)y * r->wpl, (size_t)r->width * 4);
	else
		hs_raster_row(r, (uint32_t)y, row);
}

static void store_row(struct hs_raster *r, int y, const uint8_t *row)
{
	if (r->depth == 32)
		memcpy(r->data + (size_t)y * r->wpl, row, (size_t)r->width * 4);
	else
		hs_raster_put_row(r, (uint32_t)y, row, false);
}

int hs_image_smooth(struct hs_raster *raster, struct hs_err *err)
{
	enum { ROWS = 5 };
	const size_t step = raster->depth == 32 ? 4 : 1, n = raster->width * step;
	const int last = (int)raster->height - 1;
	uint8_t *ring = hs_alloc(ROWS + 2, n, HS_RASTER_MAX, err);
	uint8_t *made = ring ? ring + ROWS * n : NULL;

	if (!ring)
		return -1;
	for (int y = 0; y < ROWS / 2 && y <= last; y++)
		load_row(raster, y, ring + (size_t)y * n);
	for (int y = 0; y <= last; y++) {
		const uint8_t *rows[ROWS];

		if (y + ROWS / 2 <= last)
			load_row(raster, y + ROWS / 2,
				 ring + (size_t)((y + ROWS / 2) % ROWS) * n);
		for (int i = 0; i < ROWS; i++)
			rows[i] = ring + (size_t)(most(0, least(last, y + i - ROWS / 2)) %
						  ROWS) *
						 n;
		binomial_down(rows, made, n);
		binomial_along(made, made + n, n, step);
		store_row(raster, y, made + n);
	}
	free(ring);
	return 0;
}

enum {
	ACROSS = 10, // pixels of a tile whose paper is looked for
	DOWN = 15,
	ENOUGH = 40, // of them must be paper
	SMOOTH_X = 2,
	SMOOTH_Y = 1, // tiles either way that are made alike
};

// One channel, of which every other column will do.
static PIX *every_other(const struct hs_raster *colour, enum hs_ink channel)
{
	uint32_t w = (colour->width + 1) / 2;
	PIX *half = pixCreate((l_int32)w, (l_int32)colour->height, 8);
	const unsigned shift = shift_of(channel);

	for (uint32_t y = 0; half && y < colour->height; y++) {
		const uint32_t *from = colour->data + (size_t)y * colour->wpl;
		uint32_t *to = pixGetData(half) + (size_t)y * pixGetWpl(half);
		uint32_t x = 0;

		for (; x + 4 <= w; x += 4, from += 8)
			*to++ = (from[0] >> shift & 255) << 24 |
				(from[2] >> shift & 255) << 16 |
				(from[4] >> shift & 255) << 8 | (from[6] >> shift & 255);
		for (uint32_t i = 0; x + i < w; i++)
			*to |= (from[2 * i] >> shift & 255) << (24 - 8 * i);
	}
	return half;
}

// How much brighter each tile of one channel must be; NULL where that cannot be said.
static PIX *brightening(const struct hs_raster *colour, enum hs_ink channel, int ink)
{
	HS_AUTO(pixDestroy) PIX *half = every_other(colour, channel);
	HS_AUTO(pixDestroy) PIX *paper = NULL;

	if (!half || pixGetBackgroundGrayMap(half, NULL, ACROSS / 2, DOWN, ink,
					     ENOUGH / 2, &paper) != 0)
		return NULL;
	return pixGetInvBackgroundMap(paper, PAPER, SMOOTH_X, SMOOTH_Y);
}

// Each channel gets its own even paper, so that the paper becomes white whatever its
// colour was.
static PIX *even_colour(const struct hs_raster *colour, PIX *pix, int ink)
{
	HS_AUTO(pixDestroy) PIX *red = brightening(colour, HS_CHANNEL_RED, ink);
	HS_AUTO(pixDestroy) PIX *green = brightening(colour, HS_CHANNEL_GREEN, ink);
	HS_AUTO(pixDestroy) PIX *blue = brightening(colour, HS_CHANNEL_BLUE, ink);

	return red && green && blue
		       ? pixApplyInvBackgroundRGBMap(pix, red, green, blue, ACROSS, DOWN)
		       : NULL;
}

int hs_image_flatten(struct hs_raster *raster, int ink, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	HS_AUTO(pixDestroy) PIX *even = NULL;

	if (pix && raster->depth == 32)
		even = even_colour(raster, pix, ink);
	else if (pix)
		even = pixBackgroundNorm(pix, NULL, NULL, ACROSS, DOWN, ink, ENOUGH,
					 PAPER, SMOOTH_X, SMOOTH_Y);
	// Where it gives up, as on a page that is nearly all dark, the page stays.
	if (!even)
		return 0;
	return hs_pix_replace(raster, &even, "background", err);
}

static int stretch_colour(struct hs_raster *colour, int black, int white,
			  struct hs_err *err)
{
	NUMA *levels = numaGammaTRC(1.0F, black, white);
	uint8_t to[256];

	if (!levels)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "contrast");
	for (int i = 0; i < 256; i++) {
		l_int32 v = 0;

		numaGetIValue(levels, i, &v);
		to[i] = (uint8_t)v;
	}
	numaDestroy(&levels);
	for (size_t i = 0; i < (size_t)colour->wpl * colour->height; i++) {
		uint32_t v = colour->data[i];

		colour->data[i] = (uint32_t)to[v >> 24] << 24 |
				  (uint32_t)to[v >> 16 & 255] << 16 |
				  (uint32_t)to[v >> 8 & 255] << 8;
	}
	return 0;
}

int hs_image_stretch(struct hs_raster *raster, int black, int white, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = NULL;

	if (raster->depth == 32)
		return stretch_colour(raster, black, white, err);
	pix = hs_pix_lend(raster);
	if (!pix || !pixGammaTRC(pix, pix, 1.0F, black, white))
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "contrast");
	return 0;
}

int hs_image_bilevel(struct hs_raster *grey, int limit, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(grey);
	HS_AUTO(pixDestroy) PIX *black = pix ? pixThresholdToBinary(pix, limit) : NULL;

	return hs_pix_replace(grey, &black, "black and white", err);
}

// Spots that no letter or mark is as small as: neither as wide nor as high as
// `size`, and dark against white paper.
int hs_image_despeckle(struct hs_raster *grey, int size, struct hs_err *err)
{
	const int dark = 170, rim = 3;
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(grey);
	HS_AUTO(pixDestroy) PIX *ink = pix ? pixThresholdToBinary(pix, dark) : NULL;
	HS_AUTO(pixDestroy)
	PIX *specks = ink ? pixSelectBySize(ink, size, size, 8, L_SELECT_IF_BOTH,
					    L_SELECT_IF_LT, NULL)
			  : NULL;
	HS_AUTO(pixDestroy)
	PIX *wide = specks ? pixDilateBrick(NULL, specks, rim, rim) : NULL;

	if (!wide || pixPaintThroughMask(pix, wide, 0, 0, WHITE) != 0)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "specks");
	return 0;
}

int hs_image_part(const struct hs_raster *raster, const struct hs_box *box,
		  struct hs_raster *part, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	BOX *cut = boxCreate(box->x, box->y, box->w, box->h);
	HS_AUTO(pixDestroy) PIX *got = pix ? pixClipRectangle(pix, cut, NULL) : NULL;

	boxDestroy(&cut);
	if (!got)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s", "cut");
	if (hs_pix_take(got, part, err) < 0)
		return -1;
	part->dpi_x = raster->dpi_x;
	part->dpi_y = raster->dpi_y;
	return 0;
}

void hs_image_wipe(struct hs_raster *raster, const struct hs_box *box)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	BOX *where = boxCreate(box->x, box->y, box->w, box->h);

	if (pix && where) {
		if (raster->depth == 1)
			pixClearInRect(pix, where);
		else
			pixSetInRect(pix, where);
	}
	boxDestroy(&where);
}
