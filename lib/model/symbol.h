// symbol.h - number and symbol of a paper as they are printed: "Số 12-NQ/HU" of the
// Party (36-HD/VPTW), "Số: 15/2021/QĐ-UBND" of the State (Nghị định 30/2020).
//
// Typists vary (spaces, colon, "T.Tr"), engines misread: the number is taken only
// where it stands by itself; letters are put right only where the tables know them
// (DU is ĐU), else they are taken as they were read.
#pragma once

#include "model/terms.h"

#include <stdbool.h>
#include <stddef.h>

struct hs_symbol {
	char *number; // digits, maybe a letter; NULL: none that can be believed; owned
	char *guess;  // instead, with letters taken for digits (l36 is 136); owned
	char *symbol; // NQ/HU, 2021/QĐ-UBND; NULL: none; owned
	char *type;   // its letters for the type: NQ, QĐ; NULL: none; owned
	bool party;   // a hyphen between number and type
	bool marked;  // "Số" stands before it
	bool strange; // there is something at the number's place that is no number:
		      // handwriting, dots to write on
	bool known_type, known_issuer; // the tables have the letters
	// Where the parts stand in the text, offsets in bytes: the number (or what is in
	// its place), the symbol.
	size_t number_at, number_end, symbol_at, symbol_end;
};

// False where the text is no such line at all. Of a table of contents' cell too, where
// there is no "Số".
bool hs_symbol_parse(const char *text, const struct hs_terms *terms,
		     struct hs_symbol *symbol);

// The symbol with letters put right that nothing knows, but what else stands on the
// page does: those of the type whose name is printed (NULL: none), those of an issuer
// whose name is among the bodies above the number. One letter may differ. NULL where
// there is nothing to mend. Caller frees.
char *hs_symbol_mend(const struct hs_symbol *symbol, const struct hs_term *type,
		     const char *bodies, const struct hs_terms *terms);
void hs_symbol_done(struct hs_symbol *symbol);
