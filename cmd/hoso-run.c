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

#include <string.h>

static bool init, plan, retry, accept_lacks, watch, json;
static unsigned settle = 120;
static const char *until, *report;
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
	if (retry && hs_run_retry(run, names, count, err) < 0)
		return -1;
	got = nights(run, err);
	if (report && got == 0)
		got = hs_run_report(run, report, err);
	return got < 0 ? -1 : some_left;
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
	if (init)
		return hs_run_init(&terms, err);
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
