// test-restore.c - which steps a page gets, and that they are taken
#include "base/auto.h"
#include "craft/restore.h"
#include "unit/unit.h"

// A clean office scan.
static struct hs_measures clean(void)
{
	return (struct hs_measures){.dpi = 300,
				    .paper = 250,
				    .unevenness = 0.01,
				    .contrast = 0.85,
				    .faint = 0.3,
				    .noise = 1,
				    .skew = 0.1};
}

static void chosen(const struct hs_measures *m, const char *wanted)
{
	char text[HS_RECIPE_MAX];
	struct hs_recipe recipe;

	hs_recipe_choose(m, &recipe);
	hs_recipe_text(&recipe, text);
	assert_string_equal(text, wanted);
}

static void a_clean_page_is_left_alone(void **state)
{
	struct hs_measures m = clean();

	(void)state;
	chosen(&m, "none");
	m.skew = -0.5; // the engine reads that as well
	m.border = 0.004;
	chosen(&m, "none");
	m.red = 0.02; // a seal on white paper lies over names and dates
	chosen(&m, "no-red");
	m.red = 0.04; // a page written in red
	chosen(&m, "none");
	m.red = 0;
	m.border = 0.95; // white on black: it is no border
	chosen(&m, "none");
}

static void a_page_too_small_to_measure_is_left_alone(void **state)
{
	struct hs_measures m = {.dpi = 300, .paper = 255};

	(void)state;
	chosen(&m, "none");
}

static void a_skewed_page_is_turned_back(void **state)
{
	struct hs_measures m = clean();

	(void)state;
	m.skew = 2.306;
	chosen(&m, "turn -2.31");
	m.skew = -1;
	chosen(&m, "turn 1.00");
}

static void a_border_is_filled_and_the_paper_made_even(void **state)
{
	struct hs_measures m = clean();

	(void)state;
	m.border = 0.05;
	chosen(&m, "border flatten stretch 1 200");
}

static void uneven_paper_is_made_even_and_red_taken_out(void **state)
{
	struct hs_measures m = clean();

	(void)state;
	m.unevenness = 0.2;
	chosen(&m, "flatten stretch 1 200");
	m.red = 0.001;
	chosen(&m, "no-red flatten stretch 1 200");
}

static void a_poor_page_gets_all_steps_in_order(void **state)
{
	struct hs_measures m = clean();

	(void)state;
	m.contrast = 0.5;
	chosen(&m, "none"); // pale ink alone
	m.faint = 1.2;
	chosen(&m, "smooth 1 flatten stretch 40 200 back");
	m.faint = 2.7; // noise
	chosen(&m, "smooth 1 flatten stretch 40 200");
	m.faint = 1.2;
	m.contrast = 0.4;
	m.unevenness = 0.2;
	m.border = 0.1;
	m.red = 0.01;
	m.skew = 3;
	chosen(&m, "no-red border smooth 1 flatten turn -3.00 stretch 60 200 back");
}

static void every_part_of_a_recipe_has_its_word(void **state)
{
	const struct hs_recipe all = {.quarters = 3,
				      .grey = true,
				      .ink = HS_INK_GREY,
				      .fill_border = true,
				      .smooth = 2,
				      .flatten = true,
				      .turn = -14.999,
				      .black = 255,
				      .white = 255,
				      .fade = true,
				      .specks = 999};
	const struct hs_recipe red = {.grey = true, .ink = HS_INK_RED};
	char text[HS_RECIPE_MAX];

	(void)state;
	hs_recipe_text(&all, text);
	assert_string_equal(text, "quarters 3 no-hue border smooth 2 flatten turn -15.00 "
				  "stretch 255 255 back specks 999");
	hs_recipe_text(&red, text);
	assert_string_equal(text, "red");
}

// A page of each sort, skewed.
static struct hs_measures sorts(int i)
{
	struct hs_measures m = clean();

	m.skew = 2;
	m.red = i & 1 ? 0.01 : 0;
	m.unevenness = i & 2 ? 0.2 : 0;
	m.contrast = i & 4 ? 0.4 : 0.8;
	m.border = i & 8 ? 0.05 : 0;
	m.faint = i & 16 ? 2 : 0.1;
	return m;
}

