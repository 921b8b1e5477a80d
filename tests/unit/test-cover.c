// test-cover.c - what the cover of a dossier and its closing certificate say
#include "model/cover.h"
#include "unit/page.h"

struct covered {
	struct page page;
	struct hs_cover *cover;
};

static void covered_done(struct covered *it)
{
	if (it->cover)
		hs_shape_done(&hs_cover_shape, it->cover);
	free(it->cover);
	page_done(&it->page);
}

static bool read_cover(struct covered *it, const char *text)
{
	page_of_text(&it->page, text);
	return hs_cover_page(&it->page.lines, 1, &it->cover);
}

static void field_is(const struct covered *it, enum hs_cover_field field,
		     const char *wanted)
{
	const struct hs_value *v = it->cover ? it->cover->fields[field] : NULL;

	if (!wanted) {
		assert_null(v);
		return;
	}
	assert_non_null(v);
	assert_string_equal(v->value, wanted);
	assert_int_equal(v->page, 1);
}

static void a_cover_says_all_about_its_dossier(void **state)
{
	HS_AUTO(covered_done) struct covered it = {0};

	(void)state;
	assert_true(read_cover(&it, "KHO LƯU TRỮ HUYỆN ỦY\n\nHỒ SƠ\n"
				    "Nghị quyết, quyết định của Huyện ủy\n"
				    "và Ban Thường vụ năm 2010\n"
				    "Từ ngày 04/03/2010 đến ngày 04/12/2010\n"
				    "Gồm: 48 tờ\n"
				    "Phông số: 12      Thời hạn bảo quản: Vĩnh viễn\n"));
	field_is(&it, HS_C_TITLE,
		 "Nghị quyết, quyết định của Huyện ủy và Ban Thường vụ năm 2010");
	field_is(&it, HS_C_START, "2010-03-04");
	field_is(&it, HS_C_END, "2010-12-04");
	field_is(&it, HS_C_RETENTION, "Vĩnh viễn");
	field_is(&it, HS_C_SHEETS, "48");
	assert_int_equal(it.cover->pages.count, 2);
}

static void dates_are_read_however_they_are_written(void **state)
{
	static const char *const dates[] = {
		"Từ ngày 04/03/2010 đến ngày 04/12/2010",
		"Từ ngày 04/03/2010\nđến ngày 04/12/2010",
		"Từ ngày: 4-3-2010 Đến ngày: 4-12-2010",
		"Từ ngày 04 tháng 3 năm 2010 đến ngày 04 tháng 12 năm 2010",
		"Từ ngày 04 tháng 3 năm 2010\nđến ngày 04 tháng 12 năm 2010",
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(dates); i++) {
		HS_AUTO(covered_done) struct covered it = {0};
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};

		hs_buf_addf(&text, "HỒ SƠ\nNghị quyết\n%s\nGồm: 48 tờ\n", dates[i]);
		assert_true(read_cover(&it, text.data));
		field_is(&it, HS_C_START, "2010-03-04");
		field_is(&it, HS_C_END, "2010-12-04");
	}
}

static void sheets_are_what_is_counted_in_sheets(void **state)
{
	static const char *const covers[] = {
		"HỒ SƠ\nNghị quyết\nTừ ngày 04/03/2010 đến ngày 04/12/2010\nGồm: 48 tờ\n",
		"HỒ SƠ\nNghị quyết\nTừ ngày 04/03/2010 đến ngày 04/12/2010\nSố tờ: 48\n",
		"HỒ SƠ\nNghị quyết\nTừ ngày 04/03/2010 đến ngày 04/12/2010\n"
		"Phông 12, số tờ: 48\n",
		"HỒ SƠ\nKế hoạch thu gom rác thải năm 2010\n"
		"Từ ngày 04/03/2010 đến ngày 04/12/2010\nGồm: 48 tờ\n",
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(covers); i++) {
		HS_AUTO(covered_done) struct covered it = {0};

		assert_true(read_cover(&it, covers[i]));
		field_is(&it, HS_C_SHEETS, "48");
	}
}

static void dots_to_write_on_are_no_value(void **state)
{
	HS_AUTO(covered_done) struct covered it = {0};

	(void)state;
	assert_true(read_cover(&it,
			       "HỒ SƠ\nNghị quyết\nTừ ngày ......... đến ngày .........\n"
			       "Gồm: ..... tờ\nThời hạn bảo quản: ........\n"));
	field_is(&it, HS_C_START, NULL);
	field_is(&it, HS_C_END, NULL);
	field_is(&it, HS_C_SHEETS, NULL);
	field_is(&it, HS_C_RETENTION, NULL);
	field_is(&it, HS_C_TITLE, "Nghị quyết");
}

