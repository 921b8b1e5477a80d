// layers-ink.c - which pixels of a page are ink: darker than the paper about them, by
// a level between the paper's and the darkest ink's near by.
#include "base/auto.h"
#include "base/mem.h"
#include "craft/layers-part.h"
#include "port/image-layers.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum {
	TILES_INCH = 25, // a tile is about a millimetre wide
	APART = 2,       // every so many pixels one is looked at, for what tiles are like
	NEAR = 2,        // tiles: ink is narrower than twice that and one more
	SOLID = 3,       // tiles: pictures are wider than twice that and one more
	CONTRAST = 24,   // levels: ink differs from its paper by that at least
	NOISE = 5,       // times the paper's own unevenness, likewise
	ROUGH = 18, // times it: where ink differs by less, black and white is not read
	HUE = 16,   // levels apart are red and green in paper
	LEVELS = 256,
	BLOCK = 16,
};
#define INK_SHARE 0.36 // of the way from paper to the darkest ink: there ink begins
#define DIM 0.75       // of the page's paper: darker tiles may be a picture's
#define MIDDLE 90      // of 255 pixels: so many are between black and white in pictures

struct plane {
	size_t w, h;
	uint8_t *at; // h rows of w, then at least 31 more; owned
};

static void plane_done(struct plane *plane)
{
	free(plane->at);
}

static int plane_init(struct plane *plane, size_t w, size_t h, struct hs_err *err)
{
	*plane = (struct plane){.w = w, .h = h};
	plane->at = hs_alloc(h + 31 / w + 1, w, HS_RASTER_MAX, err);
	return plane->at ? 0 : -1;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
	return a > b ? a : b;
}

static int above(int v, int least_of)
{
	return v > least_of ? v - least_of : 0;
}

// The darker of red and green, and darker still by its hue: a pale stroke of red or
// blue is ink beside black print too.
static uint8_t level_of(uint32_t pixel)
{
	int red = (int)(pixel >> 24), green = (int)(pixel >> 16 & 255);
	int blue = (int)(pixel >> 8 & 255), high = red > green ? red : green;
	int low = red < green ? red : green;

	return (uint8_t)above(low, above(high - low, HUE) + above(blue, high + HUE / 2));
}

static void level_row(const struct hs_raster *page, uint32_t y, uint8_t *to)
{
	const uint32_t *from = page->data + (size_t)y * page->wpl;
	uint32_t x = 0;

	if (page->depth != 32) {
		hs_raster_levels(page, y, to);
		return;
	}
	// Blocks of a known size become vector instructions.
	for (; x + BLOCK <= page->width; x += BLOCK)
		for (uint32_t i = 0; i < BLOCK; i++)
			to[x + i] = level_of(from[x + i]);
	for (; x < page->width; x++)
		to[x] = level_of(from[x]);
}

// ---- tiles -----------------------------------------------------------------------

// What a tile is like: each a level, but `middle`: of 255 pixels so many are between
// its dark and its bright ones.
enum { PAPER, HALF, DARK, MIDDLES, KINDS };

struct tiles {
	size_t side; // pixels
	struct plane of[KINDS];
};

static void tiles_done(struct tiles *tiles)
{
	for (int i = 0; i < KINDS; i++)
		plane_done(&tiles->of[i]);
}

// Levels from the darkest on, and how many pixels were passed up to there.
struct walk {
	const uint16_t *count;
	int level;
	unsigned passed;
};

// The level of the pixel after so many; no less than the one before.
static int walk_to(struct walk *w, unsigned many)
{
	while (w->passed + w->count[w->level] <= many && w->level < LEVELS - 1)
		w->passed += w->count[w->level++];
	return w->level;
}

static void describe(const uint16_t count[LEVELS], unsigned all, struct tiles *tiles,
		     size_t i)
{
	struct walk walk = {.count = count};
	int dark = walk_to(&walk, 0), half = walk_to(&walk, all / 2);
	int paper = walk_to(&walk, all * 4 / 5);
	int edge = (paper - dark) / 4;
	unsigned middle = 0;

	for (int v = dark + edge; v <= paper - edge; v++)
		middle += count[v];
	tiles->of[PAPER].at[i] = (uint8_t)paper;
	tiles->of[HALF].at[i] = (uint8_t)half;
	tiles->of[DARK].at[i] = (uint8_t)dark;
	if (paper - dark > CONTRAST)
		tiles->of[MIDDLES].at[i] = (uint8_t)(middle * 255 / all);
}

static void look_at(const struct plane *levels, struct tiles *tiles, size_t tx, size_t ty)
{
	size_t right = least(levels->w, (tx + 1) * tiles->side);
	size_t low = least(levels->h, (ty + 1) * tiles->side);
	uint16_t count[LEVELS] = {0};
	unsigned all = 0;

	for (size_t y = ty * tiles->side; y < low; y += APART)
		for (size_t x = tx * tiles->side; x < right; x += APART, all++)
			count[levels->at[y * levels->w + x]]++;
	describe(count, all, tiles, ty * tiles->of[0].w + tx);
}

