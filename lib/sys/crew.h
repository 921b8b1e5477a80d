// crew.h - n workers, a short queue, and a deadline for every job.
//
// hs_crew_give returns as soon as a place in the queue is free and meanwhile
// hands finished jobs to their owners, in the order in which they finish.
// A worker that dies or passes its deadline is reaped; its job fails with the
// reason, and a new worker starts with the next job. A slot whose worker is of
// another kind than the next job gets a new worker, so the number of processes
// never exceeds n.
#pragma once

#include "base/err.h"
#include "sys/worker.h"

struct hs_crew;

struct hs_crew_terms {
	unsigned count;    // workers, at least 1
	unsigned deadline; // seconds from handing over a job to its answer
	struct hs_worker_terms worker;
};

// How a job ended: why is NULL when it was done; out is its output, rewound.
// Both are borrowed for the call. It may not call the crew.
typedef void hs_crew_done_fn(void *owner, int out, const struct hs_err *why);

struct hs_crew_job {
	const struct hs_worker_kind *kind;
	const void *ask; // copied
	size_t ask_len;  // at most HS_ASK_MAX
	int in;          // the crew closes it, whatever happens
	bool has_out;    // the answer goes into out, which the crew closes, not into
	int out;         // memory
	unsigned parts;  // that many deadlines for it; 0: one
	hs_crew_done_fn *done;
	void *owner;
};

HS_CHECKED struct hs_crew *hs_crew_new(const struct hs_crew_terms *terms,
				       struct hs_err *err);
// Kills what still works; jobs not answered are dropped without a word.
void hs_crew_free(struct hs_crew **crew);

// -1 only when the system refuses to go on (no output file, no poll); what
// becomes of the job itself is told to its owner.
HS_CHECKED int hs_crew_give(struct hs_crew *crew, const struct hs_crew_job *job,
			    struct hs_err *err);
HS_CHECKED int hs_crew_wait(struct hs_crew *crew, struct hs_err *err); // for all jobs
// Waits until one more job is over; at once where there is none.
HS_CHECKED int hs_crew_next(struct hs_crew *crew, struct hs_err *err);
// The same, but no longer than until fd can be read. 1: a job is over; 0: fd can be read,
// or there is no job.
HS_CHECKED int hs_crew_until(struct hs_crew *crew, int fd, struct hs_err *err);

// Whether some worker could not be jailed completely.
bool hs_crew_half_jailed(const struct hs_crew *crew);
