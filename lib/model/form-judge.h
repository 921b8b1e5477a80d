// form-judge.h - a paper's pages held against the profile of its time (model/form.h):
// thẩm định thể thức.
//
// What is no clear evidence gives no remark: words that were read with doubt, a block
// that may have been there and not been read, digits that a pen may have written. So a
// block is missing only where nothing at all was read in its place, not even dirt. Each
// remark has the rule's name, what was found, the rule's clause and the page.
//
// Of lines from a plain text (lines->plain) only what is written is judged, not where.
// form-head.c judges which blocks there are, form-write.c how they are written,
// form-foot.c, form-page.c.
#pragma once

#include "model/foot.h"
#include "model/form.h"
#include "model/heading.h"
#include "model/lines.h"
#include "model/shape.h"

#include <stdint.h>

// What only the picture can tell: 1 it is there, 0 somebody looked and there is nothing
// but paper, -1 nobody looked; then it is never missing.
struct hs_form_seen {
	int star;     // under the issuer
	int rule;     // under the title of a Party paper, under the motto of the State's
	int vv;       // "V/v", left of a công văn's subject
	int dashes;   // under the subject
	int number;   // of the page, at its top: engines drop what stands alone
	int position; // under the authority: engines drop what stands under a seal
	int signer;   // under position or authority; any ink
};

#define HS_FORM_UNSEEN ((struct hs_form_seen){-1, -1, -1, -1, -1, -1, -1})

enum hs_form_thing {
	HS_FORM_STAR,
	HS_FORM_RULE,
	HS_FORM_VV,
	HS_FORM_DASHES,
	HS_FORM_NUMBER,
	HS_FORM_POSITION,
	HS_FORM_SIGNER,
};

// Where on the page to look for it; heading and foot may be NULL. False where nobody can
// say, as in a plain text.
bool hs_form_where(enum hs_form_thing thing, const struct hs_lines *lines,
		   const struct hs_heading *heading, const struct hs_foot *foot,
		   struct hs_box *box);

// A paper's first page. A page with a poor head (below HS_HEADING) is not judged.
// Remarks are struct hs_remark (model/document.h), added at the end.
void hs_form_judge_head(const struct hs_form *form, const struct hs_lines *lines,
			const struct hs_heading *heading, const struct hs_form_seen *seen,
			uint32_t page, struct hs_list *remarks);

// The page with its signature. type is the paper's ("Công văn"); NULL: not known, then
// nothing is judged that some type is excepted from.
void hs_form_judge_foot(const struct hs_form *form, const struct hs_lines *lines,
			const struct hs_foot *foot, const struct hs_form_seen *seen,
			const char *type, uint32_t page, struct hs_list *remarks);

// Margins and page number of any page. ordinal is the page's place in its paper, from 1.
// Margins are judged on upright A4 pages with running text whose dpi is known.
void hs_form_judge_page(const struct hs_form *form, const struct hs_lines *lines,
			double dpi, unsigned ordinal, const struct hs_form_seen *seen,
			uint32_t page, struct hs_list *remarks);
