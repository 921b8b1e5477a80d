// find.h - an index of dossiers, and finding pages in it (port/db.h).
//
// A dossier's key in the index is its code: the name of its folder, or what a
// bundle's dossier.json says. Nothing but that, documents.json and text/ is read.
#pragma once

#include "base/err.h"
#include "model/query.h"
#include "sys/worker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Bundles are read by these; for struct hs_tool.
extern const struct hs_worker_kind *const hs_find_workers[];

struct hs_find; // an index, open for writing

struct hs_find_terms {
	const char *index; // its path; must outlive the hs_find
	bool make;         // where there is none
	bool strict;       // no bundle is read without a complete jail
	bool secret;       // Mật and Tối mật are indexed without an approval, too
};

HS_CHECKED struct hs_find *hs_find_new(const struct hs_find_terms *terms,
				       struct hs_err *err);
void hs_find_free(struct hs_find **find);

struct hs_find_count {
	size_t pages;   // that the index has of the dossier now
	size_t waiting; // that have no text yet
};

// Adds or replaces a dossier or a bundle: all of it or nothing. Without any
// text: HS_REFUSED. The same where its secrecy forbids it (model/secrecy.h); then
// what the index had of it is taken out.
HS_CHECKED int hs_find_add(struct hs_find *find, const char *path,
			   struct hs_find_count *count, struct hs_err *err);
// By its code, or by the path of its folder or bundle.
HS_CHECKED int hs_find_remove(struct hs_find *find, const char *what, struct hs_err *err);
HS_CHECKED int hs_find_check(struct hs_find *find, struct hs_err *err);

// Makes the index anew from every dossier directly below work; it takes the old
// one's place at the end, unless there was nothing to index. Tells what became
// of each dossier: why is NULL where all went well. *failed counts the others.
typedef void hs_find_told_fn(const char *path, const struct hs_find_count *count,
			     const struct hs_err *why);
HS_CHECKED int hs_find_rebuild(const struct hs_find_terms *terms, const char *work,
			       hs_find_told_fn *told, size_t *failed, struct hs_err *err);

// What is in text is said in model/query.h. HS_USAGE: the query is broken.
HS_CHECKED int hs_find_search(const char *index, const char *text,
			      const struct hs_order *order, hs_hit_fn *each, void *user,
			      struct hs_err *err);
