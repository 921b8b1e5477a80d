// db-numbers.h - part of db: what completeness by numbers has to know (model/numbers.h),
// as documents say it themselves, where other tables have their words folded.
#pragma once

#include "base/err.h"
#include "model/numbers.h"
#include "port/db-sql.h"

// CREATE statements of its tables.
#define HS_DB_NUMBERS_TABLES                                                             \
	"CREATE TABLE numbered(id INTEGER PRIMARY KEY, dossier INTEGER NOT NULL,"        \
	" page INTEGER NOT NULL, number TEXT, symbol TEXT, type TEXT, issuer TEXT,"      \
	" parent TEXT, date TEXT, rule TEXT, review TEXT);"                              \
	"CREATE INDEX numbered_dossier ON numbered(dossier);"                            \
	"CREATE TABLE noted(id INTEGER PRIMARY KEY, dossier INTEGER NOT NULL,"           \
	" page INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);"        \
	"CREATE INDEX noted_dossier ON noted(dossier);"

// Its questions start at `first` among those of the connection.
extern const char *const hs_db_numbers_questions[];
enum { HS_DB_NUMBERS_QUESTIONS = 6 };

HS_CHECKED int hs_db_numbers_put(struct hs_sql *sql, int first, int64_t dossier,
				 const struct hs_documents *documents,
				 struct hs_err *err);
HS_CHECKED int hs_db_numbers_drop(struct hs_sql *sql, int first, int64_t dossier,
				  struct hs_err *err);
HS_CHECKED int hs_db_numbers_all(struct hs_sql *sql, int first,
				 struct hs_numbers *numbers, struct hs_err *err);
