// test-phrase.c - texts as letters, and how like a misread one is to a phrase
#include "base/auto.h"
#include "base/mem.h"
#include "model/phrase.h"
#include "unit/unit.h"

static void letters_are(const char *text, const char *wanted)
{
	HS_AUTO(hs_text_free) char *got = hs_letters(text);

	assert_string_equal(got, wanted);
}

static void marks_case_spaces_and_signs_do_not_count(void **state)
{
	(void)state;
	letters_are("Số 12-NQ/HU", "so12nqhu");
	letters_are("N G H Ị  QUYẾT:", "nghiquyet");
	letters_are("ĐẢNG ỦY, Ðảng uỷ", "danguydanguy");
	letters_are("* ----- …", "");
	letters_are("", "");
}

static void marks_that_stand_alone_do_not_count_either(void **state)
{
	(void)state;
	letters_are("Nghi\xcc\xa3 quye\xcc\x82\xcc\x81t", "nghiquyet"); // NFD
}

static void of_a_long_text_the_first_letters_count(void **state)
{
	char text[HS_LETTERS_MAX + 100];
	HS_AUTO(hs_text_free) char *got = NULL;

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	got = hs_letters(text);
	assert_int_equal(strlen(got), HS_LETTERS_MAX);
}

static void equal_letters_are_wholly_alike(void **state)
{
	(void)state;
	assert_float_equal(hs_letters_like("kehoach", "kehoach"), 1, 1e-9);
	assert_float_equal(hs_letters_like("kehoach", "kehoact"), 6.0 / 7, 1e-9);
	assert_float_equal(hs_letters_like("kehoac", "kehoach"), 6.0 / 7, 1e-9);
	assert_float_equal(hs_letters_like("baocao", "bao"), 0.5, 1e-9);
	assert_float_equal(hs_letters_like("abc", "xyz"), 0, 1e-9);
}

static void nothing_is_like_nothing(void **state)
{
	(void)state;
	assert_float_equal(hs_letters_like("", ""), 0, 1e-9);
	assert_float_equal(hs_letters_like("a", ""), 0, 1e-9);
	assert_float_equal(hs_letters_in("", "a", NULL, NULL), 0, 1e-9);
	assert_float_equal(hs_letters_in("a", "", NULL, NULL), 0, 1e-9);
	assert_float_equal(hs_letters_begin("", "a", NULL), 0, 1e-9);
}

static void a_phrase_is_found_within_and_tells_where(void **state)
{
	static const char text[] = "xxdangcongsanvietnamyy";
	size_t start = 99, end = 99;

	(void)state;
	assert_float_equal(hs_letters_in(text, "congsan", &start, &end), 1, 1e-9);
	assert_int_equal(start, 6);
	assert_int_equal(end, 13);
}

static void a_misread_phrase_is_found_within(void **state)
{
	size_t start = 99, end = 99;
	double like = hs_letters_in("xxdangc0ngsonyy", "dangcongsan", &start, &end);

	(void)state;
	assert_float_equal(like, 9.0 / 11, 1e-9);
	assert_int_equal(start, 2);
	assert_int_equal(end, 13);
}

static void letters_left_out_or_read_twice_cost_one_each(void **state)
{
	(void)state;
	assert_float_equal(hs_letters_in("xxngiquyetxx", "nghiquyet", NULL, NULL),
			   8.0 / 9, 1e-9);
	assert_float_equal(hs_letters_in("xxnghhiquyetxx", "nghiquyet", NULL, NULL),
			   8.0 / 9, 1e-9);
}

static void what_has_nothing_of_the_phrase_is_not_like_it(void **state)
{
	(void)state;
	assert_float_equal(hs_letters_in("zzzz", "abc", NULL, NULL), 0, 1e-9);
}

static void a_beginning_begins_at_the_first_letter(void **state)
{
	size_t end = 99;

	(void)state;
	assert_float_equal(hs_letters_begin("kinhguicacdongchi", "kinhgui", &end), 1,
			   1e-9);
	assert_int_equal(end, 7);
	assert_float_equal(hs_letters_begin("xxkinhgui", "kinhgui", NULL), 5.0 / 7, 1e-9);
	assert_float_equal(hs_letters_begin("kinhgii", "kinhgui", NULL), 6.0 / 7, 1e-9);
}

static void a_letter_is_found_again_in_the_text(void **state)
{
	static const char text[] = "Số: 12-NQ";

	(void)state;
	assert_int_equal(hs_letters_at(text, 0), 0);
	assert_int_equal(hs_letters_at(text, 1), 1);
	assert_int_equal(hs_letters_at(text, 2), strstr(text, "12") - text);
	assert_int_equal(hs_letters_at(text, 4), strstr(text, "NQ") - text);
	assert_int_equal(hs_letters_at(text, 6), strlen(text));
	assert_int_equal(hs_letters_at("", 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_case_spaces_and_signs_do_not_count),
		cmocka_unit_test(marks_that_stand_alone_do_not_count_either),
		cmocka_unit_test(of_a_long_text_the_first_letters_count),
		cmocka_unit_test(equal_letters_are_wholly_alike),
		cmocka_unit_test(nothing_is_like_nothing),
		cmocka_unit_test(a_phrase_is_found_within_and_tells_where),
		cmocka_unit_test(a_misread_phrase_is_found_within),
		cmocka_unit_test(letters_left_out_or_read_twice_cost_one_each),
		cmocka_unit_test(what_has_nothing_of_the_phrase_is_not_like_it),
		cmocka_unit_test(a_beginning_begins_at_the_first_letter),
		cmocka_unit_test(a_letter_is_found_again_in_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
