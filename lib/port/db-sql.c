// db-sql.c - see db-sql.h; the only door to SQLite.
#include "port/db-sql.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "sys/deflate.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct hs_sql {
	sqlite3 *handle;
	struct hs_vi *vi; // the tokenizer's
	const char *const *questions;
	sqlite3_stmt **asked;
	size_t count;
};

static int broke(sqlite3 *handle, struct hs_err *err)
{
	int code = sqlite3_extended_errcode(handle);

	switch (code == SQLITE_IOERR_SHORT_READ ? SQLITE_CORRUPT : code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return hs_fail(
			err, HS_BUSY,
			"another program is at work on the index: try again later");
	case SQLITE_FULL:
		errno = ENOSPC;
		return hs_fail_sys(err, "write to the index");
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_READONLY:
		errno = sqlite3_system_errno(handle);
		if (!errno)
			errno = (code & 0xff) == SQLITE_IOERR ? EIO : EACCES;
		return hs_fail_sys(err, "work with the index");
	case SQLITE_NOMEM:
	case SQLITE_TOOBIG:
		return hs_fail(err, HS_LIMIT,
			       "the index needs more memory than there is");
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR: // a table of ours is missing, or is not what it was
		return hs_fail(err, HS_DAMAGED,
			       "the index is damaged: make it anew with hoso-index "
			       "--rebuild");
	default:
		return hs_fail(err, HS_ENGINE, "the index gives no answer (%d)", code);
	}
}

// FTS5's own type for what it asks to make is ours: the tables of base/vi.
static int make_tokenizer(void *vi, const char **args, int count, Fts5Tokenizer **out)
{
	(void)args;
	(void)count;
	*out = vi;
	return SQLITE_OK;
}

static void drop_tokenizer(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer; // hs_sql_free does
}

typedef int token_fn(void *ctx, int flags, const char *token, int len, int from, int to);

static int cut(Fts5Tokenizer *tokenizer, void *ctx, int flags, const char *text, int len,
	       token_fn *give)
{
	const struct hs_vi *vi = (const struct hs_vi *)tokenizer;
	const char *at = text, *end = text + len;
	bool sought = flags & FTS5_TOKENIZE_QUERY;
	int got = SQLITE_OK;
	struct hs_vi_token t;

	while (got == SQLITE_OK && hs_vi_next(vi, &at, end, &t)) {
		int from = (int)(t.start - text), to = (int)(t.end - text);
		size_t n = flags & FTS5_TOKENIZE_PREFIX ? t.stem : t.exact_len;

		got = give(ctx, 0, t.exact, (int)n, from, to);
		if (got != SQLITE_OK || sought || t.fold_len == 0 ||
		    (n == t.fold_len && !memcmp(t.exact, t.fold, n)))
			continue;
		got = give(ctx, FTS5_TOKEN_COLOCATED, t.fold, (int)t.fold_len, from, to);
	}
	return got;
}

static int add_tokenizer(struct hs_sql *sql)
{
	fts5_tokenizer vi = {make_tokenizer, drop_tokenizer, cut};
	sqlite3_stmt *s = NULL;
	fts5_api *api = NULL;
	int got = sqlite3_prepare_v2(sql->handle, "SELECT fts5(?1)", -1, &s, NULL);

	if (got == SQLITE_OK) {
		sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(s);
	}
	sqlite3_finalize(s);
	return api ? api->xCreateTokenizer(api, "vi", sql->vi, &vi, NULL) : SQLITE_ERROR;
}

static void hoso_text(sqlite3_context *ctx, int count, sqlite3_value **values)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err ignored;
	const void *z = sqlite3_value_blob(values[0]);
	size_t len = (size_t)sqlite3_value_bytes(values[0]), got;

	(void)count;
	if (!z || hs_inflate(z, len, HS_SQL_TEXT_MAX, &text, &ignored) < 0) {
		sqlite3_result_error_code(ctx, SQLITE_CORRUPT);
		return;
	}
	got = text.len;
	sqlite3_result_text64(ctx, hs_buf_take(&text), got, free, SQLITE_UTF8);
}

