// test-mem.c - memory and growing bytes
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "sys/jail.h"
#include "unit/unit.h"

static void new_memory_is_zero(void **state)
{
	HS_AUTO(hs_text_free) char *p = hs_new(100, 1);

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_int_equal(p[i], 0);
}

static void a_size_over_the_limit_is_refused(void **state)
{
	struct hs_err err = {0};

	(void)state;
	assert_null(hs_alloc(11, 10, 100, &err));
	assert_int_equal(err.code, HS_LIMIT);
}

static void a_size_that_overflows_is_refused(void **state)
{
	struct hs_err err = {0};

	(void)state;
	assert_null(hs_alloc(SIZE_MAX / 2, 3, SIZE_MAX, &err));
	assert_int_equal(err.code, HS_LIMIT);
}

static void a_size_at_the_limit_is_given_and_zero(void **state)
{
	struct hs_err err = {0};
	HS_AUTO(hs_text_free) char *p = hs_alloc(10, 10, 100, &err);

	(void)state;
	assert_non_null(p);
	assert_int_equal(p[0] | p[99], 0);
}

static void memory_that_is_not_there_is_a_limit(void **state)
{
	struct hs_err err = {0};

	(void)state;
	if (!hs_jail_can_limit_memory()) // a sanitizer ends the process instead
		skip();
	assert_null(hs_alloc(SIZE_MAX / 4, 1, SIZE_MAX, &err));
	assert_int_equal(err.code, HS_LIMIT);
}

static void what_is_stolen_is_not_freed(void **state)
{
	char *p = hs_dup("x"), *q = HS_STEAL(p);

	(void)state;
	assert_null(p);
	assert_string_equal(q, "x");
	free(q);
}

static void a_buffer_grows_and_ends_with_nul(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf buf = {0};

	(void)state;
	assert_string_equal(hs_buf_text(&buf), "");
	for (int i = 0; i < 1000; i++)
		hs_buf_addf(&buf, "%d,", i);
	assert_int_equal(buf.len, 3890);
	assert_int_equal(buf.data[buf.len], 0);
	assert_memory_equal(buf.data + buf.len - 8, "998,999,", 8);
}

static void a_buffer_holds_any_byte(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf buf = {0};

	(void)state;
	hs_buf_add(&buf, "a\0b", 3);
	hs_buf_add(&buf, NULL, 0);
	hs_buf_add(&buf, "c", 1);
	assert_int_equal(buf.len, 4);
	assert_memory_equal(buf.data, "a\0bc", 5);
}

static void taking_leaves_it_empty(void **state)
{
	struct hs_buf buf = {0};
	HS_AUTO(hs_text_free) char *nothing = hs_buf_take(&buf);
	HS_AUTO(hs_text_free) char *text = NULL;

	(void)state;
	assert_string_equal(nothing, "");
	hs_buf_addf(&buf, "x");
	text = hs_buf_take(&buf);
	assert_string_equal(text, "x");
	assert_null(buf.data);
	assert_int_equal(buf.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_memory_is_zero),
		cmocka_unit_test(a_size_over_the_limit_is_refused),
		cmocka_unit_test(a_size_that_overflows_is_refused),
		cmocka_unit_test(a_size_at_the_limit_is_given_and_zero),
		cmocka_unit_test(memory_that_is_not_there_is_a_limit),
		cmocka_unit_test(what_is_stolen_is_not_freed),
		cmocka_unit_test(a_buffer_grows_and_ends_with_nul),
		cmocka_unit_test(a_buffer_holds_any_byte),
		cmocka_unit_test(taking_leaves_it_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
