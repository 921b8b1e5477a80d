// hoso-verify - whether bundles, bags and dossiers are whole.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/verdict.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/fixity.h"
#include "work/verify.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static bool json, record;
#define UNSET UINT_MAX

static unsigned deadline, oldest = UNSET, budget;
static const char *trusted, *identity;
static struct hs_fixity *history; // of one folder
static char *history_of;
static uint64_t until;
static bool some_bad;

static const struct hs_opt opts[] = {
	{0, "deadline", "SECONDS", "give up on one after SECONDS (default: by its size)",
	 .number = &deadline},
	{0, "identity", "FILE", "the age identity that opens encrypted bundles",
	 .text = &identity},
	{0, "ca", "FILE", "check signatures and time stamps: who is trusted (PEM)",
	 .text = &trusted},
	{0, "record", .help = "write what was found into fixity.jsonl beside the bundle",
	 .flag = &record},
	{0, "oldest", "N", "of each folder, check and record the N longest unchecked",
	 .number = &oldest},
	{0, "budget", "SECONDS", "with --oldest: after SECONDS begin no other",
	 .number = &budget},
	{0, "json", .help = "print one JSON object for each", .flag = &json},
	{0},
};

static void add_texts(struct hs_buf *out, const char *path, const struct hs_list *texts,
		      uint64_t more)
{
	for (size_t i = 0; i < texts->count; i++)
		hs_buf_addf(out, "bad %s: %s\n", path, ((char **)texts->items)[i]);
	if (more)
		hs_buf_addf(out, "bad %s: %" PRIu64 " more faults\n", path, more);
}

// On standard error: a script reads "ok PATH".
static void tell_seal(const char *name, const struct hs_verdict *v)
{
	if (!v->signature)
		return;
	if (!strcmp(v->signature, "none"))
		hs_note("%s: unsigned", name);
	else if (!strcmp(v->signature, "unchecked"))
		hs_note("%s: signed, not checked", name);
	else if (!strcmp(v->signature, "valid"))
		hs_note("%s: signed by %s", name, v->signer);
	if (v->stamp)
		hs_note("%s: time stamp: %s", name, v->stamp);
}

static void show(const char *path, const struct hs_verdict *v)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0}, out = {0};

	hs_add_one_line(&name, path);
	for (size_t i = 0; i < v->warnings.count; i++)
		hs_warn("%s: %s", hs_buf_text(&name), ((char **)v->warnings.items)[i]);
	if (v->more_warnings)
		hs_warn("%s: %" PRIu64 " more warnings", hs_buf_text(&name),
			v->more_warnings);
	if (json)
		hs_json_line(&hs_verdict_shape, v, &out);
	else if (v->ok)
		hs_buf_addf(&out, "ok %s\n", hs_buf_text(&name));
	else
		add_texts(&out, hs_buf_text(&name), &v->faults, v->more_faults);
	tell_seal(hs_buf_text(&name), v);
	hs_progress_clear();
	fwrite(out.data, 1, out.len, stdout);
	fflush(stdout);
}

// The history of a folder, locked until another folder's turn comes.
static int take_history(const char *folder, struct hs_err *err)
{
	size_t torn;

	if (history && !strcmp(history_of, folder))
		return 0;
	hs_fixity_free(&history);
	hs_text_set(&history_of, folder);
	history = hs_fixity_open(folder, &torn, err);
	if (history && torn)
		hs_warn("%s: %s: %zu bytes of a last line that was not whole were cut "
			"off: a program was killed",
			folder, HS_FIXITY_LOG, torn);
	return history ? 0 : -1;
}

// Says what one is like, and records it where a history is open.
static int check(const char *path, struct hs_fixity *into, struct hs_err *err)
{
	const struct hs_verify_terms terms = {
		.deadline = deadline,
		.strict = hs_tool_strict(),
		.sum = into != NULL,
		.identity = identity,
		.trusted = trusted,
	};
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {0};
	struct hs_err why = {0};

	if (hs_verify(path, &terms, &verdict, &why) < 0) {
		*err = why;
		if (into && why.code != HS_BUSY && why.code != HS_USAGE &&
		    hs_fixity_add(into, path, NULL, &why, &why) < 0)
			hs_tool_failed(path, &why);
		return -1;
	}
	if (into)
		hs_fixity_compare(into, path, &verdict);
	show(path, &verdict);
	if (into && hs_fixity_add(into, path, &verdict, NULL, err) < 0)
		return -1;
	return verdict.ok ? 0 : 1;
}

static void check_next(const char *path)
{
	struct hs_err err = {0};
	int got = check(path, history, &err);

	if (got < 0)
		hs_tool_failed(path, &err);
	some_bad = some_bad || got > 0;
}

static void tell_gone(const char *name)
{
	hs_warn("%s: %s: no longer there, though %s knows it", history_of, name,
		HS_FIXITY_LOG);
}

static int check_oldest(const char *folder, struct hs_err *err)
{
	const struct hs_fixity_plan plan = {
		.folder = folder,
		.n = oldest,
		.until = until,
		.each = check_next,
		.gone = tell_gone,
	};
	size_t left;

	some_bad = false;
	if (take_history(folder, err) < 0 ||
	    hs_fixity_round(history, &plan, &left, err) < 0)
		return -1;
	if (left)
		hs_note("%s: %zu bundles were left for want of time", folder, left);
	return some_bad ? 1 : 0;
}

static int each(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *folder = NULL;

	if (oldest != UNSET)
		return check_oldest(path, err);
	if (!record || !hs_fixity_records(path))
		return check(path, NULL, err);
	folder = hs_fixity_folder(path);
	return take_history(folder, err) < 0 ? -1 : check(path, history, err);
}

static int begin(struct hs_err *err)
{
	until = hs_fixity_until(budget);
	if (budget && oldest == UNSET)
		return hs_fail(err, HS_USAGE, "--budget is for --oldest");
	if (oldest == 0)
		return hs_fail(err, HS_USAGE, "--oldest 0 would check nothing");
	return trusted ? hs_verify_trusts(trusted, err) : 0;
}

static int end(struct hs_err *err)
{
	(void)err;
	hs_fixity_free(&history);
	hs_text_free(&history_of);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_tool tool = {
		.name = "hoso-verify",
		.does = "Reads bundles, bags and dossiers whole and says what is wrong.",
		.args = "[BUNDLE|FOLDER ...]",
		.example = "hoso-verify bundles/*.zip",
		.opts = opts,
		.workers = hs_verify_workers,
		.begin = begin,
		.each = each,
		.end = end,
	};

	return hs_tool_main(&tool, argc, argv);
}
