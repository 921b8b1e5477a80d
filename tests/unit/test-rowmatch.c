// test-rowmatch.c - rows of the table of contents find their documents and bear them out
#include "model/contents.h"
#include "model/rowmatch.h"
#include "unit/book.h"
#include "unit/papers.h"

// A row of cells parted by '|': ordinal, symbol, date, subject, issuer, sheet, note.
static void add_row(struct book *book, const char *cells)
{
	struct hs_row *row = hs_list_add(&book->all.contents, sizeof(*row));
	char **to[] = {&row->ordinal, &row->symbol, &row->date, &row->subject,
		       &row->issuer,  &row->sheet,  &row->note};
	HS_AUTO(hs_text_free) char *copy = hs_dup(cells);
	char *rest = copy, *part;

	for (size_t i = 0; i < HS_COUNT(to) && (part = strsep(&rest, "|")); i++)
		*to[i] = *part ? hs_dup(part) : NULL;
	row->page = 2;
	row->symbol_sure = row->date_sure = 0.95;
	hs_contents_missing(row->note, &row->missing);
}

static struct hs_document *add_document(struct book *book, uint32_t first, uint32_t last,
					const char *type, const char *subject)
{
	struct hs_document *d = hs_list_add(&book->all.documents, sizeof(*d));

	hs_pages_set(&d->pages, first, last);
	if (type)
		book_field(d, HS_F_TYPE, type, 0.95);
	if (subject)
		book_field(d, HS_F_SUBJECT, subject, 0.95);
	return d;
}

// Pages that are in a file of several pages, for file_of: from page 10 on a.pdf, from
// 20 on b.pdf.
static const char *file_of(void *user, uint32_t page)
{
	(void)user;
	return page < 10 ? NULL : page < 20 ? "a.pdf" : "b.pdf";
}

static void match(void **state, struct book *book)
{
	hs_contents_match(&book->all, *state, file_of, NULL);
}

// For each document its row, '-' where it has none; and the same the other way round.
static void matched_is(struct book *book, const char *wanted)
{
	const struct hs_row *rows = book->all.contents.items;
	HS_AUTO(hs_buf_done) struct hs_buf got = {0};

	for (size_t i = 1; i <= book->all.documents.count; i++) {
		uint64_t row = book_document(book, i)->row;

		hs_buf_addf(&got, row ? "%u" : "-", (unsigned)row);
		assert_true(!row || rows[row - 1].document == i);
	}
	for (size_t i = 0; i < book->all.contents.count; i++)
		if (rows[i].document)
			assert_int_equal(book_document(book, rows[i].document)->row,
					 i + 1);
	assert_string_equal(hs_buf_text(&got), wanted);
}

#define STORAGE "Nghị quyết về công tác lưu trữ"
#define STAFF "Kế hoạch bồi dưỡng cán bộ trẻ"
#define CHECK "Báo cáo kết quả kiểm tra, giám sát"

static void three_rows(struct book *book)
{
	add_row(book, "1|12-NQ/HU|05/9/2010|" STORAGE "|Huyện ủy|1|");
	add_row(book, "2|13-KH/HU|06/9/2010|" STAFF "|Huyện ủy|4|");
	add_row(book, "3|14-BC/HU|07/9/2010|" CHECK "|Huyện ủy|7|");
}

// ---- who is who

static void rows_and_documents_meet(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book);
	add_document(&book, 3, 5, "Nghị quyết", "về công tác lưu trữ");
	add_document(&book, 6, 7, "Kế hoạch", "bồi dưỡng cán bộ trẻ");
	add_document(&book, 8, 9, "Báo cáo", "kết quả kiểm tra, giám sát");
	match(state, &book);
	matched_is(&book, "123");
	assert_int_equal(book.all.findings.count, 0);
}

static void a_misread_subject_is_enough(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book);
	add_document(&book, 8, 9, NULL, "kết quá kiêm tra, giám");
	match(state, &book);
	matched_is(&book, "3");
}

static void a_number_and_a_date_are_enough(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	struct hs_document *d;

	three_rows(&book);
	d = add_document(&book, 6, 7, NULL, NULL);
	book_field(d, HS_F_NUMBER, "13", 0.95);
	book_field(d, HS_F_DATE, "2010-09-06", 0.95);
	match(state, &book);
	matched_is(&book, "2");
}

static void a_row_without_a_document_is_told(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	const struct hs_remark *remark;

	three_rows(&book);
	add_document(&book, 8, 9, "Báo cáo", "kết quả kiểm tra, giám sát");
	match(state, &book);
	matched_is(&book, "3");
	assert_int_equal(book.all.findings.count, 1); // rows in a row are told together
	remark = book.all.findings.items;
	assert_string_equal(remark->what, "contents-no-document");
	assert_int_equal(remark->page, 2);
	assert_non_null(strstr(remark->detail, "12-NQ/HU"));
	assert_non_null(strstr(remark->detail, "13-KH/HU"));
}

