// What base/vi promises: which words count as the same.
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

// The words of a text, exact, each tone as a digit: "uỷ ban" gives "uy3 ban".
static char *exact(const struct hs_vi *vi, const char *text, size_t len)
{
	struct hs_buf out = {0};
	const char *at = text;
	struct hs_vi_token t;

	while (hs_vi_next(vi, &at, text + len, &t)) {
		if (out.len)
			hs_buf_add(&out, " ", 1);
		hs_buf_add(&out, t.exact, t.stem);
		for (size_t i = t.stem; i < t.exact_len; i++)
			hs_buf_addf(&out, "%d", t.exact[i]);
	}
	return hs_buf_take(&out);
}

static void same_words(const char *text, const char *words)
{
	HS_AUTO(hs_vi_free) struct hs_vi *vi = hs_vi_new();
	HS_AUTO(hs_text_free) char *quick = exact(vi, text, strlen(text));
	HS_AUTO(hs_text_free) char *slow = exact(NULL, text, strlen(text));

	assert_string_equal(quick, words);
	assert_string_equal(slow, words);
}

static void where_the_tone_stands_does_not_matter(void **state)
{
	(void)state;
	same_words("ủy uỷ", "uy3 uy3");
	same_words("hòa hoà thúy thuý", "hoa1 hoa1 thuy2 thuy2");
}

static void capitals_and_small_letters_are_one(void **state)
{
	(void)state;
	same_words("NGHỊ QUYẾT Đảng Ự", "nghi5 quyêt2 đang3 ư5");
}

static void other_marks_than_tones_stay(void **state)
{
	(void)state;
	same_words("thê thế thể the", "thê thê2 thê3 the");
	same_words("ürün", "ürün");
}

static void decomposed_text_gives_the_same_words(void **state)
{
	(void)state;
	same_words("quye\xcc\x82\xcc\x81t", "quyêt2");   // e ^ '
	same_words("nghie\xcc\xa3\xcc\x82p", "nghiêp5"); // e . ^, canonical order
	same_words("nghie\xcc\x82\xcc\xa3p", "nghiêp5"); // e ^ .
	same_words("tu\xcc\x9b\xcc\xa3 do\xcc\x9b", "tư5 dơ");
}

// Every Latin letter that Europe and Viet Nam write.
static void every_letter_is_the_same_in_nfc_and_nfd(void **state)
{
	HS_AUTO(hs_vi_free) struct hs_vi *vi = hs_vi_new();

	(void)state;
	for (uint32_t c = 0x80; c < 0x1f00; c++) {
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};
		HS_AUTO(hs_text_free) char *nfc = NULL;
		HS_AUTO(hs_text_free) char *nfd = NULL;
		HS_AUTO(hs_text_free) char *one = NULL;
		HS_AUTO(hs_text_free) char *two = NULL;

		if (c == 0x250)
			c = 0x1ea0;
		if (c == 0x130) // Turkish dotted I
			continue;
		hs_buf_addf(&text, "b");
		hs_utf8_add(&text, c);
		hs_buf_addf(&text, "c");
		nfc = hs_nfc(hs_buf_text(&text));
		nfd = (char *)utf8proc_NFD((const utf8proc_uint8_t *)text.data);
		one = exact(vi, nfc, strlen(nfc));
		two = exact(NULL, nfd, strlen(nfd));
		if (strcmp(one, two))
			fail_msg("U+%04X: '%s' and '%s'", c, one, two);
	}
}

static void eth_counts_as_dd(void **state)
{
	(void)state;
	same_words("Ðảng \xc6\x89ảng", "đang3 đang3");
}

static void a_digit_is_no_tone(void **state)
{
	HS_AUTO(hs_vi_free) struct hs_vi *vi = hs_vi_new();
	const char *text = "à a1", *at = text, *end = text + strlen(text);
	struct hs_vi_token a, b;

	(void)state;
	assert_true(hs_vi_next(vi, &at, end, &a));
	assert_true(hs_vi_next(vi, &at, end, &b));
	assert_false(hs_vi_next(vi, &at, end, &b));
	assert_true(a.exact_len != b.exact_len || memcmp(a.exact, b.exact, a.exact_len));
}

