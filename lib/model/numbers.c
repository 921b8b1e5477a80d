// numbers.c - see numbers.h
#include "model/numbers.h"
#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define AT(T, member) .at = offsetof(struct T, member)

static const struct hs_field numbered_fields[] = {
	{"dossier", HS_TEXT, AT(hs_numbered, dossier), .always = true},
	{"page", HS_NUMBER, AT(hs_numbered, page), .always = true},
	{"number", HS_TEXT, AT(hs_numbered, number)},
	{"symbol", HS_TEXT, AT(hs_numbered, symbol)},
	{"type", HS_TEXT, AT(hs_numbered, type)},
	{"issuer", HS_TEXT, AT(hs_numbered, issuer)},
	{"parent", HS_TEXT, AT(hs_numbered, parent)},
	{"date", HS_TEXT, AT(hs_numbered, date)},
	{"rule", HS_TEXT, AT(hs_numbered, rule)},
	{"review", HS_TEXT, AT(hs_numbered, review)},
	{0},
};
const struct hs_shape hs_numbered_shape = {sizeof(struct hs_numbered), numbered_fields};

static const struct hs_field noted_fields[] = {
	{"dossier", HS_TEXT, AT(hs_noted, dossier), .always = true},
	{"page", HS_NUMBER, AT(hs_noted, page)},
	{"from", HS_NUMBER, AT(hs_noted, from), .always = true},
	{"to", HS_NUMBER, AT(hs_noted, to), .always = true},
	{0},
};
const struct hs_shape hs_noted_shape = {sizeof(struct hs_noted), noted_fields};

static char *copy(const struct hs_document *d, enum hs_document_field field)
{
	const char *text = hs_document_text(d, field);

	return text && *text ? hs_dup(text) : NULL;
}

// What decides where the document belongs, and is not sure.
static char *in_review(const struct hs_document *d)
{
	static const enum hs_document_field looked_at[] = {
		HS_F_NUMBER, HS_F_SYMBOL, HS_F_TYPE, HS_F_DATE, HS_F_ISSUER};
	struct hs_buf out = {0};

	for (size_t i = 0; i < HS_COUNT(looked_at); i++) {
		const struct hs_value *v = d->fields[looked_at[i]];

		if (v && v->value && *v->value && v->state &&
		    !strcmp(v->state, HS_REVIEW))
			hs_buf_addf(&out, "%s%s", out.len ? " " : "",
				    hs_document_field_name(looked_at[i]));
	}
	return out.len ? hs_buf_take(&out) : NULL;
}

static void add_document(struct hs_numbers *numbers, const char *dossier,
			 const struct hs_document *d)
{
	const char *number = hs_document_text(d, HS_F_NUMBER);

	if (!number || !*number)
		return;
	*(struct hs_numbered *)hs_list_add(
		&numbers->documents, sizeof(struct hs_numbered)) = (struct hs_numbered){
		.dossier = hs_dup(dossier),
		.page = hs_document_first(d),
		.number = hs_dup(number),
		.symbol = copy(d, HS_F_SYMBOL),
		.type = copy(d, HS_F_TYPE),
		.issuer = copy(d, HS_F_ISSUER),
		.parent = copy(d, HS_F_PARENT),
		.date = copy(d, HS_F_DATE),
		.rule = d->rule && *d->rule ? hs_dup(d->rule) : NULL,
		.review = in_review(d),
	};
}

static void add_noted(struct hs_numbers *numbers, const char *dossier,
		      const struct hs_documents *documents, const struct hs_row *row)
{
	const struct hs_document *list = documents->documents.items;
	const double *missing = row->missing.items;
	struct hs_noted *last = NULL;
	uint64_t page = 0;

	if (row->document && row->document <= documents->documents.count)
		page = hs_document_first(&list[row->document - 1]);
	for (size_t i = 0; i < row->missing.count; i++) {
		uint64_t n = missing[i] >= 1 && missing[i] <= HS_NUMBER_MAX
				     ? (uint64_t)missing[i]
				     : 0;

		if (!n)
			continue;
		if (last && last->to + 1 == n) {
			last->to = n;
			continue;
		}
		last = hs_list_add(&numbers->noted, sizeof(*last));
		*last = (struct hs_noted){hs_dup(dossier), page, n, n};
	}
}

void hs_numbers_add(struct hs_numbers *numbers, const char *dossier,
		    const struct hs_documents *documents)
{
	const struct hs_document *list = documents->documents.items;
	const struct hs_row *rows = documents->contents.items;

	for (size_t i = 0; i < documents->documents.count; i++)
		add_document(numbers, dossier, &list[i]);
	for (size_t i = 0; i < documents->contents.count; i++)
		add_noted(numbers, dossier, documents, &rows[i]);
}

void hs_numbers_done(struct hs_numbers *numbers)
{
	struct hs_numbered *documents = numbers->documents.items;
	struct hs_noted *noted = numbers->noted.items;

	for (size_t i = 0; i < numbers->documents.count; i++)
		hs_shape_done(&hs_numbered_shape, &documents[i]);
	for (size_t i = 0; i < numbers->noted.count; i++)
		hs_shape_done(&hs_noted_shape, &noted[i]);
	free(numbers->documents.items);
	free(numbers->noted.items);
	*numbers = (struct hs_numbers){0};
}
