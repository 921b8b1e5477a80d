// document.c - see document.h
#include "model/document.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define AT(T, member) .at = offsetof(struct T, member)

static const struct hs_field value_fields[] = {
	{"value", HS_TEXT, AT(hs_value, value), .always = true},
	{"confidence", HS_REAL, AT(hs_value, confidence)},
	{"page", HS_NUMBER, AT(hs_value, page)},
	{"box", HS_REALS, AT(hs_value, box)},
	{"state", HS_TEXT, AT(hs_value, state)},
	{"source", HS_TEXT, AT(hs_value, source)},
	{"", HS_REST, AT(hs_value, rest)},
	{0},
};
const struct hs_shape hs_value_shape = {sizeof(struct hs_value), value_fields};

static const struct hs_field remark_fields[] = {
	{"what", HS_TEXT, AT(hs_remark, what), .always = true},
	{"detail", HS_TEXT, AT(hs_remark, detail)},
	{"clause", HS_TEXT, AT(hs_remark, clause)},
	{"page", HS_NUMBER, AT(hs_remark, page)},
	{"", HS_REST, AT(hs_remark, rest)},
	{0},
};
const struct hs_shape hs_remark_shape = {sizeof(struct hs_remark), remark_fields};

static const struct hs_field attachment_fields[] = {
	{"pages", HS_REALS, AT(hs_attachment, pages), .always = true},
	{"title", HS_TEXT, AT(hs_attachment, title)},
	{"", HS_REST, AT(hs_attachment, rest)},
	{0},
};
static const struct hs_shape attachment_shape = {
	sizeof(struct hs_attachment),
	attachment_fields,
};

#define FIELD(name, which)                                                               \
	{                                                                                \
		name, HS_PART, AT(hs_document, fields[which]), .of = &hs_value_shape     \
	}

static const struct hs_field document_fields[] = {
	{"pages", HS_REALS, AT(hs_document, pages), .always = true},
	FIELD("type", HS_F_TYPE),
	FIELD("number", HS_F_NUMBER),
	FIELD("symbol", HS_F_SYMBOL),
	FIELD("date", HS_F_DATE),
	FIELD("place", HS_F_PLACE),
	FIELD("parent", HS_F_PARENT),
	FIELD("issuer", HS_F_ISSUER),
	FIELD("subject", HS_F_SUBJECT),
	FIELD("authority", HS_F_AUTHORITY),
	FIELD("position", HS_F_POSITION),
	FIELD("signer", HS_F_SIGNER),
	FIELD("recipients", HS_F_RECIPIENTS),
	FIELD("secrecy", HS_F_SECRECY),
	FIELD("urgency", HS_F_URGENCY),
	{"pages_by", HS_TEXT, AT(hs_document, pages_by)},
	{"rule", HS_TEXT, AT(hs_document, rule)},
	{"row", HS_NUMBER, AT(hs_document, row)},
	{"attachments", HS_LIST, AT(hs_document, attachments), .of = &attachment_shape},
	{"findings", HS_LIST, AT(hs_document, findings), .of = &hs_remark_shape},
	{"", HS_REST, AT(hs_document, rest)},
	{0},
};
const struct hs_shape hs_document_shape = {sizeof(struct hs_document), document_fields};

static const struct hs_field row_fields[] = {
	{"page", HS_NUMBER, AT(hs_row, page), .always = true},
	{"box", HS_REALS, AT(hs_row, box)},
	{"ordinal", HS_TEXT, AT(hs_row, ordinal)},
	{"symbol", HS_TEXT, AT(hs_row, symbol)},
	{"date", HS_TEXT, AT(hs_row, date)},
	{"subject", HS_TEXT, AT(hs_row, subject)},
	{"issuer", HS_TEXT, AT(hs_row, issuer)},
	{"sheet", HS_TEXT, AT(hs_row, sheet)},
	{"note", HS_TEXT, AT(hs_row, note)},
	{"missing", HS_REALS, AT(hs_row, missing)},
	{"document", HS_NUMBER, AT(hs_row, document)},
	{"", HS_REST, AT(hs_row, rest)},
	{0},
};
const struct hs_shape hs_row_shape = {sizeof(struct hs_row), row_fields};

#define COVER(name, which)                                                               \
	{                                                                                \
		name, HS_PART, AT(hs_cover, fields[which]), .of = &hs_value_shape        \
	}

static const struct hs_field cover_fields[] = {
	{"pages", HS_REALS, AT(hs_cover, pages), .always = true},
	COVER("title", HS_C_TITLE),
	COVER("start_date", HS_C_START),
	COVER("end_date", HS_C_END),
	COVER("retention", HS_C_RETENTION),
	COVER("sheets", HS_C_SHEETS),
	{"", HS_REST, AT(hs_cover, rest)},
	{0},
};
const struct hs_shape hs_cover_shape = {sizeof(struct hs_cover), cover_fields};

