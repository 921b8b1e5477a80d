// test-image-grid.c - ruled tables are found and their rules taken out; what
// only looks like one is not
#include "base/auto.h"
#include "port/image-grid.h"
#include "port/image-restore.h"
#include "unit/draw.h"
#include "unit/unit.h"

enum {
	WIDTH = 900,
	HEIGHT = 700,
	DPI = 150,
	ROWS = 3,
	COLUMNS = 4,
	LEFT = 100,
	TOP = 120,
	CELL_W = 160,
	CELL_H = 90,
	RULE = 2,
};

// The rules of a table of ROWS and COLUMNS, its sizes times so much.
static void draw_table(struct hs_raster *r, uint32_t times, uint32_t colour)
{
	uint32_t w = COLUMNS * CELL_W * times, h = ROWS * CELL_H * times;

	for (uint32_t i = 0; i <= ROWS; i++)
		draw_bar(r, LEFT * times, (TOP + i * CELL_H) * times, w + RULE, RULE,
			 colour);
	for (uint32_t i = 0; i <= COLUMNS; i++)
		draw_bar(r, (LEFT + i * CELL_W) * times, TOP * times, RULE, h + RULE,
			 colour);
}

// A word in a cell: strokes 40 pixels wide and 12 high, `line` lines down.
static void draw_word(struct hs_raster *r, uint32_t row, uint32_t column, uint32_t line)
{
	uint32_t x = LEFT + column * CELL_W + 30, y = TOP + row * CELL_H + 15 + 30 * line;

	for (uint32_t i = 0; i < 6; i++)
		draw_bar(r, x + 7 * i, y, 3, 12, BLACK);
}

static void find(const struct hs_raster *r, double dpi, struct hs_grids *grids,
		 bool *ruled)
{
	struct hs_err err = {0};

	assert_int_equal(hs_image_grids(r, dpi, grids, ruled, &err), 0);
}

static size_t tables_on(const struct hs_raster *r, double dpi)
{
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	bool ruled;

	find(r, dpi, &grids, &ruled);
	return grids.count;
}

static void near(int32_t value, uint32_t wanted, int32_t slack)
{
	if (abs(value - (int32_t)wanted) > slack)
		fail_msg("%d, wanted %u", value, wanted);
}

static void a_table_has_its_cells_row_by_row(void **state)
{
	(void)state;
	for (uint32_t depth = 1; depth <= 32; depth = depth == 1 ? 8 : 4 * depth) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
		const struct hs_grid *g;
		bool ruled;

		draw_page(&r, WIDTH, HEIGHT, depth, WHITE);
		draw_table(&r, 1, BLACK);
		find(&r, DPI, &grids, &ruled);
		assert_true(ruled);
		assert_int_equal(grids.count, 1);
		g = grids.list;
		assert_int_equal(g->count, ROWS * COLUMNS);
		near(g->box.x, LEFT, 6);
		near(g->box.y, TOP, 6);
		near(g->box.w, COLUMNS * CELL_W, 12);
		near(g->box.h, ROWS * CELL_H, 12);
		for (int i = 0; i < ROWS * COLUMNS; i++) {
			const struct hs_cell *c = &g->cells[i];

			assert_int_equal(c->row, i / COLUMNS);
			assert_int_equal(c->column, i % COLUMNS);
			near(c->box.x, LEFT + (uint32_t)c->column * CELL_W, 5);
			near(c->box.y, TOP + (uint32_t)c->row * CELL_H, 5);
			near(c->box.w, CELL_W, 5);
			near(c->box.h, CELL_H, 5);
			assert_int_equal(c->lines, 0);
		}
	}
}

static void a_finer_scan_gives_the_same_cells(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	bool ruled;

	(void)state;
	draw_page(&r, 2 * WIDTH, 2 * HEIGHT, 8, WHITE);
	draw_table(&r, 2, BLACK);
	find(&r, 2 * DPI, &grids, &ruled);
	assert_int_equal(grids.count, 1);
	assert_int_equal(grids.list->count, ROWS * COLUMNS);
	near(grids.list->cells[5].box.x, 2 * (LEFT + CELL_W), 8);
	near(grids.list->cells[5].box.w, 2 * CELL_W, 8);
}

