// test-tiff.c - port/tiff over files written here by libtiff
#include "base/auto.h"
#include "base/buf.h"
#include "port/tiff.h"
#include "sys/file.h"
#include "unit/unit.h"

#include <stdbool.h>
#include <tiffio.h>

enum { WIDTH = 10, HEIGHT = 4 };

// How a page is written; its pixels rise from 0 by `step` bits of a sample.
struct how {
	uint16_t bits, samples, photometric, compression, format, orientation;
	double dpi;
	uint32_t kind;    // NewSubfileType
	bool tiled, bare; // bare: no photometric
};

static const struct how grey = {8,
				1,
				PHOTOMETRIC_MINISBLACK,
				COMPRESSION_NONE,
				SAMPLEFORMAT_UINT,
				1,
				300,
				0,
				false,
				false};

static TIFF *begin(int *fd)
{
	*fd = memfd_create("tiff", MFD_CLOEXEC);
	return TIFFFdOpen(dup(*fd), "test", "w");
}

static void tags(TIFF *t, const struct how *how)
{
	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, WIDTH);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, HEIGHT);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, how->bits);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, how->samples);
	TIFFSetField(t, TIFFTAG_COMPRESSION, how->compression);
	TIFFSetField(t, TIFFTAG_SAMPLEFORMAT, how->format);
	TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(t, TIFFTAG_ORIENTATION, how->orientation);
	if (!how->bare)
		TIFFSetField(t, TIFFTAG_PHOTOMETRIC, how->photometric);
	if (how->kind)
		TIFFSetField(t, TIFFTAG_SUBFILETYPE, how->kind);
	if (how->dpi > 0) {
		TIFFSetField(t, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
		TIFFSetField(t, TIFFTAG_XRESOLUTION, how->dpi);
		TIFFSetField(t, TIFFTAG_YRESOLUTION, how->dpi);
	}
	if (how->tiled) {
		TIFFSetField(t, TIFFTAG_TILEWIDTH, 16);
		TIFFSetField(t, TIFFTAG_TILELENGTH, 16);
	} else {
		TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, HEIGHT);
	}
}

// Every row holds these bytes; they are given as long as the widest row.
static void page(TIFF *t, const struct how *how, const void *row)
{
	char tile[16 * 16 * 16] = "", copy[400];
	size_t bytes = ((size_t)WIDTH * how->bits * how->samples + 7) / 8;

	tags(t, how);
	for (uint32_t y = 0; y < HEIGHT; y++)
		if (how->compression == COMPRESSION_JBIG) { // whole strips only
			memcpy(tile + y * bytes, row, bytes);
		} else if (how->tiled) {
			memcpy(tile + y * 16 * how->bits * how->samples / 8, row, bytes);
		} else {
			memcpy(copy, row, bytes); // libtiff may turn bytes in place
			assert_true(TIFFWriteScanline(t, copy, y, 0) >= 0);
		}
	if (how->compression == COMPRESSION_JBIG)
		assert_true(TIFFWriteEncodedStrip(t, 0, tile, (tmsize_t)bytes * HEIGHT) >=
			    0);
	else if (how->tiled)
		assert_true(TIFFWriteTile(t, tile, 0, 0, 0, 0) >= 0);
	assert_true(TIFFWriteDirectory(t));
}

static int one_page(const struct how *how, const void *row)
{
	int fd;
	TIFF *t = begin(&fd);

	page(t, how, row);
	TIFFClose(t);
	return fd;
}

struct got {
	struct hs_raster raster;
	size_t pages;
	char damage[200], page_damage[200];
	struct hs_err err;
};

// Opens, counts, reads the page (from 0); 0 or -1.
static int read_tiff(int fd, size_t which, struct got *got)
{
	HS_AUTO(hs_tiff_free) struct hs_tiff *tiff = NULL;
	HS_AUTO(hs_buf_done) struct hs_buf offsets = {0};
	uint64_t offset;

	*got = (struct got){0};
	tiff = hs_tiff_open(fd, &got->err);
	if (!tiff || hs_tiff_pages(tiff, &offsets, got->damage, 200, &got->err) < 0)
		return -1;
	got->pages = offsets.len / sizeof(offset);
	memcpy(&offset, offsets.data + which * sizeof(offset), sizeof(offset));
	return hs_tiff_page(tiff, offset, &got->raster, got->page_damage, 200, &got->err);
}

