// record.c - see record.h
#include "model/record.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AT(T, member) .at = offsetof(struct T, member)

static const struct hs_field file_fields[] = {
	{"name", HS_TEXT, AT(hs_file, name), .always = true},
	{"original", HS_TEXT, AT(hs_file, original)},
	{"size", HS_NUMBER, AT(hs_file, size), .always = true},
	{"sha256", HS_TEXT, AT(hs_file, sha256), .always = true},
	{"media", HS_TEXT, AT(hs_file, media)},
	{"state", HS_TEXT, AT(hs_file, state), .always = true},
	{"reason", HS_TEXT, AT(hs_file, reason)},
	{"pages", HS_NUMBER, AT(hs_file, pages), .always = true},
	{"", HS_REST, AT(hs_file, rest)},
	{0},
};
const struct hs_shape hs_file_shape = {sizeof(struct hs_file), file_fields};

static const struct hs_field dossier_fields[] = {
	{"format", HS_NUMBER, AT(hs_dossier, format), .always = true},
	{"code", HS_TEXT, AT(hs_dossier, code), .always = true},
	{"fonds", HS_TEXT, AT(hs_dossier, fonds)},
	{"inventory", HS_TEXT, AT(hs_dossier, inventory)},
	{"title", HS_TEXT, AT(hs_dossier, title)},
	{"start_date", HS_TEXT, AT(hs_dossier, start_date)},
	{"end_date", HS_TEXT, AT(hs_dossier, end_date)},
	{"retention", HS_TEXT, AT(hs_dossier, retention)},
	{"secrecy", HS_TEXT, AT(hs_dossier, secrecy)},
	{"approval", HS_TEXT, AT(hs_dossier, approval)},
	{"files", HS_LIST, AT(hs_dossier, files), .always = true, .of = &hs_file_shape},
	{"", HS_REST, AT(hs_dossier, rest)},
	{0},
};
const struct hs_shape hs_dossier_shape = {sizeof(struct hs_dossier), dossier_fields};

static const struct hs_field finding_fields[] = {
	{"what", HS_TEXT, AT(hs_finding, what), .always = true},
	{"detail", HS_TEXT, AT(hs_finding, detail)},
	{"measure", HS_REAL, AT(hs_finding, measure)},
	{"limit", HS_REAL, AT(hs_finding, limit)},
	{"unit", HS_TEXT, AT(hs_finding, unit)},
	{"by", HS_TEXT, AT(hs_finding, by)},
	{"", HS_REST, AT(hs_finding, rest)},
	{0},
};
const struct hs_shape hs_finding_shape = {sizeof(struct hs_finding), finding_fields};

static const struct hs_field taken_name_fields[] = {
	{"name", HS_TEXT, AT(hs_taken_name, name), .always = true},
	{"box", HS_REALS, AT(hs_taken_name, box), .always = true},
	{"read", HS_TEXT, AT(hs_taken_name, read), .always = true},
	{"likeness", HS_REAL, AT(hs_taken_name, likeness), .always = true},
	{"page", HS_NUMBER, AT(hs_taken_name, page), .always = true},
	{"", HS_REST, AT(hs_taken_name, rest)},
	{0},
};
const struct hs_shape hs_taken_name_shape = {
	sizeof(struct hs_taken_name),
	taken_name_fields,
};

static const struct hs_field recognition_fields[] = {
	{"key", HS_TEXT, AT(hs_recognition, key), .always = true},
	{"state", HS_TEXT, AT(hs_recognition, state), .always = true},
	{"reason", HS_TEXT, AT(hs_recognition, reason)},
	{"source", HS_TEXT, AT(hs_recognition, source)},
	{"engine", HS_TEXT, AT(hs_recognition, engine)},
	{"model", HS_TEXT, AT(hs_recognition, model)},
	{"larger", HS_TEXT, AT(hs_recognition, larger)},
	{"recipe", HS_TEXT, AT(hs_recognition, recipe)},
	{"measures", HS_PART, AT(hs_recognition, measures), .of = &hs_measures_shape},
	{"lines", HS_NUMBER, AT(hs_recognition, lines)},
	{"again", HS_NUMBER, AT(hs_recognition, again)},
	{"words", HS_NUMBER, AT(hs_recognition, words), .always = true},
	{"noise", HS_NUMBER, AT(hs_recognition, noise)},
	{"confidence", HS_REAL, AT(hs_recognition, confidence)},
	{"stamps", HS_TEXTS, AT(hs_recognition, stamps)},
	{"names", HS_LIST, AT(hs_recognition, names), .of = &hs_taken_name_shape},
	{"", HS_REST, AT(hs_recognition, rest)},
	{0},
};
const struct hs_shape hs_recognition_shape = {
	sizeof(struct hs_recognition),
	recognition_fields,
};

