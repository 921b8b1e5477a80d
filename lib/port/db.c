// db.c - see db.h
#include "port/db.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/json.h"
#include "port/db-file.h"
#include "port/db-numbers.h"
#include "port/db-search.h"
#include "port/db-sql.h"
#include "sys/deflate.h"
#include "sys/digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VERSION = 1000 * HS_DB_SCHEMA + HS_VI_VERSION };

static const char tables[] =
	"CREATE TABLE dossier(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,"
	" code_words TEXT NOT NULL, title TEXT, documents TEXT);"
	"CREATE TABLE page(id INTEGER PRIMARY KEY, dossier INTEGER NOT NULL,"
	" number INTEGER NOT NULL, digest TEXT NOT NULL, UNIQUE(dossier, number));"
	"CREATE TABLE body(id INTEGER PRIMARY KEY, z BLOB NOT NULL);"
	"CREATE TABLE document(id INTEGER PRIMARY KEY, dossier INTEGER NOT NULL,"
	" first INTEGER NOT NULL, last INTEGER NOT NULL, year INTEGER NOT NULL,"
	" shown TEXT, date TEXT, subject TEXT,"
	" type TEXT, issuer TEXT, symbol TEXT, number TEXT, signer TEXT);"
	"CREATE INDEX document_place ON document(dossier, first);" HS_DB_NUMBERS_TABLES
	"CREATE VIEW text(id, body) AS SELECT id, hoso_text(z) FROM body;"
	"CREATE VIRTUAL TABLE words USING"
	" fts5(body, content=text, content_rowid=id, tokenize=vi);"
	// Twice the defaults, and one leaf to a page of the file: adding is an
	// eighth faster, finding no slower.
	"INSERT INTO words(words, rank) VALUES('automerge', 8);"
	"INSERT INTO words(words, rank) VALUES('pgsz', 8000);";

enum question {
	FIND_DOSSIER,
	ADD_DOSSIER,
	SET_TITLE,
	SET_DOCUMENTS,
	DROP_DOSSIER,
	PAGES,
	ADD_PAGE,
	SET_PAGE,
	DROP_PAGE,
	SET_BODY,
	DROP_BODY,
	ADD_WORDS,
	DROP_WORDS,
	ADD_DOCUMENT,
	DROP_DOCUMENTS,
	CHECK_FILE,
	CHECK_WORDS,
	OWN_QUESTIONS,
	NUMBERS_QUESTIONS = OWN_QUESTIONS + HS_DB_SEARCH_QUESTIONS,
	QUESTIONS = NUMBERS_QUESTIONS + HS_DB_NUMBERS_QUESTIONS,
};

static const char *const own_questions[OWN_QUESTIONS] = {
	[FIND_DOSSIER] = "SELECT id, title, documents FROM dossier WHERE code = ?1",
	[ADD_DOSSIER] = "INSERT INTO dossier(code, code_words, title) VALUES(?1, ?2, ?3)",
	[SET_TITLE] = "UPDATE dossier SET title = ?2 WHERE id = ?1",
	[SET_DOCUMENTS] = "UPDATE dossier SET documents = ?2 WHERE id = ?1",
	[DROP_DOSSIER] = "DELETE FROM dossier WHERE id = ?1",
	[PAGES] = "SELECT id, number, digest FROM page WHERE dossier = ?1"
		  " ORDER BY number",
	[ADD_PAGE] = "INSERT INTO page(dossier, number, digest) VALUES(?1, ?2, ?3)",
	[SET_PAGE] = "UPDATE page SET digest = ?2 WHERE id = ?1",
	[DROP_PAGE] = "DELETE FROM page WHERE id = ?1",
	[SET_BODY] = "INSERT OR REPLACE INTO body(id, z) VALUES(?1, ?2)",
	[DROP_BODY] = "DELETE FROM body WHERE id = ?1",
	[ADD_WORDS] = "INSERT INTO words(rowid, body) VALUES(?1, ?2)",
	[DROP_WORDS] = "INSERT INTO words(words, rowid, body)"
		       " SELECT 'delete', id, hoso_text(z) FROM body WHERE id = ?1",
	[ADD_DOCUMENT] = "INSERT INTO document(dossier, first, last, year, shown, date,"
			 " subject, type, issuer, symbol, number, signer)"
			 " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
	[DROP_DOCUMENTS] = "DELETE FROM document WHERE dossier = ?1",
	[CHECK_FILE] = "PRAGMA integrity_check(1)",
	[CHECK_WORDS] = "INSERT INTO words(words, rank) VALUES('integrity-check', 1)",
};

