// test-fieldscore.c - documents and fields against what is true
#include "base/auto.h"
#include "base/mem.h"
#include "model/fieldscore.h"
#include "unit/unit.h"

#include <math.h>

static struct hs_documents truth, found;

static int leave(void **state)
{
	(void)state;
	hs_documents_done(&truth);
	hs_documents_done(&found);
	return 0;
}

static struct hs_document *paper(struct hs_documents *in, uint32_t first, uint32_t last)
{
	struct hs_document *d = hs_list_add(&in->documents, sizeof(*d));

	hs_pages_set(&d->pages, first, last);
	return d;
}

static struct hs_value *has(struct hs_document *d, enum hs_document_field field,
			    const char *text, double confidence)
{
	bool sure = confidence > 0.9;

	d->fields[field] =
		hs_value_new(text, HS_FROM_OCR, sure ? HS_ACCEPTED : HS_REVIEW);
	d->fields[field]->confidence = confidence;
	return d->fields[field];
}

static struct hs_field_score score(int row)
{
	HS_AUTO(hs_field_scores_done) struct hs_field_scores scores = {0};
	struct hs_field_score one;

	hs_field_scores_make(&truth, &found, &scores);
	one = scores.of[row];
	one.field = NULL;
	return one;
}

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

// ---- what is alike --------------------------------------------------------------

static void capitals_spaces_dashes_and_quotes_do_not_matter(void **state)
{
	(void)state;
	assert_true(hs_field_same(HS_F_TYPE, "Nghị quyết", "NGHỊ  QUYẾT\n"));
	assert_true(hs_field_same(HS_F_SUBJECT, "\u201cba sạch\u201d 2001 \u2013 2005",
				  "\"ba\u00a0sạch\" 2001 - 2005"));
	assert_false(hs_field_same(HS_F_SUBJECT, "năm 2001", "năm 2007"));
	assert_false(hs_field_same(HS_F_SUBJECT, "a - b", "a b"));
}

static void where_a_tone_stands_does_not_matter_but_which_does(void **state)
{
	(void)state;
	assert_true(hs_field_same(HS_F_ISSUER, "HUYỆN ỦY HÒA AN", "Huyện uỷ Hoà An"));
	assert_true(hs_field_same(HS_F_ISSUER, "u\u0309y", "ủy")); // NFD
	assert_false(hs_field_same(HS_F_ISSUER, "HUYỆN ỦY", "HUYỆN ÚY"));
	assert_false(hs_field_same(HS_F_ISSUER, "ĐÀ LẠT", "DÀ LẠT"));
}

static void leading_zeros_are_ignored_in_numbers_only(void **state)
{
	(void)state;
	assert_true(hs_field_same(HS_F_NUMBER, "05", "5"));
	assert_true(hs_field_same(HS_F_NUMBER, "0", "00"));
	assert_false(hs_field_same(HS_F_NUMBER, "50", "5"));
	assert_false(hs_field_same(HS_F_DATE, "2001-05-01", "2001-5-1"));
}

static void recipients_are_lines_without_punctuation_at_their_ends(void **state)
{
	(void)state;
	assert_true(hs_field_same(HS_F_RECIPIENTS, "Như trên\nLưu VT",
				  "- Như trên,\n\n- Lưu VT.\n."));
	assert_false(hs_field_same(HS_F_RECIPIENTS, "Như trên\nLưu VT", "Như trên"));
	assert_false(
		hs_field_same(HS_F_RECIPIENTS, "Như trên\nLưu VT", "Lưu VT\nNhư trên"));
}

static void words_count_whatever_their_order(void **state)
{
	(void)state;
	assert_true(near(hs_field_word_f1("một hai ba", "Ba, hai - MỘT."), 1));
	assert_true(near(hs_field_word_f1("một hai ba bốn", "một hai"), 2.0 / 3));
	assert_true(near(hs_field_word_f1("một", "một một một"), 0.5));
	assert_true(near(hs_field_word_f1("", ""), 1));
	assert_true(near(hs_field_word_f1("một", ""), 0));
}

// ---- pages ----------------------------------------------------------------------

static void a_document_is_right_where_both_its_ends_are(void **state)
{
	struct hs_field_score s;

	(void)state;
	paper(&truth, 1, 2);
	paper(&truth, 3, 3);
	paper(&truth, 4, 6);
	paper(&found, 1, 2);
	paper(&found, 3, 6);
	s = score(HS_SCORE_PAGES);
	assert_int_equal(s.expected, 3);
	assert_int_equal(s.given, 2);
	assert_int_equal(s.right, 1);
	assert_true(near(s.precision, 0.5));
	assert_true(near(s.recall, 1.0 / 3));
	assert_true(near(s.f1, 0.4));
}

static void rows_of_the_contents_are_told_by_their_ordinals(void **state)
{
	struct hs_field_score s;
	struct hs_row *row;

	(void)state;
	paper(&truth, 1, 1)->row = 1;
	row = hs_list_add(&truth.contents, sizeof(*row));
	row->ordinal = hs_dup("07");
	hs_list_add(&found.contents, sizeof(*row)); // a row that is none
	row = hs_list_add(&found.contents, sizeof(*row));
	row->ordinal = hs_dup("7");
	paper(&found, 1, 1)->row = 2;
	s = score(HS_SCORE_ROW);
	assert_int_equal(s.expected, 1);
	assert_int_equal(s.right, 1);
	((struct hs_document *)found.documents.items)->row = 1;
	assert_int_equal(score(HS_SCORE_ROW).right, 0);
}

// ---- fields ---------------------------------------------------------------------

