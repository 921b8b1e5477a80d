// fields.h - from what stands where on a page to the fields of its document, each with
// its evidence (DESIGN, 'Documents and fields').
//
// How sure a value is: how sure the engine was of its words, less where the form is
// broken, a digit was read as a letter, or two signs contradict each other (the type's
// name and its letters in the symbol). Below its field's limit a person should look.
#pragma once

#include "model/document.h"
#include "model/foot.h"
#include "model/heading.h"

// Fills the fields that are empty. `page` is the dossier's number of the page.
void hs_fields_of_heading(const struct hs_lines *lines, const struct hs_heading *heading,
			  const struct hs_terms *terms, uint32_t page,
			  struct hs_document *document);
void hs_fields_of_foot(const struct hs_lines *lines, const struct hs_foot *foot,
		       const struct hs_terms *terms, uint32_t page,
		       struct hs_document *document);

// Stamps for secrecy and urgency among lines: those of text in the upper half, and
// those of noise, where red print lands.
void hs_fields_of_marks(const struct hs_lines *lines, const struct hs_terms *terms,
			uint32_t page, struct hs_document *document);

// Sets confidence, and the state that follows from it.
void hs_field_judge(struct hs_value *value, enum hs_document_field field,
		    double confidence);
