// dossier.c - see dossier.h
#include "port/dossier.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/media.h"
#include "model/safename.h"
#include "sys/clock.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RECORD "dossier.json"
#define DOCUMENTS "documents.json"
#define JOURNAL "journal.jsonl"

static const struct {
	const char *folder, *suffix;
} parts[HS_PARTS] = {
	[HS_MASTERS] = {"masters", ""},
	[HS_PAGES] = {"pages", ".json"},
	[HS_ALTO] = {"alto", ".xml"},
	[HS_TEXT_FILES] = {"text", ".txt"},
};

enum { COPY_CHUNK = 1 << 17, JOURNAL_MAX = 64 << 20 }; // bytes

struct hs_folder {
	char *path, *code;
	int fd;
	bool writes;
	int part[HS_PARTS]; // opened when first needed
};

void hs_folder_free(struct hs_folder **folder)
{
	struct hs_folder *f = *folder;

	if (!f)
		return;
	for (int i = 0; i < HS_PARTS; i++)
		hs_fd_done(&f->part[i]);
	hs_fd_done(&f->fd);
	free(f->path);
	free(f->code);
	free(f);
	*folder = NULL;
}

static struct hs_folder *folder_new(const char *path)
{
	struct hs_folder *f = HS_NEW(struct hs_folder);
	HS_AUTO(hs_text_free) char *bare = hs_dup(path);
	size_t n = strlen(bare);

	while (n > 1 && bare[n - 1] == '/')
		bare[--n] = '\0';
	f->path = hs_dup(path);
	f->code = hs_dup(hs_path_last(bare));
	f->fd = -1;
	for (int i = 0; i < HS_PARTS; i++)
		f->part[i] = -1;
	return f;
}

// "." and ".." name no dossier; the folder's own name does.
static void name_from_place(struct hs_folder *f)
{
	HS_AUTO(hs_text_free) char *real = NULL;

	if (strcmp(f->code, ".") && strcmp(f->code, "..") && *f->code)
		return;
	real = realpath(f->path, NULL);
	if (!real)
		return;
	free(f->code);
	f->code = hs_dup(hs_path_last(real));
}

struct hs_folder *hs_folder_read(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = folder_new(path);

	f->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->fd < 0) {
		hs_fail_sys(err, "open the dossier");
		return NULL;
	}
	if (faccessat(f->fd, RECORD, F_OK, AT_SYMLINK_NOFOLLOW) < 0) {
		hs_fail(err, HS_DAMAGED,
			"not a dossier: it has no %s (hoso-import makes dossiers)",
			RECORD);
		return NULL;
	}
	name_from_place(f);
	return HS_STEAL(f);
}

struct hs_folder *hs_folder_write(const char *path, bool make, struct hs_err *err)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = NULL;

	if (make) {
		f = folder_new(path);
		f->fd = hs_dir_make(AT_FDCWD, path, err);
		name_from_place(f);
	} else {
		f = hs_folder_read(path, err);
	}
	if (!f || f->fd < 0 || hs_lock(f->fd, err) < 0 || hs_draft_sweep(f->fd, err) < 0)
		return NULL;
	f->writes = true;
	return HS_STEAL(f);
}

const char *hs_folder_path(const struct hs_folder *folder)
{
	return folder->path;
}

const char *hs_folder_code(const struct hs_folder *folder)
{
	return folder->code;
}

int hs_folder_fd(const struct hs_folder *folder)
{
	return folder->fd;
}

int hs_folder_part(struct hs_folder *f, enum hs_part part, struct hs_err *err)
{
	const char *name = parts[part].folder;

	if (f->part[part] < 0)
		f->part[part] = f->writes ? hs_dir_make(f->fd, name, err)
					  : hs_dir_open(f->fd, name, err);
	return f->part[part];
}

static int load_record(int dir, const char *name, const struct hs_shape *shape,
		       void *record, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (hs_file_load(dir, name, HS_RECORD_MAX, &text, err) < 0)
		return -1;
	if (hs_json_read(shape, hs_buf_text(&text), text.len, record, err) < 0)
		return hs_within(err, "'%s'", name);
	// Every record's first member is its format.
	if (*(uint64_t *)record != HS_FORMAT) {
		hs_fail(err, HS_DAMAGED, "'%s' has format %llu, this program knows %d",
			name, (unsigned long long)*(uint64_t *)record, HS_FORMAT);
		hs_shape_done(shape, record);
		return -1;
	}
	return 0;
}

