// test-conf.c - hoso.conf
#include "base/auto.h"
#include "sys/conf.h"
#include "unit/unit.h"

static const char *get(const char *section, const char *key)
{
	struct hs_err err = {0};
	HS_AUTO(hs_conf_free) struct hs_conf *conf = hs_conf_new("my.conf", &err);
	const char *value = conf ? hs_conf_get(conf, section, key) : "no conf";
	static char kept[100];

	if (!value)
		return NULL;
	snprintf(kept, sizeof(kept), "%s", value);
	return kept;
}

static void a_section_counts_before_what_stands_above(void **state)
{
	(void)state;
	unit_put("my.conf", "jobs = 2\n[ocr]\njobs = 3\nlang = vie\n");
	assert_string_equal(get("ocr", "jobs"), "3");
	assert_string_equal(get("import", "jobs"), "2");
	assert_string_equal(get("ocr", "lang"), "vie");
	assert_null(get("import", "lang"));
	assert_null(get("ocr", "none"));
}

static void the_last_of_two_counts(void **state)
{
	(void)state;
	unit_put("my.conf", "jobs = 2\njobs = 4\n");
	assert_string_equal(get("ocr", "jobs"), "4");
}

static void a_given_file_must_be_there(void **state)
{
	struct hs_err err = {0};

	(void)state;
	assert_null(hs_conf_new("none.conf", &err));
	assert_int_equal(err.code, HS_SYSTEM);
}

static void a_broken_line_is_named(void **state)
{
	struct hs_err err = {0};

	(void)state;
	unit_put("my.conf", "jobs = 2\n\nthis is no setting\n");
	assert_null(hs_conf_new("my.conf", &err));
	assert_int_equal(err.code, HS_USAGE);
	assert_non_null(strstr(err.text, "line 3"));
}

static void a_line_is_never_taken_for_two(void **state)
{
	char text[400];
	struct hs_err err = {0};

	(void)state;
	snprintf(text, sizeof(text), "jobs = 2\n# %0300d\njobs = 4\n", 1);
	unit_put("my.conf", text);
	assert_null(hs_conf_new("my.conf", &err));
	assert_int_equal(err.code, HS_USAGE);
	assert_non_null(strstr(err.text, "line 2 is too long"));
}

static void a_folder_is_no_empty_file(void **state)
{
	struct hs_err err = {0};

	(void)state;
	assert_null(hs_conf_new(".", &err));
	assert_int_equal(err.code, HS_SYSTEM);
}

static void none_at_all_is_an_empty_one(void **state)
{
	struct hs_err err = {0};
	HS_AUTO(hs_conf_free) struct hs_conf *conf = NULL;

	(void)state;
	assert_int_equal(setenv("HOME", "/nonexistent", 1), 0);
	if (access("/etc/hoso/hoso.conf", F_OK) == 0)
		skip();
	conf = hs_conf_new(NULL, &err);
	assert_non_null(conf);
	assert_null(hs_conf_get(conf, "ocr", "lang"));
}

static void the_one_in_the_working_folder_is_found_then_the_users(void **state)
{
	struct hs_err err = {0};
	HS_AUTO(hs_conf_free) struct hs_conf *own = NULL;
	HS_AUTO(hs_conf_free) struct hs_conf *users = NULL;

	(void)state;
	assert_int_equal(mkdir(".config", 0755), 0);
	assert_int_equal(mkdir(".config/hoso", 0755), 0);
	unit_put(".config/hoso/hoso.conf", "lang = users\n");
	assert_int_equal(setenv("HOME", *state, 1), 0);
	users = hs_conf_new(NULL, &err);
	assert_string_equal(hs_conf_get(users, "ocr", "lang"), "users");
	unit_put("hoso.conf", "lang = own\n");
	own = hs_conf_new(NULL, &err);
	assert_string_equal(hs_conf_get(own, "ocr", "lang"), "own");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_section_counts_before_what_stands_above),
		IN_FOLDER(the_last_of_two_counts),
		IN_FOLDER(a_given_file_must_be_there),
		IN_FOLDER(a_broken_line_is_named),
		IN_FOLDER(a_line_is_never_taken_for_two),
		IN_FOLDER(a_folder_is_no_empty_file),
		IN_FOLDER(none_at_all_is_an_empty_one),
		IN_FOLDER(the_one_in_the_working_folder_is_found_then_the_users),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
