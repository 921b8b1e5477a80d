// test-zip.c - a ZIP written and read back, and one that lies
#include "base/auto.h"
#include "base/mem.h"
#include "model/zipmap.h"
#include "port/unzip.h"
#include "port/zip.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>
#include <fcntl.h>

static int memory_file(const char *text)
{
	int fd = memfd_create("test", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static int open_text(void *owner, struct hs_err *err)
{
	(void)err;
	return memory_file(owner);
}

static int make_text(void *owner, struct hs_buf *out, struct hs_err *err)
{
	(void)err;
	hs_buf_addf(out, "%s", (char *)owner);
	return 0;
}

static int add(struct hs_zip *zip, const char *name, char *text, uint64_t size,
	       struct hs_err *err)
{
	struct hs_zip_item item = {
		.name = name,
		.size = size,
		.open = open_text,
		.owner = text,
	};

	return hs_zip_add(zip, &item, err);
}

// An archive of "b/a" = "first", "b/b" = "second", "b/c" = "made".
static int sample(void)
{
	int out = memfd_create("zip", MFD_CLOEXEC);
	struct hs_err err = {0};
	HS_AUTO(hs_zip_free) struct hs_zip *zip = hs_zip_new(out, &err);
	char first[] = "first", second[] = "second", made[] = "made";
	struct hs_zip_item item = {.name = "b/c", .make = make_text, .owner = made};

	assert_non_null(zip);
	assert_int_equal(add(zip, "b/a", first, 5, &err), 0);
	assert_int_equal(add(zip, "b/b", second, 6, &err), 0);
	assert_int_equal(hs_zip_add(zip, &item, &err), 0);
	assert_int_equal(hs_zip_close(zip, &err), 0);
	return out;
}

static int gather(void *user, const void *bytes, size_t len, struct hs_err *err)
{
	(void)err;
	hs_buf_add(user, bytes, len);
	return 0;
}

static void what_was_written_is_read_back(void **state)
{
	HS_AUTO(hs_fd_done) int fd = sample();
	HS_AUTO(hs_verdict_done) struct hs_verdict v = {.ok = true};
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};
	struct hs_err err = {0};
	HS_AUTO(hs_unzip_free) struct hs_unzip *zip = hs_unzip_open(fd, &v, &err);

	(void)state;
	assert_non_null(zip);
	assert_true(v.ok);
	assert_int_equal(hs_unzip_count(zip), 3);
	assert_string_equal(hs_unzip_entry(zip, 1).name, "b/b");
	assert_int_equal(hs_unzip_entry(zip, 1).size, 6);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(hs_unzip_read(zip, i, gather, &all, &v, &err), 0);
	assert_true(v.ok);
	assert_string_equal(all.data, "firstsecondmade");
}

static void the_same_items_are_the_same_bytes(void **state)
{
	HS_AUTO(hs_fd_done) int one = sample();
	HS_AUTO(hs_fd_done) int two = -1;
	HS_AUTO(hs_buf_done) struct hs_buf a = {0}, b = {0};
	struct hs_err err = {0};

	(void)state;
	setenv("TZ", "Asia/Ho_Chi_Minh", 1);
	two = sample();
	lseek(one, 0, SEEK_SET);
	lseek(two, 0, SEEK_SET);
	assert_int_equal(hs_fd_load(one, 1 << 20, &a, &err), 0);
	assert_int_equal(hs_fd_load(two, 1 << 20, &b, &err), 0);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
}

static void names_must_rise(void **state)
{
	HS_AUTO(hs_fd_done) int out = memfd_create("zip", MFD_CLOEXEC);
	struct hs_err err = {0};
	HS_AUTO(hs_zip_free) struct hs_zip *zip = hs_zip_new(out, &err);
	char text[] = "x";

	(void)state;
	assert_int_equal(add(zip, "b", text, 1, &err), 0);
	assert_int_equal(add(zip, "a", text, 1, &err), -1);
	assert_int_equal(err.code, HS_USAGE);
	assert_int_equal(add(zip, "b", text, 1, &err), -1);
}

static void a_file_of_another_size_fails_the_archive(void **state)
{
	static const uint64_t sizes[] = {2, 4};
	char text[] = "abc";

	(void)state;
	for (size_t i = 0; i < HS_COUNT(sizes); i++) {
		HS_AUTO(hs_fd_done) int out = memfd_create("zip", MFD_CLOEXEC);
		struct hs_err err = {0};
		HS_AUTO(hs_zip_free) struct hs_zip *zip = hs_zip_new(out, &err);

		assert_int_equal(add(zip, "a", text, sizes[i], &err), 0);
		assert_int_equal(hs_zip_close(zip, &err), -1);
		assert_int_equal(err.code, HS_DAMAGED);
		assert_string_equal(err.text, "'a': it changed while it was read");
	}
}

// ---- archives that lie: the sample with some of its bytes changed

static int read_buf(void *user, uint64_t at, void *out, size_t len, struct hs_err *err)
{
	const struct hs_buf *buf = user;

	(void)err;
	memcpy(out, buf->data + at, len);
	return 0;
}

static void load_sample(struct hs_buf *bytes)
{
	HS_AUTO(hs_fd_done) int fd = sample();
	struct hs_err err = {0};

	lseek(fd, 0, SEEK_SET);
	assert_int_equal(hs_fd_load(fd, 1 << 20, bytes, &err), 0);
}

// The first fault that the map finds; "" where there is none. Caller frees.
static char *fault_of(struct hs_buf *bytes)
{
	struct hs_zip_bytes source = {read_buf, bytes, bytes->len};
	HS_AUTO(hs_verdict_done) struct hs_verdict v = {.ok = true};
	HS_AUTO(hs_zipmap_done) struct hs_zipmap map = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_zipmap_read(&source, &map, &v, &err), 0);
	assert_int_equal(v.ok, v.faults.count == 0);
	return hs_dup(v.ok ? "" : ((char **)v.faults.items)[0]);
}

