// test-package.c - what packages are written from: XML, places, codes, the records of
// Thông tư 05/2025, schemas of our records
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/codes.h"
#include "model/json.h"
#include "model/layout.h"
#include "model/markup.h"
#include "model/mets.h"
#include "model/record.h"
#include "model/schema.h"
#include "model/synopsis.h"
#include "model/tt05.h"
#include "unit/unit.h"

static void markup_escapes_and_indents(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_markup m;

	(void)state;
	hs_markup_begin(&m, &out);
	hs_markup_open(&m, "a");
	hs_markup_attr(&m, "x", "<\"&\n\t>");
	hs_markup_attr(&m, "none", NULL);
	hs_markup_element(&m, "b", "đ <&>\x01\r");
	hs_markup_element(&m, "none", NULL);
	hs_markup_open(&m, "c");
	hs_markup_open(&m, "d");
	hs_markup_end(&m);
	assert_string_equal(out.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				      "<a x=\"&lt;&quot;&amp;&#10;&#9;&gt;\">\n"
				      " <b>đ &lt;&amp;&gt;?&#13;</b>\n"
				      " <c>\n"
				      "  <d/>\n"
				      " </c>\n"
				      "</a>\n");
}

static void every_file_has_one_place_and_comes_back(void **state)
{
	static const char *const pairs[][2] = {
		{"masters/1.tif", "representations/master/data/1.tif"},
		{"pdf/A.001.pdf", "representations/access/data/A.001.pdf"},
		{"alto/0001.xml", "representations/ocr/data/alto/0001.xml"},
		{"text/0001.txt", "representations/ocr/data/text/0001.txt"},
		{"pages/0001.json", "metadata/other/pages/0001.json"},
		{"dossier.json", "metadata/other/dossier.json"},
		{"journal.jsonl", "metadata/other/journal.jsonl"},
		{"dossier.json/x", "documentation/dossier/dossier.json/x"},
		{"Masters/x", "documentation/dossier/Masters/x"},
	};
	HS_AUTO(hs_layout_done) struct hs_layout layout = {0};

	(void)state;
	hs_layout_name(&layout, "data/A/metadata/other/dossier.json");
	assert_string_equal(layout.root, "data/A/");
	for (size_t i = 0; i < HS_COUNT(pairs); i++) {
		HS_AUTO(hs_text_free) char *place = hs_layout_place(pairs[i][0]);
		HS_AUTO(hs_text_free) char *full = NULL;
		HS_AUTO(hs_buf_done) struct hs_buf path = {0};

		assert_string_equal(place, pairs[i][1]);
		hs_buf_addf(&path, "data/A/%s", place);
		full = hs_layout_inside(&layout, path.data);
		assert_string_equal(full, pairs[i][0]);
	}
}

static void what_has_no_place_is_not_of_the_dossier(void **state)
{
	static const char *const outside[] = {
		"bagit.txt",
		"data/A/METS.xml",
		"data/B/metadata/other/dossier.json",
		"data/A/documentation/README.txt",
		// Another file's place is taken already.
		"data/A/documentation/dossier/masters/1.tif",
		"data/A/documentation/dossier/dossier.json",
	};
	HS_AUTO(hs_layout_done) struct hs_layout layout = {0};

	(void)state;
	assert_null(hs_layout_inside(&layout, "data/dossier.json"));
	hs_layout_name(&layout, "data/A/metadata/other/dossier.json");
	for (size_t i = 0; i < HS_COUNT(outside); i++)
		assert_null(hs_layout_inside(&layout, outside[i]));
	// A bag's own dossier.json goes before.
	hs_layout_name(&layout, "data/dossier.json");
	assert_string_equal(layout.root, "data/");
}

static void a_package_must_have_its_parts(void **state)
{
	HS_AUTO(hs_layout_done) struct hs_layout layout = {0};
	HS_AUTO(hs_verdict_done) struct hs_verdict bag = {.ok = true};
	HS_AUTO(hs_verdict_done) struct hs_verdict hd40 = {.ok = true};
	HS_AUTO(hs_verdict_done) struct hs_verdict tt05 = {.ok = true};
	HS_AUTO(hs_verdict_done) struct hs_verdict other = {.ok = true};

	(void)state;
	hs_layout_name(&layout, "data/A.tsv");
	hs_layout_name(&layout, "data/A.xlsx");
	hs_layout_name(&layout, "data/A.001.pdf");
	hs_layout_judge(&layout, NULL, &bag);
	hs_layout_judge(&layout, "hd40", &hd40);
	hs_layout_judge(&layout, "tt05-sip", &tt05);
	hs_layout_judge(&layout, "new", &other);
	assert_true(bag.ok && hd40.ok && other.ok);
	assert_int_equal(other.warnings.count, 1);
	assert_int_equal(tt05.faults.count, 7);
}

