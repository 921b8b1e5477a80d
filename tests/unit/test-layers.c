// test-layers.c - a page apart in layers, and together again
#include "base/auto.h"
#include "craft/layers.h"
#include "port/image-layers.h"
#include "unit/draw.h"
#include "unit/unit.h"

static void a_bilevel_page_keeps_every_pixel(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster again = {0};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};
	const struct hs_layers_terms terms = {.dpi = 100};
	struct hs_err err = {0};

	(void)state;
	draw_page(&page, 613, 800, 1, WHITE);
	draw_text(&page, 50, 50, 500, 700, 1, BLACK);
	assert_int_equal(hs_layers_make(&page, &terms, &layers, &err), 0);
	assert_true(layers.stencil.bytes.len > 0);
	assert_int_equal(layers.background.bytes.len + layers.foreground.bytes.len, 0);
	assert_int_equal(hs_layers_compose(&layers, &again, &err), 0);
	assert_int_equal(again.depth, 1);
	assert_int_equal(again.wpl, page.wpl);
	assert_memory_equal(again.data, page.data, 4UL * page.wpl * page.height);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bilevel_page_keeps_every_pixel),
	};

	return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
