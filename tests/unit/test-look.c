// test-look.c - rules, stars, frames of stamps and numbers by hand are told by their ink;
// what a worker says of them is believed within bounds
#include "base/auto.h"
#include "craft/hand.h"
#include "craft/look.h"
#include "unit/draw.h"
#include "unit/unit.h"

enum {
	WIDTH = 1200,
	HEIGHT = 700,
	DPI = 300,
	LINE = 3, // pixels of a frame's line
	CAP = 38, // height of capitals
};

static void look(const struct hs_raster *page, uint32_t kind, struct hs_box box,
		 struct hs_look_seen *seen)
{
	struct hs_look_region region = {.kind = kind, .box = box};
	struct hs_err err = {0};

	assert_int_equal(hs_look_at(NULL, page, DPI, &region, seen, &err), 0);
}

static const struct hs_box everything = {0, 0, WIDTH, HEIGHT};

static bool found(const struct hs_raster *page, uint32_t kind)
{
	struct hs_look_seen seen;

	look(page, kind, everything, &seen);
	return seen.found;
}

static void near(double value, double wanted, double slack)
{
	if (fabs(value - wanted) > slack)
		fail_msg("%g, wanted %g", value, wanted);
}

// A thick line from one point to another.
static void draw_line(struct hs_raster *r, double x, double y, double to_x, double to_y,
		      uint32_t colour)
{
	double steps = 2 * hypot(to_x - x, to_y - y);

	for (double i = 0; i <= steps; i++)
		draw_bar(r, (uint32_t)(x + (to_x - x) * i / steps),
			 (uint32_t)(y + (to_y - y) * i / steps), LINE, LINE, colour);
}

// ---- rules ---------------------------------------------------------------------

static void a_rule_is_found_with_its_length(void **state)
{
	static const double falls[] = {0, 12, -20};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		struct hs_look_seen seen;

		draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
		draw_text(&r, 300, 200, 620, 50, 0, BLACK);
		draw_line(&r, 300, 300, 900, 300 + falls[i], BLACK);
		look(&r, HS_LOOK_RULE, (struct hs_box){250, 270, 700, 60}, &seen);
		assert_int_equal(seen.found, 1);
		near(seen.measure, 600, 12);
	}
}

static void print_and_rows_of_hyphens_are_no_rule(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_text(&r, 200, 100, 800, 300, 0, BLACK);
	for (uint32_t i = 0; i < 12; i++)
		draw_bar(&r, 300 + 30 * i, 500, 18, 4, BLACK);
	assert_false(found(&r, HS_LOOK_RULE));
}

static void a_rule_outside_of_the_box_does_not_count(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_look_seen seen;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 1, WHITE);
	draw_line(&r, 300, 300, 900, 300, BLACK);
	look(&r, HS_LOOK_RULE, (struct hs_box){250, 400, 700, 60}, &seen);
	assert_int_equal(seen.found, 0);
	look(&r, HS_LOOK_RULE, (struct hs_box){-50, -20, 5000, 5000}, &seen);
	assert_int_equal(seen.found, 1);
	look(&r, HS_LOOK_RULE, (struct hs_box){WIDTH, 10, 10, 10}, &seen);
	assert_int_equal(seen.found, 0);
}

// ---- stars ---------------------------------------------------------------------

static void draw_star(struct hs_raster *r, double x, double y, double size)
{
	for (int i = 0; i < 3; i++) {
		double a = M_PI * i / 3, c = cos(a) * size, s = sin(a) * size;

		draw_line(r, x - c, y - s, x + c, y + s, BLACK);
	}
}

static void a_star_by_itself_is_found(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	assert_false(found(&r, HS_LOOK_STAR));
	draw_star(&r, 600, 300, 12);
	assert_true(found(&r, HS_LOOK_STAR));
}

static void letters_specks_and_stars_among_letters_are_none(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_star(&r, 600, 300, 12);
	for (uint32_t i = 0; i < 8; i++)
		draw_bar(&r, 630 + 20 * i, 285, 8, 30, BLACK);
	draw_bar(&r, 200, 100, 4, 4, BLACK);
	draw_bar(&r, 100, 500, 300, 4, BLACK);
	assert_false(found(&r, HS_LOOK_STAR));
}

// ---- stamps --------------------------------------------------------------------

