// conf.c - see conf.h; the only door to inih.
#include "sys/conf.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/path.h"

#include <ini.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct entry {
	char *section, *key, *value;
	struct entry *next;
};

struct hs_conf {
	struct entry *entries; // latest first
};

static int keep(void *user, const char *section, const char *key, const char *value)
{
	struct hs_conf *conf = user;
	struct entry *e = HS_NEW(struct entry);

	e->section = hs_dup(section);
	e->key = hs_dup(key);
	e->value = hs_dup(value);
	e->next = conf->entries;
	conf->entries = e;
	return 1;
}

void hs_conf_free(struct hs_conf **conf)
{
	struct entry *e, *next;

	if (!*conf)
		return;
	for (e = (*conf)->entries; e; e = next) {
		next = e->next;
		free(e->section);
		free(e->key);
		free(e->value);
		free(e);
	}
	free(*conf);
	*conf = NULL;
}

static char *usual_place(void)
{
	const char *home = getenv("HOME");
	HS_AUTO(hs_text_free) char *own = NULL;

	if (access("hoso.conf", F_OK) == 0)
		return hs_dup("hoso.conf");
	own = hs_path_join(home ? home : "", ".config/hoso/hoso.conf");
	if (home && access(own, F_OK) == 0)
		return HS_STEAL(own);
	return access("/etc/hoso/hoso.conf", F_OK) == 0 ? hs_dup("/etc/hoso/hoso.conf")
							: NULL;
}

// What inih reads from. It would take a line longer than its room for two lines,
// and what stands behind a NUL for nothing.
struct source {
	FILE *file;
	int line;
	bool odd; // the latest line is such a one
};

static char *read_line(char *to, int room, void *stream)
{
	struct source *from = stream;
	int n = 0, c = 0;

	if (from->odd)
		return NULL;
	while (n < room - 1 && c != '\n' && (c = getc(from->file)) != EOF) {
		from->odd |= c == '\0';
		to[n++] = (char)c;
	}
	to[n] = '\0';
	from->line++;
	from->odd |= n == room - 1 && c != '\n';
	return n ? to : NULL;
}

static int parse(struct source *from, struct hs_conf *conf, const char *path,
		 struct hs_err *err)
{
	int line = from->file ? ini_parse_stream(read_line, from, keep, conf) : -1;

	if (line < 0 || ferror(from->file))
		return hs_fail_sys(err, "read the settings in '%s'", path);
	if (from->odd)
		return hs_fail(err, HS_USAGE, "'%s': line %d is too long, or no text",
			       path, from->line);
	if (line > 0)
		return hs_fail(err, HS_USAGE,
			       "'%s': line %d is no setting (name = value)", path, line);
	return 0;
}

struct hs_conf *hs_conf_new(const char *given, struct hs_err *err)
{
	HS_AUTO(hs_conf_free) struct hs_conf *conf = HS_NEW(struct hs_conf);
	HS_AUTO(hs_text_free) char *path = given ? hs_dup(given) : usual_place();
	struct source from = {0};
	int got;

	if (!path)
		return HS_STEAL(conf);
	from.file = fopen(path, "re");
	got = parse(&from, conf, path, err);
	if (from.file)
		fclose(from.file);
	return got < 0 ? NULL : HS_STEAL(conf);
}

const char *hs_conf_get(const struct hs_conf *conf, const char *section, const char *key)
{
	const char *common = NULL;

	for (const struct entry *e = conf->entries; e; e = e->next) {
		if (strcmp(e->key, key))
			continue;
		if (!strcmp(e->section, section))
			return e->value;
		if (!*e->section && !common)
			common = e->value;
	}
	return common;
}

int hs_conf_each(const struct hs_conf *conf,
		 int (*each)(void *user, const char *section, const char *key,
			     const char *value, struct hs_err *err),
		 void *user, struct hs_err *err)
{
	for (const struct entry *e = conf->entries; e; e = e->next)
		if (each(user, e->section, e->key, e->value, err) < 0)
			return -1;
	return 0;
}
