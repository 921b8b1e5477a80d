// test-date.c - dates as they are printed, typed and misread
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/date.h"
#include "unit/unit.h"

// What was found, in one line: ISO, then what is strange or guessed in it.
static void date_is(const char *text, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf got = {0};
	HS_AUTO(hs_text_free) char *iso = NULL;
	struct hs_date d;
	bool found = hs_date_parse(text, &d);
	const struct {
		const char *name;
		const struct hs_date_part *part;
	} parts[] = {{"day", &d.day}, {"month", &d.month}, {"year", &d.year}};

	iso = found ? hs_date_iso(&d) : NULL;
	hs_buf_addf(&got, "%s", !found ? "nothing" : iso ? iso : "-");
	for (size_t i = 0; i < HS_COUNT(parts) && found; i++)
		if (parts[i].part->strange || parts[i].part->guessed)
			hs_buf_addf(&got, " %s %s", parts[i].name,
				    parts[i].part->strange ? "strange" : "guessed");
	if (strcmp(got.data, wanted) != 0)
		print_error("'%s': '%s', not '%s'\n", text, got.data, wanted);
	assert_string_equal(got.data, wanted);
}

static void a_date_is_printed_in_words(void **state)
{
	(void)state;
	date_is("Xuân Trường, ngày 18 tháng 10 năm 2021", "2021-10-18");
	date_is("ngày 05 tháng 9 năm 2026", "2026-09-05");
	date_is("Ngày 5 tháng 12 năm 1998", "1998-12-05");
	date_is("NGÀY 5 THÁNG 12 NĂM 1998", "1998-12-05");
	date_is("ngày18tháng10năm2021", "2021-10-18");
}

static void a_date_is_typed_in_digits(void **state)
{
	(void)state;
	date_is("01-10-1997", "1997-10-01");
	date_is("05/9/2026", "2026-09-05");
	date_is("5.9.2026", "2026-09-05");
	date_is("05 - 9 - 2026", "2026-09-05");
	date_is("Hà Nội, ngày 05/9/2026", "2026-09-05");
}

static void words_are_known_with_a_letter_misread(void **state)
{
	(void)state;
	date_is("ngầy 18 tháne 10 nãm 2021", "2021-10-18");
	date_is("ngay 18 thang 10 nam 2021", "2021-10-18");
	date_is("ngày 18 thúng 10 nằm 2021", "2021-10-18");
	date_is("ngày 18 tháng 10 năm m 2021", "2021-10-18");
}

static void a_place_that_is_named_like_the_words_is_no_part_of_it(void **state)
{
	(void)state;
	date_is("Quyết Thắng, ngày 18 tháng 10 năm 2021", "2021-10-18");
	date_is("Việt Nam, ngày 18 tháng 10 năm 2021", "2021-10-18");
	date_is("Quảng Ngãi, ngày 18 tháng 10 năm 2021", "2021-10-18");
}

static void what_is_no_date_is_none(void **state)
{
	(void)state;
	date_is("", "nothing");
	date_is("tháng 10 năm 2021", "nothing");
	date_is("ngày 18 tháng 10", "nothing");
	date_is("12-NQ/HU", "nothing");
	date_is("10/1997", "nothing");
	date_is("1/2/97", "nothing");
	date_is("2021-10-18", "nothing");
	date_is("112/10/2021", "nothing");
}

static void a_day_that_the_month_does_not_have_is_strange(void **state)
{
	(void)state;
	date_is("ngày 31 tháng 4 năm 2021", "2021-04 day strange");
	date_is("31/04/2021", "2021-04 day strange");
	date_is("30/04/2021", "2021-04-30");
	date_is("31/12/2021", "2021-12-31");
	date_is("32/12/2021", "2021-12 day strange");
	date_is("29/02/2021", "2021-02 day strange");
	date_is("29/02/2020", "2020-02-29");
	date_is("29/02/2000", "2000-02-29");
	date_is("29/02/2100", "2100-02 day strange");
}

static void a_month_beyond_the_twelfth_is_strange(void **state)
{
	(void)state;
	date_is("ngày 18 tháng 13 năm 2021", "2021 month strange");
	date_is("18/13/2021", "2021 month strange");
}

