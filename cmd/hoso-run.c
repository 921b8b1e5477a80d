// hoso-run - the night: whatever lies in the inbox becomes verified bundles.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/json.h"
#include "tool/launch.h"
#include "tool/progress.h"
#include "tool/stop.h"
#include "tool/tool.h"
#include "work/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool init, plan, retry, accept_lacks, watch, json, claim, slurm;
static unsigned settle = 120;
static const char *until, *report, *shard;
static const char *root;
static bool some_left;

static const struct hs_opt opts[] = {
	{0, "init", .help = "make what is missing of the root: folders, hoso.conf, index",
	 .flag = &init},
	{0, "plan", .help = "print what would be done, and change nothing",
	 .flag = &plan},
	{0, "report", "FILE", "write the report there, too: .txt, .html or .json",
	 .text = &report},
	{0, "retry", .help = "first take back what lies in quarantine: all, or NAMEs",
	 .flag = &retry},
	{0, "accept", .help = "pack dossiers though some of their files cannot be read",
	 .flag = &accept_lacks},
	{0, "settle", "SECONDS", "take what has not changed for SECONDS (default: 120)",
	 .number = &settle},
	{0, "until", "HH:MM", "stop at that time of day", .text = &until},
	{0, "watch", .help = "go on and wait for more, until told to stop",
	 .flag = &watch},
	{0, "claim", .help = "only take from the inbox; print the names of all to do",
	 .flag = &claim},
	{0, "shard", "K/N", "get the K-th of N parts of that ready for packing",
	 .text = &shard},
	{0, "slurm", .help = "have it done by Slurm: an array of shards, then the rest",
	 .flag = &slurm},
	{0, "json", .help = "print a JSON object a dossier instead of the bundle's path",
	 .flag = &json},
	{0},
};

static bool stop(void)
{
	return hs_stop_count() > 0;
}

static void told(void *user, const struct hs_night_line *line)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	(void)user;
	if (json) {
		hs_json_line(&hs_night_shape, line, &text);
		hs_tool_line(&text);
	}
	if (!strcmp(line->outcome, HS_NIGHT_PACKED)) {
		if (!json)
			hs_tool_result(line->bundle);
		if (line->reason)
			hs_warn("%s: packed, but not indexed: %s", line->code,
				line->reason);
		return;
	}
	if (!strcmp(line->outcome, HS_NIGHT_READY)) {
		HS_AUTO(hs_buf_done) struct hs_buf path = {0};

		hs_buf_addf(&path, "%s/dossiers/%s", root, line->code);
		if (!json)
			hs_tool_result(hs_buf_text(&path));
		return;
	}
	some_left = true;
	if (!strcmp(line->outcome, HS_NIGHT_QUARANTINE))
		hs_warn("%s: in quarantine: %s: %s", line->code, line->stage,
			line->reason);
	else
		hs_warn("%s: left: %s: %s", line->code, line->stage ? line->stage : "-",
			line->reason);
}

static void note(void *user, const char *path, const struct hs_err *what)
{
	(void)user;
	hs_warn("%s: %s", path, what->shown);
}

static void progress(void *user, const struct hs_run_progress *p)
{
	(void)user;
	hs_progress_dossiers(p->dossiers, p->dossiers_all, p->pages, p->pages_all,
			     p->working);
}

static int show_plan(struct hs_run *run, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf rows = {0};

	if (hs_run_plan(run, &rows, err) < 0)
		return -1;
	hs_tool_line(&rows);
	return 0;
}

static int show_claim(struct hs_run *run, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names codes = {0};

	if (hs_run_claim_all(run, &codes, err) < 0)
		return -1;
	for (size_t i = 0; i < codes.count; i++)
		hs_tool_result(codes.list[i]);
	return 0;
}

// On a cluster of machines alike, tasks of a few processors leave none of them idle.
enum { TASK_JOBS = 4 };

