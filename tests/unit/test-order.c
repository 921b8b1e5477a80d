// test-order.c - reading order at the head and at the foot of a page
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/order.h"
#include "model/words.h"
#include "unit/unit.h"

enum { WIDTH = 1000, HEIGHT = 1400, LINE = 30 };

// A line of text from x at y: words of 15 pixels a letter, as an engine that
// reads across the page gives them.
static void line(struct hs_words *words, int x, int y, const char *text, char start)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(text);
	char *rest = copy, *part;

	while ((part = strsep(&rest, " "))) {
		int w = 15 * (int)strlen(part);
		struct hs_word word = {
			.box = {x, y, w, 20},
			.confidence = 1,
			.starts_block = start == 'b',
			.starts_line = start != '-',
			.text = part,
		};

		hs_words_add(words, &word);
		x += w + 8;
		start = '-';
	}
}

// Left and right on one height, read as one line.
static void pair(struct hs_words *words, int y, const char *left, const char *right,
		 char start)
{
	line(words, 60, y, left, start);
	line(words, 560, y, right, '-');
}

static void body(struct hs_words *words, int y, int lines)
{
	for (int i = 0; i < lines; i++)
		line(words, 60, y + i * LINE,
		     "body text that runs over the whole page and on and on",
		     i ? 'l' : 'b');
}

static void reads(struct hs_words *words, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_order_columns(words, WIDTH, HEIGHT);
	hs_words_text(words, &text);
	assert_string_equal(hs_buf_text(&text), wanted);
}

#define BODY "body text that runs over the whole page and on and on\n"

static void the_head_is_read_left_block_then_right(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	pair(&words, 40, "TINH UY DONG LAM", "DANG CONG SAN VIET NAM", 'b');
	pair(&words, 80, "HUYEN UY", "Hoa Lung, ngay 18", 'l');
	line(&words, 60, 120, "So 09-NQ/HU", 'l');
	body(&words, 200, 2);
	reads(&words, "TINH UY DONG LAM\nHUYEN UY\nSo 09-NQ/HU\n\n"
		      "DANG CONG SAN VIET NAM\nHoa Lung, ngay 18\n\n" BODY BODY);
}

static void the_foot_is_read_left_block_then_right(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	body(&words, 600, 2);
	pair(&words, 1000, "Noi nhan:", "T/M HUYEN UY", 'b');
	pair(&words, 1040, "- Tinh uy,", "BI THU", 'l');
	pair(&words, 1080, "- Luu.", "Nguyen Van A", 'l');
	reads(&words, BODY BODY
	      "\nNoi nhan:\n- Tinh uy,\n- Luu.\n\nT/M HUYEN UY\nBI THU\nNguyen Van A\n");
}

static void a_single_column_stays_as_it_was_read(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	body(&words, 40, 3);
	line(&words, 60, 500, "short", 'b');
	line(&words, 60, 540, "lines", 'l');
	reads(&words, BODY BODY BODY "\nshort\nlines\n");
}

static void a_table_in_the_middle_is_left_alone(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	body(&words, 40, 2);
	pair(&words, 500, "TEN", "SO", 'b');
	pair(&words, 540, "XA A", "12", 'l');
	body(&words, 700, 2);
	reads(&words, BODY BODY "\nTEN SO\nXA A 12\n\n" BODY BODY);
}

static void a_table_at_the_end_with_three_columns_is_left_alone(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	body(&words, 40, 2);
	for (int i = 0; i < 3; i++) {
		line(&words, 60, 1000 + i * 40, "XA HOA LUNG", i ? 'l' : 'b');
		line(&words, 430, 1000 + i * 40, "MUOI HAI", '-');
		line(&words, 760, 1000 + i * 40, "GHI CHU", '-');
	}
	reads(&words,
	      BODY BODY "\nXA HOA LUNG MUOI HAI GHI CHU\nXA HOA LUNG MUOI HAI GHI CHU\n"
			"XA HOA LUNG MUOI HAI GHI CHU\n");
}

static void columns_that_begin_low_are_no_head(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	pair(&words, 640, "TEN", "SO LUONG", 'b');
	pair(&words, 680, "XA A", "MUOI HAI", 'l');
	body(&words, 760, 2);
	reads(&words, "TEN SO LUONG\nXA A MUOI HAI\n\n" BODY BODY);
}

static void a_list_in_small_letters_is_no_foot(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	body(&words, 40, 2);
	pair(&words, 1000, "muc mot", "trang hai", 'b');
	pair(&words, 1040, "muc hai", "trang ba", 'l');
	reads(&words, BODY BODY "\nmuc mot trang hai\nmuc hai trang ba\n");
}

static void no_word_is_lost_or_made(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < 200; seed++) {
		HS_AUTO(hs_words_done) struct hs_words words = {0};
		unsigned r = seed;

		for (int i = 0; i < 60; i++) {
			struct hs_word w = {.confidence = 1, .text = (char[]){"A"}};

			r = r * 1103515245 + 12345;
			w.box = (struct hs_box){
				(int)(r >> 8) % 900, (int)(r >> 16) % 1300,
				1 + (int)(r >> 5) % 90, 1 + (int)(r >> 3) % 40};
			w.starts_line = r & 1024;
			hs_words_add(&words, &w);
		}
		hs_order_columns(&words, WIDTH, HEIGHT);
		assert_int_equal(words.count, 60);
	}
}

static void nothing_and_one_word_are_no_trouble(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};

	(void)state;
	reads(&words, "");
	line(&words, 0, 0, "a", 'b');
	reads(&words, "a\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_is_read_left_block_then_right),
		cmocka_unit_test(the_foot_is_read_left_block_then_right),
		cmocka_unit_test(a_single_column_stays_as_it_was_read),
		cmocka_unit_test(a_table_in_the_middle_is_left_alone),
		cmocka_unit_test(a_table_at_the_end_with_three_columns_is_left_alone),
		cmocka_unit_test(columns_that_begin_low_are_no_head),
		cmocka_unit_test(a_list_in_small_letters_is_no_foot),
		cmocka_unit_test(no_word_is_lost_or_made),
		cmocka_unit_test(nothing_and_one_word_are_no_trouble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
