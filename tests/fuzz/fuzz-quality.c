// fuzz-quality.c - quality profiles of any bytes: what is accepted can be told, and
// every rule that is on has a limit and a source.
// corpus: lib/data/quality
#include "base/buf.h"
#include "fuzz/fuzz.h"
#include "model/quality.h"
#include "sys/conf.h"
#include "work/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As craft/profile.c does, but for other files.
static int take(void *user, const char *section, const char *key, const char *value,
		struct hs_err *err)
{
	if (!*section && !strcmp(key, "base"))
		return 0;
	return hs_profile_set(user, section, key, value, err);
}

static int load(const uint8_t *data, size_t size, struct hs_profile *profile)
{
	HS_AUTO(hs_fd_done) int fd = fuzz_file(data, size);
	HS_AUTO(hs_conf_free) struct hs_conf *conf = NULL;
	char path[40];
	struct hs_err err = {0};

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	conf = hs_conf_new(path, &err);
	if (!conf || hs_conf_each(conf, take, profile, &err) < 0)
		return -1;
	return hs_profile_check(profile, &err);
}

static void must_be_told(const struct hs_profile *profile)
{
	HS_AUTO(hs_buf_done) struct hs_buf lines = {0};
	size_t on = 0, told = 0;

	for (int i = 0; i < HS_RULES; i++) {
		const struct hs_limit *limit = &profile->rules[i];

		on += limit->on;
		if (limit->on && (!isfinite(limit->limit) || !*limit->source))
			abort();
	}
	hs_rules_lines(profile, false, &lines);
	for (const char *p = hs_buf_text(&lines); *p; p++)
		told += *p == '\n';
	if (told != on)
		abort();
	hs_rules_lines(profile, true, &lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hs_profile profile = {.name = "fuzz"};

	if (load(data, size, &profile) == 0)
		must_be_told(&profile);
	return 0;
}
