// test-draft.c - files that appear whole or not at all; folders; locks
#include "base/auto.h"
#include "base/buf.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"
#include "sys/tree.h"
#include "unit/unit.h"

#include <errno.h>
#include <sys/wait.h>

static int open_draft(struct hs_draft *d, const char *name)
{
	struct hs_err err = {0};

	return hs_draft_open(d, AT_FDCWD, AT_FDCWD, name, &err);
}

static int count_names(void)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};
	HS_AUTO(hs_fd_done) int here = open(".", O_RDONLY | O_DIRECTORY);
	struct hs_err err = {0};

	assert_int_equal(hs_names_read(here, &names, &err), 0);
	return (int)names.count;
}

static void a_draft_without_commit_leaves_no_file(void **state)
{
	struct hs_draft d;

	(void)state;
	assert_int_equal(open_draft(&d, "x.txt"), 0);
	assert_int_equal(count_names(), 1);
	hs_draft_done(&d);
	assert_int_equal(count_names(), 0);
}

static void before_commit_the_old_file_stands(void **state)
{
	HS_AUTO(hs_fd_done) int here = open(".", O_RDONLY | O_DIRECTORY);
	struct hs_err err = {0};
	struct hs_draft d;

	(void)state;
	unit_put("x.txt", "old");
	assert_int_equal(hs_draft_open(&d, here, here, "x.txt", &err), 0);
	assert_int_equal(hs_fd_store(d.fd, "new", 3, &err), 0);
	unit_holds("x.txt", "old");
	assert_int_equal(hs_draft_commit(&d, &err), 0);
	hs_draft_done(&d);
	unit_holds("x.txt", "new");
	assert_int_equal(count_names(), 1);
}

static void a_rename_that_fails_leaves_nothing(void **state)
{
	HS_AUTO(hs_fd_done) int here = open(".", O_RDONLY | O_DIRECTORY);
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(mkdir("x", 0755), 0);
	assert_int_equal(hs_file_store(here, here, "x", "new", 3, &err), -1);
	assert_int_equal(err.code, HS_SYSTEM);
	assert_non_null(strstr(err.text, "'x': rename"));
	assert_int_equal(count_names(), 1);
}

static void drafts_of_one_process_do_not_meet(void **state)
{
	struct hs_draft a, b;

	(void)state;
	assert_int_equal(open_draft(&a, "x"), 0);
	assert_int_equal(open_draft(&b, "x"), 0);
	assert_string_not_equal(a.temp, b.temp);
	hs_draft_done(&a);
	hs_draft_done(&b);
}

static void sweeping_takes_drafts_only(void **state)
{
	HS_AUTO(hs_fd_done) int here = open(".", O_RDONLY | O_DIRECTORY);
	struct hs_err err = {0};

	(void)state;
	unit_put(".hoso-draft-99-0", "half");
	unit_put(".hoso-draft", "not one");
	unit_put("hoso-draft-1", "not one");
	assert_int_equal(hs_draft_sweep(here, &err), 0);
	assert_int_equal(access(".hoso-draft-99-0", F_OK), -1);
	assert_int_equal(count_names(), 2);
}

static void a_file_over_the_limit_is_refused(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_err err = {0};

	(void)state;
	unit_put("x", "12345");
	assert_int_equal(hs_file_load(AT_FDCWD, "x", 5, &out, &err), 0);
	assert_string_equal(out.data, "12345");
	out.len = 0;
	assert_int_equal(hs_file_load(AT_FDCWD, "x", 4, &out, &err), -1);
	assert_int_equal(err.code, HS_LIMIT);
}

static void links_are_not_followed(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_err err = {0};

	(void)state;
	unit_put("x", "secret");
	assert_int_equal(symlink("x", "link"), 0);
	assert_int_equal(hs_file_load(AT_FDCWD, "link", 100, &out, &err), -1);
	assert_int_equal(err.sys, ELOOP);
}

static void names_come_in_natural_order(void **state)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};
	HS_AUTO(hs_fd_done) int here = open(".", O_RDONLY | O_DIRECTORY);
	struct hs_err err = {0};

	(void)state;
	unit_put(".hidden", "");
	for (int n = 20; n > 0; n--) {
		char name[8];

		snprintf(name, sizeof(name), "%d", 1 + n * 7 % 20);
		unit_put(name, "");
	}
	assert_int_equal(hs_names_read(here, &names, &err), 0);
	assert_int_equal(names.count, 21);
	assert_string_equal(names.list[0], ".hidden");
	assert_string_equal(names.list[2], "2");
	assert_string_equal(names.list[10], "10");
	assert_string_equal(names.list[20], "20");
}

static void paths_are_joined_and_taken_apart(void **state)
{
	char *a = hs_path_join("x", "y"), *b = hs_path_join("x/", "y");

	(void)state;
	assert_string_equal(a, "x/y");
	assert_string_equal(b, "x/y");
	assert_string_equal(hs_path_last("a/b/c"), "c");
	assert_string_equal(hs_path_last("c"), "c");
	free(a);
	free(b);
}

static void a_folder_is_made_once(void **state)
{
	struct hs_err err = {0};
	HS_AUTO(hs_fd_done) int first = hs_dir_make(AT_FDCWD, "d", &err);
	HS_AUTO(hs_fd_done) int again = hs_dir_make(AT_FDCWD, "d", &err);

	(void)state;
	assert_true(first >= 0 && again >= 0);
	unit_put("f", "");
	assert_int_equal(hs_dir_make(AT_FDCWD, "f", &err), -1);
	assert_int_equal(err.sys, ENOTDIR);
	assert_int_equal(hs_dir_open(AT_FDCWD, "none", &err), -1);
	assert_int_equal(err.sys, ENOENT);
}

static void one_writer_at_a_time(void **state)
{
	HS_AUTO(hs_fd_done) int first = open(".", O_RDONLY);
	HS_AUTO(hs_fd_done) int second = open(".", O_RDONLY);
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_lock(first, &err), 0);
	assert_int_equal(hs_lock(first, &err), 0); // who has it, has it
	assert_int_equal(hs_lock(second, &err), -1);
	assert_int_equal(err.code, HS_BUSY);
	hs_fd_done(&first);
	assert_int_equal(hs_lock(second, &err), 0);
}

static void a_tree_tells_files_from_folders_and_from_what_is_neither(void **state)
{
	HS_AUTO(hs_tree_done) struct hs_tree tree = {0};
	struct hs_err err = {0};

	(void)state;
	unit_put("f", "");
	assert_int_equal(mkdir("d", 0755), 0);
	assert_int_equal(symlink("d", "link"), 0);
	assert_int_equal(mkfifo("pipe", 0644), 0);
	assert_int_equal(hs_tree_read(".", &tree, &err), 0);
	assert_int_equal(tree.files.count, 1);
	assert_int_equal(tree.folders.count, 1);
	assert_int_equal(tree.others.count, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_draft_without_commit_leaves_no_file),
		IN_FOLDER(before_commit_the_old_file_stands),
		IN_FOLDER(a_rename_that_fails_leaves_nothing),
		IN_FOLDER(drafts_of_one_process_do_not_meet),
		IN_FOLDER(sweeping_takes_drafts_only),
		IN_FOLDER(a_file_over_the_limit_is_refused),
		IN_FOLDER(links_are_not_followed),
		IN_FOLDER(names_come_in_natural_order),
		IN_FOLDER(paths_are_joined_and_taken_apart),
		IN_FOLDER(a_folder_is_made_once),
		IN_FOLDER(one_writer_at_a_time),
		IN_FOLDER(a_tree_tells_files_from_folders_and_from_what_is_neither),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
