// order.h - reading order of the words on a page.
//
// A Party paper opens with two columns, read left block, then right block, and
// closes with two (recipients left, signature right): DOMAIN 2, 36-HD/VPTW
// 2018. The engine often reads them line by line across the gap. Only these
// two places are put in order; what stands between stays as it was read.
#pragma once

#include "model/words.h"

#include <stdint.h>

// Reorders the words in place and starts lines and blocks anew where it moved
// some. A pure function of the boxes.
void hs_order_columns(struct hs_words *words, uint32_t width, uint32_t height);
