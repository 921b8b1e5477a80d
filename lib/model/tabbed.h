// tabbed.h - a table as text, such as those in lib/data: a row a line, cells parted by
// tabs. A line that begins with '#' is a comment; an empty line is nothing.
#pragma once

#include "base/err.h"

#include <stddef.h>

enum { HS_TABBED_CELLS = 8 }; // a row has at most so many

// Hands every row to each, which may take the cells but not keep them: spaces round a
// cell are gone, a cell that the row does not have is "". `cells` is how many a row may
// have. HS_USAGE for a row of more, and each's own -1, say in which line.
typedef int hs_tabbed_fn(void *user, char *const *cells, struct hs_err *err);
HS_CHECKED int hs_tabbed_read(const char *text, size_t cells, hs_tabbed_fn *each,
			      void *user, struct hs_err *err);
