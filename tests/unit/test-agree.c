// test-agree.c - what several papers say in the same letters, they say in the same marks
#include "model/agree.h"
#include "unit/book.h"

// Papers that say these texts, parted by '|', in a field; then what they say.
static void papers(struct book *book, enum hs_document_field field, const char *texts,
		   double sure)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(texts);
	char *rest = copy, *part;

	while ((part = strsep(&rest, "|")))
		book_field(hs_list_add(&book->all.documents, sizeof(struct hs_document)),
			   field, part, sure);
}

static void they_say(struct book *book, enum hs_document_field field, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	for (size_t i = 1; i <= book->all.documents.count; i++)
		hs_buf_addf(&all, "%s%s", i > 1 ? "|" : "",
			    hs_document_text(book_document(book, i), field));
	assert_string_equal(hs_buf_text(&all), wanted);
}

static void agreed_is(enum hs_document_field field, const char *texts, const char *wanted)
{
	HS_AUTO(book_done) struct book book = {0};

	papers(&book, field, texts, 0.8);
	hs_documents_agree(&book.all);
	they_say(&book, field, wanted);
}

static void the_marks_that_most_have_are_taken(void **state)
{
	(void)state;
	agreed_is(HS_F_ISSUER, "HUYỆN ỦY|HUYÊN ỦY|HUYỆN ỦY",
		  "HUYỆN ỦY|HUYỆN ỦY|HUYỆN ỦY");
	agreed_is(HS_F_PLACE, "Xuân Truờng|Xuân Trường|Xuân Trường|Hà Nội",
		  "Xuân Trường|Xuân Trường|Xuân Trường|Hà Nội");
	agreed_is(HS_F_PARENT, "TỈNH UY|TỈNH ỦY|TỈNH ỦY", "TỈNH ỦY|TỈNH ỦY|TỈNH ỦY");
	agreed_is(HS_F_POSITION, "BÍ THU|BÍ THƯ|BÍ THƯ", "BÍ THƯ|BÍ THƯ|BÍ THƯ");
}

static void each_word_is_agreed_upon_by_itself(void **state)
{
	(void)state;
	agreed_is(HS_F_ISSUER, "HUYÊN ỦY XUÂN|HUYỆN ỦY XUAN|HUYỆN UY XUÂN",
		  "HUYỆN ỦY XUÂN|HUYỆN ỦY XUÂN|HUYỆN ỦY XUÂN");
}

static void two_papers_are_too_few(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	papers(&book, HS_F_ISSUER, "HUYÊN ỦY", 0.2);
	papers(&book, HS_F_ISSUER, "HUYỆN ỦY", 0.9);
	hs_documents_agree(&book.all);
	they_say(&book, HS_F_ISSUER, "HUYÊN ỦY|HUYỆN ỦY");
}

static void the_surest_count_most(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	papers(&book, HS_F_ISSUER, "HUYÊN ỦY|HUYÊN ỦY", 0.2);
	papers(&book, HS_F_ISSUER, "HUYỆN ỦY", 0.9);
	hs_documents_agree(&book.all);
	they_say(&book, HS_F_ISSUER, "HUYỆN ỦY|HUYỆN ỦY|HUYỆN ỦY");
}

static void where_a_tone_stands_stays(void **state)
{
	(void)state;
	agreed_is(HS_F_ISSUER, "HUYỆN ỦY|HUYỆN UỶ|HUYÊN UỶ",
		  "HUYỆN ỦY|HUYỆN UỶ|HUYỆN UỶ");
}

static void names_of_persons_are_left_alone(void **state)
{
	(void)state;
	agreed_is(HS_F_SIGNER, "Lê Văn Ban|Lê Văn Bản|Lê Văn Bản",
		  "Lê Văn Ban|Lê Văn Bản|Lê Văn Bản");
	agreed_is(HS_F_SUBJECT, "về cán bộ|về cản bộ|về cản bộ",
		  "về cán bộ|về cản bộ|về cản bộ");
}

static void what_agrees_is_accepted(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	papers(&book, HS_F_ISSUER, "HUYÊN ỦY|HUYỆN ỦY|HUYỆN ỦY", 0.5);
	hs_documents_agree(&book.all);
	for (size_t i = 1; i <= 3; i++)
		book_state_is(book_document(&book, i), HS_F_ISSUER, HS_ACCEPTED);
}

static void what_does_not_agree_is_no_surer_than_before(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	papers(&book, HS_F_ISSUER, "HUYỆN ỦY|HUYÊN ỦY|HUYÈN ỦY", 0.5);
	hs_documents_agree(&book.all);
	they_say(&book, HS_F_ISSUER, "HUYỆN ỦY|HUYÊN ỦY|HUYÈN ỦY");
	for (size_t i = 1; i <= 3; i++)
		book_state_is(book_document(&book, i), HS_F_ISSUER, HS_REVIEW);
}

static void only_what_was_read_is_changed(void **state)
{
	static const char *const sources[] = {HS_FROM_PERSON, HS_FROM_CONTENTS};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(sources); i++) {
		HS_AUTO(book_done) struct book book = {0};
		struct hs_document *first;

		papers(&book, HS_F_ISSUER, "HUYÊN ỦY|HUYỆN ỦY|HUYỆN ỦY|HUYỆN ỦY", 0.8);
		first = book_document(&book, 1);
		hs_text_set(&first->fields[HS_F_ISSUER]->source, sources[i]);
		hs_documents_agree(&book.all);
		book_field_is(first, HS_F_ISSUER, "HUYÊN ỦY");
	}
}

static void no_papers_agree_on_nothing(void **state)
{
	HS_AUTO(book_done) struct book book = {0};

	(void)state;
	hs_documents_agree(&book.all);
	assert_int_equal(book.all.documents.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_marks_that_most_have_are_taken),
		cmocka_unit_test(each_word_is_agreed_upon_by_itself),
		cmocka_unit_test(two_papers_are_too_few),
		cmocka_unit_test(the_surest_count_most),
		cmocka_unit_test(where_a_tone_stands_stays),
		cmocka_unit_test(names_of_persons_are_left_alone),
		cmocka_unit_test(what_agrees_is_accepted),
		cmocka_unit_test(what_does_not_agree_is_no_surer_than_before),
		cmocka_unit_test(only_what_was_read_is_changed),
		cmocka_unit_test(no_papers_agree_on_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
