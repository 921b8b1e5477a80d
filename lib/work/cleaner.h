// cleaner.h - pictures of pages, as files of any folder, become cleaned pictures:
// which file becomes which, and what became of it. What happens to the pages:
// craft/clean.h.
//
// A file appears whole or not at all; no file is ever written over that was to
// be cleaned, and none that is there, but with force. A page that cannot be
// decoded or cleaned spoils its file, and no other.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/measures.h"
#include "sys/crew.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What became of one page; of a file that failed (frame 0).
struct hs_cleaned {
	uint64_t format;
	const char *file; // path, as is out
	uint64_t frame, frames;
	const char *state;            // "done", "damaged" (written, as far as it was
				      // decoded), "refused", "failed"
	const char *reason;           // NULL: none
	const char *recipe;           // "none": as it was
	struct hs_measures *measures; // of the page as it was
	double lost;                  // share of the ink that is gone
	const char *out;              // NULL: nothing was written
};

struct hs_clean_terms {
	const char *in, *out; // both files, or both folders; out is made
	bool png;             // for a folder: PNG, where a file has one page
	bool force;           // put new files in the place of those that are there
	bool colour;
	struct hs_crew_terms crew;
	const struct hs_worker_kind *image, *pdf; // craft/clean.h
	// Told as it happens, in the order of the files; user is handed through.
	void *user;
	void (*page)(void *user, const struct hs_cleaned *page);
	void (*done)(void *user, const char *out);
	void (*problem)(void *user, const char *file, const struct hs_err *why);
	void (*note)(void *user, const char *file, const struct hs_err *what);
	void (*progress)(void *user, const char *folder, size_t done, size_t all);
};

// -1 where it could not begin or the system refused to go on. half_jailed says
// whether some worker could not be jailed completely.
HS_CHECKED int hs_clean(const struct hs_clean_terms *terms, bool *half_jailed,
			struct hs_err *err);

void hs_cleaned_json(const struct hs_cleaned *page, struct hs_buf *out); // a line
