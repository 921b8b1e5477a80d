// test-leaf.c - one page: what kind it is, and what it says of its paper
#include "base/buf.h"
#include "model/leaf.h"
#include "unit/page.h"
#include "unit/papers.h"

static void read_text(void **state, const char *text, struct hs_leaf *leaf)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_leaf_source source = {
		.words = &words,
		.width = HS_PLAIN_WIDTH,
		.text = text,
		.plain = true,
	};

	hs_lines_from_text(text, &words, &source.height);
	hs_leaf_read(&source, *state, 7, leaf);
}

static void read_page(void **state, struct page *page, struct hs_leaf *leaf)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_leaf_source source = {
		.words = &page->words,
		.width = PAGE_W,
		.height = PAGE_H,
		.dpi = 300,
	};

	hs_words_text(&page->words, &text);
	source.text = hs_buf_text(&text);
	hs_leaf_read(&source, *state, 7, leaf);
}

static void kind_is(void **state, const char *text, enum hs_leaf_kind wanted)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state, text, &leaf);
	assert_int_equal(leaf.kind, wanted);
}

static void field_is(const struct hs_document *d, enum hs_document_field field,
		     const char *wanted)
{
	const char *got = hs_document_text(d, field);

	if (!wanted) {
		assert_null(got);
		return;
	}
	assert_non_null(got);
	assert_string_equal(got, wanted);
}

static const char *state_of(const struct hs_document *d, enum hs_document_field field)
{
	assert_non_null(d->fields[field]);
	return d->fields[field]->state;
}

#define HEAD                                                                             \
	"HUYỆN ỦY XUÂN TRƯỜNG\tĐẢNG CỘNG SẢN VIỆT NAM\n*\n"             \
	"Số 12-NQ/HU\tXuân Trường, ngày 18 tháng 10 năm 2021\n"

// ---- papers

static void a_first_page_fills_the_fields_of_its_paper(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};
	const struct hs_document *d = &leaf.head;

	read_text(state, HEAD "NGHỊ QUYẾT\nvề công tác lưu trữ\n\nCăn cứ Điều lệ;\n",
		  &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_FIRST);
	assert_false(leaf.state);
	field_is(d, HS_F_TYPE, "Nghị quyết");
	field_is(d, HS_F_NUMBER, "12");
	field_is(d, HS_F_SYMBOL, "NQ/HU");
	field_is(d, HS_F_DATE, "2021-10-18");
	field_is(d, HS_F_PLACE, "Xuân Trường");
	field_is(d, HS_F_ISSUER, "HUYỆN ỦY XUÂN TRƯỜNG");
	field_is(d, HS_F_PARENT, NULL);
	field_is(d, HS_F_SUBJECT, "về công tác lưu trữ");
	field_is(d, HS_F_SIGNER, NULL);
}

// Every field that has a value tells where it stands.
static void fields_have_evidence(const struct hs_document *d, size_t least)
{
	size_t n = 0;

	for (int f = 0; f < HS_FIELDS; f++) {
		const struct hs_value *v = d->fields[f];

		if (!v)
			continue;
		n++;
		assert_int_equal(v->page, 7);
		assert_int_equal(v->box.count, 4);
		assert_string_equal(v->source, HS_FROM_OCR);
		assert_true(v->confidence > 0 && v->confidence <= 1);
	}
	assert_true(n >= least);
}

static void a_sheet(struct page *page)
{
	page_left(page, 200, "HUYỆN ỦY XUÂN TRƯỜNG");
	page_right(page, 200, "ĐẢNG CỘNG SẢN VIỆT NAM");
	page_left(page, 300, "Số 12-NQ/HU");
	page_right(page, 300, "Xuân Trường, ngày 18 tháng 10 năm 2021");
	page_centre(page, 500, "NGHỊ QUYẾT");
	page_centre(page, 560, "về công tác lưu trữ");
	page_body(page, 800, 5);
}

static void no_value_is_without_evidence(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	a_sheet(&page);
	page_right(&page, 2000, "T/M BAN THƯỜNG VỤ");
	page_right(&page, 2060, "BÍ THƯ");
	page_right(&page, 2300, "Nguyễn Văn An");
	read_page(state, &page, &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_FIRST);
	fields_have_evidence(&leaf.head, 7);
	fields_have_evidence(&leaf.tail, 3);
	assert_int_equal(((double *)leaf.head.fields[HS_F_NUMBER]->box.items)[0],
			 PAGE_LEFT + 3 * PAGE_LETTER);
}

