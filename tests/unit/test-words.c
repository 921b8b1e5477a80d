// test-words.c - words, and what a worker may say of them
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/words.h"
#include "unit/unit.h"

static void add(struct hs_words *words, char start, const char *text, float confidence)
{
	struct hs_word w = {
		.box = {10, 20, 30, 40},
		.confidence = confidence,
		.starts_block = start == 'b',
		.starts_line = start != '-',
		.text = (char *)(uintptr_t)text,
	};

	hs_words_add(words, &w);
}

// A word of a table, or noise, or both.
static void add_in(struct hs_words *words, const char *text, char start, enum hs_gap gap,
		   unsigned empty, bool noise)
{
	add(words, start, text, 0.5F);
	words->list[words->count - 1].gap = gap;
	words->list[words->count - 1].empty = (uint8_t)empty;
	words->list[words->count - 1].noise = noise;
}

static void reads(const struct hs_words *words, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_words_text(words, &text);
	assert_string_equal(hs_buf_text(&text), wanted);
}

static int read_words(const char *bytes, struct hs_words *words, struct hs_err *err)
{
	return hs_words_read(bytes, strlen(bytes), 100, 200, words, err);
}

static void refused(const char *bytes)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_err err = {0};

	if (read_words(bytes, &words, &err) == 0)
		fail_msg("accepted: %s", bytes);
	assert_int_equal(err.code, HS_DAMAGED);
	assert_int_equal(words.count, 0);
}

static void words_survive_the_way(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_words_done) struct hs_words copy = {0};
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_err err = {0};

	(void)state;
	add(&words, 'b', "HUYỆN", 0.5F);
	add(&words, '-', "ỦY", 1);
	add(&words, 'l', "7", 0);
	hs_words_write(&words, &bytes);
	assert_int_equal(read_words(bytes.data, &copy, &err), 0);
	assert_int_equal(copy.count, 3);
	assert_false(copy.own_text);
	assert_string_equal(copy.list[0].text, "HUYỆN");
	assert_true(copy.list[0].starts_block && copy.list[0].starts_line);
	assert_false(copy.list[1].starts_block || copy.list[1].starts_line);
	assert_true(!copy.list[2].starts_block && copy.list[2].starts_line);
	assert_memory_equal(&copy.list[2].box, &words.list[2].box, sizeof(struct hs_box));
	assert_true(copy.list[0].confidence > 0.49F && copy.list[0].confidence < 0.51F);
}

static void gaps_and_noise_survive_the_way(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_words_done) struct hs_words copy = {0};
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_err err = {0};

	(void)state;
	add_in(&words, "a", 'b', HS_GAP_ROW, 0, false);
	add_in(&words, "b", 'b', HS_GAP_CELL, HS_CELLS_MAX, false);
	add_in(&words, "c", 'l', HS_GAP_WORD, 0, false);
	add_in(&words, "d", 'b', HS_GAP_ROW, 7, true);
	add_in(&words, "e", '-', HS_GAP_USUAL, 0, true);
	hs_words_write(&words, &bytes);
	assert_int_equal(read_words(bytes.data, &copy, &err), 0);
	assert_int_equal(copy.count, words.count);
	for (size_t i = 0; i < copy.count; i++) {
		assert_int_equal(copy.list[i].gap, words.list[i].gap);
		assert_int_equal(copy.list[i].empty, words.list[i].empty);
		assert_int_equal(copy.list[i].noise, words.list[i].noise);
		assert_int_equal(copy.list[i].starts_line, words.list[i].starts_line);
	}
}

static void own_text_is_said(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {.own_text = true};
	HS_AUTO(hs_words_done) struct hs_words copy = {0};
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_err err = {0};

	(void)state;
	hs_words_write(&words, &bytes);
	assert_int_equal(read_words(bytes.data, &copy, &err), 0);
	assert_true(copy.own_text);
}

#define HEAD "words recognised\n"

static void a_box_off_the_page_is_refused(void **state)
{
	(void)state;
	refused(HEAD "-1 0 10 10 0.5 b a\n");
	refused(HEAD "0 -1 10 10 0.5 b a\n");
	refused(HEAD "91 0 10 10 0.5 b a\n");
	refused(HEAD "0 191 10 10 0.5 b a\n");
	refused(HEAD "0 0 0 10 0.5 b a\n");
	refused(HEAD "0 0 10 -10 0.5 b a\n");
	refused(HEAD "2147483647 0 2147483647 10 0.5 b a\n");
}

static void a_box_to_the_edge_is_accepted(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(read_words(HEAD "0 0 100 200 1 b a\n", &words, &err), 0);
	assert_int_equal(words.count, 1);
}

static void a_confidence_out_of_bounds_is_refused(void **state)
{
	(void)state;
	refused(HEAD "0 0 10 10 1.01 b a\n");
	refused(HEAD "0 0 10 10 -0.1 b a\n");
	refused(HEAD "0 0 10 10 nan b a\n");
	refused(HEAD "0 0 10 10 inf b a\n");
}

