// test-stamp.c - red print is looked for only where there is red
#include "base/auto.h"
#include "craft/stamp.h"
#include "unit/unit.h"

static void a_page_without_red_is_not_looked_at(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_measures measures = {.dpi = 300};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_stamp_read(NULL, NULL, &measures, &words, &err), 0);
	assert_int_equal(words.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_without_red_is_not_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
