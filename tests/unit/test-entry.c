// test-entry.c - what a person says about a paper
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/entry.h"
#include "model/json.h"
#include "unit/unit.h"

#define HEAD "{\"format\":1,"
#define TWO                                                                              \
	HEAD "\"documents\":[{\"pages\":[1,2],\"number\":{\"value\":\"12\","             \
	     "\"confidence\":0.4,\"page\":1,\"box\":[1,2,3,4],\"state\":\"review\","     \
	     "\"source\":\"ocr\"},\"attachments\":[{\"pages\":[2,2]}]},"                 \
	     "{\"pages\":[4,5]}]}"

static const uint32_t pages[] = {1, 2, 3, 4, 5, 6};

static void load(struct hs_documents *d, const char *json)
{
	struct hs_err err = {0};

	if (hs_json_read(&hs_documents_shape, json, strlen(json), d, &err) < 0)
		fail_msg("%s", err.text);
}

static int put(struct hs_documents *d, uint32_t page, struct hs_entry entry,
	       struct hs_entered *entered, struct hs_err *err)
{
	return hs_entry_put(d, hs_documents_at(d, page), &entry, pages, HS_COUNT(pages),
			    entered, err);
}

// The journal's words: "12 -> 13", "" where nothing changed, or why not.
static char *said(const char *json, uint32_t page, struct hs_entry entry)
{
	HS_AUTO(hs_documents_done) struct hs_documents d = {0};
	HS_AUTO(hs_entered_done) struct hs_entered entered = {0};
	struct hs_err err = {0};
	struct hs_buf out = {0};

	load(&d, json);
	hs_buf_add(&out, "", 0);
	if (put(&d, page, entry, &entered, &err) < 0)
		hs_buf_addf(&out, "%s", err.text);
	else if (entered.changed)
		hs_buf_addf(&out, "%s -> %s", entered.was, entered.is);
	return hs_buf_take(&out);
}

static void says(uint32_t page, const char *field, const char *text, const char *wanted)
{
	HS_AUTO(hs_text_free)
	char *got = said(TWO, page, (struct hs_entry){field, NULL, text});

	assert_string_equal(got, wanted);
}

// What the first document's record is then.
static void becomes(const char *field, const char *text, const char *wanted)
{
	HS_AUTO(hs_documents_done) struct hs_documents d = {0};
	HS_AUTO(hs_entered_done) struct hs_entered entered = {0};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_err err = {0};

	load(&d, TWO);
	if (put(&d, 1, (struct hs_entry){field, NULL, text}, &entered, &err) < 0)
		fail_msg("%s", err.text);
	hs_json_line(&hs_document_shape, d.documents.items, &out);
	if (!strstr(out.data, wanted))
		fail_msg("'%s' lacks '%s'", out.data, wanted);
}

static void a_value_is_a_persons_then(void **state)
{
	(void)state;
	becomes("number", "13",
		"\"number\":{\"value\":\"13\",\"confidence\":1,\"page\":1,\"box\":[1,2,3,"
		"4],\"state\":\"accepted\",\"source\":\"person\"}");
	becomes("number", "=", "\"number\":{\"value\":\"12\",\"confidence\":1,");
	becomes("number", "-",
		"\"number\":{\"value\":\"\",\"confidence\":1,\"state\":\"accepted\","
		"\"source\":\"person\"}");
	becomes("date", "1987",
		"\"date\":{\"value\":\"1987\",\"confidence\":1,\"state\":\"accepted\","
		"\"source\":\"person\"}");
}

static void the_journal_is_told_what_was_and_what_is(void **state)
{
	(void)state;
	says(1, "number", "13", "12 -> 13");
	says(1, "number", "-", "12 -> -");
	says(4, "number", "13", "- -> 13");
	says(1, "number", "=", "12 -> 12");
}

static void what_stands_there_already_changes_nothing(void **state)
{
	static const char again[] =
		HEAD "\"documents\":[{\"pages\":[1,1],\"number\":{\"value\":\"5\","
		     "\"confidence\":1,\"state\":\"accepted\",\"source\":\"person\"},"
		     "\"pages_by\":\"person\"}]}";
	static const struct hs_entry entries[] = {{"number", "4", "5"},
						  {"number", NULL, "="},
						  {"pages", NULL, "1-1"},
						  {"pages", NULL, "="}};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(entries); i++) {
		HS_AUTO(hs_text_free) char *got = said(again, 1, entries[i]);

		assert_string_equal(got, "");
	}
}

static void text_is_tidied(void **state)
{
	(void)state;
	becomes("subject",
		" Ve\xcc\x82\xcc\x80  vi\xe1\xbb\x87"
		"c\n họp\xc2\xa0 ",
		"\"subject\":{\"value\":\"Về việc họp\"");
	becomes("recipients", "A \n\n  B\nC", "\"value\":\"A\\nB\\nC\"");
	says(1, "subject", " \n ", "an empty value: - says that the paper has none");
	says(1, "subject", "a\xff", "the value is not UTF-8");
}

static void dates_are_real_and_iso(void **state)
{
	static const char *const good[] = {"2021-10-18", "2020-02-29", "2021-10", "1954"};
	static const char *const bad[] = {"18/10/2021", "2021-02-29", "1900-02-29",
					  "2021-13",    "2021-00",    "2021-04-31",
					  "2021-1-1",   "0000",       "2021-10-18T00"};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(good); i++)
		becomes("date", good[i], good[i]);
	for (size_t i = 0; i < HS_COUNT(bad); i++) {
		HS_AUTO(hs_text_free)
		char *got = said(TWO, 1, (struct hs_entry){"date", NULL, bad[i]});

		assert_non_null(strstr(got, "is no date"));
	}
}

