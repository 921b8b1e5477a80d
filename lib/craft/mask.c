// mask.c - see mask.h
#include "craft/mask.h"
#include "base/auto.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
	PIXELS_MAX = 500000, // of a mask
	LEVELS = 256,
	SHARE_LEAST = 110, // ink is darker than its paper by a level between these two,
	SHARE_MOST = 218,  // of 255 as the paper is
};
#define PAPER_INCH 0.3 // ink is narrower than that: 7 mm

void hs_mask_done(struct hs_mask *mask)
{
	free(mask->on);
	*mask = (struct hs_mask){0};
}

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static struct hs_box cut(const struct hs_box *box, const struct hs_raster *page)
{
	int64_t right = (int64_t)box->x + box->w, low = (int64_t)box->y + box->h;
	int32_t x = most(box->x, 0), y = most(box->y, 0);
	int32_t w = (int32_t)(right < page->width ? right : page->width) - x;
	int32_t h = (int32_t)(low < page->height ? low : page->height) - y;

	return w > 0 && h > 0 ? (struct hs_box){x, y, w, h} : (struct hs_box){0};
}

static void measure(double dpi, double fine, struct hs_mask *mask)
{
	mask->step = most(1, (int32_t)(dpi / fine + 0.5));
	while ((mask->at.w / mask->step) * (int64_t)(mask->at.h / mask->step) >
	       PIXELS_MAX)
		mask->step++;
	mask->w = mask->at.w / mask->step;
	mask->h = mask->at.h / mask->step;
	mask->dpi = dpi / mask->step;
}

// ---- a small grey copy -------------------------------------------------------

// Means of step x step pixels.
static void shrink(const struct hs_raster *grey, const struct hs_mask *mask,
		   uint8_t *small)
{
	uint8_t *levels = hs_new(grey->width, 1);
	uint32_t *sums = hs_new((size_t)mask->w, sizeof(*sums));
	uint32_t step = (uint32_t)mask->step, all = step * step;

	for (uint32_t y = 0; y < (uint32_t)mask->h; y++) {
		memset(sums, 0, (size_t)mask->w * sizeof(*sums));
		for (uint32_t j = 0; j < step; j++) {
			const uint8_t *at = levels;

			hs_raster_levels(grey, y * step + j, levels);
			for (int32_t x = 0; x < mask->w; x++)
				for (uint32_t i = 0; i < step; i++)
					sums[x] += *at++;
		}
		for (int32_t x = 0; x < mask->w; x++)
			*small++ = (uint8_t)(sums[x] / all);
	}
	free(sums);
	free(levels);
}

// Each of n levels, `stride` apart, becomes the highest (or the lowest) of those up to
// `far` before and behind it. In two passes over blocks (van Herk 1992).
static void extreme(uint8_t *line, int32_t n, size_t stride, int32_t far, bool highest,
		    uint8_t *room)
{
	int32_t block = 2 * far + 1;
	uint8_t *ahead = room, *back = room + n, flip = highest ? 0 : 255;

	for (int32_t i = 0; i < n; i++) {
		uint8_t v = line[(size_t)i * stride] ^ flip;

		ahead[i] = i % block && ahead[i - 1] > v ? ahead[i - 1] : v;
	}
	for (int32_t i = n - 1; i >= 0; i--) {
		uint8_t v = line[(size_t)i * stride] ^ flip;

		back[i] =
			i + 1 < n && (i + 1) % block && back[i + 1] > v ? back[i + 1] : v;
	}
	for (int32_t i = 0; i < n; i++) {
		uint8_t a = back[most(i - far, 0)], b = ahead[least(i + far, n - 1)];

		line[(size_t)i * stride] = (a > b ? a : b) ^ flip;
	}
}

// What the paper is like behind the ink: the ink closed.
static uint8_t *paper_of(const uint8_t *small, const struct hs_mask *mask)
{
	size_t w = (size_t)mask->w, h = (size_t)mask->h;
	int32_t far = most(1, (int32_t)(mask->dpi * PAPER_INCH / 2));
	uint8_t *paper = hs_new(w * h, 1), *room = hs_new(w > h ? w : h, 2);

	memcpy(paper, small, w * h);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t y = 0; y < h; y++)
			extreme(paper + y * w, mask->w, 1, far, pass == 0, room);
		for (size_t x = 0; x < w; x++)
			extreme(paper + x, mask->h, w, far, pass == 0, room);
	}
	free(room);
	return paper;
}

// ---- ink or paper ------------------------------------------------------------

// The level from `from` on that parts the two best: where the variance between them is
// highest.
static int parting(const uint32_t count[LEVELS], int from)
{
	double all = 0, sum = 0, below = 0, sum_below = 0, best = -1;
	int at = from;

	for (int i = from; i < LEVELS; i++) {
		all += count[i];
		sum += (double)i * count[i];
	}
	for (int i = from; i < LEVELS; i++) {
		double above, d;

		below += count[i];
		sum_below += (double)i * count[i];
		above = all - below;
		if (below <= 0 || above <= 0)
			continue;
		d = sum_below / below - (sum - sum_below) / above;
		if (below * above * d * d > best) {
			best = below * above * d * d;
			at = i;
		}
	}
	return at;
}

// Beyond the middle from the darkest tenth of what is ink to paper: thin strokes stay.
static int beyond_middle(const uint32_t count[LEVELS], int level)
{
	double all = 0, seen = 0;
	int at = 0;

	for (int i = 0; i <= level; i++)
		all += count[i];
	for (; at < level && seen + count[at] < all / 10; at++)
		seen += count[at];
	return (2 * at + 3 * 255) / 5;
}

