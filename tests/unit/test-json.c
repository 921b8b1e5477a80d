// test-json.c - records to and from JSON, by their shape
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/document.h"
#include "model/json.h"
#include "model/record.h"
#include "unit/unit.h"

#include <locale.h>

#define PAGE_HEAD                                                                        \
	"{\"format\":1,\"page\":3,\"file\":\"a.tif\",\"frame\":1,\"frames\":2,"          \
	"\"width\":90,\"height\":60,\"dpi\":"
#define PAGE PAGE_HEAD "300,\"state\":\"ok\""

static int read_page(const char *text, struct hs_page *page, struct hs_err *err)
{
	return hs_json_read(&hs_page_shape, text, strlen(text), page, err);
}

// What is read is written the same.
static void stays(const char *text)
{
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_err err = {0};

	if (read_page(text, &page, &err) < 0)
		fail_msg("%s", err.text);
	hs_json_line(&hs_page_shape, &page, &out);
	assert_string_equal(out.data, text);
}

static void refused(const char *text, const char *why)
{
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	struct hs_err err = {0};

	assert_int_equal(read_page(text, &page, &err), -1);
	assert_int_equal(err.code, HS_DAMAGED);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
	assert_null(page.file); // nothing half read is left
}

static void a_record_survives_the_round_trip(void **state)
{
	(void)state;
	stays(PAGE "}\n");
	stays(PAGE_HEAD
	      "72.5,\"dpi_y\":96,\"orientation\":6,\"pixels\":\"sha256:00\","
	      "\"state\":\"damaged\",\"reason\":\"nửa trang \\\"x\\\"\\n\","
	      "\"findings\":[{\"what\":\"a\",\"measure\":0.25},{\"what\":\"b\"}],"
	      "\"recognition\":{\"key\":\"k\",\"state\":\"done\",\"words\":0}}\n");
}

static void members_that_are_not_known_are_kept(void **state)
{
	(void)state;
	stays(PAGE ",\"future\":{\"a\":[1,null,\"x\"]},\"more\":true}\n");
	stays(PAGE ",\"findings\":[{\"what\":\"a\",\"who\":\"me\"}]}\n");
	stays(PAGE ",\"pi\":3.14159265358979,\"tenth\":0.1}\n");
}

static void a_member_that_comes_twice_is_refused(void **state)
{
	(void)state;
	refused(PAGE ",\"page\":4}", "duplicate");
}

static void a_member_of_the_wrong_kind_is_refused_by_name(void **state)
{
	(void)state;
	refused(PAGE ",\"pixels\":7}", "'pixels' is not a text");
	refused(PAGE ",\"orientation\":-1}", "'orientation' is not a whole number");
	refused(PAGE ",\"orientation\":1.5}", "'orientation' is not a whole number");
	refused(PAGE ",\"findings\":{}}", "'findings' is not a list");
	refused(PAGE ",\"findings\":[{\"what\":\"a\"},7]}",
		"'findings' 2: not a JSON object");
	refused(PAGE ",\"recognition\":[]}", "'recognition': not a JSON object");
	refused(PAGE ",\"recognition\":{\"key\":7}}",
		"'recognition': 'key' is not a text");
}

static void a_member_that_is_needed_and_missing_is_refused(void **state)
{
	(void)state;
	refused("{\"format\":1}", "'page' is missing");
	refused("{\"format\":1,\"page\":1,\"file\":null}", "'file' is missing");
	refused(PAGE ",\"findings\":[{\"what\":null}]}", "'what' is missing");
}

static void what_is_no_json_is_refused_with_its_line(void **state)
{
	(void)state;
	refused("{\n\"format\":", "not JSON: line 2");
	refused("[]", "not a JSON object");
	refused("", "not JSON");
	refused("{\"format\":1}x", "not JSON");
}

static void deep_nesting_is_refused_not_followed(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	(void)state;
	hs_buf_addf(&text, "%s", PAGE ",\"x\":");
	for (int i = 0; i < 100000; i++)
		hs_buf_addf(&text, "[");
	refused(text.data, "not JSON");
}

static void numbers_do_not_depend_on_the_locale(void **state)
{
	static const char *const commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "vi_VN.UTF-8"};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(commas); i++)
		if (setlocale(LC_ALL, commas[i]))
			break;
	stays(PAGE_HEAD "72.5,\"state\":\"ok\"}\n");
	setlocale(LC_ALL, "C");
}

static void a_measure_has_six_digits(void **state)
{
	HS_AUTO(hs_page_done) struct hs_page page = {.dpi = 2.0 / 3, .dpi_y = 1e300};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	(void)state;
	hs_json_line(&hs_page_shape, &page, &out);
	assert_non_null(strstr(out.data, "\"dpi\":0.666667,\"dpi_y\":1e300"));
}

static void lists_of_numbers_and_texts_within_texts(void **state)
{
	static const char text[] =
		"{\"format\":1,\"documents\":[{\"pages\":[1,3],\"type\":{\"value\":\"v\","
		"\"confidence\":0.97,\"page\":1,\"box\":[1,2.5,3,4],\"state\":\"review\"}"
		"}]}\n";
	HS_AUTO(hs_documents_done) struct hs_documents docs = {0};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(
		hs_json_read(&hs_documents_shape, text, strlen(text), &docs, &err), 0);
	assert_int_equal(docs.documents.count, 1);
	hs_json_line(&hs_documents_shape, &docs, &out);
	assert_string_equal(out.data, text);
}

static void text_that_is_no_utf8_is_shown_not_lost(void **state)
{
	HS_AUTO(hs_page_done) struct hs_page page = {.file = hs_dup("a\xff")};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	(void)state;
	hs_json_line(&hs_page_shape, &page, &out);
	assert_non_null(strstr(out.data, "\"file\":\"a?\""));
}

static void a_list_keeps_its_items_while_it_grows(void **state)
{
	struct hs_list list = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		*(int *)hs_list_add(&list, sizeof(int)) = i;
	assert_int_equal(list.count, 100);
	for (int i = 0; i < 100; i++)
		assert_int_equal(((int *)list.items)[i], i);
	free(list.items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_survives_the_round_trip),
		cmocka_unit_test(members_that_are_not_known_are_kept),
		cmocka_unit_test(a_member_that_comes_twice_is_refused),
		cmocka_unit_test(a_member_of_the_wrong_kind_is_refused_by_name),
		cmocka_unit_test(a_member_that_is_needed_and_missing_is_refused),
		cmocka_unit_test(what_is_no_json_is_refused_with_its_line),
		cmocka_unit_test(deep_nesting_is_refused_not_followed),
		cmocka_unit_test(numbers_do_not_depend_on_the_locale),
		cmocka_unit_test(a_measure_has_six_digits),
		cmocka_unit_test(lists_of_numbers_and_texts_within_texts),
		cmocka_unit_test(text_that_is_no_utf8_is_shown_not_lost),
		cmocka_unit_test(a_list_keeps_its_items_while_it_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
