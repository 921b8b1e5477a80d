// test-distance.c - the edit distance against the plain way to compute it
#include "base/auto.h"
#include "base/mem.h"
#include "model/distance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LONGEST = 400 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

// Wagner and Fischer, 1974: the whole matrix, one row at a time.
static size_t plain(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t row[LONGEST + 1];

	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t cell = least(least(row[j], row[j - 1]) + 1,
					    corner + (a[i - 1] != b[j - 1]));

			corner = row[j];
			row[j] = cell;
		}
	}
	return row[m];
}

static size_t of_texts(const char *a, const char *b)
{
	uint32_t x[64], y[64];
	size_t n = strlen(a), m = strlen(b);

	for (size_t i = 0; i < n; i++)
		x[i] = (unsigned char)a[i];
	for (size_t i = 0; i < m; i++)
		y[i] = (unsigned char)b[i];
	return hs_distance(x, n, y, m);
}

static void known_words_have_their_known_distance(void **state)
{
	(void)state;
	assert_int_equal(of_texts("kitten", "sitting"), 3);
	assert_int_equal(of_texts("Saturday", "Sunday"), 3);
	assert_int_equal(of_texts("ab", "ba"), 2);
	assert_int_equal(of_texts("same", "same"), 0);
}

static void nothing_is_as_far_as_the_other_is_long(void **state)
{
	(void)state;
	assert_int_equal(of_texts("", ""), 0);
	assert_int_equal(of_texts("", "abc"), 3);
	assert_int_equal(of_texts("abcd", ""), 4);
}

static unsigned random_state;

static unsigned any(unsigned below)
{
	random_state = random_state * 1103515245U + 12345U;
	return (random_state >> 8) % below;
}

static void random_texts_agree_with_the_plain_way(void **state)
{
	uint32_t a[LONGEST], b[LONGEST];

	(void)state;
	random_state = 1;
	for (int round = 0; round < 3000; round++) {
		unsigned alphabet = 1 + any(round % 3 ? 6 : 300);
		size_t n = any(LONGEST), m = any(LONGEST);

		for (size_t i = 0; i < n; i++)
			a[i] = any(alphabet);
		for (size_t i = 0; i < m; i++)
			b[i] = any(alphabet);
		assert_int_equal(hs_distance(a, n, b, m), plain(a, n, b, m));
	}
}

// A few changes in a text: what a comparison of a page with its truth looks like.
static void small_changes_agree_with_the_plain_way(void **state)
{
	uint32_t a[LONGEST], b[LONGEST];

	(void)state;
	random_state = 2;
	for (int round = 0; round < 1000; round++) {
		size_t n = 1 + any(LONGEST - 1), m = 0;

		for (size_t i = 0; i < n; i++) {
			a[i] = any(80);
			if (any(20) != 0)
				b[m++] = any(20) ? a[i] : any(80);
		}
		assert_int_equal(hs_distance(a, n, b, m), plain(a, n, b, m));
	}
}

static void lengths_round_a_block_agree_with_the_plain_way(void **state)
{
	uint32_t a[130], b[130];

	(void)state;
	random_state = 3;
	for (size_t n = 62; n < 130; n++)
		for (size_t m = 62; m < 130; m++) {
			for (size_t i = 0; i < 130; i++) {
				a[i] = any(3);
				b[i] = any(3);
			}
			assert_int_equal(hs_distance(a, n, b, m), plain(a, n, b, m));
		}
}

static void a_whole_book_takes_seconds(void **state)
{
	enum { BOOK = 100000 };
	HS_AUTO(hs_text_free) char *room = hs_new(2 * BOOK, sizeof(uint32_t));
	uint32_t *a = (uint32_t *)(void *)room, *b = a + BOOK;

	(void)state;
	for (size_t i = 0; i < BOOK; i++) {
		a[i] = 1;
		b[i] = 2;
	}
	b[BOOK / 2] = 1;
	assert_int_equal(hs_distance(a, BOOK, b, BOOK), BOOK - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_words_have_their_known_distance),
		cmocka_unit_test(nothing_is_as_far_as_the_other_is_long),
		cmocka_unit_test(random_texts_agree_with_the_plain_way),
		cmocka_unit_test(small_changes_agree_with_the_plain_way),
		cmocka_unit_test(lengths_round_a_block_agree_with_the_plain_way),
		cmocka_unit_test(a_whole_book_takes_seconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
