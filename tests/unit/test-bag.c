// test-bag.c - BagIt's rules, and a dossier's, without a file in sight
#include "base/auto.h"
#include "base/mem.h"
#include "model/bag.h"
#include "model/bagtext.h"
#include "model/census.h"
#include "model/safename.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DECLARED(version)                                                                \
	"BagIt-Version: " version "\nTag-File-Character-Encoding: UTF-8\n"
#define SUM_A "0cc175b9c0f1b6a831c399e269772661" // md5 of "a"
#define SUM_B "92eb5ffee6ae2fec3ad71c777531578f" // md5 of "b"

static bool declares(const char *text, struct hs_bag_version *version)
{
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};
	bool ok = hs_bag_declared(text, strlen(text), version, &verdict);

	assert_int_equal(ok, verdict.ok);
	return ok;
}

static void a_declaration_is_two_exact_lines(void **state)
{
	struct hs_bag_version v;

	(void)state;
	assert_true(declares(HS_BAG_DECLARATION, &v));
	assert_true(v.major == 1 && v.minor == 0);
	assert_true(declares("BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-16",
			     &v));
	assert_int_equal(v.minor, 97);
	assert_string_equal(v.encoding, "UTF-16");
	assert_false(declares("", &v));
	assert_false(
		declares("BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n", &v));
	assert_false(
		declares("BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n", &v));
	assert_false(declares("BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
			      &v));
	assert_false(declares("BagIt-Version: 1.0\n", &v));
	assert_false(declares(DECLARED("1.0") "more\n", &v));
	assert_false(declares("\xef\xbb\xbf" DECLARED("1.0"), &v));
}

static void line_is(const char *text, unsigned major, const char *sum, const char *path)
{
	HS_AUTO(hs_text_free) char *own = hs_dup(text);
	struct hs_bag_version v = {.major = major, .minor = major ? 0 : 97};
	struct hs_bag_line line;

	assert_true(hs_bag_line(own, &v, &line));
	assert_string_equal(line.sum, sum);
	assert_string_equal(line.path, path);
}

static void a_manifest_line_has_a_sum_and_a_path(void **state)
{
	(void)state;
	line_is("ABcd  data/a b", 1, "abcd", "data/a b");
	line_is("abcd data/a", 1, "abcd", "data/a");
	line_is("abcd\tdata/a", 1, "abcd", "data/a");
	line_is("abcd *data/a", 1, "abcd", "data/a");
	line_is("abcd  ./data/a", 1, "abcd", "data/a");
}

static void a_path_is_decoded_for_its_version(void **state)
{
	(void)state;
	line_is("ab  data/%250A%0a%0D%7E", 1, "ab", "data/%0A\n\r%7E");
	line_is("ab  data/%25%0A", 0, "ab", "data/%25\n");
}

static void what_is_no_manifest_line_is_refused(void **state)
{
	static const char *const wrong[] = {"",        "abcd",       "abcd ",
					    " data/a", "xyz data/a", "abcdg data/a"};
	struct hs_bag_version v = {.major = 1};
	struct hs_bag_line line;

	(void)state;
	for (size_t i = 0; i < HS_COUNT(wrong); i++) {
		HS_AUTO(hs_text_free) char *own = hs_dup(wrong[i]);

		assert_false(hs_bag_line(own, &v, &line));
	}
}

static void what_is_written_is_read_back(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_bag_version v = {.major = 1};
	struct hs_bag_line line;
	char *at, *text;

	(void)state;
	hs_bag_manifest_add(&out, "abcd", "data/50%\n\r%0A");
	at = out.data;
	text = hs_bag_next_line(&at);
	assert_string_equal(text, "abcd  data/50%25%0A%0D%250A");
	assert_null(hs_bag_next_line(&at));
	assert_true(hs_bag_line(text, &v, &line));
	assert_string_equal(line.path, "data/50%\n\r%0A");
}

static void decodes(const char *encoding, const char *bytes, size_t len, const char *want)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	bool ok = hs_bag_decode(bytes, len, encoding, &text);

	assert_int_equal(ok, want != NULL);
	if (ok)
		assert_string_equal(text.data, want);
}

