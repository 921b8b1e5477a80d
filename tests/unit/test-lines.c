// test-lines.c - words of a page as lines that a person sees
#include "base/buf.h"
#include "unit/page.h"

static void lines_are(const struct hs_lines *lines, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	for (size_t i = 0; i < lines->count; i++)
		hs_buf_addf(&all, "%s%s", i ? "|" : "", lines->list[i].text);
	assert_string_equal(hs_buf_text(&all), wanted);
}

static void text_is(const char *text, const char *wanted)
{
	HS_AUTO(page_done) struct page page = {0};

	page_of_text(&page, text);
	lines_are(&page.lines, wanted);
}

// ---- a plain text

static void a_text_has_the_lines_that_it_has(void **state)
{
	(void)state;
	text_is("một hai\nba\n\nbốn", "một hai|ba|bốn");
	text_is("một\fhai", "một|hai");
	text_is("", "");
	text_is("\n\n", "");
}

static void what_a_tab_or_three_spaces_part_stands_apart(void **state)
{
	(void)state;
	text_is("HUYỆN ỦY\tĐẢNG CỘNG SẢN", "HUYỆN ỦY|ĐẢNG CỘNG SẢN");
	text_is("HUYỆN ỦY   ĐẢNG CỘNG SẢN", "HUYỆN ỦY|ĐẢNG CỘNG SẢN");
	text_is("   HUYỆN  ỦY", "HUYỆN ỦY");
}

static void an_empty_line_begins_a_block(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_of_text(&page, "một\nhai\n\nba\tbốn");
	assert_true(page_line(&page, "một")->block);
	assert_false(page_line(&page, "hai")->block);
	assert_true(page_line(&page, "ba")->block);
	assert_false(page_line(&page, "bốn")->block);
}

static void in_a_text_nobody_knows_where_a_line_stands(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	const struct hs_line *line;

	(void)state;
	page_of_text(&page, "một\nhai ba");
	line = page_line(&page, "hai ba");
	assert_true(hs_line_left(&page.lines, line));
	assert_true(hs_line_right(&page.lines, line));
	assert_true(hs_line_centred(&page.lines, line));
	assert_false(hs_line_full(&page.lines, line));
}

static void a_line_without_end_has_places_that_are_none_too_large(void **state)
{
	enum { LONG = 2000000 };
	HS_AUTO(hs_text_free) char *text = hs_new(LONG + 1, 1);
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	memset(text, ' ', LONG);
	text[0] = text[LONG - 1] = 'a';
	page_of_text(&page, text);
	assert_int_equal(page.words.count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_true(page.words.list[i].box.x >= 0);
		assert_true(page.words.list[i].box.w >= 0);
	}
	lines_are(&page.lines, "a|a");
}

// ---- dirt

static void dirt_at_either_end_is_none_of_the_line(void **state)
{
	(void)state;
	text_is(". HUYỆN ỦY ,", "HUYỆN ỦY");
	text_is("~ . ,\nmột", "một");
	text_is("a . b", "a . b");
}

static void stars_rules_and_dashes_of_items_say_something(void **state)
{
	(void)state;
	text_is("*\n-----\n____\nmột", "*|-----|____|một");
	text_is("- Như trên;\n+ Lưu", "- Như trên;|+ Lưu");
	text_is("-\nmột", "một");
	text_is("--\nmột", "một");
}

static void a_line_of_capitals_has_hardly_any_small_letters(void **state)
{
	static const struct {
		const char *text;
		bool capitals;
	} list[] = {
		{"HUYỆN ỦY", true},       {"HUYÊN Uỷ", true}, {"Huyện ủy", false},
		{"T/M BCH", true},        {"A", false},       {"12/3", false},
		{"HUYỆN ủy Xuân", false},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(list); i++) {
		HS_AUTO(page_done) struct page page = {0};

		page_of_text(&page, list[i].text);
		assert_int_equal(page.lines.list[0].capitals, list[i].capitals);
	}
}

// ---- words with boxes

