// doubt.h - how far a word that was read can be believed.
//
// Two witnesses: the engine's confidence, and whether its syllables exist in
// Vietnamese (base/syllable.h). A wrong tone still gives a real syllable half
// the time (DOMAIN 5): the rules are a good judge of a reading against another,
// and no corrector. The weights are those of the project's first experiment
// with voting (FINDINGS); the bounds were tuned on generated pages of rng 1 and
// 2 and on eight real pages.
#pragma once

#include "model/words.h"

// What a reading of a word is worth in a vote: 0 to 1.
double hs_doubt_weight(const struct hs_word *word);

// Whether it should be read again.
bool hs_doubt_word(const struct hs_word *word);

// Marks as noise what was read from seals, pen strokes, specks and the back
// showing through: words worth next to nothing, and those of little worth that
// also look unlike text (odd signs, a height that no letter has) or stand in a
// line where nothing is worth more. Never: dates, numbers, list markers that the
// engine was sure of; what stands in the cell of a table; a word beside one that is
// believed, as high and no further off than words are. It is doubtful, and stays.
void hs_doubt_noise(struct hs_words *words);

// What a reading is worth as a whole: its letters and digits, and of them those
// that can be believed, each as far as its word can. Of a page that was read
// upright two thirds and more are, of one that was read upside down a tenth.
struct hs_worth {
	double letters, believed;
};
struct hs_worth hs_doubt_worth(const struct hs_words *words);