static void the_rest_of_a_line_ends_with_its_text(void **state)
{
	HS_AUTO(covered_done) struct covered it = {0};

	(void)state;
	assert_true(read_cover(
		&it, "HỒ SƠ\nNghị quyết\nTừ ngày 04/03/2010 đến ngày 04/12/2010\n"
		     "Thời hạn bảo quản: .. 20 năm ....; Gồm: 48 tờ\n"));
	field_is(&it, HS_C_RETENTION, "20 năm");
}

static void a_page_that_speaks_of_dossiers_is_no_cover(void **state)
{
	static const char *const pages[] = {
		"",
		"HỒ SƠ\nNghị quyết\n",
		"Danh mục hồ sơ nộp lưu từ ngày 01/01/2010 đến ngày 31/12/2010 gồm 48 "
		"tờ,\n"
		"thời hạn bảo quản vĩnh viễn\n",
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(pages); i++) {
		HS_AUTO(covered_done) struct covered it = {0};

		assert_false(read_cover(&it, pages[i]));
		assert_null(it.cover);
	}
}

static void a_word_that_was_hardly_read_is_for_review(void **state)
{
	HS_AUTO(covered_done) struct covered it = {0};

	(void)state;
	page_centre(&it.page, 500, "HỒ SƠ");
	page_centre(&it.page, 700, "Nghị quyết của Huyện ủy");
	it.page.words.list[3].confidence = 0.2F;
	page_centre(&it.page, 900, "Từ ngày 04/03/2010 đến ngày 04/12/2010");
	page_centre(&it.page, 1000, "Gồm: 48 tờ");
	it.page.words.list[it.page.words.count - 2].confidence = 0.3F;
	page_read(&it.page);
	assert_true(hs_cover_page(&it.page.lines, 1, &it.cover));
	field_is(&it, HS_C_TITLE, "Nghị quyết của Huyện ủy");
	assert_string_equal(it.cover->fields[HS_C_TITLE]->state, HS_REVIEW);
	assert_string_equal(it.cover->fields[HS_C_SHEETS]->state, HS_REVIEW);
	assert_string_equal(it.cover->fields[HS_C_START]->state, HS_ACCEPTED);
	assert_int_equal(it.cover->fields[HS_C_START]->box.count, 4);
}

static void a_date_without_its_day_is_for_review(void **state)
{
	HS_AUTO(covered_done) struct covered it = {0};

	(void)state;
	assert_true(read_cover(&it, "HỒ SƠ\nNghị quyết\nTừ ngày .. tháng 3 năm 2010\n"
				    "đến ngày 04/12/2010\nGồm: 48 tờ\n"));
	field_is(&it, HS_C_START, "2010-03");
	assert_string_equal(it.cover->fields[HS_C_START]->state, HS_REVIEW);
	assert_string_equal(it.cover->fields[HS_C_END]->state, HS_ACCEPTED);
}

static void a_closing_certificate_counts_the_sheets(void **state)
{
	HS_AUTO(covered_done) struct covered it = {0};

	(void)state;
	page_of_text(&it.page, "CHỨNG TỪ KẾT THÚC\n\nĐơn vị bảo quản này gồm: 48 tờ\n");
	assert_true(hs_closing_page(&it.page.lines, 1, &it.cover));
	field_is(&it, HS_C_SHEETS, "48");
	field_is(&it, HS_C_TITLE, NULL);
}

static void another_page_is_no_certificate(void **state)
{
	HS_AUTO(covered_done) struct covered it = {0};

	(void)state;
	page_of_text(&it.page, "NGHỊ QUYẾT\nHội nghị kết thúc lúc 5 giờ\n");
	assert_false(hs_closing_page(&it.page.lines, 1, &it.cover));
	assert_null(it.cover);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cover_says_all_about_its_dossier),
		cmocka_unit_test(dates_are_read_however_they_are_written),
		cmocka_unit_test(sheets_are_what_is_counted_in_sheets),
		cmocka_unit_test(dots_to_write_on_are_no_value),
		cmocka_unit_test(the_rest_of_a_line_ends_with_its_text),
		cmocka_unit_test(a_page_that_speaks_of_dossiers_is_no_cover),
		cmocka_unit_test(a_word_that_was_hardly_read_is_for_review),
		cmocka_unit_test(a_date_without_its_day_is_for_review),
		cmocka_unit_test(a_closing_certificate_counts_the_sheets),
		cmocka_unit_test(another_page_is_no_certificate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
