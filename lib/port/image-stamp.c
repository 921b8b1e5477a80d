// image-stamp.c - see image-stamp.h
#include "port/image-stamp.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"
#include "port/image-restore.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

// Pixels of the small copy unless it says otherwise.
enum {
	SMALL_DPI = 75,
	BROKEN = 9,      // so far a seal's ring may be broken
	SEAL_LEAST = 56, // across: 19 mm
	SEAL_MOST = 150, // 50 mm
	EDGE_POINTS = 180,
	SEAL_RIM = 4,      // ink round the circle
	SPACE = 17,        // between words of a line
	LINE_LEAST = 60,   // long: 20 mm
	LINE_HIGH = 8,     // at least
	LINE_HIGHEST = 60, // at most: a tilted one
};
enum { RIM_ROOM = 3 };  // pixels of the page: the ring is no perfect circle
#define RING_LEAST 0.7  // of a worn seal's ring
#define LINE_FLAT 2.2   // times longer than high
#define ANGLE_MOST 12.0 // degrees
#define ANGLE_STEP 0.5

// ---- the red of a page -------------------------------------------------------

static bool is_red(uint32_t pixel)
{
	return hs_redness(hs_rgb(pixel)) > HS_RED_INK;
}

// Whether any of a few pixels is red: strokes are thin. Every other one is
// looked at.
static bool any_red(const struct hs_raster *r, int x, int y, int step)
{
	for (int j = 0; j < step; j += 2) {
		const uint32_t *row = r->data + (size_t)(y + j) * r->wpl;

		for (int i = 0; i < step; i += 2)
			if (is_red(row[x + i]))
				return true;
	}
	return false;
}

static PIX *red_mask(const struct hs_raster *r, int step)
{
	int w = (int)r->width / step, h = (int)r->height / step;
	PIX *mask = pixCreate(w, h, 1);

	for (int y = 0; mask && y < h; y++) {
		uint32_t *line = pixGetData(mask) + (size_t)y * (size_t)pixGetWpl(mask);

		for (int x = 0; x < w; x++)
			if (any_red(r, x * step, y * step, step))
				SET_DATA_BIT(line, x);
	}
	return mask;
}

// ---- seals ---------------------------------------------------------------------

struct circle {
	double x, y, radius;
	double seen; // share of it that is ink
};

static double ink_along(PIX *thick, const struct circle *c, int points)
{
	int w = pixGetWidth(thick), h = pixGetHeight(thick), seen = 0;

	for (int i = 0; i < points; i++) {
		double a = 2 * M_PI * i / points;
		int x = (int)lround(c->x + c->radius * cos(a));
		int y = (int)lround(c->y + c->radius * sin(a));

		if (x >= 0 && y >= 0 && x < w && y < h)
			seen += GET_DATA_BIT(pixGetData(thick) +
						     (size_t)y * (size_t)pixGetWpl(thick),
					     x);
	}
	return (double)seen / points;
}

// A seal has rings within its outer one, as whole or better.
static double worth(const struct circle *c)
{
	return c->seen * sqrt(c->radius);
}

// Tries circles about (x, y) from one radius to another: the best so far stays.
static void try_circles(PIX *thick, double x, double y, double from, double to,
			double step, struct circle *best)
{
	const int few = 8, many = 48;

	for (double radius = from; radius <= to; radius += step) {
		struct circle c = {.x = x, .y = y, .radius = radius};

		if (ink_along(thick, &c, few) < 0.6)
			continue;
		c.seen = ink_along(thick, &c, many);
		if (c.seen > RING_LEAST && worth(&c) > worth(best))
			*best = c;
	}
}

// A red cover, not a seal: a circle would be found anywhere in it.
static bool is_filled(PIX *thick, BOX *box, int area)
{
	const double mostly = 0.85;
	HS_AUTO(pixDestroy) PIX *part = pixClipRectangle(thick, box, NULL);
	l_int32 ink = 0;

	return part && pixCountPixels(part, &ink, NULL) == 0 && ink > mostly * area;
}

