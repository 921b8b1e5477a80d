// show.c - see show.h
#include "work/show.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/query.h"
#include "port/dossier.h"
#include "port/unzip.h"
#include "sys/file.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BOLD "\033[1m"
#define RED "\033[31m"
#define YELLOW "\033[33m"
#define PLAIN "\033[0m"

const struct hs_worker_kind *const hs_shown_workers[] = {&hs_unzip_worker, NULL};

void hs_shown_done(struct hs_shown *shown)
{
	hs_dossier_done(&shown->dossier);
	for (size_t i = 0; i < shown->pages.count; i++)
		hs_page_done((struct hs_page *)shown->pages.items + i);
	for (size_t i = 0; i < shown->texts.count; i++)
		free(((struct hs_shown_text *)shown->texts.items)[i].text);
	free(shown->pages.items);
	free(shown->texts.items);
	hs_documents_done(&shown->documents);
	*shown = (struct hs_shown){0};
}

static void add_text(struct hs_shown *shown, uint64_t page, const char *text)
{
	*(struct hs_shown_text *)hs_list_add(&shown->texts,
					     sizeof(struct hs_shown_text)) =
		(struct hs_shown_text){.page = page, .text = hs_dup(text)};
}

// ---- from a folder

static int load_page(struct hs_folder *folder, uint32_t number, bool texts,
		     struct hs_shown *shown, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (hs_folder_page(folder, number,
			   hs_list_add(&shown->pages, sizeof(struct hs_page)), err) < 0)
		return -1;
	if (!texts || !hs_folder_has_part(folder, HS_TEXT_FILES, number))
		return 0;
	if (hs_folder_load_part(folder, HS_TEXT_FILES, number, &text, err) < 0)
		return -1;
	add_text(shown, number, hs_buf_text(&text));
	return 0;
}

static void numbers_free(uint32_t **numbers)
{
	free(*numbers);
}

static int load_folder(const char *path, uint32_t page, bool texts,
		       struct hs_shown *shown, struct hs_err *err)
{
	HS_AUTO(hs_folder_free) struct hs_folder *folder = hs_folder_read(path, err);
	HS_AUTO(numbers_free) uint32_t *numbers = NULL;
	size_t count;

