// inset.h - a line that was found by itself comes among the words of its page.
#pragma once

#include "model/words.h"

#include <stdbool.h>

// Puts the words of a line, which lies in box, behind the block above it; none
// above: before the first line that begins lower.
void hs_inset(struct hs_words *page, const struct hs_words *line,
	      const struct hs_box *box);

// Whether the page's text has something in most of a box already.
bool hs_inset_taken(const struct hs_words *page, const struct hs_box *box);
