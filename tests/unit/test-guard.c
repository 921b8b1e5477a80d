// test-guard.c - port/image-guard over pages drawn here, and where things lie
#include "model/place.h"
#include "port/image-guard.h"
#include "unit/unit.h"

enum { WIDTH = 900, HEIGHT = 1200, PAPER = 210, INK = 40, LINES = 20 };

static const struct hs_measures measures = {.dpi = 150, .contrast = 0.8, .paper = PAPER};
static const struct hs_place unmoved = {
	.w = WIDTH, .h = HEIGHT, .page_w = WIDTH, .page_h = HEIGHT};

static void put(struct hs_raster *r, uint32_t x, uint32_t y, uint32_t level)
{
	uint32_t *word = r->data + (size_t)y * r->wpl + x / 4;
	unsigned shift = 24 - 8 * (x % 4);

	*word = (*word & ~((uint32_t)255 << shift)) | level << shift;
}

static uint32_t get(const struct hs_raster *r, uint32_t x, uint32_t y)
{
	return r->data[(size_t)y * r->wpl + x / 4] >> (24 - 8 * (x % 4)) & 255;
}

static void fill(struct hs_raster *r, const struct hs_box *box, uint32_t level)
{
	for (int32_t y = box->y; y < box->y + box->h; y++)
		for (int32_t x = box->x; x < box->x + box->w; x++)
			put(r, (uint32_t)x, (uint32_t)y, level);
}

static void blank(struct hs_raster *r)
{
	const struct hs_box all = {0, 0, WIDTH, HEIGHT};
	struct hs_err err = {0};

	assert_int_equal(hs_raster_init(r, WIDTH, HEIGHT, 8, &err), 0);
	fill(r, &all, PAPER);
}

// Lines of letters: bars of 4 x 16 pixels.
static void write_lines(struct hs_raster *r, int lines)
{
	for (int32_t line = 0; line < lines; line++)
		for (int32_t i = 0; i < 60; i++) {
			const struct hs_box bar = {120 + 11 * i, 100 + 50 * line, 4, 16};

			fill(r, &bar, INK);
		}
}

static struct hs_loss compare(const struct hs_raster *page, enum hs_ink ink,
			      const struct hs_raster *made, const struct hs_place *place)
{
	struct hs_err err = {0};
	struct hs_loss loss;

	assert_int_equal(hs_image_guard(page, ink, made, place, &measures, &loss, &err),
			 0);
	return loss;
}

static void the_same_page_loses_nothing(void **state)
{
	struct hs_raster page = {0};
	struct hs_loss loss;

	(void)state;
	blank(&page);
	write_lines(&page, LINES);
	loss = compare(&page, HS_INK_ALL, &page, &unmoved);
	assert_true(loss.inks > 50000);
	assert_true(loss.share <= 0 && loss.spot <= 0);
	hs_raster_done(&page);
}

static void a_line_that_is_gone_is_told(void **state)
{
	struct hs_raster page = {0}, made = {0};
	struct hs_loss loss;

	(void)state;
	blank(&page);
	blank(&made);
	write_lines(&page, LINES);
	write_lines(&made, LINES - 1);
	loss = compare(&page, HS_INK_ALL, &made, &unmoved);
	assert_true(loss.share > 0.045 && loss.share < 0.055);
	assert_true(loss.spot > 50); // 60 bars of 1.8 square millimetres
	hs_raster_done(&page);
	hs_raster_done(&made);
}

static void a_word_that_is_gone_is_a_spot(void **state)
{
	const struct hs_box word = {230, 495, 55, 26};
	struct hs_raster page = {0}, made = {0};
	struct hs_loss loss;

	(void)state;
	blank(&page);
	blank(&made);
	write_lines(&page, LINES);
	write_lines(&made, LINES);
	fill(&made, &word, PAPER);
	loss = compare(&page, HS_INK_ALL, &made, &unmoved);
	assert_true(loss.share < 0.01);
	assert_true(loss.spot > 4);
	hs_raster_done(&page);
	hs_raster_done(&made);
}

