// second.h - what of a first page is worth a second look at its picture (model/look.h):
// a number that was read in doubt or not at all, day, month, year; and what becomes of
// the fields by what was seen.
//
// A number by hand is never sure, whatever it is read as. One that both looks read alike
// is surer; of two unlike readings the surer stays, for a person to look at.
#pragma once

#include "model/date.h"
#include "model/document.h"
#include "model/heading.h"
#include "model/look.h"

#include <stddef.h>

enum hs_second_part {
	HS_2ND_NUMBER,
	HS_2ND_DAY,
	HS_2ND_MONTH,
	HS_2ND_YEAR,
	HS_2ND_PARTS
};

struct hs_second {
	struct hs_look_region regions[HS_2ND_PARTS];
	enum hs_second_part parts[HS_2ND_PARTS]; // what each region is for
	size_t count;                            // 0: nothing is in doubt
	struct hs_date date;                     // as read first
	double sure[HS_2ND_PARTS];               // of each part then
};

void hs_second_ask(const struct hs_lines *lines, const struct hs_heading *heading,
		   const struct hs_document *document, struct hs_second *second);

// Leaves out what the document knows by now, from its contents or from a person.
void hs_second_limit(struct hs_second *second, const struct hs_document *document);

// seen: one a region.
void hs_second_take(const struct hs_second *second, const struct hs_look_seen *seen,
		    const struct hs_terms *terms, struct hs_document *document);
