// test-split.c - the pages of a dossier become documents
#include "model/heading.h"
#include "model/split.h"
#include "unit/book.h"

static void split_is(const char *kinds, const char *wanted)
{
	HS_AUTO(book_done) struct book book = {0};

	book_make(&book, kinds);
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, wanted);
}

static void a_paper_goes_on_until_the_next_begins(void **state)
{
	(void)state;
	split_is("FpFFpp", "1-2 3-3 4-6");
	split_is("", "");
}

static void what_is_attached_belongs_to_the_paper_before(void **state)
{
	(void)state;
	split_is("FpApAF", "1-5[3-4][5-5] 6-6");
}

static void an_attachment_of_nothing_is_a_paper_without_a_heading(void **state)
{
	(void)state;
	split_is("Ap", "1-2!");
	split_is("CAp", "2-3!");
}

static void an_attachment_keeps_its_title(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	const struct hs_attachment *a;

	(void)state;
	book_make(&book, "FA");
	book_leaf(&book, 2)->title = hs_dup("PHỤ LỤC 1");
	hs_split(book.leaves, book.count, &book.all);
	a = book_document(&book, 1)->attachments.items;
	assert_string_equal(a->title, "PHỤ LỤC 1");
}

static void a_page_without_a_head_begins_a_paper_that_says_so(void **state)
{
	(void)state;
	split_is("pp", "1-2!");
	split_is("CpFp", "2-2! 3-4");
}

// ---- front and end of the dossier

static void cover_contents_and_certificate_are_no_papers(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	const double *contents;

	(void)state;
	book_make(&book, "CTTFpK");
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "4-5");
	assert_non_null(book.all.cover);
	contents = book.all.contents_pages.items;
	assert_int_equal(book.all.contents_pages.count, 2);
	assert_float_equal(contents[0], 2, 1e-9);
	assert_float_equal(contents[1], 3, 1e-9);
}

static void cover_and_certificate_are_told_together(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "CFK");
	book_leaf(&book, 1)->cover->fields[HS_C_TITLE] =
		hs_value_new("Nghị quyết", HS_FROM_OCR, HS_ACCEPTED);
	book_leaf(&book, 3)->cover->fields[HS_C_TITLE] =
		hs_value_new("khác", HS_FROM_OCR, HS_ACCEPTED);
	book_leaf(&book, 3)->cover->fields[HS_C_SHEETS] =
		hs_value_new("48", HS_FROM_OCR, HS_ACCEPTED);
	hs_split(book.leaves, book.count, &book.all);
	assert_string_equal(book.all.cover->fields[HS_C_TITLE]->value, "Nghị quyết");
	assert_string_equal(book.all.cover->fields[HS_C_SHEETS]->value, "48");
}

static void add_rows(struct hs_leaf *leaf, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct hs_row *row = hs_list_add(&leaf->rows, sizeof(*row));

		row->page = leaf->page;
		row->ordinal = hs_dup("1");
	}
}

static void a_table_goes_on_behind_a_page_of_contents(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "TppF");
	add_rows(book_leaf(&book, 1), 3);
	add_rows(book_leaf(&book, 2), 2);
	add_rows(book_leaf(&book, 3), 1); // one row is no table
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "3-3! 4-4");
	assert_int_equal(book.all.contents.count, 5);
}

static void rows_of_a_table_in_a_paper_are_no_contents(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "Fp");
	add_rows(book_leaf(&book, 2), 9);
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "1-2");
	assert_int_equal(book.all.contents.count, 0);
}

// ---- empty pages

static void an_empty_page_goes_on_with_the_paper_before(void **state)
{
	(void)state;
	split_is("FeeF", "1-3 4-4");
}

static void an_empty_page_of_no_paper_is_told(void **state)
{
	HS_AUTO(book_done) struct book book = {0};
	const struct hs_remark *remark;

	(void)state;
	book_make(&book, "CeF");
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "3-3");
	assert_int_equal(book.all.findings.count, 1);
	remark = book.all.findings.items;
	assert_string_equal(remark->what, "no-text");
	assert_int_equal(remark->page, 2);
}

// ---- heads

static void a_head_gives_its_fields_to_the_paper(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "FpF");
	book_field(&book_leaf(&book, 1)->head, HS_F_TYPE, "Báo cáo", 0.9);
	book_field(&book_leaf(&book, 2)->head, HS_F_NUMBER, "5", 0.9);
	book_field(&book_leaf(&book, 3)->head, HS_F_TYPE, "Kế hoạch", 0.9);
	hs_split(book.leaves, book.count, &book.all);
	book_field_is(book_document(&book, 1), HS_F_TYPE, "Báo cáo");
	book_field_is(book_document(&book, 1), HS_F_NUMBER, NULL);
	book_field_is(book_document(&book, 2), HS_F_TYPE, "Kế hoạch");
}