// As dark as paper is now and then: its usual level, less three times how far it goes
// beyond that the other way.
static int paper_least(const uint32_t count[LEVELS])
{
	double above = 0, seen = 0;
	int usual = LEVELS - 1, far;

	for (int i = LEVELS - 2; i > 0; i--)
		if (count[i - 1] + count[i] + count[i + 1] >
		    count[usual - 1] + count[usual] +
			    (usual + 1 < LEVELS ? count[usual + 1] : 0))
			usual = i;
	for (int i = usual; i < LEVELS; i++)
		above += count[i];
	for (far = usual; far + 1 < LEVELS && seen + count[far] < 0.68 * above; far++)
		seen += count[far];
	return usual - 3 * (far - usual);
}

static int choose(const uint32_t count[LEVELS], const struct hs_mask_want *want)
{
	int level = parting(count, 0);

	if (want->which == HS_MASK_PALE)
		level = most(level, least(parting(count, least(level + 1, LEVELS - 1)),
					  paper_least(count)));
	level = most(SHARE_LEAST, least(SHARE_MOST, level));
	if (want->which == HS_MASK_STRONG)
		level = least(level, beyond_middle(count, level));
	return level;
}

static void part_ink(const uint8_t *small, const uint8_t *paper,
		     const struct hs_mask_want *want, struct hs_mask *mask)
{
	size_t all = (size_t)mask->w * (size_t)mask->h;
	uint32_t count[LEVELS] = {0};
	int level;

	for (size_t i = 0; i < all; i++) {
		mask->on[i] =
			paper[i] ? (uint8_t)least(255, small[i] * 255 / paper[i]) : 255;
		count[mask->on[i]]++;
	}
	level = choose(count, want);
	mask->count = 0;
	for (size_t i = 0; i < all; i++) {
		mask->on[i] = mask->on[i] <= level;
		mask->count += mask->on[i];
	}
}

int hs_mask_of(const struct hs_raster *page, double dpi, const struct hs_box *part,
	       const struct hs_mask_want *want, struct hs_mask *mask, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster own = {0};
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};
	struct hs_mask made = {.at = cut(part, page)};
	uint8_t *small, *paper;

	measure(dpi, want->fine, &made);
	if (made.w == 0 || made.h == 0) {
		*mask = (struct hs_mask){
			.at = made.at, .step = made.step, .dpi = made.dpi};
		return 0;
	}
	if (hs_image_part(page, &made.at, &own, err) < 0 ||
	    hs_image_grey(&own, want->ink, &grey, err) < 0)
		return -1;
	small = hs_new((size_t)made.w, (size_t)made.h);
	made.on = hs_new((size_t)made.w, (size_t)made.h);
	shrink(&grey, &made, small);
	paper = paper_of(small, &made);
	part_ink(small, paper, want, &made);
	free(paper);
	free(small);
	*mask = made;
	return 0;
}

// Along rows, then along columns.
static void spread(uint8_t *on, int32_t n, size_t stride)
{
	uint8_t before = 0;

	for (int32_t i = 0; i < n; i++) {
		uint8_t here = on[(size_t)i * stride];
		uint8_t next = i + 1 < n ? on[(size_t)(i + 1) * stride] : 0;

		on[(size_t)i * stride] = before | here | next;
		before = here;
	}
}

void hs_mask_thicken(struct hs_mask *mask)
{
	size_t w = (size_t)mask->w, h = (size_t)mask->h;

	for (size_t y = 0; y < h; y++)
		spread(mask->on + y * w, mask->w, 1);
	for (size_t x = 0; x < w; x++)
		spread(mask->on + x, mask->h, w);
	mask->count = 0;
	for (size_t i = 0; i < w * h; i++)
		mask->count += mask->on[i];
}

// ---- spots -------------------------------------------------------------------

void hs_spots_done(struct hs_spots *spots)
{
	free(spots->list);
	free(spots->of);
	*spots = (struct hs_spots){0};
}

struct fill {
	const struct hs_mask *mask;
	int32_t *of, *stack;
	size_t top;
};

static void touch(struct fill *f, int32_t x, int32_t y, int32_t number)
{
	int32_t i = y * f->mask->w + x;

	if (!hs_mask_at(f->mask, x, y) || f->of[i])
		return;
	f->of[i] = number;
	f->stack[f->top++] = i;
}

static struct hs_spot fill(struct fill *f, int32_t x, int32_t y, int32_t number)
{
	int32_t left = x, right = x, top = y, low = y, area = 0;

	touch(f, x, y, number);
	while (f->top > 0) {
		int32_t i = f->stack[--f->top], px = i % f->mask->w, py = i / f->mask->w;

		area++;
		left = least(left, px);
		right = most(right, px);
		top = least(top, py);
		low = most(low, py);
		for (int32_t d = 0; d < 9; d++)
			touch(f, px + d % 3 - 1, py + d / 3 - 1, number);
	}
	return (struct hs_spot){{left, top, right - left + 1, low - top + 1}, area};
}

void hs_spots_of(const struct hs_mask *mask, struct hs_spots *spots)
{
	size_t all = (size_t)mask->w * (size_t)mask->h, room = 0;
	struct fill f = {.mask = mask};

	*spots = (struct hs_spots){0};
	spots->of = f.of = hs_new(all + 1, sizeof(*f.of));
	f.stack = hs_new(mask->count + 1, sizeof(*f.stack));
	for (int32_t i = 0; i < (int32_t)all; i++) {
		if (!mask->on[i] || f.of[i])
			continue;
		if (spots->count == room) {
			room = 2 * room + 16;
			spots->list = hs_grow(spots->list, room, sizeof(*spots->list));
		}
		spots->list[spots->count] =
			fill(&f, i % mask->w, i / mask->w, (int32_t)spots->count + 1);
		spots->count++;
	}
	free(f.stack);
}
