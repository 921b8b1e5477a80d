// image-restore.c - see image-restore.h
#include "port/image-restore.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"

#include <math.h>
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

static void pack_row(struct hs_raster *grey, uint32_t y, const uint8_t *row)
{
	uint32_t *to = grey->data + (size_t)y * grey->wpl;

	uint32_t x = 0;

	for (; x + 4 <= grey->width; x += 4, row += 4)
		*to++ = (uint32_t)row[0] << 24 | (uint32_t)row[1] << 16 |
			(uint32_t)row[2] << 8 | row[3];
	for (uint32_t word = 0; x < grey->width; x++, row++) {
		word |= (uint32_t)*row << (24 - 8 * (x % 4));
		*to = word;
	}
}

static void grey_row(const struct hs_raster *page, uint32_t y, enum hs_ink ink,
		     uint8_t *row)
{
	const uint32_t *from = page->data + (size_t)y * page->wpl;

	if (page->depth != 32 && ink != HS_INK_RED)
		hs_raster_levels(page, y, row);
	else
		for (uint32_t x = 0; x < page->width; x++)
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
		grey_row(page, y, ink, row);
		pack_row(grey, y, row);
	}
	free(row);
	return 0;
}

int hs_image_put_channel(const struct hs_raster *grey, enum hs_ink channel,
			 struct hs_raster *colour, struct hs_err *err)
{
	unsigned shift = 24 - 8 * (unsigned)(channel - HS_CHANNEL_RED);

	if (!colour->data) {
		if (hs_raster_init(colour, grey->width, grey->height, 32, err) < 0)
			return -1;
		colour->dpi_x = grey->dpi_x;
		colour->dpi_y = grey->dpi_y;
		colour->orientation = grey->orientation;
	}
	for (uint32_t y = 0; y < grey->height; y++) {
		const uint32_t *from = grey->data + (size_t)y * grey->wpl;
		uint32_t *to = colour->data + (size_t)y * colour->wpl;

		for (uint32_t x = 0; x < grey->width; x++)
			to[x] = (to[x] & ~((uint32_t)255 << shift)) |
				(uint32_t)GET_DATA_BYTE(from, x) << shift;
	}
	return 0;
}

// ---- the steps ---------------------------------------------------------------

// Black of a quarter of the size that reaches the edge, as a mask of full size.
static PIX *border_mask(PIX *pix)
{
	const int quarter = 4, black = 60, solid = 3, rim = 7;
	// Sampling leaves out what is no whole quarter at the right and below.
	HS_AUTO(pixDestroy)
	PIX *even = pixAddContinuedBorder(pix, 0, -pixGetWidth(pix) & (quarter - 1), 0,
					  -pixGetHeight(pix) & (quarter - 1));
	HS_AUTO(pixDestroy)
	PIX *small = even ? pixScaleByIntSampling(even, quarter) : NULL;
	HS_AUTO(pixDestroy) PIX *dark = small ? pixThresholdToBinary(small, black) : NULL;
	HS_AUTO(pixDestroy)
	PIX *open = dark ? pixOpenBrick(NULL, dark, solid, solid) : NULL;
	HS_AUTO(pixDestroy) PIX *edge = open ? pixExtractBorderConnComps(open, 8) : NULL;
	HS_AUTO(pixDestroy)
	PIX *wide = edge ? pixDilateBrick(NULL, edge, rim, rim) : NULL;
	PIX *whole = wide ? pixExpandReplicate(wide, quarter) : NULL;

	return whole;
}

int hs_image_fill_border(struct hs_raster *grey, double paper, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(grey);
	HS_AUTO(pixDestroy) PIX *mask = pix ? border_mask(pix) : NULL;

	if (!mask || pixPaintThroughMask(pix, mask, 0, 0, (l_uint32)paper) != 0)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "fill border");
	return 0;
}

// One pass of 1 4 6 4 1, a binomial that stands for a Gaussian of sigma 1, along
// a row.
static void binomial(const uint8_t *from, uint8_t *to, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t a = i >= 2 ? i - 2 : 0, b = i >= 1 ? i - 1 : 0;
		size_t d = i + 1 < n ? i + 1 : n - 1, e = i + 2 < n ? i + 2 : n - 1;

		to[i] = (uint8_t)((from[a] + 4 * from[b] + 6 * from[i] + 4 * from[d] +
				   from[e] + 8) >>
				  4);
	}
}

// Rows of bytes, top first, and back: leptonica packs them into words.
static uint8_t *unpack(const struct hs_raster *grey, struct hs_err *err)
{
	size_t w = grey->width, h = grey->height;
	uint8_t *bytes = hs_alloc(h, w, HS_RASTER_MAX, err);

	for (uint32_t y = 0; bytes && y < h; y++)
		hs_raster_row(grey, y, bytes + y * w);
	return bytes;
}

