// codes.c - see codes.h
#include "model/codes.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/tabbed.h"

#include <stdlib.h>
#include <string.h>

enum { CELLS = 3 };

struct coded {
	char *field, *words, *code;
};

static int take_row(void *user, char *const *cells, struct hs_err *err)
{
	struct hs_codes *codes = user;
	struct coded *c;

	if (!*cells[0] || !*cells[1] || !*cells[2])
		return hs_fail(err, HS_USAGE, "a row is a field, its words and a code");
	c = hs_list_add(&codes->list, sizeof(*c));
	c->field = hs_dup(cells[0]);
	c->words = strcmp(cells[1], "*") ? hs_vi_words(cells[1]) : hs_dup("*");
	c->code = hs_dup(cells[2]);
	return 0;
}

int hs_codes_read(const char *text, struct hs_codes *codes, struct hs_err *err)
{
	HS_AUTO(hs_codes_done) struct hs_codes read = {0};

	if (!hs_utf8_valid(text, strlen(text)))
		return hs_fail(err, HS_USAGE, "not UTF-8");
	if (hs_tabbed_read(text, CELLS, take_row, &read, err) < 0)
		return -1;
	*codes = read;
	read = (struct hs_codes){0};
	return 0;
}

void hs_codes_done(struct hs_codes *codes)
{
	struct coded *list = codes->list.items;

	for (size_t i = 0; i < codes->list.count; i++) {
		free(list[i].field);
		free(list[i].words);
		free(list[i].code);
	}
	free(list);
	*codes = (struct hs_codes){0};
}

const char *hs_codes_find(const struct hs_codes *codes, const char *field,
			  const char *text, bool within)
{
	HS_AUTO(hs_text_free) char *words = hs_vi_words(text ? text : "");
	const struct coded *list = codes->list.items;
	const char *in = NULL, *any = NULL;

	for (size_t i = 0; i < codes->list.count; i++) {
		const struct coded *c = &list[i];

		if (strcmp(c->field, field) != 0)
			continue;
		if (!strcmp(c->words, "*"))
			any = any ? any : c->code;
		else if (!strcmp(c->words, words))
			return c->code;
		else if (within && !in && strstr(words, c->words))
			in = c->code;
	}
	return in ? in : any;
}
