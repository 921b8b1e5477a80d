// tt05.c - see tt05.h
#include "model/tt05.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/listed.h"
#include "model/markup.h"
#include "model/synopsis.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOURS_EAST = 7 };

struct field {
	const char *name;
	size_t limit; // characters; 0: none is set
};

static const struct field file_fields[] = {
	{"fileCode", 100},         {"title", 1000},
	{"maintenance", 2},        {"mode", 2},
	{"language", 2},           {"startDate", 10},
	{"endDate", 10},           {"keyword", 0},
	{"totalDoc", 10},          {"numberOfPaper", 10},
	{"numberOfPage", 10},      {"format", 2},
	{"inforSign", 0},          {"confidenceLevel", 2},
	{"paperFileCode", 100},    {"riskRecovery", 2},
	{"riskRecoveryStatus", 2}, {"description", 0},
};

static const struct field document_fields[] = {
	{"docId", 36},
	{"docCode", 110},
	{"maintenance", 2},
	{"typeName", 2},
	{"codeNumber", 11},
	{"codeNotation", 30},
	{"issuedDate", 10},
	{"organName", 200},
	{"subject", 500},
	{"language", 2},
	{"numberOfPage", 10},
	{"inforSign", 0},
	{"keyword", 0},
	{"mode", 2},
	{"confidenceLevel", 2},
	{"autograph", 0},
	{"format", 2},
	{"riskRecovery", 2},
	{"riskRecoveryStatus", 2},
	{"process", 0},
	{"description", 0},
};

_Static_assert(HS_COUNT(file_fields) == 18, "DOMAIN: file record");
_Static_assert(HS_COUNT(document_fields) == 21, "DOMAIN: document record");

// A record on its way.
struct record {
	const struct hs_tt05 *tt05;
	const struct field *fields;
	size_t count;
	struct hs_buf values[21]; // by field
	struct hs_buf cut;        // names of fields that are not whole
};

static void record_done(struct record *r)
{
	for (size_t i = 0; i < HS_COUNT(r->values); i++)
		hs_buf_done(&r->values[i]);
	hs_buf_done(&r->cut);
}

// As many characters as the field may have.
static void put(struct record *r, const char *name, const char *text)
{
	const char *at, *end;
	size_t i = 0, left;

	if (!text)
		return;
	while (strcmp(r->fields[i].name, name) != 0)
		i++;
	at = text;
	end = text + strlen(text);
	for (left = r->fields[i].limit; at < end && (left > 0 || !r->fields[i].limit);
	     left--)
		hs_utf8_next(&at, end);
	hs_buf_add(&r->values[i], text, (size_t)(at - text));
	if (at < end)
		hs_buf_addf(&r->cut, "%s%s", r->cut.len ? ", " : "", name);
}

static void put_number(struct record *r, const char *name, uint64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, n);
	put(r, name, text);
}

// ISO 8601 as DD/MM/YYYY, or what is known of it: MM/YYYY, YYYY.
static void put_date(struct record *r, const char *name, const char *iso)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	int year, month = 0, day = 0;

	if (!iso || sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) < 1)
		return;
	if (day)
		hs_buf_addf(&text, "%02d/", day);
	if (month)
		hs_buf_addf(&text, "%02d/", month);
	hs_buf_addf(&text, "%04d", year);
	put(r, name, text.data);
}

static void put_code(struct record *r, const char *name, const char *words, bool within)
{
	put(r, name, hs_codes_find(r->tt05->codes, name, words, within));
}

// What no program knows: only the user's table can say it.
static void put_unknown(struct record *r)
{
	static const char *const names[] = {
		"language",     "confidenceLevel",    "format",  "inforSign",
		"riskRecovery", "riskRecoveryStatus", "keyword",
	};

	for (size_t i = 0; i < HS_COUNT(names); i++)
		put_code(r, names[i], NULL, false);
}

