// test-heading.c - the head of a paper's first page: what stands where
#include "base/buf.h"
#include "base/text.h"
#include "model/heading.h"
#include "unit/page.h"
#include "unit/papers.h"

struct headed {
	struct page page;
	struct hs_heading h;
};

static void headed_done(struct headed *it)
{
	hs_heading_done(&it->h);
	page_done(&it->page);
}

static void find_in_text(void **state, const char *text, struct headed *it)
{
	page_of_text(&it->page, text);
	hs_heading_find(&it->page.lines, *state, &it->h);
}

static void find_in_page(void **state, struct headed *it)
{
	page_read(&it->page);
	hs_heading_find(&it->page.lines, *state, &it->h);
}

// Its lines, parted by '|'.
static void block_is(const struct hs_block *block, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	for (size_t i = 0; i < block->count; i++)
		hs_buf_addf(&all, "%s%s", i ? "|" : "",
			    block->lines[i]->text + (i ? 0 : block->skip));
	assert_string_equal(hs_buf_text(&all), wanted);
}

static void type_is(const struct hs_heading *h, const char *wanted)
{
	if (!wanted) {
		assert_null(h->type);
		return;
	}
	assert_non_null(h->type);
	assert_string_equal(h->type->cell[0], wanted);
}

static void date_is(const struct hs_heading *h, const char *wanted)
{
	HS_AUTO(hs_text_free) char *iso = h->date_line ? hs_date_iso(&h->date) : NULL;

	assert_string_equal(iso ? iso : "none", wanted);
}

static void symbol_is(const struct hs_heading *h, const char *number, const char *symbol)
{
	assert_non_null(h->number_line);
	assert_string_equal(h->symbol.number ? h->symbol.number : "", number);
	assert_string_equal(h->symbol.symbol, symbol);
}

#define NUMBER_AND_DATE "Số 12-NQ/HU\tXuân Trường, ngày 18 tháng 10 năm 2021\n"
#define HEAD                                                                             \
	"HUYỆN ỦY XUÂN TRƯỜNG\tĐẢNG CỘNG SẢN VIỆT NAM\n"                \
	"*\t-----\n" NUMBER_AND_DATE

static void a_paper_of_the_party_has_a_head(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     HEAD
		     "NGHỊ QUYẾT\nvề công tác lưu trữ\n-----\n\nCăn cứ Điều lệ Đảng;\n",
		     &it);
	assert_true(it.h.score >= HS_HEADING);
	assert_non_null(it.h.title);
	assert_false(it.h.state);
	assert_non_null(it.h.star);
	block_is(&it.h.parent, "");
	block_is(&it.h.issuer, "HUYỆN ỦY XUÂN TRƯỜNG");
	symbol_is(&it.h, "12", "NQ/HU");
	date_is(&it.h, "2021-10-18");
	type_is(&it.h, "Nghị quyết");
	block_is(&it.h.subject, "về công tác lưu trữ");
}

static void a_paper_of_the_state_has_a_motto(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
		     "HUYỆN XUÂN TRƯỜNG\tĐộc lập - Tự do - Hạnh phúc\n"
		     "Số: 15/2021/QĐ-UBND\tXuân Trường, ngày 05 tháng 9 năm 2021\n"
		     "QUYẾT ĐỊNH\nVề việc ban hành Quy chế\n",
		     &it);
	assert_true(it.h.score >= HS_HEADING);
	assert_true(it.h.state);
	assert_non_null(it.h.motto);
	block_is(&it.h.issuer, "ỦY BAN NHÂN DÂN|HUYỆN XUÂN TRƯỜNG");
	symbol_is(&it.h, "15", "2021/QĐ-UBND");
	date_is(&it.h, "2021-09-05");
	type_is(&it.h, "Quyết định");
	block_is(&it.h.subject, "Về việc ban hành Quy chế");
}

static void a_paper_before_1976_has_another_title(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state, "ĐẢNG LAO ĐỘNG VIỆT NAM\nHUYỆN ỦY XUÂN TRƯỜNG\nSố 12-NQ/HU\n",
		     &it);
	assert_string_equal(it.h.title->cell[0], "Đảng Lao động Việt Nam");
	assert_false(it.h.state);
}

