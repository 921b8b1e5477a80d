// test-fixity.c - the chain of checks
#include "base/auto.h"
#include "base/mem.h"
#include "unit/unit.h"
#include "work/fixity.h"

static struct hs_fixity *open_log(size_t *torn)
{
	struct hs_err err = {0};
	struct hs_fixity *f = hs_fixity_open(".", torn, &err);

	if (!f)
		print_message("%s\n", err.text);
	assert_non_null(f);
	return f;
}

static void add(struct hs_fixity *f, const char *bundle, const char *sha512)
{
	HS_AUTO(hs_verdict_done)
	struct hs_verdict v = {.ok = true, .sha512 = hs_dup(sha512)};
	struct hs_err err = {0};

	assert_int_equal(hs_fixity_add(f, bundle, &v, NULL, &err), 0);
}

static void three_checks(void)
{
	size_t torn;
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = open_log(&torn);

	add(f, "a.zip", "1");
	add(f, "b.zip", "2");
	add(f, "c.zip", "3");
}

static void is_broken(const char *why)
{
	struct hs_err err = {0};
	size_t torn;
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = hs_fixity_open(".", &torn, &err);

	assert_null(f);
	assert_int_equal(err.code, HS_DAMAGED);
	if (!strstr(err.text, why))
		fail_msg("'%s' is not in: %s", why, err.text);
}

// Its lines, in the order of the digits.
static void arrange(const char *order)
{
	HS_AUTO(hs_text_free) char *all = unit_get(HS_FIXITY_LOG);
	const char *line[4] = {all};
	FILE *out = fopen(HS_FIXITY_LOG, "w");

	for (int i = 1; i < 4; i++)
		line[i] = strchr(line[i - 1], '\n') + 1;
	for (; *order; order++) {
		int i = *order - '1';

		fwrite(line[i], 1, (size_t)(line[i + 1] - line[i]), out);
	}
	assert_int_equal(fclose(out), 0);
}

static void a_log_is_read_again_and_goes_on(void **state)
{
	size_t torn;
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = NULL;

	(void)state;
	three_checks();
	f = open_log(&torn);
	assert_int_equal(torn, 0);
	add(f, "d.zip", "4");
	hs_fixity_free(&f);
	f = open_log(&torn);
}

static void removed_and_moved_lines_are_told(void **state)
{
	static const struct {
		const char *order, *why;
	} cases[] = {
		{"13", "line 2 does not follow"},
		{"23", "line 1 does not follow"},
		{"213", "line 1 does not follow"},
		{"132", "line 2 does not follow"},
		{"1223", "line 3 does not follow"},
		{"12", "2 lines, but there were 3: the last were removed"},
		{"1", "1 lines, but there were 3: the last were removed"},
		{"", "0 lines, but there were 3: the last were removed"},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(cases); i++) {
		(void)!remove(HS_FIXITY_LOG);
		(void)!remove(HS_FIXITY_HEAD);
		three_checks();
		arrange(cases[i].order);
		is_broken(cases[i].why);
	}
}

// Every bit of every line counts, also of the last.
static void every_flipped_bit_is_told(void **state)
{
	HS_AUTO(hs_text_free) char *all = NULL;
	size_t len;

	(void)state;
	three_checks();
	all = unit_get(HS_FIXITY_LOG);
	len = strlen(all);
	for (size_t i = 0; i < len; i++) {
		struct hs_err err = {0};
		HS_AUTO(hs_fixity_free) struct hs_fixity *f = NULL;
		size_t torn;
		FILE *out = fopen(HS_FIXITY_LOG, "w");

		all[i] ^= (char)(1 << i % 7);
		fwrite(all, 1, len, out);
		fclose(out);
		all[i] ^= (char)(1 << i % 7);
		f = hs_fixity_open(".", &torn, &err);
		if (f)
			fail_msg("byte %zu", i);
		assert_int_equal(err.code, HS_DAMAGED);
	}
}

static void a_torn_line_is_cut_off(void **state)
{
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = NULL;
	size_t torn;
	FILE *out;

	(void)state;
	three_checks();
	out = fopen(HS_FIXITY_LOG, "a");
	fputs("{\"format\":1,\"ti", out);
	fclose(out);
	f = open_log(&torn);
	assert_int_equal(torn, 15);
	add(f, "d.zip", "4");
	hs_fixity_free(&f);
	f = open_log(&torn);
	assert_int_equal(torn, 0);
}