static void faint_and_broken_rules_are_seen(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, 0x00f000);
	draw_table(&r, 1, 0x00c800); // 200 on 240
	for (uint32_t x = LEFT + 20; x < WIDTH; x += 40)
		draw_bar(&r, x, 0, 2, HEIGHT, 0x00f000);
	assert_int_equal(tables_on(&r, DPI), 1);
}

static void the_lines_of_a_cell_are_counted_and_boxed(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	const struct hs_cell *one, *two;
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_table(&r, 1, BLACK);
	draw_word(&r, 0, 1, 0);
	draw_word(&r, 2, 3, 0);
	draw_word(&r, 2, 3, 1);
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(grids.count, 1);
	one = &grids.list->cells[1];
	two = &grids.list->cells[11];
	assert_int_equal(one->lines, 1);
	assert_int_equal(two->lines, 2);
	assert_int_equal(grids.list->cells[0].lines, 0);
	near(one->ink.x, LEFT + CELL_W + 30, 1);
	near(one->ink.y, TOP + 15, 1);
	near(one->ink.w, 38, 2);
	near(one->ink.h, 12, 2);
	near(two->ink.h, 42, 2);
}

static void cells_without_a_rule_between_are_one(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	const struct hs_grid *g;
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_table(&r, 1, BLACK);
	// the head over columns 1 and 2; rows 1 and 2 of column 0
	draw_bar(&r, LEFT + 2 * CELL_W - 2, TOP + RULE + 1, 7, CELL_H - 4, WHITE);
	draw_bar(&r, LEFT + RULE + 1, TOP + 2 * CELL_H - 2, CELL_W - 4, 7, WHITE);
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(grids.count, 1);
	g = grids.list;
	assert_int_equal(g->count, ROWS * COLUMNS - 2);
	assert_int_equal(g->cells[1].column, 1);
	near(g->cells[1].box.w, 2 * CELL_W, 5);
	assert_int_equal(g->cells[2].column, 3);
	assert_int_equal(g->cells[3].row, 1);
	near(g->cells[3].box.h, 2 * CELL_H, 5);
	assert_int_equal(g->cells[7].row, 2);
	assert_int_equal(g->cells[7].column, 1);
}

static void two_tables_come_from_the_top_down(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, 2 * HEIGHT, 8, WHITE);
	draw_table(&r, 1, BLACK);
	for (uint32_t i = 0; i < 3; i++) { // 2 x 2, further left
		draw_bar(&r, 40, 800 + i * 80, 400 + RULE, RULE, BLACK);
		draw_bar(&r, 40 + i * 200, 800, RULE, 160, BLACK);
	}
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(grids.count, 2);
	assert_int_equal(grids.list[0].count, ROWS * COLUMNS);
	assert_int_equal(grids.list[1].count, 4);
	assert_true(grids.list[0].box.y < grids.list[1].box.y);
}

static void a_frame_round_a_table_is_no_second_one(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_table(&r, 1, BLACK);
	draw_bar(&r, 30, 30, WIDTH - 60, RULE, BLACK);
	draw_bar(&r, 30, HEIGHT - 30, WIDTH - 60 + RULE, RULE, BLACK);
	draw_bar(&r, 30, 30, RULE, HEIGHT - 60, BLACK);
	draw_bar(&r, WIDTH - 30, 30, RULE, HEIGHT - 60, BLACK);
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(grids.count, 1);
	assert_int_equal(grids.list[0].count, ROWS * COLUMNS);
}

static unsigned ink_in(const struct hs_raster *r, uint32_t x, uint32_t y, uint32_t w,
		       uint32_t h)
{
	unsigned n = 0;

	for (uint32_t j = y; j < y + h; j++)
		for (uint32_t i = x; i < x + w; i++)
			n += drawn(r, i, j) < 128;
	return n;
}

