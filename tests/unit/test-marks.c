// test-marks.c - ink that the engine left out of its boxes; dots that are no hooks
#include "base/auto.h"
#include "base/mem.h"
#include "craft/marks.h"
#include "unit/draw.h"

#include <stdlib.h>

// Where the word stands: letters 30 high under a mark of 8 that its box includes.
static const struct hs_box WORD = {40, 60, 60, 40};

static void draw_word(struct hs_raster *page, uint32_t depth)
{
	draw_page(page, 160, 140, depth, WHITE);
	draw_bar(page, 40, 70, 25, 30, BLACK);
	draw_bar(page, 72, 70, 28, 30, BLACK);
	draw_bar(page, 78, 60, 16, 8, BLACK);
}

// What is found above the word; its box has grown by it.
static int32_t found(const struct hs_raster *page)
{
	struct hs_word word = {.box = WORD, .text = (char *)(uintptr_t) "bô"};
	struct hs_words words = {.list = &word, .count = 1};

	hs_marks_find(page, &words);
	assert_int_equal(word.box.y, WORD.y - word.cut);
	assert_int_equal(word.box.h, WORD.h + word.cut);
	assert_int_equal(word.box.x, WORD.x);
	return word.cut;
}

static void a_mark_over_the_box_is_found(void **state)
{
	(void)state;
	for (uint32_t depth = 1; depth <= 32; depth = depth == 1 ? 8 : depth * 4) {
		HS_AUTO(hs_raster_done) struct hs_raster page = {0};

		draw_word(&page, depth);
		assert_int_equal(found(&page), 0);
		draw_bar(&page, 88, 50, 8, 7, BLACK);
		assert_int_equal(found(&page), 10);
	}
}

static void what_comes_from_the_line_above_is_none(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};

	(void)state;
	draw_word(&page, 8);
	draw_bar(&page, 45, 10, 4, 47, BLACK); // a descender
	assert_int_equal(found(&page), 0);
	draw_bar(&page, 88, 50, 8, 7, BLACK); // and a mark beside it
	assert_int_equal(found(&page), 10);
}

static void specks_and_what_is_far_off_are_none(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};

	(void)state;
	draw_word(&page, 8);
	draw_bar(&page, 88, 56, 2, 2, BLACK);
	assert_int_equal(found(&page), 0);
	draw_bar(&page, 45, 44, 8, 7, BLACK);
	assert_int_equal(found(&page), 0);
}

static void a_word_at_the_top_of_the_page_does_no_harm(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	struct hs_word word = {.box = {0, 0, 160, 40}, .text = (char *)(uintptr_t) "bô"};
	struct hs_words words = {.list = &word, .count = 1};

	(void)state;
	draw_word(&page, 1);
	hs_marks_find(&page, &words);
	assert_int_equal(word.cut, 0);
	word.box.y = 3; // ink from its top to the edge of the page
	draw_bar(&page, 0, 0, 20, 20, BLACK);
	hs_marks_find(&page, &words);
	assert_true(word.cut <= 3);
}

// Three letters 40 high, the last one a stem with something over it and under it.
static const struct hs_box CHI = {20, 30, 58, 40};

static void draw_chi(struct hs_raster *page, uint32_t over_w, uint32_t over_h,
		     uint32_t under)
{
	draw_page(page, 120, 100, 8, WHITE);
	draw_bar(page, 20, 32, 24, 30, BLACK);
	draw_bar(page, 48, 30, 4, 32, BLACK);
	draw_bar(page, 52, 44, 10, 18, BLACK);
	draw_bar(page, 70, 44, 4, 18, BLACK);
	draw_bar(page, 69, 30, over_w, over_h, BLACK);
	draw_bar(page, 69, 70 - under, under, under, BLACK);
}

static void becomes(const struct hs_raster *page, const char *text, const char *wanted)
{
	struct hs_word word = {.box = CHI};
	struct hs_words words = {0};

	word.text = hs_dup(text);
	hs_words_add(&words, &word);
	free(word.text);
	hs_marks_dots(page, &words);
	assert_string_equal(words.list[0].text, wanted);
	hs_words_done(&words);
}

static void a_dot_is_no_hook(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};

	(void)state;
	draw_chi(&page, 6, 6, 0);
	becomes(&page, "Chỉ", "Chi");
	becomes(&page, "Thí", "Thi");
	becomes(&page, "Chi", "Chi");
}

static void other_words_stay(void **state)
{
	static const char *const words[] = {"CHỈ", "Tải", "phỉ", "Chủ", "ỉ", "", "Chỉ,"};
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};

	(void)state;
	draw_chi(&page, 6, 6, 0);
	for (size_t i = 0; i < HS_COUNT(words); i++)
		becomes(&page, words[i], words[i]);
}

static void what_is_larger_or_below_is_a_tone(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster hook = {0}, wide = {0}, below = {0};

	(void)state;
	draw_chi(&hook, 6, 9, 0);
	becomes(&hook, "Chỉ", "Chỉ");
	draw_chi(&wide, 9, 6, 0);
	becomes(&wide, "Chí", "Chí");
	draw_chi(&below, 6, 6, 5);
	becomes(&below, "Chị", "Chị");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_over_the_box_is_found),
		cmocka_unit_test(what_comes_from_the_line_above_is_none),
		cmocka_unit_test(specks_and_what_is_far_off_are_none),
		cmocka_unit_test(a_word_at_the_top_of_the_page_does_no_harm),
		cmocka_unit_test(a_dot_is_no_hook),
		cmocka_unit_test(other_words_stay),
		cmocka_unit_test(what_is_larger_or_below_is_a_tone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
