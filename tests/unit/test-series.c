// test-series.c - completeness by numbers: series, gaps, repeats
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/series.h"
#include "unit/unit.h"

#include <inttypes.h>

static const char levels[] = "# a comment\n"
			     "congress\tĐH\tĐại hội\tall\n"
			     "district\tHU\tHuyện ủy\ttype\n"
			     "state\t\t\tdetect\n";
static const char terms[] = "district\t2010\t2015\n"
			    "district\t2015\t2020\n";

// Documents are written: number symbol date type, parted by '|'; a page each.
static void add(struct hs_numbers *all, const char *dossier, const char *issuer,
		const char *const *papers)
{
	struct hs_documents documents = {.format = 1};

	for (double page = 1; *papers; page++, papers++) {
		static const enum hs_document_field order[] = {HS_F_NUMBER, HS_F_SYMBOL,
							       HS_F_DATE, HS_F_TYPE};
		struct hs_document *d = hs_list_add(&documents.documents, sizeof(*d));
		HS_AUTO(hs_text_free) char *copy = hs_dup(*papers);
		char *rest = copy, *word;

		hs_pages_set(&d->pages, (uint32_t)page, (uint32_t)page);
		for (size_t i = 0; (word = strsep(&rest, "|")); i++) {
			bool doubt = *word == '?';

			d->fields[order[i]] =
				hs_value_new(word + doubt, HS_FROM_OCR,
					     doubt ? HS_REVIEW : HS_ACCEPTED);
		}
		d->fields[HS_F_ISSUER] = hs_value_new(issuer, HS_FROM_OCR, HS_ACCEPTED);
	}
	hs_numbers_add(all, dossier, &documents);
	hs_documents_done(&documents);
}

static void note(struct hs_numbers *all, const char *dossier, uint64_t page,
		 uint64_t from, uint64_t to)
{
	*(struct hs_noted *)hs_list_add(&all->noted, sizeof(struct hs_noted)) =
		(struct hs_noted){hs_dup(dossier), page, from, to};
}

static void gives_from(struct hs_numbers *all, bool from_start, const char *wanted)
{
	HS_AUTO(hs_tenures_done) struct hs_tenures tables = {0};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_list gaps = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_levels_read(levels, &tables, &err), 0);
	assert_int_equal(hs_tenures_read(terms, &tables, &err), 0);
	hs_series_gaps(all, &tables, from_start, &gaps);
	for (size_t i = 0; i < gaps.count; i++) {
		struct hs_gap *g = (struct hs_gap *)gaps.items + i;

		hs_buf_addf(&out, "%s %s %s %s [%s]%s\n", g->type, g->series, g->kind,
			    g->numbers, g->places, g->review.count ? " ?" : "");
		hs_gap_done(g);
	}
	free(gaps.items);
	assert_string_equal(hs_buf_text(&out), wanted);
	hs_numbers_done(all);
}

static void gives(struct hs_numbers *all, const char *wanted)
{
	gives_from(all, false, wanted);
}

#define ADD(all, dossier, issuer, ...)                                                   \
	add(all, dossier, issuer, (const char *const[]){__VA_ARGS__, NULL})

static void a_committee_counts_each_type_through_its_term(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "HUYỆN ỦY", "1|NQ/HU|2016-01-05|Nghị quyết",
	    "1|QĐ/HU|2016-01-06|Quyết định", "02|NQ/HU|2016-03-05|Nghị quyết",
	    "4|NQ/HU|2018-01-05|Nghị quyết", "3|QĐ/HU|2017-01-05|Quyết định");
	gives(&all, "Nghị quyết 2015-2020 missing 3 [A:3, A:4]\n"
		    "Quyết định 2015-2020 missing 2 [A:2, A:5]\n");
}

static void names_of_one_body_may_be_written_in_several_ways(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "HUYỆN ỦY", "1|NQ/HU|2016-01-05|Nghị quyết");
	ADD(&all, "B", "Huyện uỷ", "2|NQ/HU|2016-02-05|NGHỊ QUYẾT");
	ADD(&all, "C", "", "3|NQ/HU|2016-02-05");
	gives(&all, "");
}

