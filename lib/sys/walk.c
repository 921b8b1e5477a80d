// walk.c - see walk.h
#include "sys/walk.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "sys/file.h"
#include "sys/path.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct hs_found *)a)->path,
		      ((const struct hs_found *)b)->path);
}

void hs_walk_done(struct hs_walk *walk)
{
	for (size_t i = 0; i < walk->count; i++)
		free(walk->list[i].path);
	free(walk->list);
	*walk = (struct hs_walk){0};
}

static struct hs_found *add(struct hs_walk *walk, const char *above, const char *name)
{
	struct hs_found *f;

	if ((walk->count & (walk->count - 1)) == 0)
		walk->list = hs_grow(walk->list, walk->count ? 2 * walk->count : 1,
				     sizeof(*walk->list));
	f = &walk->list[walk->count++];
	*f = (struct hs_found){.path = *above ? hs_path_join(above, name) : hs_dup(name)};
	return f;
}

static enum hs_found_kind kind_of(mode_t mode)
{
	return S_ISREG(mode)   ? HS_FOUND_FILE
	       : S_ISDIR(mode) ? HS_FOUND_FOLDER
			       : HS_FOUND_OTHER;
}

static int one_part(int folder, const char *name, int flags, struct hs_err *err)
{
	int fd = openat(folder, name,
			flags | O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	return fd < 0 ? hs_fail_sys(err, "open '%s'", name) : fd;
}

static int descend(int folder, const char *above, unsigned deep, struct hs_walk *walk,
		   struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};

	if (deep > HS_WALK_DEEP)
		return hs_fail(err, HS_LIMIT, "more than %d folders in one another",
			       HS_WALK_DEEP);
	if (hs_names_read(folder, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++) {
		const char *name = names.list[i];
		HS_AUTO(hs_text_free) char *path = NULL;
		HS_AUTO(hs_fd_done) int below = -1;
		struct hs_found *f;
		struct stat st;

		if (walk->count == HS_WALK_MAX)
			return hs_fail(err, HS_LIMIT, "more than %d files", HS_WALK_MAX);
		if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			return hs_fail_sys(err, "look at '%s'", name);
		f = add(walk, above, name);
		f->kind = kind_of(st.st_mode);
		f->size = f->kind == HS_FOUND_FILE ? (uint64_t)st.st_size : 0;
		if (f->kind != HS_FOUND_FOLDER)
			continue;
		path = hs_dup(f->path);
		below = one_part(folder, name, O_DIRECTORY, err);
		if (below < 0 || descend(below, path, deep + 1, walk, err) < 0)
			return -1;
	}
	return 0;
}

int hs_walk_read(int folder, struct hs_walk *walk, struct hs_err *err)
{
	HS_AUTO(hs_walk_done) struct hs_walk found = {0};

	if (descend(folder, "", 0, &found, err) < 0)
		return -1;
	if (found.count)
		qsort(found.list, found.count, sizeof(*found.list), by_path);
	hs_walk_done(walk);
	*walk = found;
	found = (struct hs_walk){0};
	return 0;
}

int hs_walk_open(int folder, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *own = hs_dup(path);
	HS_AUTO(hs_fd_done) int at = -1;
	HS_AUTO(hs_fd_done) int fd = -1;
	char *name = own, *slash;
	struct stat st;

	while ((slash = strchr(name, '/'))) {
		int next;

		*slash = '\0';
		next = one_part(at < 0 ? folder : at, name, O_DIRECTORY, err);
		if (next < 0)
			return -1;
		hs_fd_done(&at);
		at = next;
		name = slash + 1;
	}
	fd = one_part(at < 0 ? folder : at, name, 0, err);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0)
		return hs_fail_sys(err, "look at '%s'", name);
	if (!S_ISREG(st.st_mode))
		return hs_fail(err, HS_DAMAGED, "'%s' is no regular file", name);
	return HS_STEAL_FD(fd);
}
