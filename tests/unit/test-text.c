// test-text.c - UTF-8, names, their order
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "unit/unit.h"

static void kept(const char *name, const char *wanted)
{
	HS_AUTO(hs_text_free) char *got = hs_name_kept(name);

	assert_string_equal(got, wanted);
}

static void nfd_becomes_nfc(void **state)
{
	HS_AUTO(hs_text_free)
	char *nfc = hs_nfc("Tho\xcc\x82ng ba\xcc\x81o u\xcc\x9b\xcc\xa3");

	(void)state;
	assert_string_equal(nfc, "Thông báo ự");
}

static void what_is_no_utf8_has_no_nfc(void **state)
{
	(void)state;
	assert_null(hs_nfc("a\xff"));
	assert_null(hs_nfc("\xc3"));
	assert_null(hs_nfc("\xed\xa0\x80")); // a surrogate
}

static void names_are_kept_in_nfc_with_odd_bytes_spelt_out(void **state)
{
	(void)state;
	kept("a b.tif", "a b.tif");
	kept("o\xcc\x82.tif", "ô.tif");
	kept("ô\xff.tif", "ô%FF.tif");
	kept("\xc3", "%C3");
}

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void order(const char *a, const char *b, int wanted)
{
	assert_int_equal(sign(hs_natural(a, b)), wanted);
	assert_int_equal(sign(hs_natural(b, a)), -wanted);
}

static void numbers_compare_as_numbers(void **state)
{
	(void)state;
	order("2", "10", -1);
	order("trang 2.tif", "trang 10.tif", -1);
	order("1.9", "1.10", -1);
	order("a99999999999999999999999998", "a99999999999999999999999999", -1);
	order("a9", "a10b", -1);
}

static void equal_numbers_are_told_apart_by_their_bytes(void **state)
{
	(void)state;
	order("01", "1", -1);
	order("a01b", "a1b", -1);
	order("a01", "a1b", -1);
	order("007", "7", -1);
	order("x", "x", 0);
}

static void a_beginning_comes_first_and_letters_without_case_and_marks(void **state)
{
	(void)state;
	order("", "a", -1);
	order("a", "a1", -1);
	order("a", "B", -1);
	order("đ", "z", -1);
	order("ảnh 1", "bìa", -1);
	order("Trang 1", "trang 2", -1);
	order("trang 2", "Trang 10", -1);
	order("Bìa", "bia", -1); // then bytes
}

static void broken_bytes_are_passed_one_by_one(void **state)
{
	const char *text = "a\xe1\xbb\xffđ", *at = text, *end = text + strlen(text);
	const uint32_t wanted[] = {'a', 0xfffd, 0xfffd, 0xfffd, 0x111};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(wanted); i++)
		assert_int_equal(hs_utf8_next(&at, end), wanted[i]);
	assert_ptr_equal(at, end);
	assert_false(hs_utf8_valid(text, strlen(text)));
	assert_true(hs_utf8_valid("đ", 2));
	assert_false(hs_utf8_valid("đ", 1));
}

static void letters_know_their_case(void **state)
{
	(void)state;
	assert_int_equal(hs_letter_case(0x110), 1);
	assert_int_equal(hs_letter_case(0x111), -1);
	assert_int_equal(hs_letter_case('7'), 0);
}

static void bytes_as_hexadecimal(void **state)
{
	char out[7];

	(void)state;
	hs_hex(out, "\x00\xff\x1a", 3);
	assert_string_equal(out, "00ff1a");
}

static void beginnings_and_ends(void **state)
{
	(void)state;
	assert_true(hs_starts("abc", "ab") && hs_starts("abc", ""));
	assert_false(hs_starts("a", "ab") || hs_starts("xab", "ab"));
	assert_true(hs_ends("abc", "bc") && hs_ends("abc", ""));
	assert_false(hs_ends("c", "bc") || hs_ends("bcd", "bc"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nfd_becomes_nfc),
		cmocka_unit_test(what_is_no_utf8_has_no_nfc),
		cmocka_unit_test(names_are_kept_in_nfc_with_odd_bytes_spelt_out),
		cmocka_unit_test(numbers_compare_as_numbers),
		cmocka_unit_test(equal_numbers_are_told_apart_by_their_bytes),
		cmocka_unit_test(
			a_beginning_comes_first_and_letters_without_case_and_marks),
		cmocka_unit_test(broken_bytes_are_passed_one_by_one),
		cmocka_unit_test(letters_know_their_case),
		cmocka_unit_test(bytes_as_hexadecimal),
		cmocka_unit_test(beginnings_and_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