static void a_term_begins_where_the_numbers_begin_again(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "HUYỆN ỦY", "310|NQ/HU|2014-12-30|Nghị quyết",
	    "311|NQ/HU|2015-02-01|Nghị quyết", "313|NQ/HU|2015-09-01|Nghị quyết",
	    "1|NQ/HU|2015-10-01|Nghị quyết", "3|NQ/HU|2016-01-01|Nghị quyết");
	gives(&all, "Nghị quyết 2010-2015 missing 312 [A:2, A:3]\n"
		    "Nghị quyết 2015-2020 missing 2 [A:4, A:5]\n");
}

static void where_nothing_tells_a_term_begins_at_midsummer(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "HUYỆN ỦY", "5|NQ/HU|2015-03-01|Nghị quyết");
	gives_from(&all, true, "Nghị quyết 2010-2015 missing 1-4 [A:1]\n");
	ADD(&all, "A", "HUYỆN ỦY", "5|NQ/HU|2015-08-01|Nghị quyết");
	gives_from(&all, true, "Nghị quyết 2015-2020 missing 1-4 [A:1]\n");
}

static void the_state_counts_by_the_year(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "UBND", "9|QĐ-UBND|2016-12-05|Quyết định",
	    "1|QĐ-UBND|2017-01-06|Quyết định", "3|2017/QĐ-UBND|2017-02-06|Quyết định");
	gives(&all, "Quyết định 2017 missing 2 [A:2, A:3]\n");
}

static void types_that_interleave_are_one_series(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "Chi cục", "137|TTr-CC|2010-07-07|Tờ trình",
	    "138|ATTP-TC|2010-07-07|Công văn", "139|TTr-CC|2010-07-07|Tờ trình",
	    "141|QĐ-CC|2010-07-12|Quyết định", "142|TTr-CC|2010-07-14|Tờ trình",
	    "143|BC-CC|2010-07-15|Báo cáo", "144|TTr-CC|2010-07-16|Tờ trình",
	    "148|KH-CC|2010-08-03|Kế hoạch");
	note(&all, "A", 3, 140, 140);
	note(&all, "A", 0, 145, 146);
	gives(&all, "* 2010 noted 140 [A:3, A:4]\n"
		    "* 2010 noted 145-146 [A:7, A:8]\n"
		    "* 2010 missing 147 [A:7, A:8]\n");
}

static void types_that_collide_or_go_back_are_not(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "Chi cục", "1|TTr-CC|2010-01-07|Tờ trình",
	    "2|BC-CC|2010-02-07|Báo cáo", "2|TTr-CC|2010-03-07|Tờ trình",
	    "3|BC-CC|2010-03-12|Báo cáo", "3|TTr-CC|2010-04-14|Tờ trình",
	    "4|BC-CC|2010-05-15|Báo cáo");
	gives(&all, "");
	ADD(&all, "A", "Chi cục", "1|TTr-CC|2010-09-07|Tờ trình",
	    "2|BC-CC|2010-02-07|Báo cáo", "3|TTr-CC|2010-10-07|Tờ trình",
	    "4|BC-CC|2010-03-12|Báo cáo", "5|TTr-CC|2010-11-14|Tờ trình",
	    "6|BC-CC|2010-05-15|Báo cáo");
	gives(&all, "Báo cáo 2010 missing 3 [A:2, A:4]\n"
		    "Báo cáo 2010 missing 5 [A:4, A:6]\n"
		    "Tờ trình 2010 missing 2 [A:1, A:3]\n"
		    "Tờ trình 2010 missing 4 [A:3, A:5]\n");
}

static void a_type_with_numbers_of_its_own_stays_out_of_the_common_series(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "Chi cục", "31|TTr-CC|2010-07-07|Tờ trình",
	    "5|QĐ-CC|2010-07-08|Quyết định", "32|BC-CC|2010-07-09|Báo cáo",
	    "33|TTr-CC|2010-07-10|Tờ trình", "34|BC-CC|2010-07-11|Báo cáo",
	    "6|QĐ-CC|2010-07-12|Quyết định", "35|TTr-CC|2010-07-13|Tờ trình",
	    "37|BC-CC|2010-07-14|Báo cáo");
	gives(&all, "* 2010 missing 36 [A:7, A:8]\n");
}

static void a_congress_has_one_series(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "Đại hội", "1|NQ/ĐH|2015-07-05|Nghị quyết",
	    "3|BC/ĐH|2015-07-05|Báo cáo");
	gives(&all, "* 2015 missing 2 [A:1, A:2]\n");
}

