// test-tiff-write.c - port/tiff-write, read back by port/tiff
#include "base/auto.h"
#include "base/buf.h"
#include "port/tiff-write.h"
#include "port/tiff.h"
#include "sys/file.h"
#include "unit/unit.h"

#include <errno.h>

enum { WIDTH = 37, HEIGHT = 11, PAGES = 3 };

static const uint32_t depths[PAGES] = {1, 8, 32};

static void draw(struct hs_raster *r, uint32_t depth)
{
	struct hs_err err = {0};

	assert_int_equal(hs_raster_init(r, WIDTH, HEIGHT, depth, &err), 0);
	r->dpi_x = 300;
	r->dpi_y = 200.5;
	for (uint32_t y = 0; y < HEIGHT; y++)
		for (uint32_t x = 0; x < WIDTH; x++) {
			uint32_t *row = r->data + (size_t)y * r->wpl;
			uint32_t v = x * 7 + y * 13;

			if (depth == 1)
				row[x / 32] |= (v / 8 & 1) << (31 - x % 32);
			else if (depth == 8)
				row[x / 4] |= (v & 255) << (24 - 8 * (x % 4));
			else
				row[x] = (v << 24) | (v & 255) << 16 | (255 - y) << 8;
		}
}

static uint64_t write_pages(int fd)
{
	struct hs_err err = {0};
	HS_AUTO(hs_tiff_out_free)
	struct hs_tiff_out *out = hs_tiff_out_new(fd, PAGES, &err);
	uint64_t bytes = 0;

	assert_non_null(out);
	for (int i = 0; i < PAGES; i++) {
		HS_AUTO(hs_raster_done) struct hs_raster page = {0};

		draw(&page, depths[i]);
		assert_int_equal(hs_tiff_out_add(out, &page, &err), 0);
	}
	assert_int_equal(hs_tiff_out_close(out, &bytes, &err), 0);
	return bytes;
}

static void pages_come_back_pixel_for_pixel(void **state)
{
	HS_AUTO(hs_fd_done) int fd = unit_file("", 0);
	HS_AUTO(hs_buf_done) struct hs_buf offsets = {0};
	HS_AUTO(hs_tiff_free) struct hs_tiff *tiff = NULL;
	struct hs_err err = {0};
	char damage[100];

	(void)state;
	write_pages(fd);
	tiff = hs_tiff_open(fd, &err);
	assert_non_null(tiff);
	assert_int_equal(hs_tiff_pages(tiff, &offsets, damage, sizeof(damage), &err), 0);
	assert_int_equal(offsets.len, PAGES * sizeof(uint64_t));
	for (size_t i = 0; i < PAGES; i++) {
		HS_AUTO(hs_raster_done) struct hs_raster page = {0};
		HS_AUTO(hs_raster_done) struct hs_raster want = {0};
		uint64_t at;

		memcpy(&at, offsets.data + i * sizeof(at), sizeof(at));
		assert_int_equal(
			hs_tiff_page(tiff, at, &page, damage, sizeof(damage), &err), 0);
		assert_string_equal(damage, "");
		draw(&want, depths[i]);
		assert_int_equal(page.depth, want.depth);
		assert_int_equal(page.wpl, want.wpl);
		assert_memory_equal(page.data, want.data,
				    (size_t)want.wpl * 4 * want.height);
		assert_true(page.dpi_x > 299.9 && page.dpi_x < 300.1);
		assert_true(page.dpi_y > 200.4 && page.dpi_y < 200.6);
	}
}

static void the_same_pages_give_the_same_bytes(void **state)
{
	HS_AUTO(hs_fd_done) int a = unit_file("", 0);
	HS_AUTO(hs_fd_done) int b = unit_file("", 0);
	HS_AUTO(hs_buf_done) struct hs_buf x = {0};
	HS_AUTO(hs_buf_done) struct hs_buf y = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(write_pages(a), write_pages(b));
	assert_int_equal(lseek(a, 0, SEEK_SET), 0);
	assert_int_equal(lseek(b, 0, SEEK_SET), 0);
	assert_int_equal(hs_fd_load(a, 1 << 20, &x, &err), 0);
	assert_int_equal(hs_fd_load(b, 1 << 20, &y, &err), 0);
	assert_int_equal(x.len, y.len);
	assert_memory_equal(x.data, y.data, x.len);
}

