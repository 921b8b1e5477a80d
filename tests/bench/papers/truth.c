// truth.c - see truth.h
#include "bench/papers/truth.h"
#include "base/auto.h"

#include <stdlib.h>
#include <string.h>

// Lines that belong together, as one.
static char *joined(const char *lines)
{
	char *text = hs_dup(lines);

	for (char *at = text; (at = strchr(at, '\n'));)
		*at = ' ';
	return text;
}

static struct hs_value *put(struct hs_document *doc, enum hs_document_field field,
			    const char *text, uint32_t page)
{
	if (!text)
		return NULL;
	doc->fields[field] = hs_value_new(text, HS_FROM_PERSON, HS_ACCEPTED);
	doc->fields[field]->page = page;
	return doc->fields[field];
}

static void put_lines(struct hs_document *doc, enum hs_document_field field,
		      const char *lines, uint32_t page)
{
	HS_AUTO(hs_text_free) char *text = lines ? joined(lines) : NULL;

	(void)put(doc, field, text, page);
}

static void by_hand(struct hs_value *value)
{
	value->rest = hs_dup("{\"handwritten\":true}");
}

static void put_attachment(struct hs_document *doc, const struct paper *p, int front)
{
	struct hs_attachment *a;

	if (!p->attachment)
		return;
	a = hs_list_add(&doc->attachments, sizeof(*a));
	a->title = joined(p->attachment_title);
	hs_pages_set(&a->pages, (uint32_t)(front + p->attachment_first),
		     (uint32_t)(front + p->last));
}

static void put_paper(struct hs_document *doc, const struct paper *p, int front)
{
	static const char *const rules[ERA_COUNT] = {
		[ERA_1997] = "party-1997",  [ERA_2004] = "party-2004",
		[ERA_2018] = "party-2018",  [ERA_2026] = "party-2026",
		[ERA_STATE] = "state-2020",
	};
	HS_AUTO(hs_text_free) char *date = paper_iso_date(p);
	uint32_t first = (uint32_t)(front + p->first);
	struct hs_value *v;

	hs_pages_set(&doc->pages, first, (uint32_t)(front + p->last));
	(void)put(doc, HS_F_TYPE, p->type, first);
	if (p->number) {
		v = put(doc, HS_F_NUMBER, p->digits, first);
		if (p->handwritten)
			by_hand(v);
		(void)put(doc, HS_F_SYMBOL, p->symbol, first);
	}
	v = put(doc, HS_F_DATE, date, first);
	if (p->handwritten)
		by_hand(v);
	(void)put(doc, HS_F_PLACE, p->place, first);
	put_lines(doc, HS_F_PARENT, p->parent, first);
	put_lines(doc, HS_F_ISSUER, p->issuer, first);
	put_lines(doc, HS_F_SUBJECT, p->subject, first);
	put_lines(doc, HS_F_AUTHORITY, p->authority, 0);
	(void)put(doc, HS_F_POSITION, p->position, 0);
	(void)put(doc, HS_F_SIGNER, p->signer, 0);
	(void)put(doc, HS_F_RECIPIENTS, p->recipients, 0);
	(void)put(doc, HS_F_SECRECY, p->secrecy, first);
	(void)put(doc, HS_F_URGENCY, p->urgency, first);
	if (rules[p->era])
		doc->rule = hs_dup(rules[p->era]);
	put_attachment(doc, p, front);
}

void truth_papers(struct hs_documents *truth, const struct dossier *d, int front)
{
	for (int i = 0; i < d->count; i++) {
		struct hs_document *doc = hs_list_add(&truth->documents, sizeof(*doc));

		put_paper(doc, &d->papers[i], front);
		if (d->front)
			doc->row = (uint64_t)i + 1;
	}
}
