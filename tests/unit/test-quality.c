// test-quality.c - rules, profiles, paper sizes
#include "model/inspection.h"
#include "model/quality.h"
#include "unit/unit.h"

#include <math.h>

static struct hs_profile profile_of(const char *rule, const char *limit)
{
	struct hs_profile p = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_profile_set(&p, rule, "limit", limit, &err), 0);
	assert_int_equal(hs_profile_set(&p, rule, "source", "a test", &err), 0);
	assert_int_equal(hs_profile_check(&p, &err), 0);
	return p;
}

static void a_measure_below_or_above_its_limit_is_a_finding(void **state)
{
	struct hs_profile p = profile_of("dpi-low", "200");

	(void)state;
	assert_true(hs_rule_breaks(&p, HS_R_DPI, 199));
	assert_false(hs_rule_breaks(&p, HS_R_DPI, 200));
	p = profile_of("skew", "1.75");
	assert_true(hs_rule_breaks(&p, HS_R_SKEW, 1.76));
	assert_false(hs_rule_breaks(&p, HS_R_SKEW, 1.75));
}

static void what_was_not_measured_is_no_finding(void **state)
{
	struct hs_profile p = profile_of("skew", "1.75");
	struct hs_quality m;

	(void)state;
	hs_quality_none(&m);
	assert_false(hs_rule_breaks(&p, HS_R_SKEW, m.value[HS_R_SKEW]));
	assert_false(hs_rule_breaks(&p, HS_R_SKEW, INFINITY));
}

static void a_rule_that_is_off_or_not_named_finds_nothing(void **state)
{
	struct hs_profile p = profile_of("skew", "off");

	(void)state;
	assert_false(hs_rule_breaks(&p, HS_R_SKEW, 90));
	assert_false(hs_rule_breaks(&p, HS_R_DPI, 1));
}

static void refused(const char *section, const char *key, const char *value)
{
	struct hs_profile p = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_profile_set(&p, section, key, value, &err), -1);
	assert_int_equal(err.code, HS_USAGE);
}

static void what_no_profile_says_is_refused(void **state)
{
	(void)state;
	refused("", "colour", "yes");
	refused("sckew", "limit", "1");
	refused("skew", "limits", "1");
	refused("skew", "limit", "one");
	refused("skew", "limit", "1.75 degrees");
	refused("skew", "limit", "");
	refused("skew", "limit", "nan");
}

static void every_limit_has_one_source(void **state)
{
	struct hs_profile p = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_profile_set(&p, "skew", "limit", "1", &err), 0);
	assert_int_equal(hs_profile_check(&p, &err), -1);
	assert_non_null(strstr(err.text, "[skew] has a limit and no source"));
	assert_int_equal(hs_profile_set(&p, "skew", "limit", "2", &err), -1);
	p = (struct hs_profile){0};
	assert_int_equal(hs_profile_set(&p, "skew", "source", "x", &err), 0);
	assert_int_equal(hs_profile_check(&p, &err), -1);
	assert_non_null(strstr(err.text, "[skew] has a source and no limit"));
}

static void a_limit_does_not_borrow_the_source_of_its_base(void **state)
{
	struct hs_profile p = profile_of("skew", "1");
	struct hs_err err = {0};

	(void)state;
	p.rules[HS_R_SKEW].set = p.rules[HS_R_SKEW].sourced = false; // now the base's
	assert_int_equal(hs_profile_check(&p, &err), 0);
	assert_int_equal(hs_profile_set(&p, "skew", "limit", "5", &err), 0);
	assert_int_equal(hs_profile_check(&p, &err), -1);
	assert_int_equal(hs_profile_set(&p, "skew", "source", "us", &err), 0);
	assert_int_equal(hs_profile_check(&p, &err), 0);
	assert_int_equal(hs_profile_set(&p, "skew", "source", "them", &err), -1);
}

static void all_rules_have_a_name_and_a_meaning(void **state)
{
	(void)state;
	for (int i = 0; i < HS_RULES; i++) {
		const struct hs_rule_row *row = hs_rule_row((enum hs_rule)i);

		assert_non_null(row->name);
		assert_non_null(row->unit);
		assert_non_null(row->means);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(row->name,
						hs_rule_row((enum hs_rule)j)->name);
	}
}

static void paper(double w, double h, const char *nearest, double off, unsigned pages)
{
	struct hs_paper p;

	hs_paper_of(w, h, &p);
	assert_string_equal(p.nearest, nearest);
	assert_true(fabs(p.off - off) < 0.5);
	assert_int_equal(p.pages, pages);
}

static void sheets_count_as_the_circular_counts_them(void **state)
{
	(void)state;
	paper(210, 297, "A4", 0, 1);
	paper(297, 210, "A4", 0, 1); // lying
	paper(148, 210, "A5", 0, 1);
	paper(100, 150, "A5", 32.4, 1); // smaller than A5 counts as A5
	paper(297, 420, "A3", 0, 2);
	paper(420, 594, "A2", 0, 4);
	paper(594, 841, "A1", 0, 8);
	paper(841, 1189, "A0", 0, 16);
	paper(230, 326, "A4", 9.8, 1);  // up to a tenth over
	paper(210, 330, "A4", 11.1, 2); // more: the next
	paper(216, 279, "A4", 6.1, 1);
	paper(1000, 1400, "A0", 18.9, 23);
}

static void odd_numbers_do_no_harm(void **state)
{
	struct hs_paper p;

	(void)state;
	hs_paper_of(0, 0, &p);
	hs_paper_of(1e9, 1e9, &p);
	hs_paper_of(NAN, 1, &p);
	assert_non_null(p.nearest);
}

static void a_worker_that_saw_less_than_nothing_is_not_believed(void **state)
{
	static struct hs_inspection in = {.bits = 8, .likeness.mm = 1};

	(void)state;
	assert_true(hs_inspection_ok(&in));
	in.width_mm = -1;
	assert_false(hs_inspection_ok(&in));
	in.width_mm = 0;
	in.measures.value[HS_R_SKEW] = INFINITY;
	assert_false(hs_inspection_ok(&in));
	in.measures.value[HS_R_SKEW] = NAN;
	assert_true(hs_inspection_ok(&in));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_measure_below_or_above_its_limit_is_a_finding),
		cmocka_unit_test(what_was_not_measured_is_no_finding),
		cmocka_unit_test(a_rule_that_is_off_or_not_named_finds_nothing),
		cmocka_unit_test(what_no_profile_says_is_refused),
		cmocka_unit_test(every_limit_has_one_source),
		cmocka_unit_test(a_limit_does_not_borrow_the_source_of_its_base),
		cmocka_unit_test(all_rules_have_a_name_and_a_meaning),
		cmocka_unit_test(sheets_count_as_the_circular_counts_them),
		cmocka_unit_test(odd_numbers_do_no_harm),
		cmocka_unit_test(a_worker_that_saw_less_than_nothing_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