static void a_document_without_a_row_is_told(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book);
	add_document(&book, 3, 5, "Nghị quyết", "về công tác lưu trữ");
	add_document(&book, 30, 31, "Quyết định", "thành lập trường mầm non");
	add_document(&book, 32, 33, "Báo cáo", "kết quả kiểm tra, giám sát");
	match(state, &book);
	matched_is(&book, "1-3");
	assert_true(book_found(&book_document(&book, 2)->findings, "not-in-contents"));
	assert_false(book_found(&book_document(&book, 1)->findings, "not-in-contents"));
}

static void without_rows_nothing_happens(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	add_document(&book, 3, 5, "Nghị quyết", "về công tác lưu trữ");
	match(state, &book);
	matched_is(&book, "-");
	assert_int_equal(book_document(&book, 1)->findings.count, 0);
}

static void without_documents_every_row_is_told(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book);
	match(state, &book);
	assert_true(book_found(&book.all.findings, "contents-no-document"));
}

// ---- what a row supplies

static struct hs_document *only(void **state, struct book *book)
{
	match(state, book);
	assert_int_equal(book_document(book, 1)->row, 1);
	return book_document(book, 1);
}

static void a_row_supplies_what_the_paper_does_not_say(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	const struct hs_document *d;

	three_rows(&book);
	add_document(&book, 3, 5, NULL, "về công tác lưu trữ");
	d = only(state, &book);
	book_field_is(d, HS_F_TYPE, "Nghị quyết");
	book_field_is(d, HS_F_NUMBER, "12");
	book_field_is(d, HS_F_SYMBOL, "NQ/HU");
	book_field_is(d, HS_F_DATE, "2010-09-05");
	book_field_is(d, HS_F_ISSUER, "Huyện ủy");
	assert_string_equal(d->fields[HS_F_NUMBER]->source, HS_FROM_CONTENTS);
	assert_int_equal(d->fields[HS_F_NUMBER]->page, 2);
}

static void what_the_paper_says_in_doubt_the_row_says_instead(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	struct hs_document *d;

	three_rows(&book);
	d = add_document(&book, 3, 5, "Nghị quyết", "về công tác lưu trữ");
	book_field(d, HS_F_NUMBER, "72", 0.4);
	book_field(d, HS_F_DATE, "2010-09", 0.2);
	d = only(state, &book);
	book_field_is(d, HS_F_NUMBER, "12");
	book_field_is(d, HS_F_DATE, "2010-09-05");
	assert_false(book_found(&d->findings, "contents-differs"));
}

static void a_contradiction_is_for_review(void **state)
{
	static const struct {
		enum hs_document_field field;
		const char *text;
	} list[] = {
		{HS_F_NUMBER, "72"}, {HS_F_DATE, "2011-09-05"}, {HS_F_TYPE, "Kết luận"}};

	for (size_t i = 0; i < HS_COUNT(list); i++) {
		HS_AUTO(book_done) struct book book = {0};
		struct hs_document *d;

		three_rows(&book);
		d = add_document(&book, 3, 5, NULL, "về công tác lưu trữ");
		book_field(d, list[i].field, list[i].text, 0.99);
		d = only(state, &book);
		book_field_is(d, list[i].field, list[i].text);
		book_state_is(d, list[i].field, HS_REVIEW);
		assert_true(book_found(&d->findings, "contents-differs"));
	}
}

static void what_both_say_is_accepted(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	struct hs_document *d;

	three_rows(&book);
	d = add_document(&book, 3, 5, NULL, "về công tác lưu trữ");
	book_field(d, HS_F_NUMBER, "12", 0.4);
	book_field(d, HS_F_SYMBOL, "NQ/HU", 0.4);
	book_field(d, HS_F_SUBJECT, "về công tác lưu trữ", 0.4);
	d = only(state, &book);
	book_state_is(d, HS_F_NUMBER, HS_ACCEPTED);
	book_state_is(d, HS_F_SYMBOL, HS_ACCEPTED);
	book_state_is(d, HS_F_SUBJECT, HS_ACCEPTED);
	assert_string_equal(d->fields[HS_F_NUMBER]->source, HS_FROM_OCR);
	assert_int_equal(d->findings.count, 0);
}

static void the_contents_write_out_what_a_letter_abbreviates(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	const struct hs_document *d;

	add_row(&book,
		"1|12-CV/HU|05/9/2010|Công văn về việc báo cáo công tác lưu trữ||1|");
	add_document(&book, 3, 5, "Công văn", "V/v báo cáo công tác lưu trữ");
	d = only(state, &book);
	book_field_is(d, HS_F_SUBJECT, "Về việc báo cáo công tác lưu trữ");
}

