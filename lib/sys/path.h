// path.h - names in folders, and who may write there.
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct hs_names {
	char **list; // natural order
	size_t count;
};

// Every name in the folder but '.' and '..'. Adds nothing on failure.
HS_CHECKED int hs_names_read(int dir, struct hs_names *names, struct hs_err *err);
void hs_names_add(struct hs_names *names, const char *name); // copies
void hs_names_sort(struct hs_names *names);
void hs_names_done(struct hs_names *names);

char *hs_path_join(const char *folder, const char *name); // caller frees
const char *hs_path_last(const char *path);               // after the last '/'

// A folder, opened; -1 with *err filled. hs_dir_make creates it where it is
// missing (0755) and syncs its parent.
HS_CHECKED int hs_dir_open(int parent, const char *name, struct hs_err *err);
HS_CHECKED int hs_dir_make(int parent, const char *name, struct hs_err *err);

// Takes the folder (or file) for writing until its descriptor closes: flock(2).
// HS_BUSY where another process has it.
HS_CHECKED int hs_lock(int fd, struct hs_err *err);
// The same, among others that do so: nobody has it alone.
HS_CHECKED int hs_lock_shared(int fd, struct hs_err *err);
