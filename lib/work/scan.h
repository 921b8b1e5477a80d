// scan.h - paper becomes dossiers, from the scanner's glass or feeder.
//
// Each page is a file of its own in masters/, on disk before the next is begun, and
// stands in the journal with the device, its options and the outcome. What remains when
// the batch ends is what hoso-import would have made of the same files.
//
// The device belongs to a process of its own (craft/device.h), pictures are looked at
// in jailed workers; this process reads neither.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "craft/intake.h"
#include "craft/separator.h"
#include "sys/crew.h"

#include <stdbool.h>
#include <stdint.h>

struct hs_scan_terms {
	const char *device; // NULL: the first that there is
	// What the scanner is to do: lines KEY=VALUE (craft/device-set.h).
	const char *wanted;
	const char *output;   // the dossier
	unsigned batch;       // pages at most; 0: until the feeder is empty, or one
	unsigned wait_feeder; // seconds to wait for paper, and for a jam to be cleared
	bool wait_on_jam;     // else a jam or an open cover ends the batch
	bool interleave;      // fronts, then the stack turned over: backs, the last first
	uint32_t split;       // HS_LOOK_*: sheets that part papers
	bool keep_separators; // as pages
	struct hs_crew_terms crew;
	struct hs_intake intake;    // done, problem, note, progress, user
	int (*stopped)(void *user); // how often we were told to stop
	// Before the backs: 0: go on.
	int (*turn)(void *user);
};

// HS_USAGE for what the scanner cannot be asked, HS_BUSY where it or the dossier is in
// other hands; HS_REFUSED for what a person puts right, HS_SYSTEM for the rest. Whatever
// it returns, pages that came are kept, and done was told of every dossier.
HS_CHECKED int hs_scan_run(const struct hs_scan_terms *terms, struct hs_err *err);

// Lines for standard output: all scanners; what one of them can do.
HS_CHECKED int hs_scan_list(const struct hs_scan_terms *terms, bool json,
			    struct hs_buf *out, struct hs_err *err);
HS_CHECKED int hs_scan_options(const struct hs_scan_terms *terms, bool json,
			       struct hs_buf *out, struct hs_err *err);

// One page as a PNG file at path, no dossier.
HS_CHECKED int hs_scan_preview(const struct hs_scan_terms *terms, const char *path,
			       struct hs_err *err);
