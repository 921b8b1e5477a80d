// test-symbol.c - number and symbol as they are printed, typed and misread
#include "base/buf.h"
#include "model/symbol.h"
#include "unit/papers.h"

// What was found, in one line: number (a guess in brackets), symbol, type, and a letter
// each: Party form, marked by "Số", strange, type known, issuer known.
static void parsed_is(void **state, const char *text, const char *wanted)
{
	HS_AUTO(hs_symbol_done) struct hs_symbol s = {0};
	HS_AUTO(hs_buf_done) struct hs_buf got = {0};

	if (!hs_symbol_parse(text, *state, &s)) {
		hs_buf_addf(&got, "nothing");
	} else {
		if (s.guess)
			hs_buf_addf(&got, "(%s)", s.guess);
		else
			hs_buf_addf(&got, "%s", s.number ? s.number : "-");
		hs_buf_addf(&got, " %s %s %s%s%s%s%s", s.symbol ? s.symbol : "-",
			    s.type ? s.type : "-", s.party ? "p" : "",
			    s.marked ? "m" : "", s.strange ? "s" : "",
			    s.known_type ? "t" : "", s.known_issuer ? "i" : "");
	}
	if (strcmp(got.data, wanted) != 0)
		print_error("'%s': '%s', not '%s'\n", text, got.data, wanted);
	assert_string_equal(got.data, wanted);
}

static void the_party_joins_by_a_hyphen_and_the_state_by_a_slash(void **state)
{
	parsed_is(state, "Số 12-NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Số 127-QĐ/VPHU", "127 QĐ/VPHU QĐ pmti");
	parsed_is(state, "Số: 15/2021/QĐ-UBND", "15 2021/QĐ-UBND QĐ mti");
	parsed_is(state, "Số: 15/QĐ-UBND", "15 QĐ-UBND QĐ mti");
}

static void a_letter_of_the_state_has_no_type(void **state)
{
	parsed_is(state, "Số: 05/BNV-VP", "05 BNV-VP - mi");
	parsed_is(state, "Số: 05/UBND", "05 UBND - mi");
}

static void the_same_letters_are_other_types_with_the_state(void **state)
{
	parsed_is(state, "Số 3-TT/TW", "3 TT/TW TT pmti");
	parsed_is(state, "Số: 3/QyĐ-UBND", "3 QyĐ-UBND QyĐ mti");
	parsed_is(state, "Số 3-QĐi/HU", "3 QĐi/HU QĐi pmti");
	parsed_is(state, "Số 3-QyĐ/HU", "3 QyĐ/HU QyĐ pmti");
}

static void colons_spaces_dots_and_dashes_of_typists_do_not_matter(void **state)
{
	parsed_is(state, "Số: 12-NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Số:12-NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Số : 12 - NQ / HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Số 12 -NQ/HU.", "12 NQ/HU NQ pmti");
	parsed_is(state, "Số 12–NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Số 12-T.Tr/HU", "12 TTr/HU TTr pmti");
	parsed_is(state, "SỐ 12-NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Số: 15 / 2021 / QĐ - UBND", "15 2021/QĐ-UBND QĐ mti");
}

static void letters_without_their_marks_are_known(void **state)
{
	parsed_is(state, "Số 35-KH/DU", "35 KH/ĐU KH pmti");
	parsed_is(state, "Số 35-QD/TW", "35 QĐ/TW QĐ pmti");
	parsed_is(state, "Số 35-QÐ/TW", "35 QĐ/TW QĐ pmti"); // U+00D0
	parsed_is(state, "Số 35-QĐÐ/TW", "35 QĐ/TW QĐ pmti");
	parsed_is(state, "Số 35-NQ/DH", "35 NQ/ĐH NQ pmti");
}

static void of_two_codes_with_the_same_letters_the_one_that_was_read_counts(void **state)
{
	parsed_is(state, "Số 4-ĐA/HU", "4 ĐA/HU ĐA pmti");
	parsed_is(state, "Số 4-DA/HU", "4 DA/HU DA pmti");
	parsed_is(state, "Số 4-TT/HU", "4 TT/HU TT pmti");
	parsed_is(state, "Số 4-TTr/HU", "4 TTr/HU TTr pmti");
}

