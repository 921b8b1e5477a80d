// test-image-stamp.c - lines of red print are found wherever they lie, seals are not
#include "base/auto.h"
#include "port/image-stamp.h"
#include "unit/draw.h"
#include "unit/unit.h"

enum {
	SIDE = 1400,
	DPI = 300,
	LETTERS = 24,
	LETTER = 20, // from one to the next
	HIGH = 44,
};

// Letters from x at y, each a stroke with a foot, on a line that falls to the right.
static void draw_line(struct hs_raster *r, uint32_t x, uint32_t y, double degrees,
		      uint32_t colour)
{
	double slope = tan(degrees * M_PI / 180);

	for (uint32_t i = 0; i < LETTERS; i++) {
		uint32_t down = y + (uint32_t)lround(slope * i * LETTER + 100) - 100;

		draw_bar(r, x + i * LETTER, down, 6, HIGH, colour);
		draw_bar(r, x + i * LETTER, down + HIGH - 6, 14, 6, colour);
	}
}

// Two rings, and lines of print within.
static void draw_seal(struct hs_raster *r, uint32_t x, uint32_t y, double radius)
{
	draw_ring(r, x, y, radius, RED);
	draw_ring(r, x, y, radius * 0.7, RED);
	for (uint32_t i = 0; i < 3; i++)
		for (uint32_t j = 0; j < 9; j++)
			draw_bar(r, x - 90 + 20 * j, y - 70 + 50 * i, 8, 36, RED);
}

static void find(const struct hs_raster *r, struct hs_red *red)
{
	struct hs_err err = {0};

	assert_int_equal(hs_image_red(r, DPI, red, &err), 0);
}

static void near(double value, double wanted, double slack)
{
	if (fabs(value - wanted) > slack)
		fail_msg("%g, wanted %g", value, wanted);
}

static void a_tilted_line_of_red_print_is_found(void **state)
{
	static const double angles[] = {-7, 0, 5};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		struct hs_red red;

		draw_page(&r, SIDE, SIDE, 32, WHITE);
		draw_line(&r, 400, 700, angles[i], RED);
		find(&r, &red);
		assert_int_equal(red.line_count, 1);
		assert_int_equal(red.seal_count, 0);
		near(red.lines[0].box.x, 400, 8);
		near(red.lines[0].box.w, LETTERS * LETTER, 16);
		near(red.lines[0].angle, angles[i], 1);
	}
}

static void black_print_and_grey_pages_have_none(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};
	struct hs_red red;

	(void)state;
	draw_page(&r, SIDE, SIDE, 32, WHITE);
	draw_line(&r, 400, 700, 0, BLACK);
	draw_line(&r, 400, 900, 0, BLUE);
	find(&r, &red);
	assert_int_equal(red.line_count, 0);
	draw_page(&grey, SIDE, SIDE, 8, WHITE);
	draw_line(&grey, 400, 700, 0, RED);
	find(&grey, &red);
	assert_int_equal(red.line_count, 0);
}

static void specks_short_words_and_frames_are_no_lines(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_red red;

	(void)state;
	draw_page(&r, SIDE, SIDE, 32, WHITE);
	draw_bar(&r, 100, 100, 9, 9, RED);
	draw_bar(&r, 300, 300, 100, 40, RED);
	draw_bar(&r, 200, 600, 600, 6, RED);
	find(&r, &red);
	assert_int_equal(red.line_count, 0);
}

static void a_seal_is_measured_and_no_line(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_red red;

	(void)state;
	draw_page(&r, SIDE, SIDE, 32, WHITE);
	draw_seal(&r, 500, 600, 190);
	find(&r, &red);
	assert_int_equal(red.line_count, 0);
	assert_int_equal(red.seal_count, 1);
	near(red.seals[0].x, 500, 1.5);
	near(red.seals[0].y, 600, 1.5);
	near(red.seals[0].radius, 193, 2);
	near(red.seals[0].rim, 6, 2);
}

static void a_line_that_begins_under_a_seal_is_found_outside(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_red red;

	(void)state;
	draw_page(&r, SIDE, SIDE, 32, WHITE);
	draw_seal(&r, 500, 600, 190);
	draw_line(&r, 640, 690, 0, RED);
	find(&r, &red);
	assert_int_equal(red.seal_count, 1);
	assert_int_equal(red.line_count, 1);
	near(red.lines[0].box.x, 680, 30);
	near(red.lines[0].box.x + red.lines[0].box.w, 640 + LETTERS * LETTER, 16);
}

static void lines_come_from_the_top(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_red red;

	(void)state;
	draw_page(&r, SIDE, SIDE, 32, WHITE);
	for (uint32_t i = 0; i < HS_RED_LINES_MAX + 2; i++)
		draw_line(&r, i % 2 ? 100 : 700, 100 + 66 * i, 0, RED);
	find(&r, &red);
	assert_int_equal(red.line_count, HS_RED_LINES_MAX);
	for (size_t i = 1; i < red.line_count; i++)
		assert_true(red.lines[i].box.y >= red.lines[i - 1].box.y);
}

static void the_ring_goes_and_a_stroke_through_it_stays(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};
	const struct hs_box box = {500, 500, 400, 200};
	struct hs_red red;
	struct hs_err err = {0};

	(void)state;
	draw_page(&r, SIDE, SIDE, 32, WHITE);
	draw_seal(&r, 500, 600, 190);
	draw_bar(&r, 680, 590, 60, 20, RED); // through the ring, outwards
	find(&r, &red);
	assert_int_equal(hs_image_red_part(&r, &red, &box, &grey, &err), 0);
	assert_int_equal(grey.width, box.w);
	assert_int_equal(drawn(&grey, 230, 100), 0);   // outside
	assert_int_equal(drawn(&grey, 190, 100), 0);   // on the ring
	assert_int_equal(drawn(&grey, 184, 160), 255); // the ring elsewhere
	assert_int_equal(drawn(&grey, 30, 40), 255);   // print within
}

static void a_picture_is_made_smaller(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_raster_done) struct hs_raster half = {0};
	struct hs_err err = {0};

	(void)state;
	draw_page(&r, 300, 200, 8, WHITE);
	draw_bar(&r, 100, 100, 100, 50, BLACK);
	assert_int_equal(hs_image_scale(&r, 0.5, &half, &err), 0);
	assert_int_equal(half.width, 150);
	assert_int_equal(half.height, 100);
	assert_int_equal(drawn(&half, 75, 60), 0);
	assert_int_equal(drawn(&half, 20, 20), 255);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tilted_line_of_red_print_is_found),
		cmocka_unit_test(black_print_and_grey_pages_have_none),
		cmocka_unit_test(specks_short_words_and_frames_are_no_lines),
		cmocka_unit_test(a_seal_is_measured_and_no_line),
		cmocka_unit_test(a_line_that_begins_under_a_seal_is_found_outside),
		cmocka_unit_test(lines_come_from_the_top),
		cmocka_unit_test(the_ring_goes_and_a_stroke_through_it_stays),
		cmocka_unit_test(a_picture_is_made_smaller),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