enum { CENTRAL = 0x02014b50, END = 0x06054b50 };

static size_t find(const struct hs_buf *bytes, uint32_t signature)
{
	char want[4] = {(char)signature, (char)(signature >> 8), (char)(signature >> 16),
			(char)(signature >> 24)};
	char *at = memmem(bytes->data, bytes->len, want, 4);

	assert_non_null(at);
	return (size_t)(at - bytes->data);
}

static void a_header_that_lies_is_a_fault(void **state)
{
	// In the central record of "b/a" (offset, what it becomes), and its fault.
	static const struct {
		size_t at;
		char byte;
		const char *says;
	} lies[] = {
		{8, 1, "zip: 'b/a': encrypted"},
		{10, 12, "zip: 'b/a': packed by method 12, not stored or deflated"},
		{16, 0, "zip: 'b/a': header and directory disagree on its checksum"},
		{24, 9, "zip: 'b/a': stored in 5 bytes, said to be 9"},
		{34, 1, "zip: 'b/a': in another part"},
		{41, (char)0xa1, "zip: 'b/a': a link or special file"},
		{42, 1, "zip: 'b/a': no header where it should begin"},
		{46, '/', "zip: '//a': an absolute name"},
		{48, 'b', "zip: 'b/b': twice"},
		{48, 0, "zip: 'b/': a NUL in its name"},
		{48, (char)0xff, "zip: 'b/\xff': its name is not UTF-8"},
		{48, '/', "zip: 'b//': an empty part in its name"},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(lies); i++) {
		HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
		HS_AUTO(hs_text_free) char *fault = NULL;

		load_sample(&bytes);
		bytes.data[find(&bytes, CENTRAL) + lies[i].at] = lies[i].byte;
		fault = fault_of(&bytes);
		assert_string_equal(fault, lies[i].says);
	}
}

