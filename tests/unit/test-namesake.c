// test-namesake.c - lines of stamps on a page: learnt from, named, or left as they are
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/namesake.h"
#include "model/stamped.h"
#include "unit/unit.h"

// A word of line `stamp`; start as in a worker's answer, '?' for a hint.
static void word(struct hs_words *words, int x, int y, const char *text, char start,
		 uint8_t stamp)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(text);
	struct hs_word w = {
		.box = {x, y, 40, 20},
		.confidence = 0.9F,
		.starts_block = start == 'b',
		.starts_line = start != '-',
		.noise = start == '!' || start == '?',
		.hint = start == '?',
		.stamp = stamp,
		.text = copy,
	};

	hs_words_add(words, &w);
}

// A position, above a stamp whose name was half read, and hints.
static void script(struct hs_words *words)
{
	word(words, 500, 100, "TRUONG", 'b', 0);
	word(words, 560, 300, "Hoang", 'b', 1);
	word(words, 50, 600, "chu", 'b', 0);
	word(words, 500, 300, "Tô", '!', 1);
	word(words, 620, 300, "đậm", '!', 1);
	word(words, 490, 295, "V6_Hoang_Hin", '?', 1);
	word(words, 490, 295, "V6_Hoang_Han", '?', 1);
}

static void new_page(struct hs_page *page, uint64_t number)
{
	*page = (struct hs_page){.page = number};
	page->recognition = HS_NEW(struct hs_recognition);
}

static char *text_of(const struct hs_words *words)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_words_text(words, &text);
	return hs_buf_take(&text);
}

static void a_sure_line_is_learnt_and_kept_in_the_record(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	HS_AUTO(hs_signers_done) struct hs_signers names = {0}, again = {0};

	(void)state;
	new_page(&page, 4);
	word(&words, 500, 300, "TS.", 'b', 1);
	word(&words, 560, 300, "Võ", '-', 1);
	word(&words, 620, 300, "Hận", '-', 1);
	word(&words, 500, 400, "MẬT", 'b', 2);
	assert_false(hs_namesake_learn(&words, &page, &names));
	assert_int_equal(names.count, 1);
	assert_string_equal(names.list[0].name, "Võ Hận");
	assert_int_equal(names.list[0].page, 4);
	assert_int_equal(page.recognition->stamps.count, 1);
	hs_namesake_recall(&page, &again);
	assert_int_equal(again.count, 1);
	hs_signers_done(&again);
}

static void an_unsure_line_is_named_and_what_was_read_is_noise(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	HS_AUTO(hs_signers_done) struct hs_signers names = {0};
	HS_AUTO(hs_text_free) char *text = NULL;
	const struct hs_taken_name *taken;

	(void)state;
	new_page(&page, 4);
	script(&words);
	assert_true(hs_namesake_learn(&words, &page, &names));
	assert_int_equal(names.count, 0);
	hs_signers_learn(&names, "Võ Hoàng Hận", 2);
	hs_namesake_settle(&names, &words, &page);
	text = text_of(&words);
	assert_string_equal(text, "TRUONG\n\nVõ Hoàng Hận\n\nchu\n");
	assert_int_equal(words.count, 8);
	assert_int_equal(words.list[1].named, 2);
	assert_true(words.list[1].confidence < 0.5F);
	assert_int_equal(words.list[1].box.x, 490);
	assert_true(words.list[5].noise && words.list[6].noise && words.list[7].noise);
	assert_int_equal(page.recognition->names.count, 1);
	taken = page.recognition->names.items;
	assert_string_equal(taken->name, "Võ Hoàng Hận");
	assert_string_equal(taken->read, "Tô Hoang đậm");
	assert_int_equal(taken->page, 2);
	assert_int_equal(taken->box.count, 4);
	assert_true(taken->likeness > 0.8 && taken->likeness < 0.9);
}

static void an_unknown_one_stays_as_it_was_read(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	HS_AUTO(hs_signers_done) struct hs_signers names = {0};
	HS_AUTO(hs_text_free) char *text = NULL;

	(void)state;
	new_page(&page, 4);
	script(&words);
	hs_signers_learn(&names, "Võ An Ninh", 2);
	hs_namesake_settle(&names, &words, &page);
	text = text_of(&words);
	assert_string_equal(text, "TRUONG\n\nHoang\n\nchu\n");
	assert_int_equal(words.count, 5); // no hints
	assert_int_equal(page.recognition->names.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sure_line_is_learnt_and_kept_in_the_record),
		cmocka_unit_test(an_unsure_line_is_named_and_what_was_read_is_noise),
		cmocka_unit_test(an_unknown_one_stays_as_it_was_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
