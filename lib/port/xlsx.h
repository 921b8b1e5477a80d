// xlsx.h - sheets for people: a table as an Excel workbook, ready to print on A4, and
// the only door to libxlsxwriter. It writes text, numbers and dates, never a formula.
//
// A sheet has a heading over the table, a row of titles that is repeated on every
// printed page, borders, wrapped text; a cell in doubt has another colour. No clock is
// in the file: its time is SOURCE_DATE_EPOCH's, else 1980-01-01.
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	HS_XLSX_SHEETS_MAX = 5000,
	HS_XLSX_COLUMNS_MAX = 200,
	HS_XLSX_TEXT_MAX = 32000, // characters in a cell; a longer text is cut, with "…"
	HS_XLSX_MAX = 1 << 30,    // bytes of one part of the file
};

struct hs_xlsx; // a workbook in memory
struct hs_xlsx *hs_xlsx_new(void);
struct hs_xlsx *hs_xlsx_new_undated(void); // of 1980-01-01, whatever the environment
void hs_xlsx_free(struct hs_xlsx **xlsx);  // without _store: leaves nothing behind

struct hs_xlsx_column {
	const char *title;
	double width; // characters
};

struct hs_xlsx_sheet {
	const char *name; // what Excel does not allow in it becomes '_'; made unique
	const char *heading, *subheading; // NULL: none
	const struct hs_xlsx_column *columns;
	size_t count; // 1 to HS_XLSX_COLUMNS_MAX
};

// The sheet to which rows are added from now on.
HS_CHECKED int hs_xlsx_begin(struct hs_xlsx *xlsx, const struct hs_xlsx_sheet *sheet,
			     struct hs_err *err);

enum hs_xlsx_kind {
	HS_XLSX_WORDS,
	HS_XLSX_NUMBER, // its text is digits
	HS_XLSX_DATE,   // its text is ISO 8601; shown as dd/mm/yyyy
};

struct hs_xlsx_cell {
	const char *text; // "": an empty cell
	enum hs_xlsx_kind kind;
	bool doubt;
};

// One cell a column. HS_LIMIT: more rows than a sheet holds.
HS_CHECKED int hs_xlsx_row(struct hs_xlsx *xlsx, const struct hs_xlsx_cell *cells,
			   struct hs_err *err);

// Writes the file: whole under its name, or not at all. Nothing can be added then.
HS_CHECKED int hs_xlsx_bytes(struct hs_xlsx *xlsx, struct hs_buf *file,
			     struct hs_err *err); // the same, added to *file
HS_CHECKED int hs_xlsx_store(struct hs_xlsx *xlsx, const char *path, struct hs_err *err);