static void a_foot_fills_the_fields_of_the_tail(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};
	const struct hs_document *d = &leaf.tail;

	read_text(state,
		  "phải thực hiện.\n\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nNguyễn Văn An\n\n"
		  "Nơi nhận:\n- Các chi bộ,\n- Lưu Văn phòng.\n",
		  &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_PLAIN);
	field_is(d, HS_F_AUTHORITY, "T/M BAN THƯỜNG VỤ");
	field_is(d, HS_F_POSITION, "BÍ THƯ");
	field_is(d, HS_F_SIGNER, "Nguyễn Văn An");
	field_is(d, HS_F_RECIPIENTS, "Các chi bộ\nLưu Văn phòng");
	field_is(&leaf.head, HS_F_TYPE, NULL);
}

static void a_letter_without_a_type_is_one_by_whom_it_addresses(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "BỘ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
		  "Số: 05/BNV-VP\tHà Nội, ngày 18 tháng 10 năm 2021\n"
		  "V/v báo cáo công tác lưu trữ\n\nKính gửi: Ủy ban nhân dân\n",
		  &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_FIRST);
	assert_true(leaf.state);
	field_is(&leaf.head, HS_F_TYPE, "Công văn");
	field_is(&leaf.head, HS_F_SYMBOL, "BNV-VP");
	field_is(&leaf.head, HS_F_SUBJECT, "V/v báo cáo công tác lưu trữ");
}

static void letters_of_the_symbol_tell_a_type_that_was_not_read(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "ĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-KL/HU\n"
		  "Xuân Trường, ngày 18 tháng 10 năm 2021\n",
		  &leaf);
	field_is(&leaf.head, HS_F_TYPE, "Kết luận");
}

static void name_and_letters_of_a_type_bear_each_other_out(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf same = {0};
	HS_AUTO(hs_leaf_done) struct hs_leaf other = {0};

	read_text(state, HEAD "NGHỊ QUYẾT\n", &same);
	assert_string_equal(state_of(&same.head, HS_F_TYPE), HS_ACCEPTED);
	read_text(state, HEAD "KẾ HOẠCH\n", &other);
	field_is(&other.head, HS_F_TYPE, "Kế hoạch");
	assert_string_equal(state_of(&other.head, HS_F_TYPE), HS_REVIEW);
}

static void guessed_digits_are_for_review(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "HUYỆN ỦY\tĐẢNG CỘNG SẢN VIỆT NAM\nSố l36-NQ/HU\n"
		  "Xuân Trường, ngày l8 tháng 10 năm 2021\nNGHỊ QUYẾT\n",
		  &leaf);
	field_is(&leaf.head, HS_F_NUMBER, "136");
	assert_string_equal(state_of(&leaf.head, HS_F_NUMBER), HS_REVIEW);
	field_is(&leaf.head, HS_F_DATE, "2021-10-18");
	assert_string_equal(state_of(&leaf.head, HS_F_DATE), HS_REVIEW);
}

static void a_day_that_is_not_known_leaves_the_month_for_review(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "HUYỆN ỦY\tĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-NQ/HU\n"
		  "Xuân Trường, ngày .... tháng 10 năm 2021\nNGHỊ QUYẾT\n",
		  &leaf);
	field_is(&leaf.head, HS_F_DATE, "2021-10");
	assert_string_equal(state_of(&leaf.head, HS_F_DATE), HS_REVIEW);
}

static void handwriting_at_the_number_gives_no_number(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state, "HUYỆN ỦY\tĐẢNG CỘNG SẢN VIỆT NAM\nSố ~4J-NQ/HU\nNGHỊ QUYẾT\n",
		  &leaf);
	field_is(&leaf.head, HS_F_NUMBER, NULL);
	field_is(&leaf.head, HS_F_SYMBOL, "NQ/HU");
}

// ---- names

static void marks_of_a_body_are_put_right_from_the_table(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "HUYÊN ỦY XUÂN TRƯỜNG\tĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-NQ/HU\n"
		  "NGHỊ QUYẾT\n",
		  &leaf);
	field_is(&leaf.head, HS_F_ISSUER, "HUYỆN ỦY XUÂN TRƯỜNG");
}

static void signer_is(void **state, const char *line, const char *wanted)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_buf_addf(&text, "phải thực hiện.\n\nBÍ THƯ\n\n%s\n", line);
	read_text(state, text.data, &leaf);
	field_is(&leaf.tail, HS_F_SIGNER, wanted);
}

static void a_misread_surname_is_put_right(void **state)
{
	signer_is(state, "Nguyên Văn An", "Nguyễn Văn An");
	signer_is(state, "Định Văn An", "Đinh Văn An");
	signer_is(state, "Trần Văn An", "Trần Văn An");
}

static void of_two_surnames_with_the_same_letters_neither_becomes_the_other(void **state)
{
	signer_is(state, "Đoàn Văn An", "Đoàn Văn An");
	signer_is(state, "Doãn Văn An", "Doãn Văn An");
	signer_is(state, "Doàn Văn An", "Doàn Văn An");
}

// ---- pages that are no first page

