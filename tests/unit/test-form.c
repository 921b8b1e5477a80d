// test-form.c - layout profiles: what a file may say, and which one holds when
#include "base/auto.h"
#include "craft/forms.h"
#include "unit/unit.h"

static void refused(const char *section, const char *key, const char *value)
{
	struct hs_form form = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_form_set(&form, section, key, value, &err), -1);
	assert_int_equal(err.code, HS_USAGE);
}

static void set(struct hs_form *form, const char *section, const char *key,
		const char *value)
{
	struct hs_err err = {0};

	assert_int_equal(hs_form_set(form, section, key, value, &err), 0);
}

static void what_no_profile_says_is_refused(void **state)
{
	(void)state;
	refused("", "name", "x");
	refused("", "body", "both");
	refused("", "from", "2018");
	refused("", "from", "03-04-2018");
	refused("star", "on", "yes");
	refused("star-missing", "on", "1");
	refused("star-missing", "place", "left"); // not of this rule
	refused("star-missing", "colour", "red");
	refused("title-misplaced", "place", "above");
	refused("margin-left", "least", "30 mm");
	refused("margin-left", "least", "-3");
	refused("margin-left", "least", "");
	refused("number-form", "separator", "+");
	refused("number-form", "separator", "-/-");
	refused("number-form", "pad", "ten");
}

static void a_setting_stands_once(void **state)
{
	struct hs_form form = {0};
	struct hs_err err = {0};

	(void)state;
	set(&form, "star-missing", "on", "yes");
	assert_int_equal(hs_form_set(&form, "star-missing", "on", "no", &err), -1);
	set(&form, "", "body", "party");
	assert_int_equal(hs_form_set(&form, "", "body", "state", &err), -1);
}

static void a_profile_has_title_and_body(void **state)
{
	struct hs_form form = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_form_check(&form, &err), -1);
	set(&form, "", "title", "a test");
	assert_int_equal(hs_form_check(&form, &err), -1);
	set(&form, "", "body", "any");
	assert_int_equal(hs_form_check(&form, &err), 0);
	assert_true(form.party && form.state);
	set(&form, "", "from", "2018-04-03");
	set(&form, "", "to", "2018-04-02");
	assert_int_equal(hs_form_check(&form, &err), -1);
}

static struct hs_form titled(void)
{
	struct hs_form form = {0};

	set(&form, "", "title", "a test");
	set(&form, "", "body", "party");
	return form;
}

static void a_rule_that_is_on_has_its_clause_and_what_it_asks_for(void **state)
{
	struct hs_form form = titled();
	struct hs_err err = {0};

	(void)state;
	set(&form, "number-form", "on", "yes");
	set(&form, "number-form", "colon", "no");
	set(&form, "number-form", "separator", "-/");
	set(&form, "number-form", "pad", "10");
	assert_int_equal(hs_form_check(&form, &err), -1);
	set(&form, "number-form", "clause", "36-HD/VPTW");
	assert_int_equal(hs_form_check(&form, &err), 0);
	set(&form, "title-misplaced", "on", "yes");
	set(&form, "title-misplaced", "clause", "36-HD/VPTW");
	assert_int_equal(hs_form_check(&form, &err), -1);
	assert_non_null(strstr(err.text, "[title-misplaced]"));
}

static void a_margin_has_its_least_below_its_most(void **state)
{
	struct hs_form form = titled();
	struct hs_err err = {0};

	(void)state;
	set(&form, "margin-left", "on", "yes");
	set(&form, "margin-left", "least", "35");
	set(&form, "margin-left", "most", "30");
	set(&form, "margin-left", "tolerance", "7");
	set(&form, "margin-left", "clause", "36-HD/VPTW");
	assert_int_equal(hs_form_check(&form, &err), -1);
}

static void every_rule_has_a_name_of_its_own_and_a_meaning(void **state)
{
	(void)state;
	for (int i = 0; i < HS_FORM_RULES; i++) {
		const char *name = hs_form_rule_name((enum hs_form_rule)i);

		assert_true(strlen(hs_form_rule_means((enum hs_form_rule)i)) > 5);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(name,
						hs_form_rule_name((enum hs_form_rule)k));
	}
}

// ---- the files

static char data[4096]; // lib/data

static int find_data(void **state)
{
	(void)state;
	return realpath("lib/data", data) ? 0 : -1;
}

static void load(struct hs_forms *forms)
{
	struct hs_err err = {0};

	setenv("HOSO_DATADIR", data, 1);
	setenv("HOME", ".", 1);
	if (hs_forms_load(forms, &err) < 0)
		fail_msg("%s", err.text);
}

static void chosen(const struct hs_forms *forms, bool state, const char *date,
		   const char *name)
{
	const struct hs_form *form = hs_form_choose(forms, state, date);

	assert_non_null(form);
	assert_string_equal(form->name, name);
}

static void the_date_and_the_body_choose_the_profile(void **state)
{
	HS_AUTO(hs_forms_done) struct hs_forms forms = {0};

	(void)state;
	load(&forms);
	chosen(&forms, false, "1975-05-19", "none");
	chosen(&forms, false, "1997-09-30", "none");
	chosen(&forms, false, "1997-10-01", "party-1997");
	chosen(&forms, false, "2004-05-27", "party-1997");
	chosen(&forms, false, "2004-05-28", "party-2004");
	chosen(&forms, false, "2018-04-02", "party-2004");
	chosen(&forms, false, "2018-04-03", "party-2018");
	chosen(&forms, false, "2026-01-08", "party-2018");
	chosen(&forms, false, "2026-01-09", "party-2026");
	chosen(&forms, false, "2031-12-31", "party-2026");
	chosen(&forms, true, "2005-05-05", "none");
	chosen(&forms, true, "2005-05-06", "state-2005");
	chosen(&forms, true, "2020-03-04", "state-2005");
	chosen(&forms, true, "2020-03-05", "state-2020");
}

