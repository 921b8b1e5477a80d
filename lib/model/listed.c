// listed.c - see listed.h
#include "model/listed.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/query.h"

#include <inttypes.h>
#include <string.h>

#define AT(member) .at = offsetof(struct hs_listed, member)

static const struct hs_field listed_fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"dossier", HS_TEXT, AT(dossier), .always = true},
	{"title", HS_TEXT, AT(title)},
	{"fonds", HS_TEXT, AT(fonds)},
	{"inventory", HS_TEXT, AT(inventory)},
	{"ordinal", HS_NUMBER, AT(ordinal), .always = true},
	{"pages", HS_TEXT, AT(pages), .always = true},
	{"first_page", HS_NUMBER, AT(first_page), .always = true},
	{"page_count", HS_NUMBER, AT(page_count), .always = true},
	{"number_symbol", HS_TEXT, AT(number_symbol)},
	{"number", HS_TEXT, AT(fields[HS_F_NUMBER])},
	{"symbol", HS_TEXT, AT(fields[HS_F_SYMBOL])},
	{"date", HS_TEXT, AT(fields[HS_F_DATE])},
	{"type_subject", HS_TEXT, AT(type_subject)},
	{"type", HS_TEXT, AT(fields[HS_F_TYPE])},
	{"subject", HS_TEXT, AT(fields[HS_F_SUBJECT])},
	{"issuer", HS_TEXT, AT(fields[HS_F_ISSUER])},
	{"parent", HS_TEXT, AT(fields[HS_F_PARENT])},
	{"place", HS_TEXT, AT(fields[HS_F_PLACE])},
	{"authority", HS_TEXT, AT(fields[HS_F_AUTHORITY])},
	{"position", HS_TEXT, AT(fields[HS_F_POSITION])},
	{"signer", HS_TEXT, AT(fields[HS_F_SIGNER])},
	{"recipients", HS_TEXT, AT(fields[HS_F_RECIPIENTS])},
	{"secrecy", HS_TEXT, AT(fields[HS_F_SECRECY])},
	{"urgency", HS_TEXT, AT(fields[HS_F_URGENCY])},
	{"rule", HS_TEXT, AT(rule)},
	{"sheet", HS_TEXT, AT(sheet)},
	{"sheet_or_pages", HS_TEXT, AT(sheet_or_pages)},
	{"note", HS_TEXT, AT(note)},
	{"attachments", HS_NUMBER, AT(attachments), .always = true},
	{"findings", HS_NUMBER, AT(findings), .always = true},
	{"file", HS_TEXT, AT(file)},
	{"review", HS_TEXTS, AT(review)},
	{0},
};
const struct hs_shape hs_listed_shape = {sizeof(struct hs_listed), listed_fields};

const struct hs_row *hs_contents_row(const struct hs_documents *documents,
				     const struct hs_document *document)
{
	const struct hs_row *rows = documents->contents.items;

	if (!document->row || document->row > documents->contents.count)
		return NULL;
	return &rows[document->row - 1];
}

static char *copy(const char *text)
{
	return text && *text ? hs_dup(text) : NULL;
}

// The two with a space between, or the one that there is.
static char *joined(const char *a, const char *b)
{
	struct hs_buf out = {0};

	if (!a || !b)
		return copy(a ? a : b);
	hs_buf_addf(&out, "%s %s", a, b);
	return hs_buf_take(&out);
}

static void fill_pages(struct hs_listed *row, const struct hs_document *d)
{
	uint32_t first = hs_document_first(d), last = hs_document_last(d);
	struct hs_buf out = {0};

	if (first)
		hs_buf_addf(&out, "%" PRIu32, first);
	if (first && last > first)
		hs_buf_addf(&out, "-%" PRIu32, last);
	row->pages = hs_buf_take(&out);
	row->first_page = first;
	row->page_count = first && last >= first ? last - first + 1 : 0;
}

static void fill_fields(struct hs_listed *row, const struct hs_document *d)
{
	for (int f = 0; f < HS_FIELDS; f++) {
		const struct hs_value *value = d->fields[f];

		row->fields[f] = value ? copy(value->value) : NULL;
		if (row->fields[f] && value->state && !strcmp(value->state, HS_REVIEW))
			*(char **)hs_list_add(&row->review, sizeof(char *)) =
				hs_dup(hs_document_field_name(f));
	}
	row->number_symbol =
		hs_symbol_written(row->fields[HS_F_NUMBER], row->fields[HS_F_SYMBOL]);
	row->type_subject = joined(row->fields[HS_F_TYPE], row->fields[HS_F_SUBJECT]);
}

static void fill_from_contents(struct hs_listed *row, const struct hs_row *printed)
{
	if (printed) {
		row->sheet = copy(printed->sheet);
		row->note = copy(printed->note);
	}
	row->sheet_or_pages = row->sheet    ? hs_dup(row->sheet)
			      : *row->pages ? joined("tr.", row->pages)
					    : NULL;
}

void hs_listed_fill(struct hs_listed *row, const struct hs_dossier *dossier,
		    const struct hs_documents *documents, size_t which)
{
	const struct hs_document *d =
		(const struct hs_document *)documents->documents.items + which;

	*row = (struct hs_listed){
		.format = HS_FORMAT,
		.dossier = hs_dup(dossier->code),
		.title = copy(dossier->title),
		.fonds = copy(dossier->fonds),
		.inventory = copy(dossier->inventory),
		.ordinal = which + 1,
		.rule = copy(d->rule),
		.attachments = d->attachments.count,
		.findings = d->findings.count,
	};
	fill_pages(row, d);
	fill_fields(row, d);
	fill_from_contents(row, hs_contents_row(documents, d));
}

void hs_listed_done(struct hs_listed *row)
{
	hs_shape_done(&hs_listed_shape, row);
}

static bool in_review(const struct hs_listed *row, const char *field)
{
	for (size_t i = 0; i < row->review.count; i++)
		if (!strcmp(((char *const *)row->review.items)[i], field))
			return true;
	return false;
}

bool hs_listed_doubtful(const struct hs_listed *row, const char *member)
{
	if (!strcmp(member, "number_symbol"))
		return in_review(row, "number") || in_review(row, "symbol");
	if (!strcmp(member, "type_subject"))
		return in_review(row, "type") || in_review(row, "subject");
	return in_review(row, member);
}
