// worker.h - run one function in a process that may crash.
//
// Control is one small message each way; data travels in files. The parent
// opens the input and the output and passes both descriptors, so the worker
// needs no right to open anything. The answer is a struct hs_err.
//
// A worker is this same program, executed again: a fresh address space with
// nothing inherited but the socket, and an environment of its own (OpenMP reads
// OMP_THREAD_LIMIT before main, so it cannot be set later: FINDINGS).
// Order in it: setup (load models), jail, jobs.
#pragma once

#include "base/err.h"
#include "sys/jail.h"

#include <stdbool.h>
#include <sys/types.h>

struct hs_worker;

enum { HS_ASK_MAX = 512 }; // bytes of one job's parameters

// One job, as the worker sees it: its parameters and its two files.
struct hs_job {
	const void *ask; // what hs_worker_give was given; aligned for any type
	size_t ask_len;
	int in, out;
	int room; // the folder of hs_worker_terms, or -1
};

struct hs_worker_kind {
	const char *name;
	// Runs in the worker, after setup, inside the jail.
	int (*run)(void *state, const struct hs_job *job, struct hs_err *err);
	// Optional; in the worker before the jail closes: load models here. Gives
	// what run gets as state (it lives as long as the worker). Where it or the
	// jail fails, every job is answered with that, as HS_SYSTEM.
	int (*setup)(const char *param, void **state, struct hs_err *err);
	struct hs_jail jail;
	// Of our environment, what it needs beyond what every worker gets; ends with
	// NULL, or is NULL.
	const char *const *environment;
	// What one job frees is kept for the next (KEPT of worker.c), not given back to
	// the kernel: for jobs that take and free whole pages many times over, which
	// cost a fault for every 4 KiB each time.
	bool keeps_memory;
};

// What the parent decides for a worker that it starts.
struct hs_worker_terms {
	const char *param; // for setup; may be NULL
	size_t memory;     // bytes of address space instead of the jail's; 0: the jail's
	bool strict;       // without a complete jail every job fails
	int room;          // a folder that it may read, or -1
};

// First thing in main. Returns if this process is no worker; else never.
void hs_worker_main(const struct hs_worker_kind *const kinds[]);

HS_CHECKED struct hs_worker *hs_worker_start(const struct hs_worker_kind *kind,
					     const struct hs_worker_terms *terms,
					     struct hs_err *err);
void hs_worker_free(struct hs_worker **w); // kills it if it still works

// Hands over a job; both descriptors stay the caller's. One job at a time.
HS_CHECKED int hs_worker_give(struct hs_worker *w, const void *ask, size_t ask_len,
			      int in, int out, struct hs_err *err);
// Waits for the answer: 0, or -1 with the worker's own error, or HS_DIED with
// how it ended (it has been reaped and must be freed and started again).
HS_CHECKED int hs_worker_take(struct hs_worker *w, struct hs_err *err);
// Both.
HS_CHECKED int hs_worker_ask(struct hs_worker *w, const void *ask, size_t ask_len, int in,
			     int out, struct hs_err *err);

int hs_worker_fd(const struct hs_worker *w);      // readable when there is an answer
bool hs_worker_dead(const struct hs_worker *w);   // reaped
bool hs_worker_jailed(const struct hs_worker *w); // as its latest answer said
const struct hs_worker_kind *hs_worker_kind(const struct hs_worker *w);