static void the_head_of_a_sheet_stands_in_two_columns(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	page_put(&it.page, 340, 200, 'b', "ĐẢNG BỘ TỈNH NAM ĐỊNH");
	page_put(&it.page, 1500, 200, '-', "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_put(&it.page, 360, 260, 'l', "HUYỆN ỦY XUÂN TRƯỜNG");
	page_put(&it.page, 540, 320, 'l', "*");
	page_put(&it.page, 420, 380, 'l', "Số 12-NQ/HU");
	page_put(&it.page, 1400, 380, '-', "Xuân Trường, ngày 18 tháng 10 năm 2021");
	page_centre(&it.page, 500, "NGHỊ QUYẾT");
	page_centre(&it.page, 560, "về nâng cao chất lượng sinh hoạt");
	page_centre(&it.page, 620, "chi bộ");
	page_body(&it.page, 800, 5);
	find_in_page(state, &it);
	assert_true(it.h.score >= HS_HEADING);
	block_is(&it.h.parent, "ĐẢNG BỘ TỈNH NAM ĐỊNH");
	block_is(&it.h.issuer, "HUYỆN ỦY XUÂN TRƯỜNG");
	symbol_is(&it.h, "12", "NQ/HU");
	date_is(&it.h, "2021-10-18");
	type_is(&it.h, "Nghị quyết");
	block_is(&it.h.subject, "về nâng cao chất lượng sinh hoạt|chi bộ");
	assert_false(it.h.subject_left);
}

static void the_last_body_is_the_issuer_and_those_above_its_parents(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     "ĐẢNG BỘ TỈNH NAM ĐỊNH\tĐẢNG CỘNG SẢN VIỆT NAM\n"
		     "HUYỆN ỦY XUÂN\nTRƯỜNG\n" NUMBER_AND_DATE "NGHỊ QUYẾT\n",
		     &it);
	block_is(&it.h.parent, "ĐẢNG BỘ TỈNH NAM ĐỊNH");
	block_is(&it.h.issuer, "HUYỆN ỦY XUÂN|TRƯỜNG");
}

static void an_organ_that_stands_alone_is_named_with_its_body(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     "BAN CHẤP HÀNH\tĐẢNG CỘNG SẢN VIỆT NAM\n"
		     "ĐẢNG BỘ HUYỆN XUÂN TRƯỜNG\n" NUMBER_AND_DATE "NGHỊ QUYẾT\n",
		     &it);
	block_is(&it.h.parent, "");
	block_is(&it.h.issuer, "BAN CHẤP HÀNH|ĐẢNG BỘ HUYỆN XUÂN TRƯỜNG");
}

static void a_stamp_in_the_head_is_neither_issuer_nor_subject(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(
		state,
		"HUYỆN ỦY XUÂN TRƯỜNG\tĐẢNG CỘNG SẢN VIỆT NAM\nTỐI MẬT\n" NUMBER_AND_DATE
		"NGHỊ QUYẾT\nTUYỆT MẬT\nvề công tác lưu trữ\n",
		&it);
	block_is(&it.h.issuer, "HUYỆN ỦY XUÂN TRƯỜNG");
	block_is(&it.h.subject, "về công tác lưu trữ");
}

// ---- misread, typed by hand

static void a_title_and_a_type_are_known_though_misread(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     "HUYỆN ỦY\tĐÁNG CỌNG SÀN VIẸT NAN\n"
		     "NGHJ QUYẾT\nvề công tác lưu trữ\n",
		     &it);
	assert_non_null(it.h.title);
	type_is(&it.h, "Nghị quyết");
	block_is(&it.h.subject, "về công tác lưu trữ");
}

static void a_typed_date_stands_at_the_right(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	page_put(&it.page, 340, 200, 'b', "HUYỆN ỦY XUÂN TRƯỜNG");
	page_put(&it.page, 1500, 200, '-', "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_put(&it.page, 420, 380, 'l', "Số 12-NQ/HU");
	page_put(&it.page, 1500, 380, '-', "Xuân Trường, 01-10-1997");
	page_body(&it.page, 800, 5);
	find_in_page(state, &it);
	date_is(&it.h, "1997-10-01");
	assert_int_equal(it.h.date.at, strlen("Xuân Trường, "));
}

static void number_and_date_in_one_line_are_told_apart(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     "ĐẢNG CỘNG SẢN VIỆT NAM\n"
		     "Số 12-NQ/HU Xuân Trường, ngày 18 tháng 10 năm 2021\n",
		     &it);
	symbol_is(&it.h, "12", "NQ/HU");
	date_is(&it.h, "2021-10-18");
	assert_ptr_equal(it.h.date_line, it.h.number_line);
}

