// db-search.c - see db-search.h
#include "port/db-search.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/record.h"

#include <stdlib.h>
#include <string.h>

enum { SNIPPET_WORDS = 24, OPENING_LETTERS = 160 };

// What a query asks of documents and dossiers. A number means the same in every
// question: 1 the match, 2 whether documents matter, 3 to 8
// enum hs_filter, 9 and 10 years, 11 whether anything is filtered, 12 how many,
// 13 by date, 14 and 15 the document and the page at hand.
#define FITS                                                                             \
	" (?3 IS NULL OR hoso_has(d.type, ?3))"                                          \
	" AND (?4 IS NULL OR hoso_has(d.issuer, ?4))"                                    \
	" AND (?5 IS NULL OR hoso_has(d.symbol, ?5))"                                    \
	" AND (?6 IS NULL OR hoso_has(d.number, ?6))"                                    \
	" AND (?7 IS NULL OR hoso_has(d.signer, ?7))"                                    \
	" AND (?9 = 0 OR d.year >= ?9) AND (?10 = 0 OR d.year BETWEEN 1 AND ?10) "
#define IN_DOSSIER " (?8 IS NULL OR hoso_has(s.code_words, ?8)) "
#define ON_PAGE " d.dossier = p.dossier AND p.number BETWEEN d.first AND d.last "
// Of the documents on a page that fit, the one that begins last.
#define OF_DOCUMENT(what)                                                                \
	" (SELECT " what " FROM document d WHERE" ON_PAGE "AND" FITS                     \
	"ORDER BY d.first DESC, d.id LIMIT 1) "
#define ITS_DOCUMENT OF_DOCUMENT("d.id")
#define ITS_DATE OF_DOCUMENT("d.date")
#define ALLOWED                                                                          \
	" (?11 = 0 OR +words.rowid IN ("                                                 \
	"SELECT p.id FROM document d JOIN dossier s ON s.id = d.dossier"                 \
	" JOIN page p ON" ON_PAGE "WHERE ?2 = 1 AND" IN_DOSSIER "AND" FITS               \
	"UNION ALL SELECT p.id FROM dossier s JOIN page p ON p.dossier = s.id"           \
	" WHERE ?2 = 0 AND" IN_DOSSIER ")) "

enum question { BEGIN, END, BY_RANK, BY_DATE, LISTED, DETAIL, SNIPPET, OPENING };

const char *const hs_db_search_questions[HS_DB_SEARCH_QUESTIONS] = {
	[BEGIN] = "BEGIN",
	[END] = "ROLLBACK",
	[BY_RANK] = "SELECT words.rowid, 0, -rank FROM words"
		    " WHERE words MATCH ?1 AND" ALLOWED "ORDER BY rank",
	[BY_DATE] = "SELECT words.rowid, 0, 0 FROM words"
		    " CROSS JOIN page p ON p.id = words.rowid"
		    " CROSS JOIN dossier s ON s.id = p.dossier"
		    " WHERE words MATCH ?1 AND" ALLOWED "ORDER BY" ITS_DATE
		    "DESC NULLS LAST, s.code COLLATE hoso_natural, p.number LIMIT ?12",
	// The first page of each document that fits; where no document is asked
	// for, also of each dossier that has none.
	[LISTED] = "SELECT page, document, 0 FROM ("
		   "SELECT p.id AS page, d.id AS document, d.date AS date,"
		   " s.code AS code, p.number AS number"
		   " FROM document d JOIN dossier s ON s.id = d.dossier"
		   " JOIN page p ON p.dossier = d.dossier AND p.number ="
		   " (SELECT min(p.number) FROM page p WHERE" ON_PAGE ")"
		   " WHERE" IN_DOSSIER "AND" FITS
		   "UNION ALL SELECT p.id, 0, NULL, s.code, p.number"
		   " FROM dossier s JOIN page p ON p.dossier = s.id AND p.number ="
		   " (SELECT min(number) FROM page WHERE dossier = s.id)"
		   " WHERE ?2 = 0 AND" IN_DOSSIER
		   "AND NOT EXISTS (SELECT 1 FROM document WHERE dossier = s.id)"
		   ") ORDER BY CASE WHEN ?13 THEN date END DESC NULLS LAST,"
		   " code COLLATE hoso_natural, number, document LIMIT ?12",
	[DETAIL] = ("SELECT s.code, p.number, d.shown, d.date, d.subject FROM page p"
		    " JOIN dossier s ON s.id = p.dossier"
		    " LEFT JOIN document d ON d.id = CASE WHEN ?14 THEN ?14"
		    " ELSE" ITS_DOCUMENT "END WHERE p.id = ?15"),
	[SNIPPET] = "SELECT snippet(words, 0, ?3, ?4, '…', ?5) FROM words"
		    " WHERE words MATCH ?1 AND rowid = ?2",
	[OPENING] = "SELECT substr(hoso_text(z), 1, ?2) FROM body WHERE id = ?1",
};

