// survey.h - a program has workers look at masters: how many pages each holds,
// and what each page is. The page records are written as the answers come.
#pragma once

#include "base/err.h"
#include "model/facts.h"
#include "model/media.h"
#include "port/dossier.h"
#include "sys/crew.h"

#include <stddef.h>
#include <stdint.h>

// A master that means pages.
struct hs_scan {
	const char *name, *sha256; // in masters/; borrowed
	enum hs_media media;
	uint32_t first;          // number of its first page; set before hs_survey_pages
	uint32_t frames;         // counted by hs_survey_count
	uint64_t *offsets;       // of the frames; owned
	struct hs_err why;       // code 0, or why nothing of it can be read
	char damage[HS_WHY_MAX]; // "" or what is wrong with it
	uint32_t unreadable;     // pages that cannot be decoded
	struct hs_survey *survey;
	struct hs_scan_page *pages; // of its jobs; owned
};

struct hs_survey {
	struct hs_folder *folder;
	struct hs_crew *crew;
	const struct hs_worker_kind *image, *pdf;
	void (*progress)(void *user, const char *dossier, size_t done, size_t all);
	void *user;
	// May be NULL: reads what the worker's answer says behind the facts, before the
	// page's record is written.
	void (*seen)(struct hs_scan *scan, int out, struct hs_page *page);
	size_t done, all;   // pages
	struct hs_err stop; // the system refused: nothing may be recorded
};

// Counts the frames of every scan. -1: the system refused.
HS_CHECKED int hs_survey_count(struct hs_survey *survey, struct hs_scan *const scans[],
			       size_t count, struct hs_err *err);
// Decodes every frame and writes its page record, unless the record that is
// there was made from the same bytes. A frame that cannot be decoded gets a
// record that says so: no page is missing.
HS_CHECKED int hs_survey_pages(struct hs_survey *survey, struct hs_scan *const scans[],
			       size_t count, struct hs_err *err);
// The same for one scan of known frames (frames, offsets, first are set), without
// waiting; it must stay where it is until hs_survey_wait, which is for all of them.
HS_CHECKED int hs_survey_start(struct hs_survey *survey, struct hs_scan *scan,
			       struct hs_err *err);
HS_CHECKED int hs_survey_wait(struct hs_survey *survey, struct hs_err *err);
void hs_scan_done(struct hs_scan *scan);