static void a_text_that_is_none_is_refused(void **state)
{
	(void)state;
	refused(HEAD "0 0 10 10 0.5 b \n");
	refused(HEAD "0 0 10 10 0.5 b a\xff\n");
	refused(HEAD "0 0 10 10 0.5 b a b\n");
	refused(HEAD "0 0 10 10 0.5 b a\tb\n");
	refused(HEAD "0 0 10 10 0.5 x a\n");
	refused(HEAD "0 0 10 10 b a\n");
}

static void lines_of_stamps_survive_the_way(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words copy = {0};
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(read_words(HEAD "0 0 10 10 0.5000 bs1 a\n"
					 "0 0 10 10 0.5000 l!s64 b\n"
					 "0 0 10 10 0.5000 l!s64? c_d\n",
				    &copy, &err),
			 0);
	assert_true(copy.list[0].stamp == 1 && !copy.list[0].hint);
	assert_true(copy.list[1].stamp == 64 && !copy.list[1].hint);
	assert_true(copy.list[2].stamp == 64 && copy.list[2].hint);
	hs_words_write(&copy, &bytes);
	assert_non_null(strstr(hs_buf_text(&bytes), " bs1 a\n"));
	assert_non_null(strstr(hs_buf_text(&bytes), " l!s64? c_d\n"));
}

static void a_start_that_is_none_is_refused(void **state)
{
	static const char *const forged[] = {
		"bc",  "br",    "lc!", "c",   "r",     "bc251", "bc-1", "bcx", "bc1x",
		"bw1", "bwc1",  "b!!", "b!w", "bc1r1", "cc1",   "!",    "bbw", "B",
		"b0",  "br256", "bs",  "bs0", "bs65",  "b!s1!", "bs1?", "b!?"};

	(void)state;
	for (size_t i = 0; i < sizeof(forged) / sizeof(forged[0]); i++) {
		char line[80];

		snprintf(line, sizeof(line), HEAD "0 0 10 10 0.5 %s a\n", forged[i]);
		refused(line);
	}
}

static void an_answer_of_another_form_is_refused(void **state)
{
	static const char nul[] = HEAD "0 0 10 10 0.5 b a\n\0 0 10 10 0.5 b a\n";
	static const char cut[] = HEAD "0 0 10 10 0.5 b a\0b\n";
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_words_read(cut, sizeof(cut) - 1, 100, 200, &words, &err), -1);
	refused("");
	refused("hello\n");
	refused("words recognised");
	refused(HEAD "\n");
	refused(HEAD "0 0 10 10 0.5 b a\n\n0 0 10 10 0.5 b a\n");
	refused(HEAD "0 0 10 10 0.5 b a"); // cut off
	assert_int_equal(hs_words_read(nul, sizeof(nul) - 1, 100, 200, &words, &err), -1);
}

static void more_words_than_a_page_holds_are_refused(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_err err = {0};

	(void)state;
	hs_buf_addf(&bytes, HEAD);
	for (int i = 0; i <= HS_WORDS_MAX; i++)
		hs_buf_addf(&bytes, "0 0 1 1 0 - a\n");
	assert_int_equal(read_words(bytes.data, &words, &err), -1);
	assert_int_equal(err.code, HS_LIMIT);
}

static void text_has_lines_and_blocks(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	(void)state;
	hs_words_text(&words, &text);
	assert_string_equal(hs_buf_text(&text), "");
	add(&words, 'b', "a", 1);
	add(&words, '-', "b", 1);
	add(&words, 'l', "c", 1);
	add(&words, 'b', "d", 1);
	hs_words_text(&words, &text);
	assert_string_equal(hs_buf_text(&text), "a b\nc\n\nd\n");
}

static void the_rows_of_a_table_are_lines_with_tabs(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	add(&words, 'b', "before", 1);
	add_in(&words, "No", 'b', HS_GAP_ROW, 0, false);
	add_in(&words, "Name", 'b', HS_GAP_CELL, 0, false);
	add_in(&words, "of", '-', HS_GAP_USUAL, 0, false);
	add_in(&words, "it", 'l', HS_GAP_WORD, 0, false);
	add_in(&words, "right", 'b', HS_GAP_CELL, 1, false);
	add_in(&words, "third", 'b', HS_GAP_ROW, 2, false);
	add(&words, 'b', "after", 1);
	reads(&words, "before\nNo\tName of it\t\tright\n\t\tthird\n\nafter\n");
}

static void text_and_its_count_leave_noise_out(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	add_in(&words, "~", 'b', HS_GAP_USUAL, 0, true);
	reads(&words, "");
	assert_int_equal(hs_words_text_count(&words), 0);
	add(&words, 'b', "a", 1);
	add_in(&words, "~", '-', HS_GAP_USUAL, 0, true);
	add(&words, '-', "b", 1);
	reads(&words, "a b\n");
	assert_int_equal(hs_words_text_count(&words), 2);
	assert_true(hs_words_confidence(&words) >= 1);
}

