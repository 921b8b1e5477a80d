// report.c - see report.h
#include "work/report.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/listing-sheet.h"
#include "craft/listing.h"
#include "model/json.h"
#include "model/listed.h"
#include "model/series.h"
#include "port/db.h"
#include "port/dossier.h"
#include "port/xlsx.h"

#include <stdlib.h>
#include <string.h>

// A list on its way.
struct hs_report {
	struct hs_report_terms terms;
	const struct list *list;
	struct hs_columns columns;
	struct hs_tenures tables; // of gaps
	struct hs_numbers numbers;
	struct hs_xlsx *xlsx;
	bool titled; // the line of titles, or a sheet, is there
	bool spoilt; // a sheet lacks rows
	bool taken;  // at least one dossier, or an index
	bool no;     // something is as it should not be
};

// A dossier on its way into a list.
struct source {
	struct hs_dossier dossier;
	struct hs_documents documents;
};

typedef int add_fn(struct hs_report *r, const struct source *source, struct hs_err *err);

struct list {
	const char *name, *needs, *does;
	const struct hs_shape *rows; // for JSON
	const struct hs_shape *cells;
	// Whether what stands in that member of a row is in doubt.
	hs_doubtful_fn *doubtful;
	bool sheet_each; // a sheet for each dossier
	add_fn *add;
	int (*end)(struct hs_report *r, struct hs_err *err); // may be NULL
};

static bool listed_doubtful(const void *row, const char *member)
{
	return hs_listed_doubtful(row, member);
}

static bool gap_doubtful(const void *row, const char *member)
{
	const struct hs_gap *gap = row;

	return gap->review.count && !strcmp(member, "numbers");
}

static add_fn add_rows, add_numbers;
static int end_gaps(struct hs_report *r, struct hs_err *err);

static const struct list lists[] = {
	{
		.name = "contents",
		.needs = "dossiers",
		.does = "the documents of each dossier (mục lục văn bản)",
		.rows = &hs_listed_shape,
		.cells = &hs_listed_shape,
		.doubtful = listed_doubtful,
		.sheet_each = true,
		.add = add_rows,
	},
	{
		.name = "documents",
		.needs = "dossiers",
		.does = "a flat sheet: one row a document, with all its fields",
		.rows = &hs_listed_shape,
		.cells = &hs_listed_shape,
		.doubtful = listed_doubtful,
		.add = add_rows,
	},
	{
		.name = "gaps",
		.needs = "dossiers or an index",
		.does = "numbers that are missing from a series, or stand in it twice",
		.rows = &hs_gap_shape,
		.cells = &hs_gap_cells,
		.doubtful = gap_doubtful,
		.add = add_numbers,
		.end = end_gaps,
	},
};

bool hs_report_kind(size_t i, struct hs_report_kind *kind)
{
	if (i >= HS_COUNT(lists))
		return false;
	*kind = (struct hs_report_kind){
		.name = lists[i].name,
		.needs = lists[i].needs,
		.does = lists[i].does,
		.of_index = lists[i].end != NULL,
	};
	return true;
}

// ---- rows, as lines or in a sheet

// The subheading names the dossier where it has a sheet of its own.
static char *subheading(const struct hs_report *r, const struct hs_dossier *dossier)
{
	struct hs_buf out = {0};

	hs_buf_addf(&out, "%s", r->columns.subheading ? r->columns.subheading : "");
	if (dossier)
		hs_buf_addf(&out, "%s%s", out.len ? " " : "", dossier->code);
	if (dossier && dossier->title && *dossier->title)
		hs_buf_addf(&out, ": %s", dossier->title);
	return hs_buf_take(&out);
}

// dossier NULL: a sheet for all.
static int begin_sheet(struct hs_report *r, const struct hs_dossier *dossier,
		       struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *below = subheading(r, dossier);

	r->titled = true;
	return hs_listing_sheet(r->xlsx, &r->columns,
				dossier ? dossier->code : r->list->name, below, err);
}

static int put_row(struct hs_report *r, const void *row, struct hs_buf *lines,
		   struct hs_err *err)
{
	if (r->xlsx &&
	    hs_listing_row(r->xlsx, &r->columns, row, r->list->doubtful, err) < 0) {
		r->spoilt = true;
		return -1;
	}
	if (r->xlsx)
		return 0;
	if (r->terms.json) {
		hs_json_line(r->list->rows, row, lines);
		return 0;
	}
	if (!r->titled)
		hs_columns_titles(&r->columns, lines);
	r->titled = true;
	hs_columns_line(&r->columns, row, lines);
	return 0;
}

static void say(struct hs_report *r, const struct hs_buf *lines)
{
	if (lines->len)
		r->terms.line(r->terms.user, lines);
}

// ---- contents, documents

