// test-image-restore.c - each step that makes a page readable, on its own
#include "base/auto.h"
#include "model/place.h"
#include "port/image-measure.h"
#include "port/image-restore.h"
#include "unit/draw.h"
#include "unit/unit.h"

enum { WIDTH = 600, HEIGHT = 800, DPI = 100, PAPER = 220 };

static void grey_page(struct hs_raster *r, uint32_t level)
{
	draw_page(r, WIDTH, HEIGHT, 8, level << 8);
}

// ---- ink -----------------------------------------------------------------------

// A page in colour: a square of each ink, 100 pixels a side, in a row.
static const uint32_t inks[] = {BLACK, RED, BLUE, 0x400810 /* black under a seal */};
enum { SQUARES = sizeof(inks) / sizeof(inks[0]) };

static void levels(enum hs_ink ink, uint32_t depth, unsigned got[SQUARES + 1])
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};
	struct hs_err err = {0};

	draw_page(&page, WIDTH, HEIGHT, depth, WHITE);
	page.dpi_x = page.dpi_y = DPI;
	for (uint32_t i = 0; i < SQUARES; i++)
		draw_bar(&page, 100 * i, 0, 100, 100, inks[i]);
	assert_int_equal(hs_image_grey(&page, ink, &grey, &err), 0);
	assert_int_equal(grey.depth, 8);
	assert_true(grey.dpi_x >= DPI && grey.dpi_y >= DPI);
	for (uint32_t i = 0; i < SQUARES; i++)
		got[i] = drawn(&grey, 100 * i + 50, 50);
	got[SQUARES] = drawn(&grey, 50, 500);
}

static void all_inks_are_dark_by_luminance(void **state)
{
	unsigned v[SQUARES + 1];

	(void)state;
	levels(HS_INK_ALL, 32, v);
	assert_in_range(v[0], 0, 0);
	assert_in_range(v[1], 70, 110);
	assert_in_range(v[2], 40, 80);
	assert_int_equal(v[SQUARES], 255);
}

static void red_is_gone_from_dark_ink(void **state)
{
	unsigned v[SQUARES + 1];

	(void)state;
	levels(HS_INK_DARK, 32, v);
	assert_in_range(v[0], 0, 0);
	assert_in_range(v[1], 240, 255);
	assert_in_range(v[2], 0, 80); // blue stays
	assert_in_range(v[3], 0, 110);
	assert_int_equal(v[SQUARES], 255);
}

static void every_hue_is_gone_from_grey_ink(void **state)
{
	unsigned v[SQUARES + 1];

	(void)state;
	levels(HS_INK_GREY, 32, v);
	assert_in_range(v[0], 0, 0);
	assert_in_range(v[1], 240, 255);
	assert_in_range(v[2], 240, 255);
	assert_int_equal(v[SQUARES], 255);
}

static void red_ink_alone_is_dark_on_white(void **state)
{
	unsigned v[SQUARES + 1];

	(void)state;
	levels(HS_INK_RED, 32, v);
	assert_int_equal(v[0], 255);
	assert_in_range(v[1], 0, 30);
	assert_int_equal(v[2], 255);
	assert_int_equal(v[SQUARES], 255);
}

static void a_page_without_colour_is_the_same_by_any_ink(void **state)
{
	unsigned v[SQUARES + 1];

	(void)state;
	for (uint32_t depth = 1; depth <= 8; depth += 7) {
		levels(HS_INK_ALL, depth, v);
		assert_int_equal(v[0], 0);
		assert_int_equal(v[SQUARES], 255);
		levels(HS_INK_DARK, depth, v);
		assert_int_equal(v[0], 0);
		assert_int_equal(v[SQUARES], 255);
		levels(HS_INK_RED, depth, v);
		assert_int_equal(v[0], 255);
		assert_int_equal(v[SQUARES], 255);
	}
}

// ---- the steps -----------------------------------------------------------------

static void a_black_border_becomes_paper_and_the_rest_stays(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_err err = {0};

	(void)state;
	grey_page(&r, PAPER);
	draw_bar(&r, 0, 0, 56, HEIGHT, 0x006400); // its soft edge
	draw_bar(&r, 0, 0, 50, HEIGHT, BLACK);
	draw_bar(&r, 0, HEIGHT - 40, WIDTH, 40, BLACK);
	draw_bar(&r, 300, 300, 60, 60, BLACK); // ink
	assert_int_equal(hs_image_fill_border(&r, PAPER, &err), 0);
	for (uint32_t y = 0; y < HEIGHT; y++)
		for (uint32_t x = 0; x < WIDTH; x++) {
			bool ink = x >= 300 && x < 360 && y >= 300 && y < 360;

			assert_int_equal(drawn(&r, x, y), ink ? 0 : PAPER);
		}
}

