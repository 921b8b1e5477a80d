// hoso-describe - the papers in dossiers: where each begins and ends, and its fields.
#include "base/auto.h"
#include "base/buf.h"
#include "craft/look.h"
#include "tool/tool.h"
#include "work/describe.h"

static bool force, json, lint;
static const char *text, *model = "vie";
static struct hs_describer *describer;

static const struct hs_opt opts[] = {
	{'f', "force", .help = "describe again where nothing has changed",
	 .flag = &force},
	{0, "lint",
	 .help = "judge form, and print findings, a line each, instead of paths",
	 .flag = &lint},
	{0, "text", "FILE",
	 "print the fields of a page of plain text (-: standard input) as JSON",
	 .text = &text},
	{'l', "lang", "LANG", "model to look again with (default: vie)", .text = &model},
	{0, "json", .help = "print a JSON object a dossier instead of its path",
	 .flag = &json},
	{0},
};

static void problem(void *user, const char *dossier, const struct hs_err *why)
{
	(void)user;
	hs_tool_failed(dossier, why);
}

static int begin(struct hs_err *err)
{
	struct hs_describe_terms terms = {
		.force = force,
		.lint = lint,
		.image = &hs_look_image_worker,
		.pdf = &hs_look_pdf_worker,
		.problem = problem,
	};

	hs_tool_crew(&terms.crew);
	terms.crew.worker.param = model;
	describer = hs_describer_new(&terms, err);
	return describer ? 0 : -1;
}

static int each(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_described_done) struct hs_described described = {0};
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	if (hs_describe(describer, path, &described, err) < 0)
		return -1;
	if (lint)
		hs_described_findings(&described, &line);
	else if (json)
		hs_described_json(&described, &line);
	if (lint || json)
		hs_tool_line(&line);
	else
		hs_tool_result(path);
	return lint && line.len ? 1 : 0; // the check says no
}

static bool as_whole(void)
{
	return text != NULL;
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	(void)operands;
	if (count)
		return hs_fail(err, HS_USAGE, "--text describes no dossiers");
	if (hs_describe_text(describer, text, &line, err) < 0)
		return hs_within(err, "'%s'", text);
	hs_tool_line(&line);
	return 0;
}

static int end(struct hs_err *err)
{
	(void)err;
	hs_tool_half_jailed(describer && hs_describer_half_jailed(describer));
	hs_describer_free(&describer);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_worker_kind *const workers[] = {
		&hs_look_image_worker,
		&hs_look_pdf_worker,
		NULL,
	};
	static const struct hs_tool tool = {
		.name = "hoso-describe",
		.does = "Finds the papers in dossiers, and describes each.",
		.args = "[DOSSIER ...]",
		.example = "hoso-import -o work inbox/HS-001 | hoso-ocr | hoso-describe",
		.opts = opts,
		.workers = workers,
		.crew = true,
		.begin = begin,
		.each = each,
		.as_whole = as_whole,
		.whole = whole,
		.end = end,
	};

	return hs_tool_main(&tool, argc, argv);
}
