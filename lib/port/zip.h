// zip.h - writing one ZIP archive. The door to libzip, with port/unzip.c.
//
// The same items give the same bytes whatever the clock, time zone, locale or
// machine (with the same zlib): names rise bytewise, every time is 1980-01-01,
// every mode 0100644, names are UTF-8. Content is streamed: an item is opened
// when its turn comes and read once, so memory holds its name and no more.
// Items beyond 4 GiB, and more than 65535 of them, use ZIP64.
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HS_ZIP_ENTRIES_MAX = 200000, // what port/unzip reads back
	HS_ZIP_SAMPLE = 64 << 10,    // bytes tried at start, middle and end of a file
	HS_ZIP_LEVEL = 6,            // of deflate
};

// How an item comes. One of open, make and more is set, the others are NULL.
struct hs_zip_item {
	const char *name; // in the archive; copied
	uint64_t size;    // bytes: more or fewer make the archive fail
	// A descriptor at its start, or -1; called twice: to see whether deflate
	// pays (it is stored where it saves less than a twentieth), and to read it.
	int (*open)(void *owner, struct hs_err *err);
	// Adds the bytes to out; called once, after all items before it were read.
	int (*make)(void *owner, struct hs_buf *out, struct hs_err *err);
	// Adds some of the bytes from `at` on to out, none behind the last one. at is 0
	// first, and then how many there were so far. Deflated.
	int (*more)(void *owner, uint64_t at, struct hs_buf *out, struct hs_err *err);
	// Optional: every byte as it goes in, in order; then `done` once.
	void (*seen)(void *owner, const void *bytes, size_t len);
	int (*done)(void *owner, struct hs_err *err);
	void *owner;     // borrowed until the archive is freed
	bool compressed; // what `make` gives is so already: it is stored
};

struct hs_zip;

// The archive goes to out (borrowed, empty, seekable), through hs_fd_store.
HS_CHECKED struct hs_zip *hs_zip_new(int out, struct hs_err *err);
void hs_zip_free(struct hs_zip **zip);

// For an output that cannot seek, a pipe: the same archive, byte for byte, written from
// its start to its end. libzip goes back to the header of each entry once it knows the
// entry's size and checksum, so all is done twice: a first pass over the items writes
// nothing and keeps what those headers become (memory: their bytes, about 60 and the
// name's for each entry); the second puts them where they belong at once. Items that
// change in between: HS_DAMAGED.
struct hs_zip_plan {
	struct hs_buf bytes; // of all headers, one after the other
	struct hs_zip_patch *list;
	size_t count, room;
};
void hs_zip_plan_done(struct hs_zip_plan *plan);
// out -1: the first pass, which fills *plan. Else the second. Both are borrowed.
HS_CHECKED struct hs_zip *hs_zip_new_pass(int out, struct hs_zip_plan *plan,
					  struct hs_err *err);

// Names must rise bytewise: HS_USAGE. Nothing is written yet.
HS_CHECKED int hs_zip_add(struct hs_zip *zip, const struct hs_zip_item *item,
			  struct hs_err *err);
// Writes all. It does not sync: that is the draft's (sys/draft.h).
HS_CHECKED int hs_zip_close(struct hs_zip *zip, struct hs_err *err);
