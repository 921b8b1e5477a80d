// option.c - see option.h
#include "tool/option.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER_MAX = 1000000 };

static int truth(const char *value, bool *flag)
{
	static const struct {
		const char *word;
		bool means;
	} words[] = {{"1", true},  {"yes", true}, {"true", true},   {"on", true},
		     {"0", false}, {"no", false}, {"false", false}, {"off", false}};

	for (size_t i = 0; i < HS_COUNT(words); i++) {
		if (strcasecmp(words[i].word, value))
			continue;
		*flag = words[i].means;
		return 0;
	}
	return -1;
}

static int store_number(const struct hs_opt *o, const char *value, const char *where,
			struct hs_err *err)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (value[0] < '0' || value[0] > '9' || *end || n < o->least || n > NUMBER_MAX)
		return hs_fail(err, HS_USAGE, "%s%s: '%s' is not a number from %u to %d",
			       where, o->name, value, o->least, NUMBER_MAX);
	*o->number = (unsigned)n;
	return 0;
}

int hs_opt_store(const struct hs_opt *o, const char *value, const char *where,
		 struct hs_err *err)
{
	if (o->flag && !value)
		*o->flag = true;
	else if (o->flag && truth(value, o->flag) < 0)
		return hs_fail(err, HS_USAGE, "%s%s: '%s' is neither yes nor no", where,
			       o->name, value);
	if (o->text)
		*o->text = value;
	if (o->texts)
		hs_names_add(o->texts, value);
	return o->number ? store_number(o, value, where, err) : 0;
}

int hs_opt_store_setting(const struct hs_opt *o, const char *value, const char *where,
			 struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(value);
	char *at = copy, *one;

	if (!o->texts)
		return hs_opt_store(o, value, where, err);
	while ((one = strsep(&at, ";"))) {
		one += strspn(one, " ");
		if (*one)
			hs_names_add(o->texts, one);
	}
	return 0;
}
