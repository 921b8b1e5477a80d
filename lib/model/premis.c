// premis.c - see premis.h
#include "model/premis.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/markup.h"
#include "model/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define PREMIS "http://www.loc.gov/premis/v3"

struct writer {
	const struct hs_premis *premis;
	struct hs_markup m;
};

// An identifier's two elements: <xIdentifierType>, <xIdentifierValue>.
static void identifier(struct writer *w, const char *element, const char *stem,
		       const char *kind, const char *value, const char *role)
{
	char type[64], content[64];

	snprintf(type, sizeof(type), "%sType", stem);
	snprintf(content, sizeof(content), "%sValue", stem);
	hs_markup_open(&w->m, element);
	hs_markup_element(&w->m, type, kind);
	hs_markup_element(&w->m, content, value);
	hs_markup_element(&w->m,
			  !strcmp(stem, "linkingAgentIdentifier") ? "linkingAgentRole"
								  : "linkingObjectRole",
			  role);
	hs_markup_close(&w->m);
}

static void open_object(struct writer *w, const char *type, const char *id)
{
	hs_markup_open(&w->m, "object");
	hs_markup_attr(&w->m, "xsi:type", type);
	identifier(w, "objectIdentifier", "objectIdentifier", w->premis->kind, id, NULL);
}

static void part_of(struct writer *w, const char *subtype, const char *id)
{
	hs_markup_open(&w->m, "relationship");
	hs_markup_element(&w->m, "relationshipType", "structural");
	hs_markup_element(&w->m, "relationshipSubType", subtype);
	identifier(w, "relatedObjectIdentifier", "relatedObjectIdentifier",
		   w->premis->kind, id, NULL);
	hs_markup_close(&w->m);
}

// ---- objects

static void file(struct writer *w, const struct hs_premis_file *f)
{
	char size[24];

	snprintf(size, sizeof(size), "%" PRIu64, f->size);
	open_object(w, "file", f->id);
	hs_markup_open(&w->m, "objectCharacteristics");
	hs_markup_element(&w->m, "compositionLevel", "0");
	hs_markup_open(&w->m, "fixity");
	hs_markup_element(&w->m, "messageDigestAlgorithm", "SHA-256");
	hs_markup_element(&w->m, "messageDigest", f->sha256);
	hs_markup_close(&w->m);
	hs_markup_element(&w->m, "size", size);
	hs_markup_open(&w->m, "format");
	hs_markup_open(&w->m, "formatDesignation");
	hs_markup_element(&w->m, "formatName", f->media);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
	hs_markup_element(&w->m, "originalName", f->original);
	hs_markup_open(&w->m, "storage");
	hs_markup_open(&w->m, "contentLocation");
	hs_markup_element(&w->m, "contentLocationType", "path in the package");
	hs_markup_element(&w->m, "contentLocationValue", f->path);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
	if (f->whole)
		part_of(w, "is part of", w->premis->wholes[f->whole - 1]);
	hs_markup_close(&w->m);
}

static void objects(struct writer *w)
{
	const struct hs_premis *p = w->premis;

	open_object(w, "intellectualEntity", p->entity);
	hs_markup_element(&w->m, "originalName", p->title);
	hs_markup_close(&w->m);
	for (size_t i = 0; i < p->whole_count; i++) {
		open_object(w, "representation", p->wholes[i]);
		part_of(w, "represents", p->entity);
		hs_markup_close(&w->m);
	}
	for (size_t i = 0; i < p->count; i++)
		file(w, &p->files[i]);
}

// ---- events

static void agent_id(const struct hs_event *e, struct hs_buf *out)
{
	hs_buf_addf(out, "%s %s", e->program, e->version ? e->version : "");
}

// The file that an event speaks of, as the dossier calls it; NULL: the dossier.
static const struct hs_premis_file *spoken_of(const struct hs_premis *p,
					      const char *object)
{
	for (size_t i = 0; object && i < p->count; i++) {
		const char *name = p->files[i].name;

		if (!name)
			continue;
		if (!strcmp(name, object) || (hs_starts(name, "masters/") &&
					      !strcmp(name + strlen("masters/"), object)))
			return &p->files[i];
	}
	return NULL;
}