static void an_end_record_that_lies_is_a_fault(void **state)
{
	static const struct {
		size_t at;
		char byte;
		const char *says;
	} lies[] = {
		{4, 1, "zip: one part of several"},
		{10, 2, "zip: one part of several"},
		{20, 1, "zip: its end record does not end it (cut off, or junk behind)"},
		{0, 0, "zip: cut off: it has no end record; copy it again"},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(lies); i++) {
		HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
		HS_AUTO(hs_text_free) char *fault = NULL;

		load_sample(&bytes);
		bytes.data[find(&bytes, END) + lies[i].at] = lies[i].byte;
		fault = fault_of(&bytes);
		assert_string_equal(fault, lies[i].says);
	}
}

static void no_changed_byte_of_the_structure_goes_unseen_or_crashes(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};

	(void)state;
	load_sample(&bytes);
	for (size_t i = 0; i < bytes.len; i++)
		for (int change = 1; change < 256; change *= 2) {
			HS_AUTO(hs_text_free) char *fault = NULL;

			bytes.data[i] = (char)(bytes.data[i] ^ change);
			fault = fault_of(&bytes);
			bytes.data[i] = (char)(bytes.data[i] ^ change);
		}
}

static void bytes_between_entries_are_a_fault(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_text_free) char *fault = NULL;

	(void)state;
	load_sample(&bytes);
	// "b/a" a byte shorter, in header and directory, as if it were stored so
	for (size_t i = 0; i < 2; i++) {
		size_t at = i ? find(&bytes, CENTRAL) + 2 : 0;

		bytes.data[at + 18] = bytes.data[at + 22] = 4;
	}
	fault = fault_of(&bytes);
	assert_string_equal(fault,
			    "zip: 'b/a': 1 bytes behind it that belong to nothing");
}

static void a_changed_byte_of_content_is_a_crc_error(void **state)
{
	HS_AUTO(hs_fd_done) int fd = sample();
	HS_AUTO(hs_verdict_done) struct hs_verdict v = {.ok = true};
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};
	HS_AUTO(hs_unzip_free) struct hs_unzip *zip = NULL;
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(pwrite(fd, "F", 1, 30 + 3), 1);
	zip = hs_unzip_open(fd, &v, &err);
	assert_non_null(zip);
	assert_true(v.ok);
	assert_int_equal(hs_unzip_read(zip, 0, gather, &all, &v, &err), 0);
	assert_int_equal(v.faults.count, 1);
	assert_string_equal(((char **)v.faults.items)[0], "zip: 'b/a': CRC error");
}

static void fill(struct hs_zip *zip, char *second)
{
	static char first[] = "first", made_text[] = "made";
	struct hs_err err = {0};
	struct hs_zip_item made = {
		.name = "b/c", .size = 0, .make = make_text, .owner = made_text};

	assert_int_equal(add(zip, "b/a", first, 5, &err), 0);
	assert_int_equal(add(zip, "b/b", second, strlen(second), &err), 0);
	assert_int_equal(hs_zip_add(zip, &made, &err), 0);
}

// "0\n1\n2\n" … "9999\n", one line at a time.
static int count_on(void *owner, uint64_t at, struct hs_buf *out, struct hs_err *err)
{
	int *next = owner;

	(void)err;
	if (at == 0)
		*next = 0;
	if (*next < 10000)
		hs_buf_addf(out, "%d\n", (*next)++);
	return 0;
}

