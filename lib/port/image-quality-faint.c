// image-quality-faint.c - the likeness of a page, and faint writing beside its ink
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-quality-part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MASK_MM (25.4 / 75)
#define MARGIN_MM 3.0 // of the page, where borders and shadows are
#define SPECK_MM 0.6  // the largest side of what is left out
#define HALO_MM 1.0   // around strong ink, where its blur is faint
#define TILE_MM 30.0
enum { TILES_LEAST = 6 };    // fewer: a stamp, a note in pencil, not a whole back
enum { STRONG_LEAST = 110 }; // levels

static void free_plane(uint8_t **plane)
{
	free(*plane);
	*plane = NULL;
}

// From the working picture to the page's centre, turned level, in millimetres.
struct place {
	double cos, sin, mm, half_w, half_h;
};

static struct place place_of(const struct hs_canvas *c, double mm)
{
	double a = c->skew * M_PI / 180;

	return (struct place){cos(a), sin(a), mm, c->w / 2.0, c->h / 2.0};
}

static void to_level(const struct place *p, int x, int y, double *u, double *v)
{
	double dx = (x + 0.5 - p->half_w) / p->mm, dy = (y + 0.5 - p->half_h) / p->mm;

	*u = dx * p->cos + dy * p->sin;
	*v = dy * p->cos - dx * p->sin;
}

// One pixel of ink into a thumbnail whose centre is at (0, 0).
static void into_thumb(float thumb[HS_THUMB_H][HS_THUMB_W], double u, double v,
		       double weight)
{
	int i = (int)floor(u / HS_THUMB_MM + HS_THUMB_W / 2.0);
	int j = (int)floor(v / HS_THUMB_MM + HS_THUMB_H / 2.0);

	if (i >= 0 && i < HS_THUMB_W && j >= 0 && j < HS_THUMB_H)
		thumb[j][i] += (float)weight;
}

// A quarter of a cell full of ink is as much as writing has.
static void close_thumb(float from[HS_THUMB_H][HS_THUMB_W],
			uint8_t to[HS_THUMB_H][HS_THUMB_W])
{
	const double full = HS_THUMB_MM * HS_THUMB_MM / 4;

	for (int j = 0; j < HS_THUMB_H; j++)
		for (int i = 0; i < HS_THUMB_W; i++)
			to[j][i] = (uint8_t)fmin(255, from[j][i] / full * 255);
}

// The ink without specks and without what stands at the page's edges.
static uint8_t *clean_ink(const struct hs_canvas *c, struct hs_err *err)
{
	uint8_t *ink = hs_plane_new(c->w, c->h, err);
	int margin = (int)(MARGIN_MM * c->mm);

	for (int y = margin; ink && y < c->h - margin; y++)
		if (c->w > 2 * margin)
			memcpy(ink + (size_t)y * c->w + margin,
			       c->ink + (size_t)y * c->w + margin,
			       (size_t)(c->w - 2 * margin));
	for (size_t i = 0; ink && i < c->blobs.count; i++) {
		const struct blob *b = &c->blobs.list[i];

		if (fmax(b->x1 - b->x0 + 1, b->y1 - b->y0 + 1) > SPECK_MM * c->mm)
			continue;
		for (int y = b->y0; y <= b->y1; y++)
			memset(ink + (size_t)y * c->w + b->x0, 0,
			       (size_t)(b->x1 - b->x0 + 1));
	}
	return ink;
}

struct middle {
	double u, v;
	double count;
};

static struct middle middle_of(const struct hs_canvas *c, const uint8_t *ink,
			       const struct place *p)
{
	struct middle m = {0};
	double u, v;

	for (int y = 0; y < c->h; y++)
		for (int x = 0; x < c->w; x++)
			if (ink[(size_t)y * c->w + x]) {
				to_level(p, x, y, &u, &v);
				m.u += u;
				m.v += v;
				m.count++;
			}
	if (m.count > 0) {
		m.u /= m.count;
		m.v /= m.count;
	}
	return m;
}

