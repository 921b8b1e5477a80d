// viewer.c - see viewer.h
#include "craft/viewer.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/viewer-pictures.h"
#include "model/json.h"
#include "model/script.h"
#include "port/xml.h"
#include "sys/data.h"
#include "sys/file.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FILES "index_files/"

enum { TABLE_MAX = 4 << 20 }; // bytes of one file from the tables

enum kind { TABLE, DATA, TEXTS, WORDS, PICTURE };

struct file {
	char *path;
	enum kind kind;
	size_t page; // of view->pages: this one, or the first of its texts
};

// What the list of pages says of one.
struct page {
	uint32_t number;
	uint64_t width, height, frame, frames;
	double dpi, dpi_y;
	uint32_t quarters; // clockwise turns that bring it upright
	char *file, *reason;
	bool text, words, picture;
};

struct hs_view {
	struct hs_view_terms terms;
	struct hs_folder *folder;
	struct hs_list pages; // of struct page
	struct hs_list files; // of struct file
	struct hs_pictures *pictures;
};

int hs_viewer_setting(const char *text, enum hs_viewer *setting, struct hs_err *err)
{
	static const char *const names[] = {"yes", "text", "no"};

	*setting = HS_VIEWER_YES;
	if (!text)
		return 0;
	for (size_t i = 0; i < HS_COUNT(names); i++)
		if (!strcmp(text, names[i])) {
			*setting = (enum hs_viewer)i;
			return 0;
		}
	return hs_fail(err, HS_USAGE, "no viewer '%s': there are yes, text, no", text);
}

void hs_view_free(struct hs_view **view)
{
	struct hs_view *v = *view;
	struct page *pages;
	struct file *files;

	if (!v)
		return;
	hs_pictures_free(&v->pictures);
	pages = v->pages.items;
	for (size_t i = 0; i < v->pages.count; i++) {
		free(pages[i].file);
		free(pages[i].reason);
	}
	files = v->files.items;
	for (size_t i = 0; i < v->files.count; i++)
		free(files[i].path);
	free(pages);
	free(files);
	free(v);
	*view = NULL;
}

// ---- what there is

// "quarters 3" in a recipe (hoso-formats(5), recognition.recipe).
static uint32_t quarters_of(const struct hs_page *record)
{
	static const char word[] = "quarters ";
	const char *recipe = record->recognition ? record->recognition->recipe : NULL;
	const char *at = recipe ? strstr(recipe, word) : NULL;

	return at ? (uint32_t)(at[sizeof(word) - 1] - '0') & 3 : 0;
}

static int take_page(struct hs_view *v, uint32_t number, struct hs_page *record,
		     struct hs_err *err)
{
	struct page *p;
	bool bad;

	if (hs_folder_page(v->folder, number, record, err) < 0)
		return -1;
	bad = record->state && !strcmp(record->state, HS_FILE_UNREADABLE);
	p = hs_list_add(&v->pages, sizeof(*p));
	*p = (struct page){
		.number = number,
		.width = record->width,
		.height = record->height,
		.frame = record->frame,
		.frames = record->frames,
		.dpi = record->dpi,
		.dpi_y = record->dpi_y,
		.quarters = quarters_of(record),
		.file = hs_dup(record->file ? record->file : ""),
		.text = hs_folder_has_part(v->folder, HS_TEXT_FILES, number),
		.words = hs_folder_has_part(v->folder, HS_ALTO, number),
		.picture = v->pictures && !bad && record->width && record->height,
	};
	hs_text_set(&p->reason, record->reason);
	return 0;
}

static void numbers_free(uint32_t **numbers)
{
	free(*numbers);
}

