// series-place.h - part of series: which series of numbers each document belongs to.
#pragma once

#include "model/numbers.h"
#include "model/tenure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HS_SERIES_MAX = 24 };

#define HS_ALL_TYPES "*" // what begins the type of a series that types share

struct hs_placed {
	const struct hs_numbered *document;
	uint32_t number;
	const char *suffix; // what follows the digits: a of 12a; borrowed, may be ""
	const char *date;   // its own, else a neighbour's in the dossier; NULL
	bool state;         // a paper of the State, else of the Party
	bool sure;          // neither number nor date is in doubt
	const struct hs_level *level;
	const struct hs_tenure *terms[2]; // that its date falls in
	size_t term_count;
	char *name, *code; // of its issuer, as they compare
	char *letters;     // that stand for its type
	// Of its series: the same for all documents of one.
	char *issuer;
	char *type;
	char series[HS_SERIES_MAX]; // 2015-2020; 2010; - where nothing tells
	size_t kind;                // of its types, while they are looked at
};

// Fills `placed` with the documents that have a number, in the order of series and,
// in each, of numbers. numbers and terms must outlive it.
void hs_series_place(const struct hs_numbers *numbers, const struct hs_tenures *terms,
		     struct hs_list *placed);
void hs_placed_done(struct hs_list *placed);

bool hs_same_series(const struct hs_placed *a, const struct hs_placed *b);

// For the documents of one issuer in one year or term (by_date): gives those types that
// share a series one name; see series-join.c.
void hs_series_join(struct hs_placed **by_date, size_t count);