static void a_page_that_mentions_the_party_goes_on(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "2\nđã được Đảng Cộng sản Việt Nam quyết định tại Nghị quyết\n"
		  "Số 12-NQ/HU ngày 18 tháng 10 năm 2021 của Huyện ủy Xuân Trường.\n",
		  &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_PLAIN);
	assert_int_equal(leaf.printed, 2);
	field_is(&leaf.head, HS_F_NUMBER, NULL);
}

static void a_page_without_text_is_empty(void **state)
{
	kind_is(state, "", HS_LEAF_EMPTY);
	kind_is(state, "\n~ .\n", HS_LEAF_EMPTY);
}

// ---- attachments

static void an_appendix_says_so_at_its_top(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state, "PHỤ LỤC 1\nDANH SÁCH CHI BỘ\n1. Chi bộ Xuân Bắc\n", &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_ATTACHMENT);
	assert_string_equal(leaf.title, "PHỤ LỤC 1");
}

static void what_is_issued_with_a_paper_says_so_below_its_title(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "QUY CHẾ\nlàm việc của Huyện ủy\n"
		  "(Kèm theo Quyết định số 12-QĐ/HU, ngày 18/10/2021)\n",
		  &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_ATTACHMENT);
	assert_string_equal(leaf.title, "QUY CHẾ");
	kind_is(state,
		"ĐẢNG CỘNG SẢN VIỆT NAM\nQUY CHẾ\n(Ban hành kèm theo Quyết định số "
		"12-QĐ/HU)\n",
		HS_LEAF_ATTACHMENT);
}

static void a_paper_with_a_number_of_its_own_is_no_attachment(void **state)
{
	kind_is(state, HEAD "QUY CHẾ\n(Kèm theo Quyết định số 12-QĐ/HU)\n",
		HS_LEAF_FIRST);
}

static void an_appendix_mentioned_in_a_sentence_is_none(void **state)
{
	kind_is(state, "một\nhai\nba\nbốn\nPHỤ LỤC 1\n", HS_LEAF_PLAIN);
	kind_is(state,
		"Phụ lục kèm theo Quyết định này nêu rõ các chi bộ phải thực hiện kế "
		"hoạch\n",
		HS_LEAF_PLAIN);
}

// ---- the front of a dossier

static void a_cover_says_what_the_dossier_is(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "HUYỆN ỦY XUÂN TRƯỜNG\nHỒ SƠ\nNghị quyết của Huyện ủy\n"
		  "Từ ngày 04/03/2010 đến ngày 04/12/2010\nGồm: 48 tờ\n"
		  "Thời hạn bảo quản: Vĩnh viễn\n",
		  &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_COVER);
	assert_non_null(leaf.cover);
}

static void a_closing_certificate_says_what_it_is(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state, "CHỨNG TỪ KẾT THÚC\nĐơn vị bảo quản này gồm: 48 tờ\n", &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_CLOSING);
	assert_non_null(leaf.cover);
}

static void a_table_of_contents_is_known_by_its_rows(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	read_text(state,
		  "1\t12-NQ/HU\t05/9/2010\tNghị quyết về lưu trữ\tHuyện ủy\t1\n"
		  "2\t13-NQ/HU\t06/9/2010\tNghị quyết về cán bộ\tHuyện ủy\t5\n"
		  "3\t14-NQ/HU\t07/9/2010\tNghị quyết về kiểm tra\tHuyện ủy\t9\n",
		  &leaf);
	assert_int_equal(leaf.kind, HS_LEAF_CONTENTS);
	assert_int_equal(leaf.rows.count, 3);
}

static void numbers_and_dates_of_rows_make_no_head_of_a_page(void **state)
{
	kind_is(state,
		"MỤC LỤC VĂN BẢN\n"
		"STT\tSố, ký hiệu\tNgày tháng\tTrích yếu\tTác giả\tTờ số\n"
		"1\t12-NQ/HU\t05/9/2010\tNghị quyết về lưu trữ\tHuyện ủy\t1\n"
		"2\t13-NQ/HU\t06/9/2010\tNghị quyết về cán bộ\tHuyện ủy\t5\n",
		HS_LEAF_CONTENTS);
}

static void a_paper_with_a_table_is_a_paper(void **state)
{
	kind_is(state,
		HEAD "NGHỊ QUYẾT\n"
		     "1\t12-NQ/HU\t05/9/2010\tNghị quyết về lưu trữ\tHuyện ủy\t1\n"
		     "2\t13-NQ/HU\t06/9/2010\tNghị quyết về cán bộ\tHuyện ủy\t5\n"
		     "3\t14-NQ/HU\t07/9/2010\tNghị quyết về kiểm tra\tHuyện ủy\t9\n",
		HS_LEAF_FIRST);
}

// ---- stamps