static void a_border_is_filled_to_the_last_pixel(void **state)
{
	(void)state;
	for (uint32_t odd = 0; odd < 4; odd++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		struct hs_err err = {0};
		uint32_t w = WIDTH + odd, h = HEIGHT + odd;

		draw_page(&r, w, h, 8, PAPER << 8);
		draw_bar(&r, w - 30, 0, 30, h, BLACK);
		draw_bar(&r, 0, h - 30, w, 30, BLACK);
		assert_int_equal(hs_image_fill_border(&r, PAPER, &err), 0);
		for (uint32_t i = 0; i < w; i++)
			assert_int_equal(drawn(&r, i, h - 1), PAPER);
		for (uint32_t i = 0; i < h; i++)
			assert_int_equal(drawn(&r, w - 1, i), PAPER);
	}
}

static void smoothing_is_a_binomial_both_ways(void **state)
{
	static const unsigned weights[] = {6, 4, 1, 0};
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_err err = {0};

	(void)state;
	grey_page(&r, 0);
	draw_dot(&r, 101, 100, WHITE);
	draw_dot(&r, 0, 0, WHITE);
	assert_int_equal(hs_image_smooth(&r, &err), 0);
	for (uint32_t i = 0; i < 4; i++)
		for (uint32_t j = 0; j < 4; j++) {
			unsigned wanted = 255 * weights[i] * weights[j] / 256;

			assert_in_range(drawn(&r, 101 + i, 100 + j), wanted, wanted + 1);
			assert_in_range(drawn(&r, 101 - i, 100 - j), wanted, wanted + 1);
		}
	assert_in_range(drawn(&r, 0, 0), 255 * 11 * 11 / 256, 255 * 11 * 11 / 256 + 2);
}

static void smoothing_a_picture_of_a_few_pixels_is_no_trouble(void **state)
{
	(void)state;
	for (uint32_t w = 1; w < 6; w++)
		for (uint32_t h = 1; h < 6; h++) {
			HS_AUTO(hs_raster_done) struct hs_raster r = {0};
			struct hs_err err = {0};

			draw_page(&r, w, h, 8, 0x006400);
			assert_int_equal(hs_image_smooth(&r, &err), 0);
			assert_int_equal(drawn(&r, w - 1, h - 1), 100);
		}
}

static void uneven_paper_becomes_even_200(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_err err = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	for (uint32_t x = 0; x < WIDTH; x++)
		draw_bar(&r, x, 0, 1, HEIGHT, (130 + x / 6) << 8);
	draw_bar(&r, 100, 100, 400, 4, 0x002800);
	assert_int_equal(hs_image_flatten(&r, 60, &err), 0);
	for (uint32_t x = 20; x < WIDTH - 20; x += 10) {
		assert_in_range(drawn(&r, x, 400), 190, 210);
		assert_in_range(drawn(&r, x, 700), 190, 210);
	}
	assert_in_range(drawn(&r, 300, 102), 0, 70);
}

static void a_page_all_dark_stays_as_it_is(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_err err = {0};

	(void)state;
	grey_page(&r, 20);
	assert_int_equal(hs_image_flatten(&r, 60, &err), 0);
	assert_int_equal(r.width, WIDTH);
	assert_int_equal(drawn(&r, 300, 300), 20);
}

static void levels_are_stretched_between_two(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_err err = {0};

	(void)state;
	grey_page(&r, 0);
	for (uint32_t v = 0; v < 256; v++)
		draw_dot(&r, v, 0, v << 8);
	assert_int_equal(hs_image_stretch(&r, 40, 200, &err), 0);
	assert_int_equal(drawn(&r, 0, 0), 0);
	assert_int_equal(drawn(&r, 40, 0), 0);
	assert_in_range(drawn(&r, 120, 0), 126, 129);
	assert_int_equal(drawn(&r, 200, 0), 255);
	assert_int_equal(drawn(&r, 255, 0), 255);
}

