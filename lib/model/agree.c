// agree.c - see agree.h
#include "model/agree.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/vi.h"
#include "model/fields.h"
#include "model/phrase.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST = 3 }; // papers that have to say it

struct saying {
	char *letters; // owned
	struct hs_value *value;
};

static int by_letters(const void *a, const void *b)
{
	const struct saying *x = a, *y = b;
	int order = strcmp(x->letters, y->letters);

	return order ? order : strcmp(x->value->value, y->value->value);
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

// The way of writing whose readings are surest together; sum gets how sure.
static size_t most_said(const struct saying *list, size_t count, double *sum)
{
	size_t best = 0;

	*sum = 0;
	for (size_t i = 0, end; i < count; i = end) {
		double sure = 0;

		for (end = i; end < count &&
			      !strcmp(list[end].value->value, list[i].value->value);
		     end++)
			sure += list[end].value->confidence;
		if (sure > *sum) {
			*sum = sure;
			best = i;
		}
	}
	return best;
}

// Word by word: one that differs only by where its tone stands (ỦY, UỶ) stays.
static void take_over(struct hs_value *value, const char *text)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	const char *mine = value->value;

	while (*text) {
		size_t len = strcspn(text, " "), own = strcspn(mine, " ");
		bool keep = hs_vi_same(mine, own, text, len);

		hs_buf_addf(&out, "%s", out.len ? " " : "");
		hs_buf_add(&out, keep ? mine : text, keep ? own : len);
		text += len + (text[len] == ' ');
		mine += own + (mine[own] == ' ');
	}
	hs_text_set(&value->value, hs_buf_text(&out));
}

static void agree(struct saying *list, size_t count, enum hs_document_field field)
{
	double sum, all = 0;
	size_t best = most_said(list, count, &sum);
	HS_AUTO(hs_text_free) char *text = hs_dup(list[best].value->value);

	for (size_t i = 0; i < count; i++)
		all += list[i].value->confidence;
	if (count < LEAST || 2 * sum < all)
		return;
	for (size_t i = 0; i < count; i++) {
		struct hs_value *value = list[i].value;

		take_over(value, text);
		hs_field_judge(value, field,
			       value->confidence > 0.95 ? value->confidence : 0.95);
	}
}

void hs_documents_agree(struct hs_documents *all)
{
	static const enum hs_document_field fields[] = {
		HS_F_PLACE, HS_F_PARENT, HS_F_ISSUER, HS_F_POSITION};
	struct saying *list = hs_new(all->documents.count + 1, sizeof(*list));

	for (size_t f = 0; f < HS_COUNT(fields); f++) {
		size_t n = collect(all, fields[f], list), end;

		for (size_t i = 0; i < n; i = end) {
			for (end = i + 1;
			     end < n && !strcmp(list[end].letters, list[i].letters); end++)
				continue;
			agree(list + i, end - i, fields[f]);
		}
		for (size_t i = 0; i < n; i++)
			free(list[i].letters);
	}
	free(list);
}