// A page that the index has of the dossier at hand.
struct known {
	int64_t id;
	uint32_t number;
	bool put;
	char digest[HS_HEX_MAX];
};

struct hs_db {
	struct hs_db_file file;
	struct hs_db_make make;
	const char *questions[QUESTIONS];
	struct hs_sql *sql; // the file's
	struct hs_digest *sha;
	bool entered; // between _enter and _leave
	int64_t dossier;
	char *documents;      // digest of those that the index has
	struct hs_list known; // of struct known, by rising number
};

static void forget(struct hs_db *db)
{
	free(db->known.items);
	db->known = (struct hs_list){0};
	hs_text_free(&db->documents);
	db->entered = false;
}

void hs_db_free(struct hs_db **db)
{
	struct hs_db *d = *db;

	if (!d)
		return;
	forget(d);
	hs_db_file_done(&d->file);
	hs_digest_free(&d->sha);
	free(d);
	*db = NULL;
}

static struct hs_db *db_new(struct hs_err *err)
{
	HS_AUTO(hs_db_free) struct hs_db *db = HS_NEW(struct hs_db);

	memcpy(db->questions, own_questions, sizeof(own_questions));
	memcpy(db->questions + OWN_QUESTIONS, hs_db_search_questions,
	       HS_DB_SEARCH_QUESTIONS * sizeof(*db->questions));
	memcpy(db->questions + NUMBERS_QUESTIONS, hs_db_numbers_questions,
	       HS_DB_NUMBERS_QUESTIONS * sizeof(*db->questions));
	db->make = (struct hs_db_make){
		.version = VERSION,
		.tables = tables,
		.questions = db->questions,
		.count = QUESTIONS,
		.settle = "INSERT INTO words(words) VALUES('optimize')",
	};
	db->sha = hs_digest_new("sha256", err);
	return db->sha ? HS_STEAL(db) : NULL;
}

struct hs_db *hs_db_read(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_db_free) struct hs_db *db = db_new(err);

	if (!db || hs_db_file_read(&db->file, path, &db->make, err) < 0)
		return NULL;
	db->sql = db->file.sql;
	return HS_STEAL(db);
}

struct hs_db *hs_db_write(const char *path, bool make, struct hs_err *err)
{
	HS_AUTO(hs_db_free) struct hs_db *db = db_new(err);

	if (!db || hs_db_file_write(&db->file, path, make, &db->make, err) < 0)
		return NULL;
	db->sql = db->file.sql;
	return HS_STEAL(db);
}

struct hs_db *hs_db_draft(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_db_free) struct hs_db *db = db_new(err);

	if (!db || hs_db_file_draft(&db->file, path, &db->make, err) < 0)
		return NULL;
	db->sql = db->file.sql;
	return HS_STEAL(db);
}

int hs_db_publish(struct hs_db *db, struct hs_err *err)
{
	db->sql = NULL;
	return hs_db_file_publish(&db->file, err);
}

static int load_known(struct hs_db *db, struct hs_err *err)
{
	struct hs_sql_rows *r = hs_sql_ask(db->sql, err, PAGES, "i", db->dossier);
	int got;

	while ((got = hs_sql_row(db->sql, r, err)) > 0) {
		struct known *k = hs_list_add(&db->known, sizeof(*k));
		const char *digest = hs_sql_text(r, 2);

		k->id = hs_sql_int(r, 0);
		k->number = (uint32_t)hs_sql_int(r, 1);
		snprintf(k->digest, sizeof(k->digest), "%s", digest ? digest : "");
	}
	return got;
}

// 1: the dossier is there, and db knows it; 0: it is not.
static int find_dossier(struct hs_db *db, const char *code, bool *same_title,
			const char *title, struct hs_err *err)
{
	struct hs_sql_rows *r = hs_sql_ask(db->sql, err, FIND_DOSSIER, "t", code);
	int got = hs_sql_row(db->sql, r, err);

	if (got > 0) {
		const char *had = hs_sql_text(r, 1), *documents = hs_sql_text(r, 2);

		db->dossier = hs_sql_int(r, 0);
		*same_title = !strcmp(had ? had : "", title ? title : "");
		db->documents = documents ? hs_dup(documents) : NULL;
		hs_sql_enough(r);
	}
	return got;
}

