// hoso-clean - pictures of pages, cleaned as hoso-ocr cleans them before it reads.
#include "base/auto.h"
#include "base/buf.h"
#include "craft/clean.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/cleaner.h"

#include <string.h>

static const char *format = "tif";
static bool force, colour, json;

static const struct hs_opt opts[] = {
	{0, "format", "FORM",
	 "what a folder's pictures become: tif or png (default: tif)", .text = &format},
	{0, "colour", .help = "pages in colour stay so, seals and all", .flag = &colour},
	{'f', "force", .help = "replace files that are there", .flag = &force},
	{0, "json", .help = "print a JSON object a page instead of the file's path",
	 .flag = &json},
	{0},
};

static void page(void *user, const struct hs_cleaned *page)
{
	const struct hs_measures *m = page->measures;
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	(void)user;
	if (json) {
		hs_cleaned_json(page, &line);
		hs_tool_line(&line);
	}
	if (m)
		hs_note("%s: page %u: %s (skew %.2f, border %.3f, uneven %.2f, contrast "
			"%.2f, faint %.1f, noise %.1f, red %.4f; %.2f %% of the ink "
			"lost)",
			page->file, (unsigned)page->frame, page->recipe, m->skew,
			m->border, m->unevenness, m->contrast, m->faint, m->noise, m->red,
			100 * page->lost);
}

static void done(void *user, const char *out)
{
	(void)user;
	if (!json)
		hs_tool_result(out);
}

static void problem(void *user, const char *file, const struct hs_err *why)
{
	(void)user;
	hs_tool_failed(file, why);
}

static void note(void *user, const char *file, const struct hs_err *what)
{
	(void)user;
	if (!hs_tool_quiet())
		hs_warn("%s: %s", file, what->shown);
}

static void progress(void *user, const char *file, size_t pages, size_t all)
{
	(void)user;
	hs_progress_show(file, pages, all);
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	struct hs_clean_terms terms = {
		.in = operands[0],
		.out = operands[1],
		.png = !strcmp(format, "png"),
		.force = force,
		.colour = colour,
		.image = &hs_clean_image_worker,
		.pdf = &hs_clean_pdf_worker,
		.page = page,
		.done = done,
		.problem = problem,
		.note = note,
		.progress = progress,
	};
	bool half_jailed = false;
	int got;

	if (count != 2)
		return hs_fail(err, HS_USAGE, "give one IN and one OUT");
	if (!terms.png && strcmp(format, "tif") != 0)
		return hs_fail(err, HS_USAGE, "--format is tif or png, not '%s'", format);
	hs_tool_crew(&terms.crew);
	got = hs_clean(&terms, &half_jailed, err);
	hs_tool_half_jailed(half_jailed);
	return got;
}

int main(int argc, char **argv)
{
	static const struct hs_worker_kind *const workers[] = {
		&hs_clean_image_worker,
		&hs_clean_pdf_worker,
		NULL,
	};
	static const struct hs_tool tool = {
		.name = "hoso-clean",
		.does = "Cleans pictures of pages: straight, even, without black edges.",
		.args = "IN OUT",
		.example = "hoso-clean scan.jpg clean.png",
		.opts = opts,
		.workers = workers,
		.crew = true,
		.whole = whole,
		.least = 2,
	};

	return hs_tool_main(&tool, argc, argv);
}
