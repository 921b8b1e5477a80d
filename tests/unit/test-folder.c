// test-folder.c - the dossier folder
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "port/dossier.h"
#include "sys/file.h"
#include "unit/unit.h"

#include <errno.h>

static struct hs_folder *made(void)
{
	struct hs_err err = {0};
	struct hs_folder *f = hs_folder_write("HS-1", true, &err);

	assert_non_null(f);
	return f;
}

static void record(struct hs_folder *f)
{
	HS_AUTO(hs_dossier_done)
	struct hs_dossier d = {.format = 1, .code = hs_dup("HS-1")};
	struct hs_err err = {0};

	assert_int_equal(hs_folder_store(f, &d, &err), 0);
}

static void a_new_dossier_is_made_and_found_again(void **state)
{
	HS_AUTO(hs_dossier_done) struct hs_dossier d = {0};
	struct hs_err err = {0};
	bool exists = true;

	(void)state;
	{
		HS_AUTO(hs_folder_free) struct hs_folder *f = made();

		assert_int_equal(hs_folder_load(f, &d, &exists, &err), 0);
		assert_false(exists);
		record(f);
	}
	{
		HS_AUTO(hs_folder_free)
		struct hs_folder *f = hs_folder_read("HS-1/", &err);

		assert_non_null(f);
		assert_string_equal(hs_folder_code(f), "HS-1");
		assert_string_equal(hs_folder_path(f), "HS-1/");
		assert_int_equal(hs_folder_load(f, &d, &exists, &err), 0);
		assert_true(exists);
		assert_string_equal(d.code, "HS-1");
	}
}

static void a_folder_without_a_record_is_no_dossier(void **state)
{
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(mkdir("x", 0755), 0);
	assert_null(hs_folder_read("x", &err));
	assert_int_equal(err.code, HS_DAMAGED);
	assert_null(hs_folder_write("x", false, &err));
	assert_null(hs_folder_read("none", &err));
	assert_int_equal(err.sys, ENOENT);
}

static void one_writer_many_readers(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	HS_AUTO(hs_folder_free) struct hs_folder *reader = NULL;
	HS_AUTO(hs_folder_free) struct hs_folder *next = NULL;
	struct hs_err err = {0};

	(void)state;
	record(f);
	assert_null(hs_folder_write("HS-1", false, &err));
	assert_int_equal(err.code, HS_BUSY);
	reader = hs_folder_read("HS-1", &err);
	assert_non_null(reader);
	hs_folder_free(&f);
	next = hs_folder_write("HS-1", false, &err);
	assert_non_null(next);
}

static void its_own_place_names_it(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = NULL;
	struct hs_err err = {0};

	(void)state;
	f = made();
	record(f);
	hs_folder_free(&f);
	assert_int_equal(chdir("HS-1"), 0);
	f = hs_folder_read(".", &err);
	assert_string_equal(hs_folder_code(f), "HS-1");
	assert_int_equal(chdir(".."), 0);
}

static void opening_sweeps_what_a_killed_program_left(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	struct hs_err err = {0};

	(void)state;
	record(f);
	hs_folder_free(&f);
	unit_put("HS-1/.hoso-draft-7-0", "half");
	f = hs_folder_read("HS-1", &err);
	assert_int_equal(access("HS-1/.hoso-draft-7-0", F_OK), 0);
	hs_folder_free(&f);
	f = hs_folder_write("HS-1", false, &err);
	assert_int_equal(access("HS-1/.hoso-draft-7-0", F_OK), -1);
}

static void a_record_of_another_format_is_refused(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	HS_AUTO(hs_dossier_done) struct hs_dossier d = {0};
	struct hs_err err = {0};

	(void)state;
	unit_put("HS-1/dossier.json", "{\"format\":2,\"code\":\"a\",\"files\":[]}");
	assert_int_equal(hs_folder_load(f, &d, NULL, &err), -1);
	assert_int_equal(err.code, HS_DAMAGED);
	assert_non_null(strstr(err.text, "has format 2"));
	assert_null(d.code);
}

static void page(struct hs_folder *f, uint64_t number)
{
	char file[] = "a", state[] = "ok";
	const struct hs_page p = {.format = 1,
				  .page = number,
				  .file = file,
				  .frame = 1,
				  .frames = 1,
				  .state = state};
	struct hs_err err = {0};

	assert_int_equal(hs_folder_store_page(f, &p, &err), 0);
}

