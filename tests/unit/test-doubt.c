// test-doubt.c - what a reading is worth
#include "model/doubt.h"
#include "unit/unit.h"

static struct hs_worth worth_of(const char *text, float confidence)
{
	struct hs_word word = {
		.text = (char *)(uintptr_t)text, .confidence = confidence, .known = -1};
	const struct hs_words words = {.list = &word, .count = 1};

	return hs_doubt_worth(&words);
}

static void a_sure_word_is_worth_its_letters(void **state)
{
	struct hs_worth w = worth_of("nghiệm", 1);

	(void)state;
	assert_true(w.letters == 6 && w.believed == 6);
	w = worth_of("nghiệm", 0.5F);
	assert_true(w.letters == 6 && w.believed == 3);
}

static void digits_count_and_signs_do_not(void **state)
{
	(void)state;
	assert_true(worth_of("12/2021:", 1).letters == 6);
	assert_true(worth_of("12/2021:", 1).believed > 3);
	assert_true(worth_of("......", 1).letters == 0);
	assert_true(worth_of("......", 1).believed == 0);
}

static void what_is_hardly_to_be_believed_is_worth_nothing(void **state)
{
	(void)state;
	assert_true(worth_of("nghiệm", 0.4F).believed == 0);
	assert_true(worth_of("xwqz", 0.9F).letters == 4);
	assert_true(worth_of("xwqz", 0.9F).believed == 0);
}

static void nothing_is_worth_nothing(void **state)
{
	const struct hs_words none = {0};

	(void)state;
	assert_true(hs_doubt_worth(&none).letters == 0);
	assert_true(hs_doubt_worth(&none).believed == 0);
}

// A word in a line of letters 24 high.
static struct hs_word word_at(int x, const char *text, float confidence)
{
	return (struct hs_word){
		.box = {x, 100, 60, 24},
		.text = (char *)(uintptr_t)text,
		.confidence = confidence,
		.known = -1,
	};
}

// Whether the middle one of three words is noise.
static bool noise_between(struct hs_word left, struct hs_word middle,
			  struct hs_word right)
{
	struct hs_word list[] = {left, middle, right};
	struct hs_words words = {.list = list, .count = 3};

	list[0].starts_line = list[0].starts_block = true;
	hs_doubt_noise(&words);
	assert_false(list[0].noise);
	assert_false(list[2].noise);
	return list[1].noise;
}

static void a_doubtful_word_among_words_stays(void **state)
{
	struct hs_word left = word_at(0, "khóa", 0.95F),
		       right = word_at(180, "đến", 0.95F);
	struct hs_word middle = word_at(90, "VĨII;", 0.1F);

	(void)state;
	assert_false(noise_between(left, middle, right));
	middle.noise = true; // by a vote
	assert_false(noise_between(left, middle, right));
}

static void what_lies_off_or_looks_odd_is_noise(void **state)
{
	struct hs_word left = word_at(0, "khóa", 0.95F),
		       right = word_at(900, "đến", 0.95F);
	struct hs_word middle = word_at(90, "x~|", 0.1F);

	(void)state;
	assert_true(noise_between(left, middle, right)); // odd signs
	middle = word_at(400, "Xanm", 0.1F);
	assert_true(noise_between(left, middle, right)); // far off
	middle.box = (struct hs_box){90, 60, 60, 90};
	assert_true(noise_between(left, middle, right)); // far too high
	middle.box = (struct hs_box){90, 130, 60, 24};
	assert_true(noise_between(left, middle, right)); // below the line
}

static void words_in_doubt_do_not_speak_for_each_other(void **state)
{
	struct hs_word list[] = {word_at(0, "Xanm", 0.1F), word_at(90, "wqk", 0.1F)};
	struct hs_words words = {.list = list, .count = 2};

	(void)state;
	list[0].starts_line = list[0].starts_block = true;
	hs_doubt_noise(&words);
	assert_true(list[0].noise && list[1].noise);
}

static void a_cell_keeps_what_was_read_in_it(void **state)
{
	struct hs_word word = word_at(0, "Xanm", 0.1F);
	struct hs_words words = {.list = &word, .count = 1};

	(void)state;
	word.starts_line = word.starts_block = true;
	word.gap = HS_GAP_CELL;
	hs_doubt_noise(&words);
	assert_false(word.noise);
	word.gap = HS_GAP_USUAL;
	hs_doubt_noise(&words);
	assert_true(word.noise);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sure_word_is_worth_its_letters),
		cmocka_unit_test(digits_count_and_signs_do_not),
		cmocka_unit_test(what_is_hardly_to_be_believed_is_worth_nothing),
		cmocka_unit_test(nothing_is_worth_nothing),
		cmocka_unit_test(a_doubtful_word_among_words_stays),
		cmocka_unit_test(what_lies_off_or_looks_odd_is_noise),
		cmocka_unit_test(words_in_doubt_do_not_speak_for_each_other),
		cmocka_unit_test(a_cell_keeps_what_was_read_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