// A frame with its middle at (x, y), and letters in it: strokes with feet.
static void draw_stamp(struct hs_raster *r, double x, double y, double w, double h,
		       double degrees, uint32_t colour)
{
	double c = cos(degrees * M_PI / 180), s = sin(degrees * M_PI / 180);
	const double corner[5][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};

	for (int i = 0; i < 4; i++) {
		double a = corner[i][0] * w / 2, b = corner[i][1] * h / 2;
		double d = corner[i + 1][0] * w / 2, e = corner[i + 1][1] * h / 2;

		draw_line(r, x + a * c - b * s, y + a * s + b * c, x + d * c - e * s,
			  y + d * s + e * c, colour);
	}
	for (double u = -w / 2 + 40; u < w / 2 - 40; u += 30) {
		double top = -h / 5, low = h / 5;

		draw_line(r, x + u * c - top * s, y + u * s + top * c,
			  x + u * c - low * s, y + u * s + low * c, colour);
		draw_line(r, x + u * c - low * s, y + u * s + low * c,
			  x + (u + 14) * c - low * s, y + (u + 14) * s + low * c, colour);
	}
}

static void a_red_frame_is_found_at_any_tilt(void **state)
{
	(void)state;
	for (double degrees = -8; degrees <= 8; degrees += 4) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		struct hs_look_seen seen;

		draw_page(&r, WIDTH, HEIGHT, 32, WHITE);
		draw_text(&r, 100, 300, 500, 40, 0, BLACK);
		draw_stamp(&r, 500, 340, 354, 94, degrees, RED);
		look(&r, HS_LOOK_STAMP, everything, &seen);
		assert_int_equal(seen.found, 1);
		near(seen.measure, 1, 0);
		near(seen.box.x + seen.box.w / 2.0, 500, 4);
		near(seen.box.y + seen.box.h / 2.0, 340, 4);
		assert_string_equal(seen.text, "?"); // nobody read it
	}
}

static void a_dark_frame_is_found_on_a_page_without_colour(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_look_seen seen;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_stamp(&r, 500, 340, 236, 94, 3, 0x505050);
	look(&r, HS_LOOK_STAMP, everything, &seen);
	assert_int_equal(seen.found, 1);
	near(seen.measure, 0, 0);
}

static void two_stamps_are_both_found(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_look_seen seen;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 32, WHITE);
	draw_stamp(&r, 500, 200, 236, 94, 2, RED);
	draw_stamp(&r, 500, 400, 354, 94, -2, RED);
	look(&r, HS_LOOK_STAMP, everything, &seen);
	assert_string_equal(seen.text, "? / ?");
}

static void seals_print_and_empty_frames_are_no_stamps(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 32, WHITE);
	draw_ring(&r, 300, 350, 200, RED);
	draw_ring(&r, 300, 350, 140, RED);
	for (uint32_t i = 0; i < 8; i++)
		draw_bar(&r, 220 + 20 * i, 330, 8, 36, RED);
	draw_text(&r, 600, 50, 500, 300, 0, BLACK);
	draw_line(&r, 600, 400, 900, 400, RED);
	draw_line(&r, 600, 500, 900, 500, RED);
	draw_line(&r, 600, 400, 600, 500, RED);
	draw_line(&r, 900, 400, 900, 500, RED);
	assert_false(found(&r, HS_LOOK_STAMP));
}

static void cells_of_a_table_are_no_stamps(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	for (uint32_t i = 0; i < 5; i++) {
		draw_bar(&r, 100, 100 + 100 * i, 900, LINE, BLACK);
		draw_bar(&r, 100 + 225 * i, 100, LINE, 400, BLACK);
	}
	for (uint32_t i = 0; i < 4; i++)
		for (uint32_t j = 0; j < 4; j++)
			draw_text(&r, 140 + 225 * i, 130 + 100 * j, 140, 30, 0, BLACK);
	assert_false(found(&r, HS_LOOK_STAMP));
}

// ---- by hand -------------------------------------------------------------------

// Letters of a printed line from x on, as high as capitals.
static void draw_print(struct hs_raster *r, uint32_t x, int letters)
{
	for (int i = 0; i < letters; i++, x += 40) {
		draw_bar(r, x, 300, 6, CAP, BLACK);
		draw_bar(r, x, 300 + CAP - 6, 24, 6, BLACK);
	}
}

