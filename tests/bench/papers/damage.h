// damage.h - what time, copying and scanning do to a page, for make-papers: pixels only.
#pragma once

#include "bench/papers/chance.h"

#include <cairo.h>

enum { LEVELS = 4 };

// A page that shows through from behind: grey, half as fine; the caller frees the bytes.
struct damage_back {
	uint8_t *grey;
	int w, h;
};

void damage_back_set(struct damage_back *back, cairo_surface_t *page);
double damage_dpi(int level);
double damage_shake(int level); // how unsteady a typewriter is
// "png" or "jpg"
const char *damage_suffix(int level);

// Writes the page as a scanner gives it.
int damage_write(const char *path, cairo_surface_t *page, int level,
		 const struct damage_back *back, struct chance *c);
