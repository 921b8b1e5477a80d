// secrecy.h - which dossiers this program must not touch.
//
// Hướng dẫn 40-HD/VPTW (2018) and 14748-CV/VPTW (2025): papers marked Tuyệt mật
// are not digitised; Mật and Tối mật need an approval, whose reference stands in
// the dossier's record. Law 117/2025: a digital copy of a secret is a secret.
#pragma once

#include "base/err.h"
#include "model/document.h"
#include "model/record.h"

#include <stdbool.h>

// -1 with HS_REFUSED where the rule forbids work on it: by the mark in its record, or
// on any of its documents, however doubtful. A mark that this program does not know
// counts as Mật: better a question too many than a leak. What a person entered as
// none is no mark. secret: Mật and Tối mật are let through without an approval.
HS_CHECKED int hs_secrecy_allows(const struct hs_dossier *dossier,
				 const struct hs_documents *documents, bool secret,
				 struct hs_err *err);

// The setting --secret: "refuse" (NULL, too) or "allow". HS_USAGE for other words.
HS_CHECKED int hs_secrecy_setting(const char *word, bool *secret, struct hs_err *err);

// The degree as it is written (Mật, Tối mật, Tuyệt mật), whatever capitals and marks
// it was typed with; NULL: it is none.
const char *hs_secrecy_degree(const char *text);
