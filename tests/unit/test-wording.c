// test-wording.c - the words of a block: put right by tables, without dirt
#include "base/text.h"
#include "model/wording.h"
#include "unit/papers.h"

// Words of a text, each as sure as that; `doubtful` (may be NULL) is read in doubt.
static void words(struct hs_wording *w, const char *text, const char *doubtful)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(text);
	char *rest = copy, *part;

	while ((part = strsep(&rest, " "))) {
		struct hs_worded *word = hs_list_add(&w->words, sizeof(*word));

		word->text = hs_dup(part);
		word->sure = doubtful && !strcmp(part, doubtful) ? 0.3 : 0.9;
	}
}

static void text_is(const struct hs_wording *w, const char *wanted)
{
	HS_AUTO(hs_text_free) char *got = hs_wording_text(w);

	assert_string_equal(got, wanted);
}

static void corrected_is(void **state, enum hs_terms_table table, const char *text,
			 const char *wanted)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};

	words(&w, text, NULL);
	hs_wording_correct(&w, *state, table);
	text_is(&w, wanted);
}

static void marks_of_a_known_phrase_are_put_right(void **state)
{
	corrected_is(state, HS_T_PHRASES, "của các chỉ bộ xã", "của các chi bộ xã");
	corrected_is(state, HS_T_PHRASES, "của các chỉ huy", "của các chỉ huy");
	corrected_is(state, HS_T_PHRASES, "giữ an nính, trật tư.",
		     "giữ an ninh, trật tự");
}

static void case_and_the_place_of_a_tone_stay_as_printed(void **state)
{
	corrected_is(state, HS_T_BODIES, "HUYÊN ỦY XUÂN", "HUYỆN ỦY XUÂN");
	corrected_is(state, HS_T_BODIES, "HUYÊN UỶ XUÂN", "HUYỆN UỶ XUÂN");
	corrected_is(state, HS_T_PHRASES, "Các chỉ bộ", "Các chi bộ");
}

static void bodies_are_put_right_only_in_capitals(void **state)
{
	corrected_is(state, HS_T_BODIES, "Huyên ủy", "Huyên ủy");
}

static void a_name_of_one_word_counts_only_at_the_beginning(void **state)
{
	corrected_is(state, HS_T_SURNAMES, "Nguyên Văn Nguyên", "Nguyễn Văn Nguyên");
}

static void of_two_phrases_with_the_same_letters_neither_is_taken(void **state)
{
	corrected_is(state, HS_T_PHRASES, "truyền thông", "truyền thông");
	corrected_is(state, HS_T_PHRASES, "truyền thống", "truyền thống");
	corrected_is(state, HS_T_PHRASES, "truyên thông", "truyên thông");
}

static void what_a_table_bears_out_is_sure(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};

	words(&w, "các chỉ bộ", "chỉ");
	assert_true(hs_wording_sure(&w) < 0.8);
	hs_wording_correct(&w, *state, HS_T_PHRASES);
	assert_true(hs_wording_sure(&w) > 0.89);
}

static void one_word_in_doubt_makes_all_less_sure(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording sure = {0};
	HS_AUTO(hs_wording_done) struct hs_wording doubtful = {0};
	HS_AUTO(hs_wording_done) struct hs_wording none = {0};

	(void)state;
	words(&sure, "về lưu trữ", NULL);
	words(&doubtful, "về lưu trữ", "về");
	assert_float_equal(hs_wording_sure(&sure), 0.9, 1e-9);
	assert_true(hs_wording_sure(&doubtful) < 0.8);
	assert_float_equal(hs_wording_sure(&none), 0, 1e-9);
}

// ---- dirt

static void names_lose_the_signs_round_their_words(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};

	(void)state;
	words(&w, "'T/M BAN ; .THƯỜNG, VỤ| TM. KT.", NULL);
	hs_wording_plain(&w);
	text_is(&w, "T/M BAN THƯỜNG VỤ TM. KT");
}

