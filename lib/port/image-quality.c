// image-quality.c - see image-quality.h: the page made ready, and its parts called
#include "port/image-quality.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"
#include "port/image-quality-part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORK_DPI = 150,
	COARSE = 4,       // the paper is sought in a picture reduced once more
	LEAST_DEPTH = 20, // levels: less is no ink
	SIDE_LEAST = 16,  // pixels of a page that can be measured
};
#define CLOSING_MM 4.5   // half a side: wider dark things are no writing
#define BORDER_MM 3.0    // around what is as dark as a scanner's border
#define BORDER_DARK 0.45 // of the paper's level

uint8_t *hs_plane_new(int w, int h, struct hs_err *err)
{
	return hs_alloc((size_t)h, (size_t)w, HS_RASTER_MAX, err);
}

static void free_plane(uint8_t **plane)
{
	free(*plane);
	*plane = NULL;
}

int hs_share_of(const uint64_t counts[256], double share)
{
	uint64_t all = 0, seen = 0;

	for (int i = 0; i < 256; i++)
		all += counts[i];
	for (int i = 0; i < 256; i++) {
		seen += counts[i];
		if ((double)seen >= share * (double)all)
			return i;
	}
	return 255;
}

int hs_plane_reduce(const uint8_t *from, int w, int h, int k, uint8_t **to, int *to_w,
		    int *to_h, struct hs_err *err)
{
	*to_w = w / k > 0 ? w / k : 1;
	*to_h = h / k > 0 ? h / k : 1;
	*to = hs_plane_new(*to_w, *to_h, err);
	if (!*to)
		return -1;
	for (int y = 0; y < *to_h; y++)
		for (int x = 0; x < *to_w; x++) {
			unsigned sum = 0, n = 0;

			for (int j = y * k; j < (y + 1) * k && j < h; j++)
				for (int i = x * k; i < (x + 1) * k && i < w; i++, n++)
					sum += from[(size_t)j * w + i];
			(*to)[(size_t)y * *to_w + x] = (uint8_t)((sum + n / 2) / n);
		}
	return 0;
}

// Rec. 601 luma; white stays 255, black 0.
static void grey_row(const struct hs_raster *r, int y, uint8_t *to)
{
	const uint32_t *row = r->data + (size_t)y * r->wpl;

	for (uint32_t x = 0; x < r->width; x++) {
		uint32_t p = row[x * r->depth / 32];

		if (r->depth == 1)
			to[x] = p >> (31 - x % 32) & 1 ? 0 : 255;
		else if (r->depth == 8)
			to[x] = (uint8_t)(p >> (24 - 8 * (x % 4)));
		else
			to[x] = (uint8_t)((77 * (p >> 24) + 150 * (p >> 16 & 255) +
					   29 * (p >> 8 & 255)) >>
					  8);
	}
}

// The largest (or, inverted, the smallest) of the n values about each one.
static void spread(const uint8_t *from, uint8_t *to, int count, int stride, int reach,
		   bool least)
{
	for (int i = 0; i < count; i++) {
		int low = i - reach < 0 ? 0 : i - reach;
		int high = i + reach >= count ? count - 1 : i + reach;
		uint8_t best = from[(size_t)low * stride];

		for (int j = low + 1; j <= high; j++) {
			uint8_t v = from[(size_t)j * stride];

			best = (least ? v < best : v > best) ? v : best;
		}
		to[(size_t)i * stride] = best;
	}
}

static void spread_plane(uint8_t *plane, uint8_t *spare, int w, int h, int reach,
			 bool least)
{
	for (int y = 0; y < h; y++)
		spread(plane + (size_t)y * w, spare + (size_t)y * w, w, 1, reach, least);
	for (int x = 0; x < w; x++)
		spread(spare + x, plane + x, h, w, reach, least);
}

static void smooth_plane(uint8_t *plane, uint8_t *spare, int w, int h)
{
	memcpy(spare, plane, (size_t)w * h);
	for (int y = 1; y < h - 1; y++)
		for (int x = 1; x < w - 1; x++) {
			unsigned sum = 0;

			for (int j = -1; j <= 1; j++)
				for (int i = -1; i <= 1; i++)
					sum += spare[(size_t)(y + j) * w + x + i];
			plane[(size_t)y * w + x] = (uint8_t)(sum / 9);
		}
}

