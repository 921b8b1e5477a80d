// test-image-quality.c - measures of drawn pages: what counts, and what must not
#include "port/image-quality.h"
#include "unit/unit.h"

#include <math.h>

enum { WIDTH = 1240, HEIGHT = 1754, DPI = 150 }; // A4

#define WHITE 0xf8f8f800
#define BLACK 0x18181800
#define FAINT 0xd0d0d000
#define RED 0xd0202000

static void box(struct hs_raster *page, uint32_t x, uint32_t y, uint32_t w, uint32_t h,
		uint32_t colour)
{
	for (uint32_t j = y; j < y + h && j < page->height; j++)
		for (uint32_t i = x; i < x + w && i < page->width; i++)
			page->data[(size_t)j * page->wpl + i] = colour;
}

// Lines of what is as large as letters, every `pitch` rows from y on.
static void letters(struct hs_raster *page, uint32_t y, uint32_t pitch, uint32_t colour)
{
	for (; y + 100 < HEIGHT; y += pitch)
		for (uint32_t x = 150; x < WIDTH - 150; x += 18)
			box(page, x, y, 10, 14, colour);
}

static struct hs_raster page_of_text(void)
{
	struct hs_raster page;
	struct hs_err err = {0};

	assert_int_equal(hs_raster_init(&page, WIDTH, HEIGHT, 32, &err), 0);
	box(&page, 0, 0, WIDTH, HEIGHT, WHITE);
	letters(&page, 150, 120, BLACK);
	return page;
}

// Of the page, which is given up.
static struct hs_inspection measure(struct hs_raster *page)
{
	struct hs_inspection seen;
	struct hs_err err = {0};
	struct hs_canvas *canvas = hs_canvas_new(page, DPI, &err);

	assert_non_null(canvas);
	assert_int_equal(hs_canvas_measure(canvas, &seen, &err), 0);
	assert_true(hs_inspection_ok(&seen));
	hs_canvas_free(&canvas);
	hs_raster_done(page);
	return seen;
}

static double measured(struct hs_raster *page, enum hs_rule rule)
{
	return measure(page).measures.value[rule];
}

static void a_page_of_text_is_as_it_should_be(void **state)
{
	struct hs_raster page = page_of_text();
	struct hs_inspection seen = measure(&page);
	const double *value = seen.measures.value;

	(void)state;
	assert_true(fabs(seen.width_mm - 210) < 1 && fabs(seen.height_mm - 297) < 1);
	assert_int_equal(seen.bits, 24);
	assert_true(value[HS_R_BLANK] > 500);
	assert_true(value[HS_R_CONTRAST] > 200);
	assert_true(value[HS_R_SHOW] < 0.1);
	assert_true(value[HS_R_EDGE] < 1);
	assert_true(value[HS_R_SKEW] < 0.2 || isnan(value[HS_R_SKEW]));
	assert_true(value[HS_R_SIDEWAYS] < 20);
}

static void faint_writing_shows_through(void **state)
{
	struct hs_raster page = page_of_text();

	(void)state;
	letters(&page, 210, 120, FAINT);
	assert_true(measured(&page, HS_R_SHOW) > 1);
}

static void faint_rules_of_a_table_do_not(void **state)
{
	struct hs_raster page = page_of_text();

	(void)state;
	for (uint32_t y = 210; y + 100 < HEIGHT; y += 120)
		box(&page, 150, y, WIDTH - 300, 3, FAINT);
	box(&page, 140, 210, 3, HEIGHT - 400, FAINT);
	assert_true(measured(&page, HS_R_SHOW) < 0.2);
}

static void at_the_right_edge(struct hs_raster *page, uint32_t colour)
{
	for (uint32_t y = 600; y < 760; y += 20)
		box(page, WIDTH - 10, y, 10, 14, colour);
}

static void writing_at_the_edge_is_cut_a_seal_is_not(void **state)
{
	struct hs_raster page = page_of_text(), sealed = page_of_text();

	(void)state;
	at_the_right_edge(&page, BLACK);
	assert_true(measured(&page, HS_R_EDGE) == 8);
	at_the_right_edge(&sealed, RED);
	assert_true(measured(&sealed, HS_R_EDGE) == 0);
}

static void specks_and_a_black_border_are_no_writing(void **state)
{
	struct hs_raster page;
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_raster_init(&page, WIDTH, HEIGHT, 32, &err), 0);
	box(&page, 0, 0, WIDTH, HEIGHT, WHITE);
	box(&page, 0, 0, 40, HEIGHT, 0);
	for (uint32_t i = 0; i < 60; i++)
		box(&page, 100 + 17 * i, 90 + 26 * i, 3, 3, BLACK);
	assert_true(measured(&page, HS_R_BLANK) < 6);
}

static void ink_that_is_black_throughout_has_lost_its_tones(void **state)
{
	struct hs_raster page = page_of_text(), burnt = page_of_text();

	(void)state;
	letters(&burnt, 150, 120, 0);
	assert_true(measured(&burnt, HS_R_CLIPPING) > 90);
	assert_true(measured(&page, HS_R_CLIPPING) < 10);
}

static void pages_of_few_pixels_do_no_harm(void **state)
{
	(void)state;
	for (uint32_t side = 1; side < 40; side += 3) {
		struct hs_raster page;
		struct hs_err err = {0};

		assert_int_equal(hs_raster_init(&page, side, 41 - side, 8, &err), 0);
		measure(&page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_of_text_is_as_it_should_be),
		cmocka_unit_test(faint_writing_shows_through),
		cmocka_unit_test(faint_rules_of_a_table_do_not),
		cmocka_unit_test(writing_at_the_edge_is_cut_a_seal_is_not),
		cmocka_unit_test(specks_and_a_black_border_are_no_writing),
		cmocka_unit_test(ink_that_is_black_throughout_has_lost_its_tones),
		cmocka_unit_test(pages_of_few_pixels_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
