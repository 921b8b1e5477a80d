// box.c - see box.h
#include "model/box.h"

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static struct hs_box between(int32_t left, int32_t top, int32_t right, int32_t low)
{
	return (struct hs_box){left, top, right - left, low - top};
}

struct hs_box hs_box_round(const struct hs_box *a, const struct hs_box *b)
{
	return between(least(a->x, b->x), least(a->y, b->y),
		       most(a->x + a->w, b->x + b->w), most(a->y + a->h, b->y + b->h));
}

struct hs_box hs_box_grow(const struct hs_box *box, int32_t across, int32_t down,
			  uint32_t width, uint32_t height)
{
	return between(most(box->x - across, 0), most(box->y - down, 0),
		       least(box->x + box->w + across, (int32_t)width),
		       least(box->y + box->h + down, (int32_t)height));
}

bool hs_box_has(const struct hs_box *box, int32_t x, int32_t y)
{
	return x >= box->x && x < box->x + box->w && y >= box->y && y < box->y + box->h;
}
