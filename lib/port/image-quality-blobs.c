// image-quality-blobs.c - what hangs together in the ink
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-quality-part.h"

#include <stdlib.h>

enum { RUNS_MAX = 20000000 }; // in one picture

// A stretch of ink in one row; `up` leads to the run that stands for its blob.
struct run {
	int y, x0, x1;
	uint32_t up;
};

struct runs {
	struct run *list;
	size_t count, room;
};

static void runs_done(struct runs *runs)
{
	free(runs->list);
}

static uint32_t root_of(struct runs *runs, uint32_t i)
{
	while (runs->list[i].up != i) {
		runs->list[i].up = runs->list[runs->list[i].up].up;
		i = runs->list[i].up;
	}
	return i;
}

static void join(struct runs *runs, uint32_t a, uint32_t b)
{
	a = root_of(runs, a);
	b = root_of(runs, b);
	if (a < b)
		runs->list[b].up = a;
	else
		runs->list[a].up = b;
}

static void add_run(struct runs *runs, int y, int x0, int x1)
{
	if (runs->count == runs->room) {
		runs->room = runs->room ? 2 * runs->room : 4096;
		runs->list = hs_grow(runs->list, runs->room, sizeof(*runs->list));
	}
	runs->list[runs->count] = (struct run){y, x0, x1, (uint32_t)runs->count};
	runs->count++;
}

// Joins the runs of one row with those of the row above, both rising in x.
static void join_rows(struct runs *runs, size_t above, size_t row)
{
	size_t a = above;

	for (size_t b = row; b < runs->count; b++) {
		const struct run *r = &runs->list[b];

		while (a < row && runs->list[a].x1 + 1 < r->x0)
			a++;
		for (size_t i = a; i < row && runs->list[i].x0 <= r->x1 + 1; i++)
			join(runs, (uint32_t)i, (uint32_t)b);
	}
}

static int find_runs(const uint8_t *ink, int w, int h, struct runs *runs,
		     struct hs_err *err)
{
	size_t above = 0, row = 0;

	for (int y = 0; y < h; y++) {
		const uint8_t *p = ink + (size_t)y * w;

		above = row;
		row = runs->count;
		for (int x = 0; x < w; x++) {
			int start = x;

			while (x < w && p[x])
				x++;
			if (x > start)
				add_run(runs, y, start, x - 1);
		}
		join_rows(runs, above, row);
		if (runs->count > RUNS_MAX)
			return hs_fail(err, HS_LIMIT, "a page of nothing but specks");
	}
	return 0;
}

static void take_run(struct blob *b, const struct run *r, const uint8_t *depth, int w)
{
	if (b->area == 0)
		*b = (struct blob){r->x0, r->y, r->x1, r->y, .depth = 0};
	b->x0 = r->x0 < b->x0 ? r->x0 : b->x0;
	b->x1 = r->x1 > b->x1 ? r->x1 : b->x1;
	b->y1 = r->y > b->y1 ? r->y : b->y1;
	b->area += r->x1 - r->x0 + 1;
	for (int x = r->x0; depth && x <= r->x1; x++)
		b->depth += depth[(size_t)r->y * w + x];
}

int hs_blobs_find(const uint8_t *ink, const uint8_t *depth, int w, int h,
		  struct blobs *blobs, struct hs_err *err)
{
	HS_AUTO(runs_done) struct runs runs = {0};
	uint32_t *number;
	size_t count = 0;

	if (find_runs(ink, w, h, &runs, err) < 0)
		return -1;
	number = hs_new(runs.count + 1, sizeof(*number));
	for (size_t i = 0; i < runs.count; i++)
		if (root_of(&runs, (uint32_t)i) == i)
			number[i] = (uint32_t)count++;
	blobs->list = hs_new(count + 1, sizeof(*blobs->list));
	blobs->count = count;
	for (size_t i = 0; i < runs.count; i++)
		take_run(&blobs->list[number[root_of(&runs, (uint32_t)i)]], &runs.list[i],
			 depth, w);
	for (size_t i = 0; i < count; i++)
		blobs->list[i].depth /= blobs->list[i].area;
	free(number);
	return 0;
}

void hs_blobs_done(struct blobs *blobs)
{
	free(blobs->list);
	*blobs = (struct blobs){0};
}
