// test-image-back.c - what the back shows through goes, what is of the front stays
#include "base/auto.h"
#include "port/image-back.h"
#include "unit/draw.h"
#include "unit/unit.h"

enum { WIDTH = 1200, HEIGHT = 900, DPI = 150, TEXT = 600 };

static const uint32_t front = 0x5a5a5a, back = 0xc0c0c0, pale = 0xb4b4b4;

// Front above, back below; a pale mark beside the front's last stroke.
static void two_inks(struct hs_raster *r, uint32_t below)
{
	draw_page(r, WIDTH, HEIGHT, 8, WHITE);
	draw_text(r, 100, 100, TEXT, 200, 0, front);
	draw_bar(r, 100, 320, TEXT, 4, front);
	draw_bar(r, 110, 328, 6, 4, pale);
	draw_text(r, 100, 500, TEXT, 200, 0, below);
}

static size_t ink_in(const struct hs_raster *r, uint32_t y, uint32_t h)
{
	size_t n = 0;

	for (uint32_t j = y; j < y + h; j++)
		for (uint32_t i = 0; i < WIDTH; i++)
			n += drawn(r, i, j) < 240;
	return n;
}

static void pale_strokes_go_and_are_kept_apart(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_back_done) struct hs_back found = {0};
	struct hs_err err = {0};
	size_t above, below;

	(void)state;
	two_inks(&page, back);
	above = ink_in(&page, 0, 400);
	below = ink_in(&page, 400, 500);
	assert_true(above > 0 && below > 0);
	assert_int_equal(hs_image_fade_back(&page, DPI, &found, &err), 0);
	assert_int_equal(ink_in(&page, 400, 500), 0);
	assert_int_equal(ink_in(&page, 0, 400), above); // its marks, too
	assert_non_null(found.ink.data);
	assert_int_equal(ink_in(&found.ink, 400, 500), below);
	assert_int_equal(ink_in(&found.ink, 0, 400), 0);
	assert_true(found.count > 0);
	for (size_t i = 0; i < found.count; i++)
		assert_true(found.lines[i].y >= 490 && found.lines[i].w >= TEXT / 2);
}

static void a_page_of_one_ink_stays(void **state)
{
	const uint32_t inks[] = {front, back, BLACK};

	(void)state;
	for (size_t i = 0; i < sizeof(inks) / sizeof(*inks); i++) {
		HS_AUTO(hs_raster_done) struct hs_raster page = {0};
		HS_AUTO(hs_back_done) struct hs_back found = {0};
		struct hs_err err = {0};
		size_t before;

		draw_page(&page, WIDTH, HEIGHT, 8, WHITE);
		draw_text(&page, 100, 100, TEXT, 200, 0, inks[i]);
		before = ink_in(&page, 0, HEIGHT);
		assert_int_equal(hs_image_fade_back(&page, DPI, &found, &err), 0);
		assert_null(found.ink.data);
		assert_int_equal(found.count, 0);
		assert_int_equal(ink_in(&page, 0, HEIGHT), before);
	}
}

static void a_page_of_a_few_pixels_is_no_matter(void **state)
{
	const uint32_t sides[][2] = {{1, 1}, {3, 1}, {1, 9}, {40, 40}};

	(void)state;
	for (size_t i = 0; i < sizeof(sides) / sizeof(*sides); i++) {
		HS_AUTO(hs_raster_done) struct hs_raster page = {0};
		HS_AUTO(hs_back_done) struct hs_back found = {0};
		struct hs_err err = {0};

		draw_page(&page, sides[i][0], sides[i][1], 8, WHITE);
		assert_int_equal(hs_image_fade_back(&page, DPI, &found, &err), 0);
		assert_null(found.ink.data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pale_strokes_go_and_are_kept_apart),
		cmocka_unit_test(a_page_of_one_ink_stays),
		cmocka_unit_test(a_page_of_a_few_pixels_is_no_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
