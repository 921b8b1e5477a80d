// numbers.h - what completeness by numbers (model/series.h) has to know of documents:
// taken from documents.json, kept by the index.
#pragma once

#include "model/document.h"

#include <stdint.h>

// A document that has a number.
struct hs_numbered {
	char *dossier;                                                // its code
	uint64_t page;                                                // its first
	char *number, *symbol, *type, *issuer, *parent, *date, *rule; // NULL: not known
	char *review; // those of the fields that a person should look at, by spaces
};

// Numbers that the dossier's printed table of contents says are missing.
struct hs_noted {
	char *dossier;
	uint64_t page; // of the document in whose row it says so; 0: not known
	uint64_t from, to;
};

// In the order of dossiers and pages.
struct hs_numbers {
	struct hs_list documents; // of struct hs_numbered
	struct hs_list noted;     // of struct hs_noted
};

extern const struct hs_shape hs_numbered_shape, hs_noted_shape;

enum { HS_NUMBER_MAX = 999999999 };

// Adds what a dossier's documents.json says.
void hs_numbers_add(struct hs_numbers *numbers, const char *dossier,
		    const struct hs_documents *documents);
void hs_numbers_done(struct hs_numbers *numbers);
