// run.c - see run.h
#include "work/run.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "sys/clock.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/walk.h"
#include "work/run-part.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

enum {
	STEP_MS = 500, // between looks at the clock, and at the terminal
	AHEAD = 6,     // dossiers on their way beyond those that are recognised
	WATCH_MS =
		60000, // between looks at an inbox that tells nothing (a shared folder)
};

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

static void job_free(struct job **job)
{
	if (!*job)
		return;
	hs_child_done(&(*job)->child);
	hs_night_line_done(&(*job)->line);
	free((*job)->code);
	free(*job);
	*job = NULL;
}

static void drop_jobs(struct hs_run *run)
{
	while (run->first) {
		struct job *next = run->first->next;

		job_free(&run->first);
		run->first = next;
	}
	run->last = &run->first;
}

void hs_run_free(struct hs_run **run)
{
	struct hs_run *r = *run;

	if (!r)
		return;
	drop_jobs(r);
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

struct hs_run *hs_run_new(const struct hs_run_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_run_free) struct hs_run *run = run_new(terms);

	if (open_root(run, err) < 0 || open_folders(run, err) < 0)
		return NULL;
	if (terms->look)
		return HS_STEAL(run);
	if (hs_lock(run->root_fd, err) < 0) {
		hs_within(err, "'%s'", terms->root);
		return NULL;
	}
	// What killed runs left: drafts of output, unfinished moves, nights without an
	// end.
	if (hs_draft_sweep(run->root_fd, err) < 0 || hs_run_mend(run, err) < 0 ||
	    hs_run_close_old(run, err) < 0)
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

int hs_run_init(const struct hs_run_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_run_free) struct hs_run *run = run_new(terms);
	HS_AUTO(hs_fd_done) int root = hs_dir_make(AT_FDCWD, terms->root, err);
	HS_AUTO(hs_buf_done) struct hs_buf said = {0}, index = {0};
	int status;

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
	status = hs_run_program(run, "hoso-index",
				(const char *const[]){"-d", hs_buf_text(&index), NULL},
				&said, err);
	if (status > 0)
		return hs_fail(err, HS_SYSTEM, "hoso-index: %s", hs_buf_text(&said));
	return status;
}

static bool must_stop(const struct hs_run *run)
{
	return run->terms.stop() ||
	       (run->terms.until && (uint64_t)time(NULL) >= run->terms.until);
}

// A queue entry. Its name in taken/ is what says that it is in work.
static int add_job(struct hs_run *run, const char *code, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int taken = hs_dir_make(run->taken, code, err);
	HS_AUTO(hs_names_done) struct hs_names came = {0};
	struct job *job;

	if (taken < 0 || hs_names_read(taken, &came, err) < 0)
		return -1;
	job = HS_NEW(struct job);
	job->code = hs_dup(code);
	job->line.code = hs_dup(code);
	job->child = (struct hs_child){.wake = -1, .out = -1, .said = -1};
	// Nothing came: a dossier that was one before, or had been brought as one.
	job->stage = came.count ? IMPORT : CHECK;
	*run->last = job;
	run->last = &job->next;
	run->all++;
	return 0;
}

static uint64_t masters_bytes(const struct hs_run *run, const char *code)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};
	HS_AUTO(hs_walk_done) struct hs_walk all = {0};
	HS_AUTO(hs_fd_done) int folder = -1;
	struct hs_err ignored;
	uint64_t bytes = 0;

	hs_buf_addf(&path, "%s/masters", code);
	folder = hs_dir_open(run->dossiers, hs_buf_text(&path), &ignored);
	if (folder < 0 || hs_walk_read(folder, &all, &ignored) < 0)
		return 0;
	for (size_t i = 0; i < all.count; i++)
		bytes += all.list[i].size;
	return bytes;
}

static int end_job(struct hs_run *run, struct job *job, const char *outcome,
		   const struct hs_err *why, struct hs_err *err)
{
	struct hs_night_line *line = &job->line;

	hs_text_set(&line->outcome, outcome);
	if (why) {
		hs_text_set(&line->reason, why->text);
		hs_text_set(&line->stage, hs_run_stages[job->stage].name);
	}
	line->milliseconds = job->began ? hs_clock_ms() - job->began : 0;
	run->over++;
	return hs_run_record(run, line, err);
}

// Pages that came, pages that are out: a difference is nothing that may be passed over.
static int count_pages(const struct job *job, struct hs_err *why)
{
	const struct hs_night_line *line = &job->line;

	if (line->pages == line->read + line->kept + line->failed)
		return 0;
	return hs_fail(why, HS_DAMAGED, "%llu pages came, %llu were read, %llu failed",
		       (unsigned long long)line->pages,
		       (unsigned long long)(line->read + line->kept),
		       (unsigned long long)line->failed);
}

static int finish(struct hs_run *run, struct job *job, const struct hs_err *unindexed,
		  struct hs_err *err)
{
	struct hs_err why = {0};