// The same for five rows at once.
static void binomial_rows(const uint8_t *const rows[5], uint8_t *to, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = (uint8_t)((rows[0][i] + 4 * rows[1][i] + 6 * rows[2][i] +
				   4 * rows[3][i] + rows[4][i] + 8) >>
				  4);
}

int hs_image_smooth(struct hs_raster *grey, struct hs_err *err)
{
	size_t w = grey->width;
	int last = (int)grey->height - 1;
	uint8_t *bytes = unpack(grey, err), *row;

	if (!bytes)
		return -1;
	row = hs_new(w, 2);
	for (int y = 0; y <= last; y++) {
		const uint8_t *rows[5];

		for (int i = 0; i < 5; i++)
			rows[i] = bytes + w * (size_t)most(0, least(last, y + i - 2));
		binomial_rows(rows, row, w);
		binomial(row, row + w, w);
		pack_row(grey, (uint32_t)y, row + w);
	}
	free(row);
	free(bytes);
	return 0;
}

int hs_image_flatten(struct hs_raster *grey, int ink, struct hs_err *err)
{
	const int across = 10, down = 15, enough = 40, smooth_x = 2, smooth_y = 1;
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(grey);
	HS_AUTO(pixDestroy)
	PIX *even = pix ? pixBackgroundNorm(pix, NULL, NULL, across, down, ink, enough,
					    PAPER, smooth_x, smooth_y)
			: NULL;

	// Where it gives up, as on a page that is nearly all dark, the page stays.
	if (!even)
		return 0;
	return hs_pix_replace(grey, &even, "background", err);
}

int hs_image_stretch(struct hs_raster *grey, int black, int white, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(grey);

	if (!pix || !pixGammaTRC(pix, pix, 1.0F, black, white))
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "contrast");
	return 0;
}

// Fixed point: 16 bits behind the point. Pixels of a page have 18 before it.
enum { POINT = 16 };

struct turn {
	const uint8_t *from; // levels, width a row
	int64_t width, height;
	int64_t cos, sin;
};

// The level at a place between four pixels; beyond the edge there is paper.
static uint32_t level_between(const struct turn *t, int64_t x, int64_t y)
{
	int64_t left = x >> POINT, top = y >> POINT;
	uint32_t fx = (uint32_t)(x >> (POINT - 8)) & 255;
	uint32_t fy = (uint32_t)(y >> (POINT - 8)) & 255;
	const uint8_t *p;

	if (left < 0 || top < 0 || left >= t->width - 1 || top >= t->height - 1)
		return WHITE;
	p = t->from + top * t->width + left;
	return ((256 - fy) * ((256 - fx) * p[0] + fx * p[1]) +
		fy * ((256 - fx) * p[t->width] + fx * p[t->width + 1])) >>
	       16;
}

// One row of the turned picture: where its pixels come from is a straight line.
static void turn_row(const struct turn *t, int64_t y, uint8_t *row)
{
	int64_t dx = -t->width / 2, dy = y - t->height / 2;
	int64_t from_x = (t->width / 2 << POINT) + dx * t->cos + dy * t->sin;
	int64_t from_y = (t->height / 2 << POINT) - dx * t->sin + dy * t->cos;

	for (int64_t x = 0; x < t->width; x++) {
		row[x] = (uint8_t)level_between(t, from_x, from_y);
		from_x += t->cos;
		from_y -= t->sin;
	}
}

// Bilinear, as leptonica's pixRotateAM with finer weights, in less time.
int hs_image_turn(struct hs_raster *grey, double degrees, struct hs_err *err)
{
	const double radians = degrees * M_PI / 180;
	uint8_t *from = unpack(grey, err), *row;
	const struct turn turn = {
		.from = from,
		.width = grey->width,
		.height = grey->height,
		.cos = llround(cos(radians) * (1 << POINT)),
		.sin = llround(sin(radians) * (1 << POINT)),
	};

	if (!from)
		return -1;
	row = hs_new(grey->width, 1);
	for (uint32_t y = 0; y < grey->height; y++) {
		turn_row(&turn, y, row);
		pack_row(grey, y, row);
	}
	free(row);
	free(from);
	return 0;
}

int hs_image_quarter(struct hs_raster *raster, int quarters, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	HS_AUTO(pixDestroy) PIX *turned = pix ? pixRotateOrth(pix, quarters % 4) : NULL;
	double dpi_x = raster->dpi_x, dpi_y = raster->dpi_y;

	if (hs_pix_replace(raster, &turned, "turn", err) < 0)
		return -1;
	raster->dpi_x = quarters % 2 ? dpi_y : dpi_x;
	raster->dpi_y = quarters % 2 ? dpi_x : dpi_y;
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
