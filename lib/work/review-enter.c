// review-enter.c - see review.h: what people say
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/document.h"
#include "model/entry.h"
#include "model/secrecy.h"
#include "model/tsv.h"
#include "port/dossier.h"
#include "sys/file.h"
#include "sys/path.h"
#include "work/review.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM "hoso-review"

enum { TABLE_MAX = 256 << 20 }; // bytes

enum state { WAITING, TAKEN, REFUSED };

// A row of a table, or one answer.
struct row {
	size_t line;
	char *dossier, *document, *field, *seen, *said;
	enum state state;
	struct hs_document *target; // NULL: the cover
	struct hs_entered entered;
	char *object, *detail; // for the journal
};

// The rows of one dossier.
struct batch {
	const char *dossier;
	struct row *rows;
	size_t count, refused;
	struct hs_folder *folder;
	struct hs_documents documents;
	uint32_t *pages; // that the dossier has, rising
	size_t page_count;
	void (*refuse)(void *user, const struct row *row, const struct hs_err *why);
	void *user;
};

static void row_done(struct row *row)
{
	free(row->dossier);
	free(row->document);
	free(row->field);
	free(row->seen);
	free(row->said);
	free(row->object);
	free(row->detail);
	hs_entered_done(&row->entered);
}

static void batch_done(struct batch *b)
{
	hs_folder_free(&b->folder);
	hs_documents_done(&b->documents);
	free(b->pages);
}

// ---- a dossier's rows

static void refuse(struct batch *b, struct row *row, const struct hs_err *why)
{
	row->state = REFUSED;
	b->refused++;
	b->refuse(b->user, row, why);
}

// Before anything is changed: a document's first page may change, too.
static int resolve(struct batch *b, struct row *row, struct hs_err *err)
{
	char *end;
	unsigned long page = strtoul(row->document, &end, 10);

	if (!strcmp(row->document, HS_REVIEW_COVER))
		return 0;
	if (*row->document && !*end && page <= HS_PAGES_MAX)
		row->target = hs_documents_at(&b->documents, (uint32_t)page);
	if (row->target)
		return 0;
	return hs_fail(err, HS_REFUSED, "no document begins on page '%s'", row->document);
}

static int put(struct batch *b, struct row *row, struct hs_err *err)
{
	const struct hs_entry entry = {row->field, row->seen, row->said};

	if (hs_entry_put(&b->documents, row->target, &entry, b->pages, b->page_count,
			 &row->entered, err) < 0)
		return -1;
	row->state = TAKEN;
	return 0;
}

static bool is_range(const struct row *row)
{
	return !strcmp(row->field, HS_ENTRY_PAGES);
}

static void put_values(struct batch *b)
{
	for (size_t i = 0; i < b->count; i++) {
		struct hs_err err = {0};

		if (resolve(b, &b->rows[i], &err) < 0 ||
		    (!is_range(&b->rows[i]) && put(b, &b->rows[i], &err) < 0))
			refuse(b, &b->rows[i], &err);
	}
}

// Ranges make room for each other, in whatever order they stand: again, until none
// fits any more.
static void put_ranges(struct batch *b)
{
	bool last = false, more = true;

	while (more) {
		bool moved = false;

		for (size_t i = 0; i < b->count; i++) {
			struct row *row = &b->rows[i];
			struct hs_err err = {0};

			if (row->state != WAITING)
				continue;
			if (put(b, row, &err) == 0)
				moved = true;
			else if (last)
				refuse(b, row, &err);
		}
		more = !last;
		last = !moved;
	}
}

static void describe(struct row *row)
{
	struct hs_buf object = {0}, detail = {0};

	hs_buf_addf(&object, "%s%s %s", row->target ? "document " : "", row->document,
		    row->field);
	hs_buf_addf(&detail, "%s -> %s", row->entered.was, row->entered.is);
	row->object = hs_buf_take(&object);
	row->detail = hs_buf_take(&detail);
}

static void list_free(struct hs_happened **list)
{
	free(*list);
}

// Writes what changed, if anything, and then journals it.
static int store(struct batch *b, struct hs_err *err)
{
	HS_AUTO(list_free)
	struct hs_happened *list = hs_new(b->count, sizeof(*list));
	size_t count = 0;

	for (size_t i = 0; i < b->count; i++) {
		struct row *row = &b->rows[i];

		if (row->state != TAKEN || !row->entered.changed)
			continue;
		describe(row);
		list[count++] = (struct hs_happened){row->object, row->detail};
	}
	if (count && hs_folder_store_documents(b->folder, &b->documents, err) < 0)
		return -1;
	return hs_folder_journal_all(b->folder, PROGRAM, "review", list, count, err);
}

