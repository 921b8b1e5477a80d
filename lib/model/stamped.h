// stamped.h - the lines of stamps among the words of a page, as a worker marked them
// (craft/stamp.h).
//
// A line is sure: all its words are text in no doubt. Or it is not: some are noise,
// and hints tell what a model for bare letters reads there. Hints are for judging
// alone: they leave the words before these are stored.
#pragma once

#include "model/shape.h"
#include "model/words.h"

#include <stdbool.h>

struct hs_stamped {
	uint8_t stamp; // as its words say
	bool sure;
	char *read;              // its words, hints apart, parted by spaces; owned
	struct hs_list readings; // of char *: the hints; without any: what was read
	struct hs_box box;
};

// Lists the lines (of struct hs_stamped), by number.
void hs_stamped_find(const struct hs_words *words, struct hs_list *lines);
void hs_stamped_done(struct hs_list *lines);

void hs_stamped_drop_hints(struct hs_words *words);
