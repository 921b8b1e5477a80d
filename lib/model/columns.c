// columns.c - see columns.h
#include "model/columns.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/tabbed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS = 3, WIDTH_MAX = 255 }; // a column of a spreadsheet cannot be wider

struct reader {
	const struct hs_shape *rows;
	struct hs_columns *columns;
};

// Lists of objects and what no table names have no text.
static bool tellable(const struct hs_field *f)
{
	return f->kind == HS_TEXT || f->kind == HS_NUMBER || f->kind == HS_TEXTS;
}

static const struct hs_field *member_of(const struct hs_shape *rows, const char *key)
{
	for (const struct hs_field *f = rows->fields; f->name; f++)
		if (tellable(f) && !strcmp(f->name, key))
			return f;
	return NULL;
}

static int take_width(const char *text, double *width, struct hs_err *err)
{
	char *end;

	*width = strtod(text, &end);
	if (*end || !(*width >= 0 && *width <= WIDTH_MAX))
		return hs_fail(err, HS_USAGE, "'%s' is not a width from 0 to %d", text,
			       WIDTH_MAX);
	return 0;
}

static int take_column(struct reader *r, char *const *cells, struct hs_err *err)
{
	const struct hs_field *member = member_of(r->rows, cells[0]);
	struct hs_column *column;
	double width;

	if (!member)
		return hs_fail(err, HS_USAGE, "there is no column '%s'", cells[0]);
	if (!*cells[1])
		return hs_fail(err, HS_USAGE, "the column '%s' has no title", cells[0]);
	if (take_width(cells[2], &width, err) < 0)
		return -1;
	column = hs_list_add(&r->columns->list, sizeof(*column));
	*column = (struct hs_column){member, hs_dup(cells[1]), width};
	return 0;
}

static int take_row(void *user, char *const *cells, struct hs_err *err)
{
	struct reader *r = user;
	char **line = !strcmp(cells[0], "heading")      ? &r->columns->heading
		      : !strcmp(cells[0], "subheading") ? &r->columns->subheading
							: NULL;

	if (!line)
		return take_column(r, cells, err);
	hs_text_set(line, cells[1]);
	return 0;
}

int hs_columns_read(const char *text, const struct hs_shape *rows,
		    struct hs_columns *columns, struct hs_err *err)
{
	HS_AUTO(hs_columns_done) struct hs_columns read = {0};
	struct reader r = {rows, &read};

	if (!hs_utf8_valid(text, strlen(text)))
		return hs_fail(err, HS_USAGE, "not UTF-8");
	if (hs_tabbed_read(text, CELLS, take_row, &r, err) < 0)
		return -1;
	if (!read.list.count)
		return hs_fail(err, HS_USAGE, "it names no column");
	*columns = read;
	read = (struct hs_columns){0};
	return 0;
}

void hs_columns_done(struct hs_columns *columns)
{
	struct hs_column *list = columns->list.items;

	for (size_t i = 0; i < columns->list.count; i++)
		free(list[i].title);
	free(columns->list.items);
	free(columns->heading);
	free(columns->subheading);
	*columns = (struct hs_columns){0};
}

char *hs_member_text(const struct hs_field *member, const void *row, const char *between)
{
	const void *at = (const char *)row + member->at;
	const struct hs_list *list = at;
	struct hs_buf out = {0};

	if (member->kind == HS_TEXT && *(char *const *)at)
		hs_buf_addf(&out, "%s", *(char *const *)at);
	if (member->kind == HS_NUMBER && (*(const uint64_t *)at || member->always))
		hs_buf_addf(&out, "%" PRIu64, *(const uint64_t *)at);
	for (size_t i = 0; member->kind == HS_TEXTS && i < list->count; i++)
		hs_buf_addf(&out, "%s%s", i ? between : "",
			    ((char *const *)list->items)[i]);
	return out.data ? hs_buf_take(&out) : hs_dup("");
}

static void add_cell(const char *text, struct hs_buf *out)
{
	HS_AUTO(hs_buf_done) struct hs_buf flat = {0};

	for (const char *p = text; *p; p++)
		if (*p == '\n')
			hs_buf_add(&flat, "; ", 2);
		else
			hs_buf_add(&flat, *p == '\t' ? " " : p, 1);
	hs_add_one_line(out, hs_buf_text(&flat));
}

void hs_columns_titles(const struct hs_columns *columns, struct hs_buf *out)
{
	const struct hs_column *list = columns->list.items;

	for (size_t i = 0; i < columns->list.count; i++) {
		hs_buf_add(out, "\t", i > 0);
		add_cell(list[i].title, out);
	}
	hs_buf_add(out, "\n", 1);
}

void hs_columns_line(const struct hs_columns *columns, const void *row,
		     struct hs_buf *out)
{
	const struct hs_column *list = columns->list.items;

	for (size_t i = 0; i < columns->list.count; i++) {
		HS_AUTO(hs_text_free)
		char *text = hs_member_text(list[i].member, row, " ");

		hs_buf_add(out, "\t", i > 0);
		add_cell(text, out);
	}
	hs_buf_add(out, "\n", 1);
}
