// crew.c - see crew.h
#include "sys/crew.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/file.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct task {
	struct hs_crew_job job;
	char ask[HS_ASK_MAX];
	int out;
	struct task *next;
};

struct slot {
	struct hs_worker *worker; // NULL: none yet
	struct task *task;        // NULL: idle
	int64_t due;              // milliseconds, monotonic
};

struct hs_crew {
	struct hs_crew_terms terms;
	struct task *head, **tail; // waiting
	unsigned waiting, busy;
	bool half_jailed;
	struct slot *slots;
	struct pollfd *polls; // of the slots, and one more
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void task_free(struct task **task)
{
	if (!*task)
		return;
	hs_fd_done(&(*task)->job.in);
	hs_fd_done(&(*task)->out);
	free(*task);
	*task = NULL;
}

// Every worker and every job at hand or waiting holds descriptors: with many
// processors more than the 1024 that a process may usually open.
static void allow_descriptors(void)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) < 0)
		return;
	r.rlim_cur = r.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &r);
}

struct hs_crew *hs_crew_new(const struct hs_crew_terms *terms, struct hs_err *err)
{
	struct hs_crew *crew;

	if (terms->count == 0 || terms->deadline == 0) {
		hs_fail(err, HS_USAGE, "a crew needs a worker and a deadline");
		return NULL;
	}
	allow_descriptors();
	crew = HS_NEW(struct hs_crew);
	crew->terms = *terms;
	crew->tail = &crew->head;
	crew->slots = hs_new(terms->count, sizeof(*crew->slots));
	crew->polls = hs_new(terms->count + 1, sizeof(*crew->polls));
	return crew;
}

void hs_crew_free(struct hs_crew **crew)
{
	struct hs_crew *c = *crew;

	if (!c)
		return;
	for (unsigned i = 0; i < c->terms.count; i++) {
		hs_worker_free(&c->slots[i].worker);
		task_free(&c->slots[i].task);
	}
	while (c->head) {
		struct task *next = c->head->next;

		task_free(&c->head);
		c->head = next;
	}
	free(c->slots);
	free(c->polls);
	free(c);
	*crew = NULL;
}

static void tell(struct task *task, const struct hs_err *why)
{
	struct hs_err lost = {0};

	if (!why && lseek(task->out, 0, SEEK_SET) < 0) {
		hs_fail_sys(&lost, "rewind the answer");
		why = &lost;
	}
	task->job.done(task->job.owner, task->out, why);
	task_free(&task);
}

static int64_t due_in(const struct hs_crew *crew, const struct task *task)
{
	unsigned parts = task->job.parts ? task->job.parts : 1;

	return (int64_t)crew->terms.deadline * 1000 * parts;
}

// Gives a slot its task. Where that fails the task is told so.
static void start(struct hs_crew *crew, struct slot *slot, struct task *task)
{
	struct hs_err err = {0};

	if (slot->worker && hs_worker_kind(slot->worker) != task->job.kind)
		hs_worker_free(&slot->worker);
	if (!slot->worker)
		slot->worker = hs_worker_start(task->job.kind, &crew->terms.worker, &err);
	if (!slot->worker || hs_worker_give(slot->worker, task->ask, task->job.ask_len,
					    task->job.in, task->out, &err) < 0) {
		hs_worker_free(&slot->worker);
		tell(task, &err);
		return;
	}
	slot->task = task;
	slot->due = now_ms() + due_in(crew, task);
	crew->busy++;
}

static struct slot *idle_slot(struct hs_crew *crew, const struct hs_worker_kind *kind)
{
	struct slot *found = NULL;

	for (unsigned i = 0; i < crew->terms.count; i++) {
		struct slot *s = &crew->slots[i];

		if (s->task)
			continue;
		if (s->worker && hs_worker_kind(s->worker) == kind)
			return s;
		if (!found || !s->worker)
			found = s;
	}
	return found;
}

static void dispatch(struct hs_crew *crew)
{
	while (crew->head) {
		struct task *task = crew->head;
		struct slot *slot = idle_slot(crew, task->job.kind);

		if (!slot)
			return;
		crew->head = task->next;
		if (!crew->head)
			crew->tail = &crew->head;
		crew->waiting--;
		start(crew, slot, task);
	}
}

