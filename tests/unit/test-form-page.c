// test-form-page.c - feet and margins that obey the rules of their time, or do not
#include "unit/paper.h"

#define P18 "party-2018"
#define S20 "state-2020"

// ---- the foot

static void an_authority_is_written_as_the_body_does(void **s)
{
	struct paper p = party, q = state;

	(void)s;
	p.authority = "TM. BAN THƯỜNG VỤ";
	remarks_are(&p, P18, "authority-form");
	p.authority = "TM BAN THƯỜNG VỤ"; // the sign may have been lost
	remarks_are(&p, P18, "");
	q.authority = "T/M ỦY BAN NHÂN DÂN";
	remarks_are(&q, S20, "authority-form");
}

static void a_position_is_missing_only_if_somebody_looked(void **s)
{
	struct paper p = party;

	(void)s;
	p.position = NULL;
	remarks_are(&p, P18, "");
	p.seen.position = 0;
	remarks_are(&p, P18, "position-missing");
}

static void a_signer_is_missing_only_if_somebody_looked(void **s)
{
	struct paper p = party;

	(void)s;
	p.signer = NULL;
	remarks_are(&p, P18, "");
	p.seen.signer = 0;
	remarks_are(&p, P18, "signer-missing");
}

static void recipients_are_missing(void **s)
{
	struct paper p = party;

	(void)s;
	p.recipients[0] = NULL;
	remarks_are(&p, P18, "recipients-missing");
	p.says = "Biên bản"; // which has none
	remarks_are(&p, P18, "");
	p.says = NULL;
	remarks_are(&p, P18, "");
}

static void recipients_end_with_the_copy_on_file(void **s)
{
	struct paper p = party;

	(void)s;
	p.recipients[2] = "- Các ban của Huyện ủy.";
	remarks_are(&p, P18, "recipients-end");
	p.recipients[2] = "- Các ban của Huyện ủy,"; // it goes on
	remarks_are(&p, P18, "");
	p.recipients[2] = "- Lun Văn phòng."; // misread
	remarks_are(&p, P18, "");
}

// ---- the page

static void margins_are_out_of_bounds(void **s)
{
	struct paper p = party;

	(void)s;
	p.ordinal = 2;
	p.authority = p.position = p.signer = p.recipients[0] = NULL;
	p.left = 20 * MM;
	remarks_are(&p, P18, "margin-left");
	p.left = 40 * MM;
	remarks_are(&p, P18, "margin-left");
	p.left = 25 * MM; // as a scan may shift it
	remarks_are(&p, P18, "");
	p.left = 30 * MM, p.right = 5 * MM;
	remarks_are(&p, P18, "margin-right");
	p.right = 26 * MM;
	remarks_are(&p, P18, "margin-right");
	p.right = 15 * MM, p.top = 10 * MM;
	remarks_are(&p, P18, "margin-top");
	p.top = 60 * MM; // a picture above may not have been read
	remarks_are(&p, P18, "");
	p.top = 20 * MM, p.foot = 8 * MM;
	remarks_are(&p, P18, "margin-bottom");
}

static struct paper inside_page(void)
{
	struct paper p = party;

	p.ordinal = 2;
	p.authority = p.position = p.signer = p.recipients[0] = NULL;
	return p;
}

static void a_page_askew_has_the_margins_of_its_middle(void **s)
{
	struct paper p = inside_page();

	(void)s;
	p.left = 24 * MM;
	p.askew = 14 * MM;
	remarks_are(&p, P18, "");
	p.askew = -14 * MM;
	remarks_are(&p, P18, "");
	p.left = 20 * MM;
	remarks_are(&p, P18, "margin-left");
}

static void one_line_farther_out_tells_where_the_margin_is(void **s)
{
	struct paper p = inside_page();
	struct set set;

	(void)s;
	p.left = 40 * MM; // all of the page's lines are items of a list
	set_paper(&p, &set);
	set_at(&set.words, 30 * MM, 3200, SPACE, "III. Tổ chức thực hiện", 0.96);
	read_set(&set);
	judge(&p, P18, &set);
	assert_int_equal(set.remarks.count, 0);
	set_done(&set);
}

static void dirt_before_lines_is_no_margin(void **s)
{
	struct paper p = inside_page();
	struct set set;

	(void)s;
	set_paper(&p, &set);
	for (size_t i = 0; i < set.words.count; i++)
		if (set.words.list[i].starts_line && i % 2) {
			set.words.list[i].box.x -= 14 * MM;
			set.words.list[i].box.w += 14 * MM;
			set.words.list[i].confidence = 0.4F;
		}
	read_set(&set);
	judge(&p, P18, &set);
	assert_int_equal(set.remarks.count, 0);
	set_done(&set);
}

static void the_back_of_a_sheet_may_have_other_margins(void **s)
{
	struct paper p = party;

	(void)s;
	p.authority = p.position = p.signer = p.recipients[0] = NULL;
	p.top = p.foot = 25 * MM;
	p.left = 15 * MM;
	p.ordinal = 2;
	remarks_are(&p, "party-2004", "");
	p.ordinal = 3;
	remarks_are(&p, "party-2004", "margin-left");
}

static void without_dpi_no_margin_is_known(void **s)
{
	struct paper p = party;

	(void)s;
	p.left = 10 * MM;
	p.dpi = 0;
	remarks_are(&p, P18, "");
	p.dpi = 200; // then it is no A4
	remarks_are(&p, P18, "");
}

static void page_numbers_begin_on_page_2(void **s)
{
	struct paper p = party;

	(void)s;
	p.printed = "1";
	remarks_are(&p, P18, "page-number-unwanted");
	p.printed_x = 2300; // an archivist's
	remarks_are(&p, P18, "");
	p = party;
	p.ordinal = 2;
	p.seen.number = 0;
	remarks_are(&p, P18, "page-number-missing");
	p.printed = "2";
	remarks_are(&p, P18, "");
	p.printed_y = HEIGHT - 12 * MM;
	p.printed_x = 2200;
	remarks_are(&p, P18, "page-number-misplaced");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_authority_is_written_as_the_body_does),
		cmocka_unit_test(a_position_is_missing_only_if_somebody_looked),
		cmocka_unit_test(a_signer_is_missing_only_if_somebody_looked),
		cmocka_unit_test(recipients_are_missing),
		cmocka_unit_test(recipients_end_with_the_copy_on_file),
		cmocka_unit_test(margins_are_out_of_bounds),
		cmocka_unit_test(a_page_askew_has_the_margins_of_its_middle),
		cmocka_unit_test(one_line_farther_out_tells_where_the_margin_is),
		cmocka_unit_test(dirt_before_lines_is_no_margin),
		cmocka_unit_test(the_back_of_a_sheet_may_have_other_margins),
		cmocka_unit_test(without_dpi_no_margin_is_known),
		cmocka_unit_test(page_numbers_begin_on_page_2),
	};

	return cmocka_run_group_tests(tests, load_tables, free_tables);
}
