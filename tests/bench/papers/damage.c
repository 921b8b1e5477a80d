// damage.c - see damage.h
#include "bench/papers/damage.h"

#include <allheaders.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NOISE = 1 << 16, KNOTS = 24 };

// Pixels are 0x00RRGGBB, as cairo's.
struct picture {
	uint32_t *pixels;
	int w, h;
};

// What is done to a page.
struct harm {
	double turn;   // degrees
	double dx, dy; // pixels
	int blur;      // times
	int paper[3], ink[3];
	double gamma;   // under 1: thin strokes get paler
	double grain;   // deviation, of 255
	double uneven;  // light, 0 to 1
	double patchy;  // how much the ink comes and goes, 0 to 1
	double through; // what shows from behind, 0 to 1
	int specks;
	uint32_t outside; // beyond the sheet
	int quality;      // of JPEG
	bool grey;
};

double damage_dpi(int level)
{
	return level == 3 ? 200 : 300;
}

double damage_shake(int level)
{
	static const double shake[LEVELS] = {0.25, 0.4, 0.55, 0.85};

	return shake[level];
}

const char *damage_suffix(int level)
{
	return level == 0 ? "png" : "jpg";
}

// ---- levels -------------------------------------------------------------------

static void colours(struct chance *c, struct harm *h, const int paper[2],
		    const int ink[2], int yellow)
{
	int p = chance_between(c, paper[0], paper[1]),
	    i = chance_between(c, ink[0], ink[1]);

	for (int k = 0; k < 3; k++) {
		h->paper[k] = p - (k == 2 ? yellow : k == 1 ? yellow / 4 : 0);
		h->ink[k] = i + (k == 2 ? chance_between(c, 0, 8) : 0);
	}
}

static struct harm office(struct chance *c)
{
	struct harm h = {
		.turn = chance_real(c, -1.5, 1.5),
		.dx = 8 * chance_bell(c),
		.dy = 8 * chance_bell(c),
		.blur = chance_between(c, 1, 2),
		.gamma = 1,
		.grain = chance_real(c, 3, 6),
		.uneven = 0.04,
		.specks = chance_below(c, 12),
		.outside = 0x00f4f4f2,
		.quality = 75,
	};

	colours(c, &h, (int[]){238, 252}, (int[]){15, 50}, 4);
	return h;
}

static struct harm poor(struct chance *c)
{
	struct harm h = {
		.turn = chance_real(c, -3, 3),
		.dx = 18 * chance_bell(c),
		.dy = 18 * chance_bell(c),
		.blur = chance_between(c, 2, 3),
		.gamma = chance_real(c, 0.9, 1.2),
		.grain = chance_real(c, 6, 11),
		.uneven = chance_real(c, 0.08, 0.22),
		.patchy = chance_real(c, 0.05, 0.25),
		.through = chance_in(c, 60) ? chance_real(c, 0.06, 0.20) : 0,
		.specks = chance_between(c, 20, 120),
		.outside = 0x00181614,
		.quality = 70,
	};

	colours(c, &h, (int[]){205, 238}, (int[]){60, 105}, chance_between(c, 8, 40));
	return h;
}

static struct harm very_poor(struct chance *c)
{
	struct harm h = {
		.turn = chance_real(c, -2, 2),
		.dx = 8 * chance_bell(c),
		.dy = 8 * chance_bell(c),
		.blur = chance_between(c, 1, 2),
		.gamma = chance_real(c, 0.8, 1),
		.grain = chance_real(c, 8, 13),
		.uneven = chance_real(c, 0.1, 0.25),
		.patchy = chance_real(c, 0.1, 0.32),
		.through = chance_in(c, 25) ? chance_real(c, 0.05, 0.12) : 0,
		.specks = chance_between(c, 40, 200),
		.outside = 0x00303030,
		.quality = 65,
		.grey = true,
	};

	colours(c, &h, (int[]){180, 220}, (int[]){35, 80}, 0);
	return h;
}

