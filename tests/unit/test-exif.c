// test-exif.c - turning and resolution from a JPEG's Exif block
#include "base/auto.h"
#include "base/buf.h"
#include "craft/exif.h"
#include "unit/unit.h"

#include <stdbool.h>

static void number(struct hs_buf *out, uint32_t n, unsigned size, bool big)
{
	for (unsigned i = 0; i < size; i++) {
		char byte = (char)(n >> 8 * (big ? size - 1 - i : i));

		hs_buf_add(out, &byte, 1);
	}
}

static void entry(struct hs_buf *out, uint32_t tag, uint32_t type, uint32_t value,
		  bool big)
{
	number(out, tag, 2, big);
	number(out, type, 2, big);
	number(out, 1, 4, big);
	if (type == 3) {
		number(out, value, 2, big);
		number(out, 0, 2, big);
	} else {
		number(out, value, 4, big);
	}
}

// A JPEG with an APP0, and an Exif block of orientation, 600/2 dpi and a unit.
static void jpeg(struct hs_buf *out, uint32_t turn, uint32_t unit, bool big)
{
	HS_AUTO(hs_buf_done) struct hs_buf tiff = {0};

	hs_buf_add(&tiff, big ? "MM" : "II", 2);
	number(&tiff, 42, 2, big);
	number(&tiff, 8, 4, big);
	number(&tiff, 4, 2, big);
	entry(&tiff, 274, 3, turn, big);
	entry(&tiff, 282, 5, 62, big);
	entry(&tiff, 283, 5, 70, big);
	entry(&tiff, 296, 3, unit, big);
	number(&tiff, 0, 4, big);
	number(&tiff, 600, 4, big); // at 62
	number(&tiff, 2, 4, big);
	number(&tiff, 400, 4, big); // at 70
	number(&tiff, 2, 4, big);
	hs_buf_add(out, "\xff\xd8\xff\xe0\0\4ab\xff\xe1", 10);
	number(out, (uint32_t)tiff.len + 8, 2, true);
	hs_buf_add(out, "Exif\0\0", 6);
	hs_buf_add(out, tiff.data, tiff.len);
	hs_buf_add(out, "\xff\xda\0\2", 4);
}

static bool about(double a, double b)
{
	return a > b - 0.01 && a < b + 0.01;
}

static void both_byte_orders_are_read(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++)
		for (uint32_t turn = 1; turn <= 8; turn++) {
			HS_AUTO(hs_buf_done) struct hs_buf file = {0};
			struct hs_exif exif;

			jpeg(&file, turn, 2, big);
			hs_exif_read(file.data, file.len, &exif);
			assert_int_equal(exif.orientation, turn);
			assert_true(about(exif.dpi_x, 300) && about(exif.dpi_y, 200));
		}
}

static void dots_a_centimetre_become_dpi(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};
	struct hs_exif exif;

	(void)state;
	jpeg(&file, 1, 3, true);
	hs_exif_read(file.data, file.len, &exif);
	assert_true(about(exif.dpi_x, 762) && about(exif.dpi_y, 508));
}

static void a_turn_that_there_is_not_says_nothing(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};
	struct hs_exif exif;

	(void)state;
	jpeg(&file, 9, 2, false);
	hs_exif_read(file.data, file.len, &exif);
	assert_int_equal(exif.orientation, 1);
}

static void cut_anywhere_it_is_read_to_the_cut(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};
	struct hs_exif exif;

	(void)state;
	jpeg(&file, 6, 2, true);
	for (size_t len = 0; len < file.len; len++) {
		char *cut = malloc(len ? len : 1); // so that one byte more is seen

		memcpy(cut, file.data, len);
		hs_exif_read(cut, len, &exif);
		assert_in_range(exif.orientation, 1, 8);
		free(cut);
	}
}

static void offsets_that_lead_astray_say_nothing(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};
	struct hs_exif exif;

	(void)state;
	jpeg(&file, 6, 2, true);
	memset(file.data + 22, 0xff, 4); // of the first directory
	hs_exif_read(file.data, file.len, &exif);
	assert_int_equal(exif.orientation, 1);
	assert_true(exif.dpi_x <= 0);
}

static void what_is_no_jpeg_says_nothing(void **state)
{
	struct hs_exif exif;

	(void)state;
	hs_exif_read("hello, this is no picture", 25, &exif);
	assert_int_equal(exif.orientation, 1);
	hs_exif_read(NULL, 0, &exif);
	assert_int_equal(exif.orientation, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_byte_orders_are_read),
		cmocka_unit_test(dots_a_centimetre_become_dpi),
		cmocka_unit_test(a_turn_that_there_is_not_says_nothing),
		cmocka_unit_test(cut_anywhere_it_is_read_to_the_cut),
		cmocka_unit_test(offsets_that_lead_astray_say_nothing),
		cmocka_unit_test(what_is_no_jpeg_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
