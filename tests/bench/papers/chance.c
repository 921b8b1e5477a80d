// chance.c - see chance.h
#include "bench/papers/chance.h"

uint64_t chance_bits(struct chance *c)
{
	uint64_t z = c->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

struct chance chance_of(uint64_t seed, uint64_t what, uint64_t which)
{
	struct chance c = {seed * 1000003 + what};

	c.state = chance_bits(&c) + which;
	c.state = chance_bits(&c);
	return c;
}

double chance_real(struct chance *c, double low, double high)
{
	return low + (high - low) * ((double)(chance_bits(c) >> 11) / 9007199254740992.0);
}

int chance_below(struct chance *c, int n)
{
	return (int)(chance_bits(c) % (uint64_t)n);
}

int chance_between(struct chance *c, int low, int high)
{
	return low + chance_below(c, high - low + 1);
}

bool chance_in(struct chance *c, int percent)
{
	return chance_below(c, 100) < percent;
}

double chance_bell(struct chance *c)
{
	double sum = 0;

	for (int i = 0; i < 6; i++)
		sum += chance_real(c, -1, 1);
	return sum / 1.4142135623730951;
}
