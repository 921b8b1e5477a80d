// census.h - whether a dossier holds what its records say: every master as it
// was imported, a record for every page, a page for every text.
//
// Pure: who walks the folder (or the bundle) tells what it finds, in any order,
// and asks for the judgement at the end.
#pragma once

#include "model/document.h"
#include "model/record.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_census;

struct hs_census *hs_census_new(void);
void hs_census_free(struct hs_census **census);

// Paths are below the dossier folder: "masters/1.tif".
bool hs_census_wants_bytes(const char *path);  // a record: call hs_census_record
bool hs_census_wants_sha256(const char *path); // a master

// sha256 may be NULL: then a master's size alone is judged.
void hs_census_file(struct hs_census *census, const char *path, uint64_t size,
		    const char *sha256);
// A record's content. One that cannot be read is a fault.
void hs_census_record(struct hs_census *census, const char *path, const char *bytes,
		      size_t len, struct hs_verdict *verdict);

// Says that the masters were left out on purpose: none need be there.
void hs_census_without_masters(struct hs_census *census);

void hs_census_judge(struct hs_census *census, struct hs_verdict *verdict);
size_t hs_census_unread(const struct hs_census *census); // pages without a text yet

// After the judgement. The dossier's records: borrowed, zeroed where unreadable.
const struct hs_dossier *hs_census_dossier(const struct hs_census *census);
const struct hs_documents *hs_census_documents(const struct hs_census *census);
