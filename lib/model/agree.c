// agree.c - see agree.h
#include "model/agree.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/vi.h"
#include "model/fields.h"
#include "model/phrase.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	LEAST = 3,     // papers that have to say it
	WAYS_MAX = 64, // of writing one thing; more are not looked at
};

struct saying {
	char *letters; // owned
	struct hs_value *value;
};

// One way of writing, and how sure all its readings are together.
struct way {
	const char *text;
	double sure;
};

static size_t words_in(const char *text)
{
	size_t n = *text != '\0';

	for (; *text; text++)
		n += *text == ' ';
	return n;
}

static int by_letters(const void *a, const void *b)
{
	const struct saying *x = a, *y = b;
	size_t n = words_in(x->value->value), m = words_in(y->value->value);
	int order = strcmp(x->letters, y->letters);

	if (order || n != m)
		return order ? order : n < m ? -1 : 1;
	return strcmp(x->value->value, y->value->value);
}

static bool by_program(const struct hs_value *value)
{
	return value && value->source && !strcmp(value->source, HS_FROM_OCR);
}

static size_t collect(struct hs_documents *all, enum hs_document_field field,
		      struct saying *list)
{
	struct hs_document *documents = all->documents.items;
	size_t n = 0;

	for (size_t i = 0; i < all->documents.count; i++) {
		struct hs_value *value = documents[i].fields[field];

		if (by_program(value))
			list[n++] = (struct saying){hs_letters(value->value), value};
	}
	if (n)
		qsort(list, n, sizeof(*list), by_letters);
	return n;
}

// The word number `index` of a text; its length in *len.
static const char *word_at(const char *text, size_t index, size_t *len)
{
	while (index-- && *text)
		text += strcspn(text, " "), text += *text == ' ';
	*len = strcspn(text, " ");
	return text;
}

// The reading of one word that is surest, all its equals together; NULL: no reading has
// half of all.
static const char *most_said(const struct way *ways, size_t count, size_t index,
			     size_t *len)
{
	const char *best = NULL;
	double most = 0, all = 0;

	for (size_t i = 0; i < count; i++) {
		size_t mine, theirs;
		const char *word = word_at(ways[i].text, index, &mine);
		double sum = 0;

		all += ways[i].sure;
		for (size_t k = 0; k < count; k++) {
			const char *other = word_at(ways[k].text, index, &theirs);

			if (hs_vi_same(word, mine, other, theirs))
				sum += ways[k].sure;
		}
		if (sum > most) {
			most = sum;
			best = word;
			*len = mine;
		}
	}
	return 2 * most > all ? best : NULL;
}

// Of sayings in order: equal texts stand together. Thousands of papers have few ways.
static size_t ways_of(const struct saying *list, size_t count, struct way *ways)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		const struct hs_value *value = list[i].value;

		if (n && !strcmp(ways[n - 1].text, value->value))
			ways[n - 1].sure += value->confidence;
		else if (n < WAYS_MAX)
			ways[n++] = (struct way){value->value, value->confidence};
	}
	return n;
}

// A word that differs only by where its tone stands (ỦY, UỶ) stays. *all: every word of
// it has a reading that most have.
static char *agreed(const char *mine, const struct way *ways, size_t count, bool *all)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	size_t words = words_in(mine);

	for (size_t i = 0; i < words; i++) {
		size_t own, len = 0;
		const char *word = word_at(mine, i, &own);
		const char *said = most_said(ways, count, i, &len);
		bool keep = !said || hs_vi_same(word, own, said, len);

		*all &= said != NULL;
		hs_buf_addf(&out, "%s", i ? " " : "");
		hs_buf_add(&out, keep ? word : said, keep ? own : len);
	}
	return hs_buf_take(&out);
}

static void agree(struct saying *list, size_t count, enum hs_document_field field)
{
	struct way ways[WAYS_MAX];
	size_t way_count = ways_of(list, count, ways);
	char **texts;
	bool all = true;

	if (count < LEAST)
		return;
	texts = hs_new(count, sizeof(*texts));
	for (size_t i = 0; i < count; i++)
		texts[i] = agreed(list[i].value->value, ways, way_count, &all);
	for (size_t i = 0; i < count; i++) {
		struct hs_value *value = list[i].value;

		free(value->value);
		value->value = texts[i];
		// A seal may hide the same letters of a position on all.
		if (all && field != HS_F_POSITION)
			hs_field_judge(value, field, fmax(value->confidence, 0.95));
	}
	free(texts);
}

static bool alike(const struct saying *a, const struct saying *b)
{
	return !strcmp(a->letters, b->letters) &&
	       words_in(a->value->value) == words_in(b->value->value);
}

void hs_documents_agree(struct hs_documents *all)
{
	static const enum hs_document_field fields[] = {HS_F_PLACE, HS_F_PARENT,
							HS_F_ISSUER, HS_F_POSITION};
	struct saying *list = hs_new(all->documents.count + 1, sizeof(*list));

	for (size_t f = 0; f < HS_COUNT(fields); f++) {
		size_t n = collect(all, fields[f], list), end;

		for (size_t i = 0; i < n; i = end) {
			for (end = i + 1; end < n && alike(&list[i], &list[end]); end++)
				continue;
			agree(list + i, end - i, fields[f]);
		}
		for (size_t i = 0; i < n; i++)
			free(list[i].letters);
	}
	free(list);
}