// But no line that had been finished.
static void a_finished_line_that_is_torn_is_told(void **state)
{
	(void)state;
	three_checks();
	assert_int_equal(truncate(HS_FIXITY_LOG, 400), 0);
	is_broken("the last were removed");
}

static void a_line_that_its_head_does_not_know_yet_is_taken(void **state)
{
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = NULL;
	HS_AUTO(hs_text_free) char *head = NULL;
	size_t torn;

	(void)state;
	three_checks();
	head = unit_get(HS_FIXITY_HEAD);
	f = open_log(&torn);
	add(f, "d.zip", "4");
	hs_fixity_free(&f);
	unit_put(HS_FIXITY_HEAD, head);
	f = open_log(&torn);
	hs_fixity_free(&f);
	f = open_log(&torn);
}

static void a_missing_or_odd_head_is_told(void **state)
{
	(void)state;
	three_checks();
	assert_int_equal(remove(HS_FIXITY_HEAD), 0);
	is_broken("3 lines, but 'fixity.head' knows 0");
	unit_put(HS_FIXITY_HEAD, "three\n");
	is_broken("is not COUNT SHA256");
}

static void the_log_is_locked_while_it_is_open(void **state)
{
	size_t torn;
	struct hs_err err = {0};
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = open_log(&torn), *g = NULL;

	(void)state;
	(void)f;
	g = hs_fixity_open(".", &torn, &err);
	assert_null(g);
	assert_int_equal(err.code, HS_BUSY);
}

static void the_oldest_come_first_and_the_never_checked_before_them(void **state)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0}, gone = {0};
	struct hs_err err = {0};
	size_t torn;
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = open_log(&torn);

	(void)state;
	for (const char *const *n =
		     (const char *const[]){"a.zip", "b.zip", "c.zip.age", "d10.zip",
					   "d2.zip", "e.zip.sha512", NULL};
	     *n; n++)
		unit_put(*n, "");
	setenv("SOURCE_DATE_EPOCH", "2000", 1);
	add(f, "a.zip", "1");
	add(f, "x.zip", "1");
	setenv("SOURCE_DATE_EPOCH", "1000", 1);
	add(f, "c.zip.age", "1");
	unsetenv("SOURCE_DATE_EPOCH");
	add(f, "b.zip", "1");
	assert_int_equal(hs_fixity_oldest(f, 4, &names, &gone, &err), 0);
	assert_int_equal(names.count, 4);
	assert_string_equal(names.list[0], "d2.zip");
	assert_string_equal(names.list[1], "d10.zip");
	assert_string_equal(names.list[2], "c.zip.age");
	assert_string_equal(names.list[3], "a.zip");
	assert_int_equal(gone.count, 1);
	assert_string_equal(gone.list[0], "x.zip");
}

static void another_checksum_is_a_fault_unless_a_file_vouches_for_it(void **state)
{
	HS_AUTO(hs_verdict_done)
	struct hs_verdict v = {.ok = true, .sha512 = hs_dup("2")};
	size_t torn;
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = open_log(&torn);

	(void)state;
	add(f, "a.zip", "1");
	hs_fixity_compare(f, "b.zip", &v);
	assert_true(v.ok);
	v.signature = hs_dup("none");
	hs_fixity_compare(f, "a.zip", &v);
	assert_true(v.ok);
	assert_int_equal(v.warnings.count, 1);
	hs_text_set(&v.signature, NULL);
	hs_fixity_compare(f, "a.zip", &v);
	assert_false(v.ok);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_log_is_read_again_and_goes_on),
		IN_FOLDER(removed_and_moved_lines_are_told),
		IN_FOLDER(every_flipped_bit_is_told),
		IN_FOLDER(a_torn_line_is_cut_off),
		IN_FOLDER(a_finished_line_that_is_torn_is_told),
		IN_FOLDER(a_line_that_its_head_does_not_know_yet_is_taken),
		IN_FOLDER(a_missing_or_odd_head_is_told),
		IN_FOLDER(the_log_is_locked_while_it_is_open),
		IN_FOLDER(the_oldest_come_first_and_the_never_checked_before_them),
		IN_FOLDER(another_checksum_is_a_fault_unless_a_file_vouches_for_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
