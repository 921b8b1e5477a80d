// test-inset.c - a line found by itself comes to stand below what is above it
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/inset.h"
#include "unit/unit.h"

#include <stdbool.h>

static void word(struct hs_words *words, int x, int y, const char *text, char start)
{
	struct hs_word w = {
		.box = {x, y, 15 * (int)strlen(text), 20},
		.confidence = 1,
		.starts_block = start == 'b' || start == 'c',
		.starts_line = start != '-',
		.gap = start == 'c' ? HS_GAP_CELL : HS_GAP_USUAL,
		.noise = start == '!',
	};
	HS_AUTO(hs_text_free) char *copy = hs_dup(text);

	w.text = copy;
	hs_words_add(words, &w);
}

// Puts "Anh" at x, y among the words; what the text is then.
static void reads(struct hs_words *words, int x, int y, const char *wanted)
{
	HS_AUTO(hs_words_done) struct hs_words line = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	const struct hs_box box = {x, y, 100, 30};

	word(&line, x, y, "Anh", 'b');
	hs_inset(words, &line, &box);
	hs_words_text(words, &text);
	assert_string_equal(hs_buf_text(&text), wanted);
	hs_words_done(words);
}

// Two columns, as at the foot of an office paper, and what follows.
static void foot(struct hs_words *words)
{
	word(words, 50, 100, "Nhan:", 'b');
	word(words, 50, 130, "mot", 'l');
	word(words, 50, 330, "hai", 'l');
	word(words, 500, 100, "TRUONG", 'b');
	word(words, 510, 130, "PHONG", 'l');
	word(words, 50, 600, "ghi", 'b');
	word(words, 200, 600, "chu", '-');
}

static void below_the_block_above(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	foot(&words);
	reads(&words, 500, 300, "Nhan:\nmot\nhai\n\nTRUONG\nPHONG\n\nAnh\n\nghi chu\n");
}

static void between_the_lines_of_a_block_that_goes_on(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	foot(&words);
	reads(&words, 50, 200, "Nhan:\nmot\n\nAnh\n\nhai\n\nTRUONG\nPHONG\n\nghi chu\n");
}

static void with_nothing_above_before_what_is_lower(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	foot(&words);
	reads(&words, 900, 20, "Anh\n\nNhan:\nmot\nhai\n\nTRUONG\nPHONG\n\nghi chu\n");
	foot(&words);
	reads(&words, 900, 900, "Nhan:\nmot\nhai\n\nTRUONG\nPHONG\n\nghi chu\n\nAnh\n");
	reads(&words, 900, 900, "Anh\n");
}

static void never_between_the_cells_of_a_row(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	word(&words, 50, 100, "mot", 'b');
	word(&words, 500, 100, "hai", 'c');
	word(&words, 50, 600, "ba", 'b');
	reads(&words, 50, 200, "mot\thai\n\nAnh\n\nba\n");
}

static void noise_is_no_place(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	word(&words, 500, 100, "mot", 'b');
	word(&words, 50, 600, "hai", 'b');
	word(&words, 500, 250, "~", '!');
	reads(&words, 500, 300, "mot\n\nAnh\n\nhai\n");
}

static void cell(struct hs_words *words, int x, int y, const char *text, bool row)
{
	word(words, x, y, text, 'c');
	words->list[words->count - 1].gap = row ? HS_GAP_ROW : HS_GAP_CELL;
}

static void a_table_parts_no_row_of_another(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words page = {0};
	HS_AUTO(hs_words_done) struct hs_words left = {0};
	HS_AUTO(hs_words_done) struct hs_words right = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	(void)state;
	word(&page, 50, 100, "truoc", 'b');
	word(&page, 50, 600, "sau", 'l');
	cell(&left, 50, 200, "a", true);
	cell(&left, 150, 300, "b", false); // high cells: their text lies lower
	cell(&left, 50, 400, "c", true);
	cell(&right, 500, 200, "x", true);
	cell(&right, 600, 200, "y", false);
	hs_inset_table(&page, &left, &(struct hs_box){50, 180, 200, 300});
	hs_inset_table(&page, &right, &(struct hs_box){500, 180, 200, 60});
	hs_words_text(&page, &text);
	assert_string_equal(hs_buf_text(&text), "truoc\na\tb\nc\nx\ty\n\nsau\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(below_the_block_above),
		cmocka_unit_test(between_the_lines_of_a_block_that_goes_on),
		cmocka_unit_test(with_nothing_above_before_what_is_lower),
		cmocka_unit_test(never_between_the_cells_of_a_row),
		cmocka_unit_test(noise_is_no_place),
		cmocka_unit_test(a_table_parts_no_row_of_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
