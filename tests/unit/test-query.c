// What model/query promises: what a user may type, and what becomes of it.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void asks(const char *text, const char *match)
{
	HS_AUTO(hs_query_done) struct hs_query q = {0};
	struct hs_err err = {0};

	if (hs_query_parse(text, &q, &err) < 0)
		fail_msg("'%s': %s", text, err.text);
	assert_string_equal(q.match ? q.match : "(none)", match);
}

static void filters(const char *text, enum hs_filter by, const char *words)
{
	HS_AUTO(hs_query_done) struct hs_query q = {0};
	struct hs_err err = {0};

	if (hs_query_parse(text, &q, &err) < 0)
		fail_msg("'%s': %s", text, err.text);
	assert_string_equal(q.filters[by] ? q.filters[by] : "(none)", words);
}

static void years(const char *text, uint32_t from, uint32_t to)
{
	HS_AUTO(hs_query_done) struct hs_query q = {0};
	struct hs_err err = {0};

	if (hs_query_parse(text, &q, &err) < 0)
		fail_msg("'%s': %s", text, err.text);
	assert_int_equal(q.from, from);
	assert_int_equal(q.to, to);
}

static void refused(const char *text, const char *why)
{
	struct hs_query q = {0};
	struct hs_err err = {0};

	if (hs_query_parse(text, &q, &err) == 0)
		fail_msg("'%s' is taken for %s", text, q.match ? q.match : "filters");
	assert_int_equal(err.code, HS_USAGE);
	if (!strstr(err.text, why))
		fail_msg("'%s': %s", text, err.text);
}

static void words_may_stand_anywhere(void **state)
{
	(void)state;
	// Side by side they count for more, which changes nothing of what is found.
	asks("nghị quyết", "\"nghị\" AND \"quyết\" OR (\"nghị\" + \"quyết\")");
	asks(" \t nghị\n", "\"nghị\"");
}

static void a_phrase_stays_together(void **state)
{
	(void)state;
	asks("\"nghị  quyết\" 5", "\"nghị\" + \"quyết\" AND \"5\"");
	asks("“nghị quyết”", "\"nghị\" + \"quyết\"");
	asks("a\"b c\"d", "\"a\" AND \"b\" + \"c\" AND \"d\"");
}

static void what_has_several_words_is_a_phrase_of_itself(void **state)
{
	(void)state;
	asks("12-NQ/HU", "\"12\" + \"NQ\" + \"HU\"");
}

static void a_minus_leaves_out(void **state)
{
	(void)state;
	asks("a -b c -\"d e\"",
	     "(\"a\" AND \"c\" OR (\"a\" + \"c\")) NOT (\"b\" OR \"d\" + \"e\")");
	asks("a - b", "\"a\" AND \"b\" OR (\"a\" + \"b\")");
	refused("-a -b", "only says what to leave out");
	refused("type:NQ -a", "only says what to leave out");
}

static void a_star_ends_a_beginning(void **state)
{
	(void)state;
	asks("quy*", "\"quy\" *");
	asks("12-NQ/H*", "\"12\" + \"NQ\" + \"H\" *");
	asks("\"uỷ b\"*", "\"uỷ\" + \"b\" *");
	asks("a*b", "\"a\" + \"b\"");
	asks("a *", "\"a\"");
	refused("*", "no word");
}

static void the_language_of_fts5_is_only_text(void **state)
{
	(void)state;
	asks("a AND b", "\"a\" AND \"AND\" AND \"b\" OR (\"a\" + \"AND\" + \"b\")");
	asks("NEAR(a b, 5)", "\"NEAR\" + \"a\" AND \"b\" AND \"5\" OR (\"NEAR\" + \"a\" "
			     "+ \"b\" + \"5\")");
	asks("^a {b} (c) d+e f' ;--",
	     "\"a\" AND \"b\" AND \"c\" AND \"d\" + \"e\" AND \"f\" "
	     "OR (\"a\" + \"b\" + \"c\" + \"d\" + \"e\" + \"f\")");
	asks("'; DROP TABLE words;--", "\"DROP\" AND \"TABLE\" AND \"words\" OR "
				       "(\"DROP\" + \"TABLE\" + \"words\")");
}