	if (!folder || hs_folder_load(folder, &shown->dossier, NULL, err) < 0 ||
	    hs_folder_documents(folder, &shown->documents, err) < 0 ||
	    hs_folder_pages(folder, &numbers, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if ((!page || numbers[i] == page) &&
		    load_page(folder, numbers[i], texts, shown, err) < 0)
			return -1;
	return 0;
}

// ---- from a bundle

static int take_record(const struct hs_shape *shape, const char *name, const char *bytes,
		       size_t len, void *record, struct hs_err *err)
{
	if (hs_json_read(shape, bytes, len, record, err) < 0)
		return hs_within(err, "'%s'", name);
	return 0;
}

// The number in a name made by hs_page_name; other files have none.
static int take_member(void *user, const char *name, const char *bytes, size_t len,
		       struct hs_err *err)
{
	struct hs_shown *shown = user;
	uint32_t n;

	if (!strcmp(name, "dossier.json")) {
		hs_dossier_done(&shown->dossier);
		return take_record(&hs_dossier_shape, name, bytes, len, &shown->dossier,
				   err);
	}
	if (!strcmp(name, "documents.json")) {
		hs_documents_done(&shown->documents);
		return take_record(&hs_documents_shape, name, bytes, len,
				   &shown->documents, err);
	}
	if (hs_page_number(name, "pages/", ".json"))
		return take_record(&hs_page_shape, name, bytes, len,
				   hs_list_add(&shown->pages, sizeof(struct hs_page)),
				   err);
	n = hs_page_number(name, "text/", ".txt");
	if (n && strlen(bytes) != len)
		return hs_fail(err, HS_DAMAGED, "'%s': a NUL in it", name);
	if (n)
		add_text(shown, n, bytes);
	return 0;
}

static int by_page(const void *a, const void *b)
{
	const struct hs_page *x = a, *y = b;

	return (x->page > y->page) - (x->page < y->page);
}

static int text_by_page(const void *a, const void *b)
{
	const struct hs_shown_text *x = a, *y = b;

	return (x->page > y->page) - (x->page < y->page);
}

static int load_bundle(int fd, uint32_t page, bool texts, bool strict,
		       struct hs_shown *shown, struct hs_err *err)
{
	struct hs_worker_terms terms = {.strict = strict, .room = -1};
	char record[40] = "pages/", text[40] = "text/";
	const char *wanted[] = {"dossier.json", "documents.json", record,
				texts ? text : NULL, NULL};

	if (page) {
		hs_page_name(record + strlen(record), page, ".json");
		hs_page_name(text + strlen(text), page, ".txt");
	}
	if (hs_unzip_members(fd, wanted, &terms, take_member, shown, err) < 0)
		return -1;
	if (shown->dossier.format != HS_FORMAT)
		return hs_fail(err, HS_DAMAGED,
			       "not a bundle of hoso: no dossier.json of "
			       "a known format in it");
	if (shown->pages.count) // the archive has them bytewise: 10000 before 9999
		qsort(shown->pages.items, shown->pages.count, sizeof(struct hs_page),
		      by_page);
	if (shown->texts.count)
		qsort(shown->texts.items, shown->texts.count,
		      sizeof(struct hs_shown_text), text_by_page);
	return 0;
}

// ---- one page only

static bool covers(const struct hs_document *d, uint32_t page)
{
	uint32_t first = hs_document_first(d);

	return first && first <= page && page <= hs_document_last(d);
}

static void keep_files_of(struct hs_shown *shown)
{
	const struct hs_page *page = shown->pages.items;
	struct hs_list *files = &shown->dossier.files;
	struct hs_file *file = hs_dossier_file(&shown->dossier, page->file), kept;

	if (!file)
		return;
	kept = *file;
	*file = ((struct hs_file *)files->items)[0];
	((struct hs_file *)files->items)[0] = kept;
	for (size_t i = 1; i < files->count; i++)
		hs_shape_done(&hs_file_shape, (struct hs_file *)files->items + i);
	files->count = 1;
}

static bool in_range(const struct hs_list *pages, uint32_t page)
{
	const double *range = pages->items;

	return pages->count == 2 && range[0] <= page && page <= range[1];
}

static void drop_all(struct hs_list *list, const struct hs_shape *shape)
{
	for (size_t i = 0; i < list->count; i++)
		hs_shape_done(shape, (char *)list->items + i * shape->size);
	list->count = 0;
}

// The cover and the contents, too, where the page is one of theirs.
static void keep_front_of(struct hs_documents *all, uint32_t page)
{
	if (all->cover && !in_range(&all->cover->pages, page)) {
		hs_shape_done(&hs_cover_shape, all->cover);
		free(all->cover);
		all->cover = NULL;
	}
	if (!in_range(&all->contents_pages, page))
		drop_all(&all->contents, &hs_row_shape);
	drop_all(&all->findings, &hs_remark_shape);
}

static void keep_documents_of(struct hs_shown *shown, uint32_t page)
{
	struct hs_document *list = shown->documents.documents.items;
	size_t kept = 0;

	for (size_t i = 0; i < shown->documents.documents.count; i++) {
		if (!covers(&list[i], page)) {
			hs_shape_done(&hs_document_shape, &list[i]);
			continue;
		}
		if (kept != i)
			list[kept] = list[i];
		kept++;
	}
	shown->documents.documents.count = kept;
}

static int load(const char *path, uint32_t page, bool texts, bool strict,
		struct hs_shown *shown, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return hs_fail_sys(err, "open");
	if (S_ISDIR(st.st_mode))
		return load_folder(path, page, texts, shown, err);
	return load_bundle(fd, page, texts, strict, shown, err);
}

int hs_shown_load(const char *path, uint32_t page, bool texts, bool strict,
		  struct hs_shown *shown, struct hs_err *err)
{
	HS_AUTO(hs_shown_done) struct hs_shown found = {0};

	if (load(path, page, texts, strict, &found, err) < 0)
		return -1;
	if (page && found.pages.count == 0)
		return hs_fail(err, HS_DAMAGED, "it has no page %" PRIu32, page);
	if (page) {
		keep_files_of(&found);
		keep_documents_of(&found, page);
		keep_front_of(&found.documents, page);
	}
	*shown = found;
	found = (struct hs_shown){0};
	return 0;
}

// ---- JSON and text

struct line {
	uint64_t format;
	char *code, *fonds, *inventory, *title, *start_date, *end_date, *retention,
		*secrecy;
	struct hs_list files, pages, documents;
	char *text;
};

#define AT(member) .at = offsetof(struct line, member)

static const struct hs_field line_fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"code", HS_TEXT, AT(code), .always = true},
	{"fonds", HS_TEXT, AT(fonds)},
	{"inventory", HS_TEXT, AT(inventory)},
	{"title", HS_TEXT, AT(title)},
	{"start_date", HS_TEXT, AT(start_date)},
	{"end_date", HS_TEXT, AT(end_date)},
	{"retention", HS_TEXT, AT(retention)},
	{"secrecy", HS_TEXT, AT(secrecy)},
	{"files", HS_LIST, AT(files), .always = true, .of = &hs_file_shape},
	{"pages", HS_LIST, AT(pages), .always = true, .of = &hs_page_shape},
	{"documents", HS_LIST, AT(documents), .always = true, .of = &hs_document_shape},
	{"text", HS_TEXT, AT(text)},
	{0},
};
static const struct hs_shape line_shape = {sizeof(struct line), line_fields};

