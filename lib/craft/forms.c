// forms.c - see forms.h
#include "craft/forms.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/conf.h"
#include "sys/data.h"

#include <stdio.h>
#include <string.h>

#define FOLDER "layouts"
#define ENDING ".ini"

struct taking {
	struct hs_form *form;
	struct hs_buf *content;
};

static int take(void *user, const char *section, const char *key, const char *value,
		struct hs_err *err)
{
	struct taking *t = user;

	hs_buf_addf(t->content, "%s.%s=%s\n", section, key, value);
	return hs_form_set(t->form, section, key, value, err);
}

static int take_file(const char *path, struct taking *taking, struct hs_err *err)
{
	HS_AUTO(hs_conf_free) struct hs_conf *conf = hs_conf_new(path, err);

	if (!conf)
		return -1;
	if (hs_conf_each(conf, take, taking, err) < 0 ||
	    hs_form_check(taking->form, err) < 0)
		return hs_within(err, "'%s'", path);
	return 0;
}

static int load(struct hs_forms *forms, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *path = hs_data_find(FOLDER, name, err);
	struct taking taking = {NULL, &forms->content};
	size_t len = strlen(name) - strlen(ENDING);

	if (!path)
		return -1;
	taking.form = hs_list_add(&forms->list, sizeof(struct hs_form));
	if (len >= sizeof(taking.form->name))
		return hs_fail(err, HS_USAGE, "'%s' is too long a name", path);
	memcpy(taking.form->name, name, len);
	hs_buf_addf(&forms->content, "%s\n", taking.form->name);
	return take_file(path, &taking, err);
}

static int load_all(struct hs_forms *forms, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};

	if (hs_data_names(FOLDER, ENDING, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++)
		if (load(forms, names.list[i], err) < 0)
			return -1;
	if (!hs_form_choose(forms, false, NULL) || !hs_form_choose(forms, true, NULL))
		return hs_fail(err, HS_USAGE,
			       "no layout profile holds for any paper "
			       "at any time: none.ini is missing");
	return 0;
}

int hs_forms_load(struct hs_forms *forms, struct hs_err *err)
{
	HS_AUTO(hs_forms_done) struct hs_forms all = {0};

	if (load_all(&all, err) < 0) {
		err->code = HS_USAGE;
		return -1;
	}
	hs_forms_done(forms);
	*forms = all;
	all = (struct hs_forms){0};
	return 0;
}
