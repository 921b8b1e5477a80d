// test-spread.c - how ink lies on small copies of pages
#include "base/auto.h"
#include "base/mem.h"
#include "model/spread.h"
#include "unit/draw.h"

#include <stdlib.h>

enum { SHORT = 827, LONG = 1169, MARGIN = 100 };

static struct hs_spread spread_of(const struct hs_raster *ink)
{
	struct hs_spread spread;

	hs_spread_measure(ink, 1, &spread);
	return spread;
}

// The picture by a quarter.
static void turn(const struct hs_raster *r, struct hs_raster *turned)
{
	draw_page(turned, r->height, r->width, 1, WHITE);
	for (uint32_t y = 0; y < r->height; y++)
		for (uint32_t x = 0; x < r->width; x++)
			if ((r->data[(size_t)y * r->wpl + x / 32] >> (31 - x % 32)) & 1)
				draw_dot(turned, r->height - 1 - y, x, BLACK);
}

// Two pages that face each other, each askew in its own way.
static void facing(struct hs_raster *r)
{
	draw_page(r, LONG, SHORT, 1, WHITE);
	draw_text(r, 60, 60, 470, 700, 0.8, BLACK);
	draw_text(r, 640, 60, 470, 700, -0.6, BLACK);
}

static void lines_of_text_run_across(void **state)
{
	(void)state;
	for (int degrees = -4; degrees <= 4; degrees++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		HS_AUTO(hs_raster_done) struct hs_raster turned = {0};

		draw_page(&r, SHORT, LONG, 1, WHITE);
		draw_text(&r, MARGIN, MARGIN, SHORT - 2 * MARGIN, LONG - 2 * MARGIN,
			  degrees, BLACK);
		turn(&r, &turned);
		assert_true(spread_of(&r).sideways > 0);
		assert_true(spread_of(&r).sideways < 0.9);
		assert_true(spread_of(&turned).sideways > 1.1);
	}
}

static void a_blank_page_says_nothing(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_spread s;

	(void)state;
	draw_page(&r, LONG, SHORT, 1, WHITE);
	s = spread_of(&r);
	assert_int_equal(s.squares[0].w, 0);
	assert_true(s.ink == 0 && s.sideways == 0 && s.dense_ink == 0);
	assert_int_equal(s.gutter, 0);
}

static void the_dense_square_lies_on_text_and_not_on_a_picture(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_spread s;

	(void)state;
	draw_page(&r, SHORT, LONG, 1, WHITE);
	draw_bar(&r, 50, 50, 400, 400, BLACK);
	draw_text(&r, 400, 700, 340, 340, 0, BLACK);
	hs_spread_measure(&r, 3, &s);
	assert_in_range(s.squares[0].x, 3 * 390, 3 * 430);
	assert_in_range(s.squares[0].y, 3 * 690, 3 * 730);
	assert_int_equal(s.squares[0].w, 3 * 320);
	assert_int_equal(s.squares[0].h, 3 * 320);
	assert_true(s.dense_ink > 0.1 && s.dense_ink < 0.3);
	assert_true(s.ink > 0.15 && s.ink < 0.3);
}