static int take_pages(struct hs_view *v, struct hs_err *err)
{
	HS_AUTO(numbers_free) uint32_t *numbers = NULL;
	size_t count;

	if (hs_folder_pages(v->folder, &numbers, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		HS_AUTO(hs_page_done) struct hs_page record = {0};

		if (take_page(v, numbers[i], &record, err) < 0)
			return -1;
	}
	return 0;
}

static void add_file(struct hs_view *v, enum kind kind, const char *path, size_t page)
{
	struct file *f = hs_list_add(&v->files, sizeof(*f));

	*f = (struct file){hs_dup(path), kind, page};
}

static void add_page_file(struct hs_view *v, enum kind kind, const char *folder,
			  size_t page, const char *suffix)
{
	const struct page *pages = v->pages.items;
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};
	char name[24];

	hs_page_name(name, pages[page].number, suffix);
	hs_buf_addf(&path, FILES "%s/%s", folder, name);
	add_file(v, kind, path.data, page);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static void list_files(struct hs_view *v)
{
	const struct page *pages = v->pages.items;

	add_file(v, TABLE, "index.html", 0);
	add_file(v, TABLE, FILES "viewer.css", 0);
	add_file(v, TABLE, FILES "viewer.js", 0);
	add_file(v, DATA, FILES "data.js", 0);
	for (size_t i = 0; i < v->pages.count; i++) {
		if (i % HS_VIEW_SHARD == 0)
			add_page_file(v, TEXTS, "text", i, ".js");
		if (pages[i].words)
			add_page_file(v, WORDS, "pages", i, ".js");
		if (pages[i].picture)
			add_page_file(v, PICTURE, "pages", i, ".jpg");
	}
	qsort(v->files.items, v->files.count, sizeof(struct file), by_path);
}

// In the order of files, which is not that of pages once there are 10000.
static int order_pictures(struct hs_view *v, struct hs_err *err)
{
	const struct file *files = v->files.items;
	const struct page *pages = v->pages.items;

	for (size_t i = 0; i < v->files.count; i++) {
		HS_AUTO(hs_page_done) struct hs_page record = {0};
		const struct page *p = &pages[files[i].page];

		if (files[i].kind != PICTURE)
			continue;
		if (hs_folder_page(v->folder, p->number, &record, err) < 0)
			return -1;
		hs_pictures_add(v->pictures, &record, p->quarters);
	}
	return 0;
}

struct hs_view *hs_view_new(const struct hs_view_terms *terms, struct hs_folder *folder,
			    struct hs_err *err)
{
	HS_AUTO(hs_view_free) struct hs_view *v = HS_NEW(struct hs_view);
	const struct hs_pictures_terms how = {terms->crew, terms->image, terms->pdf};

	v->terms = *terms;
	v->folder = folder;
	if (terms->pictures) {
		v->pictures = hs_pictures_new(&how, folder, err);
		if (!v->pictures)
			return NULL;
	}
	if (take_pages(v, err) < 0)
		return NULL;
	list_files(v);
	if (v->pictures && order_pictures(v, err) < 0)
		return NULL;
	return HS_STEAL(v);
}

size_t hs_view_count(const struct hs_view *view)
{
	return view->files.count;
}

const char *hs_view_path(const struct hs_view *view, size_t i, bool *packed)
{
	const struct file *files = view->files.items;

	*packed = files[i].kind == PICTURE;
	return files[i].path;
}

size_t hs_view_blank(const struct hs_view *view)
{
	return view->pictures ? hs_pictures_blank(view->pictures) : 0;
}

bool hs_view_half_jailed(const struct hs_view *view)
{
	return view->pictures && hs_pictures_half_jailed(view->pictures);
}

// ---- the files

static int make_table(const char *path, struct hs_buf *out, struct hs_err *err)
{
	const char *slash = strrchr(path, '/');
	HS_AUTO(hs_text_free)
	char *from = hs_data_find("viewer", slash ? slash + 1 : path, err);
	HS_AUTO(hs_fd_done) int fd = from ? open(from, O_RDONLY | O_CLOEXEC) : -1;

	if (!from)
		return -1;
	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", from);
	return hs_fd_load(fd, TABLE_MAX, out, err) < 0 ? hs_within(err, "'%s'", from) : 0;
}

// A record as JSON that a script may hold, without the newline behind it.
static void add_record(struct hs_buf *out, const struct hs_shape *shape,
		       const void *record)
{
	HS_AUTO(hs_buf_done) struct hs_buf json = {0};

	hs_json_line(shape, record, &json);
	hs_script_json(out, json.data, json.len - 1);
}

static void add_text(struct hs_buf *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	hs_buf_addf(out, ",\"%s\":", name);
	hs_script_text(out, text);
}

static void add_page(const struct hs_view *v, const struct page *p, struct hs_buf *out)
{
	hs_buf_addf(out, "{\"n\":%" PRIu32 ",\"w\":%" PRIu64 ",\"h\":%" PRIu64, p->number,
		    p->width, p->height);
	if (p->quarters)
		hs_buf_addf(out, ",\"turn\":%" PRIu32, p->quarters);
	if (p->dpi > 0 && p->dpi_y > 0 && p->dpi < 1e6 && p->dpi_y < 1e6)
		hs_buf_addf(out, ",\"dpi\":[%.0f,%.0f]", p->dpi, p->dpi_y);
	if (p->frames > 1)
		hs_buf_addf(out, ",\"frame\":%" PRIu64, p->frame);
	add_text(out, "file", p->file);
	add_text(out, "master", v->terms.master(v->terms.owner, p->file));
	add_text(out, "why", p->reason);
	hs_buf_addf(out, "%s%s%s}", p->text ? ",\"text\":true" : "",
		    p->words ? ",\"words\":true" : "",
		    p->picture ? ",\"picture\":true" : "");
}

static void make_data(const struct hs_view *v, struct hs_buf *out)
{
	const struct page *pages = v->pages.items;

	hs_buf_addf(out, "hoso.data({\"format\":%d", HS_FORMAT);
	hs_buf_addf(out, ",\"shard\":%d,\n\"dossier\":", HS_VIEW_SHARD);
	add_record(out, &hs_dossier_shape, v->terms.dossier);
	hs_buf_addf(out, ",\n\"documents\":");
	add_record(out, &hs_documents_shape, v->terms.documents);
	hs_buf_addf(out, ",\n\"pages\":[");
	for (size_t i = 0; i < v->pages.count; i++) {
		hs_buf_addf(out, "%s\n", i ? "," : "");
		add_page(v, &pages[i], out);
	}
	hs_buf_addf(out, "\n]});\n");
}

static int make_texts(const struct hs_view *v, size_t first, struct hs_buf *out,
		      struct hs_err *err)
{
	const struct page *pages = v->pages.items;
	size_t end = first + HS_VIEW_SHARD;

	hs_buf_addf(out, "hoso.texts(%" PRIu32 ",[", pages[first].number);
	for (size_t i = first; i < v->pages.count && i < end; i++) {
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};

		if (pages[i].text && hs_folder_load_part(v->folder, HS_TEXT_FILES,
							 pages[i].number, &text, err) < 0)
			return hs_within(err, "page %" PRIu32, pages[i].number);
		hs_buf_addf(out, "%s\n", i > first ? "," : "");
		hs_script_text(out, hs_buf_text(&text));
	}
	hs_buf_addf(out, "\n]);\n");
	return 0;
}

