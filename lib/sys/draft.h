// draft.h - files that appear under their name whole or not at all.
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

// The file is written in the folder `room` (same file system) under a name that
// hs_draft_sweep knows, and moved to `name` in the folder `dir`; both are borrowed and
// must stay open.
struct hs_draft {
	int fd; // write here, and read
	int room, dir;
	char *name;
	char *temp;
};

// A file without a name in the folder `room`, to read and write: gone when it
// is closed. -1 with *err filled.
HS_CHECKED int hs_scratch_open(int room, struct hs_err *err);

HS_CHECKED int hs_draft_open(struct hs_draft *d, int room, int dir, const char *name,
			     struct hs_err *err);
// fsync of the file, rename, fsync of the folder.
HS_CHECKED int hs_draft_commit(struct hs_draft *d, struct hs_err *err);
void hs_draft_done(struct hs_draft *d); // uncommitted: removed

// Open, write, commit in one.
HS_CHECKED int hs_file_store(int room, int dir, const char *name, const void *bytes,
			     size_t len, struct hs_err *err);

// Whether a file of this name is a draft: no part of what lies beside it.
bool hs_draft_is(const char *name);

// Removes drafts that a killed program left in a folder. Only for who holds
// the folder's lock: a draft of a living program looks the same.
HS_CHECKED int hs_draft_sweep(int room, struct hs_err *err);
