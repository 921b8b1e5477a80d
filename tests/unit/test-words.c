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
		cmocka_unit_test(own_text_is_said),
		cmocka_unit_test(a_box_off_the_page_is_refused),
		cmocka_unit_test(a_box_to_the_edge_is_accepted),
		cmocka_unit_test(a_confidence_out_of_bounds_is_refused),
		cmocka_unit_test(a_text_that_is_none_is_refused),
		cmocka_unit_test(an_answer_of_another_form_is_refused),
		cmocka_unit_test(more_words_than_a_page_holds_are_refused),
		cmocka_unit_test(text_has_lines_and_blocks),
		cmocka_unit_test(confidence_is_a_mean_over_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