// The circle within a box that has the most ink along it; first with big steps.
static void find_circle(PIX *thick, const BOX *box, struct circle *best)
{
	const int big = 3;
	HS_AUTO(pixDestroy) PIX *thicker = pixDilateBrick(NULL, thick, 3, 3);
	struct circle rough;
	l_int32 x, y, w, h;

	boxGetGeometry((BOX *)(uintptr_t)box, &x, &y, &w, &h);
	*best = (struct circle){0};
	if (!thicker || is_filled(thick, (BOX *)(uintptr_t)box, w * h))
		return;
	for (int j = y + SEAL_LEAST / 2; j <= y + h - SEAL_LEAST / 2; j += big)
		for (int i = x + SEAL_LEAST / 2; i <= x + w - SEAL_LEAST / 2; i += big)
			try_circles(thicker, i, j, SEAL_LEAST / 2.0, SEAL_MOST / 2.0, 2,
				    best);
	rough = *best;
	best->seen = 0;
	for (int j = -big; j <= big; j++)
		for (int i = -big; i <= big; i++)
			try_circles(thick, rough.x + i, rough.y + j, rough.radius - 2,
				    rough.radius + 2, 1, best);
}

static void wipe_disc(PIX *mask, double x, double y, double radius)
{
	int top = (int)fmax(0, y - radius), left = (int)fmax(0, x - radius);
	int low = (int)fmin(pixGetHeight(mask) - 1, y + radius);
	int right = (int)fmin(pixGetWidth(mask) - 1, x + radius);

	for (int j = top; j <= low; j++) {
		uint32_t *line = pixGetData(mask) + (size_t)j * (size_t)pixGetWpl(mask);

		for (int i = left; i <= right; i++)
			if (hypot(i - x, j - y) <= radius)
				CLEAR_DATA_BIT(line, i);
	}
}

// Points of the outer edge of a seal's ring, by where the ink begins.
struct edge {
	double x[EDGE_POINTS], y[EDGE_POINTS];
	bool good[EDGE_POINTS];
};

static bool red_at(const struct hs_raster *r, double x, double y)
{
	return x >= 0 && y >= 0 && x < r->width && y < r->height &&
	       is_red(r->data[(size_t)y * r->wpl + (size_t)x]);
}

static void find_edge(const struct hs_raster *page, const struct hs_seal *seal, int far,
		      struct edge *edge)
{
	const int solid = 3;

	for (int i = 0; i < EDGE_POINTS; i++) {
		double c = cos(2 * M_PI * i / EDGE_POINTS);
		double s = sin(2 * M_PI * i / EDGE_POINTS), d = seal->radius + far;
		int run = 0;

		for (; d > seal->radius - far && run < solid; d--)
			run = red_at(page, seal->x + d * c, seal->y + d * s) ? run + 1
									     : 0;
		d += solid;
		edge->good[i] = run == solid && d < seal->radius + far;
		edge->x[i] = seal->x + d * c;
		edge->y[i] = seal->y + d * s;
	}
}

// The circle through points, so that the squares of their errors are least in the
// sense of Kasa (1976). False: too few of them.
static bool fit(const struct edge *edge, struct hs_seal *seal)
{
	double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0, xz = 0, yz = 0, det;

	for (int i = 0; i < EDGE_POINTS; i++)
		if (edge->good[i]) {
			n++;
			x += edge->x[i] - seal->x;
			y += edge->y[i] - seal->y;
		}
	if (3 * n < EDGE_POINTS)
		return false;
	seal->x += x / n;
	seal->y += y / n;
	for (int i = 0; i < EDGE_POINTS; i++) {
		double u = edge->x[i] - seal->x, v = edge->y[i] - seal->y;
		double z = u * u + v * v;

		if (!edge->good[i])
			continue;
		xx += u * u;
		xy += u * v;
		yy += v * v;
		xz += u * z;
		yz += v * z;
	}
	det = 2 * (xx * yy - xy * xy);
	if (det <= 0)
		return false;
	x = (xz * yy - yz * xy) / det;
	y = (yz * xx - xz * xy) / det;
	seal->x += x;
	seal->y += y;
	seal->radius = sqrt(x * x + y * y + (xx + yy) / n);
	return true;
}

