// evaluate-fields.h - how well a dossier's documents were found, from two
// documents.json: model/fieldscore.h says how they are compared.
#pragma once

#include "base/err.h"
#include "model/fieldscore.h"

// Each is a documents.json, or a folder that has one.
HS_CHECKED int hs_evaluate_fields(const char *truth, const char *hypothesis,
				  struct hs_field_scores *scores, struct hs_err *err);