static void a_stamp_of_secrecy_is_found_among_noise(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	a_sheet(&page);
	page_put(&page, 900, 700, '!', "~ ; ,");
	page_put(&page, 500, 400, '!', "TỐI MẶT");
	page_put(&page, 500, 460, '!', "HỎA TỐC");
	read_page(state, &page, &leaf);
	field_is(&leaf.head, HS_F_SECRECY, "Tối mật");
	field_is(&leaf.head, HS_F_URGENCY, "Hỏa tốc");
	fields_have_evidence(&leaf.head, 9);
}

// Words of stamps that were read in one go have the box of all of them.
static void words_in_one_box_are_of_one_stamp_or_two(void **state)
{
	static const struct {
		const char *first, *second, *secrecy, *urgency;
	} cases[] = {
		{"TỐI", "MẬT", "Tối mật", NULL},
		{"MẬT", "KHẨN", "Mật", "Khẩn"},
		{"HỎA TỐC", "MẬT", "Mật", "Hỏa tốc"},
		{"MẬT", "TỐI MẬT", "Tối mật", NULL},
	};

	for (size_t i = 0; i < HS_COUNT(cases); i++) {
		HS_AUTO(page_done) struct page page = {0};
		HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};
		size_t before;

		a_sheet(&page);
		before = page.words.count;
		page_put(&page, 500, 400, '!', cases[i].first);
		page_put(&page, 500, 460, '!', cases[i].second);
		for (size_t k = before; k < page.words.count; k++)
			page.words.list[k].box = (struct hs_box){500, 400, 330, 95};
		read_page(state, &page, &leaf);
		field_is(&leaf.head, HS_F_SECRECY, cases[i].secrecy);
		field_is(&leaf.head, HS_F_URGENCY, cases[i].urgency);
	}
}

static void a_stamp_low_on_the_page_is_none(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};

	a_sheet(&page);
	page_put(&page, 500, 2800, '!', "TỐI MẬT");
	read_page(state, &page, &leaf);
	field_is(&leaf.head, HS_F_SECRECY, NULL);
}

static void a_stamp_that_was_read_as_text_is_one_on_a_first_page(void **state)
{
	HS_AUTO(hs_leaf_done) struct hs_leaf first = {0};
	HS_AUTO(hs_leaf_done) struct hs_leaf later = {0};

	read_text(state, HEAD "MẬT\nNGHỊ QUYẾT\n", &first);
	field_is(&first.head, HS_F_SECRECY, "Mật");
	read_text(state, "3\nMẬT\nphải thực hiện nghị quyết\n", &later);
	field_is(&later.head, HS_F_SECRECY, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_page_fills_the_fields_of_its_paper),
		cmocka_unit_test(no_value_is_without_evidence),
		cmocka_unit_test(a_foot_fills_the_fields_of_the_tail),
		cmocka_unit_test(a_letter_without_a_type_is_one_by_whom_it_addresses),
		cmocka_unit_test(letters_of_the_symbol_tell_a_type_that_was_not_read),
		cmocka_unit_test(name_and_letters_of_a_type_bear_each_other_out),
		cmocka_unit_test(guessed_digits_are_for_review),
		cmocka_unit_test(a_day_that_is_not_known_leaves_the_month_for_review),
		cmocka_unit_test(handwriting_at_the_number_gives_no_number),
		cmocka_unit_test(marks_of_a_body_are_put_right_from_the_table),
		cmocka_unit_test(a_misread_surname_is_put_right),
		cmocka_unit_test(
			of_two_surnames_with_the_same_letters_neither_becomes_the_other),
		cmocka_unit_test(a_page_that_mentions_the_party_goes_on),
		cmocka_unit_test(a_page_without_text_is_empty),
		cmocka_unit_test(an_appendix_says_so_at_its_top),
		cmocka_unit_test(what_is_issued_with_a_paper_says_so_below_its_title),
		cmocka_unit_test(a_paper_with_a_number_of_its_own_is_no_attachment),
		cmocka_unit_test(an_appendix_mentioned_in_a_sentence_is_none),
		cmocka_unit_test(a_cover_says_what_the_dossier_is),
		cmocka_unit_test(a_closing_certificate_says_what_it_is),
		cmocka_unit_test(a_table_of_contents_is_known_by_its_rows),
		cmocka_unit_test(numbers_and_dates_of_rows_make_no_head_of_a_page),
		cmocka_unit_test(a_paper_with_a_table_is_a_paper),
		cmocka_unit_test(a_stamp_of_secrecy_is_found_among_noise),
		cmocka_unit_test(words_in_one_box_are_of_one_stamp_or_two),
		cmocka_unit_test(a_stamp_low_on_the_page_is_none),
		cmocka_unit_test(a_stamp_that_was_read_as_text_is_one_on_a_first_page),
	};

	return cmocka_run_group_tests(tests, papers_enter, papers_leave);
}
