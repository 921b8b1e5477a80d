// db-sql.h - part of db: one connection to SQLite, its statements, the words
// that FTS5 sees, and what SQLite's refusals mean. The only door to SQLite.
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HS_SQL_WAIT = 5000,         // milliseconds for a lock, then HS_BUSY
	HS_SQL_TEXT_MAX = 64 << 20, // bytes of one text
};

enum hs_sql_mode {
	HS_SQL_READ,
	HS_SQL_STILL, // to read what nobody can write: takes no locks, makes no files
	HS_SQL_WRITE,
	HS_SQL_DRAFT, // to fill a file that nobody else uses: nothing is synced
};

// Values are bound, never pasted; a statement is one of the questions given
// here, which must live as long as the connection. They and schemas may use
//   FTS5 with tokenize=vi (base/vi): when a text is stored each word as it
//          stands and folded; when it is sought, as it stands; for prefixes
//          without tone
//   hoso_text(z)  what hs_deflate made of a text
//   hoso_has(words, sought)  whether one of the lines in sought is part of words
//   COLLATE hoso_natural
struct hs_sql;
HS_CHECKED struct hs_sql *hs_sql_open(const char *path, enum hs_sql_mode mode,
				      const char *const *questions, size_t count,
				      struct hs_err *err);
void hs_sql_free(struct hs_sql **sql); // rolls back

// Several statements without values.
HS_CHECKED int hs_sql_script(struct hs_sql *sql, const char *script, struct hs_err *err);

// kinds, one letter a value: i int64_t, t const char * or NULL, s const char *
// and size_t, b the same as a blob. What is bound must live until the last row.
// The rows are the connection's; asking the same question again ends them.
struct hs_sql_rows;
struct hs_sql_rows *hs_sql_ask(struct hs_sql *sql, struct hs_err *err, int question,
			       const char *kinds, ...);
// 1: the next row is there; 0: no more; -1, also for rows that are NULL.
HS_CHECKED int hs_sql_row(struct hs_sql *sql, struct hs_sql_rows *rows,
			  struct hs_err *err);
void hs_sql_enough(struct hs_sql_rows *rows); // before the last row; NULL is fine

int64_t hs_sql_int(struct hs_sql_rows *rows, int column);
double hs_sql_real(struct hs_sql_rows *rows, int column);
// Borrowed until the next row; NULL for NULL.
const char *hs_sql_text(struct hs_sql_rows *rows, int column);

// Asks and passes over the rows.
HS_CHECKED int hs_sql_tell(struct hs_sql *sql, struct hs_err *err, int question,
			   const char *kinds, ...);
int64_t hs_sql_added(const struct hs_sql *sql); // the row that was added last