static void squares_are_mostly_apart(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_spread s;

	(void)state;
	draw_page(&r, SHORT, LONG, 1, WHITE);
	draw_text(&r, 60, 60, SHORT - 120, LONG - 120, 0, BLACK);
	s = spread_of(&r);
	for (size_t i = 0; i < HS_SQUARES; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(abs(s.squares[i].x - s.squares[j].x) >= 160 ||
				    abs(s.squares[i].y - s.squares[j].y) >= 160);
	assert_true(s.squares[HS_SQUARES - 1].w > 0);
}

static void facing_pages_part_between_their_texts(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_spread s;

	(void)state;
	facing(&r);
	hs_spread_measure(&r, 4, &s);
	assert_in_range(s.gutter, 4 * 540, 4 * 630);
	for (int i = 0; i < 300; i++) // specks
		draw_dot(&r, 400 + (uint32_t)i * 37 % 400, (uint32_t)i * 101 % SHORT,
			 BLACK);
	assert_in_range(spread_of(&r).gutter, 540, 630);
}

static void facing_pages_part_in_the_shadow(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	facing(&r);
	draw_bar(&r, 610, 0, 8, SHORT, BLACK);
	assert_in_range(spread_of(&r).gutter, 610, 617);
}

// What makes it one page.
static void line_across(struct hs_raster *r)
{
	draw_text(r, 500, 400, 200, 25, 0, BLACK);
}

static void rules(struct hs_raster *r)
{
	for (uint32_t y = 100; y < 700; y += 300)
		draw_bar(r, 60, y, LONG - 120, 2, BLACK);
}

static void nothing_at_the_right(struct hs_raster *r)
{
	draw_bar(r, 600, 0, LONG - 600, SHORT, WHITE);
}

static void three_lines_at_the_left(struct hs_raster *r)
{
	draw_bar(r, 0, 130, 580, SHORT - 130, WHITE);
}

static void a_narrow_column_at_the_right(struct hs_raster *r)
{
	draw_bar(r, 740, 0, LONG - 740, SHORT, WHITE);
}

static void a_gap_as_between_columns(struct hs_raster *r)
{
	draw_text(r, 530, 60, 80, 700, 0, BLACK);
}

static void one_page_is_not_parted(void **state)
{
	static void (*const makes_one[])(struct hs_raster *) = {
		line_across,
		rules,
		nothing_at_the_right,
		three_lines_at_the_left,
		a_narrow_column_at_the_right,
		a_gap_as_between_columns,
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(makes_one); i++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};

		facing(&r);
		makes_one[i](&r);
		if (spread_of(&r).gutter)
			fail_msg("case %zu is parted at %u", i, spread_of(&r).gutter);
	}
}

static void only_sheets_of_the_right_shape_are_parted(void **state)
{
	static const struct {
		uint32_t w, h;
		bool parted;
	} shapes[] = {
		{1000, 1000, false}, {1220, 1000, true},  {1680, 1000, true},
		{1720, 1000, false}, {1000, 1400, false},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(shapes); i++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		uint32_t half = shapes[i].w / 2;

		draw_page(&r, shapes[i].w, shapes[i].h, 1, WHITE);
		draw_text(&r, 40, 60, half - 80, shapes[i].h - 120, 0, BLACK);
		draw_text(&r, half + 40, 60, half - 80, shapes[i].h - 120, 0, BLACK);
		assert_int_equal(spread_of(&r).gutter != 0, shapes[i].parted);
	}
}

// Its paragraphs leave a gap from top to bottom, its words gaps like lines.
static void a_page_on_its_side_is_not_parted(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, LONG, SHORT, 1, WHITE);
	for (uint32_t x = 60; x < LONG - 60; x += 22)
		for (uint32_t y = 60; y < SHORT - 60; y += 60)
			if (x < 540 || x > 640)
				draw_bar(&r, x, y, 14, 50, BLACK);
	assert_int_equal(spread_of(&r).gutter, 0);
}

static void a_small_picture_is_one_square(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, 200, 600, 1, WHITE);
	draw_text(&r, 0, 100, 200, 320, 0, BLACK);
	assert_int_equal(spread_of(&r).squares[0].w, 192);
	assert_int_equal(spread_of(&r).squares[0].h, 320);
}

static void pictures_of_a_few_pixels_are_measured(void **state)
{
	(void)state;
	for (uint32_t side = 1; side < 140; side++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};

		draw_page(&r, side, 140 - side, 1, BLACK);
		assert_true(spread_of(&r).ink > 0.99);
		assert_int_equal(spread_of(&r).gutter, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_of_text_run_across),
		cmocka_unit_test(a_blank_page_says_nothing),
		cmocka_unit_test(the_dense_square_lies_on_text_and_not_on_a_picture),
		cmocka_unit_test(squares_are_mostly_apart),
		cmocka_unit_test(facing_pages_part_between_their_texts),
		cmocka_unit_test(facing_pages_part_in_the_shadow),
		cmocka_unit_test(one_page_is_not_parted),
		cmocka_unit_test(only_sheets_of_the_right_shape_are_parted),
		cmocka_unit_test(a_page_on_its_side_is_not_parted),
		cmocka_unit_test(a_small_picture_is_one_square),
		cmocka_unit_test(pictures_of_a_few_pixels_are_measured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
