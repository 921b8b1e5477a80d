// test-names.c - names on standard input, however they come
#include "base/auto.h"
#include "tool/names.h"
#include "unit/unit.h"

#include <string.h>
#include <unistd.h>

static int idled; // how often a name had to be waited for

static int count_idle(int fd, struct hs_err *err)
{
	(void)fd, (void)err;
	idled++;
	return 0;
}

static int give_up(int fd, struct hs_err *err)
{
	(void)fd;
	return hs_fail(err, HS_SYSTEM, "the workers are gone");
}

// All names of these bytes, each with a '|' behind it.
static void names_are(const char *bytes, size_t len, char end, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf got = {0};
	HS_AUTO(hs_name_feed_done) struct hs_name_feed feed = {.end = end};
	struct hs_err err = {0};
	char *name;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], bytes, len), len);
	close(ends[1]);
	feed.fd = ends[0];
	while (hs_name_next(&feed, &name, &err) > 0)
		hs_buf_addf(&got, "%s|", name);
	close(ends[0]);
	assert_string_equal(hs_buf_text(&got), wanted);
	assert_int_equal(err.code, HS_OK);
}

static void a_name_ends_with_its_line_or_with_all(void **state)
{
	(void)state;
	names_are("a\nb c\n", 6, '\n', "a|b c|");
	names_are("a\nb", 3, '\n', "a|b|");
	names_are("", 0, '\n', "");
	names_are("\n\na\n\n", 5, '\n', "a|");
	names_are("a\n\0b\0", 5, '\0', "a\n|b|");
}

static void a_name_may_be_longer_than_what_is_read_at_once(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_buf_done) struct hs_buf wanted = {0};

	(void)state;
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < 5000; k++) {
			hs_buf_addf(&bytes, "%c", 'a' + i);
			hs_buf_addf(&wanted, "%c", 'a' + i);
		}
		hs_buf_addf(&bytes, "\n");
		hs_buf_addf(&wanted, "|");
	}
	names_are(bytes.data, bytes.len, '\n', wanted.data);
}

static void while_a_name_is_waited_for_there_is_time(void **state)
{
	HS_AUTO(hs_name_feed_done)
	struct hs_name_feed feed = {.end = '\n', .idle = count_idle};
	struct hs_err err = {0};
	char *name;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	feed.fd = ends[0];
	assert_int_equal(write(ends[1], "a\nb\n", 4), 4);
	assert_int_equal(hs_name_next(&feed, &name, &err), 1);
	assert_int_equal(idled, 1);
	assert_int_equal(hs_name_next(&feed, &name, &err), 1); // it is there already
	assert_string_equal(name, "b");
	assert_int_equal(idled, 1);
	close(ends[1]);
	assert_int_equal(hs_name_next(&feed, &name, &err), 0);
	assert_int_equal(idled, 2);
	close(ends[0]);
}

static void what_fails_meanwhile_ends_it(void **state)
{
	struct hs_name_feed feed = {.fd = -1, .end = '\n', .idle = give_up};
	struct hs_err err = {0};
	char *name;

	(void)state;
	assert_int_equal(hs_name_next(&feed, &name, &err), -1);
	assert_string_equal(err.text, "the workers are gone");
	feed.idle = NULL;
	assert_int_equal(hs_name_next(&feed, &name, &err), -1); // no such descriptor
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_ends_with_its_line_or_with_all),
		cmocka_unit_test(a_name_may_be_longer_than_what_is_read_at_once),
		cmocka_unit_test(while_a_name_is_waited_for_there_is_time),
		cmocka_unit_test(what_fails_meanwhile_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