static void noise_goes_last_and_the_next_word_starts_its_line(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	add(&words, 'b', "a", 1);
	add_in(&words, "~", 'l', HS_GAP_USUAL, 0, true);
	add_in(&words, "~~", '-', HS_GAP_USUAL, 0, true);
	add(&words, '-', "b", 1);
	add_in(&words, "~~~", 'b', HS_GAP_USUAL, 0, true);
	add(&words, 'l', "c", 1);
	add(&words, '-', "d", 1);
	hs_words_noise_last(&words);
	reads(&words, "a\nb\n\nc d\n");
	assert_int_equal(words.count, 7);
	assert_string_equal(words.list[3].text, "d");
	for (size_t i = 4; i < words.count; i++) {
		assert_true(words.list[i].noise && words.list[i].starts_line);
		assert_int_equal(words.list[i].starts_block, i == 4);
	}
}

static void a_page_of_noise_or_of_none_is_no_trouble(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words none = {0};
	HS_AUTO(hs_words_done) struct hs_words noise = {0};

	(void)state;
	hs_words_noise_last(&none);
	assert_int_equal(none.count, 0);
	add_in(&noise, "~", '-', HS_GAP_USUAL, 0, true);
	hs_words_noise_last(&noise);
	assert_true(noise.list[0].starts_block && noise.list[0].starts_line);
}

static void a_cell_that_noise_began_stays_in_its_row(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	add_in(&words, "a", 'b', HS_GAP_ROW, 0, false);
	add_in(&words, "~", 'b', HS_GAP_CELL, 1, true);
	add_in(&words, "b", '-', HS_GAP_USUAL, 0, false);
	add_in(&words, "~", 'l', HS_GAP_WORD, 0, true);
	add_in(&words, "c", '-', HS_GAP_USUAL, 0, false);
	add_in(&words, "~", 'b', HS_GAP_ROW, 0, true); // a whole cell of noise
	add_in(&words, "d", 'b', HS_GAP_CELL, 0, false);
	add_in(&words, "~", 'b', HS_GAP_CELL, 0, true); // and a first line
	add_in(&words, "e", 'l', HS_GAP_WORD, 0, false);
	add_in(&words, "~", 'b', HS_GAP_CELL, 0, true); // the last of the table
	add(&words, 'b', "after", 1);
	hs_words_noise_last(&words);
	reads(&words, "a\t\tb c\n\td\te\n\nafter\n");
	for (size_t i = 6; i < words.count; i++)
		assert_true(words.list[i].noise && words.list[i].gap == HS_GAP_USUAL);
}

static void cells_of_noise_keep_their_columns(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	add_in(&words, "a", 'b', HS_GAP_ROW, 0, false);
	add_in(&words, "~", 'b', HS_GAP_CELL, 0, true);
	add_in(&words, "b", 'b', HS_GAP_CELL, 0, false);
	add_in(&words, "~", 'b', HS_GAP_ROW, 0, true); // two cells of noise in a row
	add_in(&words, "~", 'b', HS_GAP_CELL, 0, true);
	add_in(&words, "c", 'b', HS_GAP_CELL, 0, false);
	hs_words_noise_last(&words);
	reads(&words, "a\t\tb\n\t\tc\n");
}

static void confidence_is_a_mean_over_characters(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	assert_true(hs_words_confidence(&words) <= 0);
	add(&words, 'b', "aaa", 1);
	add(&words, '-', "b", 0);
	assert_true(hs_words_confidence(&words) > 0.7499 &&
		    hs_words_confidence(&words) < 0.7501);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_survive_the_way),
		cmocka_unit_test(lines_of_stamps_survive_the_way),
		cmocka_unit_test(own_text_is_said),
		cmocka_unit_test(a_box_off_the_page_is_refused),
		cmocka_unit_test(a_box_to_the_edge_is_accepted),
		cmocka_unit_test(a_confidence_out_of_bounds_is_refused),
		cmocka_unit_test(a_text_that_is_none_is_refused),
		cmocka_unit_test(an_answer_of_another_form_is_refused),
		cmocka_unit_test(more_words_than_a_page_holds_are_refused),
		cmocka_unit_test(text_has_lines_and_blocks),
		cmocka_unit_test(gaps_and_noise_survive_the_way),
		cmocka_unit_test(a_start_that_is_none_is_refused),
		cmocka_unit_test(the_rows_of_a_table_are_lines_with_tabs),
		cmocka_unit_test(text_and_its_count_leave_noise_out),
		cmocka_unit_test(noise_goes_last_and_the_next_word_starts_its_line),
		cmocka_unit_test(a_page_of_noise_or_of_none_is_no_trouble),
		cmocka_unit_test(a_cell_that_noise_began_stays_in_its_row),
		cmocka_unit_test(cells_of_noise_keep_their_columns),
		cmocka_unit_test(confidence_is_a_mean_over_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
