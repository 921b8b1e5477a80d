// test-doubt.c - what a reading is worth
#include "model/doubt.h"
#include "unit/unit.h"

static struct hs_worth worth_of(const char *text, float confidence)
{
	struct hs_word word = {
		.text = (char *)(uintptr_t)text, .confidence = confidence, .known = -1};
	const struct hs_words words = {.list = &word, .count = 1};

	return hs_doubt_worth(&words);
}

static void a_sure_word_is_worth_its_letters(void **state)
{
	struct hs_worth w = worth_of("nghiệm", 1);

	(void)state;
	assert_true(w.letters == 6 && w.believed == 6);
	w = worth_of("nghiệm", 0.5F);
	assert_true(w.letters == 6 && w.believed == 3);
}

static void digits_count_and_signs_do_not(void **state)
{
	(void)state;
	assert_true(worth_of("12/2021:", 1).letters == 6);
	assert_true(worth_of("12/2021:", 1).believed > 3);
	assert_true(worth_of("......", 1).letters == 0);
	assert_true(worth_of("......", 1).believed == 0);
}

static void what_is_hardly_to_be_believed_is_worth_nothing(void **state)
{
	(void)state;
	assert_true(worth_of("nghiệm", 0.4F).believed == 0);
	assert_true(worth_of("xwqz", 0.9F).letters == 4);
	assert_true(worth_of("xwqz", 0.9F).believed == 0);
}

static void nothing_is_worth_nothing(void **state)
{
	const struct hs_words none = {0};

	(void)state;
	assert_true(hs_doubt_worth(&none).letters == 0);
	assert_true(hs_doubt_worth(&none).believed == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sure_word_is_worth_its_letters),
		cmocka_unit_test(digits_count_and_signs_do_not),
		cmocka_unit_test(what_is_hardly_to_be_believed_is_worth_nothing),
		cmocka_unit_test(nothing_is_worth_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
