// ead.c - see ead.h
#include "model/ead.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/listed.h"
#include "model/markup.h"
#include "model/mets.h"
#include "model/synopsis.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define EAD "http://ead3.archivists.org/schema/"
#define OAI "http://www.openarchives.org/OAI/2.0/oai_dc/"
#define XSI "http://www.w3.org/2001/XMLSchema-instance"

struct writer {
	const struct hs_ead *ead;
	struct hs_synopsis s;
	struct hs_markup m;
};

// Elements in each other, the innermost with the text; middle may be NULL. Without a
// text there are none.
static void wrap(struct writer *w, const char *text, const char *outer,
		 const char *middle, const char *inner)
{
	if (!text || !*text)
		return;
	hs_markup_open(&w->m, outer);
	if (middle)
		hs_markup_open(&w->m, middle);
	hs_markup_element(&w->m, inner, text);
	if (middle)
		hs_markup_close(&w->m);
	hs_markup_close(&w->m);
}

static void control(struct writer *w)
{
	hs_markup_open(&w->m, "control");
	hs_markup_element(&w->m, "recordid", w->ead->objid);
	wrap(w, w->s.title, "filedesc", "titlestmt", "titleproper");
	hs_markup_open(&w->m, "maintenancestatus");
	hs_markup_attr(&w->m, "value", "new");
	hs_markup_close(&w->m);
	wrap(w, w->ead->dossier->fonds ? w->ead->dossier->fonds : w->ead->dossier->code,
	     "maintenanceagency", NULL, "agencyname");
	hs_markup_open(&w->m, "maintenancehistory");
	hs_markup_open(&w->m, "maintenanceevent");
	hs_markup_open(&w->m, "eventtype");
	hs_markup_attr(&w->m, "value", "created");
	hs_markup_close(&w->m);
	hs_markup_element(&w->m, "eventdatetime", w->ead->time);
	hs_markup_open(&w->m, "agenttype");
	hs_markup_attr(&w->m, "value", "machine");
	hs_markup_close(&w->m);
	hs_markup_element(&w->m, "agent", w->ead->software);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
}

static void unit_date(struct writer *w, const char *from, const char *to)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (!from && !to)
		return;
	hs_buf_addf(&text, "%s%s%s", from ? from : "",
		    from && to && strcmp(from, to) ? "/" : "",
		    to && (!from || strcmp(from, to)) ? to : "");
	hs_markup_open(&w->m, "unitdate");
	hs_markup_attr(&w->m, "normal", text.data);
	hs_markup_text(&w->m, text.data);
	hs_markup_close(&w->m);
}

static void extent(struct writer *w, uint64_t pages)
{
	char text[40];

	snprintf(text, sizeof(text), "%" PRIu64 " trang", pages);
	hs_markup_element(&w->m, "physdesc", pages ? text : NULL);
}

static void language(struct writer *w)
{
	hs_markup_open(&w->m, "langmaterial");
	hs_markup_open(&w->m, "language");
	hs_markup_attr(&w->m, "langcode", "vie");
	hs_markup_text(&w->m, "Tiếng Việt");
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
}

// ---- a document

static void item_facts(struct writer *w, const struct hs_listed *row, const char *link)
{
	HS_AUTO(hs_text_free) char *url = link ? hs_mets_url(link) : NULL;
	char ordinal[24];

	snprintf(ordinal, sizeof(ordinal), "%" PRIu64, row->ordinal);
	hs_markup_open(&w->m, "did");
	hs_markup_element(&w->m, "unitid",
			  row->number_symbol ? row->number_symbol : ordinal);
	hs_markup_element(&w->m, "unittitle",
			  row->type_subject ? row->type_subject : ordinal);
	unit_date(w, row->fields[HS_F_DATE], NULL);
	wrap(w, row->fields[HS_F_ISSUER], "origination", "corpname", "part");
	extent(w, row->page_count);
	if (url) {
		hs_markup_open(&w->m, "dao");
		hs_markup_attr(&w->m, "daotype", "derived");
		hs_markup_attr(&w->m, "href", url);
		hs_markup_close(&w->m);
	}
	hs_markup_close(&w->m);
}

