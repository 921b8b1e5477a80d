// run.c - see run.h
#include "work/run.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/clock.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "work/run-part.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
	WATCH_MS = 60000
}; // between looks at an inbox that tells nothing (a shared folder)

static const struct {
	const char *name;
	size_t at;
} folders[] = {
	{"inbox", offsetof(struct hs_run, inbox)},
	{"taken", offsetof(struct hs_run, taken)},
	{"dossiers", offsetof(struct hs_run, dossiers)},
	{"bundles", offsetof(struct hs_run, bundles)},
	{"quarantine", offsetof(struct hs_run, quarantine)},
	{"reports", offsetof(struct hs_run, reports)},
};

static int *folder_of(struct hs_run *run, size_t i)
{
	return (int *)((char *)run + folders[i].at);
}

static struct hs_run *run_new(const struct hs_run_terms *terms)
{
	struct hs_run *run = HS_NEW(struct hs_run);

	run->terms = *terms;
	run->root_fd = run->watch = run->journal = -1;
	for (size_t i = 0; i < HS_COUNT(folders); i++)
		*folder_of(run, i) = -1;
	run->last = &run->first;
	return run;
}

void hs_run_free(struct hs_run **run)
{
	struct hs_run *r = *run;

	if (!r)
		return;
	hs_run_drop(r);
	for (size_t i = 0; i < HS_COUNT(folders); i++)
		hs_fd_done(folder_of(r, i));
	hs_fd_done(&r->root_fd);
	hs_fd_done(&r->watch);
	hs_fd_done(&r->journal);
	free(r->night);
	free(r->root);
	free(r);
	*run = NULL;
}

static int open_root(struct hs_run *run, struct hs_err *err)
{
	run->root = realpath(run->terms.root, NULL);
	if (!run->root)
		return hs_fail_sys(err, "open '%s'", run->terms.root);
	run->root_fd = hs_dir_open(AT_FDCWD, run->root, err);
	return run->root_fd < 0 ? -1 : 0;
}

static int open_folders(struct hs_run *run, struct hs_err *err)
{
	for (size_t i = 0; i < HS_COUNT(folders); i++) {
		if (!hs_run_there(run->root_fd, folders[i].name))
			return hs_fail(
				err, HS_USAGE,
				"'%s' has no folder '%s': hoso-run --init makes it",
				run->terms.root, folders[i].name);
		*folder_of(run, i) = hs_dir_open(run->root_fd, folders[i].name, err);
		if (*folder_of(run, i) < 0)
			return -1;
	}
	return 0;
}

// Makes the archive ours, and mends what killed runs left: drafts of output, unfinished
// moves, nights without an end. Shards work beside each other, and mend nothing.
static int take_root(struct hs_run *run, struct hs_err *err)
{
	bool shared = run->terms.shards;

	if ((shared ? hs_lock_shared : hs_lock)(run->root_fd, err) < 0) {
		hs_within(err, "'%s'", run->terms.root);
		return -1;
	}
	if (shared)
		return 0;
	return hs_draft_sweep(run->root_fd, err) < 0 || hs_run_mend(run, err) < 0 ||
			       hs_run_close_old(run, err) < 0
		       ? -1
		       : 0;
}

struct hs_run *hs_run_new(const struct hs_run_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_run_free) struct hs_run *run = run_new(terms);

	if (open_root(run, err) < 0 || open_folders(run, err) < 0 ||
	    (!terms->look && take_root(run, err) < 0))
		return NULL;
	return HS_STEAL(run);
}

static const char conf[] =
	"# hoso.conf - settings of this archive, for all programs: hoso(1), "
	"hoso-run(1).\n"
	"# What stands above all sections is for every program; [ocr] is for hoso-ocr.\n"
	"\n"
	"[run]\n"
	"# settle = 120    seconds that something in inbox/ must have been still\n"
	"# until = 06:00   stop before the office opens\n"
	"\n"
	"[pack]\n"
	"# profile = csip\n";

// Makes an empty index where there is none.
static int make_index(struct hs_run *run, const char *index, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf said = {0};
	int status = hs_run_program(run, "hoso-index",
				    (const char *const[]){"-d", index, NULL}, &said, err);

	if (status > 0)
		return hs_fail(err, HS_SYSTEM, "hoso-index: %s", hs_buf_text(&said));
	return status;
}