static void a_word_tells_where_it_stands(void **state)
{
	const char *text = "  (Số 12-NQ)", *at = text, *end = text + strlen(text);
	struct hs_vi_token t;

	(void)state;
	assert_true(hs_vi_next(NULL, &at, end, &t));
	assert_int_equal(t.start - text, 3);
	assert_memory_equal(t.start, "Số", (size_t)(t.end - t.start));
	assert_memory_equal(t.fold, "so", t.fold_len);
	assert_true(hs_vi_next(NULL, &at, end, &t));
	assert_memory_equal(t.start, "12-", 3);
	assert_int_equal(t.end - t.start, 2);
}

static void bytes_that_are_no_utf8_part_words(void **state)
{
	HS_AUTO(hs_text_free)
	char *words = exact(NULL,
			    "a\xff"
			    "b\xe1\xbb",
			    5);

	(void)state;
	assert_string_equal(words, "a b");
}

static void letters_beyond_the_first_plane_are_words(void **state)
{
	(void)state;
	same_words("x\xf0\x9f\x99\x82y \xf0\xa0\x80\x80", "x y \xf0\xa0\x80\x80");
}

static void an_endless_word_is_cut_and_passed(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_vi_token t;
	const char *at, *end;

	(void)state;
	for (int i = 0; i < 5000; i++)
		hs_buf_addf(&text, "\xf0\xa0\x80\x80ệ\xcc\x81\xcc\xb4");
	hs_buf_addf(&text, " sau");
	at = text.data;
	end = at + text.len;
	assert_true(hs_vi_next(NULL, &at, end, &t));
	assert_true(t.exact_len <= sizeof(t.exact) && t.fold_len <= sizeof(t.fold));
	assert_true(hs_vi_next(NULL, &at, end, &t));
	assert_memory_equal(t.exact, "sau", 3);
}

static void folded_words_are_fenced_by_spaces(void **state)
{
	HS_AUTO(hs_text_free) char *words = hs_vi_words("Số 05-NQ/HU, 00");
	HS_AUTO(hs_text_free) char *none = hs_vi_words(" -/- ");

	(void)state;
	assert_string_equal(words, " so 5 nq hu 0 ");
	assert_string_equal(none, "");
}

static void vietnamese_is_written_with_134_letters_beyond_ascii(void **state)
{
	int ascii = 0, others = 0;

	(void)state;
	for (uint32_t c = 0; c < 0x3000; c++)
		if (hs_vi_writable(c))
			*(c < 0x80 ? &ascii : &others) += 1;
	assert_int_equal(ascii, 52);
	assert_int_equal(others, 134);
	assert_false(hs_vi_writable(0xd0));
	assert_false(hs_vi_writable(0xfc)); // ü
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_the_tone_stands_does_not_matter),
		cmocka_unit_test(capitals_and_small_letters_are_one),
		cmocka_unit_test(other_marks_than_tones_stay),
		cmocka_unit_test(decomposed_text_gives_the_same_words),
		cmocka_unit_test(every_letter_is_the_same_in_nfc_and_nfd),
		cmocka_unit_test(eth_counts_as_dd),
		cmocka_unit_test(a_digit_is_no_tone),
		cmocka_unit_test(a_word_tells_where_it_stands),
		cmocka_unit_test(bytes_that_are_no_utf8_part_words),
		cmocka_unit_test(letters_beyond_the_first_plane_are_words),
		cmocka_unit_test(an_endless_word_is_cut_and_passed),
		cmocka_unit_test(folded_words_are_fenced_by_spaces),
		cmocka_unit_test(vietnamese_is_written_with_134_letters_beyond_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