// ---- what bears a row out

static void number_of_first_is(void **state, const char *const *rows, size_t count,
			       const char *wanted)
{
	HS_AUTO(book_done) struct book book = {0};

	for (size_t i = 0; i < count; i++)
		add_row(&book, rows[i]);
	add_document(&book, 3, 5, "Nghị quyết", "về công tác lưu trữ");
	book_state_is(only(state, &book), HS_F_NUMBER, wanted);
}

static void numbers_that_go_on_by_one_are_sure(void **state)
{
	static const char *const chain[] = {
		"1|12-NQ/HU|05/9/2010|" STORAGE "|||",
		"2|13-NQ/HU|06/9/2010|" STAFF "|||",
	};
	static const char *const gap[] = {
		"1|12-NQ/HU|05/9/2010|" STORAGE "|||",
		"2|15-NQ/HU|06/9/2010|" STAFF "|||",
	};

	number_of_first_is(state, chain, 2, HS_ACCEPTED);
	number_of_first_is(state, gap, 2, HS_REVIEW);
	number_of_first_is(state, chain, 1, HS_REVIEW);
}

static void numbers_that_a_note_calls_missing_are_no_gap(void **state)
{
	static const char *const noted[] = {
		"1|150-NQ/HU|05/9/2010|" STORAGE "|||Khuyết số 151-157",
		"2|158-NQ/HU|06/9/2010|" STAFF "|||",
	};
	static const char *const wrong[] = {
		"1|150-NQ/HU|05/9/2010|" STORAGE "|||Khuyết số 151-156",
		"2|158-NQ/HU|06/9/2010|" STAFF "|||",
	};

	number_of_first_is(state, noted, 2, HS_ACCEPTED);
	number_of_first_is(state, wrong, 2, HS_REVIEW);
}

static void digits_that_were_guessed_are_borne_out_by_their_neighbours(void **state)
{
	static const char *const rows[] = {
		"1|l2-NQ/HU|05/9/2010|" STORAGE "|||",
		"2|13-NQ/HU|06/9/2010|" STAFF "|||",
	};

	number_of_first_is(state, rows, 2, HS_ACCEPTED);
}

static void a_date_is_sure_where_dates_rise(void **state)
{
	for (int rising = 0; rising <= 1; rising++) {
		HS_AUTO(book_done) struct book book = {0};

		add_row(&book, rising ? "1|12-NQ/HU|05/9/2010|" STORAGE "|||"
				      : "1|12-NQ/HU|05/9/2011|" STORAGE "|||");
		add_row(&book, "2|13-NQ/HU|06/9/2010|" STAFF "|||");
		add_document(&book, 3, 5, "Nghị quyết", "về công tác lưu trữ");
		book_state_is(only(state, &book), HS_F_DATE,
			      rising ? HS_ACCEPTED : HS_REVIEW);
	}
}

// ---- what a person says

static void what_a_person_says_the_contents_do_not_touch(void **state)
{
	static const struct {
		enum hs_document_field field;
		const char *said;
	} list[] = {
		{HS_F_NUMBER, "72"},         {HS_F_NUMBER, ""},
		{HS_F_DATE, "2011-01-01"},   {HS_F_SYMBOL, "KL/TU"},
		{HS_F_SYMBOL, ""},           {HS_F_TYPE, "Kết luận"},
		{HS_F_SUBJECT, "việc khác"}, {HS_F_SUBJECT, ""},
		{HS_F_ISSUER, ""},
	};

	for (size_t i = 0; i < HS_COUNT(list); i++) {
		HS_AUTO(book_done) struct book book = {0};
		struct hs_document *d;

		three_rows(&book);
		d = add_document(&book, 3, 5, "Nghị quyết", "về công tác lưu trữ");
		book_field(d, HS_F_NUMBER, "12", 0.95);
		book_field(d, HS_F_DATE, "2010-09-05", 0.95);
		book_by_person(d, list[i].field, list[i].said);
		d = only(state, &book);
		assert_string_equal(d->fields[list[i].field]->value, list[i].said);
		assert_true(hs_value_by_person(d->fields[list[i].field]));
		book_state_is(d, list[i].field, HS_ACCEPTED);
	}
}

static void a_persons_abbreviation_stays(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	struct hs_document *d;

	add_row(&book,
		"1|12-CV/HU|05/9/2010|Công văn về việc báo cáo công tác lưu trữ||1|");
	d = add_document(&book, 3, 5, "Công văn", NULL);
	book_by_person(d, HS_F_SUBJECT, "V/v báo cáo công tác lưu trữ");
	d = only(state, &book);
	book_field_is(d, HS_F_SUBJECT, "V/v báo cáo công tác lưu trữ");
}

