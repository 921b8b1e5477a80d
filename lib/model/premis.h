// premis.h - PREMIS 3.0 (https://www.loc.gov/standards/premis/v3): the dossier, its
// representations and files with their checksums, every event of the journal, and the
// programs that did it.
#pragma once

#include "base/buf.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_premis_file {
	const char *id;       // its identifier
	const char *path;     // in the package
	const char *name;     // as it is called in the dossier, e.g. masters/1.tif
	const char *original; // as it came, where that is known
	const char *sha256, *media;
	uint64_t size;
	size_t whole; // which representation it belongs to, 1, 2, …; 0: none
};

struct hs_premis {
	const char *entity, *title; // the dossier: its identifier, its title or NULL
	const char *kind;           // of all identifiers, e.g. LOCAL, UUID
	const char *const *wholes;  // identifiers of the representations
	size_t whole_count;
	const struct hs_premis_file *files;
	size_t count;
	const struct hs_list *events; // of struct hs_event; NULL: none
};

void hs_premis_write(const struct hs_premis *premis, struct hs_buf *out);
// The same, piece by piece (model/pieces.h); premis is borrowed until the run is freed.
struct hs_premis_run;
struct hs_premis_run *hs_premis_begin(const struct hs_premis *premis);
bool hs_premis_next(struct hs_premis_run *run, struct hs_buf *out);
void hs_premis_run_free(struct hs_premis_run **run);
