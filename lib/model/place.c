// place.c - see place.h
#include "model/place.h"

#include <math.h>

struct point {
	double x, y;
};

// From the picture to the page turned by quarters.
static struct point unturn(const struct hs_place *p, struct point at)
{
	double radians = -p->degrees * M_PI / 180;
	double cx = p->w / 2.0, cy = p->h / 2.0;
	double dx = at.x - cx, dy = at.y - cy;

	return (struct point){
		cx + dx * cos(radians) - dy * sin(radians) + p->left,
		cy + dx * sin(radians) + dy * cos(radians) + p->top,
	};
}

// From there to the page as it was; turning by quarters swaps its sides.
static struct point unquarter(const struct hs_place *p, struct point at)
{
	switch (p->quarters & 3) {
	case 1:
		return (struct point){at.y, p->page_h - at.x};
	case 2:
		return (struct point){p->page_w - at.x, p->page_h - at.y};
	case 3:
		return (struct point){p->page_w - at.y, at.x};
	default:
		return at;
	}
}

static struct point quarter(const struct hs_place *p, struct point at)
{
	switch (p->quarters & 3) {
	case 1:
		return (struct point){p->page_h - at.y, at.x};
	case 2:
		return (struct point){p->page_w - at.x, p->page_h - at.y};
	case 3:
		return (struct point){at.y, p->page_w - at.x};
	default:
		return at;
	}
}

void hs_place_forth(const struct hs_place *place, double *x, double *y)
{
	struct point at = quarter(place, (struct point){*x, *y});
	double radians = place->degrees * M_PI / 180;
	double cx = place->w / 2.0, cy = place->h / 2.0;
	double dx = at.x - place->left - cx, dy = at.y - place->top - cy;

	*x = cx + dx * cos(radians) - dy * sin(radians);
	*y = cy + dx * sin(radians) + dy * cos(radians);
}

static int32_t within(double value, int32_t low, int32_t high)
{
	return value < low ? low : value > high ? high : (int32_t)value;
}

struct hs_box hs_place_back(const struct hs_place *place, const struct hs_box *box)
{
	double left = INFINITY, top = INFINITY, right = -INFINITY, low = -INFINITY;
	int32_t x, y;

	for (int i = 0; i < 4; i++) {
		struct point corner = {box->x + (i & 1 ? box->w : 0),
				       box->y + (i & 2 ? box->h : 0)};

		corner = unquarter(place, unturn(place, corner));
		left = fmin(left, corner.x);
		top = fmin(top, corner.y);
		right = fmax(right, corner.x);
		low = fmax(low, corner.y);
	}
	x = within(floor(left + 0.01), 0, place->page_w - 1);
	y = within(floor(top + 0.01), 0, place->page_h - 1);
	return (struct hs_box){
		x,
		y,
		within(ceil(right - 0.01), x + 1, place->page_w) - x,
		within(ceil(low - 0.01), y + 1, place->page_h) - y,
	};
}

void hs_place_words(const struct hs_place *place, struct hs_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		words->list[i].box = hs_place_back(place, &words->list[i].box);
}

// Sides w and h turned by an angle fill a box of w cos + h sin by w sin + h cos.
void hs_place_span(const struct hs_place *place, const struct hs_box *box,
		   struct hs_span *span)
{
	double radians = fabs(place->degrees) * M_PI / 180;
	double c = cos(radians), s = sin(radians), both = c * c - s * s;
	double w = place->quarters & 1 ? box->h : box->w;
	double h = place->quarters & 1 ? box->w : box->h;
	double x = box->x + box->w / 2.0, y = box->y + box->h / 2.0;

	hs_place_forth(place, &x, &y);
	if (both > 0.5) {
		double across = (w * c - h * s) / both, down = (h * c - w * s) / both;

		w = fmax(across, 1);
		h = fmax(down, 1);
	}
	*span = (struct hs_span){x - w / 2, y - h / 2, w, h};
}
