// date.h - the date of a paper as it is printed or typed: "Xuân Trường, ngày 18 tháng 10
// năm 2021", "01-10-1997", "05/9/2026".
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HS_YEAR_LEAST = 1930, HS_YEAR_MOST = 2100 }; // of papers of the Party

// A part of a date and where in the text it stands, offsets in bytes.
struct hs_date_part {
	unsigned value; // 0: not known
	bool strange;   // there is something that is no number: handwriting
	bool guessed;   // a digit was read as a letter (l7 for 17)
	size_t at, end;
};

struct hs_date {
	struct hs_date_part day, month, year;
	size_t at, end; // of the whole, from "ngày" or the first digit
	bool words;     // with "ngày", "tháng", "năm"
};

// The first date in the text; false where there is none. A day that the month does not
// have, or a year out of bounds, is no date: that part is 0 and strange.
bool hs_date_parse(const char *text, struct hs_date *date);

// ISO 8601: 2021-10-18; 2021-10 or 2021 where a part is not known; NULL without a
// year. Caller frees.
char *hs_date_iso(const struct hs_date *date);
