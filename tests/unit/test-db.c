// What port/db promises: what is put is found, and nothing else.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "port/db.h"
#include "sys/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define DB "test.db"

static int in_an_empty_folder(void **state)
{
	char *folder = hs_dup("/tmp/hoso-test-db-XXXXXX");

	*state = folder;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_the_folder(void **state)
{
	static const char *const names[] = {DB, DB "-wal", DB "-shm", DB ".old",
					    DB "-draft"};
	char *folder = *state;

	for (size_t i = 0; i < HS_COUNT(names); i++)
		unlink(names[i]);
	(void)!chdir("/");
	rmdir(folder);
	free(folder);
	return 0;
}

static struct hs_db *writable(void)
{
	struct hs_err err = {0};
	struct hs_db *db = hs_db_write(DB, true, &err);

	if (!db)
		fail_msg("%s", err.text);
	return db;
}

// The texts are the dossier's pages from 1 on; the list ends with NULL.
static void put(struct hs_db *db, const char *code, const char *const *texts)
{
	struct hs_documents none = {.format = HS_FORMAT};
	struct hs_err err = {0};

	assert_int_equal(hs_db_enter(db, code, NULL, &err), 0);
	for (uint32_t n = 1; *texts; n++, texts++)
		assert_int_equal(hs_db_put_page(db, n, *texts, strlen(*texts), &err), 0);
	assert_int_equal(hs_db_put_documents(db, &none, &err), 0);
	assert_int_equal(hs_db_leave(db, &err), 0);
}

#define PUT(db, code, ...) put(db, code, (const char *const[]){__VA_ARGS__, NULL})

static int add_hit(void *user, const struct hs_hit *hit, struct hs_err *err)
{
	struct hs_buf *out = user;

	(void)err;
	hs_buf_addf(out, "%s%s:%u", out->len ? " " : "", hit->dossier,
		    (unsigned)hit->page);
	return 0;
}

static int add_snippet(void *user, const struct hs_hit *hit, struct hs_err *err)
{
	(void)err;
	hs_buf_addf(user, "[%s]", hit->snippet);
	return 0;
}

static void ask(struct hs_db *db, const char *text, struct hs_order order,
		hs_hit_fn *each, const char *answer)
{
	HS_AUTO(hs_query_done) struct hs_query q = {0};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_err err = {0};

	if (hs_query_parse(text, &q, &err) < 0 ||
	    hs_db_search(db, &q, &order, each, &out, &err) < 0)
		fail_msg("'%s': %s", text, err.text);
	assert_string_equal(hs_buf_text(&out), answer);
}

static void finds(struct hs_db *db, const char *text, const char *answer)
{
	ask(db, text, (struct hs_order){0}, add_hit, answer);
}

static void words_with_marks_match_exactly_bare_ones_any(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	PUT(db, "A", "đường", "dương", "đương", "duong");
	finds(db, "đường", "A:1");
	finds(db, "dương", "A:2");
	finds(db, "duong", "A:1 A:2 A:3 A:4");
	finds(db, "DUONG -đường", "A:2 A:3 A:4");
}

static void the_place_of_the_tone_does_not_matter(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	PUT(db, "A", "uỷ ban", "ủy ban", "u\xcc\x89y ban");
	finds(db, "ủy", "A:1 A:2 A:3");
	finds(db, "\"uỷ ban\"", "A:1 A:2 A:3");
	finds(db, "uy\xcc\x89", "A:1 A:2 A:3");
}

static void prefixes_do_not_ask_for_the_tone(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	PUT(db, "A", "quyết", "quyền", "quê", "quả");
	finds(db, "quyế*", "A:1 A:2");
	finds(db, "quy*", "A:1 A:2");
	finds(db, "\"qu*\" -quê", "A:1 A:2 A:4");
}

static void phrases_keep_their_order(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	PUT(db, "A", "Số 12-NQ/HU", "12 HU NQ");
	finds(db, "12-NQ/HU", "A:1");
	finds(db, "\"nq hu\"", "A:1");
	finds(db, "hu nq", "A:2 A:1");
}

static void equal_ranks_come_in_natural_order(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	PUT(db, "hs-10", "một");
	PUT(db, "hs-2", "một", "một");
	finds(db, "một", "hs-2:1 hs-2:2 hs-10:1");
	ask(db, "một", (struct hs_order){.limit = 1}, add_hit, "hs-2:1");
	ask(db, "một", (struct hs_order){.limit = 2, .by_date = true}, add_hit,
	    "hs-2:1 hs-2:2");
}

static void what_was_put_again_replaces(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();
	struct hs_err err = {0};

	(void)state;
	PUT(db, "A", "một", "hai", "ba");
	PUT(db, "B", "một");
	PUT(db, "A", "một", "bốn");
	finds(db, "hai", "");
	finds(db, "ba", "");
	finds(db, "bốn", "A:2");
	finds(db, "một", "A:1 B:1");
	assert_int_equal(hs_db_check(db, &err), 0);
}

static void what_is_undone_was_never_there(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();
	struct hs_err err = {0};

	(void)state;
	PUT(db, "A", "một");
	assert_int_equal(hs_db_enter(db, "A", NULL, &err), 0);
	assert_int_equal(hs_db_put_page(db, 1, "hai", 3, &err), 0);
	hs_db_undo(db);
	finds(db, "hai", "");
	finds(db, "một", "A:1");
	assert_int_equal(hs_db_check(db, &err), 0);
}

static void what_is_removed_is_gone(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();
	struct hs_err err = {0};
	bool was = false;

	(void)state;
	PUT(db, "A", "một");
	PUT(db, "B", "một");
	assert_int_equal(hs_db_remove(db, "A", &was, &err), 0);
	assert_true(was);
	finds(db, "một", "B:1");
	assert_int_equal(hs_db_remove(db, "A", &was, &err), 0);
	assert_false(was);
	assert_int_equal(hs_db_check(db, &err), 0);
}

static void snippets_mark_the_hit_and_are_one_line(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	PUT(db, "A", "ban\tthường\n\nvụ \033[31m huyện ủy\xff.");
	ask(db, "\"thuong vu\"", (struct hs_order){0}, add_snippet,
	    "[ban \2thường vụ\3 [31m huyện ủy\xef\xbf\xbd.]");
	ask(db, "dossier:a", (struct hs_order){0}, add_snippet,
	    "[ban thường vụ [31m huyện ủy\xef\xbf\xbd.]");
}

static void load_bytes(struct hs_buf *out)
{
	HS_AUTO(hs_fd_done) int fd = open(DB, O_RDONLY | O_CLOEXEC);
	struct hs_err err = {0};

	assert_int_equal(hs_fd_load(fd, 1 << 24, out, &err), 0);
}

static void what_has_not_changed_is_not_written(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf before = {0}, after = {0};

	(void)state;
	for (int i = 0; i < 2; i++) {
		HS_AUTO(hs_db_free) struct hs_db *db = writable();

		PUT(db, "A", "một", "hai");
		hs_db_free(&db);
		load_bytes(i ? &after : &before);
	}
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.data, after.data, before.len);
}