static void a_poor_head_begins_a_paper_behind_a_foot(void **state)
{
	for (int foot = 0; foot <= 1; foot++) {
		HS_AUTO(book_done) struct book book = {0};

		(void)state;
		book_make(&book, "Fpp");
		book_leaf(&book, 2)->foot = foot ? 3 : 0;
		book_leaf(&book, 3)->score = HS_HEADING_POOR;
		book_field(&book_leaf(&book, 3)->head, HS_F_TYPE, "Báo cáo", 0.9);
		hs_split(book.leaves, book.count, &book.all);
		book_is(&book, foot ? "1-2 3-3" : "1-3");
		book_field_is(book_document(&book, foot ? 2 : 1), HS_F_TYPE,
			      foot ? "Báo cáo" : NULL);
	}
}

static void numbers_that_go_on_keep_pages_together(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "Fpp");
	book_leaf(&book, 2)->foot = 3;
	book_leaf(&book, 2)->printed = 2;
	book_leaf(&book, 3)->printed = 3;
	book_leaf(&book, 3)->score = HS_HEADING_POOR;
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "1-3");
}

static void a_stamp_on_a_later_page_is_of_all_of_the_paper(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "FpF");
	book_field(&book_leaf(&book, 2)->head, HS_F_SECRECY, "Mật", 0.9);
	hs_split(book.leaves, book.count, &book.all);
	book_field_is(book_document(&book, 1), HS_F_SECRECY, "Mật");
	book_field_is(book_document(&book, 2), HS_F_SECRECY, NULL);
}

// ---- feet

static void signed_by(struct hs_leaf *leaf, double foot, const char *name)
{
	leaf->foot = foot;
	book_field(&leaf->tail, HS_F_SIGNER, name, 0.9);
}

static void the_last_good_foot_signs_the_paper(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "FppF");
	signed_by(book_leaf(&book, 1), 1, "Trần Thị Bình");
	signed_by(book_leaf(&book, 2), 3, "Nguyễn Văn An");
	signed_by(book_leaf(&book, 3), 1, "Lê Văn Ba");
	hs_split(book.leaves, book.count, &book.all);
	book_field_is(book_document(&book, 1), HS_F_SIGNER, "Nguyễn Văn An");
	book_field_is(book_document(&book, 2), HS_F_SIGNER, NULL);
}

static void of_two_good_feet_the_later_signs(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "Fp");
	signed_by(book_leaf(&book, 1), 3, "Trần Thị Bình");
	signed_by(book_leaf(&book, 2), 3, "Nguyễn Văn An");
	hs_split(book.leaves, book.count, &book.all);
	book_field_is(book_document(&book, 1), HS_F_SIGNER, "Nguyễn Văn An");
}

static void the_foot_of_an_attachment_does_not_sign_the_paper(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "FpAp");
	signed_by(book_leaf(&book, 2), 3, "Nguyễn Văn An");
	signed_by(book_leaf(&book, 4), 4, "Trần Thị Bình");
	hs_split(book.leaves, book.count, &book.all);
	book_field_is(book_document(&book, 1), HS_F_SIGNER, "Nguyễn Văn An");
}

// ---- files

// The pages from one on are in the file of that name, which has so many frames.
static void in_file(struct book *book, uint32_t page, const char *name, uint64_t frames)
{
	for (; page <= book->count; page++) {
		hs_text_set(&book_leaf(book, page)->file, name);
		book_leaf(book, page)->frames = frames;
	}
}

static void a_file_of_several_pages_begins_a_paper(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "Fppp");
	in_file(&book, 1, "1.pdf", 2);
	in_file(&book, 3, "2.pdf", 2);
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "1-2 3-4!");
}

static void pictures_of_single_pages_begin_none(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "Fp");
	in_file(&book, 1, "1.jpg", 1);
	in_file(&book, 2, "2.jpg", 1);
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "1-2");
}

static void a_paper_may_go_on_in_another_file(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "Fppp");
	in_file(&book, 1, "1.pdf", 2);
	in_file(&book, 3, "2.pdf", 2);
	book_leaf(&book, 3)->printed = 3;
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "1-4");
}

static void an_attachment_in_another_file_needs_a_foot_before_it(void **state)
{
	(void)state;
	for (int foot = 0; foot <= 1; foot++) {
		HS_AUTO(book_done) struct book book = {0};

		book_make(&book, "FpA");
		in_file(&book, 1, "1.pdf", 2);
		in_file(&book, 3, "2.pdf", 1);
		book_leaf(&book, 2)->foot = foot ? 3 : 0;
		hs_split(book.leaves, book.count, &book.all);
		book_is(&book, foot ? "1-3[3-3]" : "1-2 3-3!");
	}
}

// ---- what a person says

static void where_a_person_says_that_a_paper_begins_it_begins(void **state)
{
	static const char *const kinds[] = {"FppF", "FpAF", "FpeF"};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(kinds); i++) {
		HS_AUTO(book_done) struct book book = {0};

		book_make(&book, kinds[i]);
		book_leaf(&book, 3)->begins = true;
		hs_split(book.leaves, book.count, &book.all);
		book_is(&book, "1-2 3-3! 4-4");
	}
}

