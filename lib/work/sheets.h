// sheets.h - separator sheets to print (craft/separator.h says what they mean).
#pragma once

#include "base/err.h"

#include <stddef.h>

// A PDF of A4 sheets: one that begins a dossier for every code, which it carries; without
// codes one that begins a dossier and one that begins a document. The same codes give
// the same bytes. HS_USAGE where a code cannot name a dossier or is longer than a
// barcode takes.
HS_CHECKED int hs_sheets_make(const char *path, char *const *codes, size_t count,
			      struct hs_err *err);
