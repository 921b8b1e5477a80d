// series.h - completeness by numbers: what is missing from a series, what stands in it
// twice (DOMAIN 2, 'Numbering': a gap in a series is a missing document).
//
// A series is an issuer's numbers of one type (or of all, where its body numbers so, or
// the numbers show it: series-join.c) within a congress term of a Party body, a
// calendar year of others. Pure: documents and tables in, findings out.
#pragma once

#include "model/numbers.h"
#include "model/tenure.h"

#include <stdbool.h>

#define HS_GAP_MISSING "missing"
#define HS_GAP_NOTED "noted" // missing, and the printed contents say so
#define HS_GAP_REPEATED "repeated"

struct hs_gap_document {
	char *dossier;
	uint64_t page;
	char *number, *symbol, *date;
};

struct hs_gap {
	uint64_t format; // HS_FORMAT
	char *issuer;    // as a document names it
	char *type;      // "*": all types, in one series
	char *series;    // 2015-2020; 2010
	char *kind;      // HS_GAP_*
	uint64_t from, to;
	// The neighbours, before and behind (one where the series begins or ends there);
	// or those that have the number.
	struct hs_list documents; // of struct hs_gap_document
	struct hs_list review;    // of char *: fields of these that are in doubt
	// For tables:
	char *numbers; // 145; 151-157; 12a
	char *places;  // of the documents: DOSSIER:PAGE, DOSSIER:PAGE
};

extern const struct hs_shape hs_gap_shape; // for JSON
extern const struct hs_shape hs_gap_cells; // for tables
void hs_gap_done(struct hs_gap *gap);

// Adds what is found, in the order of series and numbers, to gaps (of struct hs_gap).
// from_start: what lacks before a series' lowest number is missing, too.
void hs_series_gaps(const struct hs_numbers *numbers, const struct hs_tenures *terms,
		    bool from_start, struct hs_list *gaps);
