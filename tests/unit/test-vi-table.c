// The words of texts, as the table that the viewer's JavaScript is held to has them,
// too (tests/viewer/words.tsv). Run from the top of the tree, as make does.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "sys/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COLUMNS = 3 };

static uint32_t unit(const char *digits)
{
	char four[5] = {0};

	memcpy(four, digits, 4);
	return (uint32_t)strtoul(four, NULL, 16);
}

// \uXXXX becomes its character, two surrogates become one.
static char *plain(const char *text)
{
	struct hs_buf out = {0};

	hs_buf_add(&out, "", 0);
	while (*text) {
		uint32_t c;

		if (strncmp(text, "\\u", 2) != 0) {
			hs_buf_add(&out, text++, 1);
			continue;
		}
		c = unit(text + 2);
		text += 6;
		if (c >= 0xd800 && c < 0xdc00) {
			c = 0x10000 + ((c & 0x3ff) << 10) + (unit(text + 2) & 0x3ff);
			text += 6;
		}
		hs_utf8_add(&out, c);
	}
	return hs_buf_take(&out);
}

static void check_line(const struct hs_vi *vi, char *columns[COLUMNS])
{
	HS_AUTO(hs_text_free) char *text = plain(columns[0]);
	HS_AUTO(hs_text_free) char *want_exact = plain(columns[1]);
	HS_AUTO(hs_text_free) char *want_fold = plain(columns[2]);
	HS_AUTO(hs_buf_done) struct hs_buf exact = {0};
	HS_AUTO(hs_buf_done) struct hs_buf fold = {0};
	const char *at = text, *end = text + strlen(text);
	struct hs_vi_token t;

	while (hs_vi_next(vi, &at, end, &t)) {
		hs_buf_addf(&exact, "%s", exact.len ? " " : "");
		hs_buf_addf(&fold, "%s", fold.len ? " " : "");
		hs_buf_add(&exact, t.exact, t.stem);
		for (size_t i = t.stem; i < t.exact_len; i++)
			hs_buf_addf(&exact, "%d", t.exact[i]);
		hs_buf_add(&fold, t.fold, t.fold_len);
	}
	assert_string_equal(hs_buf_text(&exact), want_exact);
	assert_string_equal(hs_buf_text(&fold), want_fold);
}

static void words_are_as_the_table_says(void **state)
{
	HS_AUTO(hs_vi_free) struct hs_vi *vi = hs_vi_new();
	HS_AUTO(hs_buf_done) struct hs_buf table = {0};
	struct hs_err err = {0};
	char *line, *rest;
	size_t lines = 0;

	(void)state;
	assert_int_equal(
		hs_file_load(AT_FDCWD, "tests/viewer/words.tsv", 1 << 20, &table, &err),
		0);
	for (line = strtok_r(table.data, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		char *columns[COLUMNS] = {line};

		if (*line == '#')
			continue;
		for (int i = 1; i < COLUMNS; i++) {
			columns[i] = strchr(columns[i - 1], '\t');
			assert_non_null(columns[i]);
			*columns[i]++ = '\0';
		}
		check_line(vi, columns);
		check_line(NULL, columns);
		lines++;
	}
	assert_true(lines > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_as_the_table_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