// From the coarse picture back to the working one, between four of its pixels.
static void enlarge(const uint8_t *from, int fw, int fh, uint8_t *to, int w, int h)
{
	for (int y = 0; y < h; y++) {
		double v = fmin(fmax((y + 0.5) / COARSE - 0.5, 0), fh - 1);
		int j = (int)v, j1 = j + 1 < fh ? j + 1 : j;
		int fy = (int)((v - j) * 256);

		for (int x = 0; x < w; x++) {
			double u = fmin(fmax((x + 0.5) / COARSE - 0.5, 0), fw - 1);
			int i = (int)u, i1 = i + 1 < fw ? i + 1 : i;
			int fx = (int)((u - i) * 256);
			int top = from[j * fw + i] * (256 - fx) + from[j * fw + i1] * fx;
			int low =
				from[j1 * fw + i] * (256 - fx) + from[j1 * fw + i1] * fx;

			to[(size_t)y * w + x] =
				(uint8_t)((top * (256 - fy) + low * fy + 32768) >> 16);
		}
	}
}

static double median_of(const uint8_t *plane, size_t count)
{
	uint64_t counts[256] = {0};

	for (size_t i = 0; i < count; i++)
		counts[plane[i]]++;
	return hs_share_of(counts, 0.5);
}

// Where the coarse paper is dark as a scanner's lid, and somewhat around it, there
// is no depth: a border's ragged edge is no writing.
static void mask_dark(struct hs_canvas *c, uint8_t *coarse, uint8_t *spare, int cw,
		      int ch)
{
	int reach = (int)ceil(BORDER_MM * c->mm / COARSE);
	double dark = BORDER_DARK * c->level;

	for (size_t i = 0; i < (size_t)cw * ch; i++)
		coarse[i] = coarse[i] < dark;
	spread_plane(coarse, spare, cw, ch, reach, false);
	for (int y = 0; y < c->h; y++)
		for (int x = 0; x < c->w; x++) {
			int i = x / COARSE < cw ? x / COARSE : cw - 1;
			int j = y / COARSE < ch ? y / COARSE : ch - 1;

			if (coarse[j * cw + i])
				c->depth[(size_t)y * c->w + x] = 0;
		}
}

static int find_paper(struct hs_canvas *c, struct hs_err *err)
{
	HS_AUTO(free_plane) uint8_t *coarse = NULL;
	HS_AUTO(free_plane) uint8_t *spare = NULL;
	int cw, ch, reach = (int)ceil(CLOSING_MM * c->mm / COARSE);

	if (hs_plane_reduce(c->grey, c->w, c->h, COARSE, &coarse, &cw, &ch, err) < 0)
		return -1;
	spare = hs_plane_new(cw, ch, err);
	if (!spare)
		return -1;
	spread_plane(coarse, spare, cw, ch, reach, false);
	spread_plane(coarse, spare, cw, ch, reach, true);
	smooth_plane(coarse, spare, cw, ch);
	smooth_plane(coarse, spare, cw, ch);
	enlarge(coarse, cw, ch, c->paper, c->w, c->h);
	c->level = median_of(c->paper, (size_t)c->w * c->h);
	for (size_t i = 0; i < (size_t)c->w * c->h; i++)
		c->depth[i] = c->paper[i] > c->grey[i] ? c->paper[i] - c->grey[i] : 0;
	mask_dark(c, coarse, spare, cw, ch);
	return 0;
}

// Median difference between neighbours, as a standard deviation.
static double find_noise(const struct hs_canvas *c)
{
	uint64_t counts[256] = {0};
	uint64_t seen = 0, all = 0;

	for (int y = 0; y < c->h; y += 3)
		for (int x = 1; x < c->w; x++) {
			const uint8_t *p = c->grey + (size_t)y * c->w + x;

			counts[abs(p[0] - p[-1])]++;
			all++;
		}
	for (int i = 0; i < 256; i++) {
		if (2 * (seen + counts[i]) >= all && counts[i])
			return 1.4826 / M_SQRT2 *
			       (i + ((double)all / 2 - (double)seen) / (double)counts[i] -
				0.5);
		seen += counts[i];
	}
	return 0;
}

// Ink is what is a third as deep as the page's strong ink.
static void find_ink(struct hs_canvas *c)
{
	double least = fmax(LEAST_DEPTH, 4 * c->noise);
	uint64_t counts[256] = {0}, all = 0;
	size_t n = (size_t)c->w * c->h;

	for (size_t i = 0; i < n; i++)
		if (c->depth[i] >= least) {
			counts[c->depth[i]]++;
			all++;
		}
	c->contrast = all ? hs_share_of(counts, 0.9) : 0;
	least = fmax(least, c->contrast / 3);
	for (size_t i = 0; i < n; i++)
		c->ink[i] = c->depth[i] >= least;
}

