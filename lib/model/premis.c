// premis.c - see premis.h
#include "model/premis.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/markup.h"
#include "model/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PREMIS "http://www.loc.gov/premis/v3"

// In the order in which they are written.
enum step { HEAD, OBJECTS, EVENTS, TAIL, END };

struct hs_premis_run {
	const struct hs_premis *premis;
	struct hs_markup m;
	enum step step;
	size_t i; // the next object or event
	// The files that have a name, rising by it: events speak of them.
	const struct hs_premis_file **named;
	size_t named_count;
};

// An identifier's two elements: <xIdentifierType>, <xIdentifierValue>.
static void identifier(struct hs_premis_run *w, const char *element, const char *stem,
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

static void open_object(struct hs_premis_run *w, const char *type, const char *id)
{
	hs_markup_open(&w->m, "object");
	hs_markup_attr(&w->m, "xsi:type", type);
	identifier(w, "objectIdentifier", "objectIdentifier", w->premis->kind, id, NULL);
}

static void part_of(struct hs_premis_run *w, const char *subtype, const char *id)
{
	hs_markup_open(&w->m, "relationship");
	hs_markup_element(&w->m, "relationshipType", "structural");
	hs_markup_element(&w->m, "relationshipSubType", subtype);
	identifier(w, "relatedObjectIdentifier", "relatedObjectIdentifier",
		   w->premis->kind, id, NULL);
	hs_markup_close(&w->m);
}

// ---- objects

static void file(struct hs_premis_run *w, const struct hs_premis_file *f)
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

static void wholes(struct hs_premis_run *w)
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
}

// ---- events

static void agent_id(const struct hs_event *e, struct hs_buf *out)
{
	hs_buf_addf(out, "%s %s", e->program, e->version ? e->version : "");
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(const struct hs_premis_file *const *)a)->name,
		      (*(const struct hs_premis_file *const *)b)->name);
}

static void sort_named(struct hs_premis_run *w)
{
	const struct hs_premis *p = w->premis;

	w->named = hs_new(p->count + 1, sizeof(*w->named));
	for (size_t i = 0; i < p->count; i++)
		if (p->files[i].name)
			w->named[w->named_count++] = &p->files[i];
	qsort(w->named, w->named_count, sizeof(*w->named), by_name);
}

static const struct hs_premis_file *find(const struct hs_premis_run *w, const char *name)
{
	const struct hs_premis_file key = {.name = name}, *wanted = &key;
	const struct hs_premis_file *const *found =
		bsearch(&wanted, w->named, w->named_count, sizeof(*w->named), by_name);

	return found ? *found : NULL;
}

// The file that an event speaks of, as the dossier calls it; NULL: the dossier.
static const struct hs_premis_file *spoken_of(const struct hs_premis_run *w,
					      const char *object)
{
	HS_AUTO(hs_buf_done) struct hs_buf master = {0};
	const struct hs_premis_file *file = object ? find(w, object) : NULL;

	if (file || !object)
		return file;
	hs_buf_addf(&master, "masters/%s", object);
	return find(w, master.data);
}

static void detail(struct hs_premis_run *w, const struct hs_event *e)
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

static void event(struct hs_premis_run *w, const struct hs_event *e, size_t number)
{
	const struct hs_premis_file *f = spoken_of(w, e->object);
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

static void agent(struct hs_premis_run *w, const struct hs_event *e)
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
static void agents(struct hs_premis_run *w, const struct hs_event *events, size_t count)
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

static void head(struct hs_premis_run *w)
{
	hs_markup_begin(&w->m, w->m.out);
	hs_markup_open(&w->m, "premis");
	hs_markup_attr(&w->m, "xmlns", PREMIS);
	hs_markup_attr(&w->m, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	hs_markup_attr(&w->m, "xsi:schemaLocation",
		       PREMIS " http://www.loc.gov/standards/premis/v3/premis.xsd");
	hs_markup_attr(&w->m, "version", "3.0");
	wholes(w);
}

// Writes something, or goes to the next step.
static void go_on(struct hs_premis_run *w)
{
	const struct hs_list *list = w->premis->events;
	const struct hs_event *events = list ? list->items : NULL;
	size_t count = list ? list->count : 0;

	if (w->step == OBJECTS && w->i < w->premis->count) {
		file(w, &w->premis->files[w->i++]);
		return;
	}
	if (w->step == EVENTS && w->i < count) {
		event(w, &events[w->i], w->i + 1);
		w->i++;
		return;
	}
	if (w->step == HEAD)
		head(w);
	if (w->step == TAIL) {
		agents(w, events, count);
		hs_markup_end(&w->m);
	}
	w->step++;
	w->i = 0;
}

struct hs_premis_run *hs_premis_begin(const struct hs_premis *premis)
{
	struct hs_premis_run *w = HS_NEW(struct hs_premis_run);

	w->premis = premis;
	sort_named(w);
	return w;
}

bool hs_premis_next(struct hs_premis_run *run, struct hs_buf *out)
{
	size_t had = out->len;

	run->m.out = out;
	while (run->step != END && out->len == had)
		go_on(run);
	return out->len > had;
}

void hs_premis_run_free(struct hs_premis_run **run)
{
	if (*run)
		free((*run)->named);
	free(*run);
	*run = NULL;
}

void hs_premis_write(const struct hs_premis *premis, struct hs_buf *out)
{
	HS_AUTO(hs_premis_run_free) struct hs_premis_run *run = hs_premis_begin(premis);

	while (hs_premis_next(run, out))
		;
}