static void pieces_are_the_bytes_that_one_piece_would_be(void **state)
{
	struct hs_buf archives[2] = {{0}, {0}};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err err = {0};
	int next = 0;

	(void)state;
	while (next < 10000)
		hs_buf_addf(&text, "%d\n", next++);
	for (int pieces = 0; pieces < 2; pieces++) {
		HS_AUTO(hs_fd_done) int out = memfd_create("zip", MFD_CLOEXEC);
		HS_AUTO(hs_zip_free) struct hs_zip *zip = hs_zip_new(out, &err);
		struct hs_zip_item item = {.name = "a", .size = text.len};

		item.make = pieces ? NULL : make_text;
		item.more = pieces ? count_on : NULL;
		item.owner = pieces ? (void *)&next : text.data;
		assert_int_equal(hs_zip_add(zip, &item, &err), 0);
		assert_int_equal(hs_zip_close(zip, &err), 0);
		lseek(out, 0, SEEK_SET);
		assert_int_equal(hs_fd_load(out, 1 << 20, &archives[pieces], &err), 0);
	}
	assert_int_equal(archives[0].len, archives[1].len);
	assert_memory_equal(archives[0].data, archives[1].data, archives[0].len);
	hs_buf_done(&archives[0]);
	hs_buf_done(&archives[1]);
}

// A pipe gets in one go what a file gets by seeking.
static void two_passes_write_the_same_archive_forward(void **state)
{
	HS_AUTO(hs_zip_plan_done) struct hs_zip_plan plan = {0};
	HS_AUTO(hs_zip_free) struct hs_zip *zip = NULL;
	HS_AUTO(hs_fd_done) int file = memfd_create("zip", MFD_CLOEXEC);
	HS_AUTO(hs_buf_done) struct hs_buf seeking = {0}, forward = {0};
	struct hs_err err = {0};
	HS_AUTO(hs_text_free) char *text = hs_new(1, 20001);
	int ends[2];

	(void)state;
	memset(text, 'x', 20000);
	zip = hs_zip_new(file, &err);
	fill(zip, text);
	assert_int_equal(hs_zip_close(zip, &err), 0);
	hs_zip_free(&zip);
	assert_int_equal(pipe(ends), 0);
	for (int pass = 0; pass < 2; pass++) {
		zip = hs_zip_new_pass(pass ? ends[1] : -1, &plan, &err);
		fill(zip, text);
		assert_int_equal(hs_zip_close(zip, &err), 0);
		hs_zip_free(&zip);
	}
	close(ends[1]);
	lseek(file, 0, SEEK_SET);
	assert_int_equal(hs_fd_load(file, 1 << 20, &seeking, &err), 0);
	assert_int_equal(hs_fd_load(ends[0], 1 << 20, &forward, &err), 0);
	close(ends[0]);
	assert_int_equal(seeking.len, forward.len);
	assert_memory_equal(seeking.data, forward.data, seeking.len);
}

static void what_changes_between_the_passes_is_told(void **state)
{
	HS_AUTO(hs_zip_plan_done) struct hs_zip_plan plan = {0};
	HS_AUTO(hs_zip_free) struct hs_zip *zip = hs_zip_new_pass(-1, &plan, NULL);
	HS_AUTO(hs_fd_done) int out = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct hs_err err = {0};
	char second[] = "second", sekond[] = "sekond";

	(void)state;
	fill(zip, second);
	assert_int_equal(hs_zip_close(zip, &err), 0);
	hs_zip_free(&zip);
	zip = hs_zip_new_pass(out, &plan, &err);
	fill(zip, sekond);
	assert_int_equal(hs_zip_close(zip, &err), -1);
	assert_int_equal(err.code, HS_DAMAGED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read_back),
		cmocka_unit_test(the_same_items_are_the_same_bytes),
		cmocka_unit_test(names_must_rise),
		cmocka_unit_test(a_file_of_another_size_fails_the_archive),
		cmocka_unit_test(a_header_that_lies_is_a_fault),
		cmocka_unit_test(an_end_record_that_lies_is_a_fault),
		cmocka_unit_test(no_changed_byte_of_the_structure_goes_unseen_or_crashes),
		cmocka_unit_test(a_changed_byte_of_content_is_a_crc_error),
		cmocka_unit_test(bytes_between_entries_are_a_fault),
		cmocka_unit_test(pieces_are_the_bytes_that_one_piece_would_be),
		cmocka_unit_test(two_passes_write_the_same_archive_forward),
		cmocka_unit_test(what_changes_between_the_passes_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