static void encodings_become_utf8(void **state)
{
	(void)state;
	decodes("UTF-8", "\xc3\xa9", 2, "é");
	decodes("utf-8",
		"\xef\xbb\xbf"
		"a",
		4, "a");
	decodes("UTF-8", "\xe9", 1, NULL);
	decodes("UTF-8", "a\0b", 3, NULL);
	decodes("ISO-8859-1", "\xe9", 1, "é");
	decodes("US-ASCII", "\xe9", 1, NULL);
	decodes("UTF-16", "\xfe\xff\x1e\xc7", 4, "ệ");
	decodes("UTF-16", "\xff\xfe\xc7\x1e", 4, "ệ");
	decodes("UTF-16", "\x1e\xc7", 2, "ệ");
	decodes("UTF-16LE", "\xc7\x1e", 2, "ệ");
	decodes("UTF-16", "\xd8\x3d\xde\x00", 4, "😀");
	decodes("UTF-16", "\xd8\x3d", 2, NULL);
	decodes("UTF-16", "\xde\x00\x00\x41", 4, NULL);
	decodes("UTF-16", "\x1e", 1, NULL);
	decodes("KOI8-R", "a", 1, NULL);
}

static void bag_info_has_labels_and_continued_values(void **state)
{
	char text[] = "A: 1\r\nLong : one\n  two\n\tthree\nno label\nB:\n";
	HS_AUTO(hs_buf_done) struct hs_buf seen = {0};
	struct hs_bag_info info = {0};
	size_t bad = 0;
	char *at = text;

	(void)state;
	while (hs_bag_next_info(&at, &info, &bad))
		hs_buf_addf(&seen, "[%s=%s]", info.label, hs_buf_text(&info.value));
	hs_buf_done(&info.value);
	assert_string_equal(seen.data, "[A=1][Long=one two three][B=]");
	assert_int_equal(bad, 1);
}

// ---- whole bags, with files of one byte

struct item {
	const char *path, *text;
};

static bool tag_text(const struct item *i)
{
	return hs_bag_wants_bytes(i->path);
}

// Payload files have md5 SUM_A; of tag files the bytes count.
static void judge(const struct item *items, struct hs_verdict *verdict)
{
	HS_AUTO(hs_bag_free) struct hs_bag *bag = hs_bag_new();
	char sum[] = SUM_A;
	char *sums[HS_BAG_SUMS] = {[HS_BAG_SUMS - 1] = sum};

	for (const struct item *i = items; i->path; i++)
		hs_bag_name(bag, i->path, false);
	for (const struct item *i = items; i->path; i++) {
		HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};

		hs_bag_file(bag, i->path, 1, sums);
		if (!tag_text(i))
			continue;
		hs_buf_add(&bytes, i->text, strlen(i->text));
		hs_bag_tag(bag, i->path, &bytes);
	}
	hs_bag_judge(bag, verdict);
}

#define JUDGED(want_ok, want_faults, want_warnings, ...)                                 \
	do {                                                                             \
		const struct item items[] = {__VA_ARGS__, {0}};                          \
		HS_AUTO(hs_verdict_done) struct hs_verdict v = {.ok = true};             \
		judge(items, &v);                                                        \
		assert_int_equal(v.ok, want_ok);                                         \
		assert_int_equal(v.faults.count, want_faults);                           \
		assert_int_equal(v.warnings.count, want_warnings);                       \
	} while (0)

#define OLD                                                                              \
	{                                                                                \
		"bagit.txt", DECLARED("0.97")                                            \
	}
#define NEW                                                                              \
	{                                                                                \
		"bagit.txt", DECLARED("1.0")                                             \
	}
#define LISTS(text)                                                                      \
	{                                                                                \
		"manifest-md5.txt", text                                                 \
	}
#define PAYLOAD(path)                                                                    \
	{                                                                                \
		path, NULL                                                               \
	}

static void a_complete_bag_is_ok(void **state)
{
	(void)state;
	JUDGED(true, 0, 0, NEW, LISTS(SUM_A "  data/a\n"), PAYLOAD("data/a"));
	JUDGED(true, 0, 0, NEW, LISTS(SUM_A "  data/a\n"), PAYLOAD("data/a"),
	       {"bag-info.txt", "Payload-Oxum: 1.1\n"});
}