static void handwriting_at_the_number_leaves_the_symbol(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     "HUYỆN ỦY\tĐẢNG CỘNG SẢN VIỆT NAM\nSố ~4J-NQ/HU\nNGHỊ QUYẾT\n", &it);
	symbol_is(&it.h, "", "NQ/HU");
	assert_true(it.h.symbol.strange);
}

// ---- types

static void a_type_may_go_on_in_its_line(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state, HEAD "BÁO CÁO CỦA BAN THƯỜNG VỤ\nvề công tác lưu trữ\n", &it);
	type_is(&it.h, "Báo cáo");
	block_is(&it.h.subject, "CỦA BAN THƯỜNG VỤ|về công tác lưu trữ");
}

static void a_line_that_only_begins_like_a_type_is_none(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state, HEAD "THÔNG BÁO ĐỘNG ĐẤT\n", &it);
	type_is(&it.h, NULL);
}

static void a_type_in_running_text_is_none(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state, HEAD "kế hoạch\nđã đề ra\n", &it);
	type_is(&it.h, NULL);
}

// ---- subjects

static void a_body_below_the_subject_is_none_of_it(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	page_left(&it.page, 200, "HUYỆN ỦY XUÂN TRƯỜNG");
	page_right(&it.page, 200, "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_left(&it.page, 300, "Số 12-QĐ/HU");
	page_centre(&it.page, 500, "QUYẾT ĐỊNH");
	page_centre(&it.page, 560, "về việc chuẩn y Ban Chấp hành");
	page_centre(&it.page, 620, "BAN THƯỜNG VỤ HUYỆN ỦY");
	page_body(&it.page, 800, 5);
	find_in_page(state, &it);
	type_is(&it.h, "Quyết định");
	block_is(&it.h.subject, "về việc chuẩn y Ban Chấp hành");
}

static void a_subject_ends_where_the_body_begins(void **state)
{
	static const char *const begins[] = {
		"Căn cứ Điều lệ Đảng;",
		"Kính gửi: các chi bộ",
		"Thực hiện Nghị quyết 5,",
		"I- TÌNH HÌNH",
		"1. Đánh giá",
		"- Như trên",
		"-----",
		"Điều 1. Ban hành",
	};

	for (size_t i = 0; i < HS_COUNT(begins); i++) {
		HS_AUTO(headed_done) struct headed it = {0};
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};

		hs_buf_addf(&text, "%sQUYẾT ĐỊNH\nvề công tác\n%s\nphần sau\n", HEAD,
			    begins[i]);
		find_in_text(state, text.data, &it);
		block_is(&it.h.subject, "về công tác");
	}
}

