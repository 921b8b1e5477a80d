// entry.h - what a person says about a paper: checked, then put into its record.
//
// Such a value has the source "person", the state "accepted", the confidence 1: no
// program overwrites it.
#pragma once

#include "base/err.h"
#include "model/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HS_ENTRY_RIGHT "="     // the value that stands there is right
#define HS_ENTRY_NONE "-"      // the paper has none: an empty value
#define HS_ENTRY_PAGES "pages" // in place of a field: the document's range, "3-5"

struct hs_entry {
	const char *field; // by its name
	const char *seen;  // the value that the person saw; NULL: not known
	const char *said;  // a value, or one of the two above
};

// What came of it, "-" for nothing.
struct hs_entered {
	bool changed; // false: that stood there already
	char *was, *is;
};
void hs_entered_done(struct hs_entered *entered);

// document: of the list, or NULL for the cover. pages: the dossier's, rising.
// Text is brought into NFC, its spaces are made single; only recipients keep their
// lines. Dates must be ISO 8601 (YYYY, YYYY-MM, YYYY-MM-DD), numbers digits with
// perhaps a letter, a degree of secrecy one that there is.
// HS_USAGE: there is no such field, or the value is not of its form. HS_REFUSED: the
// value is not the one that the person saw, there is none to accept, or the range is
// another document's.
HS_CHECKED int hs_entry_put(struct hs_documents *documents, struct hs_document *document,
			    const struct hs_entry *entry, const uint32_t *pages,
			    size_t count, struct hs_entered *entered, struct hs_err *err);

// NFC; one space between words, or with lines one newline where there was one; none
// around. HS_USAGE: it is not UTF-8. *tidied is the caller's to free.
HS_CHECKED int hs_entry_tidy(const char *text, bool lines, char **tidied,
			     struct hs_err *err);

// "3-5" of a document or cover's range; "" where it has none.
char *hs_pages_written(const struct hs_list *pages); // caller frees