	job->line.bytes_in = masters_bytes(run, job->code);
	if (!unindexed || job->line.packed_pages)
		unindexed = NULL;
	job->line.packed_pages = job->line.pages;
	if (count_pages(job, &why) < 0 || hs_run_clear(run, job->code, &why) < 0) {
		if (why.code == HS_SYSTEM) {
			*err = why;
			return -1;
		}
		hs_text_set(&job->line.stage, hs_run_stages[job->stage].name);
		if (hs_run_quarantine(run, job, &why, NULL, err) < 0)
			return -1;
		return end_job(run, job, HS_NIGHT_QUARANTINE, &why, err);
	}
	return end_job(run, job, HS_NIGHT_PACKED, unindexed, err);
}

static int reject(struct hs_run *run, struct job *job, const struct hs_err *why,
		  const struct hs_buf *said, struct hs_err *err)
{
	hs_text_set(&job->line.stage, hs_run_stages[job->stage].name);
	job->line.bytes_in = masters_bytes(run, job->code);
	if (hs_run_quarantine(run, job, why, said, err) < 0)
		return -1;
	return end_job(run, job, HS_NIGHT_QUARANTINE, why, err);
}

static void halt(struct hs_run *run, const struct hs_err *why)
{
	if (!run->halt)
		run->halted = *why;
	run->halted.code = HS_SYSTEM; // whatever the program called it
	run->halt = true;
}

// What its answer means. *over: the job has left the line.
static int advance(struct hs_run *run, struct job *job, bool *over, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf said = {0};
	bool stopping = must_stop(run) || run->halt;
	struct hs_err why = {0};
	enum answer answer = hs_run_stage_take(run, job, &said, &why);

	*over = true;
	if (stopping && answer != ANSWER_NEXT)
		answer = ANSWER_LEFT; // it was told to stop: that is no fault of its
	switch (answer) {
	case ANSWER_NEXT:
		if (job->stage == IMPORT)
			run->pages += job->line.pages;
		if (job->stage == INDEX)
			return finish(run, job, why.text[0] ? &why : NULL, err);
		job->stage++;
		*over = false;
		return 0;
	case ANSWER_AGAIN:
		*over = false;
		return 0;
	case ANSWER_BAD:
		return reject(run, job, &why, &said, err);
	case ANSWER_HALT:
		halt(run, &why);
		break;
	case ANSWER_LEFT:
		break;
	}
	if (!why.text[0])
		hs_fail(&why, HS_BUSY, "the run was stopped");
	return end_job(run, job, HS_NIGHT_LEFT, &why, err);
}

static unsigned at_work(const struct hs_run *run, enum stage stage, unsigned *workers)
{
	unsigned count = 0;

	for (const struct job *j = run->first; j; j = j->next)
		if (j->child.pid && j->stage == stage) {
			count++;
			if (workers)
				*workers += j->workers;
		}
	return count;
}

// Of those that wait to be recognised the one of most pages, so that none of many is the
// last to begin; *waiting: how many there are that were not begun, or not even imported.
static struct job *next_to_read(const struct hs_run *run, unsigned *waiting)
{
	struct job *best = NULL;

	*waiting = 0;
	for (struct job *j = run->first; j; j = j->next) {
		if (j->stage > READ || (j->stage == READ && j->child.pid))
			continue;
		++*waiting;
		if (j->stage == READ && (!best || j->line.pages > best->line.pages))
			best = j;
	}
	return best;
}

static int start_reading(struct hs_run *run, struct hs_err *err)
{
	unsigned waiting, busy = 0;
	struct job *job = next_to_read(run, &waiting);

	(void)at_work(run, READ, &busy);
	while (job && busy < run->terms.jobs) {
		unsigned room = run->terms.jobs - busy;
		unsigned workers = (room + waiting - 1) / waiting;

		if (workers > job->line.pages && job->line.pages)
			workers = (unsigned)job->line.pages;
		if (hs_run_stage_start(run, job, workers, err) < 0)
			return -1;
		busy += workers;
		job = next_to_read(run, &waiting);
	}
	return 0;
}

// Everything but recognition: one process, or one for so many processors. Who is nearest
// to the end goes first.
static int start_others(struct hs_run *run, struct hs_err *err)
{
	unsigned active = 0;

	for (const struct job *j = run->first; j; j = j->next)
		active += j->began != 0;
	for (struct job *j = run->first; j; j = j->next) {
		const struct stage_row *row = &hs_run_stages[j->stage];
		unsigned most = 1 + (row->share ? run->terms.jobs / row->share : 0);

		if (j->child.pid || j->stage == READ ||
		    at_work(run, j->stage, NULL) >= most)
			continue;
		if (!j->began && active >= 2 * run->terms.jobs + AHEAD)
			return 0;
		active += !j->began;
		if (!j->began)
			j->began = hs_clock_ms();
		if (hs_run_stage_start(run, j, 1, err) < 0)
			return -1;
	}
	return 0;
}

