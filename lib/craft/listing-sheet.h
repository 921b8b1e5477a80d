// listing-sheet.h - a list with the columns of a table (model/columns.h) as a sheet of a
// workbook: those columns that have a width.
#pragma once

#include "base/err.h"
#include "model/columns.h"
#include "port/xlsx.h"

#include <stdbool.h>

// How many columns have a width.
size_t hs_listing_shown(const struct hs_columns *columns);

// A new sheet; name and subheading as in hs_xlsx_sheet. HS_USAGE: no column has a width,
// or too many have.
HS_CHECKED int hs_listing_sheet(struct hs_xlsx *xlsx, const struct hs_columns *columns,
				const char *name, const char *subheading,
				struct hs_err *err);

// A row of it. doubtful says whether what stands in a member is in doubt.
typedef bool hs_doubtful_fn(const void *row, const char *member);
HS_CHECKED int hs_listing_row(struct hs_xlsx *xlsx, const struct hs_columns *columns,
			      const void *row, hs_doubtful_fn *doubtful,
			      struct hs_err *err);
