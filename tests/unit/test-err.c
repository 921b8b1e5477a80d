// test-err.c - errors gather words
#include "base/err.h"
#include "unit/unit.h"

#include <errno.h>

static void a_failure_fills_class_and_both_texts(void **state)
{
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_fail(&err, HS_LIMIT, "page %d of %s", 3, "x"), -1);
	assert_int_equal(err.code, HS_LIMIT);
	assert_int_equal(err.sys, 0);
	assert_string_equal(err.text, "page 3 of x");
	assert_string_equal(err.shown, "page 3 of x");
}

static void the_systems_refusal_keeps_errno_and_its_words(void **state)
{
	struct hs_err err = {0};

	(void)state;
	errno = ENOSPC;
	assert_int_equal(hs_fail_sys(&err, "write '%s'", "a"), -1);
	assert_int_equal(err.code, HS_SYSTEM);
	assert_int_equal(err.sys, ENOSPC);
	assert_string_equal(err.text, "write 'a': No space left on device");
}

static void places_are_put_before(void **state)
{
	struct hs_err err = {0};

	(void)state;
	hs_fail(&err, HS_DAMAGED, "no end");
	assert_int_equal(hs_within(&err, "page %d", 2), -1);
	hs_within(&err, "'%s'", "a.tif");
	assert_string_equal(err.text, "'a.tif': page 2: no end");
	assert_int_equal(err.code, HS_DAMAGED);
}

static void what_is_quoted_cannot_break_the_line(void **state)
{
	struct hs_err err = {0};

	(void)state;
	hs_fail(&err, HS_USAGE, "'%s'", "a\nb\x1b[31m\x7f");
	assert_string_equal(err.text, "'a?b?[31m?'");
	hs_within(&err, "%s", "x\r");
	assert_string_equal(err.shown, "x?: 'a?b?[31m?'");
}

static void a_long_chain_loses_its_tail_only(void **state)
{
	struct hs_err err = {0};
	char longer[1000];

	(void)state;
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	hs_fail(&err, HS_USAGE, "%s", longer);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	for (int i = 0; i < 5; i++)
		hs_within(&err, "place %d %s", i, longer);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	assert_memory_equal(err.text, "place 4 ", 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failure_fills_class_and_both_texts),
		cmocka_unit_test(the_systems_refusal_keeps_errno_and_its_words),
		cmocka_unit_test(places_are_put_before),
		cmocka_unit_test(what_is_quoted_cannot_break_the_line),
		cmocka_unit_test(a_long_chain_loses_its_tail_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