static void letters_that_nobody_knows_stay_as_they_were_read(void **state)
{
	parsed_is(state, "Số 12-XY/ABC", "12 XY/ABC XY pm");
	parsed_is(state, "Số 12-NQ/ABC", "12 NQ/ABC NQ pmt");
}

static void the_mark_is_read_in_many_ways(void **state)
{
	parsed_is(state, "So 12-NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Sé: 12-NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Sốt 12-NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Sô 12-NQ/HU", "12 NQ/HU NQ pmti");
	parsed_is(state, "Sông 12-NQ/HU", "- NQ/HU NQ psti");
}

static void in_a_table_there_is_no_mark(void **state)
{
	parsed_is(state, "12-NQ/HU", "12 NQ/HU NQ pti");
	parsed_is(state, "15/QĐ-UBND", "15 QĐ-UBND QĐ ti");
	parsed_is(state, "NQ/HU", "- NQ/HU NQ ti");
}

static void a_number_may_have_a_letter_behind_it_but_five_digits_at_most(void **state)
{
	parsed_is(state, "Số 12a-NQ/HU", "12a NQ/HU NQ pmti");
	parsed_is(state, "Số 05-NQ/HU", "05 NQ/HU NQ pmti");
	parsed_is(state, "Số 12345-NQ/HU", "12345 NQ/HU NQ pmti");
	parsed_is(state, "Số 123456-NQ/HU", "- NQ/HU NQ pmsti");
	parsed_is(state, "Số 1.2-NQ/HU", "- NQ/HU NQ pmsti");
}

static void handwriting_at_the_place_of_the_number_is_no_number(void **state)
{
	parsed_is(state, "Số ĨJ~-NQ/HU", "- NQ/HU NQ pmsti");
	parsed_is(state, "Số ....-NQ/HU", "- NQ/HU NQ pmsti");
	parsed_is(state, "Số: ..../QĐ-UBND", "- QĐ-UBND QĐ msti");
	parsed_is(state, "Số ZZ-NQ/HU", "- NQ/HU NQ pmsti");
	parsed_is(state, "Số 4,^4-NQ/HU", "- NQ/HU NQ pmsti");
}

static void where_nothing_is_written_nothing_is_strange(void **state)
{
	parsed_is(state, "Số    -NQ/HU", "- NQ/HU NQ pmti");
	parsed_is(state, "Số:    /QĐ-UBND", "- QĐ-UBND QĐ mti");
}

static void letters_among_digits_are_guessed_never_believed(void **state)
{
	parsed_is(state, "Số l36-NQ/HU", "(136) NQ/HU NQ pmsti");
	parsed_is(state, "Số 1O-NQ/HU", "(10) NQ/HU NQ pmsti");
	parsed_is(state, "Số 1S0-NQ/HU", "(150) NQ/HU NQ pmsti");
	parsed_is(state, "Số lO6-NQ/HU", "- NQ/HU NQ pmsti"); // most of it is letters
}

static void what_follows_on_the_line_is_none_of_it(void **state)
{
	parsed_is(state, "Số 12-NQ/HU Xuân Trường, ngày 18 tháng 10 năm 2021",
		  "12 NQ/HU NQ pmti");
	parsed_is(state, "Số 12-NQ/HU, ngày 01-10-1997", "12 NQ/HU NQ pmti");
}

static void a_line_without_capitals_or_number_is_no_symbol(void **state)
{
	parsed_is(state, "", "nothing");
	parsed_is(state, "*", "nothing");
	parsed_is(state, "-----", "nothing");
	parsed_is(state, "thực hiện nghị quyết", "nothing");
	parsed_is(state, "Số:", "nothing");
}

