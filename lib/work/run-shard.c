// run-shard.c - a part of the queue, for one of several machines.
//
// Which dossiers are whose is nowhere written down: it follows from the names in the
// queue, from the sizes of what came, and from the number of shards. So a shard can be
// done again on another machine, and where two take the same dossier, because the queue
// has changed meanwhile, its lock parts them.
#include "base/auto.h"
#include "base/mem.h"
#include "work/run-part.h"
#include "work/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHARD_SECONDS = 600, // of a shard, where dossiers are small enough
	SHARDS_MAX = 1000,   // Slurm's own limit of an array is 1001 (MaxArraySize)
	// With no nights to learn from, measured with scans at 300 dpi: bytes, seconds.
	PAGE_BYTES = 800 << 10,
	PAGE_SECONDS = 3,
};

struct weight {
	const char *code; // the queue's
	uint64_t bytes;
};

// The largest first; by name where there is none larger.
static int by_bytes(const void *a, const void *b)
{
	const struct weight *one = a, *other = b;

	if (one->bytes != other->bytes)
		return one->bytes < other->bytes ? 1 : -1;
	return strcmp(one->code, other->code);
}

// One that came as a dossier has nothing in taken/.
static uint64_t bytes_of(const struct hs_run *run, const char *code)
{
	uint64_t bytes = hs_run_bytes(run->taken, code);

	return bytes ? bytes : hs_run_masters(run, code);
}

static struct weight *weigh(const struct hs_run *run, const struct hs_names *codes)
{
	struct weight *all = hs_new(codes->count ? codes->count : 1, sizeof(*all));

	for (size_t i = 0; i < codes->count; i++)
		all[i] = (struct weight){codes->list[i], bytes_of(run, codes->list[i])};
	qsort(all, codes->count, sizeof(*all), by_bytes);
	return all;
}

int hs_run_shards(struct hs_run *run, const struct hs_names *codes, unsigned *shards,
		  struct hs_err *err)
{
	struct experience past;
	double pages, seconds;
	uint64_t bytes = 0;

	*shards = 0;
	if (hs_run_experience(run, &past, err) < 0)
		return -1;
	for (size_t i = 0; i < codes->count; i++)
		bytes += bytes_of(run, codes->list[i]);
	pages = (double)bytes * (past.pages > 0 ? past.pages : 1.0 / PAGE_BYTES);
	seconds =
		pages * (past.milliseconds > 0 ? past.milliseconds / 1000 : PAGE_SECONDS);
	*shards = (unsigned)fmin(ceil(seconds / SHARD_SECONDS), SHARDS_MAX);
	if (*shards == 0 && codes->count)
		*shards = 1;
	if (*shards > codes->count)
		*shards = (unsigned)codes->count;
	return 0;
}

// Each goes, the largest first, to the shard that has least (R. L. Graham, Bounds on
// multiprocessing timing anomalies, 1969: at most 4/3 of the best).
static int add_share(struct hs_run *run, const struct hs_names *codes, struct hs_err *err)
{
	unsigned count = run->terms.shards, mine = run->terms.shard - 1;
	struct weight *all = weigh(run, codes);
	uint64_t *load = hs_new(count, sizeof(*load));
	int got = 0;

	for (size_t i = 0; got == 0 && i < codes->count; i++) {
		unsigned least = 0;

		for (unsigned n = 1; n < count; n++)
			if (load[n] < load[least])
				least = n;
		load[least] += all[i].bytes + 1;
		if (least == mine)
			got = hs_run_add(run, all[i].code, err);
	}
	free(load);
	free(all);
	return got;
}

int hs_run_shard(struct hs_run *run, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names codes = {0};

	if (hs_run_queue(run, &codes, err) < 0 || add_share(run, &codes, err) < 0 ||
	    hs_run_work(run, err) < 0)
		return -1;
	if (run->halt) {
		*err = run->halted;
		return -1;
	}
	if (run->busy)
		return hs_fail(err, HS_BUSY,
			       "somebody else is at work in a dossier of this shard");
	return 0;
}
