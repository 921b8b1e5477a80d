// test-contents.c - a dossier's table of contents, read from its pages
#include "model/contents.h"
#include "unit/page.h"

struct table {
	struct page page;
	struct hs_list rows;
	bool is;
};

static void table_done(struct table *t)
{
	struct hs_row *rows = t->rows.items;

	for (size_t i = 0; i < t->rows.count; i++)
		hs_shape_done(&hs_row_shape, &rows[i]);
	free(rows);
	page_done(&t->page);
}

// text is what text/NNNN.txt has; the words are those of `words`, or of it (NULL).
static void read_table(struct table *t, const char *text, const char *words)
{
	page_of_text(&t->page, words ? words : text);
	for (size_t i = 0; i < t->page.words.count; i++)
		t->page.words.list[i].confidence = 0.9F;
	t->is = hs_contents_page(text, &t->page.lines, 3, &t->rows);
}

static const struct hs_row *row(const struct table *t, size_t number)
{
	assert_true(number >= 1 && number <= t->rows.count);
	return (const struct hs_row *)t->rows.items + (number - 1);
}

#define HEADS                                                                            \
	"STT\tSố, ký hiệu\tNgày tháng\tTên loại và trích yếu\tTác giả\tTờ số\tGhi chú\n"
#define FIRST "1\t12-NQ/HU\t05/9/2010\tNghị quyết về lưu trữ\tHuyện ủy\t1\tKhuyết số 13\n"
#define SECOND "2\t14-NQ/HU\t06/9/2010\tNghị quyết về cán bộ\tHuyện ủy\t5\n"
#define THIRD "3\t15-NQ/HU\t07/9/2010\tNghị quyết về kiểm tra\tHuyện ủy\t9\n"

static void a_row_has_the_usual_columns(void **state)
{
	HS_AUTO(table_done) struct table t = {0};
	const struct hs_row *r;

	(void)state;
	read_table(&t, FIRST SECOND THIRD, NULL);
	assert_true(t.is);
	assert_int_equal(t.rows.count, 3);
	r = row(&t, 1);
	assert_int_equal(r->page, 3);
	assert_string_equal(r->ordinal, "1");
	assert_string_equal(r->symbol, "12-NQ/HU");
	assert_string_equal(r->date, "05/9/2010");
	assert_string_equal(r->subject, "Nghị quyết về lưu trữ");
	assert_string_equal(r->issuer, "Huyện ủy");
	assert_string_equal(r->sheet, "1");
	assert_string_equal(r->note, "Khuyết số 13");
	assert_int_equal(r->missing.count, 1);
	assert_null(row(&t, 2)->note);
}

static void heads_tell_which_column_is_which(void **state)
{
	HS_AUTO(table_done) struct table t = {0};

	(void)state;
	read_table(&t,
		   "STT\tTác giả\tTrích yếu nội dung\tNgày tháng\tSố, ký hiệu\n"
		   "1\tHuyện ủy\tNghị quyết về lưu trữ\t05/9/2010\t12-NQ/HU\n"
		   "2\tHuyện ủy\tNghị quyết về cán bộ\t06/9/2010\t14-NQ/HU\n",
		   NULL);
	assert_true(t.is);
	assert_int_equal(t.rows.count, 2); // the heads are no row
	assert_string_equal(row(&t, 1)->issuer, "Huyện ủy");
	assert_string_equal(row(&t, 1)->subject, "Nghị quyết về lưu trữ");
	assert_string_equal(row(&t, 1)->symbol, "12-NQ/HU");
	assert_null(row(&t, 1)->sheet);
}

static void misread_heads_are_known(void **state)
{
	HS_AUTO(table_done) struct table t = {0};

	(void)state;
	read_table(&t,
		   "STT\tTác giá\tTrich yếu\tNgày tháng\tSố, ký hiêu\n"
		   "1\tHuyện ủy\tNghị quyết về lưu trữ\t05/9/2010\t12-NQ/HU\n"
		   "2\tHuyện ủy\tNghị quyết về cán bộ\t06/9/2010\t14-NQ/HU\n",
		   NULL);
	assert_string_equal(row(&t, 1)->issuer, "Huyện ủy");
}

static bool is_contents(const char *text)
{
	HS_AUTO(table_done) struct table t = {0};

	read_table(&t, text, NULL);
	return t.is;
}

static void a_page_is_contents_by_title_heads_or_dates(void **state)
{
	(void)state;
	assert_true(is_contents("MỤC LỤC VĂN BẢN\n" FIRST));
	assert_true(is_contents(HEADS FIRST SECOND));
	assert_true(is_contents(FIRST SECOND THIRD));
	assert_false(is_contents("MỤC LỤC VĂN BẢN\n"));
	assert_false(is_contents(HEADS FIRST));
	assert_false(is_contents(FIRST SECOND));
	assert_false(is_contents(""));
	assert_false(is_contents("một\nhai\n"));
}

static void a_table_of_something_else_is_none(void **state)
{
	(void)state;
	assert_false(is_contents("Đơn vị\tThu\tChi\tCòn lại\nXuân Bắc\t12\t13\t14\n"
				 "Xuân Đài\t12\t13\t14\nXuân Hòa\t5\t6\t7\n"));
}

static void rows_whose_cells_were_not_found_are_contents_too(void **state)
{
	HS_AUTO(table_done) struct table t = {0};

	(void)state;
	read_table(&t,
		   "18 16-CL/HU 07/8/1999 Chiến lược phát triển\n"
		   "19 17-CL/HU 08/8/1999 Chiến lược phát triển\n"
		   "20 18-CL/HU 09/8/1999 Chiến lược phát triển\n"
		   "21 19-CL/HU 10/8/1999 Chiến lược phát triển\n",
		   NULL);
	assert_true(t.is);
	assert_int_equal(t.rows.count, 0);
}

