// test-fold.c - text without its marks
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void folds(const char *text, const char *wanted)
{
	HS_AUTO(hs_text_free) char *folded = hs_fold(text);

	assert_string_equal(folded, wanted);
}

static void marks_vanish_and_case_stays(void **state)
{
	(void)state;
	folds("Nghị quyết HUYỆN ỦY", "Nghi quyet HUYEN UY");
	folds("ưƯơƠăĂâÂêÊôÔ", "uUoOaAaAeEoO");
}

static void d_with_stroke_becomes_d(void **state)
{
	(void)state;
	folds("Đảng, đường", "Dang, duong");
}

static void composed_or_not_is_the_same(void **state)
{
	(void)state;
	folds("e\xcc\xa3\xcc\x82 \xe1\xbb\x87", "e e");
}

static void what_is_no_utf8_is_not_folded(void **state)
{
	(void)state;
	assert_null(hs_fold("a\xff"));
	folds("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_vanish_and_case_stays),
		cmocka_unit_test(d_with_stroke_becomes_d),
		cmocka_unit_test(composed_or_not_is_the_same),
		cmocka_unit_test(what_is_no_utf8_is_not_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
