// test-form-head.c - heads that obey the rules of their time, and heads that do not
#include "unit/paper.h"

#define P18 "party-2018"
#define S20 "state-2020"

static struct paper letter_of(struct paper p) // a công văn
{
	p.number = p.motto ? "Số: 15/UBND-VP" : "Số 203-CV/HU";
	p.vv = p.motto ? "V/v số hóa tài liệu" : "về số hóa tài liệu";
	p.type = p.subject = NULL;
	p.dear = "Kính gửi: Các chi bộ trực thuộc";
	p.says = "Công văn";
	return p;
}

// ---- papers that obey

static void a_paper_that_obeys_has_no_remark(void **s)
{
	struct paper early = party;

	(void)s;
	remarks_are(&party, P18, "");
	remarks_are(&party, "party-2026", "");
	remarks_are(&state, S20, "");
	remarks_are(&state, "state-2005", "");
	early.left = 35 * MM, early.top = early.foot = 25 * MM;
	remarks_are(&early, "party-2004", "");
	remarks_are(&early, "party-1997", "");
}

static void a_letter_that_obeys_has_no_remark(void **s)
{
	struct paper p = letter_of(party), q = letter_of(state);

	(void)s;
	remarks_are(&p, P18, "");
	remarks_are(&q, S20, "");
}

static void a_page_inside_that_obeys_has_no_remark(void **s)
{
	struct paper p = party;

	(void)s;
	p.ordinal = 3;
	p.printed = "3";
	p.seen.number = 1;
	p.authority = p.position = p.signer = p.recipients[0] = NULL;
	remarks_are(&p, P18, "");
	p.printed = NULL;
	remarks_are(&p, P18, ""); // the engine dropped it
}

static void no_rule_no_remark(void **s)
{
	struct paper p = party;

	(void)s;
	p.number = "Số: 12/NQ-HU";
	p.authority = "TM. BAN THƯỜNG VỤ";
	p.date = "Xuân Trường, ngày 1 tháng 2 năm 1970";
	p.left = 8 * MM;
	p.seen = (struct hs_form_seen){0};
	remarks_are(&p, "none", "");
}

static void what_was_read_with_doubt_is_no_evidence(void **s)
{
	struct paper p = party;

	(void)s;
	p.number = "Số: 1/NQ-HU";
	p.authority = "TM. BAN THƯỜNG VỤ";
	p.date = "Xuân Trường, ngày 1 tháng 2 năm 2021";
	p.sure = 0.75;
	remarks_are(&p, P18, "");
	p.title_x = 1300;
	p.issuer = p.star = NULL;
	p.number_y = 500;
	remarks_are(&p, P18, "");
}

static void a_poor_head_is_not_judged(void **s)
{
	struct paper p = party;

	(void)s;
	p.title = p.number = p.issuer = p.star = NULL;
	p.date = "Xuân Trường, ngày 1 tháng 2 năm 2021";
	remarks_are(&p, P18, "");
}

// ---- title, motto, rule, issuer, star

static void a_title_is_missing_or_elsewhere(void **s)
{
	struct paper p = party;

	(void)s;
	p.title = NULL;
	remarks_are(&p, P18, "title-missing");
	p = party;
	p.title_x = 1300;
	p.issuer = p.star = NULL;
	p.number_y = 500;
	remarks_are(&p, P18, "title-misplaced issuer-missing");
}

static void dirt_where_the_title_belongs_is_a_title_not_read(void **s)
{
	struct paper p = party;
	struct set set;

	(void)s;
	p.title = NULL;
	set_paper(&p, &set);
	set_centred(&set.words, 1780, 240, "Ị2ƒ", 0.2);
	set.words.list[set.words.count - 1].noise = true;
	read_set(&set);
	judge(&p, P18, &set);
	assert_int_equal(set.remarks.count, 0);
	set_done(&set);
}

static void the_motto_is_the_states(void **s)
{
	struct paper p = party, q = state;

	(void)s;
	p.motto = state.motto;
	remarks_are(&p, P18, "motto-unwanted");
	q.motto = NULL;
	remarks_are(&q, S20, "motto-missing");
}

