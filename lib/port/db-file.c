// db-file.c - see db-file.h
#include "port/db-file.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "sys/file.h"
#include "sys/path.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	APPLICATION = 0x686f736f, // "hoso": in the header of SQLite's file
	PAUSE = 50,               // milliseconds between two tries for the lock
};

enum kind { EMPTY, OURS, OTHER_VERSION, FOREIGN };

// Told by SQLite's header, which is written before the file has its name.
static enum kind kind_of(int fd, int version)
{
	struct {
		char magic[16], other[44];
		uint32_t version, rest, application, end[7];
	} head = {0}; // https://www.sqlite.org/fileformat2.html, 1.3
	ssize_t n = pread(fd, &head, sizeof(head), 0);

	if (n == 0)
		return EMPTY;
	if (n < (ssize_t)sizeof(head) || memcmp(head.magic, "SQLite format 3", 16) ||
	    be32toh(head.application) != APPLICATION)
		return FOREIGN;
	return be32toh(head.version) == (uint32_t)version ? OURS : OTHER_VERSION;
}

static int must_be_ours(const struct hs_db_file *f, struct hs_err *err)
{
	switch (kind_of(f->fd, f->make->version)) {
	case OURS:
		return 0;
	case OTHER_VERSION:
		return hs_fail(err, HS_DAMAGED,
			       "the index is of another version of hoso: make it anew "
			       "with hoso-index --rebuild");
	default:
		return hs_fail(err, HS_DAMAGED,
			       "this is no index, or a damaged one: name another file, "
			       "or make it anew with hoso-index --rebuild");
	}
}

static void remove_beside(const char *path, const char *suffix)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};

	hs_buf_addf(&name, "%s%s", path, suffix);
	unlink(name.data);
}

void hs_db_file_done(struct hs_db_file *f)
{
	if (!f->path)
		return;
	hs_sql_free(&f->sql);
	if (f->draft)
		unlink(f->draft);
	hs_fd_done(&f->draft_fd);
	hs_fd_done(&f->fd); // after SQLite: closing a descriptor ends its locks
	hs_text_free(&f->path);
	hs_text_free(&f->draft);
}

// The absolute path of a file that may not exist yet. Caller frees.
static char *absolute(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *whole = realpath(path, NULL);
	HS_AUTO(hs_text_free) char *for_folder = hs_dup(path);
	HS_AUTO(hs_text_free) char *folder = NULL;

	if (whole)
		return HS_STEAL(whole);
	folder = errno == ENOENT ? realpath(dirname(for_folder), NULL) : NULL;
	if (folder && *hs_path_last(path))
		return hs_path_join(folder, hs_path_last(path));
	hs_fail_sys(err, "open the index");
	return NULL;
}

static int prepare(struct hs_db_file *f, const char *path, const struct hs_db_make *make,
		   struct hs_err *err)
{
	*f = (struct hs_db_file){.make = make, .fd = -1, .draft_fd = -1};
	f->path = absolute(path, err);
	return f->path ? 0 : -1;
}

static int connect_to(struct hs_db_file *f, const char *path, enum hs_sql_mode mode,
		      struct hs_err *err)
{
	f->sql = hs_sql_open(path, mode, f->make->questions, f->make->count, err);
	return f->sql ? 0 : -1;
}

// Nobody left anything that is not in the file itself.
static bool stands_still(const struct hs_db_file *f)
{
	HS_AUTO(hs_buf_done) struct hs_buf wal = {0};
	struct stat st;

	hs_buf_addf(&wal, "%s-wal", f->path);
	return stat(wal.data, &st) < 0 || st.st_size == 0;
}

int hs_db_file_read(struct hs_db_file *f, const char *path, const struct hs_db_make *make,
		    struct hs_err *err)
{
	struct hs_err why;

	if (prepare(f, path, make, err) < 0)
		return -1;
	f->fd = open(f->path, O_RDONLY | O_CLOEXEC);
	if (f->fd < 0 && errno == ENOENT)
		return hs_fail(err, HS_SYSTEM,
			       "there is no such index: hoso-index makes it");
	if (f->fd < 0)
		return hs_fail_sys(err, "open the index");
	if (must_be_ours(f, err) < 0)
		return -1;
	if (connect_to(f, f->path, HS_SQL_READ, &why) == 0)
		return 0;
	if (why.code == HS_SYSTEM && stands_still(f)) // where SQLite can make no files
		return connect_to(f, f->path, HS_SQL_STILL, err);
	*err = why;
	return -1;
}

static bool same_file(int fd, const char *path)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && stat(path, &b) == 0 && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino;
}

static int made_anew(struct hs_err *err)
{
	return hs_fail(err, HS_BUSY, "the index has just been made anew: try again");
}

static int lock_in_time(int fd, struct hs_err *err)
{
	const struct timespec pause = {.tv_nsec = PAUSE * 1000000};

	for (int waited = 0; hs_lock(fd, err) < 0; waited += PAUSE) {
		if (err->code != HS_BUSY || waited >= HS_SQL_WAIT)
			return -1;
		nanosleep(&pause, NULL);
	}
	return 0;
}

int hs_db_file_begin(struct hs_db_file *f, struct hs_err *err)
{
	if (f->draft)
		return hs_sql_script(f->sql, "BEGIN", err);
	if (lock_in_time(f->fd, err) < 0)
		return -1;
	if (!same_file(f->fd, f->path))
		made_anew(err);
	else if (hs_sql_script(f->sql, "BEGIN IMMEDIATE", err) == 0)
		return 0;
	flock(f->fd, LOCK_UN);
	return -1;
}