// A line "Số DIGITS/SYMBOL": three digits that stand as given.
static double by_hand(int32_t rise, uint32_t high, uint32_t colour, bool dots)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	const struct hs_hand_place place = {
		.line = {190, 290, 700, 60}, .from = 190, .to = 430, .letters = 2};
	struct hs_hand hand;
	struct hs_err err = {0};

	draw_page(&r, WIDTH, HEIGHT, 32, WHITE);
	draw_print(&r, 200, 2);
	for (uint32_t i = 0; i < 3; i++) {
		uint32_t top = (uint32_t)(300 - rise);

		draw_bar(&r, 310 + 36 * i, top, 6, high, colour);
		draw_bar(&r, 310 + 36 * i, top + high - 6, 22, 6, colour);
	}
	for (uint32_t i = 0; dots && i < 9; i++)
		draw_bar(&r, 300 + 14 * i, 300 + CAP - 5, 5, 5, BLACK);
	draw_print(&r, 450, 8);
	assert_int_equal(hs_hand_judge(&r, DPI, &place, &hand, &err), 0);
	assert_int_equal(hand.digits, 3);
	return hand.likely;
}

static void printed_digits_stand_like_the_print_beside_them(void **state)
{
	(void)state;
	assert_true(by_hand(0, CAP, BLACK, false) < 0.2);
}

static void digits_by_hand_are_higher_of_other_ink_or_on_dots(void **state)
{
	(void)state;
	assert_true(by_hand(22, CAP + 30, BLACK, false) > 0.5);
	assert_true(by_hand(0, CAP, BLUE, false) > 0.5);
	assert_true(by_hand(0, CAP, BLACK, true) > 0.5);
}

// ---- the answer ----------------------------------------------------------------

static void only_sane_answers_are_believed(void **state)
{
	const struct hs_look_ask ask = {
		.count = 2,
		.regions = {{.kind = HS_LOOK_NUMBER}, {.kind = HS_LOOK_RULE}}};
	const struct hs_look_answer good = {
		.count = 2,
		.seen = {{.found = 1, .text = "12-NQ/HU", .sure = 0.9, .measure = 0.1},
			 {.found = 1, .measure = 640}}};
	struct hs_look_answer a = good;

	(void)state;
	assert_true(sizeof(ask) <= HS_ASK_MAX);
	assert_true(hs_look_ok(&ask, &a));
	a.count = 1;
	assert_false(hs_look_ok(&ask, &a));
	a = good;
	a.seen[0].sure = NAN;
	assert_false(hs_look_ok(&ask, &a));
	a = good;
	a.seen[0].measure = 1.5;
	assert_false(hs_look_ok(&ask, &a));
	a = good;
	a.seen[1].found = 2;
	assert_false(hs_look_ok(&ask, &a));
	a = good;
	a.seen[1].box.w = -1;
	assert_false(hs_look_ok(&ask, &a));
	a = good;
	memset(a.seen[0].text, 0xff, sizeof(a.seen[0].text));
	assert_false(hs_look_ok(&ask, &a));
	a = good;
	memset(a.seen[0].text, '\n', sizeof(a.seen[0].text));
	assert_true(hs_look_ok(&ask, &a));
	assert_int_equal(strlen(a.seen[0].text), sizeof(a.seen[0].text) - 1);
	assert_null(strchr(a.seen[0].text, '\n'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_is_found_with_its_length),
		cmocka_unit_test(print_and_rows_of_hyphens_are_no_rule),
		cmocka_unit_test(a_rule_outside_of_the_box_does_not_count),
		cmocka_unit_test(a_star_by_itself_is_found),
		cmocka_unit_test(letters_specks_and_stars_among_letters_are_none),
		cmocka_unit_test(a_red_frame_is_found_at_any_tilt),
		cmocka_unit_test(a_dark_frame_is_found_on_a_page_without_colour),
		cmocka_unit_test(two_stamps_are_both_found),
		cmocka_unit_test(seals_print_and_empty_frames_are_no_stamps),
		cmocka_unit_test(cells_of_a_table_are_no_stamps),
		cmocka_unit_test(printed_digits_stand_like_the_print_beside_them),
		cmocka_unit_test(digits_by_hand_are_higher_of_other_ink_or_on_dots),
		cmocka_unit_test(only_sane_answers_are_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
