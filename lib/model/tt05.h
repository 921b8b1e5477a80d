// tt05.h - the records of Thông tư 05/2025/TT-BNV: 18 fields of a file (hồ sơ), 21 of a
// document (văn bản), each an XML document, and the schemas of both, which are our own.
//
// Every field is there; what nobody knows is empty. Codes come from a table (codes.h).
// Texts beyond a field's limit are cut; description names them, and the fields that a
// person should still look at.
#pragma once

#include "base/buf.h"
#include "model/codes.h"
#include "model/document.h"
#include "model/record.h"

#include <stddef.h>

enum { HS_TT05_TIME = sizeof("2026-11-25T22:03:53+07:00") };

struct hs_tt05 {
	const struct hs_dossier *dossier;
	const struct hs_documents *documents;
	const struct hs_codes *codes;
};

void hs_tt05_file(const struct hs_tt05 *tt05, struct hs_buf *out);
// Of the document `which` (0, 1, …).
void hs_tt05_document(const struct hs_tt05 *tt05, size_t which, const char *id,
		      struct hs_buf *out);
void hs_tt05_file_schema(struct hs_buf *out);
void hs_tt05_document_schema(struct hs_buf *out);

// A time of the journal (UTC) as the circular wants it, in Vietnam's time; what is no
// such time stays as it is.
void hs_tt05_time(const char *utc, char out[HS_TT05_TIME]);
