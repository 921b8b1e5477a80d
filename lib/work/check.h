// check.h - dossiers are held against a profile: each page measured by a worker,
// its neighbours compared, printed page numbers followed.
//
// Nothing is changed but the findings in pages/ that are this program's own, and a
// line in the journal where it does not say the same already. Every page is measured anew
// by every run: a finding depends on the pages beside it.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/quality.h"
#include "sys/crew.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// One finding, as it is told.
struct hs_found {
	uint64_t format;
	const char *dossier; // path
	const char *code;
	uint64_t page; // 0: of the dossier
	const char *file;
	const char *what;
	double measure, limit;
	const char *unit;
	const char *profile, *source;
	const char *detail; // for people, in English; may be NULL
};

struct hs_check_terms {
	struct hs_profile profile;
	const char *model; // that reads page numbers; NULL: none are read
	struct hs_crew_terms crew;
	const struct hs_worker_kind *image, *pdf; // who measures (craft/inspect.h)
	// Told as it happens, dossier by dossier, in the order of pages.
	void *user;
	void (*found)(void *user, const struct hs_found *found);
	void (*problem)(void *user, const char *dossier, const struct hs_err *why);
	void (*progress)(void *user, const char *dossier, size_t done, size_t all);
};

struct hs_checker;

HS_CHECKED struct hs_checker *hs_checker_new(const struct hs_check_terms *terms,
					     struct hs_err *err);
void hs_checker_free(struct hs_checker **checker);
bool hs_checker_half_jailed(const struct hs_checker *checker);

// One dossier, to its end. 0: no finding; 1: some; -1: it could not be checked.
HS_CHECKED int hs_check(struct hs_checker *checker, const char *dossier,
			struct hs_err *err);

void hs_found_line(const struct hs_found *found, struct hs_buf *out); // TSV
void hs_found_json(const struct hs_found *found, struct hs_buf *out); // a line

// The rules that are on: name, limit, unit, what a finding means, source; a line
// each, TSV or JSON.
void hs_rules_lines(const struct hs_profile *profile, bool json, struct hs_buf *out);
