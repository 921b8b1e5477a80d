// carry.h - what persons entered into documents.json survives when a program describes
// the dossier again.
#pragma once

#include "model/document.h"
#include "model/leaf.h"

// Marks the leaves on which a document begins that a person has entered something for,
// and those of a range that a person fixed, so that splitting does the same: such a page
// is no cover and no contents.
void hs_carry_starts(const struct hs_documents *old, struct hs_leaf *leaves,
		     size_t count);

// Moves the persons' values from the old documents to the new ones with the same first
// page, and those of the old cover, even where there is none any more. A document that is
// no more (its first page is gone) keeps its place at the end of the list, with the
// finding pages-gone.
void hs_carry_values(struct hs_documents *old, struct hs_documents *documents);
// Whether any value of it, or its range, is a person's.
bool hs_document_by_person(const struct hs_document *document);
bool hs_pages_by_person(const struct hs_document *document); // its range
