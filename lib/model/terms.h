// terms.h - the words by which papers are known: types, issuers' letters, bodies,
// positions, marks, titles. They are tables (lib/data/papers/*.tsv, hoso-formats(5));
// craft/papers.h reads them.
#pragma once

#include "base/err.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stddef.h>

enum hs_terms_table {
	HS_T_TYPES,     // name, letters in Party symbols, in State symbols, other names
	HS_T_ISSUERS,   // letters, names, party or state
	HS_T_BODIES,    // how a body's name begins; "+" where the next belongs to it
	HS_T_POSITIONS, // what a signer is
	HS_T_MARKS,     // of stamps: name, secrecy or urgency
	HS_T_SURNAMES,  // of people
	HS_T_PHRASES,   // of office papers, two words or more
	HS_T_TITLES,    // name, party or state, from, to (years)
	HS_T_TABLES,
};

enum { HS_TERM_CELLS = 4, HS_TERM_ROWS_MAX = 5000 };

struct hs_term {
	char *cell[HS_TERM_CELLS]; // NULL: "-", or nothing
	struct hs_list letters;    // of char *: its names, bare (model/phrase.h)
};

struct hs_terms {
	struct hs_list tables[HS_T_TABLES]; // of struct hs_term
};

// The file of a table: "types.tsv".
const char *hs_terms_file(enum hs_terms_table table);

// Adds the rows of a file: cells parted by tabs; empty lines and those that begin with
// '#' say nothing; "-" is an empty cell. A row whose first cell is there already replaces
// that. HS_USAGE says which line is wrong.
HS_CHECKED int hs_terms_add(struct hs_terms *terms, enum hs_terms_table table,
			    const char *text, struct hs_err *err);
void hs_terms_done(struct hs_terms *terms);

// How a term fits letters, 0 to 1.
struct hs_term_fit {
	const struct hs_term *term; // NULL: none fits
	double like;
	size_t start, end; // the part of the letters
};

enum hs_fit { HS_FIT_WHOLE, HS_FIT_BEGIN, HS_FIT_IN };

// The term of the table that is most like the letters, their beginning, or a part of
// them; of equals the longer. None below `least`.
struct hs_term_fit hs_terms_fit(const struct hs_terms *terms, enum hs_terms_table table,
				const char *letters, enum hs_fit how, double least);

// By its first cell, exactly; NULL: none.
const struct hs_term *hs_terms_find(const struct hs_terms *terms,
				    enum hs_terms_table table, const char *name);
