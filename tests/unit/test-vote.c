// test-vote.c - several readings of one line become one
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/vote.h"
#include "unit/unit.h"

#include <math.h>

// Confidences that lie far from the weights at which the vote turns; the words
// are syllables that exist, so that they weigh what they are sure of.
#define SURE 0.97F
#define FAIR 0.6F
#define WEAK 0.05F

enum { HEIGHT = 30, LETTER = 15 };

static struct hs_words readings[HS_VOTE_MAX];
static size_t given;

static int leave(void **state)
{
	(void)state;
	for (size_t i = 0; i < HS_VOTE_MAX; i++)
		hs_words_done(&readings[i]);
	given = 0;
	return 0;
}

static void sees(size_t reading, const char *text, int x, int w, float confidence)
{
	struct hs_word word = {
		.box = {x, 100, w, HEIGHT},
		.confidence = confidence,
		.known = 1,
		.text = (char *)(uintptr_t)text,
	};

	hs_words_add(&readings[reading], &word);
	given = reading >= given ? reading + 1 : given;
}

// A reading of a line: words of LETTER pixels a letter, a letter between them.
static void says(size_t reading, const char *line, float confidence)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(line);
	char *rest = copy, *word;
	int x = 50;

	while ((word = strsep(&rest, " "))) {
		int w = LETTER * (int)strlen(word);

		sees(reading, word, x, w, confidence);
		x += w + LETTER;
	}
	given = reading >= given ? reading + 1 : given;
}

static void vote(struct hs_words *out)
{
	const struct hs_words *lines[HS_VOTE_MAX];

	for (size_t i = 0; i < HS_VOTE_MAX; i++)
		lines[i] = &readings[i];
	hs_vote(lines, given, out);
}

// What the vote makes text, and what noise: words parted by spaces.
static void elects(const char *text, const char *noise)
{
	HS_AUTO(hs_words_done) struct hs_words out = {0};
	HS_AUTO(hs_buf_done) struct hs_buf kept = {0};
	HS_AUTO(hs_buf_done) struct hs_buf dropped = {0};

	vote(&out);
	for (size_t i = 0; i < out.count; i++) {
		struct hs_buf *to = out.list[i].noise ? &dropped : &kept;

		hs_buf_addf(to, "%s%s", to->len ? " " : "", out.list[i].text);
	}
	assert_string_equal(hs_buf_text(&kept), text);
	assert_string_equal(hs_buf_text(&dropped), noise);
}

static void one_reading_stays_as_it_is(void **state)
{
	(void)state;
	says(0, "a line of text", FAIR);
	elects("a line of text", "");
}

static void readings_that_agree_outvote_the_first(void **state)
{
	(void)state;
	says(0, "nghi guyền so", FAIR);
	says(1, "nghi quyền so", FAIR);
	says(2, "nghi quyền so", FAIR);
	elects("nghi quyền so", "");
}

static void one_that_is_surer_outvotes_the_first(void **state)
{
	(void)state;
	says(0, "guyền", WEAK);
	says(1, "quyền", SURE);
	elects("quyền", "");
}

static void the_first_wins_what_is_even(void **state)
{
	(void)state;
	says(0, "ba", FAIR);
	says(1, "hai", FAIR);
	elects("ba", "");
}

static void a_first_reading_in_no_doubt_stands(void **state)
{
	(void)state;
	says(0, "chi", SURE);
	says(1, "chỉ", SURE);
	says(2, "chỉ", SURE);
	elects("chi", "");
}

static void readings_that_agree_are_surer_than_each(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words out = {0};

	(void)state;
	says(0, "ba", FAIR);
	says(1, "ba", FAIR);
	vote(&out);
	assert_int_equal(out.count, 1);
	assert_true(out.list[0].confidence > FAIR && out.list[0].confidence <= 1);
}

static void a_word_that_others_read_otherwise_is_no_surer(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words out = {0};

	(void)state;
	says(0, "ba", FAIR);
	says(1, "hai", WEAK);
	vote(&out);
	assert_true(fabsf(out.list[0].confidence - FAIR) < 1e-6F);
}

static void what_only_a_weak_first_reading_saw_is_noise(void **state)
{
	(void)state;
	says(0, "so 12", FAIR);
	sees(0, "~;", 400, 30, WEAK);
	says(1, "so 12", FAIR);
	says(2, "so 12", FAIR);
	elects("so 12", "~;");
}

