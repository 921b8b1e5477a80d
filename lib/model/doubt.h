#pragma once
#include "model/words.h"
double hs_doubt_weight(const struct hs_word *word);
bool hs_doubt_word(const struct hs_word *word);
