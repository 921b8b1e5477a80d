// profile.c - see profile.h
#include "craft/profile.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "sys/conf.h"
#include "sys/data.h"
#include "sys/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BASES_MOST = 8 }; // one on the other

static char *file_of(const char *name, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};

	if (strchr(name, '/') || hs_ends(name, ".ini"))
		return hs_dup(name);
	hs_buf_addf(&file, "%s.ini", name);
	return hs_data_find("quality", hs_buf_text(&file), err);
}

static int take(void *user, const char *section, const char *key, const char *value,
		struct hs_err *err)
{
	if (!*section && !strcmp(key, "base"))
		return 0;
	return hs_profile_set(user, section, key, value, err);
}

static int load(const char *name, struct hs_profile *profile, int depth,
		struct hs_err *err);

// What the file itself says comes last, so that it counts.
static int take_all(const char *path, struct hs_profile *profile, int depth,
		    struct hs_err *err)
{
	HS_AUTO(hs_conf_free) struct hs_conf *conf = hs_conf_new(path, err);
	const char *base = conf ? hs_conf_get(conf, "", "base") : NULL;

	if (!conf)
		return -1;
	if (base && load(base, profile, depth + 1, err) < 0)
		return -1;
	for (int i = 0; i < HS_RULES; i++)
		profile->rules[i].set = profile->rules[i].sourced = false;
	if (hs_conf_each(conf, take, profile, err) < 0 ||
	    hs_profile_check(profile, err) < 0)
		return hs_within(err, "'%s'", path);
	return 0;
}

static int load(const char *name, struct hs_profile *profile, int depth,
		struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *path = NULL;

	if (depth > BASES_MOST)
		return hs_fail(err, HS_USAGE, "profile '%s' is its own base", name);
	path = file_of(name, err);
	return path ? take_all(path, profile, depth, err) : -1;
}

static bool asks_nothing(const struct hs_profile *profile)
{
	for (int i = 0; i < HS_RULES; i++)
		if (profile->rules[i].on)
			return false;
	return true;
}

int hs_profile_load(const char *name, struct hs_profile *profile, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *last = hs_dup(hs_path_last(name));

	*profile = (struct hs_profile){0};
	if (hs_ends(last, ".ini"))
		last[strlen(last) - strlen(".ini")] = '\0';
	snprintf(profile->name, sizeof(profile->name), "%s", last);
	if (load(name, profile, 0, err) == 0) {
		if (!asks_nothing(profile))
			return 0;
		hs_fail(err, HS_USAGE, "no rule is on: every page would pass");
	}
	err->code = HS_USAGE;
	return hs_within(err, "profile '%s'", name);
}