void hs_db_file_undo(struct hs_db_file *f)
{
	struct hs_err ignored;

	(void)!hs_sql_script(f->sql, "ROLLBACK", &ignored);
	if (!f->draft)
		flock(f->fd, LOCK_UN);
}

int hs_db_file_commit(struct hs_db_file *f, struct hs_err *err)
{
	if (hs_sql_script(f->sql, "COMMIT", err) < 0) {
		hs_db_file_undo(f);
		return -1;
	}
	if (!f->draft)
		flock(f->fd, LOCK_UN);
	return 0;
}

static int make_tables(struct hs_db_file *f, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf script = {0};

	hs_buf_addf(&script,
		    "BEGIN; PRAGMA application_id = %d; PRAGMA user_version = %d;"
		    "%s COMMIT;",
		    APPLICATION, f->make->version, f->make->tables);
	return hs_sql_script(f->sql, script.data, err);
}

// The draft's file, ours alone; what a killed program left in it goes.
static int open_draft(struct hs_db_file *f, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	struct stat st;

	hs_buf_addf(&name, "%s-draft", f->path);
	f->draft_fd = open(name.data, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (f->draft_fd < 0)
		return hs_fail_sys(err, "create the index");
	if (hs_lock(f->draft_fd, err) < 0)
		return -1;
	if (!same_file(f->draft_fd, name.data))
		return made_anew(err);
	f->draft = hs_buf_take(&name);
	if (ftruncate(f->draft_fd, 0) < 0)
		return hs_fail_sys(err, "empty '%s'", f->draft);
	if (f->fd >= 0 && fstat(f->fd, &st) == 0)
		(void)!fchmod(f->draft_fd, st.st_mode & 0777);
	if (connect_to(f, f->draft, HS_SQL_DRAFT, err) < 0)
		return -1;
	return make_tables(f, err);
}

int hs_db_file_draft(struct hs_db_file *f, const char *path,
		     const struct hs_db_make *make, struct hs_err *err)
{
	if (prepare(f, path, make, err) < 0)
		return -1;
	f->fd = open(f->path, O_RDWR | O_CLOEXEC);
	if (f->fd < 0 && errno != ENOENT)
		return hs_fail_sys(err, "open the index");
	if (f->fd >= 0 && lock_in_time(f->fd, err) < 0)
		return -1;
	return open_draft(f, err);
}

// Into the old index goes what SQLite noted beside it: that must not be taken
// for the new one's. With the last connection SQLite removes it itself.
static void bring_to_rest(struct hs_db_file *f)
{
	struct hs_err ignored;
	struct hs_sql *old = hs_sql_open(f->path, HS_SQL_WRITE, f->make->questions,
					 f->make->count, &ignored);

	if (old)
		(void)!hs_sql_script(old, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored);
	hs_sql_free(&old);
}

static int clear_the_place(struct hs_db_file *f, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf kept = {0};
	enum kind kind = f->fd < 0 ? EMPTY : kind_of(f->fd, f->make->version);

	hs_buf_addf(&kept, "%s.old", f->path);
	if (kind == FOREIGN && link(f->path, kept.data) < 0)
		return hs_fail_sys(err, "keep what is no index as '%s'", kept.data);
	if (kind == OURS || kind == OTHER_VERSION)
		bring_to_rest(f);
	remove_beside(f->path, "-wal");
	remove_beside(f->path, "-shm");
	return 0;
}

static int move_draft(struct hs_db_file *f, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *for_folder = hs_dup(f->path);
	HS_AUTO(hs_fd_done) int folder = -1;

	if (fsync(f->draft_fd) < 0)
		return hs_fail_sys(err, "sync the index");
	if (rename(f->draft, f->path) < 0)
		return hs_fail_sys(err, "rename to '%s'", f->path);
	hs_text_free(&f->draft);
	folder = hs_dir_open(AT_FDCWD, dirname(for_folder), err);
	if (folder < 0)
		return -1;
	return fsync(folder) < 0 ? hs_fail_sys(err, "sync the folder of the index") : 0;
}

int hs_db_file_publish(struct hs_db_file *f, struct hs_err *err)
{
	if (hs_sql_script(f->sql, f->make->settle, err) < 0 ||
	    hs_sql_script(f->sql, "PRAGMA journal_mode = WAL", err) < 0)
		return -1;
	hs_sql_free(&f->sql);
	if (clear_the_place(f, err) < 0)
		return -1;
	return move_draft(f, err);
}

// A new index is a draft that is published empty, so that no half-made one
// ever has the name. Somebody else may have made it meanwhile.
static int create_empty(const char *path, const struct hs_db_make *make,
			struct hs_err *err)
{
	HS_AUTO(hs_db_file_done) struct hs_db_file f = {0};
	struct stat st;

	if (prepare(&f, path, make, err) < 0 || open_draft(&f, err) < 0)
		return -1;
	if (stat(f.path, &st) == 0 && st.st_size > 0)
		return 0;
	return hs_db_file_publish(&f, err);
}

int hs_db_file_write(struct hs_db_file *f, const char *path, bool create,
		     const struct hs_db_make *make, struct hs_err *err)
{
	struct stat st;
	bool missing = stat(path, &st) < 0 ? errno == ENOENT
					   : S_ISREG(st.st_mode) && st.st_size == 0;

	if (create && missing && create_empty(path, make, err) < 0)
		return -1;
	if (prepare(f, path, make, err) < 0)
		return -1;
	f->fd = open(f->path, O_RDWR | O_CLOEXEC);
	if (f->fd < 0)
		return hs_fail_sys(err, "open the index");
	if (must_be_ours(f, err) < 0)
		return -1;
	return connect_to(f, f->path, HS_SQL_WRITE, err);
}