void hs_shown_texts(const struct hs_shown *shown, struct hs_buf *out)
{
	const struct hs_shown_text *texts = shown->texts.items;

	for (size_t i = 0; i < shown->texts.count; i++) {
		if (i)
			hs_buf_add(out, "\f", 1);
		hs_buf_add(out, texts[i].text, strlen(texts[i].text));
	}
}

void hs_shown_json(const struct hs_shown *shown, struct hs_buf *out)
{
	const struct hs_dossier *d = &shown->dossier;
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct line line = {
		.format = HS_FORMAT,
		.code = d->code,
		.fonds = d->fonds,
		.inventory = d->inventory,
		.title = d->title,
		.start_date = d->start_date,
		.end_date = d->end_date,
		.retention = d->retention,
		.secrecy = d->secrecy,
		.files = d->files,
		.pages = shown->pages,
		.documents = shown->documents.documents,
	};

	hs_shown_texts(shown, &text);
	line.text = shown->texts.count ? text.data : NULL;
	hs_json_line(&line_shape, &line, out);
}

// ---- for people

struct brush {
	bool colour;
	struct hs_buf *out;
};

static void paint(struct brush *b, const char *code, const char *text)
{
	hs_buf_addf(b->out, "%s", b->colour ? code : "");
	hs_add_one_line(b->out, text);
	hs_buf_addf(b->out, "%s", b->colour ? PLAIN : "");
}

static void add_pair(struct brush *b, const char *label, const char *value)
{
	if (!value || !*value)
		return;
	hs_buf_addf(b->out, "%-10s ", label);
	hs_add_one_line(b->out, value);
	hs_buf_addf(b->out, "\n");
}

static void add_file(struct brush *b, const struct hs_file *f)
{
	bool bad = strcmp(f->state, HS_FILE_OK) && strcmp(f->state, HS_FILE_ATTACHMENT);

	hs_buf_addf(b->out, "  ");
	paint(b, bad ? RED : "", f->state);
	hs_buf_addf(b->out, "  %" PRIu64 " bytes, %" PRIu64 " pages  ", f->size,
		    f->pages);
	hs_add_one_line(b->out, f->name);
	if (f->reason) {
		hs_buf_addf(b->out, ": ");
		hs_add_one_line(b->out, f->reason);
	}
	hs_buf_addf(b->out, "\n");
}

static void add_recognition(struct brush *b, const struct hs_recognition *r)
{
	if (!r) {
		hs_buf_addf(b->out, "  no text yet");
	} else if (strcmp(r->state, HS_DONE) != 0) {
		hs_buf_addf(b->out, "  ");
		paint(b, RED, r->reason ? r->reason : r->state);
	} else {
		hs_buf_addf(b->out, "  %" PRIu64 " words, confidence %.2f", r->words,
			    r->confidence);
	}
}

static void add_page(struct brush *b, const struct hs_page *p)
{
	const struct hs_finding *findings = p->findings.items;

	hs_buf_addf(b->out, "  %4" PRIu64 "  %" PRIu64 " x %" PRIu64 ", %.0f dpi",
		    p->page, p->width, p->height, p->dpi);
	if (strcmp(p->state, HS_FILE_OK) != 0) {
		hs_buf_addf(b->out, "  ");
		paint(b, RED, p->reason ? p->reason : p->state);
	}
	add_recognition(b, p->recognition);
	for (size_t i = 0; i < p->findings.count; i++) {
		hs_buf_addf(b->out, "  ");
		paint(b, YELLOW, findings[i].what);
	}
	hs_buf_addf(b->out, "  ");
	hs_add_one_line(b->out, p->file);
	if (p->frames > 1)
		hs_buf_addf(b->out, " %" PRIu64 "/%" PRIu64, p->frame, p->frames);
	hs_buf_addf(b->out, "\n");
}

// Where a program was not sure of a value, a person should look: '?'.
static bool doubtful(const struct hs_value *value)
{
	return value && *value->value && value->state && !strcmp(value->state, HS_REVIEW);
}

static void add_value(struct brush *b, const char *before, const char *value, bool doubt)
{
	if (!value || !*value)
		return;
	hs_buf_addf(b->out, "%s", before);
	hs_add_one_line(b->out, value);
	if (doubt)
		paint(b, YELLOW, "?");
}

static void add_field(struct brush *b, const struct hs_document *d,
		      enum hs_document_field field)
{
	add_value(b, "  ", hs_document_text(d, field), doubtful(d->fields[field]));
}

