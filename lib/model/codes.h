// codes.h - a table that gives codes for words, such as lib/data/package/tt05.tsv: field,
// words, code. Words compare by hs_vi_words.
#pragma once

#include "base/err.h"
#include "model/shape.h"

#include <stdbool.h>

struct hs_codes {
	struct hs_list list; // of struct coded, codes.c
};

// HS_USAGE says in which line what is wrong; codes is empty before.
HS_CHECKED int hs_codes_read(const char *text, struct hs_codes *codes,
			     struct hs_err *err);
void hs_codes_done(struct hs_codes *codes);

// The code of a field for what stands there (NULL: nothing): of the row that says the
// same; else, where `within`, of the first whose words stand in it; else of the row '*'.
// NULL: there is none. Borrowed.
const char *hs_codes_find(const struct hs_codes *codes, const char *field,
			  const char *text, bool within);
