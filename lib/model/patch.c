// patch.c - see patch.h
//
// Every column (then every row) of the small page is cut into runs of dark and light.
// Seven runs in the right proportions are a hit; a hit beside another, at the same
// height, is one symbol; a symbol as long as bars must be is a patch. Nothing that is
// written or ruled goes on so for an inch and a half.
#include "model/patch.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	RUNS = 7,    // bar, space, bar, …
	TRACKS = 64, // symbols followed at once
	GAP = 4,     // pixels that noise may cut out of one
	CONTRAST = 60,
};

#define LENGTH 38.0 // mm that bars must go on; the source: 50
#define QUIET 1.5   // mm of light round the symbol

static const struct {
	enum hs_patch patch;
	const char *bars;
} patterns[] = {
	{HS_PATCH_1, "WWNN"}, {HS_PATCH_2, "WNNW"}, {HS_PATCH_3, "WNWN"},
	{HS_PATCH_4, "NWWN"}, {HS_PATCH_6, "NNWW"}, {HS_PATCH_T, "NWNW"},
};

bool hs_patch_wide(enum hs_patch patch, int bar)
{
	for (size_t i = 0; i < HS_COUNT(patterns); i++)
		if (patterns[i].patch == patch)
			return patterns[i].bars[bar] == 'W';
	return false;
}

struct track {
	enum hs_patch patch;
	uint32_t from, last; // columns
	uint32_t at;         // the row where the symbol begins, in the last column
	uint32_t hits;
};

// The page, seen along or across.
struct view {
	const uint8_t *levels;
	uint32_t across, along; // columns; pixels in one
	size_t column, step;    // to the next
	double mm;
	int cut; // darker is a bar
	struct track tracks[TRACKS];
	enum hs_patch found;
};

static bool within(double value, double least, double most)
{
	return value >= least && value <= most;
}

// Ink spreads and a cut through grey moves edges, so bars may all be thicker and
// spaces thinner; the whole keeps its length.
static enum hs_patch classify(const uint32_t *runs, double mm)
{
	char bars[5] = "";
	double unit = 0;

	for (int i = 0; i < RUNS; i++)
		unit += runs[i] * mm / 10;
	if (!within(unit, HS_PATCH_NARROW * 0.88, HS_PATCH_NARROW * 1.14))
		return HS_PATCH_NONE;
	for (int i = 0; i < RUNS; i++) {
		double n = runs[i] * mm / unit;

		if (i % 2 ? !within(n, 0.4, 1.6)
			  : !within(n, 0.5, 1.65) && !within(n, 1.9, 3.2))
			return HS_PATCH_NONE;
		if (i % 2 == 0)
			bars[i / 2] = n > 1.75 ? 'W' : 'N';
	}
	for (size_t i = 0; i < HS_COUNT(patterns); i++)
		if (!strcmp(patterns[i].bars, bars))
			return patterns[i].patch;
	return HS_PATCH_NONE;
}

static void follow(struct view *v, uint32_t x, uint32_t at, enum hs_patch patch)
{
	struct track *oldest = v->tracks;

	for (struct track *t = v->tracks; t < v->tracks + TRACKS; t++) {
		uint32_t apart = t->at > at ? t->at - at : at - t->at;

		if (t->patch == patch && t->last < x && x - t->last <= GAP &&
		    apart <= 2) {
			t->last = x;
			t->at = at;
			t->hits++;
			if (t->hits * v->mm >= LENGTH)
				v->found = patch;
			return;
		}
		if (t->last < oldest->last || t->patch == HS_PATCH_NONE)
			oldest = t;
	}
	*oldest =
		(struct track){.patch = patch, .from = x, .last = x, .at = at, .hits = 1};
}

// Runs of one column; runs[0] is dark. Keeps the last RUNS with the light before them.
static void look_at_column(struct view *v, uint32_t x)
{
	const uint8_t *p = v->levels + x * v->column;
	uint32_t runs[RUNS + 2] = {0}, start = 0, quiet = (uint32_t)(QUIET / v->mm);
	bool dark = *p < v->cut;
	int known = 0;

	for (uint32_t y = 1; y <= v->along; y++) {
		bool end = y == v->along;
		bool now = end ? !dark : p[y * v->step] < v->cut;
		enum hs_patch patch;

		if (now == dark)
			continue;
		memmove(runs, runs + 1, (RUNS + 1) * sizeof(*runs));
		runs[RUNS + 1] = y - start;
		start = y;
		known++;
		// light, seven runs, light: the last must have ended now
		if (!dark && known >= RUNS + 1 && runs[RUNS + 1] >= quiet &&
		    (known == RUNS + 1 || runs[0] >= quiet) &&
		    (patch = classify(runs + 1, v->mm))) {
			uint32_t at = y - runs[RUNS + 1];

			follow(v, x, at, patch);
		}
		dark = now;
	}
}

static enum hs_patch look(struct view *v)
{
	for (uint32_t x = 0; x < v->across && !v->found; x++)
		look_at_column(v, x);
	return v->found;
}

enum hs_patch hs_patch_find(const struct hs_thumb *thumb)
{
	struct view v = {
		.levels = thumb->levels,
		.across = thumb->width,
		.along = thumb->height,
		.column = 1,
		.step = thumb->width,
		.mm = thumb->mm,
		.cut = (thumb->paper + thumb->ink) / 2,
	};
	enum hs_patch found;

	if (thumb->paper - thumb->ink < CONTRAST)
		return HS_PATCH_NONE;
	found = look(&v);
	if (found)
		return found;
	v.across = thumb->height;
	v.along = thumb->width;
	v.column = thumb->width;
	v.step = 1;
	memset(v.tracks, 0, sizeof(v.tracks));
	return look(&v);
}
