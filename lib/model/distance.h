// distance.h - the edit distance (Levenshtein) of two sequences.
//
// Insertions, deletions and substitutions cost 1 each. The items may be
// characters, or numbers that stand for words: any 32 bits.
//
// Bit-parallel: 64 cells of a column at once, so 100,000 x 100,000 items take
// a second and memory grows with the lengths only. Sources:
//   G. Myers: A fast bit-vector algorithm for approximate string matching
//     based on dynamic programming. J. ACM 46(3), 1999 (the cells, the blocks).
//   H. Hyyrö: A bit-vector algorithm for computing Levenshtein and Damerau
//     edit distances. Nordic Journal of Computing 10(1), 2003 (the whole
//     distance instead of the best match).
#pragma once

#include <stddef.h>
#include <stdint.h>

size_t hs_distance(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len);
