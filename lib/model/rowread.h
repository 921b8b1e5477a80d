// rowread.h - what the rows of a table of contents say, read with distrust, and what a
// row supplies to its document.
#pragma once

#include "model/document.h"
#include "model/terms.h"

#include <stdbool.h>

struct hs_row_facts {
	unsigned long number, sheet; // 0: none
	char *digits;                // the number as it is written; owned
	char *symbol;                // canonical (model/symbol.h); owned
	char *date;                  // ISO, whole; owned
	const struct hs_term *type;  // that the subject begins with
	char *subject;               // without it; owned
	// Whether neighbours bear it out: the numbers go on by one, but for those that a
	// note says are missing; the dates rise.
	bool number_sure, date_sure;
};

// One a row; caller frees all of them.
struct hs_row_facts *hs_rows_read(const struct hs_list *rows,
				  const struct hs_terms *terms);
void hs_rows_free(struct hs_row_facts **facts, size_t count);

// Number, date, symbol, type and subject of the row go where the document has none, or
// none that is sure; what differs from a sure one is a finding (contents-differs) and
// sends the field to review. What a person said stays as it is, whatever the row says.
void hs_row_supply(const struct hs_row *row, const struct hs_row_facts *facts,
		   struct hs_document *document);
