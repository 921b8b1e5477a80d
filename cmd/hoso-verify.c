// hoso-verify - whether bundles, bags and dossiers are whole.
#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/json.h"
#include "model/verdict.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool json;
static unsigned deadline;
static const char *trusted;

static const struct hs_opt opts[] = {
	{0, "deadline", "SECONDS", "give up on one after SECONDS (default: by its size)",
	 .number = &deadline},
	{0, "ca", "FILE", "check signatures and time stamps: who is trusted (PEM)",
	 .text = &trusted},
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

static int each(const char *path, struct hs_err *err)
{
	struct hs_verify_terms terms = {
		.deadline = deadline,
		.strict = hs_tool_strict(),
		.trusted = trusted,
	};
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {0};

	if (hs_verify(path, &terms, &verdict, err) < 0)
		return -1;
	show(path, &verdict);
	return verdict.ok ? 0 : 1;
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
		.each = each,
	};

	return hs_tool_main(&tool, argc, argv);
}