static const struct hs_field page_fields[] = {
	{"format", HS_NUMBER, AT(hs_page, format), .always = true},
	{"page", HS_NUMBER, AT(hs_page, page), .always = true},
	{"file", HS_TEXT, AT(hs_page, file), .always = true},
	{"sha256", HS_TEXT, AT(hs_page, sha256)},
	{"frame", HS_NUMBER, AT(hs_page, frame), .always = true},
	{"frames", HS_NUMBER, AT(hs_page, frames), .always = true},
	{"width", HS_NUMBER, AT(hs_page, width), .always = true},
	{"height", HS_NUMBER, AT(hs_page, height), .always = true},
	{"dpi", HS_REAL, AT(hs_page, dpi), .always = true},
	{"dpi_y", HS_REAL, AT(hs_page, dpi_y)},
	{"orientation", HS_NUMBER, AT(hs_page, orientation)},
	{"pixels", HS_TEXT, AT(hs_page, pixels)},
	{"state", HS_TEXT, AT(hs_page, state), .always = true},
	{"reason", HS_TEXT, AT(hs_page, reason)},
	{"findings", HS_LIST, AT(hs_page, findings), .of = &hs_finding_shape},
	{"recognition", HS_PART, AT(hs_page, recognition), .of = &hs_recognition_shape},
	{"", HS_REST, AT(hs_page, rest)},
	{0},
};
const struct hs_shape hs_page_shape = {sizeof(struct hs_page), page_fields};

static const struct hs_field event_fields[] = {
	{"time", HS_TEXT, AT(hs_event, time), .always = true},
	{"program", HS_TEXT, AT(hs_event, program), .always = true},
	{"version", HS_TEXT, AT(hs_event, version), .always = true},
	{"event", HS_TEXT, AT(hs_event, event), .always = true},
	{"object", HS_TEXT, AT(hs_event, object)},
	{"outcome", HS_TEXT, AT(hs_event, outcome), .always = true},
	{"detail", HS_TEXT, AT(hs_event, detail)},
	{"", HS_REST, AT(hs_event, rest)},
	{0},
};
const struct hs_shape hs_event_shape = {sizeof(struct hs_event), event_fields};

void hs_dossier_done(struct hs_dossier *dossier)
{
	hs_shape_done(&hs_dossier_shape, dossier);
}

void hs_page_done(struct hs_page *page)
{
	hs_shape_done(&hs_page_shape, page);
}

void hs_event_done(struct hs_event *event)
{
	hs_shape_done(&hs_event_shape, event);
}

void hs_page_name(char name[24], uint32_t number, const char *suffix)
{
	snprintf(name, 24, "%04u%s", number, suffix);
}

uint32_t hs_page_number(const char *path, const char *folder, const char *suffix)
{
	char again[24];
	unsigned long n;

	if (!hs_starts(path, folder))
		return 0;
	path += strlen(folder);
	n = strtoul(path, NULL, 10);
	if (n == 0 || n > HS_PAGES_MAX)
		return 0;
	hs_page_name(again, (uint32_t)n, suffix);
	return strcmp(again, path) ? 0 : (uint32_t)n;
}

struct hs_file *hs_dossier_file(const struct hs_dossier *dossier, const char *name)
{
	struct hs_file *files = dossier->files.items;

	for (size_t i = 0; i < dossier->files.count; i++)
		if (!strcmp(files[i].name, name))
			return &files[i];
	return NULL;
}

struct hs_finding *hs_page_find(struct hs_page *page, const char *what,
				const char *detail, double measure)
{
	struct hs_finding *found = hs_list_add(&page->findings, sizeof(*found));

	*found = (struct hs_finding){
		.what = hs_dup(what),
		.detail = detail ? hs_dup(detail) : NULL,
		.measure = measure,
	};
	return found;
}

bool hs_page_has_finding(const struct hs_page *page, const char *what)
{
	const struct hs_finding *all = page->findings.items;

	for (size_t i = 0; i < page->findings.count; i++)
		if (all[i].what && !strcmp(all[i].what, what))
			return true;
	return false;
}