struct found {
	int64_t page, document; // document 0: the one that fits
	double rank;
	struct hs_hit hit;
	char *subject;
};

struct search {
	struct hs_sql *sql;
	int first;
	const struct hs_query *query;
	const struct hs_order *order;
	struct hs_err *err;
	struct hs_list found; // of struct found
};

static void search_done(struct search *s)
{
	struct found *list = s->found.items;

	for (size_t i = 0; i < s->found.count; i++) {
		hs_hit_done(&list[i].hit);
		free(list[i].subject);
	}
	free(s->found.items);
}

// Every value that the questions above number.
static struct hs_sql_rows *ask(struct search *s, enum question q, const struct found *f)
{
	const struct hs_query *query = s->query;
	char *const *by = query->filters;
	bool documents = hs_query_of_documents(query);
	bool filtered = documents || by[HS_BY_DOSSIER];
	int64_t limit = s->order->limit ? (int64_t)s->order->limit : -1;

	return hs_sql_ask(
		s->sql, s->err, s->first + (int)q, "tittttttiiiiiii", query->match,
		(int64_t)documents, by[HS_BY_TYPE], by[HS_BY_ISSUER], by[HS_BY_SYMBOL],
		by[HS_BY_NUMBER], by[HS_BY_SIGNER], by[HS_BY_DOSSIER],
		(int64_t)query->from, (int64_t)query->to, (int64_t)filtered, limit,
		(int64_t)s->order->by_date, f ? f->document : 0, f ? f->page : 0);
}

// As many as are wanted, and all that rank with the last of them.
static int collect(struct search *s, enum question q)
{
	struct hs_sql_rows *rows = ask(s, q, NULL);
	size_t limit = s->order->limit;
	int got;

	while ((got = hs_sql_row(s->sql, rows, s->err)) > 0) {
		const struct found *list = s->found.items;
		double rank = hs_sql_real(rows, 2);
		struct found *f;

		if (limit && s->found.count >= limit && rank < list[limit - 1].rank)
			break;
		f = hs_list_add(&s->found, sizeof(*f));
		f->page = hs_sql_int(rows, 0);
		f->document = hs_sql_int(rows, 1);
		f->rank = rank;
	}
	hs_sql_enough(rows);
	return got < 0 ? -1 : 0;
}

static char *text_at(struct hs_sql_rows *rows, int column)
{
	const char *text = hs_sql_text(rows, column);

	return text ? hs_dup(text) : NULL;
}