int hs_folder_load(struct hs_folder *f, struct hs_dossier *dossier, bool *exists,
		   struct hs_err *err)
{
	bool there = faccessat(f->fd, RECORD, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	const char *why;

	if (exists)
		*exists = there;
	if (!there && exists)
		return 0;
	if (load_record(f->fd, RECORD, &hs_dossier_shape, dossier, err) < 0)
		return -1;
	why = hs_code_unsafe(dossier->code);
	if (why) {
		hs_fail(err, HS_DAMAGED, "its code '%s': %s", dossier->code, why);
		hs_dossier_done(dossier);
		return -1;
	}
	return 0;
}

static int store_record(int dir, const char *name, const struct hs_shape *shape,
			const void *record, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_json_pretty(shape, record, &text);
	return hs_file_store(dir, dir, name, text.data, text.len, err);
}

int hs_folder_store(struct hs_folder *f, const struct hs_dossier *dossier,
		    struct hs_err *err)
{
	return store_record(f->fd, RECORD, &hs_dossier_shape, dossier, err);
}

int hs_folder_pages(struct hs_folder *f, uint32_t **numbers, size_t *count,
		    struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};
	int dir;

	*numbers = NULL;
	*count = 0;
	if (!f->writes && faccessat(f->fd, parts[HS_PAGES].folder, F_OK, 0) < 0)
		return 0; // no file of it has pages
	dir = hs_folder_part(f, HS_PAGES, err);
	if (dir < 0 || hs_names_read(dir, &names, err) < 0)
		return -1;
	*numbers = hs_new(names.count + 1, sizeof(**numbers));
	for (size_t i = 0; i < names.count; i++) { // natural order: rising
		uint32_t n = hs_page_number(names.list[i], "", parts[HS_PAGES].suffix);

		if (n)
			(*numbers)[(*count)++] = n;
	}
	return 0;
}

int hs_folder_page(struct hs_folder *f, uint32_t number, struct hs_page *page,
		   struct hs_err *err)
{
	int dir = hs_folder_part(f, HS_PAGES, err);
	char name[24];

	hs_page_name(name, number, parts[HS_PAGES].suffix);
	if (dir < 0 || load_record(dir, name, &hs_page_shape, page, err) < 0)
		return -1;
	if (page->page == number)
		return 0;
	hs_fail(err, HS_DAMAGED, "'%s' holds the record of page %llu", name,
		(unsigned long long)page->page);
	hs_page_done(page);
	return -1;
}

int hs_folder_store_page(struct hs_folder *f, const struct hs_page *page,
			 struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	hs_json_line(&hs_page_shape, page, &line);
	return hs_folder_store_part(f, HS_PAGES, (uint32_t)page->page, &line, err);
}

int hs_folder_drop_page(struct hs_folder *f, uint32_t number, struct hs_err *err)
{
	static const enum hs_part order[] = {HS_PAGES, HS_ALTO, HS_TEXT_FILES};

	for (size_t i = 0; i < HS_COUNT(order); i++) {
		char name[24];

		if (!hs_folder_has_part(f, order[i], number))
			continue;
		hs_page_name(name, number, parts[order[i]].suffix);
		if (unlinkat(f->part[order[i]], name, 0) < 0 && errno != ENOENT)
			return hs_fail_sys(err, "remove '%s'", name);
	}
	return 0;
}

int hs_folder_load_part(struct hs_folder *f, enum hs_part part, uint32_t number,
			struct hs_buf *out, struct hs_err *err)
{
	int dir = hs_folder_part(f, part, err);
	char name[24];

	hs_page_name(name, number, parts[part].suffix);
	return dir < 0 ? -1 : hs_file_load(dir, name, HS_RECORD_MAX, out, err);
}

int hs_folder_store_part(struct hs_folder *f, enum hs_part part, uint32_t number,
			 const struct hs_buf *bytes, struct hs_err *err)
{
	int dir = hs_folder_part(f, part, err);
	char name[24];

	hs_page_name(name, number, parts[part].suffix);
	if (dir < 0)
		return -1;
	return hs_file_store(f->fd, dir, name, hs_buf_text(bytes), bytes->len, err);
}

