// walk.h - everything below a folder, in one order everywhere.
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum {
	HS_WALK_MAX = 1000000, // things below one folder
	HS_WALK_DEEP = 64,     // folders in folders
};

enum hs_found_kind {
	HS_FOUND_FILE,
	HS_FOUND_FOLDER,
	HS_FOUND_OTHER, // a link, a device, a socket: never followed or opened
};

struct hs_found {
	char *path; // below the folder, parts joined by '/'
	uint64_t size;
	enum hs_found_kind kind;
};

struct hs_walk {
	struct hs_found *list; // order: bytes of path
	size_t count;
};

// Links are reported, not followed. HS_LIMIT past HS_WALK_MAX or _DEEP.
HS_CHECKED int hs_walk_read(int folder, struct hs_walk *walk, struct hs_err *err);
void hs_walk_done(struct hs_walk *walk);

// Opens a regular file found there; no part of its path may be a link. Its
// descriptor, or -1.
HS_CHECKED int hs_walk_open(int folder, const char *path, struct hs_err *err);