static int tiles_of(const struct plane *levels, double dpi, struct tiles *tiles,
		    struct hs_err *err)
{
	tiles->side = most(4, least(64, (size_t)(dpi / TILES_INCH + 0.5)));
	for (int i = 0; i < KINDS; i++)
		if (plane_init(&tiles->of[i], (levels->w + tiles->side - 1) / tiles->side,
			       (levels->h + tiles->side - 1) / tiles->side, err) < 0)
			return -1;
	for (size_t y = 0; y < tiles->of[0].h; y++)
		for (size_t x = 0; x < tiles->of[0].w; x++)
			look_at(levels, tiles, x, y);
	return 0;
}

// ---- planes of tiles ---------------------------------------------------------------

static uint8_t lowest(const uint8_t *at, size_t n, size_t stride)
{
	uint8_t v = 255;

	for (size_t i = 0; i < n; i++)
		v = at[i * stride] < v ? at[i * stride] : v;
	return v;
}

static uint8_t highest(const uint8_t *at, size_t n, size_t stride)
{
	uint8_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = at[i * stride] > v ? at[i * stride] : v;
	return v;
}

static uint8_t mean(const uint8_t *at, size_t n, size_t stride)
{
	size_t sum = n / 2;

	for (size_t i = 0; i < n; i++)
		sum += at[i * stride];
	return (uint8_t)(sum / n);
}

// Each value becomes what `of` says of those up to `far` about it, along rows, then
// along columns.
static void about(struct plane *p, size_t far,
		  uint8_t (*of)(const uint8_t *, size_t, size_t))
{
	uint8_t *line = hs_new(most(p->w, p->h), 1);

	for (size_t y = 0; y < p->h; y++) {
		uint8_t *at = p->at + y * p->w;

		memcpy(line, at, p->w);
		for (size_t x = 0; x < p->w; x++) {
			size_t from = x > far ? x - far : 0;

			at[x] = of(line + from, least(p->w, x + far + 1) - from, 1);
		}
	}
	for (size_t x = 0; x < p->w; x++) {
		uint8_t *at = p->at + x;

		for (size_t y = 0; y < p->h; y++)
			line[y] = at[y * p->w];
		for (size_t y = 0; y < p->h; y++) {
			size_t from = y > far ? y - far : 0;

			at[y * p->w] =
				of(line + from, least(p->h, y + far + 1) - from, 1);
		}
	}
	free(line);
}

// The value below which a share of all lie.
static int share_below(const struct plane *p, const struct plane *less, double share)
{
	size_t all = p->w * p->h, seen = 0, count[LEVELS] = {0};
	int v = 0;

	for (size_t i = 0; i < all; i++)
		count[less ? most(p->at[i], less->at[i]) - less->at[i] : p->at[i]]++;
	for (; v < LEVELS - 1; v++) {
		seen += count[v];
		if ((double)seen > share * (double)all)
			break;
	}
	return v;
}

// Makes HALF 0 or 1: tiles of pictures. They are dark in most of their pixels, over
// several millimetres both ways, and have levels of all sorts.
static void find_pictures(struct tiles *tiles)
{
	const double typical = 0.8;
	struct plane *p = &tiles->of[HALF], *middle = &tiles->of[MIDDLES];
	int limit = (int)(DIM * share_below(&tiles->of[PAPER], NULL, typical));

	for (size_t i = 0; i < p->w * p->h; i++)
		p->at[i] = p->at[i] < limit;
	about(p, SOLID, lowest);
	about(p, SOLID + 1, highest);
	about(middle, SOLID, mean);
	for (size_t i = 0; i < p->w * p->h; i++)
		p->at[i] = p->at[i] && middle->at[i] > MIDDLE;
}

// How much darker than its paper ink usually is: the middle of the tiles that have any.
static int usual_ink(const struct tiles *tiles, int contrast)
{
	const struct plane *paper = &tiles->of[PAPER], *dark = &tiles->of[DARK];
	size_t all = paper->w * paper->h, count[LEVELS] = {0}, many = 0, seen = 0;
	int v = 0;

	for (size_t i = 0; i < all; i++) {
		int far = paper->at[i] - dark->at[i];

		if (far <= 3 * contrast / 2)
			continue;
		count[far]++;
		many++;
	}
	while (v < LEVELS - 1 && seen + count[v] <= many / 2)
		seen += count[v++];
	return v;
}