static void a_rule_is_missing_only_if_somebody_looked(void **s)
{
	struct paper p = party, q = state;

	(void)s;
	p.seen.rule = q.seen.rule = 1;
	remarks_are(&p, P18, "");
	p.seen.rule = q.seen.rule = 0;
	remarks_are(&p, P18, "rule-missing");
	remarks_are(&q, S20, "rule-missing");
}

static void a_star_is_missing_only_if_somebody_looked(void **s)
{
	struct paper p = party, q = state;

	(void)s;
	p.seen.star = q.seen.star = 0;
	remarks_are(&p, P18, ""); // it was read
	remarks_are(&q, S20, "");
	p.star = NULL;
	remarks_are(&p, P18, "star-missing");
	p.seen.star = -1;
	remarks_are(&p, P18, "");
}

static void an_issuer_is_missing_or_elsewhere(void **s)
{
	struct paper p = party;

	(void)s;
	p.issuer = p.star = NULL;
	remarks_are(&p, P18, "issuer-missing");
	p = party;
	p.star = NULL;
	p.issuer_x = 1330;
	p.top += 5 * MM;
	p.number_y = p.date_y = 520;
	p.title_x = 1330;
	p.title = NULL;
	p.motto = "ĐẢNG CỘNG SẢN VIỆT NAM";
	remarks_are(&p, P18, "title-misplaced issuer-misplaced");
}

// ---- number and date

static void a_number_is_missing_or_elsewhere(void **s)
{
	struct paper p = party;

	(void)s;
	p.number = NULL;
	remarks_are(&p, P18, "number-missing");
	p.star = "/NQ-HU"; // what was written before it was not read
	remarks_are(&p, P18, "");
	p.star = "*";
	p.type = "BIÊN BẢN"; // which has none
	p.subject = "Hội nghị chi bộ tháng 02 năm 2021";
	remarks_are(&p, P18, "");
	p = party;
	p.number_x = 2000, p.number_y = 480;
	remarks_are(&p, P18, "number-misplaced");
	p = party;
	p.star = NULL;
	p.number_y = 170;
	remarks_are(&p, P18, "number-misplaced");
}

static void number_is(struct paper p, const char *profile, const char *number,
		      const char *wanted)
{
	p.number = number;
	remarks_are(&p, profile, wanted);
}

static void a_number_is_written_as_the_body_does(void **s)
{
	(void)s;
	number_is(party, P18, "Số 05-NQ/HU", "");
	number_is(party, P18, "Số: 12-NQ/HU", "number-form");
	number_is(party, P18, "Số 12/NQ-HU", "number-form");
	number_is(party, P18, "Số 5-NQ/HU", "number-form");
	number_is(party, "party-1997", "Số 5-NQ/HU", ""); // not known then
	number_is(state, S20, "Số: 05/QĐ-UBND", "");
	number_is(state, S20, "Số: 15/2021/QĐ-UBND", "");
	number_is(state, S20, "Số 15/QĐ-UBND", "number-form");
	number_is(state, S20, "Số: 15-QĐ/UBND", "number-form");
	number_is(state, S20, "Số: 5/QĐ-UBND", "number-form");
}

static void what_a_pen_may_have_written_is_not_judged(void **s)
{
	(void)s;
	number_is(party, P18, "Số ....-NQ/HU", "");
	number_is(party, P18, "Số -NQ/HU", "");
}

static void day_is_set(int32_t x, int32_t wide, int32_t high, size_t wanted)
{
	struct paper p = party;
	struct set set;

	p.date = "Xuân Trường, ngày 2 tháng 10 năm 2021";
	set_paper(&p, &set);
	for (size_t i = 0; i < set.words.count; i++) {
		struct hs_box *b = &set.words.list[i].box;

		if (!strcmp(set.words.list[i].text, "2"))
			*b = (struct hs_box){b->x + x, b->y, wide, high};
		else if (!strcmp(set.words.list[i].text, "tháng"))
			b->x += 2 * x;
	}
	read_set(&set);
	judge(&p, P18, &set);
	assert_int_equal(set.remarks.count, wanted);
	set_done(&set);
}

static void a_digit_that_a_pen_may_have_written_is_not_judged(void **s)
{
	(void)s;
	day_is_set(0, LETTER, TALL, 1);
	day_is_set(0, 45, 80, 0);        // large
	day_is_set(40, LETTER, TALL, 0); // far from its neighbours
}

