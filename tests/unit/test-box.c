// test-box.c - rectangles
#include "model/box.h"
#include "unit/unit.h"

static void is(struct hs_box box, int32_t x, int32_t y, int32_t w, int32_t h)
{
	assert_int_equal(box.x, x);
	assert_int_equal(box.y, y);
	assert_int_equal(box.w, w);
	assert_int_equal(box.h, h);
}

static void round_two(void **state)
{
	const struct hs_box a = {10, 20, 30, 40}, b = {25, 5, 50, 20},
			    in = {12, 22, 1, 1};

	(void)state;
	is(hs_box_round(&a, &b), 10, 5, 65, 55);
	is(hs_box_round(&b, &a), 10, 5, 65, 55);
	is(hs_box_round(&a, &in), 10, 20, 30, 40);
}

static void grown_within_the_picture(void **state)
{
	const struct hs_box a = {10, 20, 30, 40};

	(void)state;
	is(hs_box_grow(&a, 5, 6, 100, 100), 5, 14, 40, 52);
	is(hs_box_grow(&a, 50, 60, 100, 70), 0, 0, 90, 70);
}

static void has_its_points(void **state)
{
	const struct hs_box a = {10, 20, 30, 40};

	(void)state;
	assert_true(hs_box_has(&a, 10, 20));
	assert_true(hs_box_has(&a, 39, 59));
	assert_false(hs_box_has(&a, 40, 59));
	assert_false(hs_box_has(&a, 39, 60));
	assert_false(hs_box_has(&a, 9, 30));
	assert_false(hs_box_has(&a, 20, 19));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_two),
		cmocka_unit_test(grown_within_the_picture),
		cmocka_unit_test(has_its_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