static void an_authority_that_runs_on_is_two_words(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};

	(void)state;
	words(&w, "T/MBAN THƯỜNG VỤ", NULL);
	hs_wording_plain(&w);
	text_is(&w, "T/M BAN THƯỜNG VỤ");
}

static void a_dot_between_two_words_is_a_space(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};

	(void)state;
	words(&w, "TỈNH.NGHỆ AN T.Ư TM.BAN BÍ", NULL);
	hs_wording_plain(&w);
	text_is(&w, "TỈNH NGHỆ AN T.Ư TM. BAN BÍ");
}

static void for_whom_one_signs_is_no_dirt(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};

	(void)state;
	words(&w, "T/M ĐẢNG ỦY", "T/M");
	(void)hs_wording_tidy(&w, true);
	text_is(&w, "T/M ĐẢNG ỦY");
	assert_true(hs_wording_sure(&w) < 0.8);
}

static void what_was_hardly_read_at_either_end_is_dirt(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};
	HS_AUTO(hs_wording_done) struct hs_wording last = {0};

	(void)state;
	words(&w, "x về x lưu trữ x", "x");
	assert_false(hs_wording_tidy(&w, false));
	text_is(&w, "về x lưu trữ");
	words(&last, "x", "x");
	assert_false(hs_wording_tidy(&last, false));
	text_is(&last, "x"); // something is left
}

static void a_lost_word_is_told(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};

	(void)state;
	words(&w, "về công tác lưu", "lưu");
	assert_true(hs_wording_tidy(&w, false));
	text_is(&w, "về công tác");
}

static void in_a_name_of_capitals_small_letters_at_the_end_are_dirt(void **state)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};

	(void)state;
	words(&w, "ơi HUYỆN ỦY i", NULL);
	(void)hs_wording_tidy(&w, true);
	text_is(&w, "HUYỆN ỦY");
}

static void trimmed_is(const char *text, const char *wanted)
{
	HS_AUTO(hs_text_free) char *got = hs_trimmed(text);

	assert_string_equal(got, wanted);
}

static void a_text_is_trimmed_of_signs_but_not_of_pairs(void **state)
{
	(void)state;
	trimmed_is("- về lưu trữ ;.", "về lưu trữ");
	trimmed_is("(về lưu trữ)", "về lưu trữ");
	trimmed_is("(về lưu trữ", "về lưu trữ");
	trimmed_is("về lưu trữ)", "về lưu trữ");
	trimmed_is("về lưu trữ (đợt 1)", "về lưu trữ (đợt 1)");
	trimmed_is("về \"lưu trữ\".", "về \"lưu trữ\"");
	trimmed_is("đạt 100%", "đạt 100%");
	trimmed_is("…", "");
	trimmed_is("()", "");
	trimmed_is("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_of_a_known_phrase_are_put_right),
		cmocka_unit_test(case_and_the_place_of_a_tone_stay_as_printed),
		cmocka_unit_test(bodies_are_put_right_only_in_capitals),
		cmocka_unit_test(a_name_of_one_word_counts_only_at_the_beginning),
		cmocka_unit_test(of_two_phrases_with_the_same_letters_neither_is_taken),
		cmocka_unit_test(what_a_table_bears_out_is_sure),
		cmocka_unit_test(one_word_in_doubt_makes_all_less_sure),
		cmocka_unit_test(names_lose_the_signs_round_their_words),
		cmocka_unit_test(an_authority_that_runs_on_is_two_words),
		cmocka_unit_test(a_dot_between_two_words_is_a_space),
		cmocka_unit_test(for_whom_one_signs_is_no_dirt),
		cmocka_unit_test(what_was_hardly_read_at_either_end_is_dirt),
		cmocka_unit_test(a_lost_word_is_told),
		cmocka_unit_test(in_a_name_of_capitals_small_letters_at_the_end_are_dirt),
		cmocka_unit_test(a_text_is_trimmed_of_signs_but_not_of_pairs),
	};

	return cmocka_run_group_tests(tests, papers_enter, papers_leave);
}