static void number_and_date_in_one_line_have_no_place(void **s)
{
	struct paper p = party;

	(void)s;
	p.number = "Số 12-NQ/HU Xuân Trường, ngày 18 tháng 10 năm 2021";
	p.date = NULL;
	p.number_x = 1200;
	remarks_are(&p, P18, "");
}

static void a_date_is_missing_or_elsewhere(void **s)
{
	struct paper p = party;

	(void)s;
	p.date = NULL;
	remarks_are(&p, P18, "date-missing");
	p = party;
	p.date_x = 760, p.date_y = 490;
	p.seen.dashes = 0; // asked for since 2026 only
	remarks_are(&p, P18, "date-misplaced");
	p = party;
	p.date_y = 170;
	remarks_are(&p, P18, "date-misplaced");
}

static void date_is(const char *date, const char *wanted)
{
	struct paper p = party;

	p.date = date;
	remarks_are(&p, P18, wanted);
}

static void a_date_is_written_out_and_padded(void **s)
{
	(void)s;
	date_is("Xuân Trường, ngày 05 tháng 02 năm 2021", "");
	date_is("Xuân Trường, ngày 25 tháng 3 năm 2021", "");
	date_is("Xuân Trường, ngày 5 tháng 10 năm 2021", "date-form");
	date_is("Xuân Trường, ngày 15 tháng 2 năm 2021", "date-form");
	date_is("Xuân Trường, 18-10-2021", "date-form");
}

// ---- type and subject

static void a_type_is_missing_or_elsewhere(void **s)
{
	struct paper p = party;

	(void)s;
	p.type = p.subject = NULL;
	remarks_are(&p, P18, "type-missing");
	p = party;
	p.type_x = 950;
	remarks_are(&p, P18, "type-misplaced");
}

static void a_subject_is_missing(void **s)
{
	struct paper p = party, q = letter_of(party);

	(void)s;
	p.subject = NULL;
	p.dear = "Kính gửi: Ban Thường vụ Tỉnh ủy";
	remarks_are(&p, P18, "subject-missing");
	q.vv = NULL;
	remarks_are(&q, P18, "subject-missing");
}

static void a_letters_subject_belongs_under_the_number(void **s)
{
	struct paper p = letter_of(party);

	(void)s;
	p.vv = NULL;
	p.subject = "Về việc chỉnh lý tài liệu lưu trữ";
	remarks_are(&p, P18, "subject-misplaced");
}

static void vv_is_for_letters_of_the_state(void **s)
{
	struct paper p = party, q = letter_of(party), r = state;

	(void)s;
	p.subject = "V/v công tác văn phòng";
	remarks_are(&p, P18, "vv-unwanted");
	remarks_are(&p, "party-1997", "vv-unwanted");
	q.vv = "V/v số hóa tài liệu";
	remarks_are(&q, P18, "vv-unwanted");
	remarks_are(&q, "party-1997", ""); // not known then
	r.subject = "V/v điều động cán bộ";
	remarks_are(&r, S20, "vv-unwanted");
}

static void vv_is_missing_only_if_somebody_looked(void **s)
{
	struct paper p = letter_of(state);

	(void)s;
	p.vv = "điều động cán bộ";
	remarks_are(&p, S20, "");
	p.seen.vv = 0;
	remarks_are(&p, S20, "vv-missing");
	p.vv = "V/v điều động cán bộ";
	remarks_are(&p, S20, "");
}

static void dashes_are_missing_only_if_somebody_looked(void **s)
{
	struct paper p = party;

	(void)s;
	p.seen.dashes = 0;
	remarks_are(&p, "party-2026", "dashes-missing");
	remarks_are(&p, P18, "");
	p.dashes = "-----";
	remarks_are(&p, "party-2026", "");
}

// ---- a plain text, and where to look

static void of_a_plain_text_only_the_writing_is_judged(void **s)
{
	static const char text[] =
		"HUYỆN ỦY XUÂN TRƯỜNG\t\tĐẢNG CỘNG SẢN VIỆT NAM\n*\n"
		"Số: 5/NQ-HU\t\tXuân Trường, ngày 5 tháng 10 năm 2021\n\n"
		"NGHỊ QUYẾT\nV/v công tác văn phòng\n\nCăn cứ Điều lệ Đảng;\n";
	struct set set = {.lines.plain = true};
	uint32_t height;
	char found[200] = "";

	(void)s;
	hs_lines_from_text(text, &set.words, &height);
	hs_lines_of(&set.words, HS_PLAIN_WIDTH, height, false, &set.lines);
	hs_heading_find(&set.lines, &terms, &set.heading);
	judge(&party, P18, &set);
	for (size_t i = 0; i < set.remarks.count; i++) {
		strncat(found, ((struct hs_remark *)set.remarks.items)[i].what, 50);
		strncat(found, " ", 2);
	}
	assert_string_equal(found, "number-form date-form vv-unwanted ");
	set_done(&set);
}