static void a_row_needs_a_subject_and_a_date_or_number_and_issuer(void **state)
{
	static const struct {
		const char *text;
		size_t rows;
	} list[] = {
		{"1\t12-NQ/HU\t05/9/2010\tNghị quyết\n", 1},
		{"1\t12-NQ/HU\t\tNghị quyết\tHuyện ủy\n", 1},
		{"\t12-NQ/HU\t\tNghị quyết\tHuyện ủy\n", 0},
		{"1\t12-NQ/HU\t\tNghị quyết\n", 0},
		{"1\t12-NQ/HU\t05/9/2010\tNQ\tHuyện ủy\n", 0},
		{"1\t12-NQ/HU\t05/9/2010\n", 0},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(list); i++) {
		HS_AUTO(table_done) struct table t = {0};

		read_table(&t, list[i].text, NULL);
		assert_int_equal(t.rows.count, list[i].rows);
	}
}

static void rules_between_cells_are_none_of_them(void **state)
{
	HS_AUTO(table_done) struct table t = {0};

	(void)state;
	read_table(&t, "1 |\t| 12-NQ/HU _\t05/9/2010\t| Nghị quyết |\t|\n", NULL);
	assert_string_equal(row(&t, 1)->ordinal, "1");
	assert_string_equal(row(&t, 1)->symbol, "12-NQ/HU");
	assert_string_equal(row(&t, 1)->subject, "Nghị quyết");
	assert_null(row(&t, 1)->issuer);
}

static void more_cells_than_columns_do_no_harm(void **state)
{
	HS_AUTO(table_done) struct table t = {0};

	(void)state;
	read_table(
		&t,
		"1\t12-NQ/HU\t05/9/2010\tNghị quyết\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\n",
		NULL);
	assert_int_equal(t.rows.count, 1);
	assert_string_equal(row(&t, 1)->note, "7");
}

// ---- how sure

static void a_row_tells_where_it_stands_and_how_sure_it_is(void **state)
{
	HS_AUTO(table_done) struct table t = {0};
	const double *box;

	(void)state;
	read_table(&t, "\n1\t12-NQ/HU\t05/9/2010\tNghị quyết\n", NULL);
	assert_float_equal(row(&t, 1)->symbol_sure, 0.9, 1e-6);
	assert_float_equal(row(&t, 1)->date_sure, 0.9, 1e-6);
	assert_int_equal(row(&t, 1)->box.count, 4);
	box = row(&t, 1)->box.items;
	assert_float_equal(box[0], 0, 1e-9);
	assert_float_equal(box[1], HS_PLAIN_LINE, 1e-9);
}

static void where_text_and_words_differ_nothing_is_sure(void **state)
{
	HS_AUTO(table_done) struct table t = {0};

	(void)state;
	read_table(&t, "1\t12-NQ/HU\t05/9/2010\tNghị quyết\n",
		   "1\t12-XX/HU\t05/9/2010\tNghị quyết\n");
	assert_int_equal(t.rows.count, 1);
	assert_float_equal(row(&t, 1)->date_sure, 0, 1e-9);
}

// ---- what is missing

static void missing_is(const char *note, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf got = {0};
	struct hs_list numbers = {0};
	const double *list;

	hs_contents_missing(note, &numbers);
	list = numbers.items;
	for (size_t i = 0; i < numbers.count; i++)
		hs_buf_addf(&got, "%s%.0f", i ? " " : "", list[i]);
	free(numbers.items);
	assert_string_equal(hs_buf_text(&got), wanted);
}

static void a_note_tells_numbers_that_are_missing(void **state)
{
	(void)state;
	missing_is("Khuyết số 140", "140");
	missing_is("Khuyết số 151-157", "151 152 153 154 155 156 157");
	missing_is("Khuyết số 151- 153, 159", "151 152 153 159");
	missing_is("Khuyết số 7; 9", "7 9");
	missing_is("Khuyêt sô 7", "7");
}

static void another_note_tells_none(void **state)
{
	(void)state;
	missing_is(NULL, "");
	missing_is("", "");
	missing_is("Bản sao 2", "");
	missing_is("Khuyết", "");
	missing_is("Khuyết số 0", "");
}

static void a_range_that_nobody_can_mean_is_none(void **state)
{
	(void)state;
	missing_is("Khuyết số 1-99999999", "");
	missing_is("Khuyết số 157-151", "");
	missing_is("Khuyết số 99999999999999999999999-1", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_has_the_usual_columns),
		cmocka_unit_test(heads_tell_which_column_is_which),
		cmocka_unit_test(misread_heads_are_known),
		cmocka_unit_test(a_page_is_contents_by_title_heads_or_dates),
		cmocka_unit_test(a_table_of_something_else_is_none),
		cmocka_unit_test(rows_whose_cells_were_not_found_are_contents_too),
		cmocka_unit_test(a_row_needs_a_subject_and_a_date_or_number_and_issuer),
		cmocka_unit_test(rules_between_cells_are_none_of_them),
		cmocka_unit_test(more_cells_than_columns_do_no_harm),
		cmocka_unit_test(a_row_tells_where_it_stands_and_how_sure_it_is),
		cmocka_unit_test(where_text_and_words_differ_nothing_is_sure),
		cmocka_unit_test(a_note_tells_numbers_that_are_missing),
		cmocka_unit_test(another_note_tells_none),
		cmocka_unit_test(a_range_that_nobody_can_mean_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