static void pages_are_numbered_rising_and_odd_names_are_none(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	uint32_t *numbers = NULL;
	struct hs_err err = {0};
	size_t count;

	(void)state;
	page(f, 10000);
	page(f, 2);
	page(f, 10);
	unit_put("HS-1/pages/1.json", "");
	unit_put("HS-1/pages/0003.json.old", "");
	unit_put("HS-1/pages/0000.json", "");
	unit_put("HS-1/pages/notes.txt", "");
	assert_int_equal(hs_folder_pages(f, &numbers, &count, &err), 0);
	assert_int_equal(count, 3);
	assert_int_equal(numbers[0], 2);
	assert_int_equal(numbers[1], 10);
	assert_int_equal(numbers[2], 10000);
	assert_int_equal(access("HS-1/pages/0010.json", F_OK), 0);
	assert_int_equal(access("HS-1/pages/10000.json", F_OK), 0);
	free(numbers);
}

static void a_page_is_dropped_with_its_text(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err err = {0};

	(void)state;
	page(f, 1);
	page(f, 2);
	hs_buf_addf(&text, "x\n");
	assert_int_equal(hs_folder_store_part(f, HS_TEXT_FILES, 1, &text, &err), 0);
	assert_int_equal(hs_folder_store_part(f, HS_ALTO, 1, &text, &err), 0);
	assert_true(hs_folder_has_part(f, HS_TEXT_FILES, 1));
	assert_false(hs_folder_has_part(f, HS_TEXT_FILES, 2));
	assert_int_equal(hs_folder_drop_page(f, 1, &err), 0);
	assert_false(hs_folder_has_part(f, HS_PAGES, 1));
	assert_false(hs_folder_has_part(f, HS_ALTO, 1));
	assert_false(hs_folder_has_part(f, HS_TEXT_FILES, 1));
	assert_true(hs_folder_has_part(f, HS_PAGES, 2));
	assert_int_equal(hs_folder_drop_page(f, 7, &err), 0); // which there is not
}

