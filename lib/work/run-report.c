// run-report.c - a night in words: for mail, for a browser, for a script.
//
// Texts are in English: a report is a result, which no locale changes.
#include "base/auto.h"
#include "base/mem.h"
#include "model/json.h"
#include "model/markup.h"
#include "model/record.h"
#include "work/run-part.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

// The figures of all, in the order of every form.
struct figure {
	const char *label;
	uint64_t value;
	const char *unit;
};

static double pages_a_minute(const struct hs_night *n)
{
	return n->spent_ms ? (double)n->all.read * 60000 / (double)n->spent_ms : 0;
}

enum { FIGURES = 13 };

static void figures(const struct hs_night *n, struct figure out[FIGURES])
{
	const struct figure all[FIGURES] = {
		{"dossiers packed", n->packed, ""},
		{"dossiers in quarantine", n->quarantined, ""},
		{"dossiers left for the next run", n->left, ""},
		{"pages that came", n->pages, ""},
		{"  of them packed", n->packed_pages, ""},
		{"  in quarantine", n->quarantined_pages, ""},
		{"  left", n->left_pages, ""},
		{"pages recognised in this run", n->all.read, ""},
		{"pages recognised before", n->all.kept, ""},
		{"files that cannot be read", n->all.rejected, ""},
		{"documents found", n->all.documents, ""},
		{"fields for review", n->all.review, ""},
		{"bytes of bundles", n->all.bytes_out, ""},
	};

	memcpy(out, all, sizeof(all));
}

static const char *text_of(const char *text)
{
	return text ? text : "-";
}

static void counts_text(struct hs_buf *out, const char *title,
			const struct hs_list *findings)
{
	const struct hs_night_finding *all = findings->items;

	if (findings->count == 0)
		return;
	hs_buf_addf(out, "\n%s\n", title);
	for (size_t i = 0; i < findings->count; i++)
		hs_buf_addf(out, "%8" PRIu64 "  %s\n", all[i].count, all[i].finding);
}

static void add_title(const struct hs_night *n, struct hs_buf *out)
{
	hs_buf_addf(out, "hoso-run: %s to %s: %s%s%s", text_of(n->began),
		    text_of(n->ended), n->status, n->why ? ": " : "",
		    n->why ? n->why : "");
}

void hs_run_report_text(const struct hs_night *n, struct hs_buf *out)
{
	const struct hs_night_line *lines = n->lines.items;
	struct figure all[FIGURES];

	add_title(n, out);
	hs_buf_addf(out, "\n\n");
	figures(n, all);
	for (size_t i = 0; i < FIGURES; i++)
		hs_buf_addf(out, "%12" PRIu64 "  %s\n", all[i].value, all[i].label);
	hs_buf_addf(out, "%12.0f  pages a minute\n", pages_a_minute(n));
	counts_text(out, "Why dossiers are in quarantine:", &n->reasons);
	counts_text(out, "Quality findings on pages:", &n->all.findings);
	hs_buf_addf(out, "\nDossiers (pages, documents, fields for review):\n");
	for (size_t i = 0; i < n->lines.count; i++) {
		const struct hs_night_line *l = &lines[i];

		hs_buf_addf(out,
			    "%-10s %6" PRIu64 " %5" PRIu64 " %5" PRIu64 "  %s%s%s%s%s\n",
			    l->outcome, l->pages, l->documents, l->review, l->code,
			    l->reason ? "  " : "", l->reason ? text_of(l->stage) : "",
			    l->reason ? ": " : "", l->reason ? l->reason : "");
	}
}

static void cell(struct hs_markup *m, const char *name, const char *class,
		 const char *text)
{
	hs_markup_open(m, name);
	hs_markup_attr(m, "class", class);
	hs_markup_text(m, text);
	hs_markup_close(m);
}

static void number(struct hs_markup *m, uint64_t value)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	cell(m, "td", "n", text);
}

static void counts_html(struct hs_markup *m, const char *title,
			const struct hs_list *findings)
{
	const struct hs_night_finding *all = findings->items;

	if (findings->count == 0)
		return;
	hs_markup_element(m, "h2", title);
	hs_markup_open(m, "table");
	for (size_t i = 0; i < findings->count; i++) {
		hs_markup_open(m, "tr");
		number(m, all[i].count);
		hs_markup_element(m, "td", all[i].finding);
		hs_markup_close(m);
	}
	hs_markup_close(m);
}

static void dossiers_html(struct hs_markup *m, const struct hs_night *n)
{
	static const char *const titles[] = {"outcome",   "dossier", "pages",
					     "documents", "review",  "why"};
	const struct hs_night_line *lines = n->lines.items;

	hs_markup_element(m, "h2", "Dossiers");
	hs_markup_open(m, "table");
	hs_markup_open(m, "tr");
	for (size_t i = 0; i < HS_COUNT(titles); i++)
		hs_markup_element(m, "th", titles[i]);
	hs_markup_close(m);
	for (size_t i = 0; i < n->lines.count; i++) {
		const struct hs_night_line *l = &lines[i];
		HS_AUTO(hs_buf_done) struct hs_buf why = {0};

		hs_markup_open(m, "tr");
		cell(m, "td", l->outcome, l->outcome);
		hs_markup_element(m, "td", l->code);
		number(m, l->pages);
		number(m, l->documents);
		number(m, l->review);
		if (l->reason)
			hs_buf_addf(&why, "%s: %s", text_of(l->stage), l->reason);
		cell(m, "td", NULL, hs_buf_text(&why));
		hs_markup_close(m);
	}
	hs_markup_close(m);
}