static void a_subject_may_begin_as_bodies_do_where_it_is_centred(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	page_left(&it.page, 200, "HUYỆN ỦY XUÂN TRƯỜNG");
	page_right(&it.page, 200, "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_centre(&it.page, 500, "KẾ HOẠCH");
	page_centre(&it.page, 560, "thực hiện Nghị quyết số 21-NQ/TW");
	page_centre(&it.page, 620, "của Ban Chấp hành Trung ương");
	page_put(&it.page, PAGE_LEFT + 100, 700, 'l', "Thực hiện Kế hoạch của Tỉnh ủy,");
	page_body(&it.page, 760, 5);
	find_in_page(state, &it);
	block_is(&it.h.subject,
		 "thực hiện Nghị quyết số 21-NQ/TW|của Ban Chấp hành Trung ương");
}

static void running_text_below_the_type_is_no_subject(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	page_left(&it.page, 200, "HUYỆN ỦY XUÂN TRƯỜNG");
	page_right(&it.page, 200, "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_centre(&it.page, 500, "QUYẾT ĐỊNH");
	page_left(&it.page, 580, "về công tác ở bên trái");
	page_body(&it.page, 640, 5);
	find_in_page(state, &it);
	block_is(&it.h.subject, "");
}

static void the_subject_of_a_letter_stands_under_its_number(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	page_left(&it.page, 200, "HUYỆN ỦY XUÂN TRƯỜNG");
	page_right(&it.page, 200, "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_left(&it.page, 300, "Số 12-CV/HU");
	page_right(&it.page, 300, "Xuân Trường, ngày 18 tháng 10 năm 2021");
	page_left(&it.page, 380, "V/v báo cáo công tác");
	page_left(&it.page, 430, "lưu trữ năm 2021");
	page_centre(&it.page, 560, "Kính gửi: các chi bộ");
	page_body(&it.page, 800, 5);
	find_in_page(state, &it);
	assert_true(it.h.score >= HS_HEADING);
	type_is(&it.h, NULL);
	assert_non_null(it.h.dear);
	assert_true(it.h.subject_left);
	block_is(&it.h.subject, "V/v báo cáo công tác|lưu trữ năm 2021");
	block_is(&it.h.issuer, "HUYỆN ỦY XUÂN TRƯỜNG");
}

static void the_subject_of_a_letter_may_do_without_its_mark(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	page_left(&it.page, 200, "HUYỆN ỦY XUÂN TRƯỜNG");
	page_left(&it.page, 300, "Số 12-CV/HU");
	page_left(&it.page, 380, "Mời dự hội nghị tổng kết");
	page_centre(&it.page, 560, "Kính gửi: các chi bộ");
	page_left(&it.page, 640, "Xuân Bắc, Xuân Đài");
	page_body(&it.page, 800, 5);
	find_in_page(state, &it);
	assert_true(it.h.subject_left);
	block_is(&it.h.subject, "Mời dự hội nghị tổng kết");
}

static void a_subject_says_what_it_is_about_though_no_type_was_read(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state, HEAD "Về việc chuẩn y Ban Chấp hành\n\nCăn cứ Điều lệ;\n",
		     &it);
	type_is(&it.h, NULL);
	block_is(&it.h.subject, "Về việc chuẩn y Ban Chấp hành");
}

// ---- what is no head

static void a_page_that_mentions_the_party_is_no_first_page(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     "2\nđã được Đảng Cộng sản Việt Nam quyết định tại Nghị quyết\n"
		     "Số 12-NQ/HU ngày 18 tháng 10 năm 2021 của Huyện ủy Xuân Trường về\n"
		     "công tác lưu trữ; các chi bộ phải thực hiện kế hoạch đã đề ra.\n",
		     &it);
	assert_null(it.h.title);
	assert_null(it.h.date_line);
	assert_true(it.h.score < HS_HEADING_POOR);
}

static void a_date_within_a_sentence_is_not_the_date(void **state)
{
	static const char *const lines[] = {
		"NGHỊ QUYẾT\nvề lưu trữ\nhọp ngày 18 tháng 10 năm 2021\n",
		"Căn cứ Quyết định ngày 18 tháng 10 năm 2021 của Huyện ủy,\n",
		"Căn cứ biên bản họp của tất cả các chi bộ ngày 18 tháng 10 năm 2021\n",
		"Quyết định số 5 ngày 18 tháng 10 năm 2021\n",
	};

	for (size_t i = 0; i < HS_COUNT(lines); i++) {
		HS_AUTO(headed_done) struct headed it = {0};
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};

		hs_buf_addf(&text, "HUYỆN ỦY\tĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-NQ/HU\n%s",
			    lines[i]);
		find_in_text(state, text.data, &it);
		date_is(&it.h, "none");
	}
}

static void a_number_below_the_type_is_another_papers(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state,
		     "HUYỆN ỦY\tĐẢNG CỘNG SẢN VIỆT NAM\nNGHỊ QUYẾT\nvề lưu trữ\n"
		     "Số 12-NQ/HU\n",
		     &it);
	assert_null(it.h.number_line);
}

