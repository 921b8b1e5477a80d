// chance.h - random numbers that the seed decides (splitmix64), for make-papers.
#pragma once

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chance {
	uint64_t state;
};

// A stream of its own for every thing (what) and every one of them (which).
struct chance chance_of(uint64_t seed, uint64_t what, uint64_t which);

uint64_t chance_bits(struct chance *c);
int chance_below(struct chance *c, int n);               // 0 to n - 1
int chance_between(struct chance *c, int low, int high); // both included
bool chance_in(struct chance *c, int percent);
double chance_real(struct chance *c, double low, double high);
double chance_bell(struct chance *c); // about normal: mean 0, deviation 1

#define PICK(c, array) ((array)[chance_below(c, (int)HS_COUNT(array))])