static void other_recipes_keep_turn_and_border_but_differ(void **state)
{
	(void)state;
	for (int i = 0; i < 32; i++) {
		struct hs_measures m = sorts(i);
		struct hs_recipe first, second, other;
		char texts[3][HS_RECIPE_MAX];

		hs_recipe_choose(&m, &first);
		hs_recipe_other(&m, &first, &other);
		assert_true(hs_recipe_second(&m, &first, &second));
		hs_recipe_text(&first, texts[0]);
		hs_recipe_text(&second, texts[1]);
		hs_recipe_text(&other, texts[2]);
		assert_string_not_equal(texts[0], texts[1]);
		assert_string_not_equal(texts[0], texts[2]);
		assert_true(second.turn >= first.turn && second.turn <= first.turn);
		assert_true(other.turn >= first.turn && other.turn <= first.turn);
		assert_int_equal(second.fill_border, first.fill_border);
		assert_int_equal(other.fill_border, first.fill_border);
		assert_true(second.grey && other.grey);
	}
}

static void the_page_stays_and_the_place_is_told(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster made = {0};
	struct hs_recipe recipe = {.quarters = 1, .grey = true, .smooth = 1, .turn = 2};
	struct hs_measures m = clean();
	struct hs_place place;
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_raster_init(&page, 200, 300, 32, &err), 0);
	for (size_t i = 0; i < 300U * page.wpl; i++)
		page.data[i] = 0xff00ff00;
	assert_int_equal(hs_restore(&page, &m, &recipe, &made, &place, &err), 0);
	for (size_t i = 0; i < 300U * page.wpl; i++)
		assert_int_equal(page.data[i], 0xff00ff00);
	assert_int_equal(made.depth, 8);
	assert_int_equal(made.width, 300);
	assert_int_equal(made.height, 200);
	assert_int_equal(place.quarters, 1);
	assert_int_equal(place.w, 300);
	assert_int_equal(place.h, 200);
	assert_int_equal(place.page_w, 200);
	assert_int_equal(place.page_h, 300);
	assert_true(place.degrees >= 2 && place.degrees <= 2);
}

static void a_poor_picture_becomes_black_on_white(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_raster_done) struct hs_raster made = {0};
	struct hs_recipe recipe = {
		.grey = true, .flatten = true, .black = 40, .white = 200};
	struct hs_measures m = clean();
	struct hs_place place;
	struct hs_err err = {0};
	uint8_t row[400];
	const uint32_t side = 400, bar = 200, thick = 4;

	(void)state;
	assert_int_equal(hs_raster_init(&page, side, side, 8, &err), 0);
	for (uint32_t y = 0; y < side; y++) // grey paper, dimmer to the right
		for (uint32_t x = 0; x < side; x++) {
			uint32_t v = y >= bar && y < bar + thick ? 40 : 190 - x / 8;

			page.data[y * page.wpl + x / 4] |= v << (24 - 8 * (x % 4));
		}
	assert_int_equal(hs_restore(&page, &m, &recipe, &made, &place, &err), 0);
	hs_raster_row(&made, 100, row);
	for (uint32_t x = 20; x < side - 20; x++)
		assert_in_range(row[x], 250, 255);
	hs_raster_row(&made, bar + 1, row);
	for (uint32_t x = 20; x < side - 20; x++)
		assert_in_range(row[x], 0, 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clean_page_is_left_alone),
		cmocka_unit_test(a_page_too_small_to_measure_is_left_alone),
		cmocka_unit_test(a_skewed_page_is_turned_back),
		cmocka_unit_test(a_border_is_filled_and_the_paper_made_even),
		cmocka_unit_test(uneven_paper_is_made_even_and_red_taken_out),
		cmocka_unit_test(a_poor_page_gets_all_steps_in_order),
		cmocka_unit_test(every_part_of_a_recipe_has_its_word),
		cmocka_unit_test(other_recipes_keep_turn_and_border_but_differ),
		cmocka_unit_test(the_page_stays_and_the_place_is_told),
		cmocka_unit_test(a_poor_picture_becomes_black_on_white),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