void hs_run_report_html(const struct hs_night *n, struct hs_buf *out)
{
	static const char style[] =
		"body{font:15px sans-serif;margin:2em;max-width:70em}"
		"table{border-collapse:collapse;margin-bottom:1em}"
		"td,th{border:1px solid #bbb;padding:.2em .6em;text-align:left}"
		".n{text-align:right}.quarantine{color:#a00}.left{color:#850}";
	HS_AUTO(hs_buf_done) struct hs_buf title = {0}, page = {0};
	struct hs_markup m;
	struct figure all[FIGURES];
	const char *root;

	add_title(n, &title);
	hs_markup_begin(&m, &page);
	hs_markup_open(&m, "html");
	hs_markup_attr(&m, "lang", "en");
	hs_markup_open(&m, "head");
	hs_markup_open(&m, "meta");
	hs_markup_attr(&m, "charset", "utf-8");
	hs_markup_close(&m);
	hs_markup_element(&m, "title", hs_buf_text(&title));
	hs_markup_element(&m, "style", style);
	hs_markup_close(&m);
	hs_markup_open(&m, "body");
	hs_markup_element(&m, "h1", hs_buf_text(&title));
	hs_markup_open(&m, "table");
	figures(n, all);
	for (size_t i = 0; i < FIGURES; i++) {
		hs_markup_open(&m, "tr");
		number(&m, all[i].value);
		hs_markup_element(&m, "td", all[i].label + strspn(all[i].label, " "));
		hs_markup_close(&m);
	}
	hs_markup_open(&m, "tr");
	number(&m, (uint64_t)(pages_a_minute(n) + 0.5));
	hs_markup_element(&m, "td", "pages a minute");
	hs_markup_close(&m);
	hs_markup_close(&m);
	counts_html(&m, "Why dossiers are in quarantine", &n->reasons);
	counts_html(&m, "Quality findings on pages", &n->all.findings);
	dossiers_html(&m, n);
	hs_markup_end(&m);
	root = strstr(hs_buf_text(&page), "<html");
	hs_buf_addf(out, "<!DOCTYPE html>\n%s", root ? root : "");
}

// What a script wants of a night: its sums, and the lines of its dossiers.
struct whole {
	uint64_t format;
	char *began, *ended, *status, *why;
	uint64_t packed, quarantined, left;
	uint64_t pages, packed_pages, quarantined_pages, left_pages;
	uint64_t read, kept, failed, files, rejected, documents, review;
	uint64_t bytes_in, bytes_out, milliseconds, reading_ms;
	struct hs_list reasons, findings, dossiers;
};

#define AT(member) .at = offsetof(struct whole, member)

static const struct hs_field count_fields[] = {
	{"what", HS_TEXT, offsetof(struct hs_night_finding, finding), .always = true},
	{"count", HS_NUMBER, offsetof(struct hs_night_finding, count), .always = true},
	{0},
};
static const struct hs_shape count_shape = {sizeof(struct hs_night_finding),
					    count_fields};

static const struct hs_field whole_fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"began", HS_TEXT, AT(began)},
	{"ended", HS_TEXT, AT(ended)},
	{"status", HS_TEXT, AT(status), .always = true},
	{"why", HS_TEXT, AT(why)},
	{"packed", HS_NUMBER, AT(packed), .always = true},
	{"quarantined", HS_NUMBER, AT(quarantined), .always = true},
	{"left", HS_NUMBER, AT(left), .always = true},
	{"pages", HS_NUMBER, AT(pages), .always = true},
	{"packed_pages", HS_NUMBER, AT(packed_pages), .always = true},
	{"quarantined_pages", HS_NUMBER, AT(quarantined_pages), .always = true},
	{"left_pages", HS_NUMBER, AT(left_pages), .always = true},
	{"read", HS_NUMBER, AT(read), .always = true},
	{"kept", HS_NUMBER, AT(kept), .always = true},
	{"failed", HS_NUMBER, AT(failed), .always = true},
	{"files", HS_NUMBER, AT(files), .always = true},
	{"rejected", HS_NUMBER, AT(rejected), .always = true},
	{"documents", HS_NUMBER, AT(documents), .always = true},
	{"review", HS_NUMBER, AT(review), .always = true},
	{"bytes_in", HS_NUMBER, AT(bytes_in), .always = true},
	{"bytes_out", HS_NUMBER, AT(bytes_out), .always = true},
	{"milliseconds", HS_NUMBER, AT(milliseconds), .always = true},
	{"reading_ms", HS_NUMBER, AT(reading_ms), .always = true},
	{"reasons", HS_LIST, AT(reasons), .of = &count_shape, .always = true},
	{"findings", HS_LIST, AT(findings), .of = &count_shape, .always = true},
	{"dossiers", HS_LIST, AT(dossiers), .of = &hs_night_shape, .always = true},
	{0},
};
static const struct hs_shape whole_shape = {sizeof(struct whole), whole_fields};

void hs_run_report_json(const struct hs_night *n, struct hs_buf *out)
{
	const struct hs_night_line *a = &n->all;
	const struct whole all = {
		HS_FORMAT,
		n->began,
		n->ended,
		n->status,
		n->why,
		n->packed,
		n->quarantined,
		n->left,
		n->pages,
		n->packed_pages,
		n->quarantined_pages,
		n->left_pages,
		a->read,
		a->kept,
		a->failed,
		a->files,
		a->rejected,
		a->documents,
		a->review,
		a->bytes_in,
		a->bytes_out,
		n->spent_ms,
		a->reading_ms,
		n->reasons,
		a->findings,
		n->lines,
	};

	hs_json_pretty(&whole_shape, &all, out);
}
