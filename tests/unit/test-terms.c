// test-terms.c - tables of papers' words: what is a row, and which term fits letters
#include "unit/papers.h"

static void add(struct hs_terms *terms, enum hs_terms_table table, const char *text)
{
	struct hs_err err = {0};

	assert_int_equal(hs_terms_add(terms, table, text, &err), 0);
}

static void a_row_has_cells_parted_by_tabs(void **state)
{
	HS_AUTO(hs_terms_done) struct hs_terms terms = {0};
	const struct hs_term *term;

	(void)state;
	add(&terms, HS_T_TYPES, "Nghị quyết\tNQ\tNQs\tBản nghị quyết\n");
	term = hs_terms_find(&terms, HS_T_TYPES, "Nghị quyết");
	assert_non_null(term);
	assert_string_equal(term->cell[1], "NQ");
	assert_string_equal(term->cell[2], "NQs");
	assert_string_equal(term->cell[3], "Bản nghị quyết");
	assert_null(hs_terms_find(&terms, HS_T_TYPES, "nghị quyết"));
	assert_null(hs_terms_find(&terms, HS_T_ISSUERS, "Nghị quyết"));
}

static void a_dash_and_nothing_are_empty_cells(void **state)
{
	HS_AUTO(hs_terms_done) struct hs_terms terms = {0};
	const struct hs_term *term;

	(void)state;
	add(&terms, HS_T_TYPES, "Nội quy\t-\t\t-");
	term = hs_terms_find(&terms, HS_T_TYPES, "Nội quy");
	assert_non_null(term);
	assert_null(term->cell[1]);
	assert_null(term->cell[2]);
	assert_null(term->cell[3]);
}

static void comments_and_empty_lines_say_nothing(void **state)
{
	HS_AUTO(hs_terms_done) struct hs_terms terms = {0};

	(void)state;
	add(&terms, HS_T_POSITIONS, "# a\tb\n\n   \nBí thư\r\n#x\nChủ tịch");
	assert_int_equal(terms.tables[HS_T_POSITIONS].count, 2);
	assert_non_null(hs_terms_find(&terms, HS_T_POSITIONS, "Bí thư"));
	assert_non_null(hs_terms_find(&terms, HS_T_POSITIONS, "Chủ tịch"));
}

static void names_are_kept_in_one_form(void **state)
{
	HS_AUTO(hs_terms_done) struct hs_terms terms = {0};

	(void)state;
	add(&terms, HS_T_POSITIONS, "Bi\xcc\x81 thu\xcc\x9b\n"); // NFD
	assert_non_null(hs_terms_find(&terms, HS_T_POSITIONS, "Bí thư"));
}

static void a_row_whose_name_is_there_already_replaces_it(void **state)
{
	HS_AUTO(hs_terms_done) struct hs_terms terms = {0};

	(void)state;
	add(&terms, HS_T_MARKS, "Mật\tsecrecy\nKhẩn\turgency\n");
	add(&terms, HS_T_MARKS, "Mật\turgency\n");
	assert_int_equal(terms.tables[HS_T_MARKS].count, 2);
	assert_string_equal(hs_terms_find(&terms, HS_T_MARKS, "Mật")->cell[1], "urgency");
}