static void the_parts_tell_where_they_stand(void **state)
{
	static const char text[] = "Số: 127 - QĐ/TW";
	HS_AUTO(hs_symbol_done) struct hs_symbol s = {0};

	assert_true(hs_symbol_parse(text, *state, &s));
	assert_int_equal(s.number_at, strstr(text, "127") - text);
	assert_int_equal(s.number_end, s.number_at + 3);
	assert_int_equal(s.symbol_at, strstr(text, "QĐ") - text);
	assert_int_equal(s.symbol_end, strlen(text));
}

// ---- what else stands on the page

static void mended_is(void **state, const char *line, const char *type,
		      const char *bodies, const char *wanted)
{
	HS_AUTO(hs_symbol_done) struct hs_symbol s = {0};
	HS_AUTO(hs_text_free) char *got = NULL;

	assert_true(hs_symbol_parse(line, *state, &s));
	got = hs_symbol_mend(&s, type ? hs_terms_find(*state, HS_T_TYPES, type) : NULL,
			     bodies, *state);
	if (!wanted) {
		assert_null(got);
		return;
	}
	assert_non_null(got);
	assert_string_equal(got, wanted);
}

static void a_letter_of_the_type_is_mended_by_its_name(void **state)
{
	mended_is(state, "Số 12-TJr/HU", "Tờ trình", "", "TTr/HU");
	mended_is(state, "Số: 12/2021/TJr-UBND", "Tờ trình", "", "2021/TTr-UBND");
	mended_is(state, "Số 12-TJr/HU", NULL, "", NULL);
	mended_is(state, "Số 12-ZJr/HU", "Tờ trình", "", NULL);
}

static void a_type_that_is_known_is_left_alone(void **state)
{
	mended_is(state, "Số 12-QĐi/HU", "Tờ trình", "", NULL);
	mended_is(state, "Số 12-TT/HU", "Tờ trình", "HUYỆN ỦY", NULL);
}

static void a_letter_of_the_issuer_is_mended_by_the_body_above(void **state)
{
	mended_is(state, "Số 12-NQ/VPHV", NULL, "VĂN PHÒNG HUYỆN ỦY", "NQ/VPHU");
	mended_is(state, "Số 12-NQ/VPHV", NULL, "ỦY BAN NHÂN DÂN", NULL);
	mended_is(state, "Số 12-TJr/VPHV", "Tờ trình", "VĂN PHÒNG", "TTr/VPHU");
	mended_is(state, "Số 12-NQ/VPHU", NULL, "VĂN PHÒNG", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_party_joins_by_a_hyphen_and_the_state_by_a_slash),
		cmocka_unit_test(a_letter_of_the_state_has_no_type),
		cmocka_unit_test(the_same_letters_are_other_types_with_the_state),
		cmocka_unit_test(colons_spaces_dots_and_dashes_of_typists_do_not_matter),
		cmocka_unit_test(letters_without_their_marks_are_known),
		cmocka_unit_test(
			of_two_codes_with_the_same_letters_the_one_that_was_read_counts),
		cmocka_unit_test(letters_that_nobody_knows_stay_as_they_were_read),
		cmocka_unit_test(the_mark_is_read_in_many_ways),
		cmocka_unit_test(in_a_table_there_is_no_mark),
		cmocka_unit_test(
			a_number_may_have_a_letter_behind_it_but_five_digits_at_most),
		cmocka_unit_test(handwriting_at_the_place_of_the_number_is_no_number),
		cmocka_unit_test(where_nothing_is_written_nothing_is_strange),
		cmocka_unit_test(letters_among_digits_are_guessed_never_believed),
		cmocka_unit_test(what_follows_on_the_line_is_none_of_it),
		cmocka_unit_test(a_line_without_capitals_or_number_is_no_symbol),
		cmocka_unit_test(the_parts_tell_where_they_stand),
		cmocka_unit_test(a_letter_of_the_type_is_mended_by_its_name),
		cmocka_unit_test(a_type_that_is_known_is_left_alone),
		cmocka_unit_test(a_letter_of_the_issuer_is_mended_by_the_body_above),
	};

	return cmocka_run_group_tests(tests, papers_enter, papers_leave);
}