// All rows in one write. -1: nothing could be entered.
static int enter(struct batch *b, struct hs_err *err)
{
	b->folder = hs_folder_write(b->dossier, false, err);
	if (!b->folder || hs_folder_documents(b->folder, &b->documents, err) < 0 ||
	    hs_folder_pages(b->folder, &b->pages, &b->page_count, err) < 0)
		return -1;
	if (!b->documents.format)
		return hs_fail(err, HS_REFUSED,
			       "nothing to review: run hoso-describe first");
	put_values(b);
	put_ranges(b);
	return store(b, err);
}

// ---- one answer

static void keep_reason(void *user, const struct row *row, const struct hs_err *why)
{
	(void)row;
	*(struct hs_err *)user = *why;
}

int hs_review_answer(const struct hs_review_item *item, const char *said,
		     struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf document = {0};
	HS_AUTO(row_done)
	struct row row = {
		.field = hs_dup(item->field),
		.seen = hs_dup(item->value),
		.said = hs_dup(said),
	};
	HS_AUTO(batch_done)
	struct batch b = {
		.dossier = item->dossier,
		.rows = &row,
		.count = 1,
		.refuse = keep_reason,
		.user = err,
	};

	if (item->document)
		hs_buf_addf(&document, "%llu", (unsigned long long)item->document);
	else
		hs_buf_addf(&document, "%s", HS_REVIEW_COVER);
	row.document = hs_buf_take(&document);
	if (enter(&b, err) < 0)
		return -1;
	return b.refused ? -1 : 0;
}

// ---- a table

struct table {
	const struct hs_review_terms *terms;
	struct hs_list rows; // of struct row
};

static void table_done(struct table *table)
{
	struct row *rows = table->rows.items;

	for (size_t i = 0; i < table->rows.count; i++)
		row_done(&rows[i]);
	free(rows);
}

enum column { DOSSIER, DOCUMENT, FIELD, NEW, VALUE, COLUMNS };

static const struct {
	const char *name;
	bool needed;
} columns[COLUMNS] = {
	[DOSSIER] = {"dossier", true}, [DOCUMENT] = {"document", true},
	[FIELD] = {"field", true},     [NEW] = {"new", true},
	[VALUE] = {"value", false},
};

static const char *cell(const struct hs_list *cells, size_t at)
{
	return at < cells->count ? ((char **)cells->items)[at] : "";
}

// Where each column stands; one that is missing: nowhere.
static int find_columns(const struct hs_list *names, size_t at[COLUMNS],
			struct hs_err *err)
{
	for (int c = 0; c < COLUMNS; c++) {
		at[c] = SIZE_MAX;
		for (size_t i = 0; i < names->count; i++)
			if (!strcmp(cell(names, i), columns[c].name))
				at[c] = i;
		if (at[c] == SIZE_MAX && columns[c].needed)
			return hs_fail(err, HS_DAMAGED,
				       "its first row does not name a column '%s'",
				       columns[c].name);
	}
	return 0;
}

static char *without_slash(const char *path)
{
	char *bare = hs_dup(path);
	size_t n = strlen(bare);

	while (n > 1 && bare[n - 1] == '/')
		bare[--n] = '\0';
	return bare;
}

static void add_row(struct table *table, const struct hs_list *cells,
		    const size_t at[COLUMNS], size_t line)
{
	const char *said = cell(cells, at[NEW]);
	struct row *row;

	if (said[strspn(said, " \t\r\n")] == '\0')
		return;
	row = hs_list_add(&table->rows, sizeof(*row));
	*row = (struct row){
		.line = line,
		.dossier = without_slash(cell(cells, at[DOSSIER])),
		.document = hs_dup(cell(cells, at[DOCUMENT])),
		.field = hs_dup(cell(cells, at[FIELD])),
		.seen = at[VALUE] < SIZE_MAX ? hs_dup(cell(cells, at[VALUE])) : NULL,
		.said = hs_dup(said),
	};
}

static int read_bytes(const char *name, struct hs_buf *bytes, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = -1;

	if (!strcmp(name, "-"))
		return hs_fd_load(STDIN_FILENO, TABLE_MAX, bytes, err);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return hs_fail_sys(err, "open");
	return hs_fd_load(fd, TABLE_MAX, bytes, err);
}

static int read_table(struct table *table, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_tsv_done) struct hs_tsv tsv = {0};
	HS_AUTO(hs_tsv_cells_done) struct hs_list cells = {0};
	size_t at[COLUMNS];

	if (read_bytes(table->terms->table, &bytes, err) < 0)
		return -1;
	if (!hs_tsv_begin(&tsv, hs_buf_text(&bytes), bytes.len))
		return hs_fail(err, HS_DAMAGED, "it is neither UTF-8 nor UTF-16");
	(void)hs_tsv_next(&tsv, &cells);
	if (find_columns(&cells, at, err) < 0)
		return -1;
	while (hs_tsv_next(&tsv, &cells))
		add_row(table, &cells, at, tsv.line);
	return 0;
}

