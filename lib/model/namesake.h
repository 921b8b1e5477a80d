// namesake.h - a signer's name that a stamp has in script letters, which no model
// reads, is taken from where the same dossier has it in plain letters.
//
// What is taken is no reading: its words are text of little confidence and say what
// page they are from, what was read stays as noise, and the page's record tells.
#pragma once

#include "model/record.h"
#include "model/signers.h"
#include "model/words.h"

#include <stdbool.h>

// Of a page just read: puts the names in its sure lines of stamps into its record
// and among those known. Says whether there are unsure ones, which wait until all
// pages of the dossier were read.
bool hs_namesake_learn(const struct hs_words *words, struct hs_page *page,
		       struct hs_signers *names);
// Of a page read before: what its record tells.
void hs_namesake_recall(const struct hs_page *page, struct hs_signers *names);

// Names the unsure lines that can be named: in the words and in the record. Hints
// are gone then in any case.
void hs_namesake_settle(const struct hs_signers *names, struct hs_words *words,
			struct hs_page *page);
