// test-sample.c - the check sample: rate, size, draw
#include "model/sample.h"
#include "unit/unit.h"

static void rate(const char *text, double wanted)
{
	struct hs_err err = {0};
	double got = -1;

	if (wanted > 0) {
		assert_int_equal(hs_sample_rate(text, &got, &err), 0);
		assert_true(got > wanted - 1e-9 && got < wanted + 1e-9);
	} else {
		assert_int_equal(hs_sample_rate(text, &got, &err), -1);
		assert_int_equal(err.code, HS_USAGE);
	}
}

static void a_rate_is_a_share_or_per_cent(void **state)
{
	(void)state;
	rate("0.1", 0.1);
	rate("10%", 0.1);
	rate("1", 1);
	rate("100%", 1);
	rate("0.5%", 0.005);
	rate("10", 0); // per cent? it does not say so
	rate("0", 0);
	rate("-0.1", 0);
	rate("101%", 0);
	rate("a", 0);
	rate("", 0);
	rate("%", 0);
	rate("0.1x", 0);
	rate("nan", 0);
}

static void a_size_is_rounded_up(void **state)
{
	(void)state;
	assert_int_equal(hs_sample_size(0.1, 30), 3);
	assert_int_equal(hs_sample_size(0.1, 31), 4);
	assert_int_equal(hs_sample_size(0.001, 5), 1);
	assert_int_equal(hs_sample_size(1e-300, 5), 1);
	assert_int_equal(hs_sample_size(1, 7), 7);
	assert_int_equal(hs_sample_size(0.5, 0), 0);
}

static void the_least_keys_are_drawn_and_stand_in_order_of_pages(void **state)
{
	struct hs_drawn pages[] = {{1, 50}, {2, 10}, {3, 40}, {4, 5}, {5, 90}};

	(void)state;
	hs_sample_draw(pages, 5, 3);
	assert_int_equal(pages[0].page, 2);
	assert_int_equal(pages[1].page, 3);
	assert_int_equal(pages[2].page, 4);
	hs_sample_draw(NULL, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rate_is_a_share_or_per_cent),
		cmocka_unit_test(a_size_is_rounded_up),
		cmocka_unit_test(the_least_keys_are_drawn_and_stand_in_order_of_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
