// pack-hd40.c - the profile hd40: what Hướng dẫn 40-HD/VPTW (2018) asks to hand over, the
// PDF/A of each document and a flat sheet with a row for each; see pack-part.h
#include "base/auto.h"
#include "base/mem.h"
#include "craft/listing-sheet.h"
#include "craft/listing.h"
#include "model/listed.h"
#include "port/xlsx.h"
#include "sys/path.h"
#include "work/pack-part.h"

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

static int begin(struct sheet *s, struct hs_err *err)
{
	hs_columns_titles(&s->columns, &s->lines);
	return hs_listing_sheet(s->xlsx, &s->columns, s->stock->dossier->code,
				s->columns.subheading, err);
}

static bool doubtful(const void *row, const char *member)
{
	return hs_listed_doubtful(row, member);
}

static int add_row(struct sheet *s, const struct hs_listed *row, struct hs_err *err)
{
	hs_columns_line(&s->columns, row, &s->lines);
	return hs_listing_row(s->xlsx, &s->columns, row, doubtful, err);
}

static int add_documents(struct sheet *s, struct hs_parcel *parcel, struct hs_err *err)
{
	const struct hs_documents *all = hs_stock_papers(s->stock, &s->whole);

	if (hs_stock_need_pages(s->stock, all, &parcel->outside, err) < 0 ||
	    hs_stock_need_pdfs(s->stock, all, err) < 0)
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