static int add_rows(struct hs_report *r, const struct source *source, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf lines = {0};
	const struct hs_dossier *own = r->list->sheet_each ? &source->dossier : NULL;

	if (r->xlsx && (own || !r->titled) && begin_sheet(r, own, err) < 0)
		return -1;
	for (size_t i = 0; i < source->documents.documents.count; i++) {
		HS_AUTO(hs_listed_done) struct hs_listed row = {0};

		hs_listed_fill(&row, &source->dossier, &source->documents, i);
		if (put_row(r, &row, &lines, err) < 0)
			return -1;
	}
	say(r, &lines);
	return 0;
}

// ---- gaps

static int add_numbers(struct hs_report *r, const struct source *source,
		       struct hs_err *err)
{
	(void)err;
	hs_numbers_add(&r->numbers, source->dossier.code, &source->documents);
	return 0;
}

static int tell_gaps(struct hs_report *r, const struct hs_list *gaps, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf lines = {0};
	const struct hs_gap *list = gaps->items;

	if (r->xlsx && begin_sheet(r, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < gaps->count; i++) {
		if (put_row(r, &list[i], &lines, err) < 0)
			return -1;
		r->no = r->no || strcmp(list[i].kind, HS_GAP_NOTED) != 0;
	}
	say(r, &lines);
	return 0;
}

static int end_gaps(struct hs_report *r, struct hs_err *err)
{
	struct hs_list gaps = {0};
	int got;

	hs_series_gaps(&r->numbers, &r->tables, r->terms.from_start, &gaps);
	got = tell_gaps(r, &gaps, err);
	for (size_t i = 0; i < gaps.count; i++)
		hs_gap_done((struct hs_gap *)gaps.items + i);
	free(gaps.items);
	return got;
}

// ---- any list

static int find_list(struct hs_report *r, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf names = {0};

	for (size_t i = 0; i < HS_COUNT(lists); i++) {
		if (!strcmp(lists[i].name, r->terms.list))
			r->list = &lists[i];
		hs_buf_addf(&names, "%s%s", i ? " " : "", lists[i].name);
	}
	if (!r->list)
		return hs_fail(err, HS_USAGE, "there is no list '%s'; there are: %s",
			       r->terms.list, hs_buf_text(&names));
	return 0;
}

static int check_columns(const struct hs_report *r, struct hs_err *err)
{
	size_t shown = hs_listing_shown(&r->columns);

	if (r->terms.xlsx && (!shown || shown > HS_XLSX_COLUMNS_MAX))
		return hs_fail(err, HS_USAGE,
			       "%zu columns of the list '%s' have a width: none, or too "
			       "many, for a sheet",
			       shown, r->list->name);
	return 0;
}

struct hs_report *hs_report_new(const struct hs_report_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_report_free) struct hs_report *r = HS_NEW(struct hs_report);

	r->terms = *terms;
	if (find_list(r, err) < 0 ||
	    hs_listing_columns(r->list->name, r->list->cells, &r->columns, err) < 0 ||
	    check_columns(r, err) < 0)
		return NULL;
	if (r->list->end && hs_listing_terms(&r->tables, err) < 0)
		return NULL;
	r->xlsx = terms->xlsx ? hs_xlsx_new() : NULL;
	return HS_STEAL(r);
}

void hs_report_free(struct hs_report **report)
{
	struct hs_report *r = *report;

	if (!r)
		return;
	hs_columns_done(&r->columns);
	hs_tenures_done(&r->tables);
	hs_numbers_done(&r->numbers);
	hs_xlsx_free(&r->xlsx);
	free(r);
	*report = NULL;
}

static void source_done(struct source *source)
{
	hs_dossier_done(&source->dossier);
	hs_documents_done(&source->documents);
}

int hs_report_add(struct hs_report *r, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_folder_free) struct hs_folder *folder = hs_folder_read(path, err);
	HS_AUTO(source_done) struct source source = {0};

	if (!folder || hs_folder_load(folder, &source.dossier, NULL, err) < 0 ||
	    hs_folder_documents(folder, &source.documents, err) < 0)
		return -1;
	if (!source.documents.format)
		return hs_fail(
			err, HS_REFUSED,
			"its documents are not known yet: run hoso-describe first");
	if (r->list->add(r, &source, err) < 0)
		return -1;
	r->taken = true;
	return 0;
}

int hs_report_add_index(struct hs_report *r, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_db_free) struct hs_db *db = hs_db_read(path, err);

	if (!db || hs_db_numbers(db, &r->numbers, err) < 0)
		return hs_within(err, "'%s'", path);
	r->taken = true;
	return 0;
}

int hs_report_end(struct hs_report *r, struct hs_err *err)
{
	if (r->list->end && r->list->end(r, err) < 0)
		return -1;
	if (r->spoilt)
		return hs_fail(err, HS_LIMIT, "'%s' is not written: it would lack rows",
			       r->terms.xlsx);
	if (r->xlsx && r->taken && hs_xlsx_store(r->xlsx, r->terms.xlsx, err) < 0)
		return -1;
	return r->no;
}
