// test-place.c - from a picture that was cut out of a page and turned, back
#include "base/auto.h"
#include "model/place.h"
#include "unit/unit.h"

enum { PAGE_W = 100, PAGE_H = 200 };

static void lies(const struct hs_place *place, struct hs_box on_picture,
		 struct hs_box on_page)
{
	struct hs_box got = hs_place_back(place, &on_picture);

	if (memcmp(&got, &on_page, sizeof(got)) != 0)
		fail_msg("%d %d %d %d, wanted %d %d %d %d", got.x, got.y, got.w, got.h,
			 on_page.x, on_page.y, on_page.w, on_page.h);
}

// The whole page turned by quarters, nothing cut.
static struct hs_place turned(int quarters)
{
	return (struct hs_place){
		.quarters = quarters,
		.w = quarters & 1 ? PAGE_H : PAGE_W,
		.h = quarters & 1 ? PAGE_W : PAGE_H,
		.page_w = PAGE_W,
		.page_h = PAGE_H,
	};
}

static void a_picture_that_is_the_page_changes_nothing(void **state)
{
	struct hs_place p = turned(0);

	(void)state;
	lies(&p, (struct hs_box){10, 20, 30, 40}, (struct hs_box){10, 20, 30, 40});
	lies(&p, (struct hs_box){0, 0, PAGE_W, PAGE_H},
	     (struct hs_box){0, 0, PAGE_W, PAGE_H});
}

// The upper left corner of the page, 5 x 8 pixels, goes round clockwise.
static void quarters_are_turned_back(void **state)
{
	struct hs_place once = turned(1), twice = turned(2), thrice = turned(3);
	struct hs_box corner = {0, 0, 5, 8};

	(void)state;
	lies(&once, (struct hs_box){PAGE_H - 8, 0, 8, 5}, corner);
	lies(&twice, (struct hs_box){PAGE_W - 5, PAGE_H - 8, 5, 8}, corner);
	lies(&thrice, (struct hs_box){0, PAGE_W - 5, 8, 5}, corner);
}

static void a_part_lies_where_it_was_cut_out(void **state)
{
	struct hs_place p = turned(0), q = turned(1);

	(void)state;
	p.left = 40, p.top = 50;
	p.w = 20, p.h = 30;
	lies(&p, (struct hs_box){1, 2, 3, 4}, (struct hs_box){41, 52, 3, 4});
	q.left = 190, q.top = 10; // of the turned page
	q.w = 10, q.h = 20;
	lies(&q, (struct hs_box){2, 0, 4, 5}, (struct hs_box){10, 4, 5, 4});
}

// By 90 degrees about the centre of a square: exact, and the way round is seen.
static void degrees_are_turned_back_about_the_centre(void **state)
{
	struct hs_place p = {
		.degrees = 90, .w = 100, .h = 100, .page_w = 100, .page_h = 100};

	(void)state;
	lies(&p, (struct hs_box){92, 0, 8, 5}, (struct hs_box){0, 0, 5, 8});
	p.degrees = -90;
	lies(&p, (struct hs_box){0, 95, 8, 5}, (struct hs_box){0, 0, 5, 8});
}

// A right end that turning clockwise brought down lay higher on the page.
static void a_small_angle_moves_what_is_far_from_the_centre(void **state)
{
	struct hs_place p = {
		.degrees = 1, .w = 2000, .h = 3000, .page_w = 2000, .page_h = 3000};
	struct hs_box right = {1900, 1500, 10, 10}, left = {90, 1500, 10, 10};

	(void)state;
	right = hs_place_back(&p, &right);
	left = hs_place_back(&p, &left);
	assert_in_range(right.y, 1500 - 17, 1500 - 15); // 905 * sin 1°
	assert_in_range(left.y, 1500 + 15, 1500 + 17);
	assert_in_range(right.w, 10, 12);
	assert_in_range(right.h, 10, 12);
}

static void a_box_is_cut_to_the_page_and_keeps_a_pixel(void **state)
{
	struct hs_place p = turned(0);

	(void)state;
	lies(&p, (struct hs_box){-5, -6, 10, 10}, (struct hs_box){0, 0, 5, 4});
	lies(&p, (struct hs_box){95, 195, 50, 50}, (struct hs_box){95, 195, 5, 5});
	lies(&p, (struct hs_box){500, 600, 5, 5},
	     (struct hs_box){PAGE_W - 1, PAGE_H - 1, 1, 1});
	lies(&p, (struct hs_box){-500, -600, 5, 5}, (struct hs_box){0, 0, 1, 1});
}

static void every_box_of_a_turned_part_lies_on_the_page(void **state)
{
	unsigned r = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct hs_place p = turned(i);
		struct hs_box b;

		r = r * 1103515245 + 12345;
		p.degrees = (int)(r >> 8) % 90 - 45;
		p.w -= p.left = (int)(r >> 4) % 50;
		p.h -= p.top = (int)(r >> 12) % 50;
		b = (struct hs_box){(int)(r >> 6) % p.w, (int)(r >> 10) % p.h, 1 + i % 9,
				    1 + i % 7};
		b = hs_place_back(&p, &b);
		assert_true(b.x >= 0 && b.y >= 0 && b.w > 0 && b.h > 0);
		assert_true(b.x + b.w <= PAGE_W && b.y + b.h <= PAGE_H);
	}
}

static void all_words_are_brought_back(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_word w = {.box = {95, 192, 5, 8}, .text = (char[]){"a"}};
	struct hs_place p = turned(2);

	(void)state;
	hs_words_add(&words, &w);
	hs_words_add(&words, &w);
	hs_place_words(&p, &words);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(words.list[i].box.x + words.list[i].box.y, 0);
}

static void a_box_on_a_turned_picture_gets_its_own_sides_back(void **state)
{
	static const int quarters[] = {0, 1, 2, 3};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct hs_place p = turned(quarters[i]);
		struct hs_box on_picture = {40, 50, 30, 8}, on_page;
		struct hs_span got;

		p.degrees = i % 2 ? 3 : -2;
		on_page = hs_place_back(&p, &on_picture);
		hs_place_span(&p, &on_page, &got);
		assert_float_equal(got.x, 40, 1.1);
		assert_float_equal(got.y, 50, 1.1);
		assert_float_equal(got.w, 30, 1.6);
		assert_float_equal(got.h, 8, 1.6);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_box_on_a_turned_picture_gets_its_own_sides_back),
		cmocka_unit_test(a_picture_that_is_the_page_changes_nothing),
		cmocka_unit_test(quarters_are_turned_back),
		cmocka_unit_test(a_part_lies_where_it_was_cut_out),
		cmocka_unit_test(degrees_are_turned_back_about_the_centre),
		cmocka_unit_test(a_small_angle_moves_what_is_far_from_the_centre),
		cmocka_unit_test(a_box_is_cut_to_the_page_and_keeps_a_pixel),
		cmocka_unit_test(every_box_of_a_turned_part_lies_on_the_page),
		cmocka_unit_test(all_words_are_brought_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
