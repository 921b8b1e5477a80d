// inset.h - what was found by itself comes among the words of its page.
#pragma once

#include "model/words.h"

#include <stdbool.h>

// Puts the words of a line, which lies in box, behind the block above it; none
// above: before the first line that begins lower. They become one line, a block.
void hs_inset(struct hs_words *page, struct hs_words *line, const struct hs_box *box);

// Puts a table, which lies in box, before the first line that begins lower, but never
// among the cells of another. Its words keep their gaps.
void hs_inset_table(struct hs_words *page, const struct hs_words *table,
		    const struct hs_box *box);

// Whether the page's text has something in most of a box already.
bool hs_inset_taken(const struct hs_words *page, const struct hs_box *box);
