// test-patch.c - model/patch and model/thumb: bars that part papers
#include "base/auto.h"
#include "model/code128.h"
#include "model/patch.h"
#include "unit/draw.h"

enum { DPI = 150, WIDTH = 1240, HEIGHT = 1754 };

#define PX(mm) ((mm)*DPI / 25.4)

// Bars that fall by `slope` to the right; along: they stand upright instead.
static void draw_patch(struct hs_raster *r, enum hs_patch patch, double slope, bool along,
		       uint32_t from, uint32_t to)
{
	double at = PX(15);

	for (int i = 0; i < 4; i++) {
		double high =
			PX(hs_patch_wide(patch, i) ? HS_PATCH_WIDE : HS_PATCH_NARROW);

		for (uint32_t x = from; x < to; x++)
			for (double y = 0; y < high; y++) {
				uint32_t row = (uint32_t)(at + y + slope * x);

				draw_dot(r, along ? row : x, along ? x : row, BLACK);
			}
		at += high + PX(HS_PATCH_NARROW);
	}
}

static enum hs_patch find(enum hs_patch patch, double slope, bool along, uint32_t to)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_thumb_done) struct hs_thumb thumb = {0};
	struct hs_err err = {0};

	draw_page(&page, WIDTH, HEIGHT, 8, WHITE);
	if (patch)
		draw_patch(&page, patch, slope, along, 150, to);
	assert_int_equal(hs_thumb_init(&thumb, &page, DPI, HS_THUMB_DPI, &err), 0);
	return hs_patch_find(&thumb);
}

static void every_patch_is_told_from_the_others(void **state)
{
	(void)state;
	for (enum hs_patch p = HS_PATCH_1; p <= HS_PATCH_T; p++) {
		assert_int_equal(find(p, 0, false, WIDTH - 150), p);
		assert_int_equal(find(p, 0, true, WIDTH - 150), p);
	}
}

static void a_sheet_may_lie_askew(void **state)
{
	(void)state;
	for (int degrees = 0; degrees <= 5; degrees++)
		assert_int_equal(find(HS_PATCH_T, tan(degrees * 3.14159265 / 180), false,
				      WIDTH - 150),
				 HS_PATCH_T);
}

static void short_bars_and_an_empty_page_are_no_patch(void **state)
{
	(void)state;
	assert_int_equal(find(HS_PATCH_T, 0, false, 150 + (uint32_t)PX(25)),
			 HS_PATCH_NONE);
	assert_int_equal(find(HS_PATCH_NONE, 0, false, 0), HS_PATCH_NONE);
}

static void even_bars_are_no_patch(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_thumb_done) struct hs_thumb thumb = {0};
	struct hs_err err = {0};

	(void)state;
	draw_page(&page, WIDTH, HEIGHT, 8, WHITE);
	for (uint32_t i = 0; i < 40; i++) // a ladder, as of a form
		draw_bar(&page, 100, 100 + i * (uint32_t)PX(4), 900, (uint32_t)PX(2),
			 BLACK);
	assert_int_equal(hs_thumb_init(&thumb, &page, DPI, HS_THUMB_DPI, &err), 0);
	assert_int_equal(hs_patch_find(&thumb), HS_PATCH_NONE);
}

static void ink_is_measured_within_the_margins(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_thumb_done) struct hs_thumb thumb = {0};
	HS_AUTO(hs_thumb_done) struct hs_thumb again = {0};
	struct hs_err err = {0};

	(void)state;
	draw_page(&page, WIDTH, HEIGHT, 8, WHITE);
	draw_bar(&page, 0, 0, WIDTH, 20, BLACK); // the feeder's shadow
	assert_int_equal(hs_thumb_init(&thumb, &page, DPI, HS_THUMB_DPI, &err), 0);
	assert_true(hs_thumb_ink(&thumb) < 0.1);
	draw_bar(&page, 600, 600, (uint32_t)PX(10), (uint32_t)PX(2), BLACK);
	assert_int_equal(hs_thumb_init(&again, &page, DPI, HS_THUMB_DPI, &err), 0);
	assert_true(fabs(hs_thumb_ink(&again) - 20) < 3);
}

static void code_128_ends_in_its_check_and_its_stop(void **state)
{
	static const unsigned char want[] = {2, 1, 1, 2, 1, 4, 1, 1, 1, 3, 2, 3, 1,
					     3, 1, 1, 2, 3, 2, 3, 3, 1, 1, 1, 2};
	unsigned char bars[6 * (HS_CODE128_MAX + 3) + 1];

	(void)state;
	// start B (104), 'A' (33), check (104 + 33) mod 103 = 34, stop
	assert_int_equal(hs_code128("A", bars), sizeof(want));
	assert_memory_equal(bars, want, sizeof(want));
	assert_int_equal(hs_code128("hồ sơ", bars), 0);
	assert_int_equal(hs_code128("", bars), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_patch_is_told_from_the_others),
		cmocka_unit_test(a_sheet_may_lie_askew),
		cmocka_unit_test(short_bars_and_an_empty_page_are_no_patch),
		cmocka_unit_test(even_bars_are_no_patch),
		cmocka_unit_test(ink_is_measured_within_the_margins),
		cmocka_unit_test(code_128_ends_in_its_check_and_its_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
