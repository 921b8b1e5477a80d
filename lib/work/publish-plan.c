// publish-plan.c - see publish-part.h: which PDFs a dossier should have, what they are
// called, and what each depends on.
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/query.h"
#include "port/dossier-pdf.h"
#include "sys/digest.h"
#include "work/publish-part.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Version of the way from pictures and words to PDF: a part of the key, so that a
// change there has every PDF made again.
#define RULES_VERSION "2"

#define DPI_NEAR 0.01 // a share: the record has six digits

uint32_t hs_publish_quarters(const struct hs_page *page)
{
	static const char word[] = "quarters ";
	const char *recipe = page->recognition ? page->recognition->recipe : NULL;
	char digit = recipe && hs_starts(recipe, word) ? recipe[sizeof(word) - 1] : '0';

	return digit >= '0' && digit <= '3' ? (uint32_t)(digit - '0') : 0;
}

bool hs_publish_facing(const struct hs_page *page)
{
	const char *recipe = page->recognition ? page->recognition->recipe : NULL;

	return recipe && strstr(recipe, "facing");
}

bool hs_publish_measured(const struct hs_page *page)
{
	const struct hs_measures *m =
		page->recognition ? page->recognition->measures : NULL;

	// Of a page whose own text was kept there are none but zeroes.
	return m && m->dpi > 0 && fabs(m->dpi - page->dpi) <= DPI_NEAR * page->dpi &&
	       hs_measures_ok(m);
}

int hs_volume_hold(struct hs_volume *v, const char *master, int fd, struct hs_err *err)
{
	const struct hs_file *file = hs_dossier_file(&v->dossier, master);
	struct hs_master facts;

	if (!file || !file->sha256 || (v->held && !strcmp(v->held, master)))
		return 0;
	if (hs_master_facts(fd, &facts, err) < 0)
		return hs_within(err, "'%s'", master);
	if (strcmp(facts.sha256, file->sha256) != 0)
		return hs_fail(err, HS_DAMAGED, "'%s' differs from what was imported",
			       master);
	hs_text_set(&v->held, master);
	return 0;
}

int hs_volume_free_name(const struct hs_volume *v, const char *name, struct hs_err *err)
{
	if (hs_copies_find(&v->copies, name) || !hs_folder_holds_pdf(v->folder, name))
		return 0;
	return hs_fail(err, HS_REFUSED,
		       "there is a file of that name that hoso-pdf did not make: move it "
		       "away, or give it another name");
}

// ---- what it is called

// What a person entered or the program is sure of; a guess is no evidence.
static const char *sure(const struct hs_document *d, enum hs_document_field field)
{
	const struct hs_value *v = d ? d->fields[field] : NULL;
	bool accepted = v && v->state && !strcmp(v->state, HS_ACCEPTED);

	return accepted && v->value && *v->value ? v->value : NULL;
}

static bool is_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	size_t n = text ? strlen(text) : 0;

	for (size_t i = 0; i < n && i < sizeof(form) - 1; i++)
		if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return false;
	return n == 4 || n == 7 || n == 10; // ISO 8601 may end after year or month
}

char *hs_paper_file(const char *code, size_t document)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};

	hs_buf_addf(&name, "%s.%03zu.pdf", code, document ? document : 1);
	return hs_buf_take(&name);
}

// "Nghị quyết số 12-NQ/HU: về công tác cán bộ", as far as it is known.
static char *title_of(const struct hs_volume *v, const struct hs_document *d,
		      const char *symbol, size_t document)
{
	const char *type = sure(d, HS_F_TYPE), *subject = sure(d, HS_F_SUBJECT);
	const char *whole =
		v->dossier.title && *v->dossier.title ? v->dossier.title : v->code;
	HS_AUTO(hs_buf_done) struct hs_buf title = {0};

	if (type)
		hs_buf_addf(&title, "%s", type);
	if (symbol)
		hs_buf_addf(&title, "%s %s", type ? " số" : "Số", symbol);
	if (subject)
		hs_buf_addf(&title, "%s%s", title.len ? ": " : "", subject);
	if (!title.len)
		hs_buf_addf(&title, "%s", whole);
	if (!title.len || (!type && !symbol && !subject && document))
		hs_buf_addf(&title, " (%zu)", document);
	return hs_buf_take(&title);
}

// Pages first to last of those that the dossier has.
static void take_pages(struct hs_paper *p, uint32_t first, uint32_t last)
{
	const struct hs_volume *v = p->volume;
	size_t from = 0, to;

	while (from < v->count && v->numbers[from] < first)
		from++;
	for (to = from; to < v->count && v->numbers[to] <= last; to++)
		;
	p->numbers = v->numbers + from;
	p->count = to - from;
}

