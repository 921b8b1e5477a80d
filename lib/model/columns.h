// columns.h - which columns a list has, in which order, and what they are called: a
// table of lib/data/report that users may replace by their own (hoso-formats(5)).
//
//   heading     MỤC LỤC VĂN BẢN        above the sheet
//   subheading  Hồ sơ                  below it, before the dossier's code and title
//   symbol      Số, ký hiệu     16     a column: member of the row, title, width
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/shape.h"

struct hs_column {
	const struct hs_field *member; // of the rows; borrowed from their shape
	char *title;
	double width; // in a spreadsheet, characters; 0: left out there
};

struct hs_columns {
	char *heading, *subheading; // NULL: none
	struct hs_list list;        // of struct hs_column
};

// rows: the shape of the rows, whose members the keys name. HS_USAGE says in which
// line what is wrong; columns is empty before.
HS_CHECKED int hs_columns_read(const char *text, const struct hs_shape *rows,
			       struct hs_columns *columns, struct hs_err *err);
void hs_columns_done(struct hs_columns *columns);

// A member of a row as one text: of several texts the parts with `between` between
// them; a number in digits, where it is 0 only if it is always there. Caller frees.
char *hs_member_text(const struct hs_field *member, const void *row, const char *between);

// A line of titles and a line of a row, parted by tabs; tabs and line ends within are
// spaces and "; ".
void hs_columns_titles(const struct hs_columns *columns, struct hs_buf *out);
void hs_columns_line(const struct hs_columns *columns, const void *row,
		     struct hs_buf *out);
