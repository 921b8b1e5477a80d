// run-line.c - the line of work: which program is started for which dossier, and what
// becomes of it.
#include "base/auto.h"
#include "base/mem.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/walk.h"
#include "work/run-part.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	AHEAD = 6, // dossiers on their way beyond those that are recognised
};

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

void hs_run_drop(struct hs_run *run)
{
	while (run->first) {
		struct job *next = run->first->next;

		job_free(&run->first);
		run->first = next;
	}
	run->last = &run->first;
}

bool hs_run_must_stop(const struct hs_run *run)
{
	return run->terms.stop() ||
	       (run->terms.until && (uint64_t)time(NULL) >= run->terms.until);
}

// A queue entry. Its name in taken/ is what says that it is in work.
int hs_run_add(struct hs_run *run, const char *code, struct hs_err *err)
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
	job->stage = came.count ? IMPORT : READ;
	*run->last = job;
	run->last = &job->next;
	run->all++;
	return 0;
}

uint64_t hs_run_bytes(int folder, const char *name)
{
	HS_AUTO(hs_walk_done) struct hs_walk all = {0};
	struct hs_err ignored;
	HS_AUTO(hs_fd_done) int below = hs_dir_open(folder, name, &ignored);
	uint64_t bytes = 0;

	if (below < 0 || hs_walk_read(below, &all, &ignored) < 0)
		return 0;
	for (size_t i = 0; i < all.count; i++)
		bytes += all.list[i].size;
	return bytes;
}

uint64_t hs_run_masters(const struct hs_run *run, const char *code)
{
	HS_AUTO(hs_text_free) char *path = hs_path_join(code, "masters");

	return hs_run_bytes(run->dossiers, path);
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
	if (!run->terms.shards)
		return hs_run_record(run, line, err);
	// The run that packs says it again, and it is the one that is counted.
	run->terms.told(run->terms.user, line);
	return 0;
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

	job->line.bytes_in = hs_run_masters(run, job->code);
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

// What a shard cannot do is left to the run that packs, which puts it into quarantine.
static int reject(struct hs_run *run, struct job *job, const struct hs_err *why,
		  const struct hs_buf *said, struct hs_err *err)
{
	if (run->terms.shards)
		return end_job(run, job, HS_NIGHT_LEFT, why, err);
	hs_text_set(&job->line.stage, hs_run_stages[job->stage].name);
	job->line.bytes_in = hs_run_masters(run, job->code);
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
	bool stopping = hs_run_must_stop(run) || run->halt;
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
		if (job->stage == PDF && run->terms.shards)
			return end_job(run, job, HS_NIGHT_READY, NULL, err);
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
		run->busy |= !stopping;
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

int hs_run_work(struct hs_run *run, struct hs_err *err)
{
	while (run->first && !run->halt && !hs_run_must_stop(run)) {
		if (start_reading(run, err) < 0 || start_others(run, err) < 0 ||
		    wait_for_one(run, err) < 0)
			return -1;
		hs_run_tell_progress(run);
	}
	return leave_all(run, err);
}
