// test-carry.c - what persons entered survives when a dossier is described again
#include "model/carry.h"
#include "model/entry.h"
#include "model/split.h"
#include "unit/book.h"

static struct hs_document *old_document(struct hs_documents *old, uint32_t first,
					uint32_t last)
{
	struct hs_document *d = hs_list_add(&old->documents, sizeof(*d));

	hs_pages_set(&d->pages, first, last);
	return d;
}

// A person says so through what hoso-review uses.
static void enter(struct hs_documents *old, struct hs_document *d, const char *field,
		  const char *said)
{
	static const uint32_t pages[] = {1, 2, 3, 4, 5, 6, 7, 8};
	const struct hs_entry entry = {field, NULL, said};
	HS_AUTO(hs_entered_done) struct hs_entered entered = {0};
	struct hs_err err = {0};

	assert_int_equal(
		hs_entry_put(old, d, &entry, pages, HS_COUNT(pages), &entered, &err), 0);
}

// Describes a dossier of such leaves again.
static void again(struct hs_documents *old, struct book *book)
{
	hs_carry_starts(old, book->leaves, book->count);
	hs_split(book->leaves, book->count, &book->all);
	hs_carry_values(old, &book->all);
}

static void a_document_is_a_persons_by_a_value_or_its_range(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	struct hs_document *d = old_document(&old, 1, 2);

	(void)state;
	book_field(d, HS_F_TYPE, "Báo cáo", 0.9);
	assert_false(hs_document_by_person(d));
	enter(&old, d, "pages", "1-2");
	assert_true(hs_document_by_person(d));
	d = old_document(&old, 3, 3);
	assert_false(hs_document_by_person(d));
	enter(&old, d, "number", "-");
	assert_true(hs_document_by_person(d));
}

static void a_value_that_a_person_entered_survives(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};
	struct hs_document *d = old_document(&old, 1, 2);

	(void)state;
	book_field(d, HS_F_TYPE, "Báo cáo", 0.9);
	enter(&old, d, "number", "13");
	book_make(&book, "Fp");
	book_field(&book_leaf(&book, 1)->head, HS_F_NUMBER, "12", 0.99);
	book_field(&book_leaf(&book, 1)->head, HS_F_TYPE, "Kế hoạch", 0.5);
	again(&old, &book);
	d = book_document(&book, 1);
	book_field_is(d, HS_F_NUMBER, "13");
	assert_true(hs_value_by_person(d->fields[HS_F_NUMBER]));
	book_state_is(d, HS_F_NUMBER, HS_ACCEPTED);
	book_field_is(d, HS_F_TYPE, "Kế hoạch"); // a program's is made anew
}

static void that_a_paper_has_none_survives(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};
	struct hs_document *d = old_document(&old, 1, 2);

	(void)state;
	enter(&old, d, "number", "-");
	book_make(&book, "Fp");
	book_field(&book_leaf(&book, 1)->head, HS_F_NUMBER, "12", 0.99);
	again(&old, &book);
	d = book_document(&book, 1);
	book_field_is(d, HS_F_NUMBER, NULL);
	assert_true(hs_value_by_person(d->fields[HS_F_NUMBER]));
	assert_string_equal(d->fields[HS_F_NUMBER]->value, "");
}

static void a_range_that_a_person_fixed_survives(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	enter(&old, old_document(&old, 2, 2), "pages", "2-4");
	book_make(&book, "FpFTppF");
	again(&old, &book);
	book_is(&book, "1-1 2-4! 5-6! 7-7");
	assert_string_equal(book_document(&book, 2)->pages_by, HS_FROM_PERSON);
	assert_null(book_document(&book, 1)->pages_by);
	assert_null(book_document(&book, 3)->pages_by);
}

static void a_paper_with_a_value_of_a_person_begins_where_it_did(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	(void)old_document(&old, 1, 1);
	enter(&old, old_document(&old, 3, 3), "number", "13");
	book_make(&book, "FpppF");
	again(&old, &book);
	book_is(&book, "1-2 3-4! 5-5");
	book_field_is(book_document(&book, 2), HS_F_NUMBER, "13");
}