static void remarks(struct writer *w, const struct hs_listed *row)
{
	HS_AUTO(hs_buf_done) struct hs_buf review = {0};
	char *const *fields = row->review.items;

	wrap(w, row->fields[HS_F_SECRECY], "accessrestrict", NULL, "p");
	for (size_t i = 0; i < row->review.count; i++)
		hs_buf_addf(&review, "%s%s", i ? ", " : "to be reviewed: ", fields[i]);
	wrap(w, review.data, "odd", NULL, "p");
}

static void items(struct writer *w)
{
	const struct hs_documents *all = w->ead->documents;

	if (!all->documents.count)
		return;
	hs_markup_open(&w->m, "dsc");
	for (size_t i = 0; i < all->documents.count; i++) {
		HS_AUTO(hs_listed_done) struct hs_listed row = {0};

		hs_listed_fill(&row, w->ead->dossier, all, i);
		hs_markup_open(&w->m, "c");
		hs_markup_attr(&w->m, "level", "item");
		item_facts(w, &row, w->ead->links[i]);
		remarks(w, &row);
		hs_markup_close(&w->m);
	}
	hs_markup_close(&w->m);
}

void hs_ead_write(const struct hs_ead *ead, struct hs_buf *out)
{
	struct writer w = {.ead = ead};
	const struct hs_dossier *d = ead->dossier;

	hs_synopsis_fill(&w.s, d, ead->documents);
	hs_markup_begin(&w.m, out);
	hs_markup_open(&w.m, "ead");
	hs_markup_attr(&w.m, "xmlns", EAD);
	hs_markup_attr(&w.m, "xmlns:xsi", XSI);
	hs_markup_attr(&w.m, "xsi:schemaLocation",
		       EAD " https://www.loc.gov/ead/ead3.xsd");
	control(&w);
	hs_markup_open(&w.m, "archdesc");
	hs_markup_attr(&w.m, "level", "file");
	hs_markup_open(&w.m, "did");
	hs_markup_element(&w.m, "unitid", d->code);
	hs_markup_element(&w.m, "unittitle", w.s.title);
	unit_date(&w, w.s.start, w.s.end);
	wrap(&w, d->fonds, "origination", "corpname", "part");
	extent(&w, w.s.pages);
	language(&w);
	hs_markup_close(&w.m);
	wrap(&w, d->secrecy, "accessrestrict", NULL, "p");
	wrap(&w, w.s.retention, "appraisal", NULL, "p");
	wrap(&w, d->inventory, "fileplan", NULL, "p");
	items(&w);
	hs_markup_end(&w.m);
}

// ---- Dublin Core

void hs_dc_write(const struct hs_ead *ead, struct hs_buf *out)
{
	struct writer w = {.ead = ead};
	const struct hs_dossier *d = ead->dossier;

	hs_synopsis_fill(&w.s, d, ead->documents);
	hs_markup_begin(&w.m, out);
	hs_markup_open(&w.m, "oai_dc:dc");
	hs_markup_attr(&w.m, "xmlns:oai_dc", OAI);
	hs_markup_attr(&w.m, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	hs_markup_attr(&w.m, "xmlns:xsi", XSI);
	hs_markup_attr(&w.m, "xsi:schemaLocation",
		       OAI " http://www.openarchives.org/OAI/2.0/oai_dc.xsd");
	hs_markup_element(&w.m, "dc:identifier", d->code);
	hs_markup_element(&w.m, "dc:identifier", ead->objid);
	hs_markup_element(&w.m, "dc:title", w.s.title);
	hs_markup_element(&w.m, "dc:creator", d->fonds);
	hs_markup_element(&w.m, "dc:date", w.s.start);
	if (w.s.end && (!w.s.start || strcmp(w.s.start, w.s.end) != 0))
		hs_markup_element(&w.m, "dc:date", w.s.end);
	hs_markup_element(&w.m, "dc:language", "vi");
	hs_markup_element(&w.m, "dc:type", "Text");
	hs_markup_element(&w.m, "dc:relation", d->inventory);
	hs_markup_element(&w.m, "dc:rights", d->secrecy);
	for (size_t i = 0; i < ead->documents->documents.count; i++) {
		HS_AUTO(hs_listed_done) struct hs_listed row = {0};

		hs_listed_fill(&row, d, ead->documents, i);
		hs_markup_element(&w.m, "dc:description", row.type_subject);
	}
	hs_markup_end(&w.m);
}
