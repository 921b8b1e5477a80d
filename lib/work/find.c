// find.c - see find.h
#include "work/find.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/secrecy.h"
#include "port/db.h"
#include "port/dossier.h"
#include "port/unzip.h"
#include "sys/file.h"
#include "sys/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct hs_worker_kind *const hs_find_workers[] = {&hs_unzip_worker, NULL};

struct hs_find {
	struct hs_db *db;
	bool strict, secret;
};

static struct hs_find *find_new(struct hs_db *db, const struct hs_find_terms *terms)
{
	struct hs_find *find = db ? HS_NEW(struct hs_find) : NULL;

	if (find)
		*find = (struct hs_find){db, terms->strict, terms->secret};
	return find;
}

struct hs_find *hs_find_new(const struct hs_find_terms *terms, struct hs_err *err)
{
	struct hs_db *db = hs_db_write(terms->index, terms->make, err);

	if (!db)
		hs_within(err, "'%s'", terms->index);
	return find_new(db, terms);
}

void hs_find_free(struct hs_find **find)
{
	if (*find)
		hs_db_free(&(*find)->db);
	free(*find);
	*find = NULL;
}

// Secrets that the index has already, since nobody knew then, go out of it.
static int check_secrecy(struct hs_find *find, const struct hs_dossier *dossier,
			 const struct hs_documents *documents, struct hs_err *err)
{
	struct hs_err trouble = {0};
	bool was;

	if (hs_secrecy_allows(dossier, documents, find->secret, err) == 0)
		return 0;
	if (hs_db_remove(find->db, dossier->code, &was, &trouble) < 0)
		*err = trouble;
	return -1;
}

// --- a dossier's folder

static int put_texts(struct hs_db *db, struct hs_folder *folder,
		     struct hs_find_count *count, struct hs_err *err)
{
	uint32_t *numbers = NULL;
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	size_t n;
	int got = hs_folder_pages(folder, &numbers, &n, err);

	for (size_t i = 0; got == 0 && i < n; i++) {
		if (!hs_folder_has_part(folder, HS_TEXT_FILES, numbers[i])) {
			count->waiting++;
			continue;
		}
		text.len = 0;
		got = hs_folder_load_part(folder, HS_TEXT_FILES, numbers[i], &text, err);
		if (got == 0)
			got = hs_db_put_page(db, numbers[i], hs_buf_text(&text), text.len,
					     err);
		count->pages++;
	}
	free(numbers);
	return got;
}

static int nothing(struct hs_err *err)
{
	return hs_fail(err, HS_REFUSED, "nothing to index: run hoso-ocr first");
}

// Whether some page still waits for hoso-ocr; one that cannot be read does not.
static int waits(struct hs_folder *folder, bool *so, struct hs_err *err)
{
	uint32_t *numbers = NULL;
	size_t n;
	int got = hs_folder_pages(folder, &numbers, &n, err);

	*so = false;
	for (size_t i = 0; got == 0 && i < n && !*so; i++) {
		HS_AUTO(hs_page_done) struct hs_page page = {0};

		got = hs_folder_page(folder, numbers[i], &page, err);
		*so = got == 0 && strcmp(page.state, HS_FILE_UNREADABLE) &&
		      !page.recognition;
	}
	free(numbers);
	return got;
}

static int put_folder(struct hs_db *db, struct hs_folder *folder,
		      const struct hs_documents *documents, struct hs_find_count *count,
		      struct hs_err *err)
{
	bool too_early = false;

	if (put_texts(db, folder, count, err) < 0 ||
	    (count->pages == 0 && waits(folder, &too_early, err) < 0))
		return -1;
	if (too_early)
		return nothing(err);
	return hs_db_put_documents(db, documents, err);
}

static int add_folder(struct hs_find *find, const char *path, struct hs_find_count *count,
		      struct hs_err *err)
{
	HS_AUTO(hs_folder_free) struct hs_folder *folder = hs_folder_read(path, err);
	HS_AUTO(hs_dossier_done) struct hs_dossier dossier = {0};
	HS_AUTO(hs_documents_done) struct hs_documents documents = {.format = HS_FORMAT};

