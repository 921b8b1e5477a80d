// marking.h - the rule under a title and the star under an issuer, by their ink alone.
#pragma once

#include "craft/mask.h"

#include <stdbool.h>

// The longest solid rule, level within a few degrees: its length in pixels of the page;
// 0: there is none of 6 mm. Lines of print are none, nor are rows of hyphens.
double hs_marking_rule(const struct hs_mask *mask);

// Whether a star or an asterisk stands by itself, its middle in a box of the page: a
// spot of 1 to 5 mm, about as wide as high, not filled, with nothing beside it. The
// mask reaches some way beyond the box.
bool hs_marking_star(const struct hs_mask *mask, const struct hs_box *box);
