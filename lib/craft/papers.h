// papers.h - the tables of papers (model/terms.h) from their files.
#pragma once

#include "base/err.h"
#include "model/terms.h"

// papers/types.tsv and the others as they come with the programs, then /etc/hoso's and
// the user's own below ~/.config/hoso, whose rows are added or replace those. HS_USAGE
// says which file is missing or wrong.
HS_CHECKED int hs_papers_load(struct hs_terms *terms, struct hs_err *err);