// ---- geometry -----------------------------------------------------------------

// Two of the four bytes of a pixel at a time, a mixed with b by k of 256.
static uint32_t mix(uint32_t a, uint32_t b, uint32_t k)
{
	uint32_t even = ((a & 0xff00ff) * (256 - k) + (b & 0xff00ff) * k) >> 8;
	uint32_t odd = ((a >> 8 & 0xff) * (256 - k) + (b >> 8 & 0xff) * k) >> 8;

	return (even & 0xff00ff) | (odd & 0xff) << 8;
}

static uint32_t sample(const struct picture *from, int64_t x, int64_t y, uint32_t outside)
{
	int64_t ix = x >> 16, iy = y >> 16;
	uint32_t kx = (uint32_t)(x >> 8 & 0xff), ky = (uint32_t)(y >> 8 & 0xff);
	const uint32_t *at;

	if (ix < 0 || iy < 0 || ix + 1 >= from->w || iy + 1 >= from->h)
		return outside;
	at = from->pixels + iy * from->w + ix;
	return mix(mix(at[0], at[1], kx), mix(at[from->w], at[from->w + 1], kx), ky);
}

static struct picture turned(const struct picture *from, const struct harm *h)
{
	struct picture to = {NULL, from->w, from->h};
	double a = h->turn * M_PI / 180, cx = from->w / 2.0, cy = from->h / 2.0;
	int64_t sx = llround(cos(a) * 65536), sy = llround(sin(a) * 65536);

	to.pixels = hs_new((size_t)to.w * (size_t)to.h, sizeof(uint32_t));
	for (int y = 0; y < to.h; y++) {
		double px = -cx - h->dx, py = y - cy - h->dy;
		int64_t x0 = llround((cx + px * cos(a) - py * sin(a)) * 65536);
		int64_t y0 = llround((cy + px * sin(a) + py * cos(a)) * 65536);
		uint32_t *row = to.pixels + (size_t)y * (size_t)to.w;

		for (int x = 0; x < to.w; x++, x0 += sx, y0 += sy)
			row[x] = sample(from, x0, y0, h->outside);
	}
	return to;
}

static uint32_t middle(uint32_t a, uint32_t b, uint32_t c)
{
	uint32_t even = (a & 0xff00ff) + 2 * (b & 0xff00ff) + (c & 0xff00ff);
	uint32_t odd = (a >> 8 & 0xff) + 2 * (b >> 8 & 0xff) + (c >> 8 & 0xff);

	return (even >> 2 & 0xff00ff) | (odd >> 2 & 0xff) << 8;
}

static void blur(struct picture *p)
{
	size_t w = (size_t)p->w;
	uint32_t *above = hs_new(w, sizeof(uint32_t));

	memcpy(above, p->pixels, w * sizeof(uint32_t));
	for (int y = 0; y < p->h; y++) {
		uint32_t *row = p->pixels + (size_t)y * w, before = row[0];
		const uint32_t *below = y + 1 < p->h ? row + w : row;

		for (size_t x = 0; x < w; x++) {
			uint32_t here = row[x];

			row[x] = middle(above[x], here, below[x]);
			above[x] = here;
		}
		before = row[0];
		for (size_t x = 0; x + 1 < w; x++) {
			uint32_t here = row[x];

			row[x] = middle(before, here, row[x + 1]);
			before = here;
		}
	}
	free(above);
}

// ---- tone ---------------------------------------------------------------------

struct tone {
	uint8_t table[3][256];
	int8_t noise[NOISE];
	float light[KNOTS + 2][KNOTS + 2], patch[KNOTS * 4 + 2][KNOTS * 4 + 2];
};

static uint8_t byte(double v)
{
	return (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v + 0.5);
}