// Words with boxes, five members each. ALTO that cannot be read marks nothing on the
// picture: the text, which is searched, has its own file.
static int make_words(const struct hs_view *v, const struct page *p, struct hs_buf *out,
		      struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf alto = {0};
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	uint32_t width = 0, height = 0;
	struct hs_err ignored = {0};
	const char *between = "";

	if (hs_folder_load_part(v->folder, HS_ALTO, p->number, &alto, err) < 0)
		return hs_within(err, "page %" PRIu32, p->number);
	(void)!hs_alto_read(hs_buf_text(&alto), alto.len, &words, &width, &height,
			    &ignored);
	hs_buf_addf(out, "hoso.words(%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",[", p->number,
		    width, height);
	for (size_t i = 0; i < words.count; i++) {
		const struct hs_word *w = &words.list[i];

		if (w->noise)
			continue;
		hs_buf_addf(out, "%s\n%" PRId32 ",%" PRId32 ",%" PRId32 ",%" PRId32 ",",
			    between, w->box.x, w->box.y, w->box.w, w->box.h);
		hs_script_text(out, w->text);
		between = ",";
	}
	hs_buf_addf(out, "\n]);\n");
	return 0;
}

int hs_view_make(struct hs_view *v, size_t i, struct hs_buf *out, struct hs_err *err)
{
	const struct file *files = v->files.items, *f = &files[i];
	const struct page *pages = v->pages.items;

	switch (f->kind) {
	case TABLE:
		return make_table(f->path, out, err);
	case DATA:
		make_data(v, out);
		return 0;
	case TEXTS:
		return make_texts(v, f->page, out, err);
	case WORDS:
		return make_words(v, &pages[f->page], out, err);
	default:
		return hs_pictures_take(v->pictures, out, err);
	}
}
