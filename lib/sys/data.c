// data.c - see data.h
#include "sys/data.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// build/bin/hoso-x: build/data; "" where this program was installed.
static char *built_beside(void)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	self[n < 0 ? 0 : n] = '\0';
	if (!strrchr(self, '/'))
		return hs_dup("");
	strrchr(self, '/')[1] = '\0';
	hs_buf_addf(&path, "%s../data/quality", self);
	if (access(hs_buf_text(&path), F_OK) < 0)
		return hs_dup("");
	path.len = 0;
	hs_buf_addf(&path, "%s../data", self);
	return hs_buf_take(&path);
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
	HS_AUTO(hs_text_free) char *built = built_beside();
	const char *given = getenv("HOSO_DATADIR");
	const char *ours = given ? given : *built ? built : HS_DATADIR;
	char *path = try(getenv("HOME"), "/.config/hoso", folder, name);

	if (!path)
		path = try("/etc/hoso", "", folder, name);
	if (!path)
		path = try(ours, "", folder, name);
	if (!path)
		hs_fail(err, HS_USAGE, "there is no '%s' in '%s/%s'", name, ours, folder);
	return path;
}