static void poke(long at, const char *bytes, size_t len)
{
	HS_AUTO(hs_fd_done) int fd = open(DB, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	assert_int_equal(pwrite(fd, bytes, len, at), (ssize_t)len);
}

static void refuses(enum hs_code code, const char *why)
{
	struct hs_err err = {0};

	assert_null(hs_db_read(DB, &err));
	assert_int_equal(err.code, code);
	if (!strstr(err.text, why))
		fail_msg("%s", err.text);
	if (code == HS_SYSTEM)
		return;
	assert_null(hs_db_write(DB, true, &err));
	assert_int_equal(err.code, code);
}

static void a_file_that_is_no_index_is_refused_and_untouched(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf after = {0};

	(void)state;
	refuses(HS_SYSTEM, "no such index");
	poke(0, "a letter", 8);
	refuses(HS_DAMAGED, "no index");
	load_bytes(&after);
	assert_string_equal(after.data, "a letter");
}

static void another_version_asks_to_be_made_anew(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	hs_db_free(&db);
	poke(63, "\x7f", 1); // user_version's last byte
	refuses(HS_DAMAGED, "another version");
}

static void a_draft_counts_only_when_published(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *old = writable();
	HS_AUTO(hs_db_free) struct hs_db *draft = NULL;
	struct hs_err err = {0};

	(void)state;
	PUT(old, "A", "một");
	draft = hs_db_draft(DB, &err);
	PUT(draft, "B", "một");
	finds(old, "một", "A:1");
	hs_db_free(&draft);
	assert_int_equal(access(DB "-draft", F_OK), -1);

	draft = hs_db_draft(DB, &err);
	PUT(draft, "C", "một");
	assert_int_equal(hs_db_publish(draft, &err), 0);
	hs_db_free(&draft);
	// Who still has the old one may not write to it.
	assert_int_equal(hs_db_enter(old, "D", NULL, &err), -1);
	assert_int_equal(err.code, HS_BUSY);
	hs_db_free(&old);
	old = hs_db_read(DB, &err);
	finds(old, "một", "C:1");
}

static void a_stranger_in_the_place_of_the_index_is_kept(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *draft = NULL;
	struct hs_err err = {0};

	(void)state;
	poke(0, "a letter", 8);
	draft = hs_db_draft(DB, &err);
	PUT(draft, "A", "một");
	assert_int_equal(hs_db_publish(draft, &err), 0);
	assert_int_equal(access(DB ".old", F_OK), 0);
	hs_db_free(&draft);
	draft = hs_db_read(DB, &err);
	finds(draft, "một", "A:1");
}

static void set(struct hs_value **field, const char *value)
{
	*field = HS_NEW(struct hs_value);
	(*field)->value = hs_dup(value);
}

static void add_document(struct hs_documents *all, double first, double last,
			 const char *type, const char *number, const char *symbol,
			 const char *date, const char *signer)
{
	struct hs_document *d = hs_list_add(&all->documents, sizeof(*d));

	*(double *)hs_list_add(&d->pages, sizeof(double)) = first;
	*(double *)hs_list_add(&d->pages, sizeof(double)) = last;
	set(&d->fields[HS_F_TYPE], type);
	set(&d->fields[HS_F_NUMBER], number);
	set(&d->fields[HS_F_SYMBOL], symbol);
	set(&d->fields[HS_F_DATE], date);
	set(&d->fields[HS_F_SIGNER], signer);
	set(&d->fields[HS_F_ISSUER], "Huyện ủy Vị Thủy");
}

static void put_documents(struct hs_db *db)
{
	HS_AUTO(hs_documents_done) struct hs_documents all = {.format = HS_FORMAT};
	struct hs_err err = {0};

	add_document(&all, 1, 2, "Nghị quyết", "05", "NQ/HU", "2015-03-01", "Lê Văn Đỗ");
	add_document(&all, 2, 3, "Chỉ thị", "7", "CT/HU", "2018-12-31", "Trần Thị Hoà");
	assert_int_equal(hs_db_enter(db, "A.1", NULL, &err), 0);
	for (uint32_t n = 1; n <= 4; n++)
		assert_int_equal(hs_db_put_page(db, n, "chung", 5, &err), 0);
	assert_int_equal(hs_db_put_documents(db, &all, &err), 0);
	assert_int_equal(hs_db_leave(db, &err), 0);
}

static void filters_ask_for_documents(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	put_documents(db);
	PUT(db, "B", "chung");
	finds(db, "chung", "A.1:1 A.1:2 A.1:3 A.1:4 B:1");
	finds(db, "chung type:nq", "A.1:1 A.1:2");
	finds(db, "chung type:\"chi thi\"", "A.1:2 A.1:3");
	finds(db, "chung type:NQ type:CT", "A.1:1 A.1:2 A.1:3");
	finds(db, "chung number:5", "A.1:1 A.1:2");
	finds(db, "chung symbol:7-CT/HU", "A.1:2 A.1:3");
	finds(db, "chung signer:\"đo\"", "A.1:1 A.1:2");
	finds(db, "chung issuer:\"huyen uy\" year:2016..", "A.1:2 A.1:3");
	finds(db, "chung year:..2017", "A.1:1 A.1:2");
	finds(db, "chung year:2016..2017", "");
	finds(db, "chung dossier:a", "A.1:1 A.1:2 A.1:3 A.1:4");
	finds(db, "chung dossier:b", "B:1");
	finds(db, "chung dossier:c", "");
	finds(db, "chung signer:ho", "");
}

static void filters_alone_list_documents(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	put_documents(db);
	PUT(db, "B", "chung", "chung");
	finds(db, "year:2000..", "A.1:1 A.1:2");
	finds(db, "dossier:a", "A.1:1 A.1:2");
	finds(db, "dossier:b", "B:1");
	ask(db, "issuer:huyen", (struct hs_order){.by_date = true}, add_hit,
	    "A.1:2 A.1:1");
	ask(db, "issuer:huyen", (struct hs_order){.limit = 1}, add_hit, "A.1:1");
}

static int add_document_of_hit(void *user, const struct hs_hit *hit, struct hs_err *err)
{
	(void)err;
	hs_buf_addf(user, "[%s %s]", hit->symbol, hit->date);
	return 0;
}

static void a_hit_shows_the_document_that_fits(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();

	(void)state;
	put_documents(db);
	ask(db, "chung type:nq", (struct hs_order){0}, add_document_of_hit,
	    "[05-NQ/HU 2015-03-01][05-NQ/HU 2015-03-01]");
	ask(db, "chung type:ct", (struct hs_order){0}, add_document_of_hit,
	    "[7-CT/HU 2018-12-31][7-CT/HU 2018-12-31]");
	ask(db, "chung", (struct hs_order){.limit = 2, .by_date = true}, add_hit,
	    "A.1:2 A.1:3");
}

static void two_hundred_words_are_not_too_many(void **state)
{
	HS_AUTO(hs_db_free) struct hs_db *db = writable();
	HS_AUTO(hs_buf_done) struct hs_buf many = {0};

	(void)state;
	PUT(db, "A", "một");
	hs_buf_addf(&many, "một");
	for (int i = 0; i < 99; i++)
		hs_buf_addf(&many, " một -hai%d", i);
	finds(db, many.data, "A:1");
}

#define TEST(name)                                                                       \
	cmocka_unit_test_setup_teardown(name, in_an_empty_folder, leave_the_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_with_marks_match_exactly_bare_ones_any),
		TEST(the_place_of_the_tone_does_not_matter),
		TEST(prefixes_do_not_ask_for_the_tone),
		TEST(phrases_keep_their_order),
		TEST(equal_ranks_come_in_natural_order),
		TEST(what_was_put_again_replaces),
		TEST(what_is_undone_was_never_there),
		TEST(what_is_removed_is_gone),
		TEST(snippets_mark_the_hit_and_are_one_line),
		TEST(what_has_not_changed_is_not_written),
		TEST(a_file_that_is_no_index_is_refused_and_untouched),
		TEST(another_version_asks_to_be_made_anew),
		TEST(a_draft_counts_only_when_published),
		TEST(a_stranger_in_the_place_of_the_index_is_kept),
		TEST(filters_ask_for_documents),
		TEST(filters_alone_list_documents),
		TEST(a_hit_shows_the_document_that_fits),
		TEST(two_hundred_words_are_not_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
