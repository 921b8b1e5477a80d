// db.h - the index: one SQLite file with FTS5.
//
//   dossier(code, title) > page(number, digest) > body(z: its text, zlib)
//                        > document(first, last page, fields folded)
//                        > numbered, noted (model/numbers.h)
//   words: FTS5 over body, each word as it stands and, at the same place,
//          without marks (base/vi)
//
// The index can be deleted and made anew from the dossiers; so a damaged one
// is not repaired. Readers do not hinder the writer, nor it them (WAL). One
// program writes at a time; a dossier's changes appear all at once.
#pragma once

#include "base/err.h"
#include "model/document.h"
#include "model/numbers.h"
#include "model/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HS_DB_SCHEMA = 2 }; // goes up with every change of a table

struct hs_db;

// To search. HS_DAMAGED where the file is no index, or of another version.
HS_CHECKED struct hs_db *hs_db_read(const char *path, struct hs_err *err);
// To change; make: a missing file is created. A file that is no index is never
// touched.
HS_CHECKED struct hs_db *hs_db_write(const char *path, bool make, struct hs_err *err);
void hs_db_free(struct hs_db **db); // undoes what was entered and not left

// An empty index beside path, named path-draft, that takes its place with
// hs_db_publish and not before. Nobody else writes to the old one meanwhile.
// What stands at path and is no index is kept as path.old.
HS_CHECKED struct hs_db *hs_db_draft(const char *path, struct hs_err *err);
HS_CHECKED int hs_db_publish(struct hs_db *db, struct hs_err *err);

// One dossier, whole: enter, put all that it has now, leave. What was not put
// is gone then; what has not changed is not written.
HS_CHECKED int hs_db_enter(struct hs_db *db, const char *code, const char *title,
			   struct hs_err *err);
HS_CHECKED int hs_db_put_page(struct hs_db *db, uint32_t number, const char *text,
			      size_t len, struct hs_err *err);
HS_CHECKED int hs_db_put_documents(struct hs_db *db, const struct hs_documents *documents,
				   struct hs_err *err);
HS_CHECKED int hs_db_leave(struct hs_db *db, struct hs_err *err); // commits and syncs
void hs_db_undo(struct hs_db *db); // instead; nothing entered is fine

// *was: whether there was such a dossier.
HS_CHECKED int hs_db_remove(struct hs_db *db, const char *code, bool *was,
			    struct hs_err *err);

// Reads everything: SQLite's own check, then FTS5's, which also compares the
// words with the texts. HS_DAMAGED where either finds fault.
HS_CHECKED int hs_db_check(struct hs_db *db, struct hs_err *err);

// Equal ranks and equal dates come by dossier (natural order) and page.
HS_CHECKED int hs_db_search(struct hs_db *db, const struct hs_query *query,
			    const struct hs_order *order, hs_hit_fn *each, void *user,
			    struct hs_err *err);

// Adds what completeness by numbers has to know of all dossiers.
HS_CHECKED int hs_db_numbers(struct hs_db *db, struct hs_numbers *numbers,
			     struct hs_err *err);