static void drop_far(const struct hs_seal *seal, double far, struct edge *edge)
{
	for (int i = 0; i < EDGE_POINTS; i++)
		edge->good[i] &= fabs(hypot(edge->x[i] - seal->x, edge->y[i] - seal->y) -
				      seal->radius) < far;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

// How thick the ring is, mostly.
static double rim_of(const struct hs_raster *page, const struct hs_seal *seal)
{
	const int hole = 3;
	int thick[EDGE_POINTS];

	for (int i = 0; i < EDGE_POINTS; i++) {
		double c = cos(2 * M_PI * i / EDGE_POINTS);
		double s = sin(2 * M_PI * i / EDGE_POINTS);
		int d = 0, gap = 0;

		for (; d < (int)seal->radius / 4 && gap < hole; d++)
			gap = red_at(page, seal->x + (seal->radius - d) * c,
				     seal->y + (seal->radius - d) * s)
				      ? 0
				      : gap + 1;
		thick[i] = d - gap;
	}
	qsort(thick, EDGE_POINTS, sizeof(thick[0]), by_number);
	return thick[EDGE_POINTS / 2];
}

// The rings of one seal are one: the outer.
static void keep_seal(const struct hs_seal *seal, struct hs_red *red)
{
	for (size_t i = 0; i < red->seal_count; i++) {
		struct hs_seal *s = &red->seals[i];

		if (hypot(s->x - seal->x, s->y - seal->y) > fmax(s->radius, seal->radius))
			continue;
		if (seal->radius > s->radius)
			*s = *seal;
		return;
	}
	if (red->seal_count < HS_SEALS_MAX)
		red->seals[red->seal_count++] = *seal;
}

// From the circle on the small copy to the seal on the page.
static void add_seal(const struct hs_raster *page, const struct circle *c, int step,
		     struct hs_red *red)
{
	struct hs_seal seal = {(c->x + 0.5) * step, (c->y + 0.5) * step, c->radius * step,
			       step};
	struct edge edge;

	find_edge(page, &seal, 4 * step, &edge);
	for (double far = 2 * step; fit(&edge, &seal) && far >= 1; far /= 2)
		drop_far(&seal, far, &edge);
	seal.rim = rim_of(page, &seal);
	keep_seal(&seal, red);
}

static int take_seals(const struct hs_raster *page, int step, PIX *mask,
		      struct hs_red *red)
{
	HS_AUTO(pixDestroy) PIX *thick = pixDilateBrick(NULL, mask, 3, 3);
	HS_AUTO(pixDestroy) PIX *closed = pixCloseSafeBrick(NULL, mask, BROKEN, BROKEN);
	BOXA *boxes = closed ? pixConnComp(closed, NULL, 8) : NULL;
	int n = boxes ? boxaGetCount(boxes) : 0;

	for (int i = 0; thick && i < n; i++) {
		BOX *box = boxaGetBox(boxes, i, L_CLONE);
		struct circle seal;
		l_int32 w, h;

		boxGetGeometry(box, NULL, NULL, &w, &h);
		if (w >= SEAL_LEAST && h >= SEAL_LEAST) {
			find_circle(thick, box, &seal);
			if (seal.seen > 0) {
				wipe_disc(mask, seal.x, seal.y, seal.radius + SEAL_RIM);
				add_seal(page, &seal, step, red);
			}
		}
		boxDestroy(&box);
	}
	boxaDestroy(&boxes);
	return thick && closed ? 0 : -1;
}

// ---- lines ---------------------------------------------------------------------

// How much the rows differ when the ink is sheared by a slope: most where they are
// along the line.
static double sharpness(PIX *part, double slope, int *rows, int room)
{
	int w = pixGetWidth(part), h = pixGetHeight(part);
	double sum = 0;

	for (int i = 0; i < h + 2 * room; i++)
		rows[i] = 0;
	for (int y = 0; y < h; y++) {
		const uint32_t *line =
			pixGetData(part) + (size_t)y * (size_t)pixGetWpl(part);

		for (int x = 0; x < w; x++)
			if (GET_DATA_BIT(line, x))
				rows[room + y - (int)lround(slope * (x - w / 2))]++;
	}
	for (int i = 1; i < h + 2 * room; i++)
		sum += (double)(rows[i] - rows[i - 1]) * (rows[i] - rows[i - 1]);
	return sum;
}

static double angle_of(PIX *part)
{
	int room = pixGetWidth(part) / 8 + 4; // tan(12 degrees) of half of it
	int *rows = hs_new((size_t)(pixGetHeight(part) + 2 * room), sizeof(*rows));
	double best = 0, most = -1;

	for (double a = -ANGLE_MOST; a <= ANGLE_MOST; a += ANGLE_STEP) {
		double sharp = sharpness(part, tan(a * M_PI / 180), rows, room);

		if (sharp > most) {
			most = sharp;
			best = a;
		}
	}
	free(rows);
	return best;
}

static bool is_line(int w, int h)
{
	return w >= LINE_LEAST && h >= LINE_HIGH && h <= LINE_HIGHEST &&
	       w > LINE_FLAT * h;
}

static void add_line(PIX *mask, BOX *box, int step, struct hs_red *red)
{
	HS_AUTO(pixDestroy) PIX *part = NULL;
	struct hs_red_line *line = &red->lines[red->line_count];
	l_int32 x, y, w, h;

	boxGetGeometry(box, &x, &y, &w, &h);
	if (red->line_count == HS_RED_LINES_MAX || !is_line(w, h))
		return;
	part = pixClipRectangle(mask, box, NULL);
	if (!part)
		return;
	line->box = (struct hs_box){x * step, y * step, w * step, h * step};
	line->angle = angle_of(part);
	red->line_count++;
}

static int by_top(const void *a, const void *b)
{
	const struct hs_red_line *p = a, *q = b;

	return p->box.y != q->box.y ? p->box.y - q->box.y : p->box.x - q->box.x;
}

static int find_lines(PIX *mask, int step, struct hs_red *red)
{
	HS_AUTO(pixDestroy) PIX *closed = pixCloseSafeBrick(NULL, mask, SPACE, 1);
	BOXA *boxes = closed ? pixConnComp(closed, NULL, 8) : NULL;
	int n = boxes ? boxaGetCount(boxes) : -1;

	for (int i = 0; i < n; i++) {
		BOX *box = boxaGetBox(boxes, i, L_CLONE);

		add_line(mask, box, step, red);
		boxDestroy(&box);
	}
	boxaDestroy(&boxes);
	qsort(red->lines, red->line_count, sizeof(red->lines[0]), by_top);
	return n < 0 ? -1 : 0;
}

int hs_image_red(const struct hs_raster *page, double dpi, struct hs_red *red,
		 struct hs_err *err)
{
	int step = dpi > SMALL_DPI ? (int)(dpi / SMALL_DPI + 0.5) : 1;
	HS_AUTO(pixDestroy) PIX *mask = NULL;

	*red = (struct hs_red){.line_count = 0};
	if (page->depth != 32 || (int)page->width < step || (int)page->height < step)
		return 0;
	setMsgSeverity(L_SEVERITY_NONE);
	mask = red_mask(page, step);
	if (!mask || take_seals(page, step, mask, red) < 0 ||
	    find_lines(mask, step, red) < 0)
		return hs_fail(err, HS_ENGINE, "no memory to look for stamps");
	return 0;
}

// ---- the ink of a line -----------------------------------------------------------

static bool dark_at(const struct hs_raster *grey, double x, double y)
{
	const int dark = 160;

	return x >= 0 && y >= 0 && x < grey->width && y < grey->height &&
	       GET_DATA_BYTE(grey->data + (size_t)y * grey->wpl, (size_t)x) < dark;
}

// Whether a pixel of a seal, `d` pixels from its centre, goes on with a stroke that
// comes in from outside.
static bool from_outside(const struct hs_raster *grey, const struct hs_seal *s, double x,
			 double y, double d)
{
	const double near = RIM_ROOM + 2, far = RIM_ROOM + 4;

	if (d < s->radius - s->rim - RIM_ROOM)
		return false;
	return dark_at(grey, s->x + (x - s->x) / d * (s->radius + near),
		       s->y + (y - s->y) / d * (s->radius + near)) &&
	       dark_at(grey, s->x + (x - s->x) / d * (s->radius + far),
		       s->y + (y - s->y) / d * (s->radius + far));
}

// The seal lies in coordinates of the picture.
static void wipe_seal(const struct hs_seal *s, struct hs_raster *grey)
{
	for (uint32_t y = 0; y < grey->height; y++)
		for (uint32_t x = 0; x < grey->width; x++) {
			double d = hypot(x - s->x, y - s->y);

			if (d > 0 && d < s->radius + RIM_ROOM &&
			    !from_outside(grey, s, x, y, d))
				SET_DATA_BYTE(grey->data + (size_t)y * grey->wpl, x, 255);
		}
}

int hs_image_red_part(const struct hs_raster *page, const struct hs_red *red,
		      const struct hs_box *box, struct hs_raster *grey,
		      struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster part = {0};

	if (hs_image_part(page, box, &part, err) < 0 ||
	    hs_image_grey(&part, HS_INK_RED, grey, err) < 0)
		return -1;
	for (size_t i = 0; i < red->seal_count; i++) {
		struct hs_seal s = red->seals[i];

		s.x -= box->x;
		s.y -= box->y;
		wipe_seal(&s, grey);
	}
	return 0;
}

int hs_image_scale(const struct hs_raster *grey, double factor, struct hs_raster *scaled,
		   struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(grey);
	HS_AUTO(pixDestroy)
	PIX *made = pix ? pixScale(pix, (l_float32)factor, (l_float32)factor) : NULL;

	return made ? hs_pix_take(made, scaled, err)
		    : hs_fail(err, HS_ENGINE, "the picture library failed: %s", "scale");
}