bool hs_folder_has_part(struct hs_folder *f, enum hs_part part, uint32_t number)
{
	struct hs_err ignored;
	char name[24];

	hs_page_name(name, number, parts[part].suffix);
	if (f->part[part] < 0 && faccessat(f->fd, parts[part].folder, F_OK, 0) < 0)
		return false;
	return hs_folder_part(f, part, &ignored) >= 0 &&
	       faccessat(f->part[part], name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

int hs_folder_open_master(struct hs_folder *f, const char *name, struct hs_err *err)
{
	int dir = hs_folder_part(f, HS_MASTERS, err), fd;

	if (dir < 0)
		return -1;
	if (strchr(name, '/'))
		return hs_fail(err, HS_DAMAGED, "'%s' is no name of a master", name);
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0)
		return fd;
	hs_fail_sys(err, "open 'masters/%s'", name);
	if (err->sys == ENOENT || err->sys == ELOOP)
		err->code = HS_DAMAGED;
	return -1;
}

int hs_folder_open_scan(struct hs_folder *f, const char *name, enum hs_media *media,
			struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = hs_folder_open_master(f, name, err);
	char start[HS_MEDIA_PEEK];
	ssize_t n = fd < 0 ? 0 : pread(fd, start, sizeof(start), 0);
	bool by_name;

	if (fd < 0)
		return -1;
	if (n < 0)
		return hs_fail_sys(err, "read '%s'", name);
	*media = hs_media_of(name, start, (size_t)n, &by_name)->reader;
	if (*media == HS_MEDIA || by_name)
		return hs_fail(err, HS_DAMAGED, "'%s' is no scan any more", name);
	return HS_STEAL_FD(fd);
}

int hs_master_facts(int fd, struct hs_master *master, struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);

	return digest ? hs_digest_fd(digest, fd, master->sha256, &master->size, err) : -1;
}

int hs_folder_master(struct hs_folder *f, const char *name, struct hs_master *master,
		     struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = hs_folder_open_master(f, name, err);

	return fd < 0 ? -1 : hs_master_facts(fd, master, err);
}

// Copies all bytes and takes their checksum on the way.
static int copy_bytes(int from, int to, struct hs_master *master, struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);
	HS_AUTO(hs_text_free) char *chunk = hs_new(COPY_CHUNK, 1);

	master->size = 0;
	while (digest) {
		ssize_t n = pread(from, chunk, COPY_CHUNK, (off_t)master->size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) { // a worn disc: this file's fault, not the archive's
			hs_fail_sys(err, "read");
			err->code = HS_DAMAGED;
			return -1;
		}
		if (n == 0)
			break;
		if (hs_fd_store(to, chunk, (size_t)n, err) < 0)
			return -1;
		hs_digest_add(digest, chunk, (size_t)n);
		master->size += (uint64_t)n;
	}
	if (!digest)
		return -1;
	hs_digest_end(digest, master->sha256);
	return 0;
}

static bool same_stat(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

// Opens what may be taken in: links are not followed, and pipes or devices are
// not read, which might never end.
int hs_source_open(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_fd_done)
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return hs_fail_sys(err, "open");
	if (fstat(fd, &st) < 0)
		return hs_fail_sys(err, "look at the file");
	if (!S_ISREG(st.st_mode))
		return hs_fail(err, HS_USAGE, "not a regular file");
	return HS_STEAL_FD(fd);
}

static int copy_master(struct hs_folder *f, int dir, int from, const char *name,
		       struct hs_master *master, struct hs_err *err)
{
	HS_AUTO(hs_draft_done) struct hs_draft d = {.fd = -1};
	struct stat before, after;

	if (fstat(from, &before) < 0)
		return hs_fail_sys(err, "look at the file");
	if (hs_draft_open(&d, f->fd, dir, name, err) < 0 ||
	    copy_bytes(from, d.fd, master, err) < 0)
		return -1;
	if (fstat(from, &after) < 0 || !same_stat(&before, &after) ||
	    master->size != (uint64_t)after.st_size)
		return hs_fail(err, HS_DAMAGED,
			       "it changed while it was read: try again");
	if (fchmod(d.fd, 0444) < 0)
		return hs_fail_sys(err, "protect the master");
	return hs_draft_commit(&d, err);
}

// 1: linked; 0: this file system cannot; -1: trouble.
static int link_master(struct hs_folder *f, int dir, const char *source, int from,
		       const char *name, struct hs_master *master, struct hs_err *err)
{
	static const char temp[] = ".hoso-draft-link";

	if (linkat(AT_FDCWD, source, f->fd, temp, 0) < 0)
		return 0;
	if (hs_master_facts(from, master, err) < 0 ||
	    renameat(f->fd, temp, dir, name) < 0 || fsync(dir) < 0) {
		unlinkat(f->fd, temp, 0);
		return err->code ? -1 : hs_fail_sys(err, "link the master");
	}
	return 1;
}