static int enter(struct hs_db *db, const char *code, const char *title,
		 struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *words = NULL;
	bool same_title = true;
	int got = find_dossier(db, code, &same_title, title, err);

	if (got < 0)
		return -1;
	if (got == 0) {
		words = hs_vi_words(code);
		if (hs_sql_tell(db->sql, err, ADD_DOSSIER, "ttt", code, words, title) < 0)
			return -1;
		db->dossier = hs_sql_added(db->sql);
		return 0;
	}
	if (!same_title &&
	    hs_sql_tell(db->sql, err, SET_TITLE, "it", db->dossier, title) < 0)
		return -1;
	return load_known(db, err);
}

int hs_db_enter(struct hs_db *db, const char *code, const char *title, struct hs_err *err)
{
	forget(db);
	if (hs_db_file_begin(&db->file, err) < 0)
		return -1;
	db->entered = true;
	if (enter(db, code, title, err) == 0)
		return 0;
	hs_db_undo(db);
	return -1;
}

void hs_db_undo(struct hs_db *db)
{
	if (db->entered)
		hs_db_file_undo(&db->file);
	forget(db);
}

static int by_number(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

static int drop_page(struct hs_db *db, int64_t id, struct hs_err *err)
{
	static const enum question order[] = {DROP_WORDS, DROP_BODY, DROP_PAGE};

	for (size_t i = 0; i < HS_COUNT(order); i++)
		if (hs_sql_tell(db->sql, err, (int)order[i], "i", id) < 0)
			return -1;
	return 0;
}

int hs_db_put_page(struct hs_db *db, uint32_t number, const char *text, size_t len,
		   struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf z = {0};
	struct known key = {.number = number}, *k = NULL;
	int64_t id;

	if (db->known.count)
		k = bsearch(&key, db->known.items, db->known.count, sizeof(key),
			    by_number);
	hs_digest_add(db->sha, text, len);
	hs_digest_end(db->sha, key.digest);
	if (k)
		k->put = true;
	if (k && !strcmp(k->digest, key.digest))
		return 0;
	if (k && (hs_sql_tell(db->sql, err, DROP_WORDS, "i", k->id) < 0 ||
		  hs_sql_tell(db->sql, err, SET_PAGE, "it", k->id, key.digest) < 0))
		return -1;
	if (!k && hs_sql_tell(db->sql, err, ADD_PAGE, "iit", db->dossier, (int64_t)number,
			      key.digest) < 0)
		return -1;
	id = k ? k->id : hs_sql_added(db->sql);
	hs_deflate(text, len, &z);
	if (hs_sql_tell(db->sql, err, SET_BODY, "ib", id, z.data, z.len) < 0)
		return -1;
	return hs_sql_tell(db->sql, err, ADD_WORDS, "is", id, text, len);
}

static char *words_of(const char *text)
{
	return hs_vi_words(text ? text : "");
}

static int64_t year_of(const char *date)
{
	return date && strspn(date, "0123456789") == 4 ? strtol(date, NULL, 10) : 0;
}

// Its type's name, then the letters that stand for it: " nghi quyet  nq ".
static char *type_words(const struct hs_document *d)
{
	const char *symbol = hs_document_text(d, HS_F_SYMBOL);
	HS_AUTO(hs_text_free) char *letters = hs_symbol_type(symbol ? symbol : "");
	HS_AUTO(hs_text_free) char *short_words = words_of(letters);
	HS_AUTO(hs_text_free) char *name = words_of(hs_document_text(d, HS_F_TYPE));
	struct hs_buf out = {0};

	hs_buf_addf(&out, "%s%s", name, short_words);
	return hs_buf_take(&out);
}

static int add_document(struct hs_db *db, const struct hs_document *d, struct hs_err *err)
{
	uint32_t first = hs_document_first(d), last = hs_document_last(d);
	const char *date = hs_document_text(d, HS_F_DATE);
	HS_AUTO(hs_text_free)
	char *shown = hs_symbol_written(hs_document_text(d, HS_F_NUMBER),
					hs_document_text(d, HS_F_SYMBOL));
	HS_AUTO(hs_text_free) char *type = type_words(d);
	HS_AUTO(hs_text_free) char *issuer = words_of(hs_document_text(d, HS_F_ISSUER));
	HS_AUTO(hs_text_free) char *symbol = words_of(shown);
	HS_AUTO(hs_text_free) char *number = words_of(hs_document_text(d, HS_F_NUMBER));
	HS_AUTO(hs_text_free) char *signer = words_of(hs_document_text(d, HS_F_SIGNER));

	if (!first || last < first)
		return hs_fail(err, HS_DAMAGED, "'pages' is not a first and a last page");
	return hs_sql_tell(db->sql, err, ADD_DOCUMENT, "iiiitttttttt", db->dossier,
			   (int64_t)first, (int64_t)last, year_of(date), shown, date,
			   hs_document_text(d, HS_F_SUBJECT), type, issuer, symbol,
			   number, signer);
}

static int drop_documents(struct hs_db *db, struct hs_err *err)
{
	if (hs_sql_tell(db->sql, err, DROP_DOCUMENTS, "i", db->dossier) < 0)
		return -1;
	return hs_db_numbers_drop(db->sql, NUMBERS_QUESTIONS, db->dossier, err);
}

int hs_db_put_documents(struct hs_db *db, const struct hs_documents *documents,
			struct hs_err *err)
{
	const struct hs_document *list = documents->documents.items;
	HS_AUTO(hs_buf_done) struct hs_buf json = {0};
	char digest[HS_HEX_MAX];

	hs_json_line(&hs_documents_shape, documents, &json);
	hs_digest_add(db->sha, json.data, json.len);
	hs_digest_end(db->sha, digest);
	if (db->documents && !strcmp(db->documents, digest))
		return 0;
	if (drop_documents(db, err) < 0)
		return -1;
	for (size_t i = 0; i < documents->documents.count; i++)
		if (add_document(db, &list[i], err) < 0)
			return hs_within(err, "document %zu", i + 1);
	if (hs_db_numbers_put(db->sql, NUMBERS_QUESTIONS, db->dossier, documents, err) <
	    0)
		return -1;
	return hs_sql_tell(db->sql, err, SET_DOCUMENTS, "it", db->dossier, digest);
}

int hs_db_leave(struct hs_db *db, struct hs_err *err)
{
	const struct known *list = db->known.items;

	for (size_t i = 0; i < db->known.count; i++)
		if (!list[i].put && drop_page(db, list[i].id, err) < 0)
			return -1;
	db->entered = false;
	if (hs_db_file_commit(&db->file, err) < 0)
		return -1;
	forget(db);
	return 0;
}

static int remove_known(struct hs_db *db, struct hs_err *err)
{
	const struct known *list;

	if (load_known(db, err) < 0)
		return -1;
	list = db->known.items;
	for (size_t i = 0; i < db->known.count; i++)
		if (drop_page(db, list[i].id, err) < 0)
			return -1;
	if (drop_documents(db, err) < 0)
		return -1;
	return hs_sql_tell(db->sql, err, DROP_DOSSIER, "i", db->dossier);
}

int hs_db_remove(struct hs_db *db, const char *code, bool *was, struct hs_err *err)
{
	bool ignored;
	int got;

	forget(db);
	if (hs_db_file_begin(&db->file, err) < 0)
		return -1;
	db->entered = true;
	got = find_dossier(db, code, &ignored, NULL, err);
	if (got < 0 || (got > 0 && remove_known(db, err) < 0)) {
		hs_db_undo(db);
		return -1;
	}
	*was = got > 0;
	return hs_db_leave(db, err);
}

int hs_db_check(struct hs_db *db, struct hs_err *err)
{
	struct hs_sql_rows *r = hs_sql_ask(db->sql, err, CHECK_FILE, "");
	int got = hs_sql_row(db->sql, r, err);
	bool good = got > 0 && !strcmp(hs_sql_text(r, 0), "ok");

	hs_sql_enough(r);
	if (got < 0)
		return -1;
	if (!good)
		return hs_fail(err, HS_DAMAGED,
			       "the index is damaged: make it anew with hoso-index "
			       "--rebuild");
	if (hs_db_file_begin(&db->file, err) < 0)
		return -1;
	got = hs_sql_tell(db->sql, err, CHECK_WORDS, "");
	hs_db_file_undo(&db->file);
	return got;
}

int hs_db_search(struct hs_db *db, const struct hs_query *query,
		 const struct hs_order *order, hs_hit_fn *each, void *user,
		 struct hs_err *err)
{
	return hs_db_search_run(db->sql, OWN_QUESTIONS, query, order, each, user, err);
}

int hs_db_numbers(struct hs_db *db, struct hs_numbers *numbers, struct hs_err *err)
{
	return hs_db_numbers_all(db->sql, NUMBERS_QUESTIONS, numbers, err);
}
