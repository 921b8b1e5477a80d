// test-digest.c - checksums and deflate
#include "base/auto.h"
#include "base/buf.h"
#include "sys/deflate.h"
#include "sys/digest.h"
#include "sys/file.h"
#include "unit/unit.h"

// FIPS 180-2 and RFC 1321: the message "abc".
static void known_answers(void **state)
{
	static const char *const known[][2] = {
		{"md5", "900150983cd24fb0d6963f7d28e17f72"},
		{"sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"},
		{"sha256",
		 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"sha512",
		 "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		 "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
	};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct hs_err err = {0};
		HS_AUTO(hs_digest_free)
		struct hs_digest *d = hs_digest_new(known[i][0], &err);
		char hex[HS_HEX_MAX];

		hs_digest_add(d, "a", 1);
		hs_digest_add(d, "", 0);
		hs_digest_add(d, "bc", 2);
		hs_digest_end(d, hex);
		assert_string_equal(hex, known[i][1]);
	}
}

static void a_digest_is_ready_for_the_next_message(void **state)
{
	struct hs_err err = {0};
	HS_AUTO(hs_digest_free) struct hs_digest *d = hs_digest_new("sha256", &err);
	char first[HS_HEX_MAX], second[HS_HEX_MAX];

	(void)state;
	hs_digest_add(d, "abc", 3);
	hs_digest_end(d, first);
	hs_digest_add(d, "abc", 3);
	hs_digest_end(d, second);
	assert_string_equal(first, second);
}

static void an_unknown_algorithm_is_refused(void **state)
{
	struct hs_err err = {0};

	(void)state;
	assert_null(hs_digest_new("sha3000", &err));
	assert_int_equal(err.code, HS_ENGINE);
}

static void a_file_is_read_from_its_start(void **state)
{
	struct hs_err err = {0};
	HS_AUTO(hs_digest_free) struct hs_digest *d = hs_digest_new("md5", &err);
	HS_AUTO(hs_fd_done) int fd = unit_file("abc", 3);
	char hex[HS_HEX_MAX];
	uint64_t size;

	(void)state;
	assert_int_equal(lseek(fd, 2, SEEK_SET), 2);
	assert_int_equal(hs_digest_fd(d, fd, hex, &size, &err), 0);
	assert_string_equal(hex, "900150983cd24fb0d6963f7d28e17f72");
	assert_int_equal(size, 3);
}

static void deflated_bytes_come_back(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf packed = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err err = {0};
	char zeros[100000] = "";

	(void)state;
	hs_deflate(zeros, sizeof(zeros), &packed);
	assert_true(packed.len < 1000);
	assert_int_equal(hs_inflate(packed.data, packed.len, sizeof(zeros), &text, &err),
			 0);
	assert_int_equal(text.len, sizeof(zeros));
	assert_memory_equal(text.data, zeros, sizeof(zeros));
}

static void nothing_deflated_comes_back_as_nothing(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf packed = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err err = {0};

	(void)state;
	hs_deflate("", 0, &packed);
	assert_int_equal(hs_inflate(packed.data, packed.len, 0, &text, &err), 0);
	assert_int_equal(text.len, 0);
}

static void inflating_stops_at_the_limit(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf packed = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err err = {0};
	char zeros[100000] = "";

	(void)state;
	hs_deflate(zeros, sizeof(zeros), &packed);
	assert_int_equal(hs_inflate(packed.data, packed.len, 50000, &text, &err), -1);
	assert_int_equal(err.code, HS_LIMIT);
	assert_true(text.len <= 50000);
}

static void cut_or_changed_it_is_damaged(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf packed = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err err = {0};

	(void)state;
	hs_deflate("hello, hello, hello", 19, &packed);
	for (size_t len = 0; len < packed.len; len++) {
		assert_int_equal(hs_inflate(packed.data, len, 100, &text, &err), -1);
		assert_int_equal(err.code, HS_DAMAGED);
	}
	packed.data[packed.len - 1] ^= 1;
	assert_int_equal(hs_inflate(packed.data, packed.len, 100, &text, &err), -1);
}

static void deflate_pays_for_text_not_for_noise(void **state)
{
	char text[4096], noise[4096];
	unsigned r = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++) {
		text[i] = (char)('a' + i % 7);
		r = r * 1103515245 + 12345;
		noise[i] = (char)(r >> 16);
	}
	assert_true(hs_deflate_pays(text, sizeof(text)));
	assert_false(hs_deflate_pays(noise, sizeof(noise)));
	assert_false(hs_deflate_pays("", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_answers),
		cmocka_unit_test(a_digest_is_ready_for_the_next_message),
		cmocka_unit_test(an_unknown_algorithm_is_refused),
		cmocka_unit_test(a_file_is_read_from_its_start),
		cmocka_unit_test(deflated_bytes_come_back),
		cmocka_unit_test(nothing_deflated_comes_back_as_nothing),
		cmocka_unit_test(inflating_stops_at_the_limit),
		cmocka_unit_test(cut_or_changed_it_is_damaged),
		cmocka_unit_test(deflate_pays_for_text_not_for_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
