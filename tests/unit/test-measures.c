// test-measures.c - measures and facts that a worker may have forged
#include "base/auto.h"
#include "base/buf.h"
#include "model/facts.h"
#include "model/json.h"
#include "model/measures.h"
#include "unit/unit.h"

#include <math.h>

static struct hs_measures usual(void)
{
	return (struct hs_measures){.dpi = 300,
				    .colour = 0.01,
				    .red = 0.001,
				    .paper = 240,
				    .unevenness = 0.02,
				    .contrast = 0.8,
				    .faint = 0.3,
				    .noise = 2,
				    .border = 0,
				    .skew = -0.3};
}

// With the member at this place set to the value.
static bool accepted(size_t at, double value)
{
	struct hs_measures m = usual();

	memcpy((char *)&m + at, &value, sizeof(value));
	return hs_measures_ok(&m);
}

#define MEMBER(name, least, most)                                                        \
	{                                                                                \
#name, offsetof(struct hs_measures, name), least, most                   \
	}

static const struct {
	const char *name;
	size_t at;
	double least, most;
} members[] = {
	MEMBER(dpi, 1, 100000),    MEMBER(colour, 0, 1),     MEMBER(red, 0, 1),
	MEMBER(paper, 0, 255),     MEMBER(unevenness, 0, 1), MEMBER(contrast, 0, 1),
	MEMBER(faint, 0, 1000000), MEMBER(noise, 0, 255),    MEMBER(border, 0, 1),
	MEMBER(skew, -45, 45),
};

static void usual_measures_are_accepted(void **state)
{
	struct hs_measures m = usual();

	(void)state;
	assert_true(hs_measures_ok(&m));
}

static void every_member_has_bounds(void **state)
{
	const double forged[] = {NAN, INFINITY, -INFINITY, -1e300, 1e300};

	(void)state;
	assert_int_equal(sizeof(members) / sizeof(members[0]) * sizeof(double),
			 sizeof(struct hs_measures));
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const double step = 1e-3;
		size_t at = members[i].at;
		bool held = accepted(at, members[i].least) &&
			    accepted(at, members[i].most) &&
			    !accepted(at, members[i].least - step) &&
			    !accepted(at, members[i].most + step);

		for (size_t j = 0; j < sizeof(forged) / sizeof(forged[0]); j++)
			held &= !accepted(at, forged[j]);
		if (!held)
			fail_msg("the bounds of %s", members[i].name);
	}
}

static void a_record_names_every_measure(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};
	struct hs_measures m = usual();

	(void)state;
	hs_json_line(&hs_measures_shape, &m, &line);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		char name[32];

		snprintf(name, sizeof(name), "\"%s\":", members[i].name);
		assert_non_null(strstr(hs_buf_text(&line), name));
	}
}

static void facts_of_a_reader_are_checked(void **state)
{
	struct hs_read_facts facts = {.measures = usual(), .lines = 3, .again = 3};

	(void)state;
	assert_true(hs_read_facts_ok(&facts));
	facts.again = 4; // more lines than there are
	assert_false(hs_read_facts_ok(&facts));
	facts.again = 0;
	facts.measures.skew = NAN;
	assert_false(hs_read_facts_ok(&facts));
}

static void a_recipe_without_end_or_of_two_lines_is_mended(void **state)
{
	struct hs_read_facts facts = {.measures = usual()};

	(void)state;
	memset(facts.recipe, 'x', sizeof(facts.recipe));
	facts.recipe[3] = '\n';
	assert_true(hs_read_facts_ok(&facts));
	assert_int_equal(strlen(facts.recipe), HS_RECIPE_MAX - 1);
	assert_null(strchr(facts.recipe, '\n'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_measures_are_accepted),
		cmocka_unit_test(every_member_has_bounds),
		cmocka_unit_test(a_record_names_every_measure),
		cmocka_unit_test(facts_of_a_reader_are_checked),
		cmocka_unit_test(a_recipe_without_end_or_of_two_lines_is_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
