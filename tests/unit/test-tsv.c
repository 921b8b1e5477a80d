// test-tsv.c - tables as text, ours and those of spreadsheets
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/tsv.h"
#include "unit/unit.h"

static void written(const char *const *cells, size_t count, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	hs_tsv_row(&out, cells, count);
	assert_string_equal(out.data, wanted);
}

// The rows as lines, each with the line that it began on, cells parted by '|'.
static void read_as(const char *bytes, size_t len, const char *wanted)
{
	HS_AUTO(hs_tsv_done) struct hs_tsv tsv = {0};
	HS_AUTO(hs_tsv_cells_done) struct hs_list cells = {0};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	assert_true(hs_tsv_begin(&tsv, bytes, len));
	while (hs_tsv_next(&tsv, &cells)) {
		hs_buf_addf(&out, "%zu", tsv.line);
		for (size_t i = 0; i < cells.count; i++)
			hs_buf_addf(&out, "|%s", ((char **)cells.items)[i]);
		hs_buf_addf(&out, "\n");
	}
	assert_string_equal(hs_buf_text(&out), wanted);
}

#define READ_AS(text, wanted) read_as(text, sizeof(text) - 1, wanted)

static void what_would_break_a_row_is_escaped(void **state)
{
	(void)state;
	written((const char *[]){"a", NULL, "b\tc\nd\\n\r"}, 3,
		"a\t\tb\\tc\\nd\\\\n\\r\n");
	READ_AS("a\t\tb\\tc\\nd\\\\n\\q\\\n", "1|a||b\tc\nd\\n\\q\\\n");
}

static void a_cell_that_begins_with_a_quotation_mark_survives(void **state)
{
	(void)state;
	written((const char *[]){"\"a\" b", "c\"d"}, 2, "\"\"\"a\"\" b\"\tc\"d\n");
	READ_AS("\"\"\"a\"\" b\"\tc\"d\n", "1|\"a\" b|c\"d\n");
}

static void quoted_cells_hold_tabs_and_lines(void **state)
{
	(void)state;
	READ_AS("\"a\tb\"\t\"c\r\nd\ne\"\tf\r\ng\t\"\"\th\n",
		"1|a\tb|c\r\nd\ne|f\n4|g||h\n");
}

static void a_quotation_mark_that_nothing_closes_is_one(void **state)
{
	(void)state;
	READ_AS("\"a\tb\n\"c\td\n\te\"\"\n", "1|\"a|b\n2|\"c|d\n3||e\"\"\n");
	READ_AS("\"a\" b\t\"c\"\n", "1|\"a\" b|c\n");
}

static void lines_end_as_they_like_and_the_last_need_not(void **state)
{
	(void)state;
	READ_AS("a\tb\r\nc\rd\n\n\te", "1|a|b\n2|c\n3|d\n4|\n5||e\n");
	READ_AS("", "");
}

static void other_spreadsheets_part_cells_by_semicolon_or_comma(void **state)
{
	(void)state;
	READ_AS("a;b,c\nd;\"e;f\"\n", "1|a|b,c\n2|d|e;f\n");
	READ_AS("a,b\nc\td,e\n", "1|a|b\n2|c\td|e\n");
}

static void marks_of_byte_order_are_no_text(void **state)
{
	(void)state;
	READ_AS("\xef\xbb\xbf"
		"a\tb\n",
		"1|a|b\n");
	READ_AS("\xff\xfe"
		"a\0\t\0\xc7\x1e\r\0\n\0",
		"1|a|ệ\n");
	READ_AS("\xfe\xff"
		"\0a\0\t\x1e\xc7\0\n",
		"1|a|ệ\n");
}

static void what_is_no_text_is_refused(void **state)
{
	HS_AUTO(hs_tsv_done) struct hs_tsv tsv = {0};

	(void)state;
	assert_false(hs_tsv_begin(&tsv, "a\xff\n", 3));
	assert_false(hs_tsv_begin(&tsv, "a\0b", 3));
	assert_false(hs_tsv_begin(&tsv,
				  "\xff\xfe"
				  "a",
				  3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_would_break_a_row_is_escaped),
		cmocka_unit_test(a_cell_that_begins_with_a_quotation_mark_survives),
		cmocka_unit_test(quoted_cells_hold_tabs_and_lines),
		cmocka_unit_test(a_quotation_mark_that_nothing_closes_is_one),
		cmocka_unit_test(lines_end_as_they_like_and_the_last_need_not),
		cmocka_unit_test(other_spreadsheets_part_cells_by_semicolon_or_comma),
		cmocka_unit_test(marks_of_byte_order_are_no_text),
		cmocka_unit_test(what_is_no_text_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
