// tenure.c - see tenure.h
#include "model/tenure.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/tabbed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_LEN = 4, DATE_LEN = 10, CELLS_OF_LEVEL = 4, CELLS_OF_TERM = 3 };

static char *letters_of(const char *text)
{
	HS_AUTO(hs_text_free) char *folded = hs_fold(text);
	struct hs_buf out = {0};

	for (const char *p = folded ? folded : ""; *p; p++) {
		char letter = (char)toupper((unsigned char)*p);

		if (letter >= 'A' && letter <= 'Z')
			hs_buf_add(&out, &letter, 1);
	}
	return hs_buf_take(&out);
}

char *hs_code_of(const char *symbol)
{
	const char *slash = symbol ? strrchr(symbol, '/') : NULL;

	return letters_of(slash ? slash + 1 : "");
}

static int take_numbering(const char *word, enum hs_numbering *numbering,
			  struct hs_err *err)
{
	static const char *const words[] = {"type", "all", "detect"};

	for (size_t i = 0; i < HS_COUNT(words); i++) {
		if (strcmp(word, words[i]) != 0)
			continue;
		*numbering = (enum hs_numbering)i;
		return 0;
	}
	return hs_fail(err, HS_USAGE, "numbering '%s' is none of: type all detect", word);
}

static int take_level(void *user, char *const *cells, struct hs_err *err)
{
	struct hs_tenures *terms = user;
	enum hs_numbering numbering = HS_BY_TYPES;

	if (take_numbering(cells[3], &numbering, err) < 0)
		return -1;
	*(struct hs_level *)hs_list_add(&terms->levels, sizeof(struct hs_level)) =
		(struct hs_level){
			.name = hs_dup(cells[0]),
			.code = letters_of(cells[1]),
			.issuer = hs_vi_words(cells[2]),
			.numbering = numbering,
		};
	return 0;
}

int hs_levels_read(const char *text, struct hs_tenures *terms, struct hs_err *err)
{
	return hs_tabbed_read(text, CELLS_OF_LEVEL, take_level, terms, err);
}

// 2015 or 2015-08-20
static bool is_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	size_t len = strlen(text);

	if (len != YEAR_LEN && len != DATE_LEN)
		return false;
	for (size_t i = 0; i < len; i++)
		if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return false;
	return true;
}

static int take_term(void *user, char *const *cells, struct hs_err *err)
{
	struct hs_tenures *terms = user;

	for (size_t i = 1; i < CELLS_OF_TERM; i++)
		if (!is_date(cells[i]))
			return hs_fail(err, HS_USAGE,
				       "'%s' is neither a year nor a date such as "
				       "2015-08-20",
				       cells[i]);
	if (strcmp(cells[1], cells[2]) > 0)
		return hs_fail(err, HS_USAGE, "the term that begins in %s ends in %s",
			       cells[1], cells[2]);
	*(struct hs_tenure *)hs_list_add(&terms->terms, sizeof(struct hs_tenure)) =
		(struct hs_tenure){hs_dup(cells[0]), hs_dup(cells[1]), hs_dup(cells[2])};
	return 0;
}

int hs_tenures_read(const char *text, struct hs_tenures *terms, struct hs_err *err)
{
	return hs_tabbed_read(text, CELLS_OF_TERM, take_term, terms, err);
}

void hs_tenures_done(struct hs_tenures *terms)
{
	struct hs_level *levels = terms->levels.items;
	struct hs_tenure *list = terms->terms.items;

	for (size_t i = 0; i < terms->levels.count; i++) {
		free(levels[i].name);
		free(levels[i].code);
		free(levels[i].issuer);
	}
	for (size_t i = 0; i < terms->terms.count; i++) {
		free(list[i].level);
		free(list[i].from);
		free(list[i].to);
	}
	free(levels);
	free(list);
	*terms = (struct hs_tenures){0};
}

const struct hs_level *hs_level_of(const struct hs_tenures *terms, bool state,
				   const char *code, const char *issuer)
{
	const struct hs_level *levels = terms->levels.items, *named = NULL;

	for (size_t i = 0; i < terms->levels.count; i++) {
		const struct hs_level *l = &levels[i];
		bool any = !*l->code && !*l->issuer;

		if (!strcmp(l->name, "state") != state)
			continue;
		if (*l->code && hs_ends(code, l->code))
			return l;
		if (!named && (any || (*l->issuer && hs_starts(issuer, l->issuer))))
			named = l;
	}
	return named;
}

static bool holds(const struct hs_tenure *t, const char *date)
{
	return strcmp(date, t->from) >= 0 && strncmp(date, t->to, strlen(t->to)) <= 0;
}

size_t hs_tenures_at(const struct hs_tenures *terms, const char *level, const char *date,
		     const struct hs_tenure *at[2])
{
	const struct hs_tenure *list = terms->terms.items;
	size_t count = 0;

	for (size_t i = 0; i < terms->terms.count && count < 2; i++)
		if (!strcmp(list[i].level, level) && holds(&list[i], date))
			at[count++] = &list[i];
	if (count == 2 && strcmp(at[0]->from, at[1]->from) > 0) {
		const struct hs_tenure *later = at[0];

		at[0] = at[1];
		at[1] = later;
	}
	return count;
}
