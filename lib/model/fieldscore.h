// fieldscore.h - how well a dossier's documents and their fields were found, against a
// documents.json that is true. Plain comparing: no files.
//
// A document of the hypothesis belongs to that of the truth which has the same first
// page; fields are compared where both are there. What is alike: NFC and NFD, capitals
// and small letters, white space of any kind and length, ủy and uỷ, all dashes, all
// quotes; in numbers leading zeros, at the ends of recipients punctuation.
#pragma once

#include "model/document.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HS_FIELD_SCORE_FORMAT = 1 };

// The rows of the table: first the fields in their order, then these.
enum hs_field_score_row {
	HS_SCORE_PAGES = HS_FIELDS, // documents; right: first and last page are
	HS_SCORE_ROW,         // which row of the contents a document is, by its ordinal
	HS_SCORE_PRINTED,     // all fields that are not written by hand
	HS_SCORE_HANDWRITTEN, // all that are: {"handwritten":true} in the truth's value
	HS_SCORE_ALL,         // both
	HS_SCORE_EXTRA,       // fields of documents that are none
	HS_SCORES,
};

struct hs_field_score {
	uint64_t format;
	char *field;       // its name; owned
	uint64_t expected; // values in the truth
	uint64_t given;    // values in the hypothesis
	uint64_t right;
	uint64_t accepted, accepted_wrong; // of those given, those in state accepted
	// What follows from them, 0 to 1; 1 where there is nothing to be wrong.
	double accuracy;              // right / expected: what is missing is wrong
	double accepted_right;        // share of accepted
	double precision, recall, f1; // of pages; of subject: f1, the mean over words
	// HS_SCORE_ALL: the share of all wrong values that the tenth of the values with
	// the lowest confidence holds.
	double tenth;
};

extern const struct hs_shape hs_field_score_shape;

struct hs_field_scores {
	struct hs_field_score of[HS_SCORES];
};

void hs_field_scores_done(struct hs_field_scores *scores);

void hs_field_scores_make(const struct hs_documents *truth,
			  const struct hs_documents *hypothesis,
			  struct hs_field_scores *scores);

// Whether two values of a field are alike.
bool hs_field_same(enum hs_document_field field, const char *a, const char *b);
// The harmonic mean of precision and recall of b's words, whatever their order.
double hs_field_word_f1(const char *a, const char *b);
