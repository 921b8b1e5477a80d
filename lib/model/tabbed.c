// tabbed.c - see tabbed.h
#include "model/tabbed.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

// The cell without spaces round it; what follows it, NULL at the end of the line.
static char *cut_cell(char *cell, char **next)
{
	char *end = strchr(cell, '\t');

	*next = end ? end + 1 : NULL;
	if (!end)
		end = cell + strlen(cell);
	while (end > cell && (end[-1] == ' ' || end[-1] == '\r'))
		end--;
	*end = '\0';
	return cell + strspn(cell, " ");
}

static int read_line(char *line, size_t most, hs_tabbed_fn *each, void *user,
		     struct hs_err *err)
{
	static char nothing[1];
	char *cells[HS_TABBED_CELLS];
	size_t count = 0;

	for (char *next = line; next;) {
		char *cell = cut_cell(next, &next);

		if (count == most && *cell)
			return hs_fail(err, HS_USAGE, "more than %zu cells in a row",
				       most);
		if (count < most)
			cells[count++] = cell;
	}
	while (count < most)
		cells[count++] = nothing;
	return each(user, cells, err);
}

int hs_tabbed_read(const char *text, size_t cells, hs_tabbed_fn *each, void *user,
		   struct hs_err *err)
{
	// Some editors put a mark before the first byte.
	HS_AUTO(hs_text_free) char *copy = hs_dup(text + 3 * hs_starts(text, "\ufeff"));
	size_t number = 1;

	assert(cells && cells <= HS_TABBED_CELLS);
	for (char *line = copy, *end; line; line = end, number++) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		if (*line == '#' || !line[strspn(line, " \t\r")])
			continue;
		if (read_line(line, cells, each, user, err) < 0)
			return hs_within(err, "line %zu", number);
	}
	return 0;
}