static void a_date_on_either_side_of_a_change_chooses_none(void **state)
{
	HS_AUTO(hs_forms_done) struct hs_forms forms = {0};

	(void)state;
	load(&forms);
	chosen(&forms, false, NULL, "none");
	chosen(&forms, true, NULL, "none");
	chosen(&forms, false, "2018", "none");
	chosen(&forms, false, "2018-04", "none");
	chosen(&forms, false, "2018-05", "party-2018");
	chosen(&forms, false, "2021", "party-2018");
}

static void every_rule_is_on_in_a_profile_of_ours(void **state)
{
	HS_AUTO(hs_forms_done) struct hs_forms forms = {0};
	const struct hs_form *list;

	(void)state;
	load(&forms);
	list = forms.list.items;
	for (int rule = 0; rule < HS_FORM_RULES; rule++) {
		bool on = false;

		for (size_t i = 0; i < forms.list.count; i++)
			on |= list[i].rules[rule].on;
		assert_true(on);
	}
}

static void none_judges_nothing(void **state)
{
	HS_AUTO(hs_forms_done) struct hs_forms forms = {0};

	(void)state;
	load(&forms);
	for (int rule = 0; rule < HS_FORM_RULES; rule++)
		assert_false(hs_form_choose(&forms, false, NULL)->rules[rule].on);
}

static void make_own(void)
{
	assert_int_equal(mkdir(".config", 0755), 0);
	assert_int_equal(mkdir(".config/hoso", 0755), 0);
	assert_int_equal(mkdir(".config/hoso/layouts", 0755), 0);
}

static void a_users_profiles_are_added_or_replace(void **state)
{
	HS_AUTO(hs_forms_done) struct hs_forms ours = {0};
	HS_AUTO(hs_forms_done) struct hs_forms forms = {0};

	(void)state;
	load(&ours);
	make_own();
	unit_put(".config/hoso/layouts/party-2018.ini",
		 "title = mine\nbody = party\nfrom = 2018-04-03\n");
	unit_put(".config/hoso/layouts/party-1976.ini",
		 "title = older\nbody = party\nfrom = 1976-12-20\nto = 1997-09-30\n");
	unit_put(".config/hoso/layouts/notes.txt", "no profile\n");
	load(&forms);
	assert_int_equal(forms.list.count, ours.list.count + 1);
	assert_string_equal(hs_form_choose(&forms, false, "2020-01-01")->title, "mine");
	chosen(&forms, false, "1980-01-01", "party-1976");
	assert_string_not_equal(hs_buf_text(&forms.content), hs_buf_text(&ours.content));
}

static void a_wrong_profile_is_named(void **state)
{
	HS_AUTO(hs_forms_done) struct hs_forms forms = {0};
	struct hs_err err = {0};

	(void)state;
	make_own();
	unit_put(".config/hoso/layouts/bad.ini",
		 "title = x\nbody = party\n[star]\non = yes\n");
	setenv("HOSO_DATADIR", data, 1);
	setenv("HOME", ".", 1);
	assert_int_equal(hs_forms_load(&forms, &err), -1);
	assert_int_equal(err.code, HS_USAGE);
	assert_non_null(strstr(err.text, "bad.ini"));
	assert_non_null(strstr(err.text, "'star'"));
	assert_int_equal(forms.list.count, 0);
}

static void without_none_nothing_is_loaded(void **state)
{
	HS_AUTO(hs_forms_done) struct hs_forms forms = {0};
	struct hs_err err = {0};

	(void)state;
	make_own();
	unit_put(".config/hoso/layouts/one.ini",
		 "title = x\nbody = party\nfrom = 2000-01-01\n");
	setenv("HOSO_DATADIR", "/nonexistent", 1);
	setenv("HOME", ".", 1);
	assert_int_equal(hs_forms_load(&forms, &err), -1);
	assert_non_null(strstr(err.text, "none.ini"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_no_profile_says_is_refused),
		cmocka_unit_test(a_setting_stands_once),
		cmocka_unit_test(a_profile_has_title_and_body),
		cmocka_unit_test(a_rule_that_is_on_has_its_clause_and_what_it_asks_for),
		cmocka_unit_test(a_margin_has_its_least_below_its_most),
		cmocka_unit_test(every_rule_has_a_name_of_its_own_and_a_meaning),
		IN_FOLDER(the_date_and_the_body_choose_the_profile),
		IN_FOLDER(a_date_on_either_side_of_a_change_chooses_none),
		IN_FOLDER(every_rule_is_on_in_a_profile_of_ours),
		IN_FOLDER(none_judges_nothing),
		IN_FOLDER(a_users_profiles_are_added_or_replace),
		IN_FOLDER(a_wrong_profile_is_named),
		IN_FOLDER(without_none_nothing_is_loaded),
	};

	return cmocka_run_group_tests(tests, find_data, NULL);
}
