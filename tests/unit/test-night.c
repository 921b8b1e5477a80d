// test-night.c - a night read back adds up, whatever became of its end
#include "base/auto.h"
#include "base/mem.h"
#include "model/night.h"
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

#define BEGIN "{\"format\":1,\"event\":\"begin\",\"time\":\"2026-11-25T22:00:00Z\"}\n"
#define PACKED                                                                           \
	"{\"format\":1,\"event\":\"dossier\",\"time\":\"2026-11-25T22:01:00Z\","         \
	"\"dossier\":\"a\",\"outcome\":\"packed\",\"pages\":5,\"packed_pages\":5,"       \
	"\"read\":4,\"kept\":1,\"findings\":[{\"finding\":\"skew\",\"count\":2},"        \
	"{\"finding\":\"blur\",\"count\":1}]}\n"
#define BAD                                                                              \
	"{\"format\":1,\"event\":\"dossier\",\"time\":\"2026-11-25T22:02:00Z\","         \
	"\"dossier\":\"b\",\"outcome\":\"quarantine\",\"stage\":\"import\","             \
	"\"reason\":\"unreadable\",\"pages\":3,\"findings\":[{\"finding\":\"skew\","     \
	"\"count\":1}]}\n"
#define LEFT                                                                             \
	"{\"format\":1,\"event\":\"dossier\",\"time\":\"2026-11-25T22:03:00Z\","         \
	"\"dossier\":\"c\",\"outcome\":\"left\",\"pages\":7}\n"
#define END                                                                              \
	"{\"format\":1,\"event\":\"end\",\"time\":\"2026-11-25T23:00:00Z\","             \
	"\"outcome\":\"finished\",\"milliseconds\":3600000}\n"

static void read_back(const char *text, struct hs_night *night)
{
	struct hs_err err = {0};

	*night = (struct hs_night){0};
	assert_int_equal(hs_night_read(text, strlen(text), night, &err), 0);
}

static void pages_are_packed_or_in_quarantine_or_left(void **state)
{
	HS_AUTO(hs_night_done) struct hs_night night = {0};

	(void)state;
	read_back(BEGIN PACKED BAD LEFT END, &night);
	assert_int_equal(night.packed, 1);
	assert_int_equal(night.quarantined, 1);
	assert_int_equal(night.left, 1);
	assert_int_equal(night.pages, 15);
	assert_int_equal(night.packed_pages, 5);
	assert_int_equal(night.quarantined_pages, 3);
	assert_int_equal(night.left_pages, 7);
	assert_int_equal(night.all.read, 4);
	assert_int_equal(night.spent_ms, 3600000);
	assert_string_equal(night.status, "finished");
}

static void findings_and_reasons_are_counted_by_name(void **state)
{
	HS_AUTO(hs_night_done) struct hs_night night = {0};
	const struct hs_night_finding *found, *why;

	(void)state;
	read_back(BEGIN PACKED BAD BAD END, &night);
	found = night.all.findings.items;
	assert_int_equal(night.all.findings.count, 2);
	assert_string_equal(found[0].finding, "blur");
	assert_string_equal(found[1].finding, "skew");
	assert_int_equal(found[1].count, 4);
	why = night.reasons.items;
	assert_int_equal(night.reasons.count, 1);
	assert_string_equal(why[0].finding, "import: unreadable");
	assert_int_equal(why[0].count, 2);
}

static void a_night_without_an_end_was_cut_off(void **state)
{
	static const char *const rests[] = {"", "{\"format\":1,\"ev",
					    "{\"format\":1,\"ev\n"};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(rests); i++) {
		HS_AUTO(hs_night_done) struct hs_night night = {0};
		char text[2000];

		snprintf(text, sizeof(text), "%s%s", BEGIN PACKED, rests[i]);
		read_back(text, &night);
		assert_string_equal(night.status, "cut off");
		assert_null(night.ended);
		assert_int_equal(night.packed_pages, 5);
	}
}

static void a_broken_line_in_the_middle_is_damage(void **state)
{
	static const char text[] = BEGIN "{\"format\":1,\"ev\n" PACKED;
	HS_AUTO(hs_night_done) struct hs_night night = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_night_read(text, strlen(text), &night, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_packed_or_in_quarantine_or_left),
		cmocka_unit_test(findings_and_reasons_are_counted_by_name),
		cmocka_unit_test(a_night_without_an_end_was_cut_off),
		cmocka_unit_test(a_broken_line_in_the_middle_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
