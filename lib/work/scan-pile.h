// scan-pile.h - a dossier that is being filled with pages from the scanner.
#pragma once

#include "craft/survey.h"
#include "port/dossier.h"
#include "sys/draft.h"
#include "work/scan-terms.h"

struct hs_scan_sheet; // a page of it

enum hs_scan_role {
	HS_SCAN_PAGE,
	HS_SCAN_OPENS,     // a document begins with it
	HS_SCAN_SEPARATOR, // a sheet that parts papers, kept as a page
};

struct hs_scan_pile {
	const struct hs_scan_terms *terms;
	struct hs_folder *folder;
	struct hs_survey survey;
	struct hs_scan_sheet **sheets; // on the heap, one by one: jobs point to them
	size_t count;
	bool fresh;            // we made the dossier
	uint32_t pages, names; // numbers before ours: of pages, of masters
	char *last;            // name of the latest master
	struct hs_scan_pile *next;
};

// Masters that a killed run left are recorded first.
HS_CHECKED struct hs_scan_pile *hs_scan_pile_open(const struct hs_scan_terms *terms,
						  struct hs_crew *crew, const char *path,
						  struct hs_err *err);
void hs_scan_pile_free(struct hs_scan_pile **pile); // without _close: nothing recorded

// A draft, whole, becomes the master of page `number` (from 1, of those scanned now).
HS_CHECKED int hs_scan_pile_keep(struct hs_scan_pile *pile, struct hs_draft *draft,
				 uint32_t number, struct hs_err *err);
// The same for a master of another dossier, which loses it.
HS_CHECKED int hs_scan_pile_move(struct hs_scan_pile *pile, struct hs_scan_pile *from,
				 uint32_t number, struct hs_err *err);
// The latest master is no page: it goes.
HS_CHECKED int hs_scan_pile_drop(struct hs_scan_pile *pile, struct hs_err *err);
// The latest master is a page: into the journal with it, and to a worker, which makes
// its record.
HS_CHECKED int hs_scan_pile_add(struct hs_scan_pile *pile, uint32_t number,
				enum hs_scan_role role, const char *detail,
				struct hs_err *err);
// All that came is recorded, and done is told; a fresh pile without a page vanishes.
HS_CHECKED int hs_scan_pile_close(struct hs_scan_pile *pile, struct hs_err *err);
