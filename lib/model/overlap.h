// overlap.h - how much two texts have the same words, whatever their order, case and
// marks: F1 of the bags of words, 0 to 1. "V/v" counts as "về việc".
#pragma once

double hs_overlap(const char *a, const char *b);