static int submit(struct hs_run *run, const struct hs_run_terms *terms,
		  struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *self = hs_launch_beside("hoso-run");
	HS_AUTO(hs_text_free) char *config = NULL;
	HS_AUTO(hs_buf_done) struct hs_buf jobs = {0}, still = {0};
	const char *argv[8] = {self, "--settle"};
	size_t n = 2;
	int got;

	hs_buf_addf(&still, "%u", settle);
	argv[n++] = hs_buf_text(&still);
	if (accept_lacks)
		argv[n++] = "--accept";
	if (terms->config) {
		config = realpath(terms->config, NULL); // jobs run in the root
		argv[n++] = "--config";
		argv[n++] = config ? config : terms->config;
	}
	got = hs_run_slurm(run, argv, terms->jobs < TASK_JOBS ? terms->jobs : TASK_JOBS,
			   &jobs, err);
	// What was submitted is told, even where the rest was not.
	if (jobs.len)
		hs_tool_line(&jobs);
	return got;
}

static int nights(struct hs_run *run, struct hs_err *err)
{
	enum hs_run_end end = HS_RUN_FINISHED;
	bool more = true;

	do {
		if (hs_run_night(run, &end, err) < 0)
			return -1;
		if (watch && end == HS_RUN_FINISHED && hs_run_wait(run, &more, err) < 0)
			return -1;
	} while (watch && more && end == HS_RUN_FINISHED);
	if (end == HS_RUN_STOPPED && !hs_stop_count())
		hs_note("stopped at %s: the next run goes on", until);
	return 0;
}

static int work(struct hs_run_terms *terms, char *const *names, size_t count,
		struct hs_err *err)
{
	HS_AUTO(hs_run_free) struct hs_run *run = NULL;
	int got;

	terms->look = plan;
	run = hs_run_new(terms, err);
	if (!run)
		return -1;
	if (plan)
		return show_plan(run, err);
	if (claim)
		return show_claim(run, err);
	if (slurm)
		return submit(run, terms, err);
	if (terms->shards)
		return hs_run_shard(run, err) < 0 ? -1 : some_left;
	if (retry && hs_run_retry(run, names, count, err) < 0)
		return -1;
	got = nights(run, err);
	if (report && got == 0)
		got = hs_run_report(run, report, err);
	return got < 0 ? -1 : some_left;
}

static int read_shard(struct hs_run_terms *terms, struct hs_err *err)
{
	char rest;

	if (sscanf(shard, "%u/%u%c", &terms->shard, &terms->shards, &rest) != 2 ||
	    terms->shard < 1 || terms->shard > terms->shards)
		return hs_fail(err, HS_USAGE, "'%s' is no shard like 3/8", shard);
	return 0;
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *programs = hs_launch_beside("");
	struct hs_run_terms terms = {
		.root = operands[0],
		.programs = programs,
		.config = hs_tool_config(),
		.jobs = hs_run_jobs(hs_tool_jobs()),
		.settle = settle,
		.accept = accept_lacks,
		.stop = stop,
		.told = told,
		.note = note,
		.progress = progress,
	};

	if (count > 1 && !retry)
		return hs_fail(err, HS_USAGE, "names of dossiers are for --retry");
	root = operands[0];
	if (init)
		return hs_run_init(&terms, err);
	if (shard && read_shard(&terms, err) < 0)
		return -1;
	if (until && hs_run_until(until, &terms.until, err) < 0)
		return -1;
	return work(&terms, operands + 1, count - 1, err);
}

int main(int argc, char **argv)
{
	static const struct hs_tool tool = {
		.name = "hoso-run",
		.does = "Does the night's work: inbox to verified bundles and index.",
		.args = "ROOT [NAME ...]",
		.example = "hoso-run --init archive && hoso-run archive",
		.opts = opts,
		.whole = whole,
		.least = 1,
		.in_root = true,
	};
	int status;

	hs_stop_begin();
	status = hs_tool_main(&tool, argc, argv);
	return hs_stop_signal() ? 128 + hs_stop_signal() : status;
}
