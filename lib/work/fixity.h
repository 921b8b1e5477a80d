// fixity.h - when each bundle of a folder was checked, and what came of it.
//
//   FOLDER/fixity.jsonl  one line a check, only ever longer
//   FOLDER/fixity.head   "COUNT SHA256": how many lines there are, and the sha256 of
//                        the last one
//
// Every line holds the sha256 of the line before it, its newline included, so that one
// that was changed, removed or moved breaks the chain; the head tells where the last
// lines are missing. Both lie beside the bundles: they tell accidents, and clumsy hands;
// who can write there can forge both, so keep a copy of the head elsewhere.
#pragma once

#include "base/err.h"
#include "model/verdict.h"
#include "sys/path.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HS_FIXITY_LOG "fixity.jsonl"
#define HS_FIXITY_HEAD "fixity.head"

struct hs_fixity; // one folder's log, locked while it is open

// Reads and checks all of it; it need not be there yet. *torn: bytes of a last line that
// a killed program had not finished; they are cut off. HS_BUSY: another program has it.
// HS_DAMAGED: the chain is broken, and where.
HS_CHECKED struct hs_fixity *hs_fixity_open(const char *folder, size_t *torn,
					    struct hs_err *err);
void hs_fixity_free(struct hs_fixity **fixity);

// Whether a path can be recorded: a file. A bag's folder or a dossier is not.
bool hs_fixity_records(const char *path);
// The folder of a path ("." where it has none); caller frees.
char *hs_fixity_folder(const char *path);

// Compares with what the log has of that bundle: another sha512 is a fault where no
// file beside the bundle says that it is the new one, else a warning.
void hs_fixity_compare(const struct hs_fixity *fixity, const char *bundle,
		       struct hs_verdict *verdict);

// One more line, on the disk when this returns. why: there was no judgement, and the
// verdict does not count.
HS_CHECKED int hs_fixity_add(struct hs_fixity *fixity, const char *bundle,
			     const struct hs_verdict *verdict, const struct hs_err *why,
			     struct hs_err *err);

// The bundles of the folder (.zip, .zip.age) that were not checked for longest, at most
// n of them: first those that never were, in natural order. gone: those in the log that
// are there no more.
HS_CHECKED int hs_fixity_oldest(const struct hs_fixity *fixity, size_t n,
				struct hs_names *bundles, struct hs_names *gone,
				struct hs_err *err);

// The same, one after the other: each with its path, until the time is over.
struct hs_fixity_plan {
	const char *folder;
	size_t n;
	uint64_t until; // hs_fixity_until: then none is begun any more
	void (*each)(const char *path);
	void (*gone)(const char *name);
};
uint64_t hs_fixity_until(unsigned seconds); // from now; 0: for ever
// *left: how many of the n were not begun.
HS_CHECKED int hs_fixity_round(const struct hs_fixity *fixity,
			       const struct hs_fixity_plan *plan, size_t *left,
			       struct hs_err *err);