static void rules_are_erased_and_text_stays(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_raster_done) struct hs_raster bare = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	struct hs_err err = {0};
	bool ruled;

	(void)state;
	draw_page(&bare, WIDTH, HEIGHT, 8, WHITE);
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_table(&r, 1, BLACK);
	draw_bar(&bare, 20, 20, 300, 2, BLACK); // a rule outside the table
	draw_bar(&r, 20, 20, 300, 2, BLACK);
	for (uint32_t i = 0; i < 3; i++) {
		draw_word(&bare, i, i, 0);
		draw_word(&r, i, i, 0);
	}
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(hs_image_erase_rules(&r, DPI, &grids, &err), 0);
	for (uint32_t y = 0; y < HEIGHT; y++)
		for (uint32_t x = 0; x < WIDTH; x++)
			if ((drawn(&r, x, y) < 128) != (drawn(&bare, x, y) < 128))
				fail_msg("%u %u", x, y);
}

static void a_letter_that_crosses_a_rule_stays_whole(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	const uint32_t x = LEFT + 60, y = TOP + CELL_H - 12;
	struct hs_err err = {0};
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_table(&r, 1, BLACK);
	draw_bar(&r, x, y, 4, 30, BLACK); // its stroke
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(grids.count, 1);
	assert_int_equal(hs_image_erase_rules(&r, DPI, &grids, &err), 0);
	assert_int_equal(ink_in(&r, x, y, 4, 30), 4 * 30);
	assert_int_equal(ink_in(&r, LEFT + 5, y, 50, 30), 0);
}

static void the_soft_edges_of_a_rule_go_with_it(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	const uint32_t y = TOP + CELL_H;
	struct hs_err err = {0};
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_bar(&r, LEFT, y - 1, COLUMNS * CELL_W, RULE + 2, 0x00e600);
	draw_table(&r, 1, BLACK);
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(hs_image_erase_rules(&r, DPI, &grids, &err), 0);
	for (uint32_t i = y - 2; i < y + RULE + 2; i++)
		assert_int_equal(drawn(&r, LEFT + 50, i), 255);
}

static void an_underline_stays(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	struct hs_err err = {0};
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_table(&r, 1, BLACK);
	draw_bar(&r, LEFT + 30, TOP + 40, 60, RULE, BLACK);
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(grids.list->count, ROWS * COLUMNS);
	assert_int_equal(hs_image_erase_rules(&r, DPI, &grids, &err), 0);
	assert_int_equal(ink_in(&r, LEFT + 30, TOP + 40, 60, RULE), 60 * RULE);
}

static void a_stroke_that_reaches_no_other_rule_is_none(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_table(&r, 1, BLACK);
	draw_bar(&r, LEFT + 60, TOP + 15, 3, 60, BLACK);
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(grids.list->count, ROWS * COLUMNS);
}

static void a_box_is_wiped_white(void **state)
{
	const struct hs_box box = {100, 50, 300, 200},
			    over = {-5, HEIGHT - 5, 9999, 9999};

	(void)state;
	for (uint32_t depth = 1; depth <= 8; depth += 7) {
		HS_AUTO(hs_raster_done) struct hs_raster r = {0};
		uint8_t row[WIDTH];

		draw_page(&r, WIDTH, HEIGHT, depth, BLACK);
		hs_image_wipe(&r, &box);
		hs_image_wipe(&r, &over);
		hs_raster_row(&r, 60, row);
		assert_int_equal(row[depth == 1 ? 200 / 8 : 200], depth == 1 ? 0 : 255);
		assert_int_equal(row[depth == 1 ? 450 / 8 : 450], depth == 1 ? 255 : 0);
		hs_raster_row(&r, HEIGHT - 1, row);
		assert_int_equal(row[0], depth == 1 ? 0 : 255);
	}
}

// ---- no tables -------------------------------------------------------------------

static void text_is_no_table(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	bool ruled = true;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_text(&r, 60, 60, WIDTH - 120, HEIGHT - 120, 0, BLACK);
	find(&r, DPI, &grids, &ruled);
	assert_int_equal(grids.count, 0);
	assert_false(ruled);
}

