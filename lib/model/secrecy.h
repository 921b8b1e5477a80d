// secrecy.h - which dossiers this program must not touch.
//
// Hướng dẫn 40-HD/VPTW (2018) and 14748-CV/VPTW (2025): papers marked Tuyệt mật
// are not digitised; Mật and Tối mật need an approval, whose reference stands in
// the dossier's record. Law 117/2025: a digital copy of a secret is a secret.
#pragma once

#include "base/err.h"
#include "model/record.h"

// -1 with HS_REFUSED where the rule forbids work on it. A mark that this program
// does not know counts as Mật: better a question too many than a leak.
HS_CHECKED int hs_secrecy_allows(const struct hs_dossier *dossier, struct hs_err *err);
