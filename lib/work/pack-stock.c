// pack-stock.c - what a dossier holds; see pack-part.h
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/copies.h"
#include "model/json.h"
#include "model/media.h"
#include "model/safename.h"
#include "model/secrecy.h"
#include "port/dossier-pdf.h"
#include "sys/digest.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"
#include "work/pack-part.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JOURNAL "journal.jsonl"
#define PDFS "pdf/"
#define NO_TIME "1970-01-01T00:00:00Z"

enum { JOURNAL_MAX = 256 << 20 }; // bytes

void hs_stock_done(struct hs_stock *stock)
{
	hs_folder_free(&stock->folder);
	hs_walk_done(&stock->walk);
	hs_census_free(&stock->census);
	for (size_t i = 0; i < stock->events.count; i++)
		hs_event_done((struct hs_event *)stock->events.items + i);
	free(stock->events.items);
	free(stock->files);
	free(stock->time);
	*stock = (struct hs_stock){0};
}

// Taken for writing, so that nobody changes it meanwhile; where a lock cannot be
// had at all (a read-only share) it is read without one. Its drafts stay.
static int open_dossier(struct hs_stock *s, const char *path, struct hs_err *err)
{
	struct hs_err lock = {0};

	s->folder = hs_folder_read(path, err);
	if (!s->folder)
		return -1;
	if (hs_lock(hs_folder_fd(s->folder), &lock) < 0 && lock.code == HS_BUSY) {
		*err = lock;
		return -1;
	}
	return 0;
}

static int check_found(const struct hs_found *f, struct hs_err *err)
{
	const char *why = hs_name_unsafe(f->path);

	if (f->kind == HS_FOUND_OTHER)
		return hs_fail(err, HS_DAMAGED, "'%s': a link or special file", f->path);
	if (!hs_utf8_valid(f->path, strlen(f->path)))
		return hs_fail(err, HS_DAMAGED, "'%s': its name is not UTF-8", f->path);
	if (why)
		return hs_fail(err, HS_DAMAGED, "'%s': %s", f->path, why);
	return 0;
}

static int take_file(struct hs_stock *s, const struct hs_found *f,
		     struct hs_verdict *verdict, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_fd_done) int fd = -1;

	s->files[s->count++] = (struct hs_stock_file){.path = f->path, .size = f->size};
	hs_census_file(s->census, f->path, f->size, NULL);
	if (!hs_census_wants_bytes(f->path))
		return 0;
	fd = hs_walk_open(hs_folder_fd(s->folder), f->path, err);
	if (fd < 0 || hs_fd_load(fd, HS_RECORD_MAX, &bytes, err) < 0)
		return hs_within(err, "'%s'", f->path);
	hs_census_record(s->census, f->path, hs_buf_text(&bytes), bytes.len, verdict);
	return 0;
}

static int take_files(struct hs_stock *s, struct hs_verdict *verdict, struct hs_err *err)
{
	s->census = hs_census_new();
	if (hs_walk_read(hs_folder_fd(s->folder), &s->walk, err) < 0)
		return -1;
	s->files = hs_new(s->walk.count, sizeof(*s->files));
	for (size_t i = 0; i < s->walk.count; i++) {
		const struct hs_found *f = &s->walk.list[i];

		if (hs_draft_is(f->path))
			continue;
		if (check_found(f, err) < 0)
			return -1;
		if (f->kind == HS_FOUND_FILE && take_file(s, f, verdict, err) < 0)
			return -1;
	}
	hs_census_judge(s->census, verdict);
	return 0;
}

static int check_code(const char *code, struct hs_err *err)
{
	const char *why = hs_code_unsafe(code);

	return why ? hs_fail(err, HS_DAMAGED, "its code '%s': %s", code, why) : 0;
}

static int first_fault(const struct hs_verdict *verdict, struct hs_err *err)
{
	uint64_t more = verdict->faults.count + verdict->more_faults - 1;
	const char *first;

	if (verdict->ok)
		return 0;
	first = ((char **)verdict->faults.items)[0];
	if (!more)
		return hs_fail(err, HS_DAMAGED, "%s", first);
	return hs_fail(err, HS_DAMAGED, "%s (and %" PRIu64 " more faults: hoso-verify)",
		       first, more);
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(struct hs_file *const *)a)->name,
		      (*(struct hs_file *const *)b)->name);
}

void hs_items_free(void *items)
{
	free(*(void **)items);
}

