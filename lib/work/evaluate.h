// evaluate.h - how well a text was read, against a truth that a person wrote.
//
// Both sides are first made alike: NFC, one kind of quotes, dashes and ellipsis,
// white space collapsed to single spaces; what stands in the way of comparing
// (bytes that are no UTF-8) counts as a wrong character.
//
//   CER  edit distance in characters / characters of the truth
//   WER  the same in words; a word is what stands between spaces
//   diacritic  of the wrong characters, the share that is right without marks
//   precision, recall, F1  of words whatever their order: real scans are read
//     in another order than the truth where a heading has two columns, and CER
//     then says little
//
// A page's truth NNNN.txt may stand beside other possible orders of the same
// page, NNNN.alt*.txt: the one nearest to the reading counts.
#pragma once

#include "base/err.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	HS_EVALUATE_FORMAT = 1,
	HS_EVALUATE_MAX = 4 << 20, // bytes of one text: a book
};

struct hs_score {
	uint64_t format;
	char *page;   // name without suffix, or "total"; owned
	bool missing; // nothing was read: all of the truth counts as missing
	// Counts. They add up over pages.
	uint64_t characters, errors, folded_errors;
	uint64_t words, word_errors; // of the truth
	uint64_t read, found;        // words that were read; those that are true
	// What follows from them: per cent; 0 to 1.
	double cer, wer, diacritic;
	double precision, recall, f1;
};

extern const struct hs_shape hs_score_shape;
void hs_score_done(struct hs_score *score);

struct hs_evaluate_told {
	void (*page)(const struct hs_score *score); // each page of the truth, in order
	void (*extra)(const char *page);            // was read, but has no truth
};

// Two files; or two folders whose *.txt are paired by name. A folder that is a
// dossier stands for its text/. total gets the sum of all pages.
HS_CHECKED int hs_evaluate(const char *truth, const char *reading,
			   const struct hs_evaluate_told *told, struct hs_score *total,
			   struct hs_err *err);
