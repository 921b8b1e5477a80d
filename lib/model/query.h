// query.h - what somebody looks for (hoso-search(1)), and what is found.
//
//   nghị quyết      both words, in any place; with marks: exactly so, without
//                   marks: any
//   "nghị quyết"    side by side; 12-NQ/HU is such a phrase of itself
//   -word -"a b"    pages without it
//   quy*            words that begin so; a tone in it does not count
//   type: issuer: symbol: number: signer: dossier:
//                   documents (dossiers) whose field has these words side by
//                   side, whatever case and marks; given twice: either
//   year:2015 2015..2020 2015.. ..2020
#pragma once

#include "base/err.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	HS_QUERY_MAX = 4096,      // bytes
	HS_QUERY_WORDS_MAX = 200, // that are looked for or left out
};

enum hs_filter {
	HS_BY_TYPE, // the type's name, or the letters before the symbol's '/'
	HS_BY_ISSUER,
	HS_BY_SYMBOL, // number and symbol: NQ/HU finds it, and so does 12-NQ/HU
	HS_BY_NUMBER,
	HS_BY_SIGNER,
	HS_BY_DOSSIER,
	HS_FILTERS,
};

struct hs_query {
	// For FTS5's MATCH: only words of ours between double quotes, and AND, OR,
	// NOT, +, *, ( and ). NULL where there are only filters.
	char *match;
	// As hs_vi_words gives them, several ended each by '\n'; NULL: any.
	char *filters[HS_FILTERS];
	uint32_t from, to; // years; 0: open
};

// HS_USAGE says what is wrong with it.
HS_CHECKED int hs_query_parse(const char *text, struct hs_query *query,
			      struct hs_err *err);
void hs_query_done(struct hs_query *query);

// How the answer is wanted.
struct hs_order {
	uint32_t limit; // hits at most; 0: all
	bool by_date;   // the latest first; else the best first
};

// Whether a document must be known to be of the kind that is asked for.
bool hs_query_of_documents(const struct hs_query *query);

// Before and after each word of a snippet that was looked for.
#define HS_HIT_START "\2"
#define HS_HIT_END "\3"

// A page that was found; also one line of hoso-search --json.
struct hs_hit {
	uint64_t format; // HS_FORMAT
	char *dossier;   // its code
	uint64_t page;
	char *symbol;  // of its document, as it is written: 12-NQ/HU
	char *date;    // ISO 8601
	char *snippet; // one line of UTF-8
	double rank;   // the higher the better; 0 where no word was looked for
};

extern const struct hs_shape hs_hit_shape;
void hs_hit_done(struct hs_hit *hit);

// What takes hits, one a call; each is borrowed for it. -1 ends the search.
typedef int hs_hit_fn(void *user, const struct hs_hit *hit, struct hs_err *err);

// A document's number and symbol as it bears them: the Party's 12-NQ/HU, the
// State's 15/2021/QĐ-UBND. Either may be NULL; NULL for neither. Caller frees.
char *hs_symbol_written(const char *number, const char *symbol);
// "NQ" of NQ/HU, "QĐ" of 2021/QĐ-UBND: its first part that is no number.
// Caller frees.
char *hs_symbol_type(const char *symbol);