// The slot's job is over: the next one starts before the owner is told, so
// that a worker never waits for the disk.
static void finish(struct hs_crew *crew, struct slot *slot, const struct hs_err *why)
{
	struct task *task = HS_STEAL(slot->task);

	crew->busy--;
	if (slot->worker && hs_worker_dead(slot->worker))
		hs_worker_free(&slot->worker);
	dispatch(crew);
	tell(task, why);
}

static void collect(struct hs_crew *crew, struct slot *slot)
{
	struct hs_err err = {0};
	int got = hs_worker_take(slot->worker, &err);

	if (!hs_worker_dead(slot->worker))
		crew->half_jailed |= !hs_worker_jailed(slot->worker);
	finish(crew, slot, got < 0 ? &err : NULL);
}

static void expire(struct hs_crew *crew, struct slot *slot)
{
	struct hs_err err = {0};

	hs_worker_free(&slot->worker);
	hs_fail(&err, HS_LIMIT, "no answer within %u seconds",
		(unsigned)(due_in(crew, slot->task) / 1000));
	finish(crew, slot, &err);
}

static int timeout(const struct hs_crew *crew)
{
	int64_t now = now_ms(), left = INT32_MAX;

	for (unsigned i = 0; i < crew->terms.count; i++)
		if (crew->slots[i].task && crew->slots[i].due - now < left)
			left = crew->slots[i].due - now;
	return left < 0 ? 0 : (int)left;
}

// Waits until some job is over, and finishes it, or until fd (-1: none) can be read: 1.
static int step(struct hs_crew *crew, int fd, struct hs_err *err)
{
	struct pollfd *other = &crew->polls[crew->terms.count];

	*other = (struct pollfd){.fd = fd, .events = POLLIN};
	for (unsigned i = 0; i < crew->terms.count; i++) {
		struct slot *s = &crew->slots[i];

		crew->polls[i] = (struct pollfd){
			.fd = s->task ? hs_worker_fd(s->worker) : -1,
			.events = POLLIN,
		};
	}
	if (poll(crew->polls, crew->terms.count + 1, timeout(crew)) < 0)
		return errno == EINTR ? 0 : hs_fail_sys(err, "wait for the workers");
	for (unsigned i = 0; i < crew->terms.count; i++) {
		struct slot *s = &crew->slots[i];

		// Finishing one slot may start a job in another, which was not polled.
		if (crew->polls[i].fd < 0 || !s->task)
			continue;
		if (crew->polls[i].revents)
			collect(crew, s);
		else if (now_ms() >= s->due)
			expire(crew, s);
	}
	return other->revents ? 1 : 0;
}

int hs_crew_give(struct hs_crew *crew, const struct hs_crew_job *job, struct hs_err *err)
{
	HS_AUTO(task_free) struct task *task = HS_NEW(struct task);

	task->job = *job;
	memcpy(task->ask, job->ask, job->ask_len);
	task->out = job->has_out ? job->out : memfd_create("answer", MFD_CLOEXEC);
	if (task->out < 0)
		return hs_fail_sys(err, "make room for an answer");
	while (crew->waiting >= crew->terms.count)
		if (step(crew, -1, err) < 0)
			return -1;
	*crew->tail = task;
	crew->tail = &task->next;
	crew->waiting++;
	(void)HS_STEAL(task);
	dispatch(crew);
	return 0;
}

int hs_crew_until(struct hs_crew *crew, int fd, struct hs_err *err)
{
	unsigned before = crew->waiting + crew->busy;
	int got = 0;

	while (crew->waiting + crew->busy >= before && before) {
		dispatch(crew);
		if (crew->busy)
			got = step(crew, fd, err);
		if (got)
			return got < 0 ? -1 : 0;
	}
	return before ? 1 : 0;
}

int hs_crew_next(struct hs_crew *crew, struct hs_err *err)
{
	return hs_crew_until(crew, -1, err) < 0 ? -1 : 0;
}

int hs_crew_wait(struct hs_crew *crew, struct hs_err *err)
{
	while (crew->waiting || crew->busy) {
		dispatch(crew);
		if (crew->busy && step(crew, -1, err) < 0)
			return -1;
	}
	return 0;
}

bool hs_crew_half_jailed(const struct hs_crew *crew)
{
	return crew->half_jailed;
}
