// run-inbox.c - what there is to do: the inbox, what is taken already, what is out of
// date.
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/safename.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/walk.h"
#include "work/run-part.h"
#include "work/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PAUSE_MS = 100 };

void hs_run_entries_done(struct hs_list *entries)
{
	struct entry *all = entries->items;

	for (size_t i = 0; i < entries->count; i++)
		free(all[i].name);
	free(all);
	*entries = (struct hs_list){0};
}

static int64_t later(int64_t when, const struct stat *st)
{
	// The time of a change, too: mv and rsync keep the time of the contents.
	if (st->st_mtim.tv_sec > when)
		when = st->st_mtim.tv_sec;
	return st->st_ctim.tv_sec > when ? st->st_ctim.tv_sec : when;
}

// How much it is, and when something in it changed last (seconds since 1970).
static int measure(int folder, const char *name, const struct stat *st, struct entry *e,
		   int64_t *when, struct hs_err *err)
{
	HS_AUTO(hs_walk_done) struct hs_walk all = {0};
	HS_AUTO(hs_fd_done) int fd = -1;

	*when = later(0, st);
	if (!S_ISDIR(st->st_mode)) {
		e->files = 1;
		e->bytes = S_ISREG(st->st_mode) ? (uint64_t)st->st_size : 0;
		return 0;
	}
	fd = hs_dir_open(folder, name, err);
	if (fd < 0 || hs_walk_read(fd, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.count; i++) {
		struct stat below;

		if (fstatat(fd, all.list[i].path, &below, AT_SYMLINK_NOFOLLOW) < 0)
			return hs_fail_sys(err, "look at '%s'", all.list[i].path);
		*when = later(*when, &below);
		e->files += all.list[i].kind != HS_FOUND_FOLDER;
		e->bytes += all.list[i].size;
	}
	return 0;
}

static bool is_still(const struct hs_run *run, int64_t when)
{
	return run->terms.settle == 0 ||
	       (int64_t)time(NULL) - when >= (int64_t)run->terms.settle;
}

// What is in the inbox by that name, and why it is left there; NULL: it may be taken.
static void look(struct hs_run *run, const char *name, struct entry *e)
{
	struct hs_err err;
	struct stat st;
	int64_t when = 0;

	*e = (struct entry){.name = hs_dup(name), .what = "new"};
	if (*name == '.')
		e->why = "hidden: its name begins with '.'";
	else if (fstatat(run->inbox, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		e->why = "it cannot be looked at";
	else if (measure(run->inbox, name, &st, e, &when, &err) < 0)
		e->why = "it cannot be read, or changes";
	else if (!is_still(run, when))
		e->what = "waiting";
	if (e->why)
		e->what = "left";
	e->changed = when;
}

// A clock that jumped: such a time tells nothing, and may not come for years. What is
// the same after as long a wait is still, too.
static void look_at_future(struct hs_run *run, struct hs_list *entries)
{
	struct entry *all = entries->items;
	uint64_t until = hs_clock_ms() + (uint64_t)run->terms.settle * 1000;
	bool some = false;

	for (size_t i = 0; i < entries->count; i++)
		some |= !strcmp(all[i].what, "waiting") &&
			all[i].changed > time(NULL) + 1;
	while (some && hs_clock_ms() < until && !run->terms.stop())
		(void)poll(NULL, 0, PAUSE_MS);
	for (size_t i = 0; some && i < entries->count; i++) {
		struct entry again;

		if (strcmp(all[i].what, "waiting") != 0)
			continue;
		look(run, all[i].name, &again);
		if (again.changed == all[i].changed && again.bytes == all[i].bytes &&
		    again.files == all[i].files && hs_clock_ms() >= until)
			again.what = "new";
		free(all[i].name);
		all[i] = again;
	}
}

int hs_run_may_name(struct hs_run *run, const char *code, struct hs_err *why)
{
	if (hs_code_unsafe(code))
		return hs_fail(why, HS_REFUSED, "it cannot name a dossier: %s",
			       hs_code_unsafe(code));
	if (hs_run_there(run->taken, code) || hs_run_there(run->dossiers, code))
		return hs_fail(
			why, HS_REFUSED,
			"there is a dossier of that name already: rename this one");
	return 0;
}

static bool is_dossier(int folder)
{
	struct stat st;

	return fstatat(folder, "dossier.json", &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(st.st_mode);
}

// A file by itself is a dossier of one file, named as it is without its ending.
static int claim_file(struct hs_run *run, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *code = hs_name_kept(name);
	HS_AUTO(hs_fd_done) int folder = -1;
	struct hs_err why = {0};

	if (strrchr(code, '.') > code)
		*strrchr(code, '.') = '\0';
	if (hs_run_may_name(run, code, &why) < 0)
		return hs_run_reject(run, run->inbox, name, &why, err);
	folder = hs_dir_make(run->taken, code, err);
	return folder < 0 ? -1 : hs_run_move(run->inbox, name, folder, name, err);
}

static int claim_folder(struct hs_run *run, int above, const char *name, const char *code,
			struct hs_err *err);

// The folders in it become dossiers of their own, named by the way to them.
static int claim_below(struct hs_run *run, int folder, const char *code,
		       struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};

	if (hs_names_read(folder, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++) {
		HS_AUTO(hs_buf_done) struct hs_buf below = {0};
		HS_AUTO(hs_text_free) char *kept = hs_name_kept(names.list[i]);
		struct stat st;

		if (fstatat(folder, names.list[i], &st, AT_SYMLINK_NOFOLLOW) < 0 ||
		    !S_ISDIR(st.st_mode))
			continue;
		hs_buf_addf(&below, "%s.%s", code, kept);
		if (claim_folder(run, folder, names.list[i], hs_buf_text(&below), err) <
		    0)
			return -1;
	}
	return 0;
}

static int claim_folder(struct hs_run *run, int above, const char *name, const char *code,
			struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int folder = hs_dir_open(above, name, err);
	HS_AUTO(hs_names_done) struct hs_names names = {0};
	struct hs_err why = {0};
	bool dossier, had_some;

	if (folder < 0 || hs_names_read(folder, &names, err) < 0)
		return -1;
	dossier = is_dossier(folder);
	had_some = names.count > 0;
	if (!dossier && claim_below(run, folder, code, err) < 0)
		return -1;
	hs_names_done(&names);
	if (hs_names_read(folder, &names, err) < 0)
		return -1;
	if (names.count == 0 && had_some)
		return unlinkat(above, name, AT_REMOVEDIR) < 0
			       ? hs_fail_sys(err, "remove the empty folder")
			       : 0;
	if (names.count == 0)
		hs_fail(&why, HS_DAMAGED, "an empty folder");
	if (names.count == 0 || hs_run_may_name(run, code, &why) < 0)
		return hs_run_reject(run, above, name, &why, err);
	return hs_run_move(above, name, dossier ? run->dossiers : run->taken, code, err);
}

static int claim(struct hs_run *run, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *code = hs_name_kept(name);
	struct hs_err why = {0};
	struct stat st;

	if (fstatat(run->inbox, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return hs_fail_sys(err, "look at it");
	if (S_ISDIR(st.st_mode))
		return claim_folder(run, run->inbox, name, code, err);
	if (S_ISREG(st.st_mode))
		return claim_file(run, name, err);
	hs_fail(&why, HS_REFUSED, "a link, a pipe or a device: it is not followed");
	return hs_run_reject(run, run->inbox, name, &why, err);
}

// Something in the inbox that is left where it is.
static int leave(struct hs_run *run, const char *name, const char *reason,
		 struct hs_err *err)
{
	HS_AUTO(hs_night_line_done)
	struct hs_night_line line = {.code = hs_dup(name),
				     .stage = hs_dup("inbox"),
				     .outcome = hs_dup(HS_NIGHT_LEFT),
				     .reason = hs_dup(reason)};

	return hs_run_record(run, &line, err);
}

static int claim_or_leave(struct hs_run *run, const struct entry *e, struct hs_err *err)
{
	struct hs_err why = {0};
	const char *reason = e->why;

	// "again" is in taken/ already, and has no reason.
	if (!strcmp(e->what, "new") && claim(run, e->name, &why) < 0) {
		if (why.code == HS_SYSTEM && (why.sys == ENOSPC || why.sys == EDQUOT)) {
			*err = why;
			return -1;
		}
		reason = why.text;
	}
	// Nobody wants a report each night that says no more than .DS_Store.
	return !reason || *e->name == '.' ? 0 : leave(run, e->name, reason, err);
}

static int look_at_all(struct hs_run *run, struct hs_list *entries, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names inbox = {0};

	if (hs_names_read(run->inbox, &inbox, err) < 0)
		return -1;
	for (size_t i = 0; i < inbox.count; i++) {
		struct entry one;

		look(run, inbox.list[i], &one);
		*(struct entry *)hs_list_add(entries, sizeof(one)) = one;
	}
	return 0;
}

// Whether what a bundle is made of changed after it, or there is none.
static bool out_of_date(struct hs_run *run, const char *code)
{
	static const char *const endings[] = {"zip", "zip.age"};
	static const char *const parts[] = {"dossier.json", "documents.json"};
	struct stat bundle = {0}, part;

	for (size_t i = 0; i < HS_COUNT(endings); i++) {
		HS_AUTO(hs_buf_done) struct hs_buf name = {0};

		hs_buf_addf(&name, "%s.%s", code, endings[i]);
		if (fstatat(run->bundles, hs_buf_text(&name), &bundle, 0) == 0)
			break;
	}
	for (size_t i = 0; i < HS_COUNT(parts); i++) {
		HS_AUTO(hs_buf_done) struct hs_buf name = {0};

		hs_buf_addf(&name, "%s/%s", code, parts[i]);
		if (fstatat(run->dossiers, hs_buf_text(&name), &part, 0) == 0 &&
		    (part.st_mtim.tv_sec > bundle.st_mtim.tv_sec ||
		     (part.st_mtim.tv_sec == bundle.st_mtim.tv_sec &&
		      part.st_mtim.tv_nsec > bundle.st_mtim.tv_nsec)))
			return true;
	}
	return false;
}

int hs_run_queue(struct hs_run *run, struct hs_names *codes, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names taken = {0}, dossiers = {0};

	if (hs_names_read(run->taken, &taken, err) < 0 ||
	    hs_names_read(run->dossiers, &dossiers, err) < 0)
		return -1;
	for (size_t i = 0; i < taken.count; i++)
		hs_names_add(codes, taken.list[i]);
	for (size_t i = 0; i < dossiers.count; i++)
		if (!hs_code_unsafe(dossiers.list[i]) &&
		    !hs_run_there(run->taken, dossiers.list[i]) &&
		    out_of_date(run, dossiers.list[i]))
			hs_names_add(codes, dossiers.list[i]);
	hs_names_sort(codes);
	return 0;
}

int hs_run_survey(struct hs_run *run, struct hs_list *entries, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names again = {0};

	if (hs_run_queue(run, &again, err) < 0)
		return -1;
	for (size_t i = 0; i < again.count; i++) {
		struct entry *e = hs_list_add(entries, sizeof(*e));
		struct stat st = {.st_mode = S_IFDIR};
		struct hs_err ignored;
		int64_t when;

		*e = (struct entry){.name = hs_dup(again.list[i]), .what = "again"};
		(void)!measure(run->taken, e->name, &st, e, &when, &ignored);
	}
	return look_at_all(run, entries, err);
}

int hs_run_claim_all(struct hs_run *run, struct hs_names *codes, struct hs_err *err)
{
	HS_AUTO(hs_run_entries_done) struct hs_list entries = {0};
	const struct entry *all;

	if (hs_run_survey(run, &entries, err) < 0 || hs_run_room(run, &entries, err) < 0)
		return -1;
	look_at_future(run, &entries);
	all = entries.items;
	for (size_t i = 0; i < entries.count; i++)
		if (claim_or_leave(run, &all[i], err) < 0)
			return -1;
	return hs_run_queue(run, codes, err);
}
