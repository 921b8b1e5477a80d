// mend.h - whether a dossier still has what is recorded of it; page records that
// are gone are made anew from the masters, under the same numbers.
#pragma once

#include "base/err.h"
#include "craft/survey.h"
#include "model/record.h"

// Told of each file that cannot be mended; file is the record, borrowed.
typedef void hs_mend_fn(void *user, const struct hs_file *file, const struct hs_err *why);

// survey holds the folder and who looks at masters. Costs a look at each name,
// no reading, where all is there. -1: the system refused.
HS_CHECKED int hs_mend(struct hs_survey *survey, const struct hs_dossier *dossier,
		       hs_mend_fn *problem, void *user, struct hs_err *err);

// Whether a file of the recorded size is in masters/.
bool hs_mend_has_master(struct hs_folder *folder, const struct hs_file *file);