static void urls_keep_slashes_and_plain_letters(void **state)
{
	HS_AUTO(hs_text_free) char *url = hs_mets_url("data/a b%ộ~.pdf");

	(void)state;
	assert_string_equal(url, "data/a%20b%25%E1%BB%99~.pdf");
}

static const char table[] = "maintenance\tvĩnh viễn\t01\nmaintenance\t20 năm\t05\n"
			    "type\tBáo cáo\t14\ntype\t*\t32\n";

static void codes_are_found_by_words(void **state)
{
	HS_AUTO(hs_codes_done) struct hs_codes codes = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_codes_read(table, &codes, &err), 0);
	assert_string_equal(hs_codes_find(&codes, "maintenance", "VĨNH VIỄN", true),
			    "01");
	assert_string_equal(
		hs_codes_find(&codes, "maintenance", "Bảo quản 20 năm.", true), "05");
	assert_null(hs_codes_find(&codes, "maintenance", "Bảo quản 20 năm.", false));
	assert_null(hs_codes_find(&codes, "maintenance", "120 năm", true));
	assert_null(hs_codes_find(&codes, "maintenance", NULL, true));
	assert_string_equal(hs_codes_find(&codes, "type", "báo cáo", false), "14");
	assert_string_equal(hs_codes_find(&codes, "type", "Báo cáo tổng kết", false),
			    "32");
	assert_string_equal(hs_codes_find(&codes, "type", NULL, false), "32");
	assert_null(hs_codes_find(&codes, "format", "tốt", false));
}

static void a_row_of_codes_has_three_cells(void **state)
{
	HS_AUTO(hs_codes_done) struct hs_codes codes = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_codes_read("# x\ntype\tBáo cáo\n", &codes, &err), -1);
	assert_non_null(strstr(err.text, "line 2"));
	assert_int_equal(codes.list.count, 0);
}

static void times_are_told_in_vietnam(void **state)
{
	char out[HS_TT05_TIME];

	(void)state;
	hs_tt05_time("2026-12-31T18:30:05Z", out);
	assert_string_equal(out, "2027-01-01T01:30:05+07:00");
	hs_tt05_time("soon", out);
	assert_string_equal(out, "soon");
}

static void read_documents(const char *json, struct hs_documents *documents)
{
	struct hs_err err = {0};

	assert_int_equal(
		hs_json_read(&hs_documents_shape, json, strlen(json), documents, &err),
		0);
}

static void a_synopsis_takes_only_what_is_accepted(void **state)
{
	static const char json[] =
		"{\"format\":1,\"cover\":{\"pages\":[1,2],\"title\":{\"value\":"
		"\"garbled\",\"state\":"
		"\"review\"},\"retention\":{\"value\":\"20 "
		"năm\",\"state\":\"accepted\"}},"
		"\"documents\":[{\"pages\":[1,1],\"date\":{\"value\":\"2015-08-03\","
		"\"state\":\"accepted\"}},{\"pages\":[2,2],\"date\":{\"value\":"
		"\"1915-01-01\",\"state\":\"review\"}},{\"pages\":[3,3],\"date\":{"
		"\"value\":\"2014-01-02\",\"state\":\"accepted\"}}]}";
	HS_AUTO(hs_documents_done) struct hs_documents documents = {0};
	char code[] = "A";
	struct hs_dossier dossier = {.code = code};
	struct hs_synopsis s;

	(void)state;
	read_documents(json, &documents);
	hs_synopsis_fill(&s, &dossier, &documents);
	assert_string_equal(s.title, "A");
	assert_string_equal(s.retention, "20 năm");
	assert_string_equal(s.start, "2014-01-02");
	assert_string_equal(s.end, "2015-08-03");
}

static void a_schema_names_every_member(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	(void)state;
	hs_schema_write(&hs_event_shape, "event", &out);
	for (const struct hs_field *f = hs_event_shape.fields; f->name; f++)
		assert_true(f->kind == HS_REST || strstr(out.data, f->name));
	assert_non_null(strstr(out.data, "\"required\": [\"time\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_escapes_and_indents),
		cmocka_unit_test(every_file_has_one_place_and_comes_back),
		cmocka_unit_test(what_has_no_place_is_not_of_the_dossier),
		cmocka_unit_test(a_package_must_have_its_parts),
		cmocka_unit_test(urls_keep_slashes_and_plain_letters),
		cmocka_unit_test(codes_are_found_by_words),
		cmocka_unit_test(a_row_of_codes_has_three_cells),
		cmocka_unit_test(times_are_told_in_vietnam),
		cmocka_unit_test(a_synopsis_takes_only_what_is_accepted),
		cmocka_unit_test(a_schema_names_every_member),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