static void got_done(struct got *got)
{
	hs_raster_done(&got->raster);
}

static void first_row(const struct got *got, const void *wanted, size_t len)
{
	uint8_t row[100];

	assert_int_equal(hs_raster_row_bytes(&got->raster), len);
	hs_raster_row(&got->raster, 0, row);
	assert_memory_equal(row, wanted, len);
	hs_raster_row(&got->raster, HEIGHT - 1, row);
	assert_memory_equal(row, wanted, len);
}

// A page so written and read.
static void reads(const struct how *how, const void *row, const void *wanted, size_t len)
{
	HS_AUTO(hs_fd_done) int fd = one_page(how, row);
	HS_AUTO(got_done) struct got got;

	if (read_tiff(fd, 0, &got) < 0)
		fail_msg("%s", got.err.text);
	assert_int_equal(got.raster.width, WIDTH);
	assert_int_equal(got.raster.height, HEIGHT);
	assert_string_equal(got.page_damage, "");
	first_row(&got, wanted, len);
}

#define ROW "\0\x10\x20\x30\x40\x50\x60\x70\x80\xff"
#define ROW_INVERTED "\xff\xef\xdf\xcf\xbf\xaf\x9f\x8f\x7f\0"

static void grey_is_grey_whichever_end_is_black(void **state)
{
	struct how how = grey;

	(void)state;
	reads(&how, ROW, ROW, 10);
	how.photometric = PHOTOMETRIC_MINISWHITE;
	reads(&how, ROW, ROW_INVERTED, 10);
}

static void one_is_black_whatever_the_file_says(void **state)
{
	struct how how = grey;

	(void)state;
	how.bits = 1;
	how.photometric = PHOTOMETRIC_MINISWHITE;
	reads(&how, "\xa5\x40", "\xa5\x40", 2);
	how.photometric = PHOTOMETRIC_MINISBLACK;
	reads(&how, "\xa5\x40", "\x5a\x80", 2);
	how.compression = COMPRESSION_CCITTFAX4;
	how.photometric = PHOTOMETRIC_MINISWHITE;
	reads(&how, "\xa5\x40", "\xa5\x40", 2);
	how.bare = true; // fax machines leave it out
	how.compression = COMPRESSION_NONE;
	reads(&how, "\xa5\x40", "\xa5\x40", 2);
}

static void bits_behind_the_last_pixel_are_cleared(void **state)
{
	struct how how = grey;

	(void)state;
	how.bits = 1;
	how.photometric = PHOTOMETRIC_MINISWHITE;
	reads(&how, "\xff\xff", "\xff\xc0", 2);
}

static void sixteen_bits_and_floats_become_eight(void **state)
{
	static const uint16_t wide[WIDTH] = {0,      0x1000, 0x2000, 0x3000, 0x4000,
					     0x5000, 0x6000, 0x7000, 0x8000, 0xffff};
	static const float real[WIDTH] = {0,    0.1F, 0.2F, 0.3F, 0.4F,
					  0.5F, 0.6F, 0.7F, 0.8F, 1};
	struct how how = grey;
	HS_AUTO(hs_fd_done) int fd = -1;
	HS_AUTO(got_done) struct got got;

	(void)state;
	how.bits = 16;
	fd = one_page(&how, wide);
	assert_int_equal(read_tiff(fd, 0, &got), 0);
	assert_int_equal(got.raster.depth, 32); // libtiff's RGBA reader
	assert_in_range(got.raster.data[0] >> 24, 0, 1);
	assert_in_range(got.raster.data[8] >> 24, 0x7f, 0x81);
	assert_in_range(got.raster.data[9] >> 24, 0xfe, 0xff);
	how.bits = 32;
	how.format = SAMPLEFORMAT_IEEEFP;
	reads(&how, real, "\0\x1a\x33\x4d\x66\x80\x99\xb2\xcc\xff", 10);
}

