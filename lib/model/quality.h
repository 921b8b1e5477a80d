// quality.h - what a page is asked for, and what its measures say to that.
//
// A rule is one measure, one comparison, one limit. The rules stand in the table
// of quality.c; limits and the source of each come from a profile (an INI file,
// hoso-formats(5)). Pure: numbers in, findings out. hoso-check(1) tells people
// what each rule means; keep the two alike.
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// In the order in which findings are told.
enum hs_rule {
	HS_R_UNREADABLE,
	HS_R_DPI,         // dots an inch
	HS_R_DPI_UNEVEN,  // % between across and down
	HS_R_DEPTH,       // bits a pixel
	HS_R_SIZE,        // % off the nearest paper size
	HS_R_SKEW,        // degrees
	HS_R_BLUR,        // mm that edges are wider than a sharp scan's
	HS_R_CLIPPING,    // % of the paper, or of the ink, at the end of the scale
	HS_R_EDGE,        // letters that run into one edge
	HS_R_CONTRAST,    // levels of 255 between paper and ink
	HS_R_BLANK,       // mm2 of ink
	HS_R_SHOW,        // % of the page that the back's writing covers
	HS_R_UPSIDE_DOWN, // standard deviations
	HS_R_SIDEWAYS,    // % of letters whose neighbour is above or below
	HS_R_SHEET_EDGE,  // % of the page that a straight edge crosses
	HS_R_SHEET_LONG,  // % longer than the dossier's other sheets
	HS_R_DUPLICATE,   // % alike
	HS_R_GAP,         // pages missing by their printed numbers
	HS_R_ORDER,       // steps back
	HS_R_REPEAT,      // pages with the number of the page before
	HS_RULES,
};

struct hs_rule_row {
	const char *name; // as in findings and profiles
	const char *unit;
	bool below; // a finding where the measure is below the limit; else above
	const char *means;
};

const struct hs_rule_row *hs_rule_row(enum hs_rule rule);

enum { HS_SOURCE_MAX = 200 };

struct hs_profile {
	char name[64];
	char title[HS_SOURCE_MAX];
	struct hs_limit {
		bool on;
		bool set, sourced; // this file itself said so (twice is a mistake)
		double limit;
		char source[HS_SOURCE_MAX]; // who asks for it
	} rules[HS_RULES];
};

// One setting of a profile: section is the rule's name ("" for title), key is
// limit (a number, or off) or source. HS_USAGE for what is none.
HS_CHECKED int hs_profile_set(struct hs_profile *profile, const char *section,
			      const char *key, const char *value, struct hs_err *err);
// Every rule that is on has a limit and a source, and a limit that differs from the
// base's has its own.
HS_CHECKED int hs_profile_check(struct hs_profile *profile, struct hs_err *err);

// A measure that was not taken is NAN.
struct hs_quality {
	double value[HS_RULES];
};

void hs_quality_none(struct hs_quality *measures); // all NAN
// Whether the profile objects to the measure.
bool hs_rule_breaks(const struct hs_profile *profile, enum hs_rule rule, double measure);

// A sheet against the paper sizes A0 to A5 (ISO 216). DOMAIN, 'Page count for
// payment': more than 10 % over a size counts as the next, below A5 as A5.
struct hs_paper {
	const char *nearest; // "A4"
	double off;          // % that the side farthest off differs from it
	unsigned pages;      // A4 pages that it counts for
};

void hs_paper_of(double width_mm, double height_mm, struct hs_paper *paper);