static void write(const struct record *r, const char *schema, struct hs_buf *out)
{
	struct hs_markup m;

	hs_markup_begin(&m, out);
	hs_markup_open(&m, "simpledc");
	hs_markup_attr(&m, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	hs_markup_attr(&m, "xsi:noNamespaceSchemaLocation", schema);
	for (size_t i = 0; i < r->count; i++)
		hs_markup_element(&m, r->fields[i].name, hs_buf_text(&r->values[i]));
	hs_markup_end(&m);
}

void hs_tt05_file(const struct hs_tt05 *tt05, struct hs_buf *out)
{
	HS_AUTO(record_done)
	struct record r = {
		.tt05 = tt05,
		.fields = file_fields,
		.count = HS_COUNT(file_fields),
	};
	const struct hs_dossier *d = tt05->dossier;
	HS_AUTO(hs_buf_done) struct hs_buf note = {0};
	struct hs_synopsis s;

	hs_synopsis_fill(&s, d, tt05->documents);
	put(&r, "fileCode", d->code);
	put(&r, "title", s.title);
	put_code(&r, "maintenance", s.retention, true);
	put_code(&r, "mode", d->secrecy, false);
	put_date(&r, "startDate", s.start);
	put_date(&r, "endDate", s.end);
	put_number(&r, "totalDoc", tt05->documents->documents.count);
	put(&r, "numberOfPaper", s.sheets);
	put_number(&r, "numberOfPage", s.pages);
	put(&r, "paperFileCode", d->code);
	put_unknown(&r);
	if (r.cut.len)
		hs_buf_addf(&note, "cut: %s", r.cut.data);
	put(&r, "description", note.data);
	write(&r, "../../schemas/EAD.xsd", out);
}

static void describe(struct record *r, const struct hs_listed *row)
{
	HS_AUTO(hs_buf_done) struct hs_buf note = {0};
	char *const *review = row->review.items;

	if (row->note)
		hs_buf_addf(&note, "%s", row->note);
	for (size_t i = 0; i < row->review.count; i++)
		hs_buf_addf(&note, "%s%s",
			    i          ? ", "
			    : note.len ? "; to be reviewed: "
				       : "to be reviewed: ",
			    review[i]);
	if (r->cut.len)
		hs_buf_addf(&note, "%scut: %s", note.len ? "; " : "", r->cut.data);
	put(r, "description", note.data);
}

void hs_tt05_document(const struct hs_tt05 *tt05, size_t which, const char *id,
		      struct hs_buf *out)
{
	HS_AUTO(record_done)
	struct record r = {
		.tt05 = tt05,
		.fields = document_fields,
		.count = HS_COUNT(document_fields),
	};
	HS_AUTO(hs_listed_done) struct hs_listed row = {0};
	HS_AUTO(hs_buf_done) struct hs_buf code = {0};
	struct hs_synopsis s;

	hs_synopsis_fill(&s, tt05->dossier, tt05->documents);
	hs_listed_fill(&row, tt05->dossier, tt05->documents, which);
	hs_buf_addf(&code, "%s.%07zu", tt05->dossier->code, which + 1);
	put(&r, "docId", id);
	put(&r, "docCode", code.data);
	put_code(&r, "maintenance", s.retention, true);
	put_code(&r, "typeName", row.fields[HS_F_TYPE], false);
	put(&r, "codeNumber", row.fields[HS_F_NUMBER]);
	put(&r, "codeNotation", row.fields[HS_F_SYMBOL]);
	put_date(&r, "issuedDate", row.fields[HS_F_DATE]);
	put(&r, "organName", row.fields[HS_F_ISSUER]);
	put(&r, "subject", row.fields[HS_F_SUBJECT]);
	put_number(&r, "numberOfPage", row.page_count);
	put_code(&r, "mode",
		 row.fields[HS_F_SECRECY] ? row.fields[HS_F_SECRECY]
					  : tt05->dossier->secrecy,
		 false);
	put_code(&r, "process", NULL, false);
	put_code(&r, "autograph", NULL, false);
	put_unknown(&r);
	describe(&r, &row);
	write(&r, "../../../../schemas/EAD_doc.xsd", out);
}

// ---- the schemas

static void schema(const struct field *fields, size_t count, struct hs_buf *out)
{
	struct hs_markup m;

	hs_markup_begin(&m, out);
	hs_markup_open(&m, "xs:schema");
	hs_markup_attr(&m, "xmlns:xs", "http://www.w3.org/2001/XMLSchema");
	hs_markup_open(&m, "xs:element");
	hs_markup_attr(&m, "name", "simpledc");
	hs_markup_open(&m, "xs:complexType");
	hs_markup_open(&m, "xs:sequence");
	for (size_t i = 0; i < count; i++) {
		hs_markup_open(&m, "xs:element");
		hs_markup_attr(&m, "name", fields[i].name);
		if (fields[i].limit) {
			hs_markup_open(&m, "xs:simpleType");
			hs_markup_open(&m, "xs:restriction");
			hs_markup_attr(&m, "base", "xs:string");
			hs_markup_open(&m, "xs:maxLength");
			hs_markup_attrf(&m, "value", "%zu", fields[i].limit);
			hs_markup_close(&m);
			hs_markup_close(&m);
			hs_markup_close(&m);
		} else {
			hs_markup_attr(&m, "type", "xs:string");
		}
		hs_markup_close(&m);
	}
	hs_markup_end(&m);
}

void hs_tt05_file_schema(struct hs_buf *out)
{
	schema(file_fields, HS_COUNT(file_fields), out);
}

void hs_tt05_document_schema(struct hs_buf *out)
{
	schema(document_fields, HS_COUNT(document_fields), out);
}

void hs_tt05_time(const char *utc, char out[HS_TT05_TIME])
{
	struct tm tm = {0}, east;
	time_t t;

	snprintf(out, HS_TT05_TIME, "%s", utc);
	if (sscanf(utc, "%4d-%2d-%2dT%2d:%2d:%2dZ", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
		   &tm.tm_hour, &tm.tm_min, &tm.tm_sec) != 6)
		return;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	t = timegm(&tm) + HOURS_EAST * 3600;
	if (gmtime_r(&t, &east))
		(void)strftime(out, HS_TT05_TIME, "%Y-%m-%dT%H:%M:%S+07:00", &east);
}