int hs_run_init(const struct hs_run_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_run_free) struct hs_run *run = run_new(terms);
	HS_AUTO(hs_fd_done) int root = hs_dir_make(AT_FDCWD, terms->root, err);
	HS_AUTO(hs_buf_done) struct hs_buf index = {0};

	if (root < 0 || open_root(run, err) < 0)
		return -1;
	for (size_t i = 0; i < HS_COUNT(folders); i++) {
		*folder_of(run, i) = hs_dir_make(run->root_fd, folders[i].name, err);
		if (*folder_of(run, i) < 0)
			return -1;
	}
	if (!hs_run_there(run->root_fd, "hoso.conf") &&
	    hs_file_store(run->root_fd, run->root_fd, "hoso.conf", conf, sizeof(conf) - 1,
			  err) < 0)
		return -1;
	hs_buf_addf(&index, "%s/index.db", run->root);
	return make_index(run, hs_buf_text(&index), err);
}

// An index that is gone or not sound is made anew from the dossiers, which are the truth.
static int mend_index(struct hs_run *run, struct hs_err *err)
{
	static const char *const parts[] = {"index.db-wal", "index.db-shm",
					    "index.db-journal", "index.db"};
	HS_AUTO(hs_buf_done) struct hs_buf index = {0}, work = {0}, said = {0};
	struct hs_err what = {0};
	int status;

	if (hs_run_there(run->root_fd, "index.db") && hs_run_index_sound(run))
		return 0;
	hs_buf_addf(&index, "%s/index.db", run->root);
	hs_buf_addf(&work, "%s/dossiers", run->root);
	hs_fail(&what, HS_DAMAGED, "it is gone or not sound: made anew from dossiers/");
	run->terms.note(run->terms.user, hs_buf_text(&index), &what);
	for (size_t i = 0; i < HS_COUNT(parts); i++)
		if (unlinkat(run->root_fd, parts[i], 0) < 0 && errno != ENOENT)
			return hs_fail_sys(err, "remove '%s'", parts[i]);
	if (make_index(run, hs_buf_text(&index), err) < 0)
		return -1;
	status = hs_run_program(run, "hoso-index",
				(const char *const[]){"--rebuild", hs_buf_text(&work),
						      "-d", hs_buf_text(&index), NULL},
				&said, err);
	// 1: some dossiers could not be read; the others are in it.
	return status > 1 ? hs_fail(err, HS_SYSTEM, "hoso-index: %s", hs_buf_text(&said))
	       : status < 0 ? -1
			    : 0;
}

static int begin_round(struct hs_run *run, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names codes = {0};

	run->over = run->all = 0;
	run->pages = run->pages_over = 0;
	run->began_ms = hs_clock_ms();
	run->halt = false;
	run->unable = NULL;
	if (hs_run_claim_all(run, &codes, err) < 0)
		return -1;
	if (codes.count && mend_index(run, err) < 0)
		return -1;
	for (size_t i = 0; i < codes.count; i++)
		if (hs_run_add(run, codes.list[i], err) < 0)
			return -1;
	return 0;
}

int hs_run_night(struct hs_run *run, enum hs_run_end *end, struct hs_err *err)
{
	struct hs_err last = {0};
	int got = begin_round(run, err);

	if (got == 0)
		got = hs_run_work(run, err);
	hs_run_drop(run);
	if (got == 0 && run->halt) {
		*err = run->halted;
		got = -1;
	}
	*end = hs_run_must_stop(run) ? HS_RUN_STOPPED : HS_RUN_FINISHED;
	if (hs_run_close(run,
			 got < 0                  ? "failed"
			 : *end == HS_RUN_STOPPED ? "stopped"
						  : "finished",
			 got < 0 ? err->text : NULL, &last) < 0 &&
	    got == 0) {
		*err = last;
		return -1;
	}
	return got;
}

int hs_run_wait(struct hs_run *run, bool *more, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *inbox = hs_path_join(run->root, "inbox");
	uint64_t look = hs_clock_ms() + WATCH_MS;
	char events[4096];

	if (run->watch < 0)
		run->watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (run->watch < 0 ||
	    inotify_add_watch(run->watch, inbox,
			      IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR) < 0)
		return hs_fail_sys(err, "watch '%s'", inbox);
	while (!hs_run_must_stop(run) && hs_clock_ms() < look) {
		struct pollfd one = {run->watch, POLLIN, 0};

		if (poll(&one, 1, STEP_MS) > 0 &&
		    read(run->watch, events, sizeof(events)) > 0)
			look = hs_clock_ms() + (uint64_t)run->terms.settle * 1000;
	}
	*more = !hs_run_must_stop(run);
	return 0;
}
