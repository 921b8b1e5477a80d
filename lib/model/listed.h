// listed.h - a document as a row of the office's lists: everything that is known of it,
// flat. The members are the columns that a list may have (model/columns.h) and the
// members of its JSON.
#pragma once

#include "model/document.h"
#include "model/record.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stdint.h>

struct hs_listed {
	uint64_t format;                 // HS_FORMAT
	char *dossier;                   // its code
	char *title, *fonds, *inventory; // of the dossier
	uint64_t ordinal;                // of the document in its dossier
	char *pages;                     // 3, or 3-5
	uint64_t first_page, page_count;
	char *fields[HS_FIELDS];
	char *number_symbol; // as the document bears them: 12-NQ/HU
	char *type_subject;  // tên loại và trích yếu
	char *rule;
	// What the printed table of contents says in the row of this document.
	char *sheet, *note;
	char *sheet_or_pages;           // the sheet, else "tr. " and the pages
	uint64_t attachments, findings; // how many
	char *file;                     // its PDF/A, in a package; NULL elsewhere
	struct hs_list review;          // of char *: fields that a person should look at
};

extern const struct hs_shape hs_listed_shape;

// Of the document `which` (0, 1, …). Fields that are "" count as absent.
void hs_listed_fill(struct hs_listed *row, const struct hs_dossier *dossier,
		    const struct hs_documents *documents, size_t which);
void hs_listed_done(struct hs_listed *row);

// Whether what stands in that member rests on a field that is in review.
bool hs_listed_doubtful(const struct hs_listed *row, const char *member);

// The row of the printed table of contents that is this document's; NULL: none.
const struct hs_row *hs_contents_row(const struct hs_documents *documents,
				     const struct hs_document *document);