// Pixels of the mask hold how many of the working picture's are ink.
static void fill_mask(const struct hs_canvas *c, const uint8_t *ink,
		      const struct place *p, uint8_t *count, struct hs_likeness *l)
{
	double u, v, least = 0.4 * pow(l->mm * c->mm, 2);

	for (int y = 0; y < c->h; y++)
		for (int x = 0; x < c->w; x++) {
			int i, j;

			if (!ink[(size_t)y * c->w + x])
				continue;
			to_level(p, x, y, &u, &v);
			i = (int)floor(u / l->mm + l->width / 2.0);
			j = (int)floor(v / l->mm + l->height / 2.0);
			if (i >= 0 && j >= 0 && i < (int)l->width && j < (int)l->height &&
			    count[j * HS_MASK_W + i] < 255)
				count[j * HS_MASK_W + i]++;
		}
	for (uint32_t j = 0; j < l->height; j++)
		for (uint32_t i = 0; i < l->width; i++)
			if (count[j * HS_MASK_W + i] && count[j * HS_MASK_W + i] >= least)
				l->mask[j][i / 64] |= (uint64_t)1 << (i % 64);
}

static void fill_thumbs(const struct hs_canvas *c, const uint8_t *ink,
			const struct place *p, const struct middle *m,
			struct hs_likeness *l)
{
	static const float zero[HS_THUMB_H][HS_THUMB_W];
	float dark[HS_THUMB_H][HS_THUMB_W], whole[HS_THUMB_H][HS_THUMB_W];
	double weight = 1 / (c->mm * c->mm), u, v;

	memcpy(dark, zero, sizeof(dark));
	memcpy(whole, zero, sizeof(whole));
	for (int y = 0; y < c->h; y++)
		for (int x = 0; x < c->w; x++)
			if (ink[(size_t)y * c->w + x]) {
				to_level(p, x, y, &u, &v);
				into_thumb(whole, u, v, weight);
				into_thumb(dark, u - m->u, v - m->v, weight);
			}
	close_thumb(dark, l->dark);
	close_thumb(whole, l->whole);
}

static uint32_t within(double x, uint32_t most)
{
	return x < 0 ? 0 : x >= most ? most - 1 : (uint32_t)x;
}

static int make_likeness(const struct hs_canvas *c, struct hs_likeness *l,
			 struct hs_err *err)
{
	HS_AUTO(free_plane) uint8_t *ink = clean_ink(c, err);
	HS_AUTO(free_plane)
	uint8_t *count = ink ? hs_plane_new(HS_MASK_W, HS_MASK_H, err) : NULL;
	struct place p = place_of(c, c->mm);
	struct middle m;

	if (!count)
		return -1;
	l->mm = fmax(MASK_MM, fmax(c->w / c->mm / HS_MASK_W, c->h / c->mm / HS_MASK_H));
	l->width = within(c->w / c->mm / l->mm, HS_MASK_W) + 1;
	l->height = within(c->h / c->mm / l->mm, HS_MASK_H) + 1;
	m = middle_of(c, ink, &p);
	l->middle_x = within(m.u / l->mm + l->width / 2.0, l->width);
	l->middle_y = within(m.v / l->mm + l->height / 2.0, l->height);
	fill_mask(c, ink, &p, count, l);
	fill_thumbs(c, ink, &p, &m, l);
	return 0;
}

// ---- faint writing ----

struct faint {
	int w, h;
	double mm;
	uint8_t *paper, *grey, *mark;
};

static void faint_done(struct faint *f)
{
	free(f->paper);
	free(f->grey);
	free(f->mark);
}

static double strong_of(const struct hs_canvas *c)
{
	return 0.5 * fmax(c->contrast, STRONG_LEAST);
}

// Nothing counts near strong ink.
static void clear_strong(const struct hs_canvas *c, struct faint *f)
{
	int reach = (int)ceil(HALO_MM * f->mm);
	double strong = strong_of(c);

	for (int y = 0; y < c->h; y++)
		for (int x = 0; x < c->w; x++) {
			int i = x / 2, j = y / 2, left, right;

			if (c->depth[(size_t)y * c->w + x] < strong || j >= f->h)
				continue;
			left = i - reach < 0 ? 0 : i - reach;
			right = i + reach >= f->w ? f->w - 1 : i + reach;
			for (int k = j - reach; k <= j + reach; k++)
				if (k >= 0 && k < f->h && left <= right)
					memset(f->mark + (size_t)k * f->w + left, 0,
					       (size_t)(right - left + 1));
		}
}

