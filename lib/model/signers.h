// signers.h - the names of people that a dossier is known to hold, and which of them
// stands where script letters were read badly.
//
// A reading is text of a stamp's line as some model read it ("BSCKI. V6 Hoang Hin");
// compared are letters without marks, case and spaces. One name is taken only where
// the readings are like it, in whole and in the given name, and clearly less like
// every other known name: else there is no answer. Bounds: signers.c.
#pragma once

#include "model/shape.h"

#include <stddef.h>
#include <stdint.h>

struct hs_signer {
	char *name;    // owned
	uint32_t page; // the first page known to have it
};

struct hs_signers {
	struct hs_signer *list;
	size_t count;
};

// The name in a line: what follows titles ("BSCKI.", "TS."), if that is 2 to 5
// Vietnamese syllables with a capital each; else NULL. Caller frees.
char *hs_signer_in(const char *line);

void hs_signers_learn(struct hs_signers *names, const char *name, uint32_t page);
void hs_signers_done(struct hs_signers *names);

// How like the readings (of char *) are to a name, 0 to 1: mean over them of
// 1 - edit distance / letters of the longer, without what stands before the name.
double hs_signer_likeness(const struct hs_list *readings, const char *name);

// The known name that the readings are taken for, and its likeness; or NULL.
const struct hs_signer *hs_signers_match(const struct hs_signers *names,
					 const struct hs_list *readings,
					 double *likeness);
