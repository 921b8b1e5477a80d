// data.c - see data.h
#include "sys/data.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "sys/file.h"

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Where the program itself lies: build/bin/hoso-x has its data in build/data,
// PREFIX/bin/hoso-x in PREFIX/share/hoso, wherever the tree was moved to; NULL: it
// has none.
static char *beside(void)
{
	static const char *const places[] = {"../data", "../share/hoso"};
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	self[n < 0 ? 0 : n] = '\0';
	if (!strrchr(self, '/'))
		return NULL;
	strrchr(self, '/')[1] = '\0';
	for (size_t i = 0; i < HS_COUNT(places); i++) {
		HS_AUTO(hs_buf_done) struct hs_buf root = {0};
		HS_AUTO(hs_buf_done) struct hs_buf inside = {0};

		hs_buf_addf(&root, "%s%s", self, places[i]);
		hs_buf_addf(&inside, "%s/quality", hs_buf_text(&root));
		if (access(hs_buf_text(&inside), F_OK) == 0)
			return hs_buf_take(&root);
	}
	return NULL;
}

static char *try(const char *root, const char *below, const char *folder,
		 const char *name)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};

	if (!root || !*root)
		return NULL;
	hs_buf_addf(&path, "%s%s/%s/%s", root, below, folder, name);
	return access(hs_buf_text(&path), F_OK) == 0 ? hs_buf_take(&path) : NULL;
}

// Where tables are looked for: the user's, the machine's, ours.
enum { PLACES = 3 };

static void find_all(const char *folder, const char *name, char *paths[PLACES],
		     char **ours)
{
	HS_AUTO(hs_text_free) char *near = beside();
	const char *given = getenv("HOSO_DATADIR");

	*ours = hs_dup(given ? given : near ? near : HS_DATADIR);
	paths[0] = try(getenv("HOME"), "/.config/hoso", folder, name);
	paths[1] = try("/etc/hoso", "", folder, name);
	paths[2] = try(*ours, "", folder, name);
}

static void none(struct hs_err *err, const char *folder, const char *name,
		 const char *ours)
{
	hs_fail(err, HS_USAGE, "there is no '%s' in '%s/%s'", name, ours, folder);
}

char *hs_data_find(const char *folder, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *ours = NULL;
	char *paths[PLACES], *first = NULL;

	find_all(folder, name, paths, &ours);
	for (size_t i = 0; i < PLACES; i++) {
		if (first)
			free(paths[i]);
		else
			first = paths[i];
	}
	if (!first)
		none(err, folder, name, ours);
	return first;
}

int hs_data_each(const char *folder, const char *name, hs_data_fn *take, void *user,
		 struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *ours = NULL;
	char *paths[PLACES];
	int got = 0;

	find_all(folder, name, paths, &ours);
	if (!paths[PLACES - 1]) {
		none(err, folder, name, ours);
		got = -1;
	}
	for (size_t i = PLACES; i-- > 0;) {
		if (paths[i] && got == 0)
			got = take(user, paths[i], err);
		free(paths[i]);
	}
	return got;
}

static bool has_name(const struct hs_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->list[i], name))
			return true;
	return false;
}

static int add_names(const char *path, const char *ending, struct hs_names *names,
		     struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int dir = hs_dir_open(AT_FDCWD, path, err);
	HS_AUTO(hs_names_done) struct hs_names found = {0};

	if (dir < 0 || hs_names_read(dir, &found, err) < 0)
		return -1;
	for (size_t i = 0; i < found.count; i++)
		if (hs_ends(found.list[i], ending) && found.list[i][0] != '.' &&
		    !has_name(names, found.list[i]))
			hs_names_add(names, found.list[i]);
	return 0;
}

int hs_data_names(const char *folder, const char *ending, struct hs_names *names,
		  struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *ours = NULL;
	HS_AUTO(hs_names_done) struct hs_names all = {0};
	char *paths[PLACES];
	int got = 0;

	find_all(folder, ".", paths, &ours);
	for (size_t i = 0; i < PLACES; i++) {
		if (paths[i] && got == 0)
			got = add_names(paths[i], ending, &all, err);
		free(paths[i]);
	}
	if (got < 0)
		return hs_within(err, "'%s'", folder);
	hs_names_sort(&all);
	hs_names_done(names);
	*names = all;
	all = (struct hs_names){0};
	return 0;
}