static int mean_of_nine(const uint8_t *p, int w)
{
	int sum = 0;

	for (int j = -1; j <= 1; j++)
		for (int i = -1; i <= 1; i++)
			sum += p[j * w + i];
	return sum / 9;
}

static void mark_faint(const struct hs_canvas *c, struct faint *f)
{
	double low = fmax(8, 1.5 * c->noise), high = strong_of(c);
	double dark = 0.55 * c->level; // a border is not faint
	int margin = (int)(2 * MARGIN_MM * f->mm);

	for (int y = margin; y < f->h - margin; y++)
		for (int x = margin; x < f->w - margin; x++) {
			size_t at = (size_t)y * f->w + x;
			int d = f->paper[at] - mean_of_nine(f->grey + at, f->w);

			f->mark[at] = d >= low && d < high && f->paper[at] > dark;
		}
	clear_strong(c, f);
}

// Letters, or words that run together; no rule of a table, which is thin, and no
// corner where two cross, which fills little of its box.
static bool is_faint_word(const struct blob *b, double mm)
{
	int w = b->x1 - b->x0 + 1, h = b->y1 - b->y0 + 1;
	double high = h / mm, wide = w / mm;
	bool corner = fmax(high, wide) > 6 && b->area < 0.3 * w * h;

	return fmin(high, wide) >= 1.6 && high <= 12 && wide <= 60 && !corner;
}

// The share of the page, where it is spread over the page as writing is.
static double sum_faint(const struct faint *f, const struct blobs *blobs,
			const struct place *p, float thumb[HS_THUMB_H][HS_THUMB_W])
{
	enum { SIDE = 64 };
	uint32_t tile[SIDE][SIDE] = {0};
	double all = 0, mm2 = f->mm * f->mm, u, v;
	int tiles = 0, size = (int)(TILE_MM * f->mm);

	for (size_t i = 0; i < blobs->count; i++) {
		const struct blob *b = &blobs->list[i];
		int x = (b->x0 + b->x1) / 2, y = (b->y0 + b->y1) / 2;

		if (!is_faint_word(b, f->mm))
			continue;
		all += b->area / mm2;
		tile[y / size % SIDE][x / size % SIDE] += (uint32_t)b->area;
		to_level(p, x, y, &u, &v);
		into_thumb(thumb, u, v, b->area / mm2);
	}
	for (int j = 0; j < SIDE; j++)
		for (int i = 0; i < SIDE; i++)
			tiles += tile[j][i] > 4 * mm2;
	return tiles < TILES_LEAST ? 0 : all / (f->w * f->h / mm2) * 100;
}

static int find_faint(const struct hs_canvas *c, struct hs_inspection *out,
		      struct hs_err *err)
{
	HS_AUTO(faint_done) struct faint f = {.mm = c->mm / 2};
	HS_AUTO(hs_blobs_done) struct blobs blobs = {0};
	struct place p = place_of(c, f.mm);
	float thumb[HS_THUMB_H][HS_THUMB_W];

	memset(thumb, 0, sizeof(thumb));
	if (hs_plane_reduce(c->grey, c->w, c->h, 2, &f.grey, &f.w, &f.h, err) < 0 ||
	    hs_plane_reduce(c->paper, c->w, c->h, 2, &f.paper, &f.w, &f.h, err) < 0)
		return -1;
	f.mark = hs_plane_new(f.w, f.h, err);
	if (!f.mark)
		return -1;
	p.half_w = f.w / 2.0;
	p.half_h = f.h / 2.0;
	mark_faint(c, &f);
	if (hs_blobs_find(f.mark, NULL, f.w, f.h, &blobs, err) < 0)
		return -1;
	out->measures.value[HS_R_SHOW] = sum_faint(&f, &blobs, &p, thumb);
	close_thumb(thumb, out->likeness.faint);
	return 0;
}

int hs_measure_faint(struct hs_canvas *c, struct hs_inspection *out, struct hs_err *err)
{
	if (make_likeness(c, &out->likeness, err) < 0)
		return -1;
	return c->bits == 1 ? 0 : find_faint(c, out, err);
}