int hs_folder_keep(struct hs_folder *f, const char *source, const char *name, bool link,
		   struct hs_master *master, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int from = hs_source_open(source, err);
	int dir = from < 0 ? -1 : hs_folder_part(f, HS_MASTERS, err), linked = 0;
	struct hs_master there;
	struct hs_err ignored;

	if (dir < 0)
		return -1;
	if (hs_folder_master(f, name, &there, &ignored) == 0) {
		if (hs_master_facts(from, master, err) < 0)
			return -1;
		if (!strcmp(there.sha256, master->sha256))
			return 0;
	}
	if (link)
		linked = link_master(f, dir, source, from, name, master, err);
	return linked ? (linked < 0 ? -1 : 0)
		      : copy_master(f, dir, from, name, master, err);
}

int hs_folder_documents(struct hs_folder *f, struct hs_documents *documents,
			struct hs_err *err)
{
	if (faccessat(f->fd, DOCUMENTS, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
		return 0;
	return load_record(f->fd, DOCUMENTS, &hs_documents_shape, documents, err);
}

int hs_folder_store_documents(struct hs_folder *f, const struct hs_documents *documents,
			      struct hs_err *err)
{
	return store_record(f->fd, DOCUMENTS, &hs_documents_shape, documents, err);
}

// A killed program may have left half a line: end it, so that ours is whole.
static int end_half_line(int fd, struct hs_err *err)
{
	struct stat st;
	char last;

	if (fstat(fd, &st) < 0)
		return hs_fail_sys(err, "look at the journal");
	if (st.st_size == 0 || pread(fd, &last, 1, st.st_size - 1) != 1 || last == '\n')
		return 0;
	return hs_fd_store(fd, "\n", 1, err);
}

static void add_event(struct hs_buf *lines, const char *program, const char *event,
		      const char *outcome, const struct hs_happened *what)
{
	HS_AUTO(hs_event_done)
	struct hs_event e = {
		.time = hs_clock_now(),
		.program = hs_dup(program),
		.version = hs_dup(HS_VERSION),
		.event = hs_dup(event),
		.object = what->object ? hs_dup(what->object) : NULL,
		.outcome = hs_dup(outcome),
		.detail = what->detail ? hs_dup(what->detail) : NULL,
	};

	hs_json_line(&hs_event_shape, &e, lines);
}

static int append(struct hs_folder *f, const struct hs_buf *lines, struct hs_err *err)
{
	HS_AUTO(hs_fd_done)
	int fd = openat(f->fd, JOURNAL,
			O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);

	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", JOURNAL);
	if (end_half_line(fd, err) < 0 ||
	    hs_fd_store(fd, lines->data, lines->len, err) < 0)
		return hs_within(err, "'%s'", JOURNAL);
	if (fsync(fd) < 0)
		return hs_fail_sys(err, "sync '%s'", JOURNAL);
	return 0;
}

int hs_folder_journal_all(struct hs_folder *f, const char *program, const char *event,
			  const struct hs_happened *what, size_t count,
			  struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf lines = {0};

	for (size_t i = 0; i < count; i++)
		add_event(&lines, program, event, "done", &what[i]);
	return count ? append(f, &lines, err) : 0;
}

int hs_folder_journal(struct hs_folder *f, const char *program, const char *event,
		      const char *object, const char *outcome, const char *detail,
		      struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};
	const struct hs_happened what = {object, detail};

	add_event(&line, program, event, outcome, &what);
	return append(f, &line, err);
}

// Whether the line is of that event; *same: and has this outcome and detail, too.
static bool is_event(const char *line, size_t len, const char *event, const char *outcome,
		     const char *detail, bool *same)
{
	HS_AUTO(hs_event_done) struct hs_event e = {0};
	struct hs_err ignored;

	if (hs_json_read(&hs_event_shape, line, len, &e, &ignored) < 0 || !e.event ||
	    strcmp(e.event, event) != 0)
		return false;
	*same = e.version && !strcmp(e.version, HS_VERSION) && e.outcome &&
		!strcmp(e.outcome, outcome) && e.detail && !strcmp(e.detail, detail);
	return true;
}

int hs_folder_journal_news(struct hs_folder *f, const char *program, const char *event,
			   const char *outcome, const char *detail, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err ignored;
	const char *from, *to;
	bool same = false;

	if (hs_file_load(f->fd, JOURNAL, JOURNAL_MAX, &text, &ignored) < 0)
		return hs_folder_journal(f, program, event, NULL, outcome, detail, err);
	from = hs_buf_text(&text);
	// From the last line to the first; what stands after the last line feed is none.
	for (to = from + text.len; to > from; to--) {
		const char *line;

		if (to[-1] != '\n')
			continue;
		for (line = to - 1; line > from && line[-1] != '\n'; line--)
			;
		if (is_event(line, (size_t)(to - 1 - line), event, outcome, detail,
			     &same))
			break;
	}
	return same ? 0
		    : hs_folder_journal(f, program, event, NULL, outcome, detail, err);
}