static void what_is_missing_is_wrong_and_what_is_added_is_no_error_of_accuracy(
	void **state)
{
	struct hs_document *t, *f;
	struct hs_field_score s;

	(void)state;
	t = paper(&truth, 1, 1);
	has(t, HS_F_TYPE, "Báo cáo", 1);
	has(t, HS_F_SIGNER, "Lê Lan", 1);
	f = paper(&found, 1, 3); // the last page does not matter
	has(f, HS_F_TYPE, "BÁO CÁO", 0.95);
	has(f, HS_F_PLACE, "Hà Nội", 0.95);
	assert_true(near(score(HS_F_TYPE).accuracy, 1));
	assert_true(near(score(HS_F_SIGNER).accuracy, 0));
	assert_int_equal(score(HS_F_PLACE).expected, 0);
	s = score(HS_SCORE_PRINTED);
	assert_int_equal(s.expected, 2);
	assert_int_equal(s.given, 2);
	assert_int_equal(s.right, 1);
	assert_int_equal(s.accepted, 2);
	assert_int_equal(s.accepted_wrong, 1); // nobody said Hà Nội
	assert_true(near(s.accepted_right, 0.5));
}

static void fields_of_documents_that_are_none_are_counted_apart(void **state)
{
	struct hs_field_score s;

	(void)state;
	has(paper(&truth, 1, 2), HS_F_TYPE, "Báo cáo", 1);
	has(paper(&found, 2, 2), HS_F_TYPE, "Báo cáo", 0.95);
	assert_int_equal(score(HS_F_TYPE).expected, 0);
	assert_int_equal(score(HS_SCORE_ALL).given, 0);
	s = score(HS_SCORE_EXTRA);
	assert_int_equal(s.given, 1);
	assert_int_equal(s.accepted_wrong, 1);
}

static void handwritten_values_are_counted_by_themselves(void **state)
{
	struct hs_document *t, *f;

	(void)state;
	t = paper(&truth, 1, 1);
	has(t, HS_F_TYPE, "Báo cáo", 1);
	has(t, HS_F_NUMBER, "12", 1)->rest = hs_dup("{\"handwritten\":true}");
	f = paper(&found, 1, 1);
	has(f, HS_F_TYPE, "Báo cáo", 0.95);
	has(f, HS_F_NUMBER, "72", 0.95);
	assert_int_equal(score(HS_SCORE_PRINTED).expected, 1);
	assert_int_equal(score(HS_SCORE_PRINTED).accepted_wrong, 0);
	assert_int_equal(score(HS_SCORE_HANDWRITTEN).expected, 1);
	assert_int_equal(score(HS_SCORE_HANDWRITTEN).accepted_wrong, 1);
	assert_int_equal(score(HS_SCORE_ALL).expected, 2);
	assert_int_equal(score(HS_F_NUMBER).accepted_wrong, 1);
}

static void a_subject_that_is_nearly_right_has_a_word_f1(void **state)
{
	(void)state;
	has(paper(&truth, 1, 1), HS_F_SUBJECT, "về việc nâng lương", 1);
	has(paper(&truth, 2, 2), HS_F_SUBJECT, "về kinh phí", 1);
	has(paper(&found, 1, 1), HS_F_SUBJECT, "về việc năng lương", 1);
	paper(&found, 2, 2);
	assert_true(near(score(HS_F_SUBJECT).accuracy, 0));
	assert_true(near(score(HS_F_SUBJECT).f1, 0.75 / 2));
}

// Twenty values, two of them in the lowest tenth; two wrong ones in all.
static void the_least_sure_tenth_is_told_by_confidence(void **state)
{
	(void)state;
	for (uint32_t i = 1; i <= 20; i++) {
		bool wrong = i == 1 || i == 20;

		has(paper(&truth, i, i), HS_F_TYPE, "Báo cáo", 1);
		has(paper(&found, i, i), HS_F_TYPE, wrong ? "Tờ trình" : "Báo cáo",
		    i / 20.0);
	}
	assert_true(near(score(HS_SCORE_ALL).tenth, 0.5));
}

static void equal_confidences_across_the_border_count_in_part(void **state)
{
	(void)state;
	for (uint32_t i = 1; i <= 10; i++) {
		has(paper(&truth, i, i), HS_F_TYPE, "Báo cáo", 1);
		has(paper(&found, i, i), HS_F_TYPE, i == 10 ? "Tờ trình" : "Báo cáo",
		    0.5);
	}
	assert_true(near(score(HS_SCORE_ALL).tenth, 0.1));
}

static void nothing_against_nothing_is_perfect(void **state)
{
	(void)state;
	assert_true(near(score(HS_SCORE_PAGES).f1, 1));
	assert_true(near(score(HS_SCORE_ALL).accuracy, 1));
	assert_true(near(score(HS_SCORE_ALL).tenth, 1));
}

#define TEST(name) cmocka_unit_test_teardown(name, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(capitals_spaces_dashes_and_quotes_do_not_matter),
		TEST(where_a_tone_stands_does_not_matter_but_which_does),
		TEST(leading_zeros_are_ignored_in_numbers_only),
		TEST(recipients_are_lines_without_punctuation_at_their_ends),
		TEST(words_count_whatever_their_order),
		TEST(a_document_is_right_where_both_its_ends_are),
		TEST(rows_of_the_contents_are_told_by_their_ordinals),
		TEST(what_is_missing_is_wrong_and_what_is_added_is_no_error_of_accuracy),
		TEST(fields_of_documents_that_are_none_are_counted_apart),
		TEST(handwritten_values_are_counted_by_themselves),
		TEST(a_subject_that_is_nearly_right_has_a_word_f1),
		TEST(the_least_sure_tenth_is_told_by_confidence),
		TEST(equal_confidences_across_the_border_count_in_part),
		TEST(nothing_against_nothing_is_perfect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