static void two_columns_in_one_line_of_the_engine_are_two_lines(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_put(&page, 400, 200, 'b', "HUYỆN ỦY XUÂN TRƯỜNG");
	page_put(&page, 1400, 200, '-', "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_read(&page);
	lines_are(&page.lines, "HUYỆN ỦY XUÂN TRƯỜNG|ĐẢNG CỘNG SẢN VIỆT NAM");
	assert_int_equal(page_line(&page, "ĐẢNG CỘNG SẢN VIỆT NAM")->box.x, 1400);
	assert_true(page_line(&page, "HUYỆN ỦY XUÂN TRƯỜNG")->block);
	assert_false(page_line(&page, "ĐẢNG CỘNG SẢN VIỆT NAM")->block);
}

static void dirt_between_two_columns_is_no_bridge(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_put(&page, 400, 200, 'b', "HUYỆN ỦY");
	page_put(&page, 620, 200, '-', ".");
	page_put(&page, 690, 200, '-', "_");
	page_put(&page, 760, 200, '-', "~");
	page_put(&page, 820, 200, '-', "ĐẢNG CỘNG SẢN");
	page_read(&page);
	lines_are(&page.lines, "HUYỆN ỦY|ĐẢNG CỘNG SẢN");
}

static void room_for_a_pen_in_a_date_does_not_part_it(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_put(&page, 1200, 200, 'l', "Xuân Trường, ngày");
	page_put(&page, 1720, 200, '-', "tháng");
	page_put(&page, 2000, 200, '-', "năm 1998");
	page_read(&page);
	lines_are(&page.lines, "Xuân Trường, ngày tháng năm 1998");
}

static void a_word_far_to_the_left_begins_a_line(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_put(&page, 1400, 200, 'l', "ĐẢNG CỘNG SẢN");
	page_put(&page, 400, 200, '-', "HUYỆN ỦY");
	page_read(&page);
	lines_are(&page.lines, "HUYỆN ỦY|ĐẢNG CỘNG SẢN");
}

static void lines_come_from_the_top_down(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_left(&page, 900, "ba");
	page_right(&page, 200, "hai");
	page_left(&page, 200, "một");
	page_read(&page);
	lines_are(&page.lines, "một|hai|ba");
}

static void what_the_engine_parted_on_one_row_is_joined(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	const struct hs_line *line;
	struct hs_sureness sure;

	(void)state;
	page_put(&page, 1800, 200, 'b', "tháng 10 năm 1998");
	page_put(&page, 300, 400, 'b', "dưới");
	page_put(&page, 1660, 205, 'b', "ngày 5");
	page_read(&page);
	lines_are(&page.lines, "ngày 5 tháng 10 năm 1998|dưới");
	line = page_line(&page, "ngày 5 tháng 10 năm 1998");
	assert_int_equal(line->box.x, 1660);
	sure = hs_line_sure(&page.lines, line, 0, strlen("ngày 5"));
	assert_int_equal(sure.box.x, 1660);
	assert_int_equal(sure.box.w, 120);
}

static void capitals_side_by_side_stay_apart(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_put(&page, 400, 200, 'b', "HUYỆN ỦY");
	page_put(&page, 580, 200, 'b', "ĐẢNG CỘNG SẢN");
	page_read(&page);
	lines_are(&page.lines, "HUYỆN ỦY|ĐẢNG CỘNG SẢN");
}

static void noise_has_lines_of_its_own(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	HS_AUTO(hs_lines_done) struct hs_lines noise = {0};

	(void)state;
	page_left(&page, 200, "một hai");
	page_put(&page, 800, 300, '!', "TỐI MẬT");
	page_left(&page, 400, "ba");
	page_read(&page);
	lines_are(&page.lines, "một hai|ba");
	hs_lines_of(&page.words, PAGE_W, PAGE_H, true, &noise);
	lines_are(&noise, "TỐI MẬT");
}

static void words_of_a_stamp_are_joined_though_they_are_large(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	HS_AUTO(hs_lines_done) struct hs_lines noise = {0};

	(void)state;
	page_body(&page, 800, 5);
	page_put(&page, 500, 400, '!', "TUYỆT");
	page_put(&page, 500 + 5 * PAGE_LETTER + 60, 400, '!', "MẬT");
	for (size_t i = 0; i < page.words.count; i++)
		page.words.list[i].box.h *= page.words.list[i].noise ? 2 : 1;
	hs_lines_of(&page.words, PAGE_W, PAGE_H, true, &noise);
	lines_are(&noise, "TUYỆT MẬT");
}

static void an_empty_page_has_no_lines(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_read(&page);
	assert_int_equal(page.lines.count, 0);
	page_done(&page); // twice does no harm
}

// ---- where a line stands

static bool left(const struct page *page, const char *text)
{
	return hs_line_left(&page->lines, page_line(page, text));
}

static bool right(const struct page *page, const char *text)
{
	return hs_line_right(&page->lines, page_line(page, text));
}

static bool centred(const struct page *page, const char *text)
{
	return hs_line_centred(&page->lines, page_line(page, text));
}

static void a_line_stands_between_the_edges_of_running_text(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_put(&page, 20, 100, 'l', "xa");
	page_left(&page, 200, "HUYỆN ỦY");
	page_right(&page, 200, "ĐẢNG CỘNG SẢN");
	page_centre(&page, 500, "NGHỊ QUYẾT");
	page_put(&page, PAGE_RIGHT - 140, 600, 'l', "tận mép");
	page_body(&page, 700, 4);
	page_read(&page);
	assert_int_equal(page.lines.left, PAGE_LEFT);
	assert_in_range(page.lines.right, PAGE_RIGHT - 60, PAGE_RIGHT);
	assert_true(left(&page, "HUYỆN ỦY") && !right(&page, "HUYỆN ỦY"));
	assert_true(right(&page, "ĐẢNG CỘNG SẢN") && !left(&page, "ĐẢNG CỘNG SẢN"));
	assert_true(centred(&page, "NGHỊ QUYẾT") && !left(&page, "NGHỊ QUYẾT"));
	assert_false(centred(&page, "HUYỆN ỦY") || centred(&page, "ĐẢNG CỘNG SẢN"));
	assert_true(hs_line_full(&page.lines, &page.lines.list[page.lines.count - 1]));
	assert_false(hs_line_full(&page.lines, page_line(&page, "HUYỆN ỦY")));
	assert_false(hs_line_full(&page.lines, page_line(&page, "tận mép")));
}

static void without_running_text_the_edges_are_of_all_lines(void **state)
{
	HS_AUTO(page_done) struct page page = {0};

	(void)state;
	page_put(&page, 500, 200, 'l', "một");
	page_put(&page, 900, 300, 'l', "hai");
	page_read(&page);
	assert_int_equal(page.lines.left, 500);
	assert_int_equal(page.lines.right, 960);
}

// ---- how sure

static void a_part_of_a_line_is_as_sure_as_its_words(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	const struct hs_line *line;
	struct hs_sureness sure;

	(void)state;
	page_left(&page, 200, "Số 12-NQ/HU nữa");
	page.words.list[0].confidence = 0.5F;
	page.words.list[1].confidence = 0.25F;
	page_read(&page);
	line = &page.lines.list[0];
	sure = hs_line_sure(&page.lines, line, strlen("Số "), strlen("Số 12"));
	assert_float_equal(sure.least, 0.25, 1e-6);
	assert_float_equal(sure.mean, 0.25, 1e-6);
	assert_int_equal(sure.box.x, PAGE_LEFT + 3 * PAGE_LETTER);
	assert_int_equal(sure.box.w, 8 * PAGE_LETTER);
	sure = hs_line_sure(&page.lines, line, 0, strlen("Số 12"));
	assert_float_equal(sure.least, 0.25, 1e-6);
	assert_float_equal(sure.mean, (2 * 0.5 + 8 * 0.25) / 10, 1e-6);
	assert_int_equal(sure.box.x, PAGE_LEFT);
}

static void a_part_without_words_is_not_sure_at_all(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_sureness sure;

	(void)state;
	page_left(&page, 200, "Số 12");
	page_read(&page);
	sure = hs_line_sure(&page.lines, &page.lines.list[0], 100, 120);
	assert_float_equal(sure.least, 0, 1e-9);
	assert_float_equal(sure.mean, 0, 1e-9);
	assert_int_equal(sure.box.w, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_has_the_lines_that_it_has),
		cmocka_unit_test(what_a_tab_or_three_spaces_part_stands_apart),
		cmocka_unit_test(an_empty_line_begins_a_block),
		cmocka_unit_test(in_a_text_nobody_knows_where_a_line_stands),
		cmocka_unit_test(a_line_without_end_has_places_that_are_none_too_large),
		cmocka_unit_test(dirt_at_either_end_is_none_of_the_line),
		cmocka_unit_test(stars_rules_and_dashes_of_items_say_something),
		cmocka_unit_test(a_line_of_capitals_has_hardly_any_small_letters),
		cmocka_unit_test(two_columns_in_one_line_of_the_engine_are_two_lines),
		cmocka_unit_test(dirt_between_two_columns_is_no_bridge),
		cmocka_unit_test(room_for_a_pen_in_a_date_does_not_part_it),
		cmocka_unit_test(a_word_far_to_the_left_begins_a_line),
		cmocka_unit_test(lines_come_from_the_top_down),
		cmocka_unit_test(what_the_engine_parted_on_one_row_is_joined),
		cmocka_unit_test(capitals_side_by_side_stay_apart),
		cmocka_unit_test(noise_has_lines_of_its_own),
		cmocka_unit_test(words_of_a_stamp_are_joined_though_they_are_large),
		cmocka_unit_test(an_empty_page_has_no_lines),
		cmocka_unit_test(a_line_stands_between_the_edges_of_running_text),
		cmocka_unit_test(without_running_text_the_edges_are_of_all_lines),
		cmocka_unit_test(a_part_of_a_line_is_as_sure_as_its_words),
		cmocka_unit_test(a_part_without_words_is_not_sure_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