// Makes PAPER the level below which there is ink. false: the page is rough.
static bool find_limits(struct tiles *tiles)
{
	const double typical = 0.5;
	struct plane *paper = &tiles->of[PAPER], *dark = &tiles->of[DARK];
	int noise = share_below(paper, &tiles->of[HALF], typical);
	int contrast = (int)most(CONTRAST, (size_t)(NOISE * noise));

	if (noise * ROUGH > usual_ink(tiles, contrast))
		return false;
	find_pictures(tiles);
	about(paper, NEAR, highest);
	about(paper, NEAR, lowest);
	about(dark, 1, lowest);
	for (size_t i = 0; i < paper->w * paper->h; i++) {
		int p = paper->at[i], far = (int)(INK_SHARE * (p - dark->at[i]));
		int limit = p - (far > contrast ? far : contrast);

		paper->at[i] = (uint8_t)(limit > 0 ? limit : 0);
	}
	about(paper, 1, mean);
	for (size_t i = 0; i < paper->w * paper->h; i++)
		if (tiles->of[HALF].at[i])
			paper->at[i] = 0;
	return true;
}

// ---- pixels ------------------------------------------------------------------------

// Limits of a row of pixels, between those of the tiles' centres: first down, then
// along. Fixed point of 8 bits; a tile has a side of `side` pixels, less than 256.
static void limits_row(const struct tiles *tiles, size_t y, size_t w, uint8_t *limits)
{
	const struct plane *p = &tiles->of[PAPER];
	size_t side = tiles->side, half = side / 2, x = 0;
	size_t up = y > half ? (y - half) / side : 0, low = least(up + 1, p->h - 1);
	uint32_t fy = (uint32_t)(y > half ? (y - half) % side * 256 / side : 0);
	const uint8_t *a = p->at + up * p->w, *b = p->at + low * p->w;
	uint32_t left = a[0] * (256 - fy) + b[0] * fy;

	while (x < half && x < w)
		limits[x++] = (uint8_t)(left >> 8);
	for (size_t t = 1; x < w; t++) {
		size_t next = least(t, p->w - 1), end = least(x + side, w);
		uint32_t right = a[next] * (256 - fy) + b[next] * fy;
		int32_t by = ((int32_t)right - (int32_t)left) / (int32_t)side;

		for (uint32_t v = left; x < end; v += (uint32_t)by)
			limits[x++] = (uint8_t)(v >> 8);
		left = right;
	}
}

// 8 bits, the first highest: which of 8 bytes are less than which of 8 others.
static uint32_t less(const uint8_t *these, const uint8_t *those)
{
	const uint64_t high = 0x8080808080808080U, gather = 0x8040201008040201U;
	uint64_t a, b, d;

	memcpy(&a, these, sizeof(a));
	memcpy(&b, those, sizeof(b));
	a = le64toh(a);
	b = le64toh(b);
	d = (a | high) - (b & ~high); // its high bits: the lower seven are no less
	d = ((~a & b) | (~(a ^ b) & ~d)) & high;
	return (uint32_t)((d >> 7) * gather >> 56);
}

// 1 where a level is below its limit. Both rows have room for whole words.
static void part_row(const uint8_t *levels, const uint8_t *limits, size_t w, uint32_t *to)
{
	for (size_t x = 0; x < w; x += 32, levels += 32, limits += 32)
		*to++ = less(levels, limits) << 24 | less(levels + 8, limits + 8) << 16 |
			less(levels + 16, limits + 16) << 8 |
			less(levels + 24, limits + 24);
}

static int part(const struct plane *levels, const struct tiles *tiles,
		struct hs_raster *stencil, struct hs_err *err)
{
	const size_t rows = 3; // that share their limits
	uint8_t *limits;

	if (hs_raster_init(stencil, (uint32_t)levels->w, (uint32_t)levels->h, 1, err) < 0)
		return -1;
	limits = hs_new(levels->w + 31, 1); // what is behind w is 0: no ink
	for (size_t y = 0; y < levels->h; y++) {
		if (y % rows == 0)
			limits_row(tiles, least(y + rows / 2, levels->h - 1), levels->w,
				   limits);
		part_row(levels->at + y * levels->w, limits, levels->w,
			 stencil->data + y * stencil->wpl);
	}
	free(limits);
	return 0;
}

static bool has_ink(const struct hs_raster *stencil)
{
	for (size_t i = 0; i < (size_t)stencil->wpl * stencil->height; i++)
		if (stencil->data[i])
			return true;
	return false;
}

int hs_layers_ink(const struct hs_raster *page, double dpi, struct hs_raster *stencil,
		  enum hs_layers_found *found, struct hs_err *err)
{
	HS_AUTO(plane_done) struct plane levels = {0};
	HS_AUTO(tiles_done) struct tiles tiles = {0};

	if (plane_init(&levels, page->width, page->height, err) < 0)
		return -1;
	for (uint32_t y = 0; y < page->height; y++)
		level_row(page, y, levels.at + y * levels.w);
	if (tiles_of(&levels, dpi, &tiles, err) < 0)
		return -1;
	if (!find_limits(&tiles)) {
		*found = HS_LAYERS_ROUGH;
		return 0;
	}
	if (part(&levels, &tiles, stencil, err) < 0)
		return -1;
	*found = has_ink(stencil) ? HS_LAYERS_INK : HS_LAYERS_BLANK;
	return 0;
}
