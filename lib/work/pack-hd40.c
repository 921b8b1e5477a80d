// pack-hd40.c - the profile hd40: what Hướng dẫn 40-HD/VPTW (2018) asks to hand over, the
// PDF/A of each document and a flat sheet with a row for each; see pack-part.h
#include "base/auto.h"
#include "base/mem.h"
#include "craft/listing.h"
#include "model/listed.h"
#include "port/xlsx.h"
#include "sys/path.h"
#include "work/pack-part.h"

#include <stdlib.h>
#include <string.h>

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

struct sheet {
	const struct hs_stock *stock;
	struct hs_columns columns;
	struct hs_xlsx *xlsx;
	struct hs_buf lines;
	struct hs_documents whole;
};

static void sheet_done(struct sheet *s)
{
	hs_columns_done(&s->columns);
	hs_xlsx_free(&s->xlsx);
	hs_buf_done(&s->lines);
	hs_documents_done(&s->whole);
}

static const struct hs_column *column(const struct sheet *s, size_t i)
{
	return (const struct hs_column *)s->columns.list.items + i;
}

static int begin(struct sheet *s, struct hs_err *err)
{
	struct hs_xlsx_column columns[HS_XLSX_COLUMNS_MAX];
	struct hs_xlsx_sheet sheet = {
		.name = s->stock->dossier->code,
		.heading = s->columns.heading,
		.subheading = s->columns.subheading,
		.columns = columns,
	};

	for (size_t i = 0; i < s->columns.list.count; i++)
		if (column(s, i)->width > 0 && sheet.count < HS_XLSX_COLUMNS_MAX)
			columns[sheet.count++] = (struct hs_xlsx_column){
				column(s, i)->title, column(s, i)->width};
	if (!sheet.count || s->columns.list.count > HS_XLSX_COLUMNS_MAX)
		return hs_fail(err, HS_USAGE,
			       "report/hd40.tsv: no column has a width, or there are "
			       "more than %d",
			       HS_XLSX_COLUMNS_MAX);
	hs_columns_titles(&s->columns, &s->lines);
	return hs_xlsx_begin(s->xlsx, &sheet, err);
}

static enum hs_xlsx_kind kind_of(const struct hs_field *member)
{
	if (member->kind == HS_NUMBER)
		return HS_XLSX_NUMBER;
	return !strcmp(member->name, "date") ? HS_XLSX_DATE : HS_XLSX_WORDS;
}

static int add_row(struct sheet *s, const struct hs_listed *row, struct hs_err *err)
{
	struct hs_xlsx_cell cells[HS_XLSX_COLUMNS_MAX] = {{0}};
	char *texts[HS_XLSX_COLUMNS_MAX];
	size_t count = 0;
	int got;

	for (size_t i = 0; i < s->columns.list.count; i++) {
		const struct hs_field *member = column(s, i)->member;

		if (!(column(s, i)->width > 0))
			continue;
		texts[count] = hs_member_text(member, row, " ");
		cells[count] = (struct hs_xlsx_cell){
			.text = texts[count],
			.kind = kind_of(member),
			.doubt = hs_listed_doubtful(row, member->name),
		};
		count++;
	}
	got = hs_xlsx_row(s->xlsx, cells, err);
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
	hs_columns_line(&s->columns, row, &s->lines);
	return got;
}

static int add_documents(struct sheet *s, struct hs_parcel *parcel, struct hs_err *err)
{
	const struct hs_documents *all = hs_stock_papers(s->stock, &s->whole);

	if (hs_stock_need_pdfs(s->stock, all->documents.count, err) < 0)
		return -1;
	for (size_t i = 0; i < all->documents.count; i++) {
		const struct hs_stock_file *pdf = hs_stock_pdf(s->stock, i + 1);
		HS_AUTO(hs_listed_done) struct hs_listed row = {0};

		hs_listed_fill(&row, s->stock->dossier, all, i);
		row.file = hs_dup(hs_path_last(pdf->path));
		if (add_row(s, &row, err) < 0)
			return -1;
		hs_parcel_take(parcel, hs_dup(row.file), pdf);
	}
	return 0;
}

static char *named(const struct sheet *s, const char *ending)
{
	struct hs_buf name = {0};

	hs_buf_addf(&name, "%s%s", s->stock->dossier->code, ending);
	return hs_buf_take(&name);
}

int hs_pack_hd40(const struct hs_profile *profile, const struct hs_stock *stock,
		 bool masters, struct hs_parcel *parcel, struct hs_err *err)
{
	HS_AUTO(sheet_done) struct sheet s = {.stock = stock};
	HS_AUTO(hs_buf_done) struct hs_buf book = {0};

	(void)profile;
	(void)masters; // it has none
	s.xlsx = hs_xlsx_new_undated();
	if (hs_listing_columns("hd40", &hs_listed_shape, &s.columns, err) < 0 ||
	    begin(&s, err) < 0 || add_documents(&s, parcel, err) < 0 ||
	    hs_xlsx_bytes(s.xlsx, &book, err) < 0 ||
	    hs_parcel_put(parcel, named(&s, ".xlsx"), &book, XLSX, err) < 0)
		return -1;
	return hs_parcel_put(parcel, named(&s, ".tsv"), &s.lines,
			     "text/tab-separated-values", err);
}
