// census.c - see census.h
#include "model/census.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/safename.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECORD "dossier.json"
#define DOCUMENTS "documents.json"
#define MASTERS "masters/"

struct master {
	char *name; // below masters/
	uint64_t size;
	char *sha256; // NULL: not known
	bool recorded;
};

struct page {
	char *file;
	uint64_t number, frame, frames;
	bool done; // recognised
};

struct hs_census {
	struct hs_dossier dossier;
	struct hs_documents documents;
	bool has_dossier, no_masters;
	struct hs_list masters; // of struct master, by name once judged
	struct hs_list pages;   // of struct page
	struct hs_list texts;   // of uint64_t: their pages
	struct hs_list altos;
};

// Files that belong to a page, and their shape of name.
static const char pages_start[] = "pages/", pages_end[] = ".json";
static const char text_start[] = "text/", text_end[] = ".txt";
static const char alto_start[] = "alto/", alto_end[] = ".xml";

struct hs_census *hs_census_new(void)
{
	return HS_NEW(struct hs_census);
}

void hs_census_free(struct hs_census **census)
{
	struct hs_census *c = *census;

	if (!c)
		return;
	for (size_t i = 0; i < c->masters.count; i++) {
		free(((struct master *)c->masters.items)[i].name);
		free(((struct master *)c->masters.items)[i].sha256);
	}
	for (size_t i = 0; i < c->pages.count; i++)
		free(((struct page *)c->pages.items)[i].file);
	free(c->masters.items);
	free(c->pages.items);
	free(c->texts.items);
	free(c->altos.items);
	hs_dossier_done(&c->dossier);
	hs_documents_done(&c->documents);
	free(c);
	*census = NULL;
}

bool hs_census_wants_bytes(const char *path)
{
	return !strcmp(path, RECORD) || !strcmp(path, DOCUMENTS) ||
	       hs_page_number(path, pages_start, pages_end);
}

bool hs_census_wants_sha256(const char *path)
{
	return hs_starts(path, MASTERS);
}

static void add_number(struct hs_list *list, uint64_t n)
{
	if (n)
		*(uint64_t *)hs_list_add(list, sizeof(n)) = n;
}

void hs_census_file(struct hs_census *census, const char *path, uint64_t size,
		    const char *sha256)
{
	add_number(&census->texts, hs_page_number(path, text_start, text_end));
	add_number(&census->altos, hs_page_number(path, alto_start, alto_end));
	if (hs_starts(path, MASTERS))
		*(struct master *)hs_list_add(&census->masters, sizeof(struct master)) =
			(struct master){
				.name = hs_dup(path + strlen(MASTERS)),
				.size = size,
				.sha256 = sha256 ? hs_dup(sha256) : NULL,
			};
}

// Reads a record of whose struct the format is the first member.
static bool read_record(const struct hs_shape *shape, const char *path, const char *bytes,
			size_t len, void *record, struct hs_verdict *verdict)
{
	struct hs_err err = {0};

	if (hs_json_read(shape, bytes, len, record, &err) < 0) {
		hs_verdict_fault(verdict, "'%s': %s", path, err.text);
		return false;
	}
	if (*(uint64_t *)record == HS_FORMAT)
		return true;
	hs_verdict_fault(verdict, "'%s': format %" PRIu64 ", this program knows %d", path,
			 *(uint64_t *)record, HS_FORMAT);
	hs_shape_done(shape, record);
	return false;
}

static void read_page(struct hs_census *census, const char *path, const char *bytes,
		      size_t len, struct hs_verdict *verdict)
{
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	struct page *kept;
	char *file;

	if (!read_record(&hs_page_shape, path, bytes, len, &page, verdict))
		return;
	if (page.page != hs_page_number(path, pages_start, pages_end)) {
		hs_verdict_fault(verdict, "'%s': is the record of page %" PRIu64, path,
				 page.page);
		return;
	}
	kept = hs_list_add(&census->pages, sizeof(*kept));
	file = HS_STEAL(page.file);
	*kept = (struct page){
		.file = file,
		.number = page.page,
		.frame = page.frame,
		.frames = page.frames,
		.done = page.recognition && !strcmp(page.recognition->state, HS_DONE),
	};
}

