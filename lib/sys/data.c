// data.c - see data.h
#include "sys/data.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"

#include <limits.h>
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

char *hs_data_find(const char *folder, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *near = beside();
	const char *given = getenv("HOSO_DATADIR");
	const char *ours = given ? given : near ? near : HS_DATADIR;
	char *path = try(getenv("HOME"), "/.config/hoso", folder, name);

	if (!path)
		path = try("/etc/hoso", "", folder, name);
	if (!path)
		path = try(ours, "", folder, name);
	if (!path)
		hs_fail(err, HS_USAGE, "there is no '%s' in '%s/%s'", name, ours, folder);
	return path;
}
