// describe-lint.h - part of describe: papers held against the form of their time
// (thẩm định thể thức; model/form-judge.h).
#pragma once

#include "base/err.h"
#include "model/form.h"
#include "model/terms.h"
#include "port/dossier.h"
#include "work/describe-look.h"

// Adds remarks to the documents' findings: of the head on the first page, of the foot on
// the page that has it, of margins and page numbers on all that are not attached. Star
// and rule are looked for in the picture. Pages whose ALTO cannot be read are passed by;
// what cannot be looked at is not judged. -1 only where no worker can be started.
HS_CHECKED int hs_describe_judge(struct hs_looker *looker, struct hs_folder *folder,
				 const struct hs_terms *terms,
				 const struct hs_forms *forms,
				 struct hs_documents *documents, struct hs_err *err);
