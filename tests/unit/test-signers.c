// test-signers.c - names of signers: what is one, and which a bad reading is taken for
#include "base/auto.h"
#include "base/mem.h"
#include "model/signers.h"
#include "unit/unit.h"

static void is_name(const char *line, const char *wanted)
{
	HS_AUTO(hs_text_free) char *name = hs_signer_in(line);

	if (!wanted) {
		assert_null(name);
		return;
	}
	assert_non_null(name);
	assert_string_equal(name, wanted);
}

static void a_name_is_two_to_five_capitalised_syllables(void **state)
{
	(void)state;
	is_name("Võ Hoàng Hận", "Võ Hoàng Hận");
	is_name("Đỗ An", "Đỗ An");
	is_name("Hận", NULL);
	is_name("Trần Thị Lan Anh Thư Hà", NULL);
	is_name("Võ hoàng Hận", NULL);
	is_name("SAO Y", NULL);
	is_name("Võ Hoàng Hgjn", NULL);
	is_name("Võ Hoàng 6", NULL);
	is_name("", NULL);
}

static void titles_before_it_are_dropped(void **state)
{
	(void)state;
	is_name("BSCKI. Võ Hoàng Hận", "Võ Hoàng Hận");
	is_name("PGS.TS. Võ Hoàng Hận", "Võ Hoàng Hận");
	is_name("ThS Võ Hoàng Hận", "Võ Hoàng Hận");
	is_name("TS.", NULL);
}

// What `eng` reads of one stamp in script, real.
static char *const script[] = {
	(char *)(uintptr_t) "BSCKI._V6_Hoang_Han",
	(char *)(uintptr_t) "BSCKL._VG_Hoang_Hain",
	(char *)(uintptr_t) "BSCKI.V7_Hoing_Hin",
};
static const struct hs_list readings = {
	.items = (void *)(uintptr_t)script,
	.count = HS_COUNT(script),
};

// The page of the name that is taken among a and b (may be NULL), of pages 1 and 2.
static uint32_t taken(const char *a, const char *b)
{
	HS_AUTO(hs_signers_done) struct hs_signers names = {0};
	const struct hs_signer *got;
	double likeness = -1;

	if (a)
		hs_signers_learn(&names, a, 1);
	if (b)
		hs_signers_learn(&names, b, 2);
	got = hs_signers_match(&names, &readings, &likeness);
	if (!got) {
		assert_true(likeness < 0);
		return 0;
	}
	assert_true(likeness > 0.65 && likeness < 1);
	return got->page;
}

static void the_only_name_is_taken_where_it_is_like(void **state)
{
	(void)state;
	assert_int_equal(taken("Võ Hoàng Hận", NULL), 1);
	assert_int_equal(taken("Võ An Ninh", NULL), 0);
	assert_int_equal(taken(NULL, NULL), 0);
}

static void another_given_name_is_another_person(void **state)
{
	(void)state;
	assert_true(hs_signer_likeness(&readings, "Võ Hoàng Thu") > 0.5);
	assert_int_equal(taken("Võ Hoàng Thu", NULL), 0);
	assert_int_equal(taken("Võ Hoàng Nam", NULL), 0);
}

static void of_two_the_clearly_better_is_taken(void **state)
{
	(void)state;
	assert_int_equal(taken("Võ An Ninh", "Võ Hoàng Hận"), 2);
	assert_int_equal(taken("Võ Hoàng Hận", "Võ An Ninh"), 1);
}

static void between_two_that_are_alike_none_is_taken(void **state)
{
	(void)state;
	assert_int_equal(taken("Võ Hoàng Hận", "Vũ Hoàng Hân"), 0);
	assert_int_equal(taken("Vũ Hoàng Hân", "Võ Hoàng Hận"), 0);
	assert_int_equal(taken("Võ Hoàng Hận", "Võ Hoàng Hận"), 1);
}

static void marks_case_spaces_and_titles_do_not_count(void **state)
{
	char *const one[] = {(char *)(uintptr_t) "TS. dO_thI_ANh"};
	const struct hs_list list = {.items = (void *)(uintptr_t)one, .count = 1};

	(void)state;
	assert_true(hs_signer_likeness(&list, "Đỗ Thị Ánh") > 0.999);
	assert_true(hs_signer_likeness(&list, "") < 0.001);
}

static void the_first_page_of_a_name_counts(void **state)
{
	HS_AUTO(hs_signers_done) struct hs_signers names = {0};

	(void)state;
	hs_signers_learn(&names, "Võ An Ninh", 7);
	hs_signers_learn(&names, "Võ An Ninh", 3);
	hs_signers_learn(&names, "Võ An Ninh", 5);
	assert_int_equal(names.count, 1);
	assert_int_equal(names.list[0].page, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_two_to_five_capitalised_syllables),
		cmocka_unit_test(titles_before_it_are_dropped),
		cmocka_unit_test(the_only_name_is_taken_where_it_is_like),
		cmocka_unit_test(another_given_name_is_another_person),
		cmocka_unit_test(of_two_the_clearly_better_is_taken),
		cmocka_unit_test(between_two_that_are_alike_none_is_taken),
		cmocka_unit_test(marks_case_spaces_and_titles_do_not_count),
		cmocka_unit_test(the_first_page_of_a_name_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