static void a_page_on_which_a_person_says_a_paper_begins_is_no_front(void **state)
{
	static const char *const kinds[] = {"FTF", "FCF", "FKF"};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(kinds); i++) {
		HS_AUTO(hs_documents_done) struct hs_documents old = {0};
		HS_AUTO(book_done) struct book book = {0};

		enter(&old, old_document(&old, 2, 2), "number", "13");
		book_make(&book, kinds[i]);
		again(&old, &book);
		book_is(&book, "1-1 2-2! 3-3");
		book_field_is(book_document(&book, 2), HS_F_NUMBER, "13");
		assert_false(
			book_found(&book_document(&book, 2)->findings, "pages-gone"));
	}
}

static void behind_a_range_of_a_person_a_certificate_is_one(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	enter(&old, old_document(&old, 1, 2), "pages", "1-2");
	book_make(&book, "FpK");
	again(&old, &book);
	book_is(&book, "1-2");
	assert_non_null(book.all.cover);
}

static void a_document_whose_first_page_is_gone_is_kept_and_told(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};
	struct hs_document *d = old_document(&old, 7, 8);

	(void)state;
	enter(&old, d, "number", "13");
	enter(&old, d, "pages", "7-8");
	(void)old_document(&old, 9, 9); // no person has said anything of it
	book_make(&book, "FpF");
	again(&old, &book);
	book_is(&book, "1-2 3-3 7-8");
	d = book_document(&book, 3);
	book_field_is(d, HS_F_NUMBER, "13");
	assert_string_equal(d->pages_by, HS_FROM_PERSON);
	assert_true(book_found(&d->findings, "pages-gone"));
}

// ---- the cover

static void old_cover(struct hs_documents *old)
{
	old->cover = HS_NEW(struct hs_cover);
	hs_pages_set(&old->cover->pages, 1, 1);
	old->cover->fields[HS_C_SHEETS] = hs_value_new("4", HS_FROM_OCR, HS_REVIEW);
	enter(old, NULL, "title", "Nghị quyết của Huyện ủy");
}

static void what_a_person_says_of_the_cover_survives(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};
	struct hs_cover *cover;

	(void)state;
	old_cover(&old);
	book_make(&book, "CF");
	book_leaf(&book, 1)->cover->fields[HS_C_TITLE] =
		hs_value_new("Nghi quyét", HS_FROM_OCR, HS_ACCEPTED);
	again(&old, &book);
	cover = book.all.cover;
	assert_string_equal(cover->fields[HS_C_TITLE]->value, "Nghị quyết của Huyện ủy");
	assert_true(hs_value_by_person(cover->fields[HS_C_TITLE]));
	assert_null(cover->fields[HS_C_SHEETS]);
}

static void it_survives_though_the_cover_is_not_found_again(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};
	struct hs_cover *cover;

	(void)state;
	old_cover(&old);
	book_make(&book, "pF");
	again(&old, &book);
	cover = book.all.cover;
	assert_non_null(cover);
	assert_string_equal(cover->fields[HS_C_TITLE]->value, "Nghị quyết của Huyện ủy");
	assert_null(cover->fields[HS_C_SHEETS]);
	assert_int_equal(cover->pages.count, 2);
}

static void a_cover_of_programs_alone_is_not_kept(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	old_cover(&old);
	hs_value_free(&old.cover->fields[HS_C_TITLE]);
	book_make(&book, "pF");
	again(&old, &book);
	assert_null(book.all.cover);
}

static void without_an_old_description_nothing_is_carried(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	book_make(&book, "CFp");
	again(&old, &book);
	book_is(&book, "2-3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_is_a_persons_by_a_value_or_its_range),
		cmocka_unit_test(a_value_that_a_person_entered_survives),
		cmocka_unit_test(that_a_paper_has_none_survives),
		cmocka_unit_test(a_range_that_a_person_fixed_survives),
		cmocka_unit_test(a_paper_with_a_value_of_a_person_begins_where_it_did),
		cmocka_unit_test(
			a_page_on_which_a_person_says_a_paper_begins_is_no_front),
		cmocka_unit_test(behind_a_range_of_a_person_a_certificate_is_one),
		cmocka_unit_test(a_document_whose_first_page_is_gone_is_kept_and_told),
		cmocka_unit_test(what_a_person_says_of_the_cover_survives),
		cmocka_unit_test(it_survives_though_the_cover_is_not_found_again),
		cmocka_unit_test(a_cover_of_programs_alone_is_not_kept),
		cmocka_unit_test(without_an_old_description_nothing_is_carried),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