static int by_dossier(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int order = strcmp(x->dossier, y->dossier);

	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static void refuse_row(void *user, const struct row *row, const struct hs_err *why)
{
	const struct hs_review_terms *terms = user;
	HS_AUTO(hs_buf_done) struct hs_buf where = {0};

	hs_buf_addf(&where, "%s:%zu", terms->table, row->line);
	terms->refused(where.data, why);
}

// The operand that a row's dossier means: the same path, or else the one whose last
// part is the same. Without operands any dossier is meant. NULL: none.
static const char *meant(const struct hs_review_terms *terms, const char *dossier)
{
	const char *found = NULL;
	size_t alike = 0;

	if (!terms->count)
		return dossier;
	for (size_t i = 0; i < terms->count; i++) {
		HS_AUTO(hs_text_free) char *path = without_slash(terms->dossiers[i]);

		if (!strcmp(path, dossier))
			return terms->dossiers[i];
		if (strcmp(hs_path_last(path), hs_path_last(dossier)) != 0)
			continue;
		found = terms->dossiers[i];
		alike++;
	}
	return alike == 1 ? found : NULL;
}

static void enter_dossier(const struct table *table, struct row *rows, size_t count)
{
	struct hs_review_terms terms = *table->terms;
	HS_AUTO(batch_done)
	struct batch b = {
		.dossier = meant(&terms, rows->dossier),
		.rows = rows,
		.count = count,
		.refuse = refuse_row,
		.user = &terms,
	};
	struct hs_err err = {0};

	if (!*rows->dossier || !b.dossier) {
		hs_fail(&err, HS_REFUSED, "the dossier '%s' is none of those named",
			rows->dossier);
		refuse_row(&terms, rows, &err);
		return;
	}
	if (enter(&b, &err) < 0) {
		hs_within(&err, "'%s'", b.dossier);
		refuse_row(&terms, rows, &err);
		return;
	}
	terms.done(b.dossier, count - b.refused, b.refused);
}

int hs_review_enter(const struct hs_review_terms *terms, struct hs_err *err)
{
	HS_AUTO(table_done) struct table table = {.terms = terms};
	struct row *rows;
	size_t next;

	if (read_table(&table, err) < 0)
		return hs_within(err, "'%s'", terms->table);
	rows = table.rows.items;
	if (table.rows.count)
		qsort(rows, table.rows.count, sizeof(*rows), by_dossier);
	for (size_t i = 0; i < table.rows.count; i = next) {
		for (next = i + 1; next < table.rows.count &&
				   !strcmp(rows[i].dossier, rows[next].dossier);)
			next++;
		enter_dossier(&table, rows + i, next - i);
	}
	return 0;
}

// ---- approvals

static int write_approval(struct hs_folder *folder, struct hs_dossier *dossier,
			  const char *approval, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf detail = {0};

	hs_buf_addf(&detail, "%s -> %s", dossier->approval ? dossier->approval : "-",
		    approval ? approval : "-");
	hs_text_set(&dossier->approval, approval);
	if (hs_folder_store(folder, dossier, err) < 0)
		return -1;
	return hs_folder_journal(folder, PROGRAM, approval ? "approve" : "revoke", NULL,
				 "done", detail.data, err);
}

int hs_review_approve(const char *path, const char *approval, struct hs_err *err)
{
	HS_AUTO(hs_folder_free)
	struct hs_folder *folder = hs_folder_write(path, false, err);
	HS_AUTO(hs_dossier_done) struct hs_dossier dossier = {0};
	HS_AUTO(hs_documents_done) struct hs_documents documents = {0};
	HS_AUTO(hs_text_free) char *reference = NULL;
	const char *now;

	if (approval && hs_entry_tidy(approval, false, &reference, err) < 0)
		return -1;
	if (reference && !*reference)
		return hs_fail(err, HS_USAGE, "an approval has a reference");
	if (!folder || hs_folder_load(folder, &dossier, NULL, err) < 0 ||
	    hs_folder_documents(folder, &documents, err) < 0)
		return -1;
	if (approval && hs_secrecy_allows(&dossier, &documents, true, err) < 0)
		return -1;
	now = dossier.approval ? dossier.approval : "";
	if (!strcmp(now, reference ? reference : ""))
		return 0;
	return write_approval(folder, &dossier, reference, err);
}