// Gives every master the checksum that it must have, and the kind that its import
// found it to be.
static void expect_masters(struct hs_stock *s)
{
	const struct hs_list *files = &s->dossier->files;
	HS_AUTO(hs_items_free) struct hs_file **by = hs_new(files->count, sizeof(*by));
	size_t skip = strlen("masters/");

	for (size_t i = 0; i < files->count; i++)
		by[i] = (struct hs_file *)files->items + i;
	qsort(by, files->count, sizeof(struct hs_file *), by_name);
	for (size_t i = 0, k = 0; i < s->count; i++) {
		struct hs_stock_file *f = &s->files[i];

		if (!hs_census_wants_sha256(f->path))
			continue;
		// The census found one for each; both rise bytewise.
		while (strcmp(by[k]->name, f->path + skip) != 0)
			k++;
		memcpy(f->sha256, by[k]->sha256,
		       strnlen(by[k]->sha256, sizeof(f->sha256) - 1));
		f->media = by[k]->media;
		f->record = by[k];
	}
}

// The same for the PDFs, from pdf.json.
static int expect_pdfs(struct hs_stock *s, struct hs_err *err)
{
	HS_AUTO(hs_copies_done) struct hs_copies copies = {0};

	if (hs_folder_copies(s->folder, &copies, err) < 0)
		return -1;
	for (size_t i = 0; i < s->count; i++) {
		struct hs_stock_file *f = &s->files[i];
		const struct hs_copy *copy;

		if (!hs_starts(f->path, PDFS))
			continue;
		copy = hs_copies_find(&copies, f->path + strlen(PDFS));
		if (copy && copy->sha256)
			memcpy(f->sha256, copy->sha256,
			       strnlen(copy->sha256, sizeof(f->sha256) - 1));
	}
	return 0;
}

int hs_stock_take(struct hs_stock *stock, const char *dossier, bool secret,
		  struct hs_err *err)
{
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};

	if (open_dossier(stock, dossier, err) < 0 || take_files(stock, &verdict, err) < 0)
		return -1;
	stock->dossier = hs_census_dossier(stock->census);
	stock->documents = hs_census_documents(stock->census);
	if (hs_secrecy_allows(stock->dossier, stock->documents, secret, err) < 0 ||
	    first_fault(&verdict, err) < 0 || check_code(stock->dossier->code, err) < 0)
		return -1;
	expect_masters(stock);
	return expect_pdfs(stock, err);
}

// ---- what a package says of it

static const char *media_of(const char *path)
{
	bool by_name;

	if (hs_ends(path, ".jsonl"))
		return "application/x-ndjson";
	return hs_media_of(path, "", 0, &by_name)->type;
}

static void add_event(struct hs_stock *s, const char *line, size_t len, size_t number)
{
	struct hs_event *e = hs_list_add(&s->events, sizeof(*e));
	HS_AUTO(hs_buf_done) struct hs_buf where = {0};
	struct hs_err ignored = {0};

	if (hs_json_read(&hs_event_shape, line, len, e, &ignored) == 0)
		return;
	hs_event_done(e);
	hs_buf_addf(&where, JOURNAL ", line %zu", number);
	e->time = hs_dup(s->time ? s->time : NO_TIME);
	e->program = hs_dup("hoso-pack");
	e->version = hs_dup(HS_VERSION);
	e->event = hs_dup("unreadable");
	e->object = hs_buf_take(&where);
	e->outcome = hs_dup("failed");
	e->detail = hs_dup("this line of the journal is no event: a program was killed");
}

// 2026-11-25T15:03:53Z: the one form that our programs write.
static bool is_time(const char *text)
{
	static const char form[] = "0000-00-00T00:00:00Z";

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == '0' ? !(text[i] >= '0' && text[i] <= '9')
				   : text[i] != form[i])
			return false;
	return true;
}

// Times of one form compare as texts.
static void read_journal(struct hs_stock *s, const char *text)
{
	size_t number = 0;

	while (*text) {
		size_t len = strcspn(text, "\n");
		const struct hs_event *last;

		number++;
		if (len) {
			add_event(s, text, len, number);
			last = (struct hs_event *)s->events.items + s->events.count - 1;
			if (is_time(last->time) &&
			    (!s->time || strcmp(s->time, last->time) < 0))
				hs_text_set(&s->time, last->time);
		}
		text += len + (text[len] == '\n');
	}
	if (!s->time)
		s->time = hs_dup(NO_TIME);
}