static void a_master_is_copied_and_protected(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	struct hs_master m = {0};
	struct hs_err err = {0};
	struct stat st;

	(void)state;
	unit_put("source", "abc");
	assert_int_equal(hs_folder_keep(f, "source", "a.tif", false, &m, &err), 0);
	assert_int_equal(m.size, 3);
	assert_string_equal(
		m.sha256,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	unit_holds("HS-1/masters/a.tif", "abc");
	assert_int_equal(stat("HS-1/masters/a.tif", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0444);
}

static void the_same_bytes_are_not_copied_again(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	struct hs_master m = {0};
	struct hs_err err = {0};
	struct stat before, after;

	(void)state;
	unit_put("source", "abc");
	assert_int_equal(hs_folder_keep(f, "source", "a", false, &m, &err), 0);
	assert_int_equal(stat("HS-1/masters/a", &before), 0);
	assert_int_equal(hs_folder_keep(f, "source", "a", false, &m, &err), 0);
	assert_int_equal(stat("HS-1/masters/a", &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
}

static void a_linked_master_is_the_source_itself(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	struct hs_master m = {0};
	struct hs_err err = {0};
	struct stat source, master;

	(void)state;
	unit_put("source", "abc");
	assert_int_equal(hs_folder_keep(f, "source", "a", true, &m, &err), 0);
	assert_int_equal(stat("source", &source), 0);
	assert_int_equal(stat("HS-1/masters/a", &master), 0);
	assert_int_equal(source.st_ino, master.st_ino);
	assert_int_equal(m.size, 3);
	assert_int_equal(access("HS-1/.hoso-draft-link", F_OK), -1);
}

static void what_is_no_regular_file_is_not_taken(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	struct hs_master m = {0};
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(mkfifo("pipe", 0644), 0);
	unit_put("file", "");
	assert_int_equal(symlink("file", "link"), 0);
	for (int link = 0; link < 2; link++) {
		assert_int_equal(hs_folder_keep(f, "pipe", "a", link, &m, &err), -1);
		assert_int_equal(err.code, HS_USAGE);
		assert_int_equal(hs_folder_keep(f, "/dev/zero", "a", link, &m, &err), -1);
		assert_int_equal(hs_folder_keep(f, "link", "a", link, &m, &err), -1);
		assert_int_equal(err.sys, ELOOP);
	}
	assert_int_equal(access("HS-1/masters/a", F_OK), -1);
}

static void the_journal_grows_and_mends_half_a_line(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	struct hs_err err = {0};
	char *text;

	(void)state;
	assert_int_equal(setenv("SOURCE_DATE_EPOCH", "1700000000", 1), 0);
	unit_put("HS-1/journal.jsonl", "{\"half\":");
	assert_int_equal(hs_folder_journal(f, "p", "import", NULL, "done", "a\nb", &err),
			 0);
	assert_int_equal(hs_folder_journal(f, "p", "import", "x", "failed", NULL, &err),
			 0);
	text = unit_get("HS-1/journal.jsonl");
	assert_string_equal(
		text,
		"{\"half\":\n"
		"{\"time\":\"2023-11-14T22:13:20Z\",\"program\":\"p\",\"version\":"
		"\"" HS_VERSION
		"\",\"event\":\"import\",\"outcome\":\"done\",\"detail\":\"a\\nb\"}\n"
		"{\"time\":\"2023-11-14T22:13:20Z\",\"program\":\"p\",\"version\":"
		"\"" HS_VERSION
		"\",\"event\":\"import\",\"object\":\"x\",\"outcome\":\"failed\"}\n");
	free(text);
}

static void many_events_are_a_line_each_and_none_is_nothing(void **state)
{
	static const struct hs_happened what[] = {{"a", "1 -> 2"}, {"b", NULL}};
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	struct hs_err err = {0};
	char *text, *second;

	(void)state;
	assert_int_equal(hs_folder_journal_all(f, "p", "review", what, 0, &err), 0);
	assert_int_equal(access("HS-1/journal.jsonl", F_OK), -1);
	assert_int_equal(hs_folder_journal_all(f, "p", "review", what, 2, &err), 0);
	text = unit_get("HS-1/journal.jsonl");
	second = strchr(text, '\n') + 1;
	assert_non_null(strstr(text, "\"object\":\"a\",\"outcome\":\"done\",\"detail\":"
				     "\"1 -> 2\"}\n"));
	assert_non_null(strstr(second, "\"object\":\"b\",\"outcome\":\"done\"}\n"));
	free(text);
}

static void a_reader_makes_no_folders(void **state)
{
	HS_AUTO(hs_folder_free) struct hs_folder *f = made();
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	uint32_t *numbers = NULL;
	struct hs_err err = {0};
	size_t count = 7;

	(void)state;
	record(f);
	hs_folder_free(&f);
	f = hs_folder_read("HS-1", &err);
	assert_int_equal(hs_folder_pages(f, &numbers, &count, &err), 0);
	assert_int_equal(count, 0);
	assert_int_equal(hs_folder_load_part(f, HS_ALTO, 1, &out, &err), -1);
	assert_int_equal(access("HS-1/pages", F_OK), -1);
	assert_int_equal(access("HS-1/alto", F_OK), -1);
	free(numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_new_dossier_is_made_and_found_again),
		IN_FOLDER(a_folder_without_a_record_is_no_dossier),
		IN_FOLDER(one_writer_many_readers),
		IN_FOLDER(its_own_place_names_it),
		IN_FOLDER(opening_sweeps_what_a_killed_program_left),
		IN_FOLDER(a_record_of_another_format_is_refused),
		IN_FOLDER(pages_are_numbered_rising_and_odd_names_are_none),
		IN_FOLDER(a_page_is_dropped_with_its_text),
		IN_FOLDER(a_master_is_copied_and_protected),
		IN_FOLDER(the_same_bytes_are_not_copied_again),
		IN_FOLDER(a_linked_master_is_the_source_itself),
		IN_FOLDER(what_is_no_regular_file_is_not_taken),
		IN_FOLDER(the_journal_grows_and_mends_half_a_line),
		IN_FOLDER(many_events_are_a_line_each_and_none_is_nothing),
		IN_FOLDER(a_reader_makes_no_folders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