static const struct hs_field documents_fields[] = {
	{"format", HS_NUMBER, AT(hs_documents, format), .always = true},
	{"key", HS_TEXT, AT(hs_documents, key)},
	{"cover", HS_PART, AT(hs_documents, cover), .of = &hs_cover_shape},
	{"contents_pages", HS_REALS, AT(hs_documents, contents_pages)},
	{"contents", HS_LIST, AT(hs_documents, contents), .of = &hs_row_shape},
	{"documents", HS_LIST, AT(hs_documents, documents), .always = true,
	 .of = &hs_document_shape},
	{"findings", HS_LIST, AT(hs_documents, findings), .of = &hs_remark_shape},
	{"", HS_REST, AT(hs_documents, rest)},
	{0},
};
const struct hs_shape hs_documents_shape = {
	sizeof(struct hs_documents),
	documents_fields,
};

void hs_documents_done(struct hs_documents *documents)
{
	hs_shape_done(&hs_documents_shape, documents);
}

// The table of members starts with the pages; the fields follow in their order.
const char *hs_document_field_name(enum hs_document_field field)
{
	return document_fields[1 + field].name;
}

enum hs_document_field hs_document_field_of(const char *name)
{
	for (int i = 0; i < HS_FIELDS; i++)
		if (!strcmp(document_fields[1 + i].name, name))
			return (enum hs_document_field)i;
	return HS_FIELDS;
}

struct hs_value *hs_value_new(const char *value, const char *source, const char *state)
{
	struct hs_value *made = HS_NEW(struct hs_value);

	made->value = hs_dup(value);
	made->source = hs_dup(source);
	made->state = hs_dup(state);
	return made;
}

static void add_real(struct hs_list *list, double number)
{
	*(double *)hs_list_add(list, sizeof(double)) = number;
}

void hs_value_place(struct hs_value *value, uint64_t page, const struct hs_box *box)
{
	value->page = page;
	free(value->box.items);
	value->box = (struct hs_list){0};
	if (!box)
		return;
	add_real(&value->box, box->x);
	add_real(&value->box, box->y);
	add_real(&value->box, box->w);
	add_real(&value->box, box->h);
}

void hs_value_free(struct hs_value **value)
{
	if (*value)
		hs_shape_done(&hs_value_shape, *value);
	free(*value);
	*value = NULL;
}

bool hs_value_by_person(const struct hs_value *value)
{
	return value && value->source && !strcmp(value->source, HS_FROM_PERSON);
}

struct hs_value **hs_value_slot(const struct hs_shape *shape, void *record,
				const char *name)
{
	for (const struct hs_field *f = shape->fields; f->name; f++)
		if (f->of == &hs_value_shape && !strcmp(f->name, name))
			return (struct hs_value **)((char *)record + f->at);
	return NULL;
}

const char *hs_document_text(const struct hs_document *document,
			     enum hs_document_field field)
{
	const struct hs_value *value = document->fields[field];

	return value && *value->value ? value->value : NULL;
}

static uint32_t page_at(const struct hs_document *document, size_t which)
{
	const double *range = document->pages.items;

	if (document->pages.count != 2 || !(range[which] >= 1) ||
	    range[which] > HS_PAGES_MAX)
		return 0;
	return (uint32_t)range[which];
}

uint32_t hs_document_first(const struct hs_document *document)
{
	return page_at(document, 0);
}

uint32_t hs_document_last(const struct hs_document *document)
{
	return page_at(document, 1);
}

struct hs_document *hs_documents_at(const struct hs_documents *documents, uint32_t page)
{
	struct hs_document *list = documents->documents.items;

	for (size_t i = 0; i < documents->documents.count; i++)
		if (page && hs_document_first(&list[i]) == page)
			return &list[i];
	return NULL;
}

void hs_pages_set(struct hs_list *pages, uint32_t first, uint32_t last)
{
	free(pages->items);
	*pages = (struct hs_list){0};
	add_real(pages, first);
	add_real(pages, last);
}

void hs_remark_add(struct hs_list *remarks, const char *what, const char *detail,
		   const char *clause, uint32_t page)
{
	struct hs_remark *remark = hs_list_add(remarks, sizeof(*remark));

	*remark = (struct hs_remark){
		.what = hs_dup(what),
		.detail = detail ? hs_dup(detail) : NULL,
		.clause = clause ? hs_dup(clause) : NULL,
		.page = page,
	};
}