static void doubles_beyond_measure_are_no_trouble(void **state)
{
	static const double real[WIDTH] = {0, 1, 1e300, -1e300, 0.0 / 1.0};
	struct how how = grey;

	(void)state;
	how.bits = 64;
	how.format = SAMPLEFORMAT_IEEEFP;
	reads(&how, real, "\0\xff\0\0\0\0\0\0\0\0", 10);
}

static void colour_is_colour(void **state)
{
	struct how how = grey;
	char row[WIDTH * 3];

	(void)state;
	for (size_t i = 0; i < sizeof(row); i++)
		row[i] = (char)(i * 7);
	how.samples = 3;
	how.photometric = PHOTOMETRIC_RGB;
	reads(&how, row, row, sizeof(row));
	how.tiled = true; // 16 x 16 tiles of 768 bytes: libtiff's buffer holds 1024
	reads(&how, row, row, sizeof(row));
	how.compression = COMPRESSION_LZW;
	reads(&how, row, row, sizeof(row));
}

static void jbig_is_read_by_strips(void **state)
{
	struct how how = grey;

	(void)state;
	if (!TIFFIsCODECConfigured(COMPRESSION_JBIG))
		skip();
	how.bits = 1;
	how.photometric = PHOTOMETRIC_MINISWHITE;
	how.compression = COMPRESSION_JBIG;
	reads(&how, "\xa5\x40", "\xa5\x40", 2);
}

static void resolution_and_turn_are_told(void **state)
{
	struct how how = grey;
	HS_AUTO(hs_fd_done) int fd = -1;
	HS_AUTO(got_done) struct got got;

	(void)state;
	how.orientation = 6;
	fd = one_page(&how, ROW);
	assert_int_equal(read_tiff(fd, 0, &got), 0);
	assert_int_equal(got.raster.orientation, 6);
	assert_int_equal(got.raster.width, WIDTH); // not yet turned
	assert_int_equal(got.raster.dpi_x, 300);
}

static void a_resolution_that_no_scanner_has_is_none(void **state)
{
	static const double odd[] = {0, 1, 5, 1e6};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct how how = grey;
		HS_AUTO(hs_fd_done) int fd = -1;
		HS_AUTO(got_done) struct got got;

		how.dpi = odd[i];
		fd = one_page(&how, ROW);
		assert_int_equal(read_tiff(fd, 0, &got), 0);
		assert_true(got.raster.dpi_x <= 0);
	}
}

static void thumbnails_and_masks_are_no_pages(void **state)
{
	struct how how = grey;
	HS_AUTO(hs_fd_done) int fd = -1;
	HS_AUTO(got_done) struct got got;
	TIFF *t = begin(&fd);

	(void)state;
	page(t, &how, ROW);
	how.kind = FILETYPE_REDUCEDIMAGE;
	page(t, &how, ROW);
	how.kind = FILETYPE_MASK;
	page(t, &how, ROW);
	how.kind = FILETYPE_PAGE;
	page(t, &how, ROW_INVERTED);
	TIFFClose(t);
	assert_int_equal(read_tiff(fd, 1, &got), 0);
	assert_int_equal(got.pages, 2);
	first_row(&got, ROW_INVERTED, 10);
}

// Where the directory at `offset` says where the next one is (little-endian).
static off_t next_at(int fd, off_t offset)
{
	uint16_t entries;

	assert_int_equal(pread(fd, &entries, 2, offset), 2);
	return offset + 2 + 12 * entries;
}

static void a_chain_that_loops_ends(void **state)
{
	HS_AUTO(hs_fd_done) int fd = -1;
	HS_AUTO(got_done) struct got got;
	TIFF *t = begin(&fd);
	uint32_t first, second;

	(void)state;
	page(t, &grey, ROW);
	page(t, &grey, ROW);
	TIFFClose(t);
	assert_int_equal(pread(fd, &first, 4, 4), 4);
	assert_int_equal(pread(fd, &second, 4, next_at(fd, first)), 4);
	assert_int_equal(pwrite(fd, &first, 4, next_at(fd, second)), 4);
	assert_int_equal(read_tiff(fd, 0, &got), 0);
	assert_int_equal(got.pages, 2);
	assert_true(got.damage[0]);
}