static void ink_that_became_pale_is_gone(void **state)
{
	struct hs_raster page = {0}, made = {0};

	(void)state;
	blank(&page);
	blank(&made);
	write_lines(&page, LINES);
	for (uint32_t y = 0; y < HEIGHT; y++)
		for (uint32_t x = 0; x < WIDTH; x++)
			if (get(&page, x, y) == INK)
				put(&made, x, y, PAPER - 10);
	assert_true(compare(&page, HS_INK_ALL, &made, &unmoved).share > 0.9);
	hs_raster_done(&page);
	hs_raster_done(&made);
}

static void border_and_specks_are_no_ink(void **state)
{
	const struct hs_box left = {0, 0, 60, HEIGHT}, sliver = {400, 0, 200, 3};
	struct hs_raster page = {0}, made = {0};
	struct hs_loss loss;

	(void)state;
	blank(&page);
	blank(&made);
	write_lines(&page, LINES);
	write_lines(&made, LINES);
	fill(&page, &left, 10);
	fill(&page, &sliver, 10);
	for (int32_t i = 0; i < 200; i++) {
		const struct hs_box speck = {100 + 4 * i, 90 + 50 * (i % LINES), 2, 2};

		fill(&page, &speck, INK);
	}
	loss = compare(&page, HS_INK_ALL, &made, &unmoved);
	assert_true(loss.share <= 0 && loss.spot <= 0);
	hs_raster_done(&page);
	hs_raster_done(&made);
}

// A seal in red that was to go is no loss; what is black is.
static void red_may_go_where_it_was_to(void **state)
{
	struct hs_raster page = {0}, made = {0};
	struct hs_err err = {0};

	(void)state;
	blank(&made);
	write_lines(&made, LINES);
	assert_int_equal(hs_raster_init(&page, WIDTH, HEIGHT, 32, &err), 0);
	for (uint32_t y = 0; y < HEIGHT; y++)
		for (uint32_t x = 0; x < WIDTH; x++)
			page.data[(size_t)y * page.wpl + x] =
				get(&made, x, y) * 0x01010100u;
	for (uint32_t y = 600; y < 700; y++)
		for (uint32_t x = 40; x < 60; x++)
			page.data[(size_t)y * page.wpl + x] = 0xd0202c00;
	assert_true(compare(&page, HS_INK_DARK, &made, &unmoved).spot <= 0);
	assert_true(compare(&page, HS_INK_ALL, &made, &unmoved).spot > 4);
	hs_raster_done(&page);
	hs_raster_done(&made);
}

static void a_page_that_was_turned_is_compared_in_place(void **state)
{
	struct hs_place place = unmoved;
	struct hs_raster page = {0}, made = {0};
	struct hs_err err = {0};

	(void)state;
	blank(&page);
	write_lines(&page, LINES);
	assert_int_equal(hs_image_grey(&page, HS_INK_ALL, &made, &err), 0);
	assert_int_equal(hs_image_turn(&made, 2.5, &err), 0);
	place.degrees = 2.5;
	assert_true(compare(&page, HS_INK_ALL, &made, &place).share < 0.001);
	assert_true(compare(&page, HS_INK_ALL, &made, &unmoved).share > 0.1);
	hs_raster_done(&page);
	hs_raster_done(&made);
}

static void there_and_back_is_the_same_place(void **state)
{
	(void)state;
	for (int quarters = 0; quarters < 4; quarters++) {
		const struct hs_place place = {
			.quarters = quarters,
			.degrees = -7,
			.left = 30,
			.top = 50,
			.w = 400,
			.h = 300,
			.page_w = 640,
			.page_h = 640,
		};
		double x = 250, y = 210;
		struct hs_box box;

		hs_place_forth(&place, &x, &y);
		box = hs_place_back(&place,
				    &(struct hs_box){(int)x - 1, (int)y - 1, 3, 3});
		assert_true(box.x <= 250 && 250 <= box.x + box.w && box.w < 8);
		assert_true(box.y <= 210 && 210 <= box.y + box.h && box.h < 8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_page_loses_nothing),
		cmocka_unit_test(a_line_that_is_gone_is_told),
		cmocka_unit_test(a_word_that_is_gone_is_a_spot),
		cmocka_unit_test(ink_that_became_pale_is_gone),
		cmocka_unit_test(border_and_specks_are_no_ink),
		cmocka_unit_test(red_may_go_where_it_was_to),
		cmocka_unit_test(a_page_that_was_turned_is_compared_in_place),
		cmocka_unit_test(there_and_back_is_the_same_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
