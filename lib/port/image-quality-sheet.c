// image-quality-sheet.c - a straight edge that runs over the whole page: the edge
// of a second sheet (double feed), or a fold; and where a printed page number is
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-quality-part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STRIPS = 12 };
#define CLEAR_MM 9.0    // of the page's edge, where its own shadow is
#define ASIDE_MM 1.2    // from an edge to the paper that it is compared with
#define STEP_LEAST 5.0  // levels
#define SLOPE_MOST 0.06 // of the edge against the page

// The page, or the page turned so that columns are rows.
struct view {
	const struct hs_canvas *c;
	bool turned;
	int across, along; // sides: an edge runs across; it is sought along
};

static int at(const struct view *v, int x, int y)
{
	return v->turned ? v->c->grey[(size_t)x * v->c->w + y]
			 : v->c->grey[(size_t)y * v->c->w + x];
}

// The brightness of the paper in one strip of one row: three quarters of its pixels
// are darker or as dark, so that writing does not count.
static int strip_level(const struct view *v, int strip, int y)
{
	uint64_t counts[256] = {0};
	int margin = (int)(3 * v->c->mm), room = v->across - 2 * margin;
	int from = margin + room * strip / STRIPS,
	    to = margin + room * (strip + 1) / STRIPS;

	for (int x = from; x < to; x++)
		counts[at(v, x, y)]++;
	return hs_share_of(counts, 0.75);
}

static double mean(const uint8_t *p, int from, int to)
{
	double sum = 0;

	for (int i = from; i <= to; i++)
		sum += p[i];
	return sum / (to - from + 1);
}

// Whether there is a line, or a step from lighter to darker, at y of a strip.
// Both sides are paper: a scanner's border has an edge, too.
static bool is_edge(const uint8_t *level, int y, int aside, double least, double dark)
{
	double above = mean(level, y - aside, y - 3),
	       below = mean(level, y + 3, y + aside);
	double here = level[y];

	if (fmin(above, below) < dark)
		return false;
	return fmin(above, below) - here >= least || fabs(above - below) >= least;
}

static int strips_hit(const uint8_t *hits, int along, int y, double slope, double step)
{
	int count = 0;

	for (int s = 0; s < STRIPS; s++) {
		int row = y + (int)lround(slope * step * (s - (STRIPS - 1) / 2.0));

		if (row >= 1 && row < along - 1 && hits[(size_t)s * along + row])
			count++;
		else if (s == 0 || s == STRIPS - 1)
			return 0;
	}
	return count;
}

// The best line over all strips, in per cent of them.
static double best_line(const uint8_t *hits, const struct view *v, double *where)
{
	double step = (double)v->across / STRIPS, best = 0;

	for (double slope = -SLOPE_MOST; slope <= SLOPE_MOST;
	     slope += 0.5 / v->across * 4)
		for (int y = 0; y < v->along; y++) {
			int n = strips_hit(hits, v->along, y, slope, step);

			if (n > best) {
				best = n;
				*where = y / v->c->mm;
			}
		}
	return best / STRIPS * 100;
}

static int find_sheet(const struct view *v, double *share, double *where,
		      struct hs_err *err)
{
	uint8_t *levels = hs_plane_new(v->along, STRIPS, err);
	uint8_t *hits = levels ? hs_plane_new(v->along, STRIPS, err) : NULL;
	int clear = (int)(CLEAR_MM * v->c->mm), aside = (int)(ASIDE_MM * v->c->mm);
	double least = fmax(STEP_LEAST, 1.2 * v->c->noise);

	aside = aside < 4 ? 4 : aside;
	for (int s = 0; hits && s < STRIPS; s++) {
		uint8_t *level = levels + (size_t)s * v->along;

		for (int y = 0; y < v->along; y++)
			level[y] = (uint8_t)strip_level(v, s, y);
		for (int y = clear; y < v->along - clear; y++)
			hits[(size_t)s * v->along + y] =
				is_edge(level, y, aside, least, 0.6 * v->c->level);
	}
	*share = hits ? best_line(hits, v, where) : 0;
	free(levels);
	free(hits);
	return hits ? 0 : -1;
}

int hs_measure_sheet(const struct hs_canvas *c, struct hs_inspection *out,
		     struct hs_err *err)
{
	const struct view level = {c, false, c->w, c->h}, turned = {c, true, c->h, c->w};
	double across = 0, down = 0, y = 0, x = 0;

	if (fmin(c->w, c->h) < 4 * CLEAR_MM * c->mm || c->bits == 1)
		return 0;
	if (find_sheet(&level, &across, &y, err) < 0 ||
	    find_sheet(&turned, &down, &x, err) < 0)
		return -1;
	out->sheet_across = across >= down;
	out->sheet_at = across >= down ? y : x;
	out->measures.value[HS_R_SHEET_EDGE] = fmax(across, down);
	return 0;
}