static void within_a_range_of_a_person_nothing_begins(void **state)
{
	static const char *const kinds[] = {"FFF", "FTF", "FKF", "FCF"};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(kinds); i++) {
		HS_AUTO(book_done) struct book book = {0};

		book_make(&book, kinds[i]);
		book_leaf(&book, 2)->within = true;
		hs_split(book.leaves, book.count, &book.all);
		book_is(&book, "1-2 3-3");
		assert_null(book.all.cover);
		assert_int_equal(book.all.contents_pages.count, 0);
	}
}

static void within_a_range_of_a_person_attachments_are_what_they_are(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "FpAF");
	book_leaf(&book, 2)->within = book_leaf(&book, 3)->within = true;
	signed_by(book_leaf(&book, 2), 3, "Nguyễn Văn An");
	signed_by(book_leaf(&book, 3), 3, "Trần Thị Bình");
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "1-3[3-3] 4-4");
	book_field_is(book_document(&book, 1), HS_F_SIGNER, "Nguyễn Văn An");
}

// ---- separator sheets

static void behind_a_sheet_a_paper_begins(void **state)
{
	(void)state;
	split_is("Fp|pp", "1-2 3-4!");
	split_is("Fp|Fp", "1-2 3-4");
	split_is("Fp|Ap", "1-2 3-4!");
	split_is("Fp|ep", "1-2 3-4!"); // a picture, or what cannot be read
	split_is("|pp", "1-2!");
}

static void that_it_stood_there_is_told(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "Fp|ppF");
	hs_split(book.leaves, book.count, &book.all);
	assert_null(book_document(&book, 1)->pages_by);
	assert_string_equal(book_document(&book, 2)->pages_by, HS_FROM_SHEET);
	assert_null(book_document(&book, 3)->pages_by);
}

static void the_front_behind_a_sheet_is_no_paper(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "|CTF");
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "3-3");
	assert_non_null(book.all.cover);
	assert_null(book_document(&book, 1)->pages_by);
}

static void a_sheet_behind_the_contents_ends_them(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "T|p");
	for (int i = 0; i < 3; i++)
		hs_list_add(&book_leaf(&book, 2)->rows, sizeof(struct hs_row));
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "2-2!");
}

static void the_sheet_and_its_back_are_in_no_paper(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "FpS|epF");
	book_leaf(&book, 4)->blank = true;
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "1-2 5-5! 6-6");
	assert_string_equal(book_document(&book, 2)->pages_by, HS_FROM_SHEET);
	assert_true(book_found(&book.all.findings, "no-text"));
}

static void a_person_knows_better_than_a_sheet(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "Fp|pF");
	book_leaf(&book, 3)->within = true;
	hs_split(book.leaves, book.count, &book.all);
	book_is(&book, "1-3 4-4");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paper_goes_on_until_the_next_begins),
		cmocka_unit_test(what_is_attached_belongs_to_the_paper_before),
		cmocka_unit_test(an_attachment_of_nothing_is_a_paper_without_a_heading),
		cmocka_unit_test(an_attachment_keeps_its_title),
		cmocka_unit_test(a_page_without_a_head_begins_a_paper_that_says_so),
		cmocka_unit_test(cover_contents_and_certificate_are_no_papers),
		cmocka_unit_test(cover_and_certificate_are_told_together),
		cmocka_unit_test(a_table_goes_on_behind_a_page_of_contents),
		cmocka_unit_test(rows_of_a_table_in_a_paper_are_no_contents),
		cmocka_unit_test(an_empty_page_goes_on_with_the_paper_before),
		cmocka_unit_test(an_empty_page_of_no_paper_is_told),
		cmocka_unit_test(a_head_gives_its_fields_to_the_paper),
		cmocka_unit_test(a_poor_head_begins_a_paper_behind_a_foot),
		cmocka_unit_test(numbers_that_go_on_keep_pages_together),
		cmocka_unit_test(a_stamp_on_a_later_page_is_of_all_of_the_paper),
		cmocka_unit_test(the_last_good_foot_signs_the_paper),
		cmocka_unit_test(of_two_good_feet_the_later_signs),
		cmocka_unit_test(the_foot_of_an_attachment_does_not_sign_the_paper),
		cmocka_unit_test(a_file_of_several_pages_begins_a_paper),
		cmocka_unit_test(pictures_of_single_pages_begin_none),
		cmocka_unit_test(a_paper_may_go_on_in_another_file),
		cmocka_unit_test(an_attachment_in_another_file_needs_a_foot_before_it),
		cmocka_unit_test(behind_a_sheet_a_paper_begins),
		cmocka_unit_test(that_it_stood_there_is_told),
		cmocka_unit_test(the_front_behind_a_sheet_is_no_paper),
		cmocka_unit_test(a_sheet_behind_the_contents_ends_them),
		cmocka_unit_test(the_sheet_and_its_back_are_in_no_paper),
		cmocka_unit_test(a_person_knows_better_than_a_sheet),
		cmocka_unit_test(where_a_person_says_that_a_paper_begins_it_begins),
		cmocka_unit_test(within_a_range_of_a_person_nothing_begins),
		cmocka_unit_test(
			within_a_range_of_a_person_attachments_are_what_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