static void a_round_seal_is_no_table(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 32, WHITE);
	draw_ring(&r, 450, 350, 105, RED);
	draw_ring(&r, 450, 350, 95, RED);
	draw_ring(&r, 450, 350, 60, RED);
	draw_bar(&r, 345, 348, 210, 4, RED); // the star's arms
	draw_bar(&r, 448, 245, 4, 210, RED);
	assert_int_equal(tables_on(&r, DPI), 0);
}

static void a_frame_without_cells_is_no_table(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_grids_done) struct hs_grids grids = {0};
	bool ruled;

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_bar(&r, 100, 100, 600, 500, BLACK);
	draw_bar(&r, 102, 102, 596, 496, WHITE);
	draw_text(&r, 120, 120, 560, 460, 0, BLACK);
	find(&r, DPI, &grids, &ruled);
	assert_true(ruled);
	assert_int_equal(grids.count, 0);
}

static void rules_that_cross_without_a_frame_are_no_table(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	for (uint32_t i = 0; i < 3; i++) {
		draw_bar(&r, 100 + 150 * i, 150 + 100 * i, 350, RULE, BLACK);
		draw_bar(&r, 200 + 100 * i, 100 + 90 * i, RULE, 250, BLACK);
	}
	assert_int_equal(tables_on(&r, DPI), 0);
}

// Every rule runs from one that crosses it to another, but none round it all.
static void stairs_are_no_table(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	(void)state;
	draw_page(&r, WIDTH, HEIGHT, 8, WHITE);
	draw_bar(&r, 100, 100, 150, RULE, BLACK);
	draw_bar(&r, 100, 200, 600, RULE, BLACK);
	draw_bar(&r, 100, 300, 600, RULE, BLACK);
	draw_bar(&r, 550, 400, 150, RULE, BLACK);
	for (uint32_t i = 0; i < 5; i++)
		draw_bar(&r, 100 + 150 * i, 100, RULE, 300, BLACK);
	assert_int_equal(tables_on(&r, DPI), 0);
}

static void a_picture_of_a_few_pixels_is_no_trouble(void **state)
{
	(void)state;
	for (uint32_t w = 1; w < 30; w++)
		for (uint32_t h = 1; h < 30; h++) {
			HS_AUTO(hs_raster_done) struct hs_raster r = {0};

			draw_page(&r, w, h, 8, WHITE);
			draw_bar(&r, w / 2, 0, 1, h, BLACK);
			draw_bar(&r, 0, h / 2, w, 1, BLACK);
			for (double dpi = DPI; dpi < 3000; dpi *= 2)
				assert_int_equal(tables_on(&r, dpi), 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_has_its_cells_row_by_row),
		cmocka_unit_test(a_finer_scan_gives_the_same_cells),
		cmocka_unit_test(faint_and_broken_rules_are_seen),
		cmocka_unit_test(the_lines_of_a_cell_are_counted_and_boxed),
		cmocka_unit_test(cells_without_a_rule_between_are_one),
		cmocka_unit_test(two_tables_come_from_the_top_down),
		cmocka_unit_test(a_frame_round_a_table_is_no_second_one),
		cmocka_unit_test(rules_are_erased_and_text_stays),
		cmocka_unit_test(a_letter_that_crosses_a_rule_stays_whole),
		cmocka_unit_test(the_soft_edges_of_a_rule_go_with_it),
		cmocka_unit_test(an_underline_stays),
		cmocka_unit_test(a_stroke_that_reaches_no_other_rule_is_none),
		cmocka_unit_test(a_box_is_wiped_white),
		cmocka_unit_test(text_is_no_table),
		cmocka_unit_test(a_round_seal_is_no_table),
		cmocka_unit_test(a_frame_without_cells_is_no_table),
		cmocka_unit_test(rules_that_cross_without_a_frame_are_no_table),
		cmocka_unit_test(stairs_are_no_table),
		cmocka_unit_test(a_picture_of_a_few_pixels_is_no_trouble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
