// sample.h - which pages a check by sample looks at (V2, V3): drawn by a rate and a
// seed, the same on every machine, whatever the order of dossiers.
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

// "10%" or "0.1": more than 0, at most 1.
HS_CHECKED int hs_sample_rate(const char *text, double *rate, struct hs_err *err);

// How many of count pages: rate x count, rounded up.
size_t hs_sample_size(double rate, size_t count);

// A page, and its place in the draw: those with the least keys are drawn.
struct hs_drawn {
	uint32_t page;
	uint64_t key;
};

// Puts the drawn ones first, rising by page; the rest after them in any order.
void hs_sample_draw(struct hs_drawn *pages, size_t count, size_t size);