static void mark_letters(struct hs_canvas *c)
{
	for (size_t i = 0; i < c->blobs.count; i++) {
		struct blob *b = &c->blobs.list[i];
		double w = (b->x1 - b->x0 + 1) / c->mm, h = (b->y1 - b->y0 + 1) / c->mm;

		b->letter = w >= 0.9 && h >= 0.9 && w <= 9 && h <= 9 &&
			    b->area >= 0.4 * c->mm * c->mm;
	}
}

// A pixel of the working picture is red where one in its place is.
static void mark_red(struct hs_canvas *c, const struct hs_raster *r, int k)
{
	for (int y = 0; y < c->h * k && y < c->full_h; y++) {
		const uint32_t *row = r->data + (size_t)y * r->wpl;
		uint8_t *to = c->red + (size_t)(y / k) * c->w;

		for (int x = 0; x < c->w * k && x < c->full_w; x++) {
			if (hs_redness(hs_rgb(row[x])) > HS_RED_INK)
				to[x / k] = 1;
		}
	}
}

static int make_planes(struct hs_canvas *c, const struct hs_raster *raster,
		       struct hs_err *err)
{
	int k = (int)lround(c->dpi / WORK_DPI);

	k = k < 1 ? 1 : k;
	if (hs_plane_reduce(c->full, c->full_w, c->full_h, k, &c->grey, &c->w, &c->h,
			    err) < 0)
		return -1;
	c->mm = c->dpi / k / 25.4;
	c->paper = hs_plane_new(c->w, c->h, err);
	c->depth = c->paper ? hs_plane_new(c->w, c->h, err) : NULL;
	c->ink = c->depth ? hs_plane_new(c->w, c->h, err) : NULL;
	if (!c->ink || raster->depth != 32)
		return c->ink ? 0 : -1;
	c->red = hs_plane_new(c->w, c->h, err);
	if (!c->red)
		return -1;
	mark_red(c, raster, k);
	return 0;
}

struct hs_canvas *hs_canvas_new(const struct hs_raster *raster, double dpi,
				struct hs_err *err)
{
	HS_AUTO(hs_canvas_free) struct hs_canvas *c = HS_NEW(struct hs_canvas);

	c->bits = raster->depth == 32 ? 24 : raster->depth;
	c->full_w = (int)raster->width;
	c->full_h = (int)raster->height;
	c->dpi = dpi;
	c->full = hs_plane_new(c->full_w, c->full_h, err);
	if (!c->full)
		return NULL;
	for (int y = 0; y < c->full_h; y++)
		grey_row(raster, y, c->full + (size_t)y * c->full_w);
	if (make_planes(c, raster, err) < 0 || find_paper(c, err) < 0)
		return NULL;
	c->noise = find_noise(c);
	find_ink(c);
	if (hs_blobs_find(c->ink, c->depth, c->w, c->h, &c->blobs, err) < 0)
		return NULL;
	mark_letters(c);
	return HS_STEAL(c);
}

void hs_canvas_free(struct hs_canvas **canvas)
{
	struct hs_canvas *c = *canvas;

	if (!c)
		return;
	free(c->full);
	free(c->grey);
	free(c->paper);
	free(c->depth);
	free(c->ink);
	free(c->red);
	hs_blobs_done(&c->blobs);
	free(c);
	*canvas = NULL;
}

int hs_canvas_measure(struct hs_canvas *c, struct hs_inspection *out, struct hs_err *err)
{
	*out = (struct hs_inspection){.bits = c->bits};
	hs_quality_none(&out->measures);
	out->width_mm = c->full_w / c->dpi * 25.4;
	out->height_mm = c->full_h / c->dpi * 25.4;
	out->measures.value[HS_R_DEPTH] = c->bits;
	out->likeness.mm = 1;
	if (c->w < SIDE_LEAST || c->h < SIDE_LEAST)
		return 0;
	hs_measure_tones(c, out);
	hs_measure_edges(c, out);
	hs_measure_marks(c, out);
	if (hs_measure_turn(c, out, err) < 0 || hs_measure_faint(c, out, err) < 0 ||
	    hs_measure_sheet(c, out, err) < 0)
		return -1;
	return 0;
}
