// overlap.h - how much two texts have the same words, whatever their order, case and
// marks: F1 of the bags of words, 0 to 1. "V/v" counts as "về việc".
#pragma once

double hs_overlap(const char *a, const char *b);

// The share of the words of a that b has letter by letter, with their marks; case and
// where a tone stands do not count. 0 where a has none.
double hs_overlap_exact(const char *a, const char *b);
