// hoso-check - are the pages of dossiers good enough, and all there?
#include "base/auto.h"
#include "base/buf.h"
#include "craft/inspect.h"
#include "craft/profile.h"
#include "model/sample.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/check.h"
#include "work/sample.h"

#include <stdio.h>

static const char *profile_name = "thong-tu-05", *model = "vie", *rate;
static bool json, list_rules;
static unsigned seed;
static struct hs_checker *checker;
static struct hs_profile profile;
static struct hs_sample_terms sample;

static const struct hs_opt opts[] = {
	{'p', "profile", "NAME|FILE",
	 "what is asked of the pages (default: thong-tu-05; also: insurance)",
	 .text = &profile_name},
	{0, "json", .help = "print a JSON object a finding", .flag = &json},
	{0, "list-rules", .help = "print the profile's rules, limits and sources",
	 .flag = &list_rules},
	{0, "sample", "RATE", "check nothing; draw that share of the pages (0.1, 10%)",
	 .text = &rate},
	{0, "seed", "N", "draw another sample (default: 0)", .number = &seed},
	{'l', "lang", "LANG", "model to read page numbers with (default: vie)",
	 .text = &model},
	{0},
};

static void found(void *user, const struct hs_found *one)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	(void)user;
	if (json)
		hs_found_json(one, &line);
	else
		hs_found_line(one, &line);
	hs_tool_line(&line);
}

static void drawn(void *user, const char *dossier, uint32_t page, const char *file)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	(void)user;
	if (json)
		hs_sample_json(dossier, page, file, &line);
	else
		hs_sample_line(dossier, page, file, &line);
	hs_tool_line(&line);
}

static void problem(void *user, const char *dossier, const struct hs_err *why)
{
	(void)user;
	hs_tool_failed(dossier, why);
}

static void progress(void *user, const char *dossier, size_t pages, size_t all)
{
	(void)user;
	hs_progress_show(dossier, pages, all);
}

static int begin(struct hs_err *err)
{
	struct hs_check_terms terms = {
		.model = model,
		.image = &hs_inspect_image_worker,
		.pdf = &hs_inspect_pdf_worker,
		.found = found,
		.problem = problem,
		.progress = progress,
	};

	if (rate) {
		sample = (struct hs_sample_terms){.seed = seed, .drawn = drawn};
		return hs_sample_rate(rate, &sample.rate, err);
	}
	if (hs_profile_load(profile_name, &profile, err) < 0)
		return -1;
	if (list_rules)
		return 0;
	terms.profile = profile;
	hs_tool_crew(&terms.crew);
	checker = hs_checker_new(&terms, err);
	return checker ? 0 : -1;
}

static int each(const char *path, struct hs_err *err)
{
	return rate ? hs_sample(&sample, path, err) : hs_check(checker, path, err);
}

static bool as_whole(void)
{
	return list_rules;
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf lines = {0};

	(void)operands, (void)count, (void)err;
	hs_rules_lines(&profile, json, &lines);
	hs_tool_line(&lines);
	return 0;
}

static int end(struct hs_err *err)
{
	(void)err;
	hs_tool_half_jailed(checker && hs_checker_half_jailed(checker));
	hs_checker_free(&checker);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_worker_kind *const workers[] = {
		&hs_inspect_image_worker,
		&hs_inspect_pdf_worker,
		NULL,
	};
	static const struct hs_tool tool = {
		.name = "hoso-check",
		.does = "Checks the quality of pages, and whether they are all there.",
		.args = "[DOSSIER ...]",
		.example = "hoso-check --profile=insurance work/HS-001",
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
