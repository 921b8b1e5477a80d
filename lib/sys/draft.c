// draft.c - see draft.h
#include "sys/draft.h"
#include "base/auto.h"
#include "base/fault.h"
#include "base/mem.h"
#include "base/text.h"
#include "sys/file.h"
#include "sys/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define DRAFT_START ".hoso-draft-"

int hs_scratch_open(int room, struct hs_err *err)
{
	int fd = openat(room, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	char temp[64];

	if (fd >= 0)
		return fd;
	// Some file systems know no files without names.
	for (unsigned n = 0; fd < 0; n++) {
		snprintf(temp, sizeof(temp), DRAFT_START "%ld-s%u", (long)getpid(), n);
		fd = openat(room, temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd < 0 && errno != EEXIST)
			return hs_fail_sys(err, "create a draft");
	}
	unlinkat(room, temp, 0);
	return fd;
}

int hs_draft_open(struct hs_draft *d, int room, int dir, const char *name,
		  struct hs_err *err)
{
	char temp[64];
	struct stat st;

	*d = (struct hs_draft){.fd = -1, .room = room, .dir = dir};
	// Renaming would put a file in the place of /dev/full; a folder stops it.
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(st.st_mode) &&
	    !S_ISLNK(st.st_mode) && !S_ISDIR(st.st_mode))
		return hs_fail(err, HS_USAGE, "'%s' is no file that can be replaced",
			       name);
	for (unsigned n = 0; d->fd < 0; n++) {
		snprintf(temp, sizeof(temp), DRAFT_START "%ld-%u", (long)getpid(), n);
		d->fd = openat(room, temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
		if (d->fd < 0 && errno != EEXIST)
			return hs_fail_sys(err, "create a draft of '%s'", name);
	}
	d->name = hs_dup(name);
	d->temp = hs_dup(temp);
	return 0;
}

static int sync_fd(int fd)
{
	return hs_fault("sync") ? -1 : fsync(fd);
}

int hs_draft_commit(struct hs_draft *d, struct hs_err *err)
{
	if (sync_fd(d->fd) < 0)
		return hs_fail_sys(err, "sync '%s'", d->name);
	if (hs_fault("rename") || renameat(d->room, d->temp, d->dir, d->name) < 0)
		return hs_fail_sys(err, "rename to '%s'", d->name);
	hs_text_free(&d->temp);
	if (sync_fd(d->dir) < 0)
		return hs_fail_sys(err, "sync the folder of '%s'", d->name);
	return 0;
}

void hs_draft_done(struct hs_draft *d)
{
	if (d->temp)
		unlinkat(d->room, d->temp, 0);
	if (d->name)
		hs_fd_done(&d->fd);
	hs_text_free(&d->temp);
	hs_text_free(&d->name);
}

int hs_file_store(int room, int dir, const char *name, const void *bytes, size_t len,
		  struct hs_err *err)
{
	HS_AUTO(hs_draft_done) struct hs_draft d = {.fd = -1};

	if (hs_draft_open(&d, room, dir, name, err) < 0 ||
	    hs_fd_store(d.fd, bytes, len, err) < 0 || hs_draft_commit(&d, err) < 0)
		return hs_within(err, "'%s'", name);
	return 0;
}

bool hs_draft_is(const char *name)
{
	return hs_starts(name, DRAFT_START);
}

int hs_draft_sweep(int room, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};

	if (hs_names_read(room, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++)
		if (hs_draft_is(names.list[i]) && unlinkat(room, names.list[i], 0) < 0 &&
		    errno != ENOENT)
			return hs_fail_sys(err, "remove '%s'", names.list[i]);
	return 0;
}
