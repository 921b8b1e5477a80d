// test-xlsx.c - spreadsheets: whole or not at all, whatever stands in them
#include "base/auto.h"
#include "base/mem.h"
#include "port/xlsx.h"
#include "unit/unit.h"

#include <signal.h>
#include <sys/resource.h>

static const struct hs_xlsx_column columns[] = {{"STT", 5}, {"Trích yếu", 40}};

static void begin(struct hs_xlsx *x, const char *name)
{
	struct hs_xlsx_sheet sheet = {name, "MỤC LỤC", "Hồ sơ", columns, 2};
	struct hs_err err = {0};

	if (hs_xlsx_begin(x, &sheet, &err) < 0)
		fail_msg("'%s': %s", name, err.text);
}

static void row(struct hs_xlsx *x, const char *a, const char *b, enum hs_xlsx_kind kind)
{
	struct hs_xlsx_cell cells[] = {{a, HS_XLSX_NUMBER, false}, {b, kind, true}};
	struct hs_err err = {0};

	assert_int_equal(hs_xlsx_row(x, cells, &err), 0);
}

static void made(const char *path, const char *text)
{
	HS_AUTO(hs_xlsx_free) struct hs_xlsx *x = hs_xlsx_new();
	struct hs_err err = {0};

	begin(x, "A");
	row(x, "1", text, HS_XLSX_WORDS);
	row(x, "", text, HS_XLSX_DATE);
	if (hs_xlsx_store(x, path, &err) < 0)
		fail_msg("%s", err.text);
}

static void the_same_rows_give_the_same_bytes(void **state)
{
	char a[20000], b[20000];
	size_t n;
	FILE *f;

	(void)state;
	assert_int_equal(setenv("SOURCE_DATE_EPOCH", "1700000000", 1), 0);
	made("a.xlsx", "Nghị quyết");
	assert_int_equal(setenv("TZ", "Asia/Ho_Chi_Minh", 1), 0);
	made("b.xlsx", "Nghị quyết");
	f = fopen("a.xlsx", "rb");
	n = fread(a, 1, sizeof(a), f);
	fclose(f);
	f = fopen("b.xlsx", "rb");
	assert_int_equal(fread(b, 1, sizeof(b), f), n);
	fclose(f);
	assert_memory_equal(a, b, n);
}

static void any_text_is_taken(void **state)
{
	char *much = hs_new(3 * HS_XLSX_TEXT_MAX, 1);

	(void)state;
	made("a.xlsx", "");
	made("a.xlsx", "\x01\x02\x1b \xef\xbf\xbf \xff\xfe </t> ]]> & \" _x0041_ \n\n");
	made("a.xlsx", "9999-99-99");
	made("a.xlsx", "1900-01-01");
	made("a.xlsx", "2016-02-29");
	made("a.xlsx", "-");
	made("a.xlsx", "--");
	memset(much, 'x', 3 * HS_XLSX_TEXT_MAX - 1);
	made("a.xlsx", much);
	free(much);
}

static void any_name_becomes_one_of_a_sheet(void **state)
{
	static const char *const names[] = {
		"A",
		"A",
		"a",
		"",
		"'",
		"''",
		"[x]:*?/\\",
		"\xff",
		"\x01",
		"Hồ sơ lưu trữ của Huyện ủy Xuân Trường khóa XV",
		"Hồ sơ lưu trữ của Huyện ủy Xuân Trường khóa XVI",
		"History"};
	HS_AUTO(hs_xlsx_free) struct hs_xlsx *x = hs_xlsx_new();
	struct hs_err err = {0};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(names); i++)
		begin(x, names[i]);
	for (int i = 0; i < 120; i++)
		begin(x, "A");
	assert_int_equal(hs_xlsx_store(x, "a.xlsx", &err), 0);
}

static void a_workbook_that_is_not_stored_leaves_nothing(void **state)
{
	struct hs_xlsx *x = hs_xlsx_new();
	struct hs_err err = {0};

	(void)state;
	hs_xlsx_free(&x);
	assert_null(x);
	x = hs_xlsx_new();
	begin(x, "A");
	assert_int_equal(hs_xlsx_store(x, "nowhere/a.xlsx", &err), -1);
	assert_int_equal(err.code, HS_SYSTEM);
	hs_xlsx_free(&x);
}

// The library does not notice that itself: see xlsx.c.
static void a_part_that_could_not_be_written_is_noticed(void **state)
{
	HS_AUTO(hs_xlsx_free) struct hs_xlsx *x = hs_xlsx_new();
	struct rlimit old, limit;
	struct hs_err err = {0};

	(void)state;
	begin(x, "A");
	for (int i = 0; i < 3000; i++)
		row(x, "1", "Nghị quyết", HS_XLSX_WORDS);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	limit = old;
	limit.rlim_cur = 64 << 10;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(hs_xlsx_store(x, "a.xlsx", &err), -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	if (!strstr(err.text, "no room for the parts"))
		fail_msg("%s", err.text);
	assert_int_equal(access("a.xlsx", F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(the_same_rows_give_the_same_bytes),
		IN_FOLDER(any_text_is_taken),
		IN_FOLDER(any_name_becomes_one_of_a_sheet),
		IN_FOLDER(a_workbook_that_is_not_stored_leaves_nothing),
		IN_FOLDER(a_part_that_could_not_be_written_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