static void prepare(struct tone *t, const struct harm *h, struct chance *c)
{
	double gx = chance_real(c, -1, 1), gy = chance_real(c, -1, 1);

	for (int k = 0; k < 3; k++)
		for (int v = 0; v < 256; v++)
			t->table[k][v] =
				byte(h->paper[k] - (h->paper[k] - h->ink[k]) *
							   pow(1 - v / 255.0, h->gamma));
	for (int i = 0; i < NOISE; i++) {
		double n = h->grain * chance_bell(c);

		t->noise[i] = (int8_t)(n < -100 ? -100 : n > 100 ? 100 : n);
	}
	for (int y = 0; y < KNOTS + 2; y++)
		for (int x = 0; x < KNOTS + 2; x++) {
			double u = x / (double)KNOTS - 0.5, v = y / (double)KNOTS - 0.5;

			t->light[y][x] = (float)(1 - h->uneven * (0.5 + gx * u + gy * v));
		}
	for (int y = 0; y < KNOTS * 4 + 2; y++)
		for (int x = 0; x < KNOTS * 4 + 2; x++)
			t->patch[y][x] = (float)(h->patchy * chance_real(c, 0, 1));
}

static float between(const float *a, const float *b, float kx, float ky)
{
	float upper = a[0] + (a[1] - a[0]) * kx, lower = b[0] + (b[1] - b[0]) * kx;

	return upper + (lower - upper) * ky;
}

static int behind(const struct damage_back *back, const struct picture *p, int x, int y)
{
	int bx = (p->w - 1 - x) / 2 + 9, by = y / 2 - 6; // mirrored, never in register

	if (!back->grey || bx >= back->w || by < 0 || by >= back->h)
		return 0;
	return 255 - back->grey[(size_t)by * (size_t)back->w + (size_t)bx];
}

// How much of the light and of the ink is left at a place: of 1024.
struct left {
	int light, ink;
};

static struct left left_at(const struct tone *t, const struct picture *p, int x, int y)
{
	float lx = (float)x * KNOTS / (float)p->w, ly = (float)y * KNOTS / (float)p->h;
	int ix = (int)lx, iy = (int)ly, px = (int)(lx * 4), py = (int)(ly * 4);
	float light = between(&t->light[iy][ix], &t->light[iy + 1][ix], lx - (float)ix,
			      ly - (float)iy);
	float patch = between(&t->patch[py][px], &t->patch[py + 1][px],
			      lx * 4 - (float)px, ly * 4 - (float)py);

	return (struct left){(int)(1024 * light), (int)(1024 * (1 - patch))};
}

static void tone_row(struct picture *p, int y, const struct tone *t, const struct harm *h,
		     const struct damage_back *back, uint32_t start)
{
	uint32_t *row = p->pixels + (size_t)y * (size_t)p->w;
	int through = (int)(h->through * 256);
	struct left left = {1024, 1024};

	for (int x = 0; x < p->w; x++) {
		int show = through ? behind(back, p, x, y) * through >> 8 : 0;
		int noise = t->noise[(start + (uint32_t)x) % NOISE];
		uint32_t out = 0;

		if (row[x] == h->outside && h->outside < 0x808080)
			continue;
		if (x % 8 == 0)
			left = left_at(t, p, x, y);
		for (int k = 0; k < 3; k++) {
			int v = row[x] >> (16 - 8 * k) & 0xff;

			v = 255 - ((255 - v) * left.ink >> 10);
			v = t->table[k][v] - show;
			v = (v * left.light >> 10) + noise;
			out = out << 8 | (uint32_t)(v < 0 ? 0 : v > 255 ? 255 : v);
		}
		row[x] = out;
	}
}

static void specks(struct picture *p, int count, struct chance *c)
{
	while (count-- > 0) {
		int x = chance_below(c, p->w - 8), y = chance_below(c, p->h - 8);
		int w = chance_between(c, 1, 5), h = chance_between(c, 1, 5);
		uint32_t grey = (uint32_t)chance_between(c, 40, 140) * 0x010101;

		for (int j = 0; j < h; j++)
			for (int i = 0; i < w; i++)
				if (chance_in(c, 75))
					p->pixels[(y + j) * p->w + x + i] = grey;
	}
}

