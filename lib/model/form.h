// form.h - how a paper has to look (thể thức), by whose paper it is and from what time:
// layout profiles, which are INI files (lib/data/layouts, hoso-formats(5)).
//
// A profile has a section for each rule: whether it is on, what it asks for, and the
// clause of the regulation that it rests on. A rule that no section names is off.
// craft/forms.h reads the files, model/form-judge.h holds pages against them.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stddef.h>

// In the order in which a page is judged.
enum hs_form_rule {
	HS_FORM_TITLE_MISSING,
	HS_FORM_TITLE_MISPLACED,
	HS_FORM_MOTTO_MISSING,
	HS_FORM_MOTTO_UNWANTED,
	HS_FORM_RULE_MISSING,
	HS_FORM_ISSUER_MISSING,
	HS_FORM_ISSUER_MISPLACED,
	HS_FORM_STAR_MISSING,
	HS_FORM_NUMBER_MISSING,
	HS_FORM_NUMBER_MISPLACED,
	HS_FORM_NUMBER_FORM,
	HS_FORM_DATE_MISSING,
	HS_FORM_DATE_MISPLACED,
	HS_FORM_DATE_FORM,
	HS_FORM_TYPE_MISSING,
	HS_FORM_TYPE_MISPLACED,
	HS_FORM_SUBJECT_MISSING,
	HS_FORM_SUBJECT_MISPLACED,
	HS_FORM_VV_MISSING,
	HS_FORM_VV_UNWANTED,
	HS_FORM_DASHES_MISSING,
	HS_FORM_AUTHORITY_FORM,
	HS_FORM_POSITION_MISSING,
	HS_FORM_SIGNER_MISSING,
	HS_FORM_RECIPIENTS_MISSING,
	HS_FORM_RECIPIENTS_END,
	HS_FORM_MARGIN_TOP,
	HS_FORM_MARGIN_BOTTOM,
	HS_FORM_MARGIN_LEFT,
	HS_FORM_MARGIN_RIGHT,
	HS_FORM_PAGE_NUMBER_MISSING,
	HS_FORM_PAGE_NUMBER_MISPLACED,
	HS_FORM_PAGE_NUMBER_UNWANTED,
	HS_FORM_RULES,
};

// The rule's name, which is the remark's word and the profile's section ("star-missing"),
// and what a remark means, in English.
const char *hs_form_rule_name(enum hs_form_rule rule);
const char *hs_form_rule_means(enum hs_form_rule rule);

enum hs_form_place {
	HS_FORM_LEFT,
	HS_FORM_RIGHT,
	HS_FORM_CENTRE,
	HS_FORM_TOP,  // of page numbers: in the middle of the page's top
	HS_FORM_FOOT, // or anywhere at its foot
};

enum { HS_FORM_TEXT_MAX = 200 };

// What a rule asks for; which of these it may say is in the table of form.c.
struct hs_form_limit {
	bool on;
	enum hs_form_place place;
	double least, most; // mm
	double tolerance;   // mm either way that a scan may shift and scale a sheet
	bool front;         // only pages 1, 3, 5 …: the back may have other margins
	bool colon;         // "Số:"
	char separator[4];  // of a number: before the type, before the issuer; of an
			    // authority: "/" for T/M, "." for TM.
	unsigned pad;       // a number, or a day, below it has a 0 before it
	unsigned pad_month; // and so has a month below this
	char except[HS_FORM_TEXT_MAX]; // types of papers it is not for: "Biên bản;Giấy
				       // mời"
	char clause[HS_FORM_TEXT_MAX];
	unsigned said; // which keys stood there; for hs_form_check
};

struct hs_form {
	char name[64]; // of its file: "party-2018"
	char title[HS_FORM_TEXT_MAX];
	bool party, state;     // whose papers it is for; both: anybody's
	char from[11], to[11]; // ISO 8601, both days included; "": no bound
	struct hs_form_limit rules[HS_FORM_RULES];
};

struct hs_forms {
	struct hs_list list;   // of struct hs_form
	struct hs_buf content; // all that they say: for the key of what they decided
};

void hs_forms_done(struct hs_forms *forms);

// One setting of a profile: section is "" for title, body, from, to, else the rule's
// name. HS_USAGE for what is none, or said twice.
HS_CHECKED int hs_form_set(struct hs_form *form, const char *section, const char *key,
			   const char *value, struct hs_err *err);
// Whether all is there: a title, a body; of each rule that is on its clause and what it
// asks for.
HS_CHECKED int hs_form_check(const struct hs_form *form, struct hs_err *err);

// The profile for a paper of the State, or of the Party, of a date ("2021-10-18"; "2021"
// or "2021-10" where no more is known; NULL: nothing). Of several that hold then, the one
// that began last. A date that may lie on either side of a change is as good as none:
// then only a profile without bounds holds. NULL where none does.
const struct hs_form *hs_form_choose(const struct hs_forms *forms, bool state,
				     const char *date);
