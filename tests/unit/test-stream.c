// test-stream.c - what of a picture's file can stand in a PDF as it is
#include "base/auto.h"
#include "base/mem.h"
#include "craft/stream.h"
#include "port/image.h"
#include "sys/deflate.h"
#include "unit/unit.h"

#define SOI "\xff\xd8"
#define JFIF "\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
#define ADOBE                                                                            \
	"\xff\xee\x00\x0e"                                                               \
	"Adobe\x00\x64\x00\x00\x00\x00\x01"
#define SIZE "\x00\x11\x08\x00\x10\x00\x20"
#define THREE(a, b, c) "\x03" a "\x22\x00" b "\x11\x01" c "\x11\x01"
#define SOS "\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00"

#define CAN(bytes) jpeg(bytes, sizeof(bytes) - 1)

static bool jpeg(const char *bytes, size_t len)
{
	struct hs_plate_picture p;
	bool can = hs_stream_jpeg(bytes, len, &p);

	if (can) {
		assert_int_equal(p.width, 32);
		assert_int_equal(p.height, 16);
		assert_int_equal(p.bytes, len);
	}
	return can;
}

static void jpeg_files_that_a_pdf_can_hold(void **state)
{
	(void)state;
	assert_true(CAN(SOI JFIF "\xff\xc0" SIZE THREE("\1", "\2", "\3") SOS));
	assert_true(CAN(SOI "\xff\xc2" SIZE THREE("\1", "\2", "\3") SOS)); // progressive
	assert_true(CAN(SOI "\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\1\x11\0" SOS));
	assert_true(CAN(SOI ADOBE "\xff\xc0" SIZE THREE("R", "G", "B") SOS));
}

static void jpeg_files_that_it_cannot(void **state)
{
	(void)state;
	assert_false(CAN(SOI JFIF "\xff\xc9" SIZE THREE("\1", "\2", "\3") SOS));
	assert_false(CAN(SOI "\xff\xc0" SIZE THREE("R", "G", "B") SOS)); // who knows
	assert_false(CAN(SOI "\xff\xc0\x00\x14\x08\x00\x10\x00\x20\x04\1\x11\0\2\x11\0\3"
			     "\x11\0\4\x11\0" SOS));                // CMYK
	assert_false(CAN(SOI "\xff\xc1\x00\x11\x0c\x00\x10\x00\x20" // 12 bits
			 THREE("\1", "\2", "\3") SOS));
	assert_false(CAN(SOI JFIF "\xff\xc0" SIZE "\x03\x01")); // cut off
	assert_false(CAN("\x89PNG"));
}

static struct hs_raster drawn(uint32_t depth)
{
	struct hs_raster r = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_raster_init(&r, 50, 40, depth, &err), 0);
	for (uint32_t y = 0; y < r.height; y++)
		for (uint32_t i = 0; i < r.wpl; i++)
			r.data[y * r.wpl + i] = y * 0x01030500 + i * 0x11070900;
	for (uint32_t y = 0; y < r.height && depth != 32; y++) // padding bits are 0
		r.data[(y + 1) * r.wpl - 1] &= depth == 8 ? 0xffff0000 : 0xffffc000;
	return r;
}

static void a_png_file_is_its_own_stream(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = drawn(8);
	HS_AUTO(hs_buf_done) struct hs_buf png = {0};
	HS_AUTO(hs_buf_done) struct hs_buf data = {0};
	HS_AUTO(hs_buf_done) struct hs_buf rows = {0};
	uint8_t palette[3 * HS_PLATE_COLOURS];
	struct hs_plate_picture p;
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_image_png(&r, &png, &err), 0);
	assert_true(hs_stream_png(png.data, png.len, &data, &p, palette));
	assert_int_equal(p.width, 50);
	assert_int_equal(p.components, 1);
	assert_int_equal(p.bits, 8);
	assert_int_equal(hs_inflate(data.data, data.len, 1 << 20, &rows, &err), 0);
	assert_int_equal(rows.len, 40 * 51); // a filter's number before each row
}

// Filters taken back: what PDF readers do (ISO 32000-1, 7.4.4.4).
static void unfilter(struct hs_buf *rows, size_t n, size_t step)
{
	uint8_t *at = (uint8_t *)rows->data, *above = NULL;

	for (size_t y = 0; y < rows->len / (n + 1); y++, above = at + 1, at += n + 1) {
		uint8_t kind = at[0];

		assert_in_range(kind, 1, 2);
		for (size_t i = 0; i < n; i++)
			at[1 + i] = (uint8_t)(at[1 + i] +
					      (kind == 1 ? i < step ? 0 : at[1 + i - step]
					       : above ? above[i]
							 : 0));
	}
}

static void rows_come_back_as_they_were(void **state)
{
	static const uint32_t depths[] = {8, 32};

	(void)state;
	for (size_t d = 0; d < HS_COUNT(depths); d++) {
		HS_AUTO(hs_raster_done) struct hs_raster r = drawn(depths[d]);
		HS_AUTO(hs_buf_done) struct hs_buf data = {0};
		HS_AUTO(hs_buf_done) struct hs_buf rows = {0};
		struct hs_plate_picture p;
		struct hs_err err = {0};
		size_t n = hs_raster_row_bytes(&r);
		uint8_t row[200];

		hs_stream_rows(&r, &data, &p);
		assert_int_equal(p.bytes, data.len);
		assert_int_equal(hs_inflate(data.data, data.len, 1 << 20, &rows, &err),
				 0);
		assert_int_equal(rows.len, 40 * (n + 1));
		unfilter(&rows, n, depths[d] / 8 == 4 ? 3 : 1);
		for (uint32_t y = 0; y < r.height; y++) {
			hs_raster_row(&r, y, row);
			assert_memory_equal(rows.data + y * (n + 1) + 1, row, n);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(jpeg_files_that_a_pdf_can_hold),
		cmocka_unit_test(jpeg_files_that_it_cannot),
		cmocka_unit_test(a_png_file_is_its_own_stream),
		cmocka_unit_test(rows_come_back_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
