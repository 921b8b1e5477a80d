// intake.h - files become one dossier: bytes in, pages surveyed, records written.
//
// What holds: sources are never touched; masters never change once recorded; a
// file that cannot be decoded is kept and recorded with the reason; taking in
// the same files again changes nothing; new ones get the numbers behind those
// there are; what the dossier has lost is mended (craft/mend.h). A killed intake
// is finished by the next one.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "port/dossier.h"
#include "sys/crew.h"
#include "sys/path.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What became of one dossier.
struct hs_taken_in {
	uint64_t format;
	const char *dossier; // path
	const char *code;
	uint64_t files, new_files, pages, new_pages;
	uint64_t problems; // files that are not wholly readable, or not taken in
};

struct hs_intake {
	const char *program, *event; // for the journal; NULL: hoso-import, import
	bool link;                   // hard links to the sources where possible
	struct hs_crew *crew;
	const struct hs_worker_kind *image, *pdf; // who decodes (craft/decode.h)
	// Told as it happens; user is handed through.
	void *user;
	void (*done)(void *user, const struct hs_taken_in *result);
	void (*problem)(void *user, const char *path, const struct hs_err *why);
	void (*note)(void *user, const char *path, const struct hs_err *what);
	void (*progress)(void *user, const char *dossier, size_t done, size_t all);
};

// dossier: path of the dossier, made where missing. sources: paths of files.
// -1 where the dossier as a whole could not be done; then nothing is recorded.
HS_CHECKED int hs_intake_run(const struct hs_intake *terms, const char *dossier,
			     const struct hs_names *sources, struct hs_err *err);

// Records the masters that are in an open dossier and not recorded yet, new or known:
// it is then as if their files had been imported. done is not told. result's texts are
// the folder's.
HS_CHECKED int hs_intake_finish(const struct hs_intake *terms, struct hs_folder *folder,
				struct hs_taken_in *result, struct hs_err *err);

void hs_taken_in_json(const struct hs_taken_in *result, struct hs_buf *out); // a line