// Not even where the word weighs little, as a foreign name does.
static void what_the_first_reading_was_fairly_sure_of_is_no_noise(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words out = {0};

	(void)state;
	sees(0, "Krzw", 50, 60, 0.65F);
	readings[0].list[0].known = 0;
	given = 4;
	vote(&out);
	assert_int_equal(out.count, 1);
	assert_false(out.list[0].noise);
}

static void what_a_sure_first_reading_saw_alone_stays(void **state)
{
	(void)state;
	says(0, "so 12", FAIR);
	sees(0, "chin", 400, 60, SURE);
	says(1, "so 12", FAIR);
	says(2, "so 12", FAIR);
	elects("so 12 chin", "");
}

static void a_missing_word_that_one_saw_is_not_added(void **state)
{
	(void)state;
	says(0, "so 12", FAIR);
	says(1, "so 12", FAIR);
	sees(1, "chin", 400, 60, FAIR);
	elects("so 12", "");
}

static void a_missing_word_beyond_doubt_is_added(void **state)
{
	(void)state;
	says(0, "so 12", FAIR);
	says(1, "so 12", FAIR);
	sees(1, "chin", 400, 60, SURE);
	elects("so 12 chin", "");
}

static void a_missing_word_that_two_saw_is_added(void **state)
{
	(void)state;
	says(0, "so 12", FAIR);
	for (size_t i = 1; i < 3; i++) {
		says(i, "so 12", FAIR);
		sees(i, "chin", 400, 60, FAIR);
	}
	elects("so 12 chin", "");
}

static void neighbours_that_touch_are_two_places(void **state)
{
	(void)state;
	sees(0, "ba", 50, 60, FAIR);
	sees(0, "hai", 105, 60, FAIR); // reaches 5 pixels into the first
	sees(1, "mai", 50, 60, SURE);
	sees(1, "hoi", 108, 60, WEAK);
	elects("mai hai", "");
}

static void words_run_together_are_parted_by_those_that_see_two(void **state)
{
	(void)state;
	sees(0, "bahai|", 50, 120, WEAK);
	for (size_t i = 1; i < 3; i++) {
		sees(i, "ba", 50, 55, FAIR);
		sees(i, "hai", 115, 55, FAIR);
	}
	elects("ba hai", "");
}

static void words_may_come_in_any_order(void **state)
{
	(void)state;
	sees(0, "c", 200, 30, FAIR);
	sees(0, "a", 50, 30, FAIR);
	sees(0, "b", 120, 30, FAIR);
	sees(1, "b", 121, 30, FAIR);
	sees(1, "c", 199, 30, FAIR);
	sees(1, "a", 50, 31, FAIR);
	elects("a b c", "");
}

static void silence_is_no_trouble(void **state)
{
	(void)state;
	elects("", "");
	says(0, "so", FAIR);
	given = 2; // the other one saw nothing at all
	elects("so", "");
}

static void more_readings_than_may_vote_are_left_out(void **state)
{
	const struct hs_words *lines[HS_VOTE_MAX + 1];
	HS_AUTO(hs_words_done) struct hs_words out = {0};

	(void)state;
	says(0, "ba", FAIR);
	for (size_t i = 0; i <= HS_VOTE_MAX; i++)
		lines[i] = &readings[0];
	hs_vote(lines, HS_VOTE_MAX + 1, &out);
	assert_int_equal(out.count, 1);
}

#define TEST(name) cmocka_unit_test_teardown(name, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_reading_stays_as_it_is),
		TEST(readings_that_agree_outvote_the_first),
		TEST(one_that_is_surer_outvotes_the_first),
		TEST(the_first_wins_what_is_even),
		TEST(a_first_reading_in_no_doubt_stands),
		TEST(readings_that_agree_are_surer_than_each),
		TEST(a_word_that_others_read_otherwise_is_no_surer),
		TEST(what_only_a_weak_first_reading_saw_is_noise),
		TEST(what_the_first_reading_was_fairly_sure_of_is_no_noise),
		TEST(what_a_sure_first_reading_saw_alone_stays),
		TEST(a_missing_word_that_one_saw_is_not_added),
		TEST(a_missing_word_beyond_doubt_is_added),
		TEST(a_missing_word_that_two_saw_is_added),
		TEST(neighbours_that_touch_are_two_places),
		TEST(words_run_together_are_parted_by_those_that_see_two),
		TEST(words_may_come_in_any_order),
		TEST(silence_is_no_trouble),
		TEST(more_readings_than_may_vote_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