static void a_skewed_page_is_turned_straight(void **state)
{
	const double angle = 3.3;
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_measures m;
	struct hs_err err = {0};

	(void)state;
	grey_page(&r, 255);
	draw_text(&r, 60, 60, WIDTH - 120, HEIGHT - 120, angle, BLACK);
	assert_int_equal(hs_image_turn(&r, -angle, &err), 0);
	assert_int_equal(r.width, WIDTH);
	assert_int_equal(r.height, HEIGHT);
	assert_int_equal(drawn(&r, 0, 0), 255); // what came in from outside
	assert_int_equal(hs_image_measure(&r, DPI, &m, NULL, &err), 0);
	assert_true(fabs(m.skew) < 0.1);
}

static void a_spot_is(const struct hs_raster *r, uint32_t x, uint32_t y, uint32_t side)
{
	for (uint32_t j = 0; j < r->height; j++)
		for (uint32_t i = 0; i < r->width; i++) {
			bool in = i >= x && i < x + side && j >= y && j < y + side;

			if (in != (drawn(r, i, j) < 128))
				fail_msg("%u %u", i, j);
		}
}

static void quarters_turn_clockwise_and_sides_change_places(void **state)
{
	(void)state;
	for (int quarters = 0; quarters < 4; quarters++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		struct hs_err err = {0};

		draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
		r.dpi_x = 100, r.dpi_y = 200;
		draw_bar(&r, 0, 0, 9, 9, BLACK);
		assert_int_equal(hs_image_quarter(&r, quarters, &err), 0);
		assert_int_equal(r.width, quarters & 1 ? HEIGHT : WIDTH);
		assert_int_equal(r.height, quarters & 1 ? WIDTH : HEIGHT);
		assert_true(r.dpi_x > 150 ? quarters & 1 : !(quarters & 1));
		a_spot_is(&r, quarters == 1 || quarters == 2 ? r.width - 9 : 0,
			  quarters >= 2 ? r.height - 9 : 0, 9);
	}
}

// The darkest spot of a picture, as a box.
static struct hs_box find_spot(const struct hs_raster *r)
{
	uint32_t left = r->width, top = r->height, right = 0, low = 0;

	for (uint32_t y = 0; y < r->height; y++)
		for (uint32_t x = 0; x < r->width; x++)
			if (drawn(r, x, y) < 100) {
				left = x < left ? x : left;
				right = x > right ? x : right;
				top = y < top ? y : top;
				low = y;
			}
	return (struct hs_box){(int32_t)left, (int32_t)top, (int32_t)(right - left) + 1,
			       (int32_t)(low - top) + 1};
}

static void what_was_turned_is_found_where_it_was(void **state)
{
	const double angles[] = {0, 2.5, -7};

	(void)state;
	for (int i = 0; i < 12; i++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		struct hs_place place = {.quarters = i % 4,
					 .degrees = angles[i / 4],
					 .page_w = WIDTH,
					 .page_h = HEIGHT};
		struct hs_err err = {0};
		struct hs_box spot;

		draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
		draw_bar(&r, 400, 200, 30, 20, BLACK);
		assert_int_equal(hs_image_quarter(&r, place.quarters, &err), 0);
		assert_int_equal(hs_image_turn(&r, place.degrees, &err), 0);
		place.w = (int32_t)r.width;
		place.h = (int32_t)r.height;
		spot = find_spot(&r);
		spot = hs_place_back(&place, &spot);
		assert_in_range(spot.x + spot.w / 2, 413, 417);
		assert_in_range(spot.y + spot.h / 2, 208, 212);
	}
}

// ---- colour --------------------------------------------------------------------

static int border_step(struct hs_raster *r, struct hs_err *err)
{
	return hs_image_fill_border(r, PAPER, err);
}

static int flatten_step(struct hs_raster *r, struct hs_err *err)
{
	return hs_image_flatten(r, 60, err);
}

static int stretch_step(struct hs_raster *r, struct hs_err *err)
{
	return hs_image_stretch(r, 40, 200, err);
}

static int turn_step(struct hs_raster *r, struct hs_err *err)
{
	return hs_image_turn(r, -3.3, err);
}

static void draw_colours(struct hs_raster *r)
{
	draw_page(r, WIDTH + 1, HEIGHT + 3, 32, 0xe8d8c0);
	draw_bar(r, 0, 0, 40, HEIGHT + 3, 0x100808);
	draw_bar(r, 300, 300, 80, 80, RED);
	draw_bar(r, 420, 300, 80, 80, BLUE);
	draw_text(r, 60, 60, WIDTH - 120, 200, 2, BLACK);
}

