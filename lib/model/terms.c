// terms.c - see terms.h
#include "model/terms.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/phrase.h"

#include <stdlib.h>
#include <string.h>

// Which cells of a table's rows are names, by which its terms are found in a text.
static const struct {
	const char *file;
	size_t cells; // that a row has
	bool names[HS_TERM_CELLS];
} tables[] = {
	[HS_T_TYPES] = {"types.tsv", 4, {true, false, false, true}},
	[HS_T_ISSUERS] = {"issuers.tsv", 3, {false, true}},
	[HS_T_BODIES] = {"bodies.tsv", 2, {true}},
	[HS_T_POSITIONS] = {"positions.tsv", 1, {true}},
	[HS_T_MARKS] = {"marks.tsv", 2, {true}},
	[HS_T_SURNAMES] = {"surnames.tsv", 1, {true}},
	[HS_T_PHRASES] = {"phrases.tsv", 1, {true}},
	[HS_T_TITLES] = {"titles.tsv", 4, {true}},
};

const char *hs_terms_file(enum hs_terms_table table)
{
	return tables[table].file;
}

static void term_done(struct hs_term *term)
{
	char **letters = term->letters.items;

	for (size_t i = 0; i < HS_TERM_CELLS; i++)
		free(term->cell[i]);
	for (size_t i = 0; i < term->letters.count; i++)
		free(letters[i]);
	free(letters);
	*term = (struct hs_term){0};
}

void hs_terms_done(struct hs_terms *terms)
{
	for (size_t t = 0; t < HS_T_TABLES; t++) {
		struct hs_term *list = terms->tables[t].items;

		for (size_t i = 0; i < terms->tables[t].count; i++)
			term_done(&list[i]);
		free(list);
	}
	*terms = (struct hs_terms){0};
}

static char *piece(const char *start, size_t len)
{
	char *copy = hs_new(len + 1, 1);

	memcpy(copy, start, len);
	return copy;
}

// A cell may hold several names, parted by ';'.
static void add_names(struct hs_term *term, const char *cell)
{
	while (cell && *cell) {
		size_t len = strcspn(cell, ";");
		HS_AUTO(hs_text_free) char *name = piece(cell, len);

		*(char **)hs_list_add(&term->letters, sizeof(char *)) = hs_letters(name);
		cell += len + (cell[len] == ';');
	}
}

static int fill(struct hs_term *term, enum hs_terms_table table, const char *line,
		size_t len, struct hs_err *err)
{
	size_t n = 0;

	for (const char *end = line + len; line <= end; n++) {
		size_t cell = 0;

		while (line + cell < end && line[cell] != '\t')
			cell++;
		if (n == tables[table].cells)
			return hs_fail(err, HS_USAGE, "it has more than %zu cells", n);
		if (cell && !(cell == 1 && *line == '-'))
			term->cell[n] = piece(line, cell);
		line += cell + 1;
	}
	if (n < tables[table].cells || !term->cell[0])
		return hs_fail(err, HS_USAGE, "it has %zu cells, not %zu, or no name", n,
			       tables[table].cells);
	for (size_t i = 0; i < n; i++)
		if (tables[table].names[i])
			add_names(term, term->cell[i]);
	return 0;
}

static struct hs_term *find(const struct hs_list *table, const char *name)
{
	struct hs_term *list = table->items;

	for (size_t i = 0; i < table->count; i++)
		if (!strcmp(list[i].cell[0], name))
			return &list[i];
	return NULL;
}

const struct hs_term *hs_terms_find(const struct hs_terms *terms,
				    enum hs_terms_table table, const char *name)
{
	return find(&terms->tables[table], name);
}

static int add_row(struct hs_terms *terms, enum hs_terms_table table, const char *line,
		   size_t len, struct hs_err *err)
{
	struct hs_term term = {0}, *there;

	if (fill(&term, table, line, len, err) < 0) {
		term_done(&term);
		return -1;
	}
	there = find(&terms->tables[table], term.cell[0]);
	if (there)
		term_done(there);
	else
		there = hs_list_add(&terms->tables[table], sizeof(term));
	*there = term;
	return 0;
}

int hs_terms_add(struct hs_terms *terms, enum hs_terms_table table, const char *text,
		 struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *nfc = hs_nfc(text);
	const char *at = nfc;

	if (!nfc)
		return hs_fail(err, HS_USAGE, "it is not UTF-8");
	for (unsigned line = 1; *at; line++) {
		size_t len = strcspn(at, "\n"), used = len;

		while (used && (at[used - 1] == '\r' || at[used - 1] == ' '))
			used--;
		if (terms->tables[table].count >= HS_TERM_ROWS_MAX)
			return hs_fail(err, HS_USAGE, "more than %d rows",
				       HS_TERM_ROWS_MAX);
		if (used && *at != '#' && add_row(terms, table, at, used, err) < 0)
			return hs_within(err, "line %u", line);
		at += len + (at[len] == '\n');
	}
	return 0;
}

// ---- which one fits

static double fit(const char *letters, const char *name, enum hs_fit how, size_t *start,
		  size_t *end)
{
	*start = 0;
	*end = strlen(letters);
	if (how == HS_FIT_WHOLE)
		return hs_letters_like(letters, name);
	if (how == HS_FIT_BEGIN)
		return hs_letters_begin(letters, name, end);
	return hs_letters_in(letters, name, start, end);
}

// A longer name wins over a shorter one that fits hardly better: Phó Bí thư, not Bí thư.
static double worth(double like, const char *name)
{
	return like + 0.012 * (double)strlen(name);
}

struct hs_term_fit hs_terms_fit(const struct hs_terms *terms, enum hs_terms_table table,
				const char *letters, enum hs_fit how, double least)
{
	const struct hs_term *list = terms->tables[table].items;
	struct hs_term_fit best = {0};
	double most = 0;

	for (size_t i = 0; i < terms->tables[table].count; i++) {
		char *const *names = list[i].letters.items;

		for (size_t k = 0; k < list[i].letters.count; k++) {
			struct hs_term_fit f = {.term = &list[i]};

			f.like = fit(letters, names[k], how, &f.start, &f.end);
			if (f.like < least || worth(f.like, names[k]) <= most)
				continue;
			most = worth(f.like, names[k]);
			best = f;
		}
	}
	return best;
}
