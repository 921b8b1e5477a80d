// db-search.h - part of db: answers a query from the tables of db.c.
#pragma once

#include "base/err.h"
#include "model/query.h"
#include "port/db-sql.h"

// Its questions start at `first` among those of the connection.
extern const char *const hs_db_search_questions[];
enum { HS_DB_SEARCH_QUESTIONS = 8 };

HS_CHECKED int hs_db_search_run(struct hs_sql *sql, int first,
				const struct hs_query *query,
				const struct hs_order *order, hs_hit_fn *each, void *user,
				struct hs_err *err);
