// test-pagenumber.c - the numbers printed on a dossier's pages
#include "base/buf.h"
#include "model/pagenumber.h"
#include "unit/unit.h"

// Numbers, ended by -1; 0: none was read. "4:gap1" is a finding on the fourth page.
static void says(const char *wanted, const int *list)
{
	static const char *const words[HS_RULES] = {
		[HS_R_GAP] = "gap", [HS_R_ORDER] = "order", [HS_R_REPEAT] = "repeat"};
	uint32_t numbers[32];
	struct hs_sequence found[32];
	struct hs_buf text = {0};
	size_t n = 0;

	for (; list[n] >= 0; n++)
		numbers[n] = (uint32_t)list[n];
	hs_sequence_check(numbers, n, found);
	for (size_t i = 0; i < n; i++)
		if (found[i].rule < HS_RULES)
			hs_buf_addf(&text, "%s%zu:%s%u", text.len ? " " : "", i + 1,
				    words[found[i].rule], found[i].pages);
	assert_string_equal(hs_buf_text(&text), wanted);
	hs_buf_done(&text);
}

#define SAYS(wanted, ...) says(wanted, (const int[]){__VA_ARGS__, -1})

static void rising_numbers_are_as_they_should_be(void **state)
{
	(void)state;
	SAYS("", 0, 2, 3, 4);
	SAYS("", 1, 2, 3, 4);
	SAYS("", 0, 0, 0);
	SAYS("", 0);
}

static void a_number_left_out_is_a_gap(void **state)
{
	(void)state;
	SAYS("4:gap1", 0, 2, 3, 5, 6);
	SAYS("3:gap3", 0, 2, 6, 7);
	SAYS("2:gap1", 0, 3, 4);
	SAYS("1:gap1", 2, 3);
}

static void pages_without_a_number_may_have_any(void **state)
{
	(void)state;
	SAYS("", 0, 2, 0, 4, 5);       // badly printed
	SAYS("", 0, 2, 0, 3, 0, 4);    // blank backs
	SAYS("5:gap1", 0, 2, 3, 0, 6); // but one is not two
}

static void a_new_document_begins_with_a_page_without_number(void **state)
{
	(void)state;
	SAYS("", 0, 2, 3, 0, 2, 3, 4);
	SAYS("", 0, 2, 0, 0, 2);
	SAYS("", 0, 2, 3, 1, 2); // or says 1
	SAYS("5:gap1", 0, 2, 3, 0, 3, 4);
}

static void a_number_again_and_a_number_back(void **state)
{
	(void)state;
	SAYS("4:repeat1", 0, 2, 3, 3, 4);
	SAYS("4:gap1 5:order1 6:gap1", 0, 2, 3, 5, 4, 6, 7);
}

static void a_number_that_its_neighbours_deny_was_misread(void **state)
{
	(void)state;
	SAYS("", 0, 2, 3, 9, 5, 6);
	SAYS("", 0, 2, 3, 1, 5, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rising_numbers_are_as_they_should_be),
		cmocka_unit_test(a_number_left_out_is_a_gap),
		cmocka_unit_test(pages_without_a_number_may_have_any),
		cmocka_unit_test(a_new_document_begins_with_a_page_without_number),
		cmocka_unit_test(a_number_again_and_a_number_back),
		cmocka_unit_test(a_number_that_its_neighbours_deny_was_misread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