static void a_broken_chain_keeps_the_pages_before(void **state)
{
	HS_AUTO(hs_fd_done) int fd = one_page(&grey, ROW);
	HS_AUTO(got_done) struct got got;
	uint32_t first, nowhere = 0x7ffffff0;

	(void)state;
	assert_int_equal(pread(fd, &first, 4, 4), 4);
	assert_int_equal(pwrite(fd, &nowhere, 4, next_at(fd, first)), 4);
	assert_int_equal(read_tiff(fd, 0, &got), 0);
	assert_int_equal(got.pages, 1);
	assert_non_null(strstr(got.damage, "after page 1: "));
}

static void a_page_cut_short_is_damaged_and_as_white_as_can_be(void **state)
{
	struct how how = grey;
	HS_AUTO(hs_fd_done) int fd = -1;
	HS_AUTO(got_done) struct got got;
	TIFF *t = begin(&fd);
	uint32_t far = 0x7fffff00, first;
	uint16_t entries;

	(void)state;
	page(t, &how, ROW);
	TIFFClose(t);
	assert_int_equal(pread(fd, &first, 4, 4), 4);
	assert_int_equal(pread(fd, &entries, 2, first), 2);
	for (int i = 0; i < entries; i++) { // the strip lies far beyond the end
		uint16_t tag;

		assert_int_equal(pread(fd, &tag, 2, first + 2 + 12 * i), 2);
		if (tag == TIFFTAG_STRIPOFFSETS)
			assert_int_equal(pwrite(fd, &far, 4, first + 2 + 12 * i + 8), 4);
	}
	assert_int_equal(read_tiff(fd, 0, &got), -1);
	assert_int_equal(got.err.code, HS_DAMAGED);
	assert_null(got.raster.data);
}

enum { WIDE = 203, HIGH = 40 }; // a noisy page

// Rows that do not deflate well, so that each has its own bytes in the strip.
static void noisy_row(uint32_t y, uint8_t row[WIDE])
{
	for (uint32_t x = 0; x < WIDE; x++)
		row[x] = (uint8_t)((x * 2654435761u + y * 40503u) >> 7);
}

static int noisy_page(uint16_t predictor)
{
	int fd;
	TIFF *t = begin(&fd);
	struct how how = grey;

	how.compression = COMPRESSION_ADOBE_DEFLATE;
	tags(t, &how);
	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, WIDE);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, HIGH);
	TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, HIGH);
	TIFFSetField(t, TIFFTAG_PREDICTOR, predictor);
	for (uint32_t y = 0; y < HIGH; y++) {
		uint8_t row[WIDE];

		noisy_row(y, row);
		assert_true(TIFFWriteScanline(t, row, y, 0) >= 0);
	}
	TIFFClose(t);
	return fd;
}

// How many rows from the top are those that were written.
static uint32_t rows_right(const struct got *got)
{
	uint8_t row[WIDE], want[WIDE];
	uint32_t y = 0;

	for (; y < HIGH; y++) {
		hs_raster_row(&got->raster, y, row);
		noisy_row(y, want);
		if (memcmp(row, want, WIDE) != 0)
			break;
	}
	return y;
}

static void deflated_grey_is_what_it_was(void **state)
{
	(void)state;
	for (uint16_t p = PREDICTOR_NONE; p <= PREDICTOR_HORIZONTAL; p++) {
		HS_AUTO(hs_fd_done) int fd = noisy_page(p);
		HS_AUTO(got_done) struct got got;

		assert_int_equal(read_tiff(fd, 0, &got), 0);
		assert_int_equal(rows_right(&got), HIGH);
	}
}