static void numbers_that_stand_twice_are_told(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "HUYỆN ỦY", "1|NQ/HU|2016-01-05|Nghị quyết",
	    "2|NQ/HU|2016-01-06|Nghị quyết", "2a|NQ/HU|2016-01-06|Nghị quyết");
	ADD(&all, "B", "HUYỆN ỦY", "02|NQ/HU|2016-02-06|Nghị quyết");
	gives(&all, "Nghị quyết 2015-2020 repeated 2 [A:2, B:1]\n");
}

static void what_is_in_doubt_counts_and_is_marked(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "HUYỆN ỦY", "1|NQ/HU|2016-01-05|Nghị quyết",
	    "?2|NQ/HU|2016-01-06|Nghị quyết", "4|NQ/HU|2016-01-07|Nghị quyết");
	gives(&all, "Nghị quyết 2015-2020 missing 3 [A:2, A:3] ?\n");
}

static void a_paper_without_a_date_has_its_neighbours(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	ADD(&all, "A", "HUYỆN ỦY", "1|NQ/HU||Nghị quyết", "2|NQ/HU|2016-01-06|Nghị quyết",
	    "4|NQ/HU||Nghị quyết");
	gives(&all, "Nghị quyết 2015-2020 missing 3 [A:2, A:3]\n");
}

static void offices_of_one_name_are_told_apart_by_the_body_above(void **state)
{
	struct hs_numbers all = {0};
	struct hs_numbered *list;

	(void)state;
	ADD(&all, "A", "VĂN PHÒNG", "1|CV/VPHU|2016-01-05|Công văn",
	    "1|CV/VPHU|2016-01-05|Công văn");
	list = all.documents.items;
	list[0].parent = hs_dup("HUYỆN ỦY AN");
	list[1].parent = hs_dup("HUYỆN ỦY BÌNH");
	gives(&all, "");
}

static void odd_numbers_and_empty_ones_do_no_harm(void **state)
{
	struct hs_numbers all = {0};

	(void)state;
	gives(&all, "");
	ADD(&all, "A", "", "||", "0|NQ/HU|2016|", "x|||", "99999999999|NQ/HU||", "5|||",
	    "7|/|20|x", "999999999|-|2016-99-99|y");
	gives(&all, "");
}

static void refused(const char *level_rows, const char *term_rows, const char *why)
{
	HS_AUTO(hs_tenures_done) struct hs_tenures tables = {0};
	struct hs_err err = {0};

	assert_true(hs_levels_read(level_rows, &tables, &err) < 0 ||
		    hs_tenures_read(term_rows, &tables, &err) < 0);
	assert_int_equal(err.code, HS_USAGE);
	assert_non_null(strstr(err.text, why));
}

static void broken_tables_are_refused(void **state)
{
	(void)state;
	refused("\ndistrict\tHU\t\tsome\n", "", "line 2: numbering 'some'");
	refused("", "district\t2015\n", "line 1: '' is neither a year");
	refused("", "district\t2015\t20-20\n", "'20-20' is neither a year");
	refused("", "district\t2020\t2015\n", "ends in 2015");
	refused("", "district\t2015\t2020\t2025\n", "more than 3 cells");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_committee_counts_each_type_through_its_term),
		cmocka_unit_test(names_of_one_body_may_be_written_in_several_ways),
		cmocka_unit_test(a_term_begins_where_the_numbers_begin_again),
		cmocka_unit_test(where_nothing_tells_a_term_begins_at_midsummer),
		cmocka_unit_test(the_state_counts_by_the_year),
		cmocka_unit_test(types_that_interleave_are_one_series),
		cmocka_unit_test(types_that_collide_or_go_back_are_not),
		cmocka_unit_test(
			a_type_with_numbers_of_its_own_stays_out_of_the_common_series),
		cmocka_unit_test(a_congress_has_one_series),
		cmocka_unit_test(numbers_that_stand_twice_are_told),
		cmocka_unit_test(what_is_in_doubt_counts_and_is_marked),
		cmocka_unit_test(a_paper_without_a_date_has_its_neighbours),
		cmocka_unit_test(offices_of_one_name_are_told_apart_by_the_body_above),
		cmocka_unit_test(odd_numbers_and_empty_ones_do_no_harm),
		cmocka_unit_test(broken_tables_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
