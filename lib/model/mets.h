// mets.h - METS 1.12 as E-ARK CSIP 2.2 wants it (https://earkcsip.dilcis.eu), for a
// package and for a representation in it; Thông tư 05/2025/TT-BNV, phụ lục I asks for the
// same with a part that ties each document's description to its file.
//
// What a file is to the package is told by its path: a table of rows, the first that
// fits. No clock: the caller gives the time.
#pragma once

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hs_mets_place {
	HS_METS_DESCRIBES,  // dmdSec
	HS_METS_TECHNICAL,  // amdSec/techMD
	HS_METS_PROVENANCE, // amdSec/digiprovMD
	HS_METS_GROUP,      // fileSec/fileGrp
	HS_METS_POINTER,    // the same, of METS that speak for representations
};

struct hs_mets_row {
	const char *path; // ends with '/': a folder, with all below it
	enum hs_mets_place place;
	const char *type; // MDTYPE, or USE of the group; rows of one group stand together
	const char *other; // OTHERMDTYPE, or NULL
};

struct hs_mets_file {
	const char *path; // from where the METS stands
	uint64_t size;    // bytes
	const char *sha256, *media;
	const char *id; // of a file in a group; NULL: by its number
	// The division that ties it to its description: its id, or NULL; and which of the
	// files that describe says it, 1, 2, …
	const char *link;
	size_t describes;
};

struct hs_mets {
	const char *objid, *label;
	const char *type;    // mets/@TYPE, of the vocabulary of content categories
	const char *content; // CONTENTINFORMATIONTYPE, e.g. MIXED; NULL: none
	const char *package; // AIP, SIP, DIP
	const char *profile; // its URL
	const char *time;    // ISO 8601
	const char *software, *version;
	// Who made the records, and its code; NULL: not known.
	const char *creator, *creator_code;
	const struct hs_mets_row *rows;
	size_t row_count;
	const struct hs_mets_file *files; // in the order in which they are told
	size_t count;
	bool links; // the divisions MetadataLink and AttachmentFile
};

void hs_mets_write(const struct hs_mets *mets, struct hs_buf *out);
// The same, piece by piece (model/pieces.h); mets is borrowed until the run is freed.
struct hs_mets_run;
struct hs_mets_run *hs_mets_begin(const struct hs_mets *mets);
bool hs_mets_next(struct hs_mets_run *run, struct hs_buf *out);
void hs_mets_run_free(struct hs_mets_run **run);

// A path as the URL that METS and EAD want: bytes outside RFC 3986's unreserved, and
// '/', as %XX. Caller frees.
char *hs_mets_url(const char *path);