static void judge_code(const char *code, struct hs_verdict *verdict)
{
	const char *why = hs_code_unsafe(code);

	if (why)
		hs_verdict_fault(verdict, "its code '%s': %s", code, why);
}

void hs_census_record(struct hs_census *census, const char *path, const char *bytes,
		      size_t len, struct hs_verdict *verdict)
{
	if (!strcmp(path, DOCUMENTS)) {
		hs_documents_done(&census->documents);
		(void)read_record(&hs_documents_shape, path, bytes, len,
				  &census->documents, verdict);
	} else if (strcmp(path, RECORD) != 0) {
		read_page(census, path, bytes, len, verdict);
	} else {
		hs_dossier_done(&census->dossier);
		if (read_record(&hs_dossier_shape, path, bytes, len, &census->dossier,
				verdict))
			judge_code(census->dossier.code, verdict);
		census->has_dossier = true; // though perhaps unreadable
	}
}

// ---- the judgement

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct master *)a)->name, ((const struct master *)b)->name);
}

static int by_frame(const void *a, const void *b)
{
	const struct page *x = a, *y = b;
	int order = strcmp(x->file, y->file);

	if (order)
		return order;
	return (x->frame > y->frame) - (x->frame < y->frame);
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void sort(struct hs_list *list, size_t size, int (*by)(const void *, const void *))
{
	if (list->count)
		qsort(list->items, list->count, size, by);
}

static void *find(const struct hs_list *list, const void *key, size_t size,
		  int (*by)(const void *, const void *))
{
	return list->count ? bsearch(key, list->items, list->count, size, by) : NULL;
}

static void judge_masters(struct hs_census *c, struct hs_verdict *verdict)
{
	const struct hs_file *files = c->dossier.files.items;
	const struct master *masters = c->masters.items;

	for (size_t i = 0; i < c->dossier.files.count; i++) {
		const struct hs_file *f = &files[i];
		struct master key = {.name = f->name};
		struct master *m = find(&c->masters, &key, sizeof(*m), by_name);

		if (!m && c->no_masters && c->masters.count == 0)
			continue; // all or none: some that are gone were taken away
		if (!m) {
			hs_verdict_fault(verdict, "'" MASTERS "%s': missing", f->name);
			continue;
		}
		if (m->recorded)
			hs_verdict_fault(verdict, "'" MASTERS "%s': recorded twice",
					 f->name);
		m->recorded = true;
		if (m->size != f->size ||
		    (m->sha256 && strcmp(m->sha256, f->sha256) != 0))
			hs_verdict_fault(verdict,
					 "'" MASTERS
					 "%s': differs from what was imported",
					 f->name);
	}
	for (size_t i = 0; i < c->masters.count; i++)
		if (!masters[i].recorded)
			hs_verdict_fault(verdict,
					 "'" MASTERS "%s': not recorded in " RECORD
					 " (an import that did not finish?)",
					 masters[i].name);
}

// The pages of one file, in the order of its frames.
static void judge_frames(const struct hs_file *f, const struct page *pages, size_t count,
			 struct hs_verdict *verdict)
{
	if (count != f->pages)
		hs_verdict_fault(verdict, "'" MASTERS "%s': %zu page records of %" PRIu64,
				 f->name, count, f->pages);
	for (size_t i = 0; i < count; i++) {
		const struct page *p = &pages[i];
		bool twice = i && pages[i - 1].frame == p->frame;

		if (p->frame == 0 || p->frame > p->frames)
			hs_verdict_fault(verdict,
					 "page %" PRIu64 ": frame %" PRIu64
					 " of %" PRIu64,
					 p->number, p->frame, p->frames);
		else if (twice)
			hs_verdict_fault(verdict,
					 "page %" PRIu64 ": frame %" PRIu64
					 " of '%s', as another page is",
					 p->number, p->frame, p->file);
	}
	// A file that could not be read to its end need not have all its frames.
	if (count && !strcmp(f->state, HS_FILE_OK) && pages[count - 1].frames != count)
		hs_verdict_fault(verdict, "'" MASTERS "%s': %zu pages of its %" PRIu64,
				 f->name, count, pages[count - 1].frames);
}

static int file_by_name(const void *a, const void *b)
{
	const struct hs_file *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

static void list_free(void *list)
{
	free(*(void **)list);
}

static void judge_pages(struct hs_census *c, struct hs_verdict *verdict)
{
	size_t files = c->dossier.files.count, next = 0;
	HS_AUTO(list_free)
	const struct hs_file **by = hs_new(files, sizeof(*by));
	const struct page *pages = c->pages.items;

	for (size_t i = 0; i < files; i++)
		by[i] = (const struct hs_file *)c->dossier.files.items + i;
	qsort(by, files, sizeof(*by), file_by_name);
	sort(&c->pages, sizeof(struct page), by_frame);
	for (size_t i = 0; i < files; i++) {
		size_t first;

		for (; next < c->pages.count && strcmp(pages[next].file, by[i]->name) < 0;
		     next++)
			hs_verdict_fault(verdict,
					 "page %" PRIu64 ": no file '%s' in " RECORD,
					 pages[next].number, pages[next].file);
		first = next;
		while (next < c->pages.count && !strcmp(pages[next].file, by[i]->name))
			next++;
		judge_frames(by[i], pages + first, next - first, verdict);
	}
	for (; next < c->pages.count; next++)
		hs_verdict_fault(verdict, "page %" PRIu64 ": no file '%s' in " RECORD,
				 pages[next].number, pages[next].file);
}

static void judge_owners(const struct hs_list *numbers, const struct hs_list *pages,
			 const char *start, const char *end, struct hs_verdict *verdict)
{
	for (size_t i = 0; i < numbers->count; i++) {
		const uint64_t *n = (const uint64_t *)numbers->items + i;

		if (!find(pages, n, sizeof(*n), by_number))
			hs_verdict_fault(verdict, "'%s%04" PRIu64 "%s': of no page",
					 start, *n, end);
	}
}

static void judge_texts(struct hs_census *c, struct hs_verdict *verdict)
{
	HS_AUTO(list_free) uint64_t *numbers = hs_new(c->pages.count, sizeof(*numbers));
	struct hs_list all = {.items = numbers, .count = c->pages.count};
	const struct page *pages = c->pages.items;

	for (size_t i = 0; i < all.count; i++)
		numbers[i] = pages[i].number;
	sort(&all, sizeof(uint64_t), by_number);
	sort(&c->texts, sizeof(uint64_t), by_number);
	sort(&c->altos, sizeof(uint64_t), by_number);
	judge_owners(&c->texts, &all, text_start, text_end, verdict);
	judge_owners(&c->altos, &all, alto_start, alto_end, verdict);
	for (size_t i = 0; i < all.count; i++) {
		const uint64_t *n = &pages[i].number;

		if (pages[i].done && (!find(&c->texts, n, sizeof(*n), by_number) ||
				      !find(&c->altos, n, sizeof(*n), by_number)))
			hs_verdict_fault(verdict,
					 "page %" PRIu64
					 ": recognised, but its text or ALTO is missing",
					 *n);
	}
}

void hs_census_without_masters(struct hs_census *census)
{
	census->no_masters = true;
}

void hs_census_judge(struct hs_census *census, struct hs_verdict *verdict)
{
	if (!census->has_dossier)
		hs_verdict_fault(verdict, "no " RECORD);
	if (census->dossier.format != HS_FORMAT)
		return; // said already
	sort(&census->masters, sizeof(struct master), by_name);
	judge_masters(census, verdict);
	judge_pages(census, verdict);
	judge_texts(census, verdict);
}

const struct hs_dossier *hs_census_dossier(const struct hs_census *census)
{
	return &census->dossier;
}

const struct hs_documents *hs_census_documents(const struct hs_census *census)
{
	return &census->documents;
}

size_t hs_census_unread(const struct hs_census *census)
{
	const struct page *pages = census->pages.items;
	size_t unread = 0;

	for (size_t i = 0; i < census->pages.count; i++)
		unread += !pages[i].done;
	return unread;
}