static void detail(struct writer *w, const struct hs_event *e)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (e->object)
		hs_buf_addf(&text, "%s%s", e->object, e->detail ? ": " : "");
	if (e->detail)
		hs_buf_addf(&text, "%s", e->detail);
	if (!text.len)
		return;
	hs_markup_open(&w->m, "eventDetailInformation");
	hs_markup_element(&w->m, "eventDetail", text.data);
	hs_markup_close(&w->m);
}

static void event(struct writer *w, const struct hs_event *e, size_t number)
{
	const struct hs_premis_file *f = spoken_of(w->premis, e->object);
	HS_AUTO(hs_buf_done) struct hs_buf agent = {0};
	char id[40];

	snprintf(id, sizeof(id), "event-%04zu", number);
	agent_id(e, &agent);
	hs_markup_open(&w->m, "event");
	identifier(w, "eventIdentifier", "eventIdentifier", "LOCAL", id, NULL);
	hs_markup_element(&w->m, "eventType", e->event);
	hs_markup_element(&w->m, "eventDateTime", e->time);
	detail(w, e);
	if (e->outcome) {
		hs_markup_open(&w->m, "eventOutcomeInformation");
		hs_markup_element(&w->m, "eventOutcome", e->outcome);
		hs_markup_close(&w->m);
	}
	identifier(w, "linkingAgentIdentifier", "linkingAgentIdentifier", "LOCAL",
		   agent.data, "executing program");
	identifier(w, "linkingObjectIdentifier", "linkingObjectIdentifier",
		   w->premis->kind, f ? f->id : w->premis->entity, NULL);
	hs_markup_close(&w->m);
}

static bool same_agent(const struct hs_event *a, const struct hs_event *b)
{
	HS_AUTO(hs_buf_done) struct hs_buf x = {0};
	HS_AUTO(hs_buf_done) struct hs_buf y = {0};

	agent_id(a, &x);
	agent_id(b, &y);
	return !strcmp(x.data, y.data);
}

static void agent(struct writer *w, const struct hs_event *e)
{
	HS_AUTO(hs_buf_done) struct hs_buf id = {0};

	agent_id(e, &id);
	hs_markup_open(&w->m, "agent");
	identifier(w, "agentIdentifier", "agentIdentifier", "LOCAL", id.data, NULL);
	hs_markup_element(&w->m, "agentName", e->program);
	hs_markup_element(&w->m, "agentType", "software");
	hs_markup_element(&w->m, "agentVersion", e->version);
	hs_markup_close(&w->m);
}

// Each once, in the order in which they first did something.
static void agents(struct writer *w, const struct hs_event *events, size_t count)
{
	HS_AUTO(hs_buf_done) struct hs_buf first = {0}; // numbers, of size_t

	for (size_t i = 0; i < count; i++) {
		const size_t *seen = (const size_t *)(const void *)first.data;
		size_t n = first.len / sizeof(*seen), k = 0;

		while (k < n && !same_agent(&events[seen[k]], &events[i]))
			k++;
		if (k < n)
			continue;
		hs_buf_add(&first, &i, sizeof(i));
		agent(w, &events[i]);
	}
}

void hs_premis_write(const struct hs_premis *premis, struct hs_buf *out)
{
	struct writer w = {.premis = premis};
	const struct hs_event *events = premis->events ? premis->events->items : NULL;
	size_t count = premis->events ? premis->events->count : 0;

	hs_markup_begin(&w.m, out);
	hs_markup_open(&w.m, "premis");
	hs_markup_attr(&w.m, "xmlns", PREMIS);
	hs_markup_attr(&w.m, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	hs_markup_attr(&w.m, "xsi:schemaLocation",
		       PREMIS " http://www.loc.gov/standards/premis/v3/premis.xsd");
	hs_markup_attr(&w.m, "version", "3.0");
	objects(&w);
	for (size_t i = 0; i < count; i++)
		event(&w, &events[i], i + 1);
	agents(&w, events, count);
	hs_markup_end(&w.m);
}