static void of_a_strip_with_a_damaged_end_the_rows_before_it_count(void **state)
{
	(void)state;
	for (uint16_t p = PREDICTOR_NONE; p <= PREDICTOR_HORIZONTAL; p++) {
		HS_AUTO(hs_fd_done) int fd = noisy_page(p);
		HS_AUTO(got_done) struct got got;
		uint8_t wrong[4] = {0xff, 0xff, 0xff, 0xff};
		uint8_t last[WIDE];
		uint32_t directory;

		assert_int_equal(pread(fd, &directory, 4, 4), 4);
		// The strip ends where the directory begins; its last rows are wrong.
		assert_int_equal(pwrite(fd, wrong, 4, directory - 60), 4);
		assert_int_equal(read_tiff(fd, 0, &got), 0);
		assert_true(rows_right(&got) >= HIGH / 2);
		assert_true(rows_right(&got) < HIGH);
		hs_raster_row(&got.raster, HIGH - 1, last);
		for (uint32_t x = 0; x < WIDE; x++)
			assert_int_equal(last[x], 0xff);
	}
}

static void sizes_beyond_the_limit_are_refused_before_memory_is_spent(void **state)
{
	HS_AUTO(hs_fd_done) int fd = one_page(&grey, ROW);
	HS_AUTO(got_done) struct got got;
	uint32_t huge = 4000000000U, first;

	(void)state;
	assert_int_equal(pread(fd, &first, 4, 4), 4);
	for (int i = 0; i < 2; i++) { // width and length come first
		uint16_t type = 4;

		assert_int_equal(pwrite(fd, &type, 2, first + 2 + 12 * i + 2), 2);
		assert_int_equal(pwrite(fd, &huge, 4, first + 2 + 12 * i + 8), 4);
	}
	assert_int_equal(read_tiff(fd, 0, &got), -1);
	assert_true(got.err.code == HS_LIMIT || got.err.code == HS_DAMAGED);
	assert_null(got.raster.data);
}

static void what_is_no_tiff_is_refused(void **state)
{
	static const char *const no[] = {"", "II", "hello, hello, hello",
					 "II*\0\xff\xff\xff\xff", "II*\0\0\0\0\0"};
	static const size_t lengths[] = {0, 2, 19, 8, 8};

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		HS_AUTO(hs_fd_done) int fd = unit_file(no[i], lengths[i]);
		HS_AUTO(got_done) struct got got;

		assert_int_equal(read_tiff(fd, 0, &got), -1);
		assert_int_equal(got.err.code, HS_DAMAGED);
	}
}

static void the_callers_descriptor_stays_open(void **state)
{
	HS_AUTO(hs_fd_done) int fd = one_page(&grey, ROW);
	HS_AUTO(got_done) struct got got;

	(void)state;
	assert_int_equal(read_tiff(fd, 0, &got), 0);
	assert_true(fcntl(fd, F_GETFD) >= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deflated_grey_is_what_it_was),
		cmocka_unit_test(of_a_strip_with_a_damaged_end_the_rows_before_it_count),
		cmocka_unit_test(grey_is_grey_whichever_end_is_black),
		cmocka_unit_test(one_is_black_whatever_the_file_says),
		cmocka_unit_test(bits_behind_the_last_pixel_are_cleared),
		cmocka_unit_test(sixteen_bits_and_floats_become_eight),
		cmocka_unit_test(doubles_beyond_measure_are_no_trouble),
		cmocka_unit_test(colour_is_colour),
		cmocka_unit_test(jbig_is_read_by_strips),
		cmocka_unit_test(resolution_and_turn_are_told),
		cmocka_unit_test(a_resolution_that_no_scanner_has_is_none),
		cmocka_unit_test(thumbnails_and_masks_are_no_pages),
		cmocka_unit_test(a_chain_that_loops_ends),
		cmocka_unit_test(a_broken_chain_keeps_the_pages_before),
		cmocka_unit_test(a_page_cut_short_is_damaged_and_as_white_as_can_be),
		cmocka_unit_test(
			sizes_beyond_the_limit_are_refused_before_memory_is_spent),
		cmocka_unit_test(what_is_no_tiff_is_refused),
		cmocka_unit_test(the_callers_descriptor_stays_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
