// unzip.h - reading a ZIP archive that somebody gave us. The door to libzip,
// with port/zip.c.
//
// Two parts. hs_unzip_members runs in the parent and parses nothing: a jailed
// worker does. The rest is for workers: it must never run elsewhere.
#pragma once

#include "base/err.h"
#include "model/verdict.h"
#include "model/zipmap.h"
#include "sys/worker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HS_UNZIP_MEMBER = 64 << 20,  // bytes of one member that is handed over
	HS_UNZIP_TOTAL = 512 << 20,  // bytes of all of them in one call
	HS_UNZIP_MEMORY = 256 << 20, // address space of the worker
	HS_UNZIP_NAME = 4096,        // bytes of a member's name
};

// ---- for the parent

// One member: its name in the dossier, its bytes. Both are borrowed for the call. -1 with
// *err filled ends the reading.
typedef int hs_unzip_each_fn(void *user, const char *name, const char *bytes, size_t len,
			     struct hs_err *err);

// Calls each for every file of the dossier in the bundle (model/layout.h) whose name
// is wanted, in the archive's order: "text/" wants all below, "documents.json" that
// one. wanted ends with NULL and takes at most HS_ASK_MAX bytes in all. Structure
// and CRC are checked (HS_DAMAGED); the bag's checksums are not: hoso-verify is
// for that. HS_REFUSED: a package that holds no whole dossier. The program must list
// hs_unzip_worker in its hs_tool.workers.
HS_CHECKED int hs_unzip_members(int fd, const char *const *wanted,
				const struct hs_worker_terms *terms,
				hs_unzip_each_fn *each, void *user, struct hs_err *err);
extern const struct hs_worker_kind hs_unzip_worker;

// ---- for workers

struct hs_unzip;

struct hs_unzip_entry {
	const char *name;
	uint64_t size; // bytes, inflated, as it says
	bool folder;
};

// fd is borrowed. What is wrong with the archive goes to the verdict; where that
// is not ok there are no entries. NULL: the system failed.
HS_CHECKED struct hs_unzip *hs_unzip_open(int fd, struct hs_verdict *verdict,
					  struct hs_err *err);
void hs_unzip_free(struct hs_unzip **zip);

size_t hs_unzip_count(const struct hs_unzip *zip);
struct hs_unzip_entry hs_unzip_entry(const struct hs_unzip *zip, size_t i); // borrowed

const struct hs_zipmap *hs_unzip_map(const struct hs_unzip *zip); // borrowed

// Every byte of entry i, in order. Lies about size and CRC are faults; never
// more bytes come than the entry says. -1: sink failed.
typedef int hs_unzip_sink_fn(void *user, const void *bytes, size_t len,
			     struct hs_err *err);
HS_CHECKED int hs_unzip_read(struct hs_unzip *zip, size_t i, hs_unzip_sink_fn *sink,
			     void *user, struct hs_verdict *verdict, struct hs_err *err);