static bool inside(const struct hs_box *box, int32_t x, int32_t y)
{
	return hs_box_has(box, x, y);
}

static void the_picture_is_asked_in_the_right_places(void **s)
{
	struct paper p = letter_of(party);
	struct hs_box box;
	struct set set;

	(void)s;
	set_paper(&party, &set);
	read_set(&set);
	assert_true(hs_form_where(HS_FORM_STAR, &set.lines, &set.heading, NULL, &box));
	assert_true(inside(&box, party.issuer_x, party.top + 80 + TALL / 2));
	assert_true(box.y + box.h <= party.number_y);
	assert_true(hs_form_where(HS_FORM_RULE, &set.lines, &set.heading, NULL, &box));
	assert_true(inside(&box, party.title_x, party.top + TALL + 12));
	assert_true(hs_form_where(HS_FORM_DASHES, &set.lines, &set.heading, NULL, &box));
	assert_true(inside(&box, party.type_x, 720));
	assert_true(hs_form_where(HS_FORM_NUMBER, &set.lines, NULL, NULL, &box));
	assert_true(inside(&box, WIDTH / 2, 10 * MM));
	assert_true(hs_form_where(HS_FORM_SIGNER, &set.lines, NULL, &set.foot, &box));
	assert_true(inside(&box, 1820, 3000));
	assert_false(hs_form_where(HS_FORM_SIGNER, &set.lines, &set.heading, NULL, &box));
	set_done(&set);
	set_paper(&p, &set);
	read_set(&set);
	assert_true(hs_form_where(HS_FORM_VV, &set.lines, &set.heading, NULL, &box));
	assert_true(box.y == 490 && box.w < 3 * TALL);
	set_done(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paper_that_obeys_has_no_remark),
		cmocka_unit_test(a_letter_that_obeys_has_no_remark),
		cmocka_unit_test(a_page_inside_that_obeys_has_no_remark),
		cmocka_unit_test(no_rule_no_remark),
		cmocka_unit_test(what_was_read_with_doubt_is_no_evidence),
		cmocka_unit_test(a_poor_head_is_not_judged),
		cmocka_unit_test(a_title_is_missing_or_elsewhere),
		cmocka_unit_test(dirt_where_the_title_belongs_is_a_title_not_read),
		cmocka_unit_test(the_motto_is_the_states),
		cmocka_unit_test(a_rule_is_missing_only_if_somebody_looked),
		cmocka_unit_test(a_star_is_missing_only_if_somebody_looked),
		cmocka_unit_test(an_issuer_is_missing_or_elsewhere),
		cmocka_unit_test(a_number_is_missing_or_elsewhere),
		cmocka_unit_test(a_number_is_written_as_the_body_does),
		cmocka_unit_test(what_a_pen_may_have_written_is_not_judged),
		cmocka_unit_test(a_digit_that_a_pen_may_have_written_is_not_judged),
		cmocka_unit_test(number_and_date_in_one_line_have_no_place),
		cmocka_unit_test(a_date_is_missing_or_elsewhere),
		cmocka_unit_test(a_date_is_written_out_and_padded),
		cmocka_unit_test(a_type_is_missing_or_elsewhere),
		cmocka_unit_test(a_subject_is_missing),
		cmocka_unit_test(a_letters_subject_belongs_under_the_number),
		cmocka_unit_test(vv_is_for_letters_of_the_state),
		cmocka_unit_test(vv_is_missing_only_if_somebody_looked),
		cmocka_unit_test(dashes_are_missing_only_if_somebody_looked),
		cmocka_unit_test(of_a_plain_text_only_the_writing_is_judged),
		cmocka_unit_test(the_picture_is_asked_in_the_right_places),
	};

	return cmocka_run_group_tests(tests, load_tables, free_tables);
}