static void numbers_are_digits_with_perhaps_a_letter(void **state)
{
	static const char *const good[] = {"1", "012", "12a", "12Đ"};
	static const char *const bad[] = {"a",    "12-NQ",      "1 2",
					  "12ab", "1234567890", "l2"};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(good); i++)
		becomes("number", good[i], good[i]);
	for (size_t i = 0; i < HS_COUNT(bad); i++) {
		HS_AUTO(hs_text_free)
		char *got = said(TWO, 1, (struct hs_entry){"number", NULL, bad[i]});

		assert_non_null(strstr(got, "is no number"));
	}
}

static void a_degree_of_secrecy_is_written_as_it_is_called(void **state)
{
	(void)state;
	becomes("secrecy", "TỐI MẬT", "\"value\":\"Tối mật\"");
	says(1, "secrecy", "bí mật",
	     "'bí mật' is no degree of secrecy: Mật, Tối mật, Tuyệt mật, or - where "
	     "there is none");
}

static void a_field_that_is_none_is_refused(void **state)
{
	(void)state;
	says(1, "colour", "red", "there is no field 'colour'");
	says(1, "rule", "red", "there is no field 'rule'");
	says(4, "number", "=", "there is no value to accept");
	says(9, "title", "x", "no cover was found in the dossier"); // NULL: the cover
}

static void seen(const char *value, const char *text, const char *wanted)
{
	HS_AUTO(hs_text_free)
	char *got = said(TWO, 1, (struct hs_entry){"number", value, text});

	assert_string_equal(got, wanted);
}

static void a_value_that_changed_meanwhile_is_not_accepted_unseen(void **state)
{
	(void)state;
	seen("12", "=", "12 -> 12");
	seen("012", "=", "12 -> 12"); // as a spreadsheet may write it
	seen("13", "=", "its value is another by now: '12'");
	seen("", "14", "its value is another by now: '12'");
}

static void a_range_of_pages_may_be_written_in_many_ways(void **state)
{
	(void)state;
	says(1, "pages", "1-3", "1-2 -> 1-3");
	says(1, "pages", "1 – 3", "1-2 -> 1-3");
	says(1, "pages", "1..3", "1-2 -> 1-3");
	says(1, "pages", "3", "1-2 -> 3-3");
	says(1, "pages", "=", "1-2 -> 1-2");
	says(1, "pages", "3-1", "'3-1' is no range of pages, such as 3-5");
	says(1, "pages", "-", "'-' is no range of pages, such as 3-5");
	says(1, "pages", "1-3 x", "'1-3 x' is no range of pages, such as 3-5");
	says(1, "pages", "1-", "'1-' is no range of pages, such as 3-5");
	says(1, "pages", "0-1", "'0-1' is no range of pages, such as 3-5");
}

static void a_range_holds_pages_that_are_there_and_free(void **state)
{
	(void)state;
	says(1, "pages", "1-4", "pages 1-4 overlap the document on page 4");
	says(4, "pages", "4-7", "the dossier has no page 7");
	says(4, "pages", "2-5", "pages 2-5 overlap the document on page 1");
	says(4, "pages", "6-6", "4-5 -> 6-6");
	becomes("pages", "1-3", "{\"pages\":[1,3],");
	becomes("pages", "1-3", "\"pages_by\":\"person\"");
	becomes("pages", "1-3", "\"attachments\":[{\"pages\":[2,2]}]");
	becomes("pages", "1-1", "\"pages_by\":\"person\"}");
}

static void the_cover_has_fields_of_its_own(void **state)
{
	static const char cover[] =
		HEAD "\"cover\":{\"pages\":[1,1],\"title\":{\"value\":\"Hồ sơ\"}},"
		     "\"documents\":[]}";
	HS_AUTO(hs_text_free)
	char *title = said(cover, 0, (struct hs_entry){"title", NULL, "Hồ sơ họp"});
	HS_AUTO(hs_text_free)
	char *date = said(cover, 0, (struct hs_entry){"end_date", NULL, "1/2/1987"});
	HS_AUTO(hs_text_free)
	char *none = said(cover, 0, (struct hs_entry){"number", NULL, "1"});

	(void)state;
	assert_string_equal(title, "Hồ sơ -> Hồ sơ họp");
	assert_string_equal(date,
			    "'1/2/1987' is no date: YYYY-MM-DD, or YYYY-MM, or YYYY");
	assert_string_equal(none, "there is no field 'number'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_a_persons_then),
		cmocka_unit_test(the_journal_is_told_what_was_and_what_is),
		cmocka_unit_test(what_stands_there_already_changes_nothing),
		cmocka_unit_test(text_is_tidied),
		cmocka_unit_test(dates_are_real_and_iso),
		cmocka_unit_test(numbers_are_digits_with_perhaps_a_letter),
		cmocka_unit_test(a_degree_of_secrecy_is_written_as_it_is_called),
		cmocka_unit_test(a_field_that_is_none_is_refused),
		cmocka_unit_test(a_value_that_changed_meanwhile_is_not_accepted_unseen),
		cmocka_unit_test(a_range_of_pages_may_be_written_in_many_ways),
		cmocka_unit_test(a_range_holds_pages_that_are_there_and_free),
		cmocka_unit_test(the_cover_has_fields_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