static void hoso_has(sqlite3_context *ctx, int count, sqlite3_value **values)
{
	const char *words = (const char *)sqlite3_value_text(values[0]);
	const char *sought = (const char *)sqlite3_value_text(values[1]);
	bool has = false;

	(void)count;
	while (words && sought && *sought && !has) {
		size_t n = strcspn(sought, "\n");

		has = memmem(words, strlen(words), sought, n);
		sought += n + (sought[n] == '\n');
	}
	sqlite3_result_int(ctx, has);
}

static int natural(void *unused, int n, const void *a, int m, const void *b)
{
	HS_AUTO(hs_buf_done) struct hs_buf x = {0}, y = {0};

	(void)unused;
	hs_buf_add(&x, a, (size_t)n);
	hs_buf_add(&y, b, (size_t)m);
	return hs_natural(x.data, y.data);
}

static int add_functions(struct hs_sql *sql)
{
	int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	int got = add_tokenizer(sql);

	if (got == SQLITE_OK)
		got = sqlite3_create_function(sql->handle, "hoso_text", 1, how, NULL,
					      hoso_text, NULL, NULL);
	if (got == SQLITE_OK)
		got = sqlite3_create_function(sql->handle, "hoso_has", 2, how, NULL,
					      hoso_has, NULL, NULL);
	if (got == SQLITE_OK)
		got = sqlite3_create_collation(sql->handle, "hoso_natural", SQLITE_UTF8,
					       NULL, natural);
	return got;
}

// A reader may open for writing, where it can, to leave nothing of SQLite's
// beside the file when it is the last one to go; query_only keeps it a reader.
static const struct {
	int flags;
	const char *pragmas;
} modes[] = {
	[HS_SQL_READ] = {SQLITE_OPEN_READWRITE,
			 "PRAGMA query_only = ON; PRAGMA cache_size = -65536;"},
	[HS_SQL_STILL] = {SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
			  "PRAGMA cache_size = -65536;"},
	[HS_SQL_WRITE] = {SQLITE_OPEN_READWRITE,
			  "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
			  "PRAGMA wal_autocheckpoint = 8192;"},
	// Half an index is no use to anybody, so there is no journal on disk.
	[HS_SQL_DRAFT] = {SQLITE_OPEN_READWRITE,
			  "PRAGMA page_size = 8192;"
			  "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;"
			  "PRAGMA locking_mode = EXCLUSIVE;"
			  "PRAGMA cache_size = -131072;"},
};

// SQLite takes "file:" names as addresses where it is told to; any path fits.
static char *still_name(const char *path)
{
	struct hs_buf name = {0};

	hs_buf_addf(&name, "file:");
	for (const char *p = path; *p; p++)
		hs_buf_addf(&name, strchr("?#%", *p) ? "%%%02x" : "%c",
			    (unsigned char)*p);
	hs_buf_addf(&name, "?immutable=1");
	return hs_buf_take(&name);
}