static void a_head_low_on_the_page_is_none(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	page_body(&it.page, 200, 5);
	page_left(&it.page, 2600, "HUYỆN ỦY XUÂN TRƯỜNG");
	page_right(&it.page, 2600, "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_left(&it.page, 2700, "Số 12-NQ/HU");
	find_in_page(state, &it);
	assert_null(it.h.title);
	assert_null(it.h.number_line);
	assert_true(it.h.score < HS_HEADING_POOR);
}

static void an_empty_page_has_no_head(void **state)
{
	HS_AUTO(headed_done) struct headed it = {0};

	find_in_text(state, "", &it);
	assert_true(it.h.score < HS_HEADING_POOR);
	assert_null(it.h.title);
}

// ---- the number of the page

static void a_number_alone_at_the_top_is_the_pages(void **state)
{
	static const struct {
		const char *text;
		unsigned number;
	} list[] = {
		{"2\nmột", 2},    {"- 12 -\nmột", 12}, {"7.\nmột", 7},
		{"2021\nmột", 0}, {"2 người\n", 0},    {"một\nhai\nba\n4\n", 0},
		{"", 0},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(list); i++) {
		HS_AUTO(page_done) struct page page = {0};

		page_of_text(&page, list[i].text);
		assert_int_equal(hs_page_printed(&page.lines), list[i].number);
	}
}

static void a_number_that_is_not_centred_is_not_the_pages(void **state)
{
	HS_AUTO(page_done) struct page centred = {0};
	HS_AUTO(page_done) struct page left = {0};

	(void)state;
	page_centre(&centred, 150, "3");
	page_body(&centred, 300, 5);
	page_read(&centred);
	assert_int_equal(hs_page_printed(&centred.lines), 3);
	page_left(&left, 150, "3");
	page_body(&left, 300, 5);
	page_read(&left);
	assert_int_equal(hs_page_printed(&left.lines), 0);
}

static void a_later_page_has_less_of_a_head(void **state)
{
	HS_AUTO(headed_done) struct headed first = {0};
	HS_AUTO(headed_done) struct headed later = {0};

	find_in_text(state, HEAD, &first);
	find_in_text(state, "2\n" HEAD, &later);
	assert_true(later.h.score < first.h.score);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paper_of_the_party_has_a_head),
		cmocka_unit_test(a_paper_of_the_state_has_a_motto),
		cmocka_unit_test(a_paper_before_1976_has_another_title),
		cmocka_unit_test(the_head_of_a_sheet_stands_in_two_columns),
		cmocka_unit_test(the_last_body_is_the_issuer_and_those_above_its_parents),
		cmocka_unit_test(an_organ_that_stands_alone_is_named_with_its_body),
		cmocka_unit_test(a_stamp_in_the_head_is_neither_issuer_nor_subject),
		cmocka_unit_test(a_title_and_a_type_are_known_though_misread),
		cmocka_unit_test(a_typed_date_stands_at_the_right),
		cmocka_unit_test(number_and_date_in_one_line_are_told_apart),
		cmocka_unit_test(handwriting_at_the_number_leaves_the_symbol),
		cmocka_unit_test(a_type_may_go_on_in_its_line),
		cmocka_unit_test(a_line_that_only_begins_like_a_type_is_none),
		cmocka_unit_test(a_type_in_running_text_is_none),
		cmocka_unit_test(a_body_below_the_subject_is_none_of_it),
		cmocka_unit_test(a_subject_ends_where_the_body_begins),
		cmocka_unit_test(a_subject_may_begin_as_bodies_do_where_it_is_centred),
		cmocka_unit_test(running_text_below_the_type_is_no_subject),
		cmocka_unit_test(the_subject_of_a_letter_stands_under_its_number),
		cmocka_unit_test(the_subject_of_a_letter_may_do_without_its_mark),
		cmocka_unit_test(a_subject_says_what_it_is_about_though_no_type_was_read),
		cmocka_unit_test(a_page_that_mentions_the_party_is_no_first_page),
		cmocka_unit_test(a_date_within_a_sentence_is_not_the_date),
		cmocka_unit_test(a_number_below_the_type_is_another_papers),
		cmocka_unit_test(a_head_low_on_the_page_is_none),
		cmocka_unit_test(an_empty_page_has_no_head),
		cmocka_unit_test(a_number_alone_at_the_top_is_the_pages),
		cmocka_unit_test(a_number_that_is_not_centred_is_not_the_pages),
		cmocka_unit_test(a_later_page_has_less_of_a_head),
	};

	return cmocka_run_group_tests(tests, papers_enter, papers_leave);
}
