// synopsis.h - what is known of a dossier as a whole, from its record, its cover and its
// documents: what every package tells of it.
//
// No evidence, no value: what a program read on the cover counts only where it is
// accepted. What stands in dossier.json goes first.
#pragma once

#include "model/document.h"
#include "model/record.h"

#include <stdint.h>

struct hs_synopsis {
	const char *title; // never NULL: the code where nothing else is known
	const char
		*start; // ISO 8601; of the documents where nobody said; NULL: not known
	const char *end;
	const char *retention; // as it was written; NULL: not known
	const char *sheets;    // as the cover says; NULL: not known
	uint64_t pages;        // in all
};

// All texts are borrowed from the two.
void hs_synopsis_fill(struct hs_synopsis *synopsis, const struct hs_dossier *dossier,
		      const struct hs_documents *documents);