static void a_year_that_no_paper_is_from_is_strange(void **state)
{
	(void)state;
	date_is("18/10/1929", "- year strange");
	date_is("18/10/1930", "1930-10-18");
	date_is("18/10/2100", "2100-10-18");
	date_is("18/10/2101", "- year strange");
	date_is("ngày 18 tháng 10 năm 9021", "- year strange");
}

static void a_day_and_month_that_nobody_wrote_are_not_known(void **state)
{
	(void)state;
	date_is("ngày tháng năm 2021", "2021");
	date_is("ngày tháng 10 năm 2021", "2021-10");
	date_is("ngày 18 tháng năm 2021", "2021");
}

static void dots_to_write_on_are_strange(void **state)
{
	(void)state;
	date_is("ngày .... tháng .... năm 2021", "2021 day strange month strange");
	date_is("ngày ..18.. tháng 10 năm 2021", "2021-10 day strange");
}

static void handwriting_is_strange(void **state)
{
	(void)state;
	date_is("ngày Ấy tháng 10 năm 2021", "2021-10 day strange");
	date_is("ngày 4h8 tháng 10 năm 2021", "2021-10 day strange");
	date_is("ngày (8 tháng 10 năm 2021", "2021-10 day strange");
	date_is("ngày 18 tháng X năm 2021", "2021 month strange");
}

static void a_letter_taken_for_a_digit_is_guessed(void **state)
{
	(void)state;
	date_is("ngày l7 tháng 10 năm 2021", "2021-10-17 day guessed");
	date_is("ngày 17 tháng 1O năm 2021", "2021-10-17 month guessed");
	date_is("ngày 17 tháng 10 năm 2O21", "2021-10-17 year guessed");
	date_is("l7/10/2021", "2021-10-17 day guessed");
}

static void the_first_date_counts(void **state)
{
	(void)state;
	date_is("01-10-1997 và 02-10-1998", "1997-10-01");
	date_is("ngày 1 tháng 10 năm 1997 và ngày 2 tháng 10 năm 1998", "1997-10-01");
}

static void a_date_tells_where_it_stands(void **state)
{
	static const char words[] = "Hà Nội, ngày 18 tháng 10 năm 2021 (thứ hai)",
			  digits[] = "Hà Nội, 05/9/2026.";
	struct hs_date d;

	(void)state;
	assert_true(hs_date_parse(words, &d));
	assert_true(d.words);
	assert_int_equal(d.at, strstr(words, "ngày") - words);
	assert_int_equal(d.day.at, strstr(words, "18") - words);
	assert_int_equal(d.day.end, d.day.at + 2);
	assert_int_equal(d.year.at, strstr(words, "2021") - words);
	assert_int_equal(d.year.end, d.year.at + 4);
	assert_int_equal(d.end, strstr(words, "(thứ") - words);
	assert_true(hs_date_parse(digits, &d));
	assert_false(d.words);
	assert_int_equal(d.at, strstr(digits, "05") - digits);
	assert_int_equal(d.month.at, strstr(digits, "9/") - digits);
	assert_int_equal(d.end, strlen(digits) - 1);
}

static void a_day_without_a_month_is_not_told(void **state)
{
	const struct hs_date d = {.day = {.value = 5}, .year = {.value = 1998}};
	HS_AUTO(hs_text_free) char *iso = hs_date_iso(&d);

	(void)state;
	assert_string_equal(iso, "1998");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_is_printed_in_words),
		cmocka_unit_test(a_date_is_typed_in_digits),
		cmocka_unit_test(words_are_known_with_a_letter_misread),
		cmocka_unit_test(a_place_that_is_named_like_the_words_is_no_part_of_it),
		cmocka_unit_test(what_is_no_date_is_none),
		cmocka_unit_test(a_day_that_the_month_does_not_have_is_strange),
		cmocka_unit_test(a_month_beyond_the_twelfth_is_strange),
		cmocka_unit_test(a_year_that_no_paper_is_from_is_strange),
		cmocka_unit_test(a_day_and_month_that_nobody_wrote_are_not_known),
		cmocka_unit_test(dots_to_write_on_are_strange),
		cmocka_unit_test(handwriting_is_strange),
		cmocka_unit_test(a_letter_taken_for_a_digit_is_guessed),
		cmocka_unit_test(the_first_date_counts),
		cmocka_unit_test(a_date_tells_where_it_stands),
		cmocka_unit_test(a_day_without_a_month_is_not_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
