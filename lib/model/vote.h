// vote.h - several readings of one line become one: a vote word by word.
//
// Readings are laid over each other by where their words stand. Words that
// overlap, in whichever readings, form a place; at each place the readings
// vote, each with the weight of what it read there (model/doubt.h), and the
// text with the most votes wins. A simple form of ROVER (Fiscus, 'A
// post-processing system to yield reduced word error rates', 1997), by position
// instead of alignment.
#pragma once

#include "model/words.h"

#include <stddef.h>

enum {
	HS_VOTE_MAX = 8,  // readings of one line
	HS_VOTE_BASE = 0, // the first reading: it wins what is even
};

// Adds the words of the line to out, from left to right. What only the first
// reading saw, and weakly, while the others saw nothing there, is added as
// noise; what the first reading lacks must be seen by two, or be beyond doubt.
// The words of a reading may lie in any order. Flags and gaps are the caller's.
void hs_vote(const struct hs_words *const readings[], size_t count, struct hs_words *out);