struct hs_paper *hs_paper_new(struct hs_volume *v, size_t document)
{
	const struct hs_document *list = v->documents.documents.items;
	const struct hs_document *d = document ? &list[document - 1] : NULL;
	struct hs_paper *p = HS_NEW(struct hs_paper);

	p->volume = v;
	p->document = document;
	p->draft.fd = -1;
	p->file = hs_paper_file(v->code, document);
	if (sure(d, HS_F_NUMBER))
		p->symbol = hs_symbol_written(sure(d, HS_F_NUMBER), sure(d, HS_F_SYMBOL));
	p->title = title_of(v, d, p->symbol, document);
	hs_text_set(&p->subject, sure(d, HS_F_SUBJECT));
	p->issuer = sure(d, HS_F_ISSUER);
	if (is_date(sure(d, HS_F_DATE)))
		p->date = sure(d, HS_F_DATE);
	if (d)
		take_pages(p, hs_document_first(d), hs_document_last(d));
	else
		take_pages(p, 0, UINT32_MAX);
	return p;
}

void hs_paper_free(struct hs_paper **paper)
{
	struct hs_paper *p = *paper;

	if (!p)
		return;
	hs_pdfa_free(&p->pdf);
	if (p->draft.fd >= 0)
		hs_draft_done(&p->draft);
	free(p->file);
	free(p->title);
	free(p->symbol);
	free(p->subject);
	free(p);
	*paper = NULL;
}

// ---- what it depends on

static void add_text(struct hs_digest *sha, const char *text)
{
	hs_digest_add(sha, text ? text : "", text ? strlen(text) + 1 : 1);
}

// measures: whether the picture depends on them.
static void add_page(struct hs_digest *sha, const struct hs_page *page,
		     const struct hs_buf *alto, bool measures)
{
	HS_AUTO(hs_buf_done) struct hs_buf head = {0};

	hs_buf_addf(&head,
		    "%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64
		    " %g %g %zu %d %" PRIu32 "\n",
		    page->page, page->frame, page->width, page->height, page->dpi,
		    page->dpi_y, alto->len, hs_publish_facing(page),
		    hs_publish_quarters(page));
	if (measures && hs_publish_measured(page))
		hs_json_line(&hs_measures_shape, page->recognition->measures, &head);
	add_text(sha, page->sha256);
	add_text(sha, page->pixels);
	hs_digest_add(sha, head.data, head.len);
	hs_digest_add(sha, hs_buf_text(alto), alto->len);
}

static int plan_page(struct hs_paper *p, uint32_t number, enum hs_grade quality,
		     struct hs_digest *sha, struct hs_err *err)
{
	struct hs_volume *v = p->volume;
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	HS_AUTO(hs_buf_done) struct hs_buf alto = {0};
	const struct hs_file *file;

	if (hs_folder_page(v->folder, number, &page, err) < 0)
		return -1;
	if (!page.pixels)
		return hs_fail(err, HS_DAMAGED, "unreadable: %s",
			       page.reason ? page.reason : page.file);
	if (!(page.dpi > 0) || !page.frame || !page.frames)
		return hs_fail(err, HS_DAMAGED, "its record has no resolution");
	if (!hs_folder_has_part(v->folder, HS_ALTO, number))
		return hs_fail(err, HS_DAMAGED, "it has no text yet: hoso-ocr reads it");
	if (hs_folder_load_part(v->folder, HS_ALTO, number, &alto, err) < 0)
		return -1;
	add_page(sha, &page, &alto, quality == HS_ACCESS);
	file = hs_dossier_file(&v->dossier, page.file);
	p->source += file ? file->size / page.frames : 0;
	return 0;
}

int hs_paper_plan(struct hs_paper *p, enum hs_grade quality, bool unicode,
		  struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *sha = hs_digest_new("sha256", err);
	const char *texts[] = {RULES_VERSION, p->title,  p->symbol,
			       p->subject,    p->issuer, p->date};
	char kind[20];

	if (!sha)
		return -1;
	p->unicode = unicode;
	if (p->count == 0)
		return hs_fail(err, HS_DAMAGED, "none of its pages is there");
	for (size_t i = 0; i < HS_COUNT(texts); i++)
		add_text(sha, texts[i]);
	snprintf(kind, sizeof(kind), "%d %d", (int)quality, unicode);
	add_text(sha, kind);
	for (size_t i = 0; i < p->count; i++)
		if (plan_page(p, p->numbers[i], quality, sha, err) < 0)
			return hs_within(err, "page %" PRIu32, p->numbers[i]);
	hs_digest_end(sha, p->key);
	return 0;
}
