// run-terms.h - what a run is told, and whom it tells.
#pragma once

#include "base/err.h"
#include "model/night.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_run_progress {
	size_t dossiers, dossiers_all;
	size_t pages, pages_all; // recognised; of dossiers that came in so far
	const char *working;     // "read A (2), pack B"
};

struct hs_run_terms {
	const char *root;
	const char *programs; // folder of the other programs, ended by '/'; "": PATH
	const char *config;   // for all of them, or NULL
	unsigned jobs;        // workers that recognise pages, over all dossiers
	unsigned settle;      // seconds that something must have been still
	uint64_t until;       // seconds since 1970 when to stop; 0: never
	bool accept;          // pack what has files that cannot be read
	bool look;            // change nothing: for hs_run_plan and hs_run_report
	// For hs_run_shard: the shard'th of so many, from 1; 0: no shards. Shards share
	// the root with one another, and with nothing else.
	unsigned shard, shards;
	// Whether somebody asked to stop; asked often.
	bool (*stop)(void);
	void *user;
	// A dossier's end, and what else is worth telling of a path.
	void (*told)(void *user, const struct hs_night_line *line);
	void (*note)(void *user, const char *path, const struct hs_err *what);
	void (*progress)(void *user, const struct hs_run_progress *progress);
};