static void filters_are_folded(void **state)
{
	(void)state;
	filters("type:NQ", HS_BY_TYPE, " nq \n");
	filters("TYPE:\"Nghị quyết\" x", HS_BY_TYPE, " nghi quyet \n");
	filters("symbol:12-NQ/HU", HS_BY_SYMBOL, " 12 nq hu \n");
	filters("number:05", HS_BY_NUMBER, " 5 \n");
	filters("issuer:\"huyện ủy\" dossier:a", HS_BY_ISSUER, " huyen uy \n");
	filters("signer:Đỗ dossier:a", HS_BY_DOSSIER, " a \n");
	asks("type:NQ", "(none)");
	asks("type:NQ đất", "\"đất\"");
}

static void a_filter_given_twice_means_either(void **state)
{
	(void)state;
	filters("type:NQ type:CT", HS_BY_TYPE, " nq \n ct \n");
}

static void years_are_one_or_a_range(void **state)
{
	(void)state;
	years("year:2015", 2015, 2015);
	years("year:2015..2020", 2015, 2020);
	years("year:2015..", 2015, 0);
	years("year:..2020 x", 0, 2020);
	refused("year:", "write year:2015");
	refused("year:..", "write year:2015");
	refused("year:15", "write year:2015");
	refused("year:2015-2020", "write year:2015");
	refused("year:2015..20x0", "write year:2015");
	refused("year:2020..2015", "ends before it begins");
	refused("year:2015 year:2016", "twice");
}

static void what_is_no_filter_is_told(void **state)
{
	(void)state;
	refused("author:x", "type: issuer: symbol: number: signer: dossier: year:");
	refused("type:", "needs a value");
	refused("type:\"-\"", "needs a value");
	refused("-type:NQ", "turned round");
	asks("\"author:x\"", "\"author\" + \"x\"");
	asks("số:12", "\"số\" + \"12\"");
}

static void a_broken_query_is_told(void **state)
{
	(void)state;
	refused("", "no word");
	refused(" -- () \"\" ", "no word");
	refused("\"nghị quyết", "quotation mark");
	refused("issuer:\"huyện", "quotation mark");
	refused("a\xff", "UTF-8");
}

static void a_query_has_limits(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf words = {0}, letters = {0};

	(void)state;
	for (int i = 0; i <= HS_QUERY_WORDS_MAX; i++)
		hs_buf_addf(&words, "a ");
	for (int i = 0; i <= HS_QUERY_MAX; i++)
		hs_buf_addf(&letters, "a");
	refused(words.data, "more than");
	refused(letters.data, "longer than");
}

static void written(const char *number, const char *symbol, const char *as)
{
	HS_AUTO(hs_text_free) char *got = hs_symbol_written(number, symbol);

	assert_string_equal(got ? got : "(none)", as);
}

static void a_symbol_is_written_as_its_issuer_does(void **state)
{
	(void)state;
	written("12", "NQ/HU", "12-NQ/HU");
	written("15", "QĐ-UBND", "15/QĐ-UBND");
	written("15", "2021/QĐ-UBND", "15/2021/QĐ-UBND");
	written(NULL, "NQ/HU", "NQ/HU");
	written("12", NULL, "12");
	written("", NULL, "(none)");
}

static void a_symbol_tells_the_type(void **state)
{
	static const char *const pairs[][2] = {
		{"NQ/HU", "NQ"}, {"QĐ-UBND", "QĐ"}, {"2021/QĐ-UBND", "QĐ"}, {"", ""}};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(pairs); i++) {
		HS_AUTO(hs_text_free) char *type = hs_symbol_type(pairs[i][0]);

		assert_string_equal(type, pairs[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_may_stand_anywhere),
		cmocka_unit_test(a_phrase_stays_together),
		cmocka_unit_test(what_has_several_words_is_a_phrase_of_itself),
		cmocka_unit_test(a_minus_leaves_out),
		cmocka_unit_test(a_star_ends_a_beginning),
		cmocka_unit_test(the_language_of_fts5_is_only_text),
		cmocka_unit_test(filters_are_folded),
		cmocka_unit_test(a_filter_given_twice_means_either),
		cmocka_unit_test(years_are_one_or_a_range),
		cmocka_unit_test(what_is_no_filter_is_told),
		cmocka_unit_test(a_broken_query_is_told),
		cmocka_unit_test(a_query_has_limits),
		cmocka_unit_test(a_symbol_is_written_as_its_issuer_does),
		cmocka_unit_test(a_symbol_tells_the_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