static void that_the_contents_differ_from_a_person_is_told(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	struct hs_document *d;

	three_rows(&book);
	d = add_document(&book, 3, 5, "Nghị quyết", "về công tác lưu trữ");
	book_by_person(d, HS_F_NUMBER, "72");
	d = only(state, &book);
	assert_true(book_found(&d->findings, "contents-differs"));
}

// ---- papers that are filed with another

static struct hs_document *filed(struct book *book, uint32_t first, uint32_t last)
{
	add_document(book, first, first + 1, "Nghị quyết", "về công tác lưu trữ");
	add_document(book, first + 2, last, "Danh sách", "các đơn vị trường học");
	add_document(book, last + 1, last + 1, "Kế hoạch", "bồi dưỡng cán bộ trẻ");
	return book_document(book, 2);
}

static void a_paper_in_the_file_of_another_becomes_its_attachment(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	const struct hs_attachment *a;
	struct hs_document *d;

	three_rows(&book);
	book_field(filed(&book, 10, 13), HS_F_SECRECY, "Mật", 0.95);
	match(state, &book);
	book_is(&book, "10-13[12-13] 14-14");
	matched_is(&book, "12");
	d = book_document(&book, 1);
	a = d->attachments.items;
	assert_string_equal(a->title, "Danh sách các đơn vị trường học");
	assert_true(book_found(&d->findings, "heading-inside"));
	book_field_is(d, HS_F_SECRECY, "Mật");
}

static void a_paper_in_a_file_of_its_own_stays_one(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book);
	filed(&book, 18, 21);
	match(state, &book);
	book_is(&book, "18-19 20-21 22-22");
	matched_is(&book, "1-2");
}

static void a_paper_on_sheets_that_a_row_covers_becomes_an_attachment(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book); // sheets 1, 4, 7
	filed(&book, 3, 5);
	match(state, &book);
	book_is(&book, "3-5[5-5] 6-6");
}

static void a_paper_on_more_sheets_than_a_row_covers_stays_one(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book);
	filed(&book, 3, 6);
	match(state, &book);
	book_is(&book, "3-4 5-6 7-7");
}

static void a_paper_of_which_a_person_spoke_is_no_attachment(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book);
	book_by_person(filed(&book, 10, 13), HS_F_NUMBER, "");
	match(state, &book);
	book_is(&book, "10-11 12-13 14-14");
}

static void a_range_that_a_person_fixed_takes_no_attachment(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	three_rows(&book);
	filed(&book, 10, 13);
	hs_text_set(&book_document(&book, 1)->pages_by, HS_FROM_PERSON);
	match(state, &book);
	book_is(&book, "10-11 12-13 14-14");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_documents_meet),
		cmocka_unit_test(a_misread_subject_is_enough),
		cmocka_unit_test(a_number_and_a_date_are_enough),
		cmocka_unit_test(a_row_without_a_document_is_told),
		cmocka_unit_test(a_document_without_a_row_is_told),
		cmocka_unit_test(without_rows_nothing_happens),
		cmocka_unit_test(without_documents_every_row_is_told),
		cmocka_unit_test(a_row_supplies_what_the_paper_does_not_say),
		cmocka_unit_test(what_the_paper_says_in_doubt_the_row_says_instead),
		cmocka_unit_test(a_contradiction_is_for_review),
		cmocka_unit_test(what_both_say_is_accepted),
		cmocka_unit_test(the_contents_write_out_what_a_letter_abbreviates),
		cmocka_unit_test(numbers_that_go_on_by_one_are_sure),
		cmocka_unit_test(numbers_that_a_note_calls_missing_are_no_gap),
		cmocka_unit_test(
			digits_that_were_guessed_are_borne_out_by_their_neighbours),
		cmocka_unit_test(a_date_is_sure_where_dates_rise),
		cmocka_unit_test(what_a_person_says_the_contents_do_not_touch),
		cmocka_unit_test(a_persons_abbreviation_stays),
		cmocka_unit_test(that_the_contents_differ_from_a_person_is_told),
		cmocka_unit_test(a_paper_in_the_file_of_another_becomes_its_attachment),
		cmocka_unit_test(a_paper_in_a_file_of_its_own_stays_one),
		cmocka_unit_test(
			a_paper_on_sheets_that_a_row_covers_becomes_an_attachment),
		cmocka_unit_test(a_paper_on_more_sheets_than_a_row_covers_stays_one),
		cmocka_unit_test(a_paper_of_which_a_person_spoke_is_no_attachment),
		cmocka_unit_test(a_range_that_a_person_fixed_takes_no_attachment),
	};

	return cmocka_run_group_tests(tests, papers_enter, papers_leave);
}