	if (!folder || hs_folder_load(folder, &dossier, NULL, err) < 0 ||
	    hs_folder_documents(folder, &documents, err) < 0 ||
	    check_secrecy(find, &dossier, &documents, err) < 0)
		return -1;
	if (hs_db_enter(find->db, dossier.code, dossier.title, err) < 0)
		return -1;
	return put_folder(find->db, folder, &documents, count, err);
}

// --- a bundle, read by a worker

struct bundle {
	struct hs_db *db;
	struct hs_find_count *count;
	struct hs_dossier dossier;
	struct hs_documents documents;
};

static void bundle_done(struct bundle *b)
{
	hs_dossier_done(&b->dossier);
	hs_documents_done(&b->documents);
}

static int known_format(const char *name, uint64_t format, struct hs_err *err)
{
	if (format == HS_FORMAT)
		return 0;
	return hs_fail(err, HS_DAMAGED, "'%s' has format %llu, this program knows %d",
		       name, (unsigned long long)format, HS_FORMAT);
}

static int put_member(void *user, const char *name, const char *bytes, size_t len,
		      struct hs_err *err)
{
	struct bundle *b = user;
	uint32_t number = hs_page_number(name, "text/", ".txt");

	if (!number)
		return 0;
	b->count->pages++;
	return hs_db_put_page(b->db, number, bytes, len, err);
}

static int read_documents(struct bundle *b, const char *name, const char *bytes,
			  size_t len, struct hs_err *err)
{
	hs_documents_done(&b->documents);
	if (hs_json_read(&hs_documents_shape, bytes, len, &b->documents, err) < 0)
		return hs_within(err, "'%s'", name);
	return known_format(name, b->documents.format, err);
}

static int read_record(void *user, const char *name, const char *bytes, size_t len,
		       struct hs_err *err)
{
	struct bundle *b = user;

	if (!strcmp(name, "documents.json"))
		return read_documents(b, name, bytes, len, err);
	if (strcmp(name, "dossier.json"))
		return 0;
	hs_dossier_done(&b->dossier);
	if (hs_json_read(&hs_dossier_shape, bytes, len, &b->dossier, err) < 0)
		return hs_within(err, "'%s'", name);
	return known_format(name, b->dossier.format, err);
}

static int add_bundle(struct hs_find *find, const char *path, struct hs_find_count *count,
		      struct hs_err *err)
{
	static const char *const records[] = {"dossier.json", "documents.json", NULL};
	static const char *const texts[] = {"text/", NULL};
	const struct hs_worker_terms terms = {.strict = find->strict, .room = -1};
	HS_AUTO(bundle_done) struct bundle b = {.db = find->db, .count = count};
	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return hs_fail_sys(err, "open the bundle");
	if (hs_unzip_members(fd, records, &terms, read_record, &b, err) < 0)
		return -1;
	if (!b.dossier.code || !*b.dossier.code)
		return hs_fail(err, HS_DAMAGED, "not a bundle: it has no dossier.json");
	b.documents.format = HS_FORMAT;
	if (check_secrecy(find, &b.dossier, &b.documents, err) < 0 ||
	    hs_db_enter(find->db, b.dossier.code, b.dossier.title, err) < 0 ||
	    hs_unzip_members(fd, texts, &terms, put_member, &b, err) < 0)
		return -1;
	if (count->pages == 0)
		return nothing(err);
	return hs_db_put_documents(find->db, &b.documents, err);
}

int hs_find_add(struct hs_find *find, const char *path, struct hs_find_count *count,
		struct hs_err *err)
{
	struct stat st;
	int got;

	*count = (struct hs_find_count){0};
	if (stat(path, &st) < 0)
		return hs_fail_sys(err, "open the dossier");
	if (S_ISREG(st.st_mode))
		got = add_bundle(find, path, count, err);
	else
		got = add_folder(find, path, count, err);
	if (got == 0)
		got = hs_db_leave(find->db, err);
	if (got < 0)
		hs_db_undo(find->db);
	return got;
}

