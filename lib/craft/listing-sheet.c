// listing-sheet.c - see listing-sheet.h
#include "craft/listing-sheet.h"

#include <stdlib.h>
#include <string.h>

static const struct hs_column *column(const struct hs_columns *columns, size_t i)
{
	return (const struct hs_column *)columns->list.items + i;
}

size_t hs_listing_shown(const struct hs_columns *columns)
{
	size_t shown = 0;

	for (size_t i = 0; i < columns->list.count; i++)
		shown += column(columns, i)->width > 0;
	return shown;
}

int hs_listing_sheet(struct hs_xlsx *xlsx, const struct hs_columns *columns,
		     const char *name, const char *subheading, struct hs_err *err)
{
	size_t shown = hs_listing_shown(columns);
	struct hs_xlsx_column list[HS_XLSX_COLUMNS_MAX];
	struct hs_xlsx_sheet sheet = {
		.name = name,
		.heading = columns->heading,
		.subheading = subheading,
		.columns = list,
	};

	if (!shown || shown > HS_XLSX_COLUMNS_MAX)
		return hs_fail(err, HS_USAGE,
			       "%zu columns of the list have a width: none, or too many, "
			       "for a sheet",
			       shown);
	for (size_t i = 0; i < columns->list.count; i++) {
		const struct hs_column *c = column(columns, i);

		if (c->width > 0)
			list[sheet.count++] = (struct hs_xlsx_column){c->title, c->width};
	}
	return hs_xlsx_begin(xlsx, &sheet, err);
}

static enum hs_xlsx_kind kind_of(const struct hs_field *member)
{
	if (member->kind == HS_NUMBER)
		return HS_XLSX_NUMBER;
	return !strcmp(member->name, "date") ? HS_XLSX_DATE : HS_XLSX_WORDS;
}

int hs_listing_row(struct hs_xlsx *xlsx, const struct hs_columns *columns,
		   const void *row, hs_doubtful_fn *doubtful, struct hs_err *err)
{
	struct hs_xlsx_cell cells[HS_XLSX_COLUMNS_MAX] = {{0}};
	char *texts[HS_XLSX_COLUMNS_MAX];
	size_t count = 0;
	int got;

	for (size_t i = 0; i < columns->list.count; i++) {
		const struct hs_column *c = column(columns, i);

		if (!(c->width > 0))
			continue;
		texts[count] = hs_member_text(c->member, row, " ");
		cells[count] = (struct hs_xlsx_cell){
			.text = texts[count],
			.kind = kind_of(c->member),
			.doubt = doubtful(row, c->member->name),
		};
		count++;
	}
	got = hs_xlsx_row(xlsx, cells, err);
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
	return got;
}
