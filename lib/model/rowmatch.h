// rowmatch.h - the table of contents as evidence: which of its rows is which document,
// and what it supplies (number, date, subject, type).
//
// Rows and documents are in the same order; some of either may be missing. The best
// alignment is found by dynamic programming (S. B. Needleman, C. D. Wunsch, J. Mol.
// Biol. 48, 1970) over type, subject, symbol, number and date.
#pragma once

#include "model/document.h"
#include "model/terms.h"

// Documents that no row has, in a file or on sheets that a row covers, become
// attachments of its document. file_of says which file a page is from (NULL: a picture
// of a single page). Nothing happens without rows. Findings:
//   not-in-contents       a document that no row has
//   contents-no-document  a row without a document
//   contents-differs      a field that a row gives in another way than the paper
void hs_contents_match(struct hs_documents *documents, const struct hs_terms *terms,
		       const char *(*file_of)(void *user, uint32_t page), void *user);
