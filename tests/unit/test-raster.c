// test-raster.c - pages in memory, and how they are turned
#include "base/auto.h"
#include "model/raster.h"
#include "port/image.h"
#include "unit/unit.h"

static void sizes_out_of_bounds_are_refused(void **state)
{
	struct hs_raster raster = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_raster_init(&raster, 0, 5, 8, &err), -1);
	assert_int_equal(hs_raster_init(&raster, 5, 0, 8, &err), -1);
	assert_int_equal(hs_raster_init(&raster, HS_SIDE_MAX + 1, 1, 1, &err), -1);
	assert_int_equal(err.code, HS_LIMIT);
	assert_int_equal(hs_raster_init(&raster, 100000, 100000, 32, &err), -1);
	assert_int_equal(err.code, HS_LIMIT);
	assert_non_null(strstr(err.text, "a page of 100000 x 100000 pixels"));
	assert_null(raster.data);
}

static void rows_are_whole_words(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster narrow = {0};
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_raster_init(&narrow, 32, 2, 1, &err), 0);
	assert_int_equal(narrow.wpl, 1);
	assert_int_equal(hs_raster_init(&raster, 33, 2, 1, &err), 0);
	assert_int_equal(raster.wpl, 2);
	assert_int_equal(hs_raster_row_bytes(&raster), 5);
	assert_int_equal(raster.orientation, 1);
}

static void row_bytes_do_not_depend_on_the_machine(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};
	HS_AUTO(hs_raster_done) struct hs_raster colour = {0};
	struct hs_err err = {0};
	uint8_t row[8];

	(void)state;
	assert_int_equal(hs_raster_init(&grey, 5, 1, 8, &err), 0);
	grey.data[0] = 0x01020304;
	grey.data[1] = 0x05000000;
	hs_raster_row(&grey, 0, row);
	assert_memory_equal(row, "\1\2\3\4\5", 5);
	assert_int_equal(hs_raster_init(&colour, 2, 1, 32, &err), 0);
	colour.data[0] = 0x01020300;
	colour.data[1] = 0x04050600;
	hs_raster_row(&colour, 0, row);
	assert_memory_equal(row, "\1\2\3\4\5\6", 6);
}

static void a_sheets_shape_tells_its_resolution(void **state)
{
	(void)state;
	assert_int_equal(hs_raster_guess_dpi(2480, 3508), 300);
	assert_int_equal(hs_raster_guess_dpi(3508, 2480), 300);
	assert_int_equal(hs_raster_guess_dpi(1654, 2339), 200);
	assert_int_equal(hs_raster_guess_dpi(10, 10), 72);
	assert_int_equal(hs_raster_guess_dpi(100000, 100000), 600);
}

// The picture "12/34/56" of 2 x 3 pixels as it is stored for each orientation
// (TIFF 6.0, tag 274): rows one behind the other.
static const struct {
	const char *stored;
	uint32_t width, height;
} turned[] = {
	[1] = {"123456", 2, 3}, [2] = {"214365", 2, 3}, [3] = {"654321", 2, 3},
	[4] = {"563412", 2, 3}, [5] = {"135246", 3, 2}, [6] = {"246135", 3, 2},
	[7] = {"642531", 3, 2}, [8] = {"531642", 3, 2},
};

static void fill(struct hs_raster *raster, uint32_t how)
{
	struct hs_err err = {0};
	const char *p = turned[how].stored;

	assert_int_equal(
		hs_raster_init(raster, turned[how].width, turned[how].height, 8, &err),
		0);
	for (uint32_t y = 0; y < raster->height; y++)
		for (uint32_t x = 0; x < raster->width; x++)
			raster->data[y * raster->wpl] |= (uint32_t)*p++ << (24 - 8 * x);
	raster->orientation = how;
	raster->dpi_x = how >= 5 ? 200 : 100;
	raster->dpi_y = how >= 5 ? 100 : 200;
}

static void all_eight_ways_of_storing_end_upright(void **state)
{
	(void)state;
	for (uint32_t how = 1; how <= 8; how++) {
		HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
		struct hs_err err = {0};
		uint8_t got[7] = "";

		fill(&raster, how);
		assert_int_equal(hs_image_upright(&raster, &err), 0);
		assert_int_equal(raster.width, 2);
		assert_int_equal(raster.height, 3);
		for (uint32_t y = 0; y < 3; y++)
			hs_raster_row(&raster, y, got + y * 2);
		assert_string_equal((char *)got, "123456");
		assert_int_equal(raster.orientation, how);
		assert_int_equal(raster.dpi_x, 100);
		assert_int_equal(raster.dpi_y, 200);
	}
}

static void a_row_that_is_put_comes_back(void **state)
{
	static const uint8_t bytes[] = {0x12, 0xff, 0x80, 0x01, 0xfe, 0x3c, 0xff};

	(void)state;
	for (uint32_t width = 1; width <= sizeof(bytes); width++) {
		HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
		uint8_t got[sizeof(bytes)];
		struct hs_err err = {0};

		assert_int_equal(hs_raster_init(&raster, width, 1, 8, &err), 0);
		memset(raster.data, 0xaa, (size_t)raster.wpl * 4); // what was there goes
		hs_raster_put_row(&raster, 0, bytes, false);
		hs_raster_row(&raster, 0, got);
		assert_memory_equal(got, bytes, width);
		hs_raster_put_row(&raster, 0, bytes, true);
		hs_raster_row(&raster, 0, got);
		for (uint32_t x = 0; x < width; x++)
			assert_int_equal(got[x], 255 - bytes[x]);
	}
}

static void bits_after_the_last_pixel_are_0(void **state)
{
	static const uint8_t bytes[] = {0xff, 0xff};
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_raster_init(&raster, 11, 1, 1, &err), 0);
	hs_raster_put_row(&raster, 0, bytes, false);
	assert_int_equal(raster.data[0], 0xffe00000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_out_of_bounds_are_refused),
		cmocka_unit_test(rows_are_whole_words),
		cmocka_unit_test(row_bytes_do_not_depend_on_the_machine),
		cmocka_unit_test(a_sheets_shape_tells_its_resolution),
		cmocka_unit_test(all_eight_ways_of_storing_end_upright),
		cmocka_unit_test(a_row_that_is_put_comes_back),
		cmocka_unit_test(bits_after_the_last_pixel_are_0),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
