// listing.h - the tables of the office's lists, from lib/data/report or the user's own
// in their place (sys/data.h). HS_USAGE names the file and the line that is wrong.
#pragma once

#include "base/err.h"
#include "model/codes.h"
#include "model/columns.h"
#include "model/tenure.h"

// report/LIST.tsv; rows: the shape of the list's rows.
HS_CHECKED int hs_listing_columns(const char *list, const struct hs_shape *rows,
				  struct hs_columns *columns, struct hs_err *err);
// report/levels.tsv and report/terms.tsv
HS_CHECKED int hs_listing_terms(struct hs_tenures *terms, struct hs_err *err);
// package/NAME
HS_CHECKED int hs_listing_codes(const char *name, struct hs_codes *codes,
				struct hs_err *err);
