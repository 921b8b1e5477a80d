// rowmatch.c - see rowmatch.h
#include "model/rowmatch.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/carry.h"
#include "model/overlap.h"
#include "model/rowread.h"

#include <stdlib.h>
#include <string.h>

// What a pair is worth, and what it costs to leave either out.
#define SKIP_DOCUMENT (-0.6)
#define SKIP_ROW (-0.3)
#define WORTH_LEAST 1.2

enum { PAIRS_MAX = 16 << 20 }; // of a row and a document: 150 MB to align

struct match {
	struct hs_documents *all;
	struct hs_row_facts *facts; // of the rows
	size_t rows, documents;
};

static struct hs_document *document_at(struct match *m, size_t i)
{
	return (struct hs_document *)m->all->documents.items + i;
}

static struct hs_row *row_at(struct match *m, size_t i)
{
	return (struct hs_row *)m->all->contents.items + i;
}

static double by_type(const struct hs_document *d, const struct hs_row_facts *row)
{
	const char *type = hs_document_text(d, HS_F_TYPE);

	if (!type || !row->type)
		return 0;
	return !strcmp(type, row->type->cell[0]) ? 1.5 : -1;
}

static double by_subject(const struct hs_document *d, const struct hs_row_facts *row)
{
	const char *subject = hs_document_text(d, HS_F_SUBJECT);

	return subject && row->subject ? 5 * hs_overlap(subject, row->subject) - 1.2 : 0;
}

static double by_number(const struct hs_document *d, const struct hs_row_facts *row)
{
	const char *number = hs_document_text(d, HS_F_NUMBER);

	if (!number || !row->number)
		return 0;
	if (strtoul(number, NULL, 10) == row->number)
		return 1.5;
	return -1.5 * d->fields[HS_F_NUMBER]->confidence;
}

static double by_date(const struct hs_document *d, const struct hs_row_facts *row)
{
	const char *date = hs_document_text(d, HS_F_DATE);
	size_t same = 0;

	if (!date || !row->date)
		return 0;
	while (date[same] && date[same] == row->date[same])
		same++;
	if (same < 4)
		return -1;
	return same == 10 ? 1 : same >= 7 ? 0.4 : 0.1;
}

static double worth(const struct hs_document *d, const struct hs_row_facts *row)
{
	return by_type(d, row) + by_subject(d, row) + by_number(d, row) + by_date(d, row);
}

// Fills row->document of the best alignment.
static void align(struct match *m)
{
	size_t wide = m->rows + 1;
	double *best = hs_new((m->documents + 1) * wide, sizeof(*best));
	char *step = hs_new((m->documents + 1) * wide, 1);
	size_t d = m->documents, r = m->rows;

	for (size_t i = 0; i <= m->documents; i++)
		for (size_t k = 0; k <= m->rows; k++) {
			double most = i || k ? -1e9 : 0, pair;
			char how = 0;

			if (i && best[(i - 1) * wide + k] + SKIP_DOCUMENT > most) {
				most = best[(i - 1) * wide + k] + SKIP_DOCUMENT;
				how = 'd';
			}
			if (k && best[i * wide + k - 1] + SKIP_ROW > most) {
				most = best[i * wide + k - 1] + SKIP_ROW;
				how = 'r';
			}
			pair = i && k ? worth(document_at(m, i - 1), &m->facts[k - 1])
				      : 0;
			if (pair >= WORTH_LEAST &&
			    best[(i - 1) * wide + k - 1] + pair > most) {
				most = best[(i - 1) * wide + k - 1] + pair;
				how = 'b';
			}
			best[i * wide + k] = most;
			step[i * wide + k] = how;
		}
	while (d || r) {
		char how = step[d * wide + r];

		if (how == 'b') {
			row_at(m, r - 1)->document = d;
			document_at(m, d - 1)->row = r;
		}
		d -= how != 'r';
		r -= how != 'd';
	}
	free(best);
	free(step);
}

// ---- papers that are filed with another

// Sheets that the row of document `at` has, up to the next row with a document; 0: nobody
// knows.
static unsigned long sheets_of(struct match *m, size_t at)
{
	size_t row = document_at(m, at)->row;
	unsigned long first = row ? m->facts[row - 1].sheet : 0;

	for (size_t i = row; first && i < m->rows; i++)
		if (m->facts[i].sheet > first)
			return m->facts[i].sheet - first;
	return 0;
}

