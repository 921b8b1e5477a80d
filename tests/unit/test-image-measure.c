// test-image-measure.c - what is measured on pages whose faults are known
#include "base/auto.h"
#include "port/image-measure.h"
#include "unit/draw.h"
#include "unit/unit.h"

enum { WIDTH = 800, HEIGHT = 1100, DPI = 100, MARGIN = 80 };

static void near(double value, double wanted, double slack)
{
	if (!(value >= wanted - slack && value <= wanted + slack))
		fail_msg("%g, wanted %g within %g", value, wanted, slack);
}

// A page of text; what is measured of it.
static void page(struct hs_raster *r, uint32_t depth, uint32_t paper, double degrees)
{
	draw_page(r, WIDTH, HEIGHT, depth, paper);
	draw_text(r, MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, degrees,
		  BLACK);
}

static struct hs_measures measure(const struct hs_raster *r)
{
	struct hs_measures m;
	struct hs_err err = {0};

	assert_int_equal(hs_image_measure(r, DPI, &m, NULL, &err), 0);
	assert_true(hs_measures_ok(&m));
	return m;
}

static void a_clean_page_has_nothing_wrong(void **state)
{
	(void)state;
	for (uint32_t depth = 1; depth <= 32; depth = depth == 1 ? 8 : 4 * depth) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		struct hs_measures m;

		page(&r, depth, WHITE, 0);
		m = measure(&r);
		near(m.dpi, DPI, 0);
		near(m.paper, 255, 0);
		near(m.colour, 0, 0);
		near(m.red, 0, 0);
		near(m.border, 0, 0);
		near(m.unevenness, 0, 0);
		near(m.contrast, 1, 0.01);
		near(m.faint, 0, 0.01);
		near(m.noise, 0, 0.01);
		near(m.skew, 0, 0.05);
	}
}

static void skew_is_measured_to_a_tenth(void **state)
{
	const double angles[] = {-12, -3.3, -0.7, 0.4, 1.5, 7, 14};

	(void)state;
	for (size_t i = 0; i < sizeof(angles) / sizeof(angles[0]); i++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};

		page(&r, 8, WHITE, angles[i]);
		near(measure(&r).skew, angles[i], 0.1);
	}
}

static void a_blank_page_has_no_skew(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	near(measure(&r).skew, 0, 0);
}

static void specks_all_over_have_no_skew(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	uint32_t random = 7;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	for (int i = 0; i < 2000; i++) {
		random ^= random << 13; // xorshift (Marsaglia 2003)
		random ^= random >> 17;
		random ^= random << 5;
		draw_bar(&r, random % WIDTH, (random >> 16) % HEIGHT, 4, 4, BLACK);
	}
	near(measure(&r).skew, 0, 0);
}

static void a_black_border_is_a_share_of_the_page(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	const uint32_t strip = 60;

	(void)state;
	page(&r, 8, WHITE, 0);
	draw_bar(&r, 0, 0, strip, HEIGHT, BLACK);
	near(measure(&r).border, strip / (double)WIDTH, 0.01);
}

static void black_within_the_page_is_no_border(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	page(&r, 8, WHITE, 0);
	draw_bar(&r, 200, 200, 200, 200, BLACK);
	near(measure(&r).border, 0, 0);
}

static void paper_contrast_and_faint_marks_are_shares(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_measures m;

	(void)state;
	page(&r, 8, 0x00c800, 0); // paper 200
	m = measure(&r);
	near(m.paper, 200, 0);
	near(m.faint, 0, 0.01);
	draw_bar(&r, 0, 0, WIDTH, HEIGHT, 0x00c800);
	draw_text(&r, MARGIN, MARGIN, WIDTH - 2 * MARGIN, 400, 0, 0x006400); // ink 100
	draw_text(&r, MARGIN, 600, WIDTH - 2 * MARGIN, 400, 0, 0x00aa00);    // 0.85 of it
	m = measure(&r);
	near(m.contrast, 0.5, 0.01);
	near(m.faint, 1, 0.1);
}

static void a_shadow_makes_the_paper_uneven(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, 0x00f000);                   // 240
	draw_bar(&r, WIDTH * 3 / 4, 0, WIDTH / 4, HEIGHT, 0x00b400); // 180
	near(measure(&r).unevenness, 0.25, 0.01);
}

static void single_pixels_that_differ_are_noise(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	uint32_t random = 1;
	const double sigma = 16 / sqrt(12); // of what is drawn: even over 16 levels

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	for (uint32_t y = 0; y < HEIGHT; y++)
		for (uint32_t x = 0; x < WIDTH; x++) {
			random ^= random << 13; // xorshift (Marsaglia 2003)
			random ^= random >> 17;
			random ^= random << 5;
			draw_dot(&r, x, y, (200 + random % 16) << 8);
		}
	near(measure(&r).noise, sigma, 0.5);
}

static void hues_are_shares_of_the_page(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_measures m;

	(void)state;
	page(&r, 32, WHITE, 0);
	draw_bar(&r, 0, 0, WIDTH, HEIGHT / 10, RED);
	draw_bar(&r, 0, HEIGHT / 10, WIDTH, HEIGHT / 10, BLUE);
	m = measure(&r);
	near(m.colour, 0.2, 0.001);
	near(m.red, 0.1, 0.001);
}

static void a_finer_scan_of_the_same_page_measures_the_same(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	const uint32_t times = 3;
	struct hs_measures m;
	struct hs_err err = {0};

	(void)state;
	draw_page(&r, times * WIDTH, times * HEIGHT, 8, WHITE);
	draw_bar(&r, 0, 0, times * 60, times * HEIGHT, BLACK);
	draw_bar(&r, 600, 600, 1200, 900, 0x00f000);
	assert_int_equal(hs_image_measure(&r, times * DPI, &m, NULL, &err), 0);
	near(m.dpi, times * DPI, 0);
	near(m.border, 60.0 / WIDTH, 0.01);
}

static void a_page_of_a_few_pixels_is_measured_as_nothing(void **state)
{
	(void)state;
	for (uint32_t side = 1; side < 70; side++)
		for (uint32_t depth = 1; depth <= 32;
		     depth = depth == 1 ? 8 : 4 * depth) {
			HS_AUTO(hs_raster_done) struct hs_raster r = {0};
			struct hs_measures m;
			struct hs_err err = {0};

			draw_page(&r, side, 70 - side, depth, BLACK);
			assert_int_equal(hs_image_measure(&r, 600, &m, NULL, &err), 0);
			near(m.paper, 255, 0);
			(void)measure(&r);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clean_page_has_nothing_wrong),
		cmocka_unit_test(skew_is_measured_to_a_tenth),
		cmocka_unit_test(a_blank_page_has_no_skew),
		cmocka_unit_test(specks_all_over_have_no_skew),
		cmocka_unit_test(a_black_border_is_a_share_of_the_page),
		cmocka_unit_test(black_within_the_page_is_no_border),
		cmocka_unit_test(paper_contrast_and_faint_marks_are_shares),
		cmocka_unit_test(a_shadow_makes_the_paper_uneven),
		cmocka_unit_test(single_pixels_that_differ_are_noise),
		cmocka_unit_test(hues_are_shares_of_the_page),
		cmocka_unit_test(a_finer_scan_of_the_same_page_measures_the_same),
		cmocka_unit_test(a_page_of_a_few_pixels_is_measured_as_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