struct hs_sql *hs_sql_open(const char *path, enum hs_sql_mode mode,
			   const char *const *questions, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_sql_free) struct hs_sql *sql = HS_NEW(struct hs_sql);
	HS_AUTO(hs_text_free)
	char *name = mode == HS_SQL_STILL ? still_name(path) : hs_dup(path);

	sql->vi = hs_vi_new();
	sql->questions = questions;
	sql->count = count;
	sql->asked = hs_new(count, sizeof(sqlite3_stmt *));
	if (sqlite3_open_v2(name, &sql->handle, modes[mode].flags | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK) {
		broke(sql->handle, err);
		return NULL;
	}
	sqlite3_extended_result_codes(sql->handle, 1);
	sqlite3_busy_timeout(sql->handle, HS_SQL_WAIT);
	sqlite3_db_config(sql->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (add_functions(sql) != SQLITE_OK) {
		hs_fail(err, HS_ENGINE, "this SQLite has no FTS5");
		return NULL;
	}
	if (hs_sql_script(sql,
			  "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
			  "PRAGMA temp_store = MEMORY;",
			  err) < 0 ||
	    hs_sql_script(sql, modes[mode].pragmas, err) < 0 ||
	    hs_sql_script(sql, "SELECT count(*) FROM sqlite_schema", err) < 0)
		return NULL; // else it is told only when something is asked
	return HS_STEAL(sql);
}

void hs_sql_free(struct hs_sql **sql)
{
	struct hs_sql *s = *sql;

	if (!s)
		return;
	for (size_t i = 0; i < s->count; i++)
		sqlite3_finalize(s->asked[i]);
	sqlite3_close(s->handle);
	hs_vi_free(&s->vi);
	free(s->asked);
	free(s);
	*sql = NULL;
}

int hs_sql_script(struct hs_sql *sql, const char *script, struct hs_err *err)
{
	int got = sqlite3_exec(sql->handle, script, NULL, NULL, NULL);

	return got == SQLITE_OK ? 0 : broke(sql->handle, err);
}

static sqlite3_stmt *statement(struct hs_sql_rows *rows)
{
	return (sqlite3_stmt *)rows;
}

static sqlite3_stmt *prepared(struct hs_sql *sql, int question, struct hs_err *err)
{
	sqlite3_stmt **s = &sql->asked[question];

	if (*s) {
		sqlite3_reset(*s);
		return *s;
	}
	if (sqlite3_prepare_v3(sql->handle, sql->questions[question], -1,
			       SQLITE_PREPARE_PERSISTENT, s, NULL) != SQLITE_OK)
		broke(sql->handle, err);
	return *s;
}

static void bind_all(sqlite3_stmt *s, const char *kinds, va_list ap)
{
	for (int at = 1; *kinds; kinds++, at++) {
		const char *bytes;

		if (*kinds == 'i') {
			sqlite3_bind_int64(s, at, va_arg(ap, int64_t));
			continue;
		}
		bytes = va_arg(ap, const char *);
		if (*kinds == 't')
			sqlite3_bind_text(s, at, bytes, -1, SQLITE_STATIC);
		else if (*kinds == 's')
			sqlite3_bind_text64(s, at, bytes, va_arg(ap, size_t),
					    SQLITE_STATIC, SQLITE_UTF8);
		else
			sqlite3_bind_blob64(s, at, bytes, va_arg(ap, size_t),
					    SQLITE_STATIC);
	}
}

struct hs_sql_rows *hs_sql_ask(struct hs_sql *sql, struct hs_err *err, int question,
			       const char *kinds, ...)
{
	sqlite3_stmt *s = prepared(sql, question, err);
	va_list ap;

	va_start(ap, kinds);
	if (s)
		bind_all(s, kinds, ap);
	va_end(ap);
	return (struct hs_sql_rows *)s;
}

void hs_sql_enough(struct hs_sql_rows *rows)
{
	if (!rows)
		return;
	sqlite3_reset(statement(rows));
	sqlite3_clear_bindings(statement(rows));
}

int hs_sql_row(struct hs_sql *sql, struct hs_sql_rows *rows, struct hs_err *err)
{
	int got;

	if (!rows)
		return -1; // hs_sql_ask said why
	got = sqlite3_step(statement(rows));
	if (got == SQLITE_ROW)
		return 1;
	if (got != SQLITE_DONE)
		broke(sql->handle, err);
	hs_sql_enough(rows);
	return got == SQLITE_DONE ? 0 : -1;
}

int64_t hs_sql_int(struct hs_sql_rows *rows, int column)
{
	return sqlite3_column_int64(statement(rows), column);
}

double hs_sql_real(struct hs_sql_rows *rows, int column)
{
	return sqlite3_column_double(statement(rows), column);
}

const char *hs_sql_text(struct hs_sql_rows *rows, int column)
{
	return (const char *)sqlite3_column_text(statement(rows), column);
}

int hs_sql_tell(struct hs_sql *sql, struct hs_err *err, int question, const char *kinds,
		...)
{
	sqlite3_stmt *s = prepared(sql, question, err);
	va_list ap;
	int got;

	va_start(ap, kinds);
	if (s)
		bind_all(s, kinds, ap);
	va_end(ap);
	while ((got = hs_sql_row(sql, (struct hs_sql_rows *)s, err)) > 0)
		;
	return got;
}

int64_t hs_sql_added(const struct hs_sql *sql)
{
	return sqlite3_last_insert_rowid(sql->handle);
}