static void what_is_missing_extra_or_different_is_a_fault(void **state)
{
	(void)state;
	JUDGED(false, 1, 0, LISTS(SUM_A "  data/a\n"), PAYLOAD("data/a"));
	JUDGED(false, 1, 0, NEW, LISTS(SUM_B "  data/a\n"), PAYLOAD("data/a"));
	JUDGED(false, 1, 0, NEW, LISTS(SUM_A "  data/a\n"), PAYLOAD("data/a"),
	       PAYLOAD("data/b"));
	JUDGED(false, 1, 0, NEW, LISTS(SUM_A "  data/a\n" SUM_A "  data/b\n"),
	       PAYLOAD("data/a"));
	JUDGED(false, 1, 0, NEW, LISTS(SUM_A "  data/a\n"), PAYLOAD("data/a"),
	       {"bag-info.txt", "Payload-Oxum: 2.1\n"});
	JUDGED(false, 2, 0, NEW, PAYLOAD("data/a")); // in no manifest, for there is none
	JUDGED(false, 1, 0, NEW, LISTS(SUM_A "  data/a\n"), PAYLOAD("data/a"),
	       PAYLOAD("manifest-crc32.txt"));
	JUDGED(false, 2, 0, NEW, LISTS("abc  data/a\n"), PAYLOAD("data/a"));
}

static void the_new_version_is_stricter_than_the_old(void **state)
{
	(void)state;
#define TWICE LISTS(SUM_A "  data/a\n" SUM_A "  data/a\n"), PAYLOAD("data/a")
	JUDGED(true, 0, 1, OLD, TWICE);
	JUDGED(false, 1, 0, NEW, TWICE);
#define CASE LISTS(SUM_A "  data/a\n" SUM_A "  data/A\n"), PAYLOAD("data/a")
	JUDGED(true, 0, 1, OLD, CASE);
	JUDGED(false, 1, 0, NEW, CASE);
#define EMPTY_LITTER                                                                     \
	LISTS(SUM_A "  data/a\nd41d8cd98f00b204e9800998ecf8427e  data/.DS_Store\n"),     \
		PAYLOAD("data/a"), {"bag-info.txt", "Payload-Oxum: 1.2\n"}
	JUDGED(true, 0, 1, OLD, EMPTY_LITTER);
	JUDGED(false, 2, 0, NEW, EMPTY_LITTER);
}

static void litter_that_held_something_is_missed(void **state)
{
	(void)state;
	JUDGED(false, 1, 0, OLD, LISTS(SUM_A "  data/a\n" SUM_B "  data/Thumbs.db\n"),
	       PAYLOAD("data/a"));
}

static void no_path_leads_out_of_the_bag(void **state)
{
	static const char *const paths[] = {
		"../a", "data/../../a", "/data/a", "~/a", "C:\\a", "data\\..\\..\\a", "a",
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(paths); i++) {
		HS_AUTO(hs_buf_done) struct hs_buf list = {0};

		hs_buf_addf(&list, SUM_A "  data/a\n" SUM_A "  %s\n", paths[i]);
		JUDGED(false, 1, 0, OLD, LISTS(list.data), PAYLOAD("data/a"));
	}
}

static void a_fetch_list_is_judged_and_never_followed(void **state)
{
	(void)state;
#define FETCH(text) NEW, LISTS(SUM_A "  data/a\n"), PAYLOAD("data/a"), {"fetch.txt", text}
	JUDGED(true, 0, 1, FETCH("http://x/ - data/a\n"));
	JUDGED(true, 0, 1, FETCH("http://x/ 1 data/a\n"));
	JUDGED(false, 1, 1, FETCH("http://x/ 2 data/a\n"));
	JUDGED(false, 1, 1, FETCH("http://x/ - data/b\n"));
	JUDGED(false, 1, 1, FETCH("http://x/ - ../b\n"));
	JUDGED(false, 1, 1, FETCH("http://x/ data/a\n"));
	JUDGED(false, 1, 1, FETCH("http://x/\n"));
}