static void a_wrong_row_is_refused_with_its_line(void **state)
{
	static const struct {
		enum hs_terms_table table;
		const char *text, *why;
	} bad[] = {
		{HS_T_MARKS, "Mật\tsecrecy\nKhẩn\n", "line 2: it has 1 cells, not 2"},
		{HS_T_MARKS, "Mật\tsecrecy\tx\n", "line 1: it has more than 2 cells"},
		{HS_T_MARKS, "# x\n\n-\tsecrecy\n",
		 "line 3: it has 2 cells, not 2, or no name"},
		{HS_T_MARKS, "\tsecrecy\n", "no name"},
		{HS_T_MARKS, "M\xff\tsecrecy\n", "not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(bad); i++) {
		HS_AUTO(hs_terms_done) struct hs_terms terms = {0};
		struct hs_err err = {0};

		assert_int_equal(hs_terms_add(&terms, bad[i].table, bad[i].text, &err),
				 -1);
		assert_int_equal(err.code, HS_USAGE);
		assert_non_null(strstr(err.text, bad[i].why));
	}
}

static void every_table_has_a_file(void **state)
{
	(void)state;
	for (int t = 0; t < HS_T_TABLES; t++)
		assert_non_null(strstr(hs_terms_file((enum hs_terms_table)t), ".tsv"));
}

// ---- which one fits

static void fits(void **state, enum hs_terms_table table, const char *letters,
		 enum hs_fit how, const char *wanted)
{
	struct hs_term_fit fit = hs_terms_fit(*state, table, letters, how, 0.8);

	if (!wanted) {
		assert_null(fit.term);
		return;
	}
	assert_non_null(fit.term);
	assert_string_equal(fit.term->cell[0], wanted);
}

static void a_term_is_found_though_it_was_misread(void **state)
{
	fits(state, HS_T_TYPES, "nghiquyet", HS_FIT_WHOLE, "Nghị quyết");
	fits(state, HS_T_TYPES, "nghjquyet", HS_FIT_WHOLE, "Nghị quyết");
	fits(state, HS_T_TYPES, "ngnlquyat", HS_FIT_WHOLE, NULL);
	fits(state, HS_T_TYPES, "", HS_FIT_WHOLE, NULL);
}

static void other_names_of_a_term_are_its_names(void **state)
{
	fits(state, HS_T_TYPES, "quiche", HS_FIT_WHOLE, "Quy chế");
	fits(state, HS_T_ISSUERS, "dangbo", HS_FIT_WHOLE, "ĐU");
	fits(state, HS_T_ISSUERS, "dangbodanguy", HS_FIT_WHOLE, NULL);
}

static void letters_of_symbols_are_no_names(void **state)
{
	fits(state, HS_T_TYPES, "nq", HS_FIT_WHOLE, NULL);
	fits(state, HS_T_ISSUERS, "ubnd", HS_FIT_WHOLE, NULL);
}

static void a_whole_a_beginning_and_a_part_are_three(void **state)
{
	static const char begins[] = "ketluancuaban", within[] = "xxketluanyy";

	fits(state, HS_T_TYPES, "ketluan", HS_FIT_WHOLE, "Kết luận");
	fits(state, HS_T_TYPES, begins, HS_FIT_WHOLE, NULL);
	fits(state, HS_T_TYPES, begins, HS_FIT_BEGIN, "Kết luận");
	fits(state, HS_T_TYPES, within, HS_FIT_BEGIN, NULL);
	fits(state, HS_T_TYPES, within, HS_FIT_IN, "Kết luận");
}

static void a_fit_tells_which_part_it_is(void **state)
{
	struct hs_term_fit fit =
		hs_terms_fit(*state, HS_T_TYPES, "xxketluanyy", HS_FIT_IN, 0.8);

	assert_int_equal(fit.start, 2);
	assert_int_equal(fit.end, 9);
	assert_float_equal(fit.like, 1, 1e-9);
	fit = hs_terms_fit(*state, HS_T_TYPES, "baocaoveviec", HS_FIT_BEGIN, 0.8);
	assert_int_equal(fit.start, 0);
	assert_int_equal(fit.end, 6);
}

static void of_two_that_fit_the_longer_is_taken(void **state)
{
	fits(state, HS_T_POSITIONS, "phobithu", HS_FIT_IN, "Phó Bí thư");
	fits(state, HS_T_POSITIONS, "bithu", HS_FIT_IN, "Bí thư");
	fits(state, HS_T_BODIES, "banchaphanhdangbo", HS_FIT_BEGIN, "Ban Chấp hành");
	fits(state, HS_T_BODIES, "bantochuc", HS_FIT_BEGIN, "Ban");
}

static void nothing_is_taken_below_the_least(void **state)
{
	assert_null(hs_terms_fit(*state, HS_T_TYPES, "ketluam", HS_FIT_WHOLE, 1).term);
	assert_non_null(
		hs_terms_fit(*state, HS_T_TYPES, "ketluam", HS_FIT_WHOLE, 0.8).term);
	assert_non_null(
		hs_terms_fit(*state, HS_T_TYPES, "ketluan", HS_FIT_WHOLE, 1).term);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_has_cells_parted_by_tabs),
		cmocka_unit_test(a_dash_and_nothing_are_empty_cells),
		cmocka_unit_test(comments_and_empty_lines_say_nothing),
		cmocka_unit_test(names_are_kept_in_one_form),
		cmocka_unit_test(a_row_whose_name_is_there_already_replaces_it),
		cmocka_unit_test(a_wrong_row_is_refused_with_its_line),
		cmocka_unit_test(every_table_has_a_file),
		cmocka_unit_test(a_term_is_found_though_it_was_misread),
		cmocka_unit_test(other_names_of_a_term_are_its_names),
		cmocka_unit_test(letters_of_symbols_are_no_names),
		cmocka_unit_test(a_whole_a_beginning_and_a_part_are_three),
		cmocka_unit_test(a_fit_tells_which_part_it_is),
		cmocka_unit_test(of_two_that_fit_the_longer_is_taken),
		cmocka_unit_test(nothing_is_taken_below_the_least),
	};

	return cmocka_run_group_tests(tests, papers_enter, papers_leave);
}