static void move_into(struct hs_document *to, struct hs_document *from)
{
	const char *type = hs_document_text(from, HS_F_TYPE);
	const char *subject = hs_document_text(from, HS_F_SUBJECT);
	struct hs_attachment *a = hs_list_add(&to->attachments, sizeof(*a));
	HS_AUTO(hs_buf_done) struct hs_buf title = {0};

	hs_buf_addf(&title, "%s%s%s", type ? type : "", type && subject ? " " : "",
		    subject ? subject : "");
	hs_pages_set(&a->pages, hs_document_first(from), hs_document_last(from));
	a->title = title.len ? hs_buf_take(&title) : NULL;
	hs_pages_set(&to->pages, hs_document_first(to), hs_document_last(from));
	for (int f = HS_F_SECRECY; f <= HS_F_URGENCY; f++)
		if (!to->fields[f])
			to->fields[f] = HS_STEAL(from->fields[f]);
	hs_remark_add(&to->findings, "heading-inside",
		      "a paper with a heading of its own is filed with this one", NULL,
		      hs_document_first(from));
	hs_shape_done(&hs_document_shape, from);
}

struct files {
	const char *(*of)(void *user, uint32_t page);
	void *user;
};

static bool belongs(struct match *m, size_t owner, size_t at, const struct files *files)
{
	struct hs_document *to = document_at(m, owner), *from = document_at(m, at);
	const char *mine = files->of(files->user, hs_document_first(to));
	const char *theirs = files->of(files->user, hs_document_first(from));
	unsigned long sheets = sheets_of(m, owner);

	if (!to->row || from->row || hs_pages_by_person(to) ||
	    hs_document_by_person(from) || from->pages_by ||
	    hs_document_last(to) + 1 != hs_document_first(from))
		return false;
	if (mine && theirs)
		return !strcmp(mine, theirs);
	return sheets && hs_document_last(from) - hs_document_first(to) < sheets;
}

static void merge(struct match *m, const struct files *files)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->documents; i++) {
		if (kept && belongs(m, kept - 1, i, files)) {
			move_into(document_at(m, kept - 1), document_at(m, i));
			continue;
		}
		if (kept != i) {
			*document_at(m, kept) = *document_at(m, i);
			if (document_at(m, kept)->row)
				row_at(m, document_at(m, kept)->row - 1)->document =
					kept + 1;
		}
		kept++;
	}
	m->documents = m->all->documents.count = kept;
}

// ---- what nothing fits

static void tell_rows(struct match *m, size_t from, size_t to)
{
	const struct hs_row *first = row_at(m, from), *last = row_at(m, to - 1);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_buf_addf(&text,
		    to - from > 1 ? "%zu rows have no document here: %s (%s, %s)"
				  : "%zu row has no document here: %s (%s, %s)",
		    to - from, first->ordinal ? first->ordinal : "-",
		    first->symbol ? first->symbol : "-", first->date ? first->date : "-");
	if (to - from > 1)
		hs_buf_addf(&text, " to %s (%s, %s)", last->ordinal ? last->ordinal : "-",
			    last->symbol ? last->symbol : "-",
			    last->date ? last->date : "-");
	hs_remark_add(&m->all->findings, "contents-no-document", text.data, NULL,
		      (uint32_t)first->page);
}

// Rows one behind the other are told together.
static void tell_rest(struct match *m)
{
	size_t end;

	for (size_t i = 0; i < m->documents; i++)
		if (!document_at(m, i)->row)
			hs_remark_add(&document_at(m, i)->findings, "not-in-contents",
				      "no row of the table of contents is like it", NULL,
				      hs_document_first(document_at(m, i)));
	for (size_t i = 0; i < m->rows; i = end) {
		end = i + 1;
		if (row_at(m, i)->document)
			continue;
		while (end < m->rows && !row_at(m, end)->document)
			end++;
		tell_rows(m, i, end);
	}
}

void hs_contents_match(struct hs_documents *all, const struct hs_terms *terms,
		       const char *(*file_of)(void *user, uint32_t page), void *user)
{
	struct match m = {
		.all = all,
		.rows = all->contents.count,
		.documents = all->documents.count,
	};
	const struct files files = {file_of, user};

	if (!m.rows)
		return;
	if (m.documents && m.rows > PAIRS_MAX / m.documents) {
		hs_remark_add(&all->findings, "contents-too-long",
			      "too many rows and documents to compare", NULL, 0);
		return;
	}
	m.facts = hs_rows_read(&all->contents, terms);
	align(&m);
	merge(&m, &files);
	for (size_t i = 0; i < m.documents; i++)
		if (document_at(&m, i)->row)
			hs_row_supply(row_at(&m, document_at(&m, i)->row - 1),
				      &m.facts[document_at(&m, i)->row - 1],
				      document_at(&m, i));
	tell_rest(&m);
	hs_rows_free(&m.facts, m.rows);
}
