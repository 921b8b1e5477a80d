// report.h - the office's lists (DOMAIN 4), from what hoso-describe found in dossiers.
//
// A list is a row of the table in report.c: its name, what it is made from, a function
// that adds a dossier to it and one that ends it. Which columns it has is a table of
// its own (lib/data/report), for lines of text and for spreadsheets; JSON has all.
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

// What the i-th list is called, made from, and is; false: there is none.
struct hs_report_kind {
	const char *name;
	const char *needs;
	const char *does;
	bool of_index; // it can be made from an index, too
};
bool hs_report_kind(size_t i, struct hs_report_kind *kind);

struct hs_report_terms {
	const char *list;
	const char *xlsx; // path of the file to write; NULL: lines
	bool json;        // lines are objects
	bool from_start;  // gaps: series begin at 1
	// Takes one or more whole lines.
	void (*line)(void *user, const struct hs_buf *line);
	void *user;
};

struct hs_report;
// HS_USAGE: there is no such list, or its tables are broken. terms' texts must outlive
// it.
HS_CHECKED struct hs_report *hs_report_new(const struct hs_report_terms *terms,
					   struct hs_err *err);
void hs_report_free(struct hs_report **report);

// Adds a dossier.
HS_CHECKED int hs_report_add(struct hs_report *report, const char *path,
			     struct hs_err *err);
// Adds all dossiers of an index, for a list that can be made from one.
HS_CHECKED int hs_report_add_index(struct hs_report *report, const char *path,
				   struct hs_err *err);
// Says, or writes, what is still to come. 1: the list found something that should not
// be (gaps: what is missing and not noted, or repeated). No sheet is written without
// any dossier, nor one that lacks a part of one.
HS_CHECKED int hs_report_end(struct hs_report *report, struct hs_err *err);