// The largest difference of a channel of colour from the same step in grey.
static int off(int (*step)(struct hs_raster *, struct hs_err *), enum hs_ink channel)
{
	HS_AUTO(hs_raster_done) struct hs_raster colour = {0};
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};
	HS_AUTO(hs_raster_done) struct hs_raster got = {0};
	struct hs_err err = {0};
	int most = 0;

	draw_colours(&colour);
	assert_int_equal(hs_image_grey(&colour, channel, &grey, &err), 0);
	assert_int_equal(step(&grey, &err), 0);
	assert_int_equal(step(&colour, &err), 0);
	assert_int_equal(hs_image_grey(&colour, channel, &got, &err), 0);
	for (uint32_t y = 0; y < grey.height; y++)
		for (uint32_t x = 0; x < grey.width; x++) {
			int d = hs_raster_level(&grey, x, y) -
				hs_raster_level(&got, x, y);

			most = abs(d) > most ? abs(d) : most;
		}
	return most;
}

static void in_colour_each_channel_is_a_picture_of_its_own(void **state)
{
	const struct {
		int (*step)(struct hs_raster *raster, struct hs_err *err);
		int most; // every other column is looked at for paper; weights are
			  // rounded
	} steps[] = {{border_step, 0},
		     {hs_image_smooth, 0},
		     {flatten_step, 3},
		     {stretch_step, 0},
		     {turn_step, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		for (enum hs_ink c = HS_CHANNEL_RED; c <= HS_CHANNEL_BLUE; c++)
			assert_in_range(off(steps[i].step, c), 0, steps[i].most);
}

static void specks_go_and_letters_stay(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_err err = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_bar(&r, 100, 100, 3, 3, BLACK);
	draw_bar(&r, 200, 100, 4, 2, 0x006e00);
	draw_bar(&r, 300, 300, 5, 5, BLACK);
	assert_int_equal(hs_image_despeckle(&r, 5, &err), 0);
	a_spot_is(&r, 300, 300, 5);
	draw_bar(&r, 300, 300, 5, 5, WHITE);
	draw_bar(&r, 100, 100, 20, 3, BLACK); // a dash
	assert_int_equal(hs_image_despeckle(&r, 5, &err), 0);
	assert_int_equal(drawn(&r, 110, 101), 0);
}

static void a_part_is_cut_to_the_bounds_of_the_picture(void **state)
{
	const struct hs_box box = {WIDTH - 50, -10, 100, 60}, off = {WIDTH + 5, 0, 9, 9};
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_raster_done) struct hs_raster part = {0};
	HS_AUTO(hs_raster_done) struct hs_raster none = {0};
	struct hs_err err = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	r.dpi_x = DPI;
	draw_bar(&r, WIDTH - 20, 30, 9, 9, BLACK);
	assert_int_equal(hs_image_part(&r, &box, &part, &err), 0);
	assert_int_equal(part.width, 50);
	assert_int_equal(part.height, 50);
	assert_true(part.dpi_x >= DPI);
	a_spot_is(&part, 30, 30, 9);
	assert_int_equal(hs_image_part(&r, &off, &none, &err), -1);
	assert_null(none.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_inks_are_dark_by_luminance),
		cmocka_unit_test(red_is_gone_from_dark_ink),
		cmocka_unit_test(every_hue_is_gone_from_grey_ink),
		cmocka_unit_test(red_ink_alone_is_dark_on_white),
		cmocka_unit_test(a_page_without_colour_is_the_same_by_any_ink),
		cmocka_unit_test(a_black_border_becomes_paper_and_the_rest_stays),
		cmocka_unit_test(a_border_is_filled_to_the_last_pixel),
		cmocka_unit_test(smoothing_is_a_binomial_both_ways),
		cmocka_unit_test(smoothing_a_picture_of_a_few_pixels_is_no_trouble),
		cmocka_unit_test(uneven_paper_becomes_even_200),
		cmocka_unit_test(a_page_all_dark_stays_as_it_is),
		cmocka_unit_test(levels_are_stretched_between_two),
		cmocka_unit_test(a_skewed_page_is_turned_straight),
		cmocka_unit_test(quarters_turn_clockwise_and_sides_change_places),
		cmocka_unit_test(what_was_turned_is_found_where_it_was),
		cmocka_unit_test(in_colour_each_channel_is_a_picture_of_its_own),
		cmocka_unit_test(specks_go_and_letters_stay),
		cmocka_unit_test(a_part_is_cut_to_the_bounds_of_the_picture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
