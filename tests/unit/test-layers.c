// test-layers.c - a page apart in layers, and together again
#include "base/auto.h"
#include "craft/layers.h"
#include "port/image-layers.h"
#include "unit/draw.h"
#include "unit/unit.h"

#include <sys/resource.h>
#include <sys/wait.h>

enum { WIDTH = 1240, HEIGHT = 1754, DPI = 150, YELLOW = 0xe8e0c8, PALE = 0xd0c8b8 };

static void make(const struct hs_raster *page, double dpi, struct hs_layers *layers)
{
	const struct hs_layers_terms terms = {.dpi = dpi};
	struct hs_err err = {0};

	assert_int_equal(hs_layers_make(page, &terms, layers, &err), 0);
	assert_true(layers->width == page->width && layers->height == page->height);
}

static void make_and_compose(const struct hs_raster *page, double dpi,
			     struct hs_layers *layers, struct hs_raster *again)
{
	struct hs_err err = {0};

	make(page, dpi, layers);
	assert_int_equal(hs_layers_compose(layers, again, &err), 0);
	assert_true(again->width == page->width && again->height == page->height);
}

static uint32_t colour_at(const struct hs_raster *r, uint32_t x, uint32_t y)
{
	assert_int_equal(r->depth, 32);
	return r->data[(size_t)y * r->wpl + x] >> 8;
}

static void near_colour(uint32_t got, uint32_t wanted, int most)
{
	for (int shift = 0; shift < 24; shift += 8) {
		int g = (int)(got >> shift & 255), w = (int)(wanted >> shift & 255);

		if (abs(g - w) > most)
			fail_msg("%06x, wanted %06x", got, wanted);
	}
}

static void a_bilevel_page_keeps_every_pixel(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};

	(void)state;
	draw_page(&page, 613, 800, 1, WHITE);
	draw_text(&page, 50, 50, 500, 700, 1, BLACK);
	make_and_compose(&page, 100, &layers, &again);
	assert_true(layers.stencil.bytes.len > 0);
	assert_int_equal(layers.background.bytes.len + layers.foreground.bytes.len, 0);
	assert_int_equal(again.depth, 1);
	assert_int_equal(again.wpl, page.wpl);
	assert_memory_equal(again.data, page.data, 4UL * page.wpl * page.height);
}

// A sheet as offices have them: print, a seal over some of it, a pen stroke.
static void draw_paper(struct hs_raster *page)
{
	draw_page(page, WIDTH, HEIGHT, 32, YELLOW);
	draw_text(page, 100, 100, 1000, 1200, 0.5, 0x202020);
	draw_ring(page, 800, 1300, 110, RED);
	draw_bar(page, 300, 1500, 400, 3, BLUE);
	draw_bar(page, 300, 1600, 400, 4, PALE);
}

static void ink_keeps_its_colour_and_paper_its_own(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};

	(void)state;
	draw_paper(&page);
	make_and_compose(&page, DPI, &layers, &again);
	assert_false(layers.plain);
	assert_true(layers.foreground.colour && layers.background.colour);
	near_colour(colour_at(&again, 910, 1300), RED, 40); // away from print
	near_colour(colour_at(&again, 500, 1501), BLUE, 30);
	near_colour(colour_at(&again, 1200, 50), YELLOW, 6);
	near_colour(colour_at(&again, 800, 1400), YELLOW, 12); // within the seal
}

static void print_keeps_its_shape(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};
	size_t ink = 0, wrong = 0;

	(void)state;
	draw_paper(&page);
	make_and_compose(&page, DPI, &layers, &again);
	for (uint32_t y = 0; y < 1200; y++)
		for (uint32_t x = 0; x < WIDTH; x++) {
			bool was = hs_raster_level(&page, x, y) < 128;

			ink += was;
			wrong += was != (hs_raster_level(&again, x, y) < 128);
		}
	assert_true(ink > 50000);
	assert_in_range(wrong, 0, ink / 1000);
}

