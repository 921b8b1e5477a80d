// tenure.h - how bodies number their documents: which body a symbol or a name stands for,
// and when its terms were. Both are tables of lib/data/report (hoso-formats(5)).
//
// DOMAIN 2, 'Numbering': committees number from 01 for each type within a congress
// term; State offices, and who has no terms here, within a calendar year.
#pragma once

#include "base/err.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stddef.h>

enum hs_numbering {
	HS_BY_TYPES, // each type of document has its own numbers
	HS_TOGETHER, // all types share one series
	HS_DETECT,   // what the numbers themselves say (model/series.h)
};

struct hs_level {
	char *name;   // province; "state": of State bodies
	char *code;   // what the issuer's code ends with, folded; "": any
	char *issuer; // what its name begins with, as hs_vi_words gives it; "": any
	enum hs_numbering numbering;
};

struct hs_tenure {
	char *level;
	char *from, *to; // ISO dates or years; documents of either day may belong to it
};

struct hs_tenures {
	struct hs_list levels, terms;
};

// Adds the rows of levels.tsv and terms.tsv. HS_USAGE says in which line what is wrong.
HS_CHECKED int hs_levels_read(const char *text, struct hs_tenures *terms,
			      struct hs_err *err);
HS_CHECKED int hs_tenures_read(const char *text, struct hs_tenures *terms,
			       struct hs_err *err);
void hs_tenures_done(struct hs_tenures *terms);

// The first row for bodies of the State, or of the Party, that the code fits; else the
// first that the name fits; else NULL. code: as hs_code_of gives it; issuer: in words
// (base/vi.h).
const struct hs_level *hs_level_of(const struct hs_tenures *terms, bool state,
				   const char *code, const char *issuer);

// The terms in which a document of that date may have been issued: at most two, the
// earlier one first. A year's own day is not known: 2015 ends one term and begins
// another. date: ISO 8601, also a year alone.
size_t hs_tenures_at(const struct hs_tenures *terms, const char *level, const char *date,
		     const struct hs_tenure *at[2]);

// The issuer's code in a symbol: what follows the last '/' (HU of NQ/HU), in capitals
// without marks, letters alone. "" where there is none. Caller frees.
char *hs_code_of(const char *symbol);
