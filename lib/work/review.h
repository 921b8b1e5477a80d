// review.h - what a person should look at in documents.json, and what that person
// says of it.
//
// A field in doubt has the state "review". What is entered has the source "person",
// is written before it is journalled, and is never overwritten by a program.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- the queue

struct hs_review_item {
	uint64_t format;
	char *dossier;     // path, as it was given
	uint64_t document; // by its first page; 0: the dossier's cover
	uint64_t page;     // where the value stands, or its paper begins
	char *field, *value;
	double confidence;
	char *state, *source;
	char *context; // what else is known of the paper, for people
	size_t order;  // in which they were found
};

#define HS_REVIEW_COVER "cover" // in place of a document's page, in a table

struct hs_review {
	struct hs_list items; // of struct hs_review_item
};

// Adds a dossier's fields that are in doubt; with all: every field, and the pages, of
// every document, also what is empty. HS_REFUSED: nobody has described it yet.
HS_CHECKED int hs_review_load(struct hs_review *review, const char *dossier, bool all,
			      struct hs_err *err);
void hs_review_done(struct hs_review *review);

// The least certain first.
void hs_review_sort(struct hs_review *review);

// Each adds to out. TSV: with a row of names, see hoso-formats(5).
void hs_review_tsv(const struct hs_review *review, struct hs_buf *out);
void hs_review_json(const struct hs_review_item *item, struct hs_buf *out);
void hs_review_line(const struct hs_review_item *item, size_t number, bool colour,
		    struct hs_buf *out);
// For who is asked: of how many, and every part on a line of its own.
void hs_review_card(const struct hs_review_item *item, size_t number, size_t count,
		    bool colour, struct hs_buf *out);

// ---- answers

// Enters one answer, as model/entry.h has it, and journals it.
HS_CHECKED int hs_review_answer(const struct hs_review_item *item, const char *said,
				struct hs_err *err);

struct hs_review_terms {
	const char *table;     // a file, or "-" for standard input
	char *const *dossiers; // those that a row may name; none: any
	size_t count;
	// A row that was refused ("FILE:LINE"), or a dossier that could not be written.
	void (*refused)(const char *where, const struct hs_err *why);
	void (*done)(const char *dossier, size_t entered, size_t refused);
};

// Enters every row of a table whose column `new` is not empty, a dossier at a time;
// -1: it is no such table.
HS_CHECKED int hs_review_enter(const struct hs_review_terms *terms, struct hs_err *err);

// Records the approval to process a secret dossier, or with NULL takes it back.
// HS_REFUSED: there can be none, something in it is marked Tuyệt mật.
HS_CHECKED int hs_review_approve(const char *dossier, const char *approval,
				 struct hs_err *err);