static void remove_job(struct hs_run *run, struct job *job)
{
	struct job **at = &run->first;

	while (*at != job)
		at = &(*at)->next;
	*at = job->next;
	if (!*at)
		run->last = at;
	job_free(&job);
}

// Waits for some program to end, or a while.
static int wait_for_one(struct hs_run *run, struct hs_err *err)
{
	struct pollfd *polls;
	nfds_t count = 0;
	struct job *next;

	for (const struct job *j = run->first; j; j = j->next)
		count += j->child.pid != 0;
	polls = hs_new(count ? count : 1, sizeof(*polls));
	count = 0;
	for (const struct job *j = run->first; j; j = j->next)
		if (j->child.pid)
			polls[count++] = (struct pollfd){j->child.wake, POLLIN, 0};
	(void)poll(polls, count, STEP_MS); // a signal is as good as an answer
	free(polls);
	for (struct job *j = run->first; j; j = next) {
		struct pollfd one = {j->child.wake, POLLIN, 0};
		bool over;

		next = j->next;
		if (!j->child.pid || poll(&one, 1, 0) <= 0)
			continue;
		if (advance(run, j, &over, err) < 0)
			return -1;
		if (over)
			remove_job(run, j);
	}
	return 0;
}

// Those at work are told, and waited for; the rest has not begun.
static int leave_all(struct hs_run *run, struct hs_err *err)
{
	struct hs_err why = {0};

	for (const struct job *j = run->first; j; j = j->next)
		hs_child_stop(&j->child, SIGTERM);
	hs_fail(&why, HS_BUSY, "the run was stopped");
	while (run->first) {
		struct job *job = run->first;
		bool over = false;

		if (job->child.pid && advance(run, job, &over, err) < 0)
			return -1;
		if (!over && end_job(run, job, HS_NIGHT_LEFT,
				     run->halt ? &run->halted : &why, err) < 0)
			return -1;
		remove_job(run, job);
	}
	return 0;
}

static int work(struct hs_run *run, struct hs_err *err)
{
	while (run->first && !run->halt && !must_stop(run)) {
		if (start_reading(run, err) < 0 || start_others(run, err) < 0 ||
		    wait_for_one(run, err) < 0)
			return -1;
		hs_run_tell_progress(run);
	}
	return leave_all(run, err);
}

// An index that is not sound is made anew from the dossiers, which are the truth.
static int mend_index(struct hs_run *run, struct hs_err *err)
{
	static const char *const parts[] = {"index.db-wal", "index.db-shm",
					    "index.db-journal", "index.db"};
	HS_AUTO(hs_buf_done) struct hs_buf index = {0}, work = {0}, said = {0};
	struct hs_err what = {0};
	int status;

	if (!hs_run_there(run->root_fd, "index.db") || hs_run_index_sound(run))
		return 0;
	hs_buf_addf(&index, "%s/index.db", run->root);
	hs_buf_addf(&work, "%s/dossiers", run->root);
	hs_fail(&what, HS_DAMAGED, "it is not sound: made anew from dossiers/");
	run->terms.note(run->terms.user, hs_buf_text(&index), &what);
	for (size_t i = 0; i < HS_COUNT(parts); i++)
		if (unlinkat(run->root_fd, parts[i], 0) < 0 && errno != ENOENT)
			return hs_fail_sys(err, "remove '%s'", parts[i]);
	status = hs_run_program(run, "hoso-index",
				(const char *const[]){"-d", hs_buf_text(&index), NULL},
				&said, err);
	if (status == 0)
		status = hs_run_program(run, "hoso-index",
					(const char *const[]){"--rebuild",
							      hs_buf_text(&work), "-d",
							      hs_buf_text(&index), NULL},
					&said, err);
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
	if (hs_run_room(run, err) < 0 || hs_run_claim(run, err) < 0 ||
	    hs_run_queue(run, &codes, err) < 0)
		return -1;
	if (codes.count && mend_index(run, err) < 0)
		return -1;
	for (size_t i = 0; i < codes.count; i++)
		if (add_job(run, codes.list[i], err) < 0)
			return -1;
	return 0;
}

int hs_run_night(struct hs_run *run, enum hs_run_end *end, struct hs_err *err)
{
	struct hs_err last = {0};
	int got = begin_round(run, err);

	if (got == 0)
		got = work(run, err);
	drop_jobs(run);
	if (got == 0 && run->halt) {
		*err = run->halted;
		got = -1;
	}
	*end = must_stop(run) ? HS_RUN_STOPPED : HS_RUN_FINISHED;
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
	while (!must_stop(run) && hs_clock_ms() < look) {
		struct pollfd one = {run->watch, POLLIN, 0};

		if (poll(&one, 1, STEP_MS) > 0 &&
		    read(run->watch, events, sizeof(events)) > 0)
			look = hs_clock_ms() + (uint64_t)run->terms.settle * 1000;
	}
	*more = !must_stop(run);
	return 0;
}