// What is too pale for a stencil is no less there.
static void a_pale_stroke_can_still_be_seen(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};
	const uint32_t x = 500;
	int darkest = 255;

	(void)state;
	draw_paper(&page);
	make_and_compose(&page, DPI, &layers, &again);
	for (uint32_t y = 1598; y < 1606; y++)
		if (hs_raster_level(&again, x, y) < darkest)
			darkest = hs_raster_level(&again, x, y);
	assert_in_range(darkest, 0, hs_raster_level(&again, x, 1560) - 12);
}

// Twice 000000000001, then less than a byte of padding: readers of PDF look for it.
static bool has_end_mark(const struct hs_buf *strip)
{
	uint32_t last = 0;

	for (size_t i = 0; i < 4 && strip->len >= 4; i++)
		last = last << 8 | (uint8_t)strip->data[strip->len - 4 + i];
	for (int padding = 0; padding < 8; padding++)
		if ((last >> padding & 0xffffff) == 0x001001)
			return true;
	return false;
}

static void the_stencil_is_one_strip_that_libtiff_reads(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster drawn_page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster read = {0};
	HS_AUTO(hs_buf_done) struct hs_buf strip = {0};
	struct hs_err err = {0};

	(void)state;
	draw_page(&drawn_page, 1001, 333, 1, WHITE);
	draw_text(&drawn_page, 0, 0, 1001, 333, 3, BLACK);
	assert_int_equal(hs_image_g4(&drawn_page, &strip, &err), 0);
	assert_int_equal(hs_image_of_g4(strip.data, strip.len, 1001, 333, &read, &err),
			 0);
	assert_memory_equal(read.data, drawn_page.data, 4UL * read.wpl * read.height);
	assert_true(has_end_mark(&strip));
}

static void a_page_without_ink_is_its_paper(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};

	(void)state;
	draw_page(&page, WIDTH, HEIGHT, 32, YELLOW);
	make_and_compose(&page, DPI, &layers, &again);
	assert_int_equal(layers.foreground.bytes.len + layers.stencil.bytes.len, 0);
	assert_true(layers.background.width < WIDTH);
	near_colour(colour_at(&again, 600, 600), YELLOW, 6);
}

static void grey_pages_stay_grey(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};

	(void)state;
	draw_page(&page, WIDTH, HEIGHT, 8, 0xd0d0d0);
	draw_text(&page, 100, 100, 1000, 1200, 0, 0x303030);
	make_and_compose(&page, DPI, &layers, &again);
	assert_false(layers.background.colour || layers.foreground.colour);
	assert_int_equal(again.depth, 8);
	assert_true(layers.stencil.bytes.len > 0);
}

// A picture of all levels, three centimetres wide, is paper's.
static void photographs_are_left_to_the_paper(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster ink = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};
	struct hs_err err = {0};
	size_t within = 0;

	(void)state;
	draw_paper(&page);
	for (uint32_t y = 1320; y < 1500; y++)
		for (uint32_t x = 100; x < 280; x++) {
			uint32_t v = 90 + (uint32_t)(60 * sin(x / 5.0) * cos(y / 7.0));

			draw_dot(&page, x, y, v * 0x010101);
		}
	make(&page, DPI, &layers);
	assert_int_equal(hs_image_of_g4(layers.stencil.bytes.data,
					layers.stencil.bytes.len, WIDTH, HEIGHT, &ink,
					&err),
			 0);
	for (uint32_t y = 1340; y < 1480; y++)
		for (uint32_t x = 120; x < 260; x++)
			within += hs_raster_level(&ink, x, y) == 0;
	assert_int_equal(within, 0);
}

// Noise from a generator of its own: the same everywhere.
static void draw_noise(struct hs_raster *page, uint32_t most)
{
	uint32_t at = 1;

	for (uint32_t y = 0; y < page->height; y++)
		for (uint32_t x = 0; x < page->width; x++) {
			uint32_t level = (uint32_t)hs_raster_level(page, x, y);

			at = at * 1664525 + 1013904223;
			level = level > most ? level - (at >> 16) % most : level;
			draw_dot(page, x, y, level * 0x010101);
		}
}

