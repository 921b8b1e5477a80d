// path.c - see path.h
#include "sys/path.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "sys/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void dir_done(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

static int natural(const void *a, const void *b)
{
	return hs_natural(*(char *const *)a, *(char *const *)b);
}

void hs_names_add(struct hs_names *names, const char *name)
{
	// Room doubles at each power of two, so none needs to be remembered.
	if ((names->count & (names->count - 1)) == 0)
		names->list = hs_grow(names->list, names->count ? 2 * names->count : 1,
				      sizeof(char *));
	names->list[names->count++] = hs_dup(name);
}

void hs_names_sort(struct hs_names *names)
{
	if (names->count)
		qsort(names->list, names->count, sizeof(char *), natural);
}

void hs_names_done(struct hs_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i]);
	free(names->list);
	*names = (struct hs_names){0};
}

int hs_names_read(int dir, struct hs_names *names, struct hs_err *err)
{
	HS_AUTO(hs_fd_done)
	int own = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	HS_AUTO(hs_names_done) struct hs_names found = {0};
	HS_AUTO(dir_done) DIR *list = own < 0 ? NULL : fdopendir(own);
	struct dirent *entry;

	if (!list)
		return hs_fail_sys(err, "read the folder");
	own = -1; // the list's now
	while (errno = 0, (entry = readdir(list)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			hs_names_add(&found, entry->d_name);
	if (errno)
		return hs_fail_sys(err, "read the folder");
	hs_names_sort(&found);
	hs_names_done(names);
	*names = found;
	found = (struct hs_names){0};
	return 0;
}

char *hs_path_join(const char *folder, const char *name)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};

	hs_buf_addf(&path, "%s%s%s", folder, hs_ends(folder, "/") ? "" : "/", name);
	return hs_buf_take(&path);
}

const char *hs_path_last(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

int hs_dir_open(int parent, const char *name, struct hs_err *err)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? hs_fail_sys(err, "open the folder '%s'", name) : fd;
}

// The folder that holds a name is where '..' of the named folder leads.
static int sync_above(int folder, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_fd_done)
	int up = openat(folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	// One that we may enter but not read cannot be synced.
	if ((up < 0 && errno != EACCES) || (up >= 0 && fsync(up) < 0))
		return hs_fail_sys(err, "sync the folder of '%s'", name);
	return 0;
}

int hs_dir_make(int parent, const char *name, struct hs_err *err)
{
	bool made = mkdirat(parent, name, 0755) == 0;
	HS_AUTO(hs_fd_done) int fd = -1;

	if (!made && errno != EEXIST)
		return hs_fail_sys(err, "create the folder '%s'", name);
	fd = hs_dir_open(parent, name, err);
	if (fd < 0 || (made && sync_above(fd, name, err) < 0))
		return -1;
	return HS_STEAL_FD(fd);
}

static int lock(int fd, int how, struct hs_err *err)
{
	if (flock(fd, how | LOCK_NB) == 0)
		return 0;
	if (errno == EWOULDBLOCK)
		return hs_fail(err, HS_BUSY,
			       "another program is writing there: try again later");
	return hs_fail_sys(err, "lock");
}

int hs_lock(int fd, struct hs_err *err)
{
	return lock(fd, LOCK_EX, err);
}

int hs_lock_shared(int fd, struct hs_err *err)
{
	return lock(fd, LOCK_SH, err);
}