static int load_journal(struct hs_stock *s, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (hs_stock_find(s, JOURNAL) &&
	    hs_file_load(hs_folder_fd(s->folder), JOURNAL, JOURNAL_MAX, &text, err) < 0)
		return -1;
	read_journal(s, hs_buf_text(&text));
	return 0;
}

int hs_stock_know(struct hs_stock *s, struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *all = hs_digest_new("sha256", err);
	HS_AUTO(hs_digest_free) struct hs_digest *one = hs_digest_new("sha256", err);
	char hex[HS_HEX_MAX];

	if (!all || !one)
		return -1;
	for (size_t i = 0; i < s->count; i++) {
		struct hs_stock_file *f = &s->files[i];

		if (!f->media)
			f->media = media_of(f->path);
		if (!*f->sha256) {
			HS_AUTO(hs_fd_done)
			int fd = hs_walk_open(hs_folder_fd(s->folder), f->path, err);

			if (fd < 0 || hs_digest_fd(one, fd, hex, NULL, err) < 0)
				return hs_within(err, "'%s'", f->path);
			memcpy(f->sha256, hex, sizeof(f->sha256));
		}
		hs_digest_add(all, f->path, strlen(f->path) + 1);
		hs_digest_add(all, f->sha256, sizeof(f->sha256));
	}
	hs_digest_end(all, hex);
	memcpy(s->digest, hex, sizeof(s->digest));
	return load_journal(s, err);
}