static void unsafe_names_are_told_from_odd_ones(void **state)
{
	static const char *const bad[] = {"",      "/a",   "../a",    "a/..",
					  "a/./b", "a//b", "C:\\",    "C:/a",
					  "\\a",   ".",    "a\\..\\b"};
	static const char *const fine[] = {"a",     "a/",   "..a/b..", "C:a",
					   "a:b/c", "a\nb", "...",     "~a"};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(bad); i++)
		assert_non_null(hs_name_unsafe(bad[i]));
	for (size_t i = 0; i < HS_COUNT(fine); i++)
		assert_null(hs_name_unsafe(fine[i]));
	assert_null(hs_name_odd("a\nb"));
	assert_non_null(hs_name_odd("a\tb"));
	assert_non_null(hs_name_odd("a\\b"));
}

// ---- a dossier

#define SHA "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"

static void census(const char *dossier, const char *page, bool text, const char *sha256,
		   struct hs_verdict *v)
{
	HS_AUTO(hs_census_free) struct hs_census *c = hs_census_new();

	hs_census_file(c, "masters/1.tif", 1, sha256);
	hs_census_record(c, "dossier.json", dossier, strlen(dossier), v);
	if (page)
		hs_census_record(c, "pages/0001.json", page, strlen(page), v);
	if (text) {
		hs_census_file(c, "text/0001.txt", 1, NULL);
		hs_census_file(c, "alto/0001.xml", 1, NULL);
	}
	hs_census_judge(c, v);
}

static size_t faults_of(const char *dossier, const char *page, bool text,
			const char *sha256)
{
	HS_AUTO(hs_verdict_done) struct hs_verdict v = {.ok = true};

	census(dossier, page, text, sha256, &v);
	return v.faults.count;
}

#define RECORDED(pages)                                                                  \
	"{\"format\":1,\"code\":\"A\",\"files\":[{\"name\":\"1.tif\",\"size\":1,"        \
	"\"sha256\":\"" SHA "\",\"state\":\"ok\",\"pages\":" pages "}]}"
#define PAGE(frame, frames)                                                              \
	"{\"format\":1,\"page\":1,\"file\":\"1.tif\",\"frame\":" frame                   \
	",\"frames\":" frames ",\"width\":1,\"height\":1,\"dpi\":300,\"state\":\"ok\"}"

static void a_census_counts_masters_pages_and_texts(void **state)
{
	(void)state;
	assert_int_equal(faults_of(RECORDED("1"), PAGE("1", "1"), true, SHA), 0);
	assert_int_equal(faults_of(RECORDED("1"), PAGE("1", "1"), false, NULL), 0);
	assert_int_equal(faults_of(RECORDED("1"), PAGE("1", "1"), false, "00"), 1);
	assert_int_equal(faults_of(RECORDED("1"), PAGE("2", "2"), false, SHA), 1);
	assert_int_equal(faults_of(RECORDED("1"), NULL, false, SHA), 1);
	assert_int_equal(faults_of(RECORDED("0"), NULL, true, SHA), 2);
	assert_int_equal(faults_of("{}", PAGE("1", "1"), false, SHA), 1);
	assert_int_equal(
		faults_of("{\"format\":2,\"code\":\"\",\"files\":[]}", NULL, false, SHA),
		1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_declaration_is_two_exact_lines),
		cmocka_unit_test(a_manifest_line_has_a_sum_and_a_path),
		cmocka_unit_test(a_path_is_decoded_for_its_version),
		cmocka_unit_test(what_is_no_manifest_line_is_refused),
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(encodings_become_utf8),
		cmocka_unit_test(bag_info_has_labels_and_continued_values),
		cmocka_unit_test(a_complete_bag_is_ok),
		cmocka_unit_test(what_is_missing_extra_or_different_is_a_fault),
		cmocka_unit_test(the_new_version_is_stricter_than_the_old),
		cmocka_unit_test(litter_that_held_something_is_missed),
		cmocka_unit_test(no_path_leads_out_of_the_bag),
		cmocka_unit_test(a_fetch_list_is_judged_and_never_followed),
		cmocka_unit_test(unsafe_names_are_told_from_odd_ones),
		cmocka_unit_test(a_census_counts_masters_pages_and_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
