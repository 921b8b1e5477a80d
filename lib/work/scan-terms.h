// scan-terms.h - what hoso-scan is told to do.
#pragma once

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
