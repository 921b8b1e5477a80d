// test-columns.c - tables as text, columns, and rows of documents
#include "base/auto.h"
#include "base/mem.h"
#include "model/columns.h"
#include "model/listed.h"
#include "unit/unit.h"

static void a_table_without_columns_or_with_unknown_ones_is_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{"", "no column"},
		{"heading\tx\n#date\tx\n", "no column"},
		{"date\tx\ncolour\tx\n", "line 2: there is no column 'colour'"},
		{"date\n", "line 1: the column 'date' has no title"},
		{"date\tx\t-1", "not a width"},
		{"date\tx\tnan", "not a width"},
		{"date\tx\t1\tx", "more than 3 cells"},
		{"date\t\xff", "not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(bad); i++) {
		struct hs_columns columns = {0};
		struct hs_err err = {0};

		assert_int_equal(
			hs_columns_read(bad[i].text, &hs_listed_shape, &columns, &err),
			-1);
		assert_int_equal(err.code, HS_USAGE);
		assert_non_null(strstr(err.text, bad[i].why));
	}
}

static void line_is(const char *table, const struct hs_listed *row, const char *wanted)
{
	HS_AUTO(hs_columns_done) struct hs_columns columns = {0};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_columns_read(table, &hs_listed_shape, &columns, &err), 0);
	hs_columns_line(&columns, row, &out);
	assert_string_equal(hs_buf_text(&out), wanted);
}

static void a_row_tells_what_there_is_of_a_document(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents all = {.format = 1};
	HS_AUTO(hs_listed_done) struct hs_listed row = {0};
	struct hs_document *d = hs_list_add(&all.documents, sizeof(*d));
	char code[] = "A\tb", empty[] = "";
	struct hs_dossier dossier = {.code = code, .title = empty};

	(void)state;
	hs_pages_set(&d->pages, 3, 5);
	d->fields[HS_F_SUBJECT] = hs_value_new("về\n\tx", HS_FROM_OCR, HS_REVIEW);
	d->fields[HS_F_TYPE] = hs_value_new("", HS_FROM_PERSON, HS_REVIEW);
	d->row = 7; // there is none
	hs_listed_fill(&row, &dossier, &all, 0);
	line_is("dossier\tx\ntitle\tx\nordinal\tx\npages\tx\npage_count\tx\n"
		"type_subject\tx\nsheet\tx\nsheet_or_pages\tx\nfindings\tx\nreview\tx\n",
		&row, "A b\t\t1\t3-5\t3\tvề;  x\t\ttr. 3-5\t0\tsubject\n");
	assert_true(hs_listed_doubtful(&row, "type_subject"));
	assert_true(hs_listed_doubtful(&row, "subject"));
	assert_false(hs_listed_doubtful(&row, "number_symbol"));
	assert_null(row.fields[HS_F_TYPE]);
}

static void pages_that_are_none_do_no_harm(void **state)
{
	HS_AUTO(hs_documents_done) struct hs_documents all = {.format = 1};
	HS_AUTO(hs_listed_done) struct hs_listed row = {0};
	struct hs_document *d = hs_list_add(&all.documents, sizeof(*d));
	struct hs_dossier dossier = {0};
	char code[] = "A";

	(void)state;
	(void)d;
	dossier.code = code;
	hs_listed_fill(&row, &dossier, &all, 0);
	assert_int_equal(row.page_count, 0);
	line_is("pages\tx\nsheet_or_pages\tx\n", &row, "\t\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_without_columns_or_with_unknown_ones_is_refused),
		cmocka_unit_test(a_row_tells_what_there_is_of_a_document),
		cmocka_unit_test(pages_that_are_none_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