// --- the whole index

// A folder that was renamed still has its code.
static int remove_folder(struct hs_db *db, const char *path, bool *was,
			 struct hs_err *err)
{
	struct hs_err ignored;
	HS_AUTO(hs_folder_free) struct hs_folder *folder = hs_folder_read(path, &ignored);
	HS_AUTO(hs_dossier_done) struct hs_dossier dossier = {0};

	if (!folder)
		return 0;
	if (hs_folder_load(folder, &dossier, NULL, err) < 0)
		return -1;
	return hs_db_remove(db, dossier.code, was, err);
}

int hs_find_remove(struct hs_find *find, const char *what, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *code = hs_dup(what);
	size_t len = strlen(code);
	bool was = false;

	while (len > 1 && code[len - 1] == '/')
		code[--len] = '\0';
	if (hs_db_remove(find->db, hs_path_last(code), &was, err) < 0)
		return -1;
	if (!was && hs_ends(code, ".zip")) {
		code[len - strlen(".zip")] = '\0';
		if (hs_db_remove(find->db, hs_path_last(code), &was, err) < 0)
			return -1;
	}
	if (!was && remove_folder(find->db, what, &was, err) < 0)
		return -1;
	return was ? 0 : hs_fail(err, HS_REFUSED, "the index has no such dossier");
}

int hs_find_check(struct hs_find *find, struct hs_err *err)
{
	return hs_db_check(find->db, err);
}

static bool is_dossier(const char *path)
{
	HS_AUTO(hs_text_free) char *record = hs_path_join(path, "dossier.json");

	return access(record, F_OK) == 0;
}

static bool disk_is_full(const struct hs_err *err)
{
	return err->code == HS_SYSTEM && (err->sys == ENOSPC || err->sys == EDQUOT);
}

static int add_all(struct hs_find *find, const char *work, const struct hs_names *names,
		   hs_find_told_fn *told, size_t *failed, struct hs_err *err)
{
	size_t done = 0;

	for (size_t i = 0; i < names->count; i++) {
		HS_AUTO(hs_text_free) char *path = hs_path_join(work, names->list[i]);
		struct hs_find_count count;
		struct hs_err why = {0};
		int got;

		if (!is_dossier(path))
			continue;
		got = hs_find_add(find, path, &count, &why);
		if (got < 0 && disk_is_full(&why)) {
			*err = why;
			return hs_within(err, "'%s'", path);
		}
		told(path, &count, got < 0 ? &why : NULL);
		*(got < 0 ? failed : &done) += 1;
	}
	if (done)
		return 0;
	return hs_fail(err, HS_REFUSED, "'%s' has no dossier that could be indexed",
		       work);
}

int hs_find_rebuild(const struct hs_find_terms *terms, const char *work,
		    hs_find_told_fn *told, size_t *failed, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int dir = hs_dir_open(AT_FDCWD, work, err);
	HS_AUTO(hs_names_done) struct hs_names names = {0};
	HS_AUTO(hs_find_free) struct hs_find *find = NULL;

	*failed = 0;
	if (dir < 0 || hs_names_read(dir, &names, err) < 0)
		return -1;
	find = find_new(hs_db_draft(terms->index, err), terms);
	if (!find)
		return hs_within(err, "'%s'", terms->index);
	if (add_all(find, work, &names, told, failed, err) < 0)
		return -1;
	if (hs_db_publish(find->db, err) < 0)
		return hs_within(err, "'%s'", terms->index);
	return 0;
}

int hs_find_search(const char *index, const char *text, const struct hs_order *order,
		   hs_hit_fn *each, void *user, struct hs_err *err)
{
	HS_AUTO(hs_query_done) struct hs_query query = {0};
	HS_AUTO(hs_db_free) struct hs_db *db = NULL;

	if (hs_query_parse(text, &query, err) < 0)
		return -1;
	db = hs_db_read(index, err);
	if (!db || hs_db_search(db, &query, order, each, user, err) < 0)
		return hs_within(err, "'%s'", index);
	return 0;
}
