// heading.h - the head of a paper's first page: what stands where (DOMAIN, 'How a Party
// document looks'; 36-HD/VPTW, 05-HD/VPTW; Nghị định 30/2020, Phụ lục I).
//
//   parent body                      ĐẢNG CỘNG SẢN VIỆT NAM
//   ISSUER                           -----------------------
//   *                                Place, ngày … tháng … năm …
//   Số 12-NQ/HU                      (State: motto between the two)
//   [subject of a công văn]
//                       TYPE
//                      subject
//   [Kính gửi: …]
#pragma once

#include "model/date.h"
#include "model/lines.h"
#include "model/symbol.h"
#include "model/terms.h"

#include <stdbool.h>
#include <stddef.h>

enum { HS_BLOCK_MAX = 14 }; // lines of one block

struct hs_block {
	const struct hs_line *lines[HS_BLOCK_MAX];
	size_t count;
	size_t skip; // bytes of the first line that are not of it
};

void hs_block_add(struct hs_block *block,
		  const struct hs_line *line); // while there is room

struct hs_heading {
	double score; // how much of a head there is; HS_HEADING and more: it is one
	const struct hs_term *title; // of HS_T_TITLES; NULL: none
	bool state;                  // of the State; else of the Party, or nobody knows
	const struct hs_line *title_line, *motto, *star, *number_line, *date_line,
		*type_line, *dear, *rule;
	struct hs_symbol symbol;
	struct hs_date date;
	const struct hs_term *type; // of HS_T_TYPES; NULL: none
	double type_like;
	struct hs_block parent, issuer, subject;
	bool subject_left; // it stands under the number: a công văn
};

#define HS_HEADING 4.5
#define HS_HEADING_POOR 2.5 // enough where the page before ends a paper

// `lines` must outlive it.
void hs_heading_find(const struct hs_lines *lines, const struct hs_terms *terms,
		     struct hs_heading *heading);
void hs_heading_done(struct hs_heading *heading);

// The page's own number, printed alone at its top or foot; 0: none.
unsigned hs_page_printed(const struct hs_lines *lines);
