// run-slurm.c - the night on a cluster, by Slurm: sbatch(1).
//
// The array's tasks read, and a job after them packs whatever became of them, so that
// nothing is left where a machine failed. Both are begun again where they end with 75 or
// their machine fails. Partition, account and the like: SBATCH_PARTITION and its like,
// which sbatch reads.
#include "base/auto.h"
#include "base/text.h"
#include "work/run-part.h"
#include "work/run.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_MIB = 1024 }; // memory for each processor of a task

// As sh(1) reads it, whatever is in it.
static void quote(struct hs_buf *out, const char *word)
{
	hs_buf_addf(out, "'");
	for (; *word; word++)
		if (*word == '\'')
			hs_buf_addf(out, "'\\''");
		else
			hs_buf_add(out, word, 1);
	hs_buf_addf(out, "' ");
}

// A command that asks to be begun again where it ends with 75, twenty times at most:
// whether Slurm does so by itself is the cluster's setting (RequeueExit).
static void command(const struct hs_run *run, const char *const *argv, unsigned shards,
		    const char *job, struct hs_buf *out)
{
	for (; *argv; argv++)
		quote(out, *argv);
	if (shards)
		hs_buf_addf(out, "--shard \"$SLURM_ARRAY_TASK_ID/%u\" ", shards);
	hs_buf_addf(out, "-j \"$SLURM_CPUS_PER_TASK\" ");
	quote(out, run->root);
	hs_buf_addf(
		out,
		"\nstatus=$?\n"
		"if [ $status = 75 ] && [ \"${SLURM_RESTART_COUNT:-0}\" -lt 20 ]; then\n"
		"	sleep 30\n"
		"	scontrol requeue \"%s\" && sleep 60\n"
		"fi\n"
		"exit $status",
		job);
}

// The number that sbatch prints: "12" or "12;cluster".
static int submit(struct hs_run *run, const char *const *args, struct hs_buf *number,
		  struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf said = {0};
	int status = hs_run_other(run, "sbatch", args, &said, err);
	const char *text = hs_buf_text(&said);
	size_t digits;

	if (status < 0)
		return -1;
	digits = strspn(text, "0123456789");
	if (status || digits == 0)
		return hs_fail(err, HS_SYSTEM, "sbatch: %.*s", (int)strcspn(text, "\n"),
			       *text ? text : "it cannot be run");
	hs_buf_add(number, text, digits);
	return 0;
}

// A job as sbatch(1) has it: begun again where its machine fails, what it says in
// reports/.
struct batch {
	const char *name, *log;
	const char *when;    // --array or --dependency
	const char *requeue; // what its task is called, for scontrol
	unsigned shards;     // 0: a common run
};

static int submit_batch(struct hs_run *run, const char *const *argv, unsigned workers,
			const struct batch *b, struct hs_buf *number, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf cpus = {0}, memory = {0}, wrap = {0};

	hs_buf_addf(&cpus, "--cpus-per-task=%u", workers);
	hs_buf_addf(&memory, "--mem-per-cpu=%uM", ROOM_MIB);
	hs_buf_addf(&wrap, "--wrap=");
	command(run, argv, b->shards, b->requeue, &wrap);
	return submit(run,
		      (const char *const[]){"--parsable", "--requeue", b->name, b->when,
					    hs_buf_text(&cpus), hs_buf_text(&memory),
					    "--chdir", run->root, b->log,
					    "--open-mode=append", hs_buf_text(&wrap),
					    NULL},
		      number, err);
}

static int submit_shards(struct hs_run *run, const char *const *argv, unsigned workers,
			 unsigned shards, struct hs_buf *number, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf array = {0};
	struct batch batch = {.name = "--job-name=hoso-read",
			      .log = "--output=reports/slurm-%A_%a.log",
			      .requeue = "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID",
			      .shards = shards};

	hs_buf_addf(&array, "--array=1-%u", shards);
	batch.when = hs_buf_text(&array);
	return submit_batch(run, argv, workers, &batch, number, err);
}

static int submit_packing(struct hs_run *run, const char *const *argv, unsigned workers,
			  const char *after, struct hs_buf *number, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf depends = {0};
	struct batch batch = {.name = "--job-name=hoso-pack",
			      .log = "--output=reports/slurm-%j.log",
			      .requeue = "$SLURM_JOB_ID"};

	hs_buf_addf(&depends, "--dependency=afterany:%s", after);
	batch.when = hs_buf_text(&depends);
	return submit_batch(run, argv, workers, &batch, number, err);
}

int hs_run_slurm(struct hs_run *run, const char *const *argv, unsigned workers,
		 struct hs_buf *jobs, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf read = {0}, pack = {0};
	HS_AUTO(hs_names_done) struct hs_names codes = {0};
	unsigned shards;

	if (hs_run_claim_all(run, &codes, err) < 0 ||
	    hs_run_shards(run, &codes, &shards, err) < 0)
		return -1;
	if (shards == 0)
		return 0;
	// From here on shards may work, a night not yet.
	if (hs_lock_shared(run->root_fd, err) < 0 ||
	    submit_shards(run, argv, workers, shards, &read, err) < 0)
		return -1;
	hs_buf_addf(jobs, "read\t%s\t%u\n", hs_buf_text(&read), shards);
	if (submit_packing(run, argv, workers, hs_buf_text(&read), &pack, err) < 0)
		return -1;
	hs_buf_addf(jobs, "pack\t%s\t1\n", hs_buf_text(&pack));
	return 0;
}