const struct hs_stock_file *hs_stock_find(const struct hs_stock *stock, const char *path)
{
	size_t low = 0, high = stock->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(stock->files[middle].path, path);

		if (order == 0)
			return &stock->files[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

int hs_stock_uuid(const struct hs_stock *stock, const char *word,
		  char out[HS_UUID_TEXT + 1], struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);
	static const char variant[] = "89AB";
	char hex[HS_HEX_MAX];

	if (!digest)
		return -1;
	hs_digest_add(digest, stock->digest, strlen(stock->digest) + 1);
	hs_digest_add(digest, stock->dossier->code, strlen(stock->dossier->code) + 1);
	hs_digest_add(digest, word, strlen(word));
	hs_digest_end(digest, hex);
	for (char *p = hex; *p; p++)
		if (*p >= 'a')
			*p = (char)(*p - 'a' + 'A');
	hex[12] = '8';
	hex[16] = variant[hex[16] % 4];
	snprintf(out, HS_UUID_TEXT + 1, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
		 hex + 12, hex + 16, hex + 20);
	return 0;
}

// The ordinal in pdf/CODE.NNN.pdf; 0: it is not called so.
static size_t ordinal_of(const struct hs_stock *stock, const char *path)
{
	size_t code = strlen(stock->dossier->code);
	char *end;
	size_t n;

	if (!hs_starts(path, "pdf/"))
		return 0;
	path += strlen("pdf/");
	if (strncmp(path, stock->dossier->code, code) != 0 || path[code] != '.' ||
	    !(path[code + 1] >= '0' && path[code + 1] <= '9'))
		return 0;
	n = strtoul(path + code + 1, &end, 10);
	return strcmp(end, ".pdf") ? 0 : n;
}

const struct hs_stock_file *hs_stock_pdf(const struct hs_stock *stock, size_t ordinal)
{
	for (size_t i = 0; i < stock->count; i++)
		if (ordinal_of(stock, stock->files[i].path) == ordinal)
			return &stock->files[i];
	return NULL;
}

const struct hs_documents *hs_stock_papers(const struct hs_stock *stock,
					   struct hs_documents *whole)
{
	const struct hs_file *files = stock->dossier->files.items;
	struct hs_document *d;
	uint64_t pages = 0;

	if (stock->documents->documents.count)
		return stock->documents;
	for (size_t i = 0; i < stock->dossier->files.count; i++)
		pages += files[i].pages;
	d = hs_list_add(&whole->documents, sizeof(*d));
	hs_pages_set(&d->pages, 1, (uint32_t)pages);
	return whole;
}

// As pdf.json has it.
static bool is_made_of(const struct hs_copies *copies, const struct hs_stock_file *pdf,
		       const struct hs_document *d)
{
	const struct hs_copy *copy = hs_copies_find(copies, hs_path_last(pdf->path));
	const double *pages = copy ? copy->pages.items : NULL;

	return copy && copy->pages.count == 2 && copy->bytes == pdf->size &&
	       (uint32_t)pages[0] == hs_document_first(d) &&
	       (uint32_t)pages[1] == hs_document_last(d);
}

int hs_stock_need_pdfs(const struct hs_stock *stock, const struct hs_documents *documents,
		       struct hs_err *err)
{
	const struct hs_document *list = documents->documents.items;
	size_t count = documents->documents.count;
	HS_AUTO(hs_copies_done) struct hs_copies copies = {0};

	if (hs_folder_copies(stock->folder, &copies, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		const struct hs_stock_file *pdf = hs_stock_pdf(stock, i + 1);

		if (!pdf)
			return hs_fail(err, HS_REFUSED,
				       "document %zu of %zu has no PDF/A in it: run "
				       "hoso-pdf first",
				       i + 1, count);
		if (!is_made_of(&copies, pdf, &list[i]))
			return hs_fail(err, HS_REFUSED,
				       "'%s' is not of the pages that its document has "
				       "now: run hoso-pdf first",
				       pdf->path);
	}
	return 0;
}

// ---- the parcel

void hs_parcel_done(struct hs_parcel *parcel)
{
	struct hs_parcel_file *files = parcel->files.items;

	for (size_t i = 0; i < parcel->files.count; i++) {
		free(files[i].path);
		if (files[i].made)
			hs_buf_done(&files[i].made->bytes);
		free(files[i].made);
	}
	free(files);
	if (parcel->plan)
		parcel->forget(parcel->plan);
	*parcel = (struct hs_parcel){0};
}

void hs_parcel_take(struct hs_parcel *parcel, char *path,
		    const struct hs_stock_file *from)
{
	struct hs_parcel_file *f = hs_list_add(&parcel->files, sizeof(*f));

	*f = (struct hs_parcel_file){
		.path = path,
		.from = from,
		.size = from->size,
		.sha256 = from->sha256,
		.media = from->media,
	};
}

static int by_mets_path(const void *a, const void *b)
{
	return strcmp(((const struct hs_mets_file *)a)->path,
		      ((const struct hs_mets_file *)b)->path);
}

struct hs_mets_file *hs_parcel_below(const struct hs_parcel *parcel, const char *folder,
				     size_t *count)
{
	const struct hs_parcel_file *files = parcel->files.items;
	struct hs_mets_file *list = hs_new(parcel->files.count, sizeof(*list));

	*count = 0;
	for (size_t i = 0; i < parcel->files.count; i++)
		if (hs_starts(files[i].path, folder))
			list[(*count)++] = (struct hs_mets_file){
				.path = files[i].path + strlen(folder),
				.size = files[i].size,
				.sha256 = files[i].sha256,
				.media = files[i].media,
			};
	qsort(list, *count, sizeof(*list), by_mets_path);
	return list;
}

static struct hs_parcel_file *made_file(struct hs_parcel *parcel, char *path,
					const char *media)
{
	struct hs_parcel_file *f = hs_list_add(&parcel->files, sizeof(*f));

	*f = (struct hs_parcel_file){
		.path = path,
		.made = HS_NEW(struct hs_parcel_made),
		.media = media,
	};
	f->sha256 = f->made->sha256;
	return f;
}

int hs_parcel_put(struct hs_parcel *parcel, char *path, struct hs_buf *bytes,
		  const char *media, struct hs_err *err)
{
	struct hs_parcel_file *f = made_file(parcel, path, media);
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);
	char hex[HS_HEX_MAX];

	f->made->bytes = *bytes;
	*bytes = (struct hs_buf){0};
	f->size = f->made->bytes.len;
	if (!digest)
		return -1;
	hs_digest_add(digest, hs_buf_text(&f->made->bytes), f->size);
	hs_digest_end(digest, hex);
	memcpy(f->made->sha256, hex, sizeof(f->made->sha256));
	return 0;
}

int hs_parcel_pieces(struct hs_parcel *parcel, char *path, const struct hs_pieces *pieces,
		     const char *media, struct hs_err *err)
{
	struct hs_parcel_file *f = made_file(parcel, path, media);
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);
	HS_AUTO(hs_buf_done) struct hs_buf piece = {0};
	char hex[HS_HEX_MAX];
	void *run;

	f->made->pieces = pieces;
	if (!digest)
		return -1;
	run = pieces->begin(pieces->plan);
	for (; pieces->next(run, &piece); piece.len = 0) {
		hs_digest_add(digest, piece.data, piece.len);
		f->size += piece.len;
	}
	pieces->end(run);
	hs_digest_end(digest, hex);
	memcpy(f->made->sha256, hex, sizeof(f->made->sha256));
	return 0;
}