// "3-5", "3"
static void add_range(struct hs_buf *out, const struct hs_list *pages)
{
	const double *range = pages->items;

	if (pages->count != 2)
		return;
	hs_buf_addf(out, "%.0f", range[0]);
	if (range[1] > range[0])
		hs_buf_addf(out, "-%.0f", range[1]);
}

static bool said_before(const struct hs_remark *list, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (!strcmp(list[i].what, list[at].what))
			return true;
	return false;
}

static void add_findings(struct brush *b, const struct hs_list *findings)
{
	const struct hs_remark *list = findings->items;

	for (size_t i = 0; i < findings->count; i++) {
		if (said_before(list, i))
			continue;
		hs_buf_addf(b->out, "  ");
		paint(b, YELLOW, list[i].what);
	}
}

static void add_document(struct brush *b, const struct hs_document *d)
{
	HS_AUTO(hs_buf_done) struct hs_buf range = {0};
	HS_AUTO(hs_text_free)
	char *symbol = hs_symbol_written(hs_document_text(d, HS_F_NUMBER),
					 hs_document_text(d, HS_F_SYMBOL));

	add_range(&range, &d->pages);
	hs_buf_addf(b->out, "%7s", hs_buf_text(&range));
	if (hs_document_text(d, HS_F_SECRECY)) {
		hs_buf_addf(b->out, "  ");
		paint(b, RED, hs_document_text(d, HS_F_SECRECY));
	}
	add_field(b, d, HS_F_TYPE);
	add_value(b, "  ", symbol,
		  doubtful(d->fields[HS_F_NUMBER]) || doubtful(d->fields[HS_F_SYMBOL]));
	add_field(b, d, HS_F_DATE);
	add_field(b, d, HS_F_SUBJECT);
	add_findings(b, &d->findings);
	hs_buf_addf(b->out, "\n");
}

static void add_cover(struct brush *b, const struct hs_cover *cover)
{
	static const struct {
		enum hs_cover_field field;
		const char *before, *behind;
	} said[] = {
		{HS_C_TITLE, "  ", ""},         {HS_C_START, "  ", ""},
		{HS_C_END, " to ", ""},         {HS_C_RETENTION, "  ", ""},
		{HS_C_SHEETS, "  ", " sheets"},
	};

	hs_buf_addf(b->out, "%-10s ", "cover");
	add_range(b->out, &cover->pages);
	for (size_t i = 0; i < HS_COUNT(said); i++) {
		const struct hs_value *v = cover->fields[said[i].field];

		add_value(b, said[i].before, v ? v->value : NULL, doubtful(v));
		if (v && *v->value)
			hs_buf_addf(b->out, "%s", said[i].behind);
	}
	hs_buf_addf(b->out, "\n");
}

static void add_contents(struct brush *b, const struct hs_documents *all)
{
	const struct hs_row *rows = all->contents.items;
	size_t found = 0;

	for (size_t i = 0; i < all->contents.count; i++)
		found += rows[i].document > 0;
	hs_buf_addf(b->out, "%-10s ", "contents");
	add_range(b->out, &all->contents_pages);
	hs_buf_addf(b->out, "  %zu rows, %zu with their document\n", all->contents.count,
		    found);
}

static void add_documents(struct brush *b, const struct hs_documents *all)
{
	const struct hs_list *list = &all->documents;

	if (all->cover)
		add_cover(b, all->cover);
	if (all->contents.count)
		add_contents(b, all);
	if (list->count || all->findings.count) {
		hs_buf_addf(b->out, "documents  %zu", list->count);
		add_findings(b, &all->findings);
		hs_buf_addf(b->out, "\n");
	}
	for (size_t i = 0; i < list->count; i++)
		add_document(b, (const struct hs_document *)list->items + i);
}

void hs_shown_overview(const struct hs_shown *shown, bool colour, struct hs_buf *out)
{
	struct brush b = {colour, out};
	const struct hs_dossier *d = &shown->dossier;

	paint(&b, BOLD, d->code);
	hs_buf_addf(out, "\n");
	add_pair(&b, "title", d->title);
	add_pair(&b, "fonds", d->fonds);
	add_pair(&b, "inventory", d->inventory);
	add_pair(&b, "from", d->start_date);
	add_pair(&b, "to", d->end_date);
	add_pair(&b, "retention", d->retention);
	add_pair(&b, "secrecy", d->secrecy);
	hs_buf_addf(out, "files      %zu\n", d->files.count);
	for (size_t i = 0; i < d->files.count; i++)
		add_file(&b, (const struct hs_file *)d->files.items + i);
	hs_buf_addf(out, "pages      %zu\n", shown->pages.count);
	for (size_t i = 0; i < shown->pages.count; i++)
		add_page(&b, (const struct hs_page *)shown->pages.items + i);
	add_documents(&b, &shown->documents);
}