// ---- files --------------------------------------------------------------------

static uint32_t luminance(uint32_t v)
{
	return ((v >> 16 & 0xff) * 77 + (v >> 8 & 0xff) * 150 + (v & 0xff) * 29) >> 8;
}

static PIX *to_pix(const struct picture *p, bool grey, double dpi)
{
	PIX *pix = pixCreate(p->w, p->h, grey ? 8 : 32);
	l_uint32 *data = pixGetData(pix);
	int wpl = pixGetWpl(pix);

	for (int y = 0; y < p->h; y++) {
		const uint32_t *row = p->pixels + (size_t)y * (size_t)p->w;
		l_uint32 *line = data + (size_t)y * (size_t)wpl;

		for (int x = 0; x < p->w; x++)
			if (grey)
				SET_DATA_BYTE(line, x, (uint8_t)luminance(row[x]));
			else
				line[x] = row[x] << 8;
	}
	pixSetResolution(pix, (int)dpi, (int)dpi);
	return pix;
}

static struct picture picture_of(cairo_surface_t *page)
{
	struct picture p = {NULL, cairo_image_surface_get_width(page),
			    cairo_image_surface_get_height(page)};
	int stride = cairo_image_surface_get_stride(page);
	const unsigned char *data;

	cairo_surface_flush(page);
	data = cairo_image_surface_get_data(page);
	p.pixels = hs_new((size_t)p.w * (size_t)p.h, sizeof(uint32_t));
	for (int y = 0; y < p.h; y++)
		memcpy(p.pixels + (size_t)y * (size_t)p.w,
		       data + (size_t)y * (size_t)stride, (size_t)p.w * sizeof(uint32_t));
	for (size_t i = 0; i < (size_t)p.w * (size_t)p.h; i++)
		p.pixels[i] &= 0xffffff;
	return p;
}

void damage_back_set(struct damage_back *back, cairo_surface_t *page)
{
	struct picture p = picture_of(page);

	free(back->grey);
	back->w = p.w / 2;
	back->h = p.h / 2;
	back->grey = hs_new((size_t)back->w * (size_t)back->h, 1);
	blur(&p);
	blur(&p);
	blur(&p);
	for (int y = 0; y < back->h; y++)
		for (int x = 0; x < back->w; x++)
			back->grey[(size_t)y * (size_t)back->w + (size_t)x] =
				(uint8_t)luminance(p.pixels[(size_t)y * 2 * (size_t)p.w +
							    (size_t)x * 2]);
	free(p.pixels);
}

static void hurt(struct picture *p, const struct harm *h, const struct damage_back *back,
		 struct chance *c)
{
	struct tone *t = HS_NEW(struct tone);
	struct picture to = turned(p, h);

	free(p->pixels);
	*p = to;
	for (int i = 0; i < h->blur; i++)
		blur(p);
	prepare(t, h, c);
	for (int y = 0; y < p->h; y++)
		tone_row(p, y, t, h, back, (uint32_t)chance_bits(c));
	specks(p, h->specks, c);
	free(t);
}

int damage_write(const char *path, cairo_surface_t *page, int level,
		 const struct damage_back *back, struct chance *c)
{
	static struct harm (*const levels[LEVELS])(struct chance *) = {NULL, office, poor,
								       very_poor};
	struct picture p = picture_of(page);
	struct harm h = {.grey = true};
	double dpi = damage_dpi(level);
	PIX *pix;
	int failed;

	if (levels[level]) {
		h = levels[level](c);
		hurt(&p, &h, back, c);
	}
	pix = to_pix(&p, h.grey, dpi);
	failed = level == 0 ? pixWrite(path, pix, IFF_PNG)
			    : pixWriteJpeg(path, pix, h.quality, 0);
	pixDestroy(&pix);
	free(p.pixels);
	return failed ? -1 : 0;
}