static void what_cannot_be_written_is_the_systems_fault(void **state)
{
	HS_AUTO(hs_fd_done) int fd = open("/dev/full", O_RDWR | O_CLOEXEC);
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	struct hs_err err = {0};
	HS_AUTO(hs_tiff_out_free) struct hs_tiff_out *out = hs_tiff_out_new(fd, 1, &err);

	(void)state;
	draw(&page, 8);
	if (out)
		assert_int_equal(hs_tiff_out_add(out, &page, &err), -1);
	assert_int_equal(err.code, HS_SYSTEM);
	assert_int_equal(err.sys, ENOSPC);
}

// Rows that come one by one, nobody knows how many; of 1, 8, and 16 bits.
static void a_page_is_as_high_as_its_rows(void **state)
{
	static const struct {
		uint32_t bits, samples, depth;
	} kinds[] = {{1, 1, 1}, {8, 1, 8}, {8, 3, 32}, {16, 3, 32}};

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		HS_AUTO(hs_fd_done) int fd = unit_file("", 0);
		HS_AUTO(hs_tiff_free) struct hs_tiff *tiff = NULL;
		HS_AUTO(hs_buf_done) struct hs_buf offsets = {0};
		HS_AUTO(hs_raster_done) struct hs_raster page = {0};
		const struct hs_tiff_sheet sheet = {.width = WIDTH,
						    .bits = kinds[i].bits,
						    .samples = kinds[i].samples,
						    .quick = true};
		struct hs_err err = {0};
		HS_AUTO(hs_tiff_out_free)
		struct hs_tiff_out *out = hs_tiff_out_new(fd, 1, &err);
		uint8_t row[6 * WIDTH];
		char damage[100];
		uint64_t at;

		assert_int_equal(hs_tiff_out_begin(out, &sheet, &err), 0);
		for (int y = 0; y < 5000; y++) {
			memset(row, y & 1 ? 0xff : 0, sizeof(row));
			assert_int_equal(hs_tiff_out_row(out, row, &err), 0);
		}
		assert_int_equal(hs_tiff_out_end(out, &err), 0);
		assert_int_equal(hs_tiff_out_close(out, &at, &err), 0);
		tiff = hs_tiff_open(fd, &err);
		assert_non_null(tiff);
		assert_int_equal(
			hs_tiff_pages(tiff, &offsets, damage, sizeof(damage), &err), 0);
		memcpy(&at, offsets.data, sizeof(at));
		assert_int_equal(
			hs_tiff_page(tiff, at, &page, damage, sizeof(damage), &err), 0);
		assert_string_equal(damage, "");
		assert_int_equal(page.height, 5000);
		assert_int_equal(page.depth, kinds[i].depth);
		assert_int_equal(hs_raster_level(&page, 3, 4998),
				 kinds[i].bits == 1 ? 255 : 0);
		assert_int_equal(hs_raster_level(&page, 3, 4999),
				 kinds[i].bits == 1 ? 0 : 255);
	}
}

static void a_page_without_rows_is_none(void **state)
{
	const struct hs_tiff_sheet sheet = {.width = WIDTH, .bits = 8, .samples = 1};
	HS_AUTO(hs_fd_done) int fd = unit_file("", 0);
	struct hs_err err = {0};
	HS_AUTO(hs_tiff_out_free) struct hs_tiff_out *out = hs_tiff_out_new(fd, 1, &err);

	(void)state;
	assert_int_equal(hs_tiff_out_begin(out, &sheet, &err), 0);
	assert_int_equal(hs_tiff_out_end(out, &err), -1);
	assert_int_equal(err.code, HS_DAMAGED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_come_back_pixel_for_pixel),
		cmocka_unit_test(a_page_is_as_high_as_its_rows),
		cmocka_unit_test(a_page_without_rows_is_none),
		cmocka_unit_test(the_same_pages_give_the_same_bytes),
		cmocka_unit_test(what_cannot_be_written_is_the_systems_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
