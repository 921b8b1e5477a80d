// db-numbers.c - see db-numbers.h
#include "port/db-numbers.h"
#include "base/auto.h"
#include "base/mem.h"

enum question {
	ADD_NUMBERED,
	ADD_NOTED,
	DROP_NUMBERED,
	DROP_NOTED,
	NUMBERED,
	NOTED,
};

const char *const hs_db_numbers_questions[HS_DB_NUMBERS_QUESTIONS] = {
	[ADD_NUMBERED] = "INSERT INTO numbered(dossier, page, number, symbol, type,"
			 " issuer, parent, date, rule, review)"
			 " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[ADD_NOTED] = "INSERT INTO noted(dossier, page, first, last)"
		      " VALUES(?1, ?2, ?3, ?4)",
	[DROP_NUMBERED] = "DELETE FROM numbered WHERE dossier = ?1",
	[DROP_NOTED] = "DELETE FROM noted WHERE dossier = ?1",
	[NUMBERED] = "SELECT d.code, n.page, n.number, n.symbol, n.type, n.issuer,"
		     " n.parent, n.date, n.rule, n.review"
		     " FROM numbered n JOIN dossier d ON d.id = n.dossier"
		     " ORDER BY n.dossier, n.page, n.id",
	[NOTED] = "SELECT d.code, n.page, n.first, n.last"
		  " FROM noted n JOIN dossier d ON d.id = n.dossier"
		  " ORDER BY n.dossier, n.id",
};

static int put_all(struct hs_sql *sql, int first, int64_t dossier,
		   const struct hs_numbers *numbers, struct hs_err *err)
{
	const struct hs_numbered *list = numbers->documents.items;
	const struct hs_noted *noted = numbers->noted.items;

	for (size_t i = 0; i < numbers->documents.count; i++) {
		const struct hs_numbered *n = &list[i];

		if (hs_sql_tell(sql, err, first + ADD_NUMBERED, "iitttttttt", dossier,
				(int64_t)n->page, n->number, n->symbol, n->type,
				n->issuer, n->parent, n->date, n->rule, n->review) < 0)
			return -1;
	}
	for (size_t i = 0; i < numbers->noted.count; i++)
		if (hs_sql_tell(sql, err, first + ADD_NOTED, "iiii", dossier,
				(int64_t)noted[i].page, (int64_t)noted[i].from,
				(int64_t)noted[i].to) < 0)
			return -1;
	return 0;
}

int hs_db_numbers_put(struct hs_sql *sql, int first, int64_t dossier,
		      const struct hs_documents *documents, struct hs_err *err)
{
	HS_AUTO(hs_numbers_done) struct hs_numbers numbers = {0};

	hs_numbers_add(&numbers, "", documents);
	return put_all(sql, first, dossier, &numbers, err);
}

int hs_db_numbers_drop(struct hs_sql *sql, int first, int64_t dossier, struct hs_err *err)
{
	if (hs_sql_tell(sql, err, first + DROP_NUMBERED, "i", dossier) < 0)
		return -1;
	return hs_sql_tell(sql, err, first + DROP_NOTED, "i", dossier);
}

static char *text_at(struct hs_sql_rows *rows, int column)
{
	const char *text = hs_sql_text(rows, column);

	return text ? hs_dup(text) : NULL;
}

static void take_numbered(struct hs_sql_rows *r, struct hs_numbers *numbers)
{
	*(struct hs_numbered *)hs_list_add(
		&numbers->documents, sizeof(struct hs_numbered)) = (struct hs_numbered){
		.dossier = text_at(r, 0),
		.page = (uint64_t)hs_sql_int(r, 1),
		.number = text_at(r, 2),
		.symbol = text_at(r, 3),
		.type = text_at(r, 4),
		.issuer = text_at(r, 5),
		.parent = text_at(r, 6),
		.date = text_at(r, 7),
		.rule = text_at(r, 8),
		.review = text_at(r, 9),
	};
}

int hs_db_numbers_all(struct hs_sql *sql, int first, struct hs_numbers *numbers,
		      struct hs_err *err)
{
	struct hs_sql_rows *r = hs_sql_ask(sql, err, first + NUMBERED, "");
	int got;

	while ((got = hs_sql_row(sql, r, err)) > 0)
		take_numbered(r, numbers);
	if (got < 0)
		return -1;
	r = hs_sql_ask(sql, err, first + NOTED, "");
	while ((got = hs_sql_row(sql, r, err)) > 0)
		*(struct hs_noted *)hs_list_add(
			&numbers->noted, sizeof(struct hs_noted)) = (struct hs_noted){
			.dossier = text_at(r, 0),
			.page = (uint64_t)hs_sql_int(r, 1),
			.from = (uint64_t)hs_sql_int(r, 2),
			.to = (uint64_t)hs_sql_int(r, 3),
		};
	return got;
}