static void a_rough_page_stays_one_picture(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};

	(void)state;
	draw_page(&page, WIDTH, HEIGHT, 8, 0xb0b0b0);
	draw_text(&page, 100, 100, 1000, 1200, 0, 0x707070);
	draw_noise(&page, 60);
	make_and_compose(&page, DPI, &layers, &again);
	assert_true(layers.plain);
	assert_int_equal(layers.background.width, WIDTH);
	assert_int_equal(layers.stencil.bytes.len, 0);
}

// Of one pixel, one row, one column, and a rule too long for most.
static void any_size_has_its_layers(void **state)
{
	static const uint32_t sizes[][2] = {{1, 1},   {2, 1},     {1, 7},     {33, 3},
					    {31, 32}, {60000, 3}, {3, 60000}, {100, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (uint32_t depth = 1; depth <= 32;
		     depth = depth == 1 ? 8 : 4 * depth) {
			HS_AUTO(hs_raster_done) struct hs_raster page = {0};
			HS_AUTO(hs_raster_done) struct hs_raster again = {0};
			HS_AUTO(hs_layers_done) struct hs_layers layers = {0};

			draw_page(&page, sizes[i][0], sizes[i][1], depth, WHITE);
			draw_bar(&page, sizes[i][0] / 2, 0, 1, 1, BLACK);
			make_and_compose(&page, 300, &layers, &again);
		}
}

static void what_does_not_belong_together_is_refused(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};
	struct hs_err err = {0};

	(void)state;
	draw_paper(&page);
	make(&page, DPI, &layers);
	layers.width++;
	assert_int_equal(hs_layers_compose(&layers, &again, &err), -1);
	assert_int_equal(err.code, HS_DAMAGED);
	assert_null(again.data);
}

// In a process of its own, which may have little memory: it fails, and says why.
static void without_memory_it_fails(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	int status = 0;
	pid_t pid;

	(void)state;
	draw_page(&page, 8000, 8000, 32, WHITE);
	pid = fork();
	if (pid == 0) {
		const struct rlimit little = {300 << 20, 300 << 20};
		struct hs_layers layers = {0};
		struct hs_err err = {0};
		bool good = setrlimit(RLIMIT_AS, &little) == 0 &&
			    hs_layers_make(&page, &(struct hs_layers_terms){.dpi = 300},
					   &layers, &err) < 0 &&
			    err.code != HS_OK && layers.background.bytes.len == 0;

		_exit(good ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void the_same_page_gives_the_same_bytes(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_layers_done) struct hs_layers one = {0};
	HS_AUTO(hs_layers_done) struct hs_layers two = {0};

	(void)state;
	draw_paper(&page);
	make(&page, DPI, &one);
	make(&page, DPI, &two);
	assert_int_equal(hs_layers_size(&one), hs_layers_size(&two));
	assert_memory_equal(one.background.bytes.data, two.background.bytes.data,
			    one.background.bytes.len);
	assert_memory_equal(one.foreground.bytes.data, two.foreground.bytes.data,
			    one.foreground.bytes.len);
	assert_memory_equal(one.stencil.bytes.data, two.stencil.bytes.data,
			    one.stencil.bytes.len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bilevel_page_keeps_every_pixel),
		cmocka_unit_test(ink_keeps_its_colour_and_paper_its_own),
		cmocka_unit_test(print_keeps_its_shape),
		cmocka_unit_test(a_pale_stroke_can_still_be_seen),
		cmocka_unit_test(the_stencil_is_one_strip_that_libtiff_reads),
		cmocka_unit_test(a_page_without_ink_is_its_paper),
		cmocka_unit_test(grey_pages_stay_grey),
		cmocka_unit_test(photographs_are_left_to_the_paper),
		cmocka_unit_test(a_rough_page_stays_one_picture),
		cmocka_unit_test(any_size_has_its_layers),
		cmocka_unit_test(what_does_not_belong_together_is_refused),
		cmocka_unit_test(without_memory_it_fails),
		cmocka_unit_test(the_same_page_gives_the_same_bytes),
	};

	return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
