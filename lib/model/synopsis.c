// synopsis.c - see synopsis.h
#include "model/synopsis.h"

#include <string.h>

static const char *said(const char *text)
{
	return text && *text ? text : NULL;
}

static const char *cover(const struct hs_documents *documents, enum hs_cover_field field)
{
	const struct hs_value *v =
		documents->cover ? documents->cover->fields[field] : NULL;

	if (!v || (!hs_value_by_person(v) && v->state && strcmp(v->state, HS_ACCEPTED)))
		return NULL;
	return said(v->value);
}

static const char *either(const char *own, const struct hs_documents *documents,
			  enum hs_cover_field field)
{
	return said(own) ? own : cover(documents, field);
}

// The first (order -1) or last (1) date of the documents; ISO dates compare as texts.
static const char *outermost(const struct hs_documents *documents, int order)
{
	const struct hs_document *list = documents->documents.items;
	const char *best = NULL;

	for (size_t i = 0; i < documents->documents.count; i++) {
		const struct hs_value *v = list[i].fields[HS_F_DATE];
		const char *date = said(hs_document_text(&list[i], HS_F_DATE));

		if (!date || strlen(date) != strlen("2010-07-01") ||
		    (v->state && strcmp(v->state, HS_ACCEPTED)))
			continue;
		if (!best || strcmp(date, best) * order > 0)
			best = date;
	}
	return best;
}

void hs_synopsis_fill(struct hs_synopsis *s, const struct hs_dossier *dossier,
		      const struct hs_documents *documents)
{
	const struct hs_file *files = dossier->files.items;

	*s = (struct hs_synopsis){
		.title = either(dossier->title, documents, HS_C_TITLE),
		.start = either(dossier->start_date, documents, HS_C_START),
		.end = either(dossier->end_date, documents, HS_C_END),
		.retention = either(dossier->retention, documents, HS_C_RETENTION),
		.sheets = cover(documents, HS_C_SHEETS),
	};
	if (!s->title)
		s->title = dossier->code;
	if (!s->start)
		s->start = outermost(documents, -1);
	if (!s->end)
		s->end = outermost(documents, 1);
	for (size_t i = 0; i < dossier->files.count; i++)
		s->pages += files[i].pages;
}