static int detail(struct search *s, struct found *f)
{
	struct hs_sql_rows *rows = ask(s, DETAIL, f);
	int got = hs_sql_row(s->sql, rows, s->err);

	if (got == 0)
		return hs_fail(s->err, HS_DAMAGED,
			       "the index is damaged: make it anew with hoso-index "
			       "--rebuild");
	if (got < 0)
		return -1;
	f->hit.format = HS_FORMAT;
	f->hit.dossier = text_at(rows, 0);
	f->hit.page = (uint64_t)hs_sql_int(rows, 1);
	f->hit.symbol = text_at(rows, 2);
	f->hit.date = text_at(rows, 3);
	f->hit.rank = f->rank;
	f->subject = text_at(rows, 4);
	hs_sql_enough(rows);
	return 0;
}

static int better(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order;

	if (x->rank > y->rank || x->rank < y->rank)
		return x->rank > y->rank ? -1 : 1;
	order = hs_natural(x->hit.dossier, y->hit.dossier);
	if (order)
		return order;
	return x->hit.page < y->hit.page ? -1 : x->hit.page > y->hit.page;
}

// One line that a terminal takes as text: runs of blanks and of control
// characters become one space, all but the marks round a hit.
static char *tidy(const char *text)
{
	const char *at = text, *end = text + strlen(text);
	struct hs_buf out = {0};
	bool blank = false;

	while (at < end) {
		uint32_t c = hs_utf8_next(&at, end);
		bool mark = c && c < ' ' && strchr(HS_HIT_START HS_HIT_END, (int)c);

		if (!mark && (c <= ' ' || (c >= 0x7f && c <= 0xa0))) {
			blank = true;
			continue;
		}
		if (blank && out.len)
			hs_buf_add(&out, " ", 1);
		blank = false;
		hs_utf8_add(&out, c);
	}
	return hs_buf_take(&out);
}

static int add_snippet(struct search *s, struct found *f)
{
	struct hs_sql_rows *rows;
	const char *text;
	int got;

	if (!s->query->match && f->subject) {
		f->hit.snippet = tidy(f->subject);
		return 0;
	}
	if (s->query->match)
		rows = hs_sql_ask(s->sql, s->err, s->first + SNIPPET, "titti",
				  s->query->match, f->page, HS_HIT_START, HS_HIT_END,
				  (int64_t)SNIPPET_WORDS);
	else
		rows = hs_sql_ask(s->sql, s->err, s->first + OPENING, "ii", f->page,
				  (int64_t)OPENING_LETTERS);
	got = hs_sql_row(s->sql, rows, s->err);
	text = got > 0 ? hs_sql_text(rows, 0) : NULL;
	f->hit.snippet = tidy(text ? text : "");
	hs_sql_enough(rows);
	return got < 0 ? -1 : 0;
}

static int answer(struct search *s, hs_hit_fn *each, void *user)
{
	enum question q = !s->query->match    ? LISTED
			  : s->order->by_date ? BY_DATE
					      : BY_RANK;
	struct found *list;
	size_t count;

	if (collect(s, q) < 0)
		return -1;
	list = s->found.items;
	count = s->found.count;
	for (size_t i = 0; i < count; i++)
		if (detail(s, &list[i]) < 0)
			return -1;
	if (q == BY_RANK && count)
		qsort(list, count, sizeof(*list), better);
	if (s->order->limit && count > s->order->limit)
		count = s->order->limit;
	for (size_t i = 0; i < count; i++)
		if (add_snippet(s, &list[i]) < 0 || each(user, &list[i].hit, s->err) < 0)
			return -1;
	return 0;
}

int hs_db_search_run(struct hs_sql *sql, int first, const struct hs_query *query,
		     const struct hs_order *order, hs_hit_fn *each, void *user,
		     struct hs_err *err)
{
	HS_AUTO(search_done)
	struct search s = {sql, first, query, order, err, {0}};
	struct hs_err ignored;
	int got;

	// One state of the index for all questions, whoever writes meanwhile.
	if (hs_sql_tell(sql, err, first + BEGIN, "") < 0)
		return -1;
	got = answer(&s, each, user);
	(void)!hs_sql_tell(sql, &ignored, first + END, "");
	return got;
}
