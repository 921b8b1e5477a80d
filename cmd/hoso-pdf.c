// hoso-pdf - searchable PDF/A, one a document, from pictures and words.
#include "base/auto.h"
#include "base/buf.h"
#include "craft/plate.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/publish.h"

#include <string.h>

static const char *quality = "archive", *pdfa = "1b";
static bool force, json;
static struct hs_publisher *publisher;

static const struct hs_opt opts[] = {
	{0, "quality", "HOW",
	 "pictures: archive (as scanned), access (restored) or small (default: archive)",
	 .text = &quality},
	{0, "pdfa", "LEVEL", "1b or 2u (default: 1b)", .text = &pdfa},
	{'f', "force", .help = "make again what has not changed", .flag = &force},
	{0, "json", .help = "print a JSON object a dossier instead of its path",
	 .flag = &json},
	{0},
};

static void done(void *user, const struct hs_published *published)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	(void)user;
	if (published->outside)
		hs_note("%s: %llu pages belong to no document: they are in no PDF",
			published->dossier, (unsigned long long)published->outside);
	if (!json) {
		hs_tool_result(published->dossier);
		return;
	}
	hs_published_json(published, &line);
	hs_tool_line(&line);
}

static void problem(void *user, const char *dossier, const struct hs_err *why)
{
	(void)user;
	hs_tool_failed(dossier, why);
}

static void note(void *user, const char *dossier, const struct hs_err *what)
{
	(void)user;
	if (!hs_tool_quiet())
		hs_warn("%s: %s", dossier, what->shown);
}

static void progress(void *user, const char *dossier, size_t pages, size_t all)
{
	(void)user;
	hs_progress_show(dossier, pages, all);
}

static int begin(struct hs_err *err)
{
	struct hs_publish_terms terms = {
		.quality = hs_grade_of(quality),
		.unicode = !strcmp(pdfa, "2u"),
		.force = force,
		.image = &hs_plate_image_worker,
		.pdf = &hs_plate_pdf_worker,
		.done = done,
		.problem = problem,
		.note = note,
		.progress = progress,
	};

	if (terms.quality == HS_GRADES)
		return hs_fail(err, HS_USAGE,
			       "--quality is archive, access or small, not '%s'",
			       quality);
	if (!terms.unicode && strcmp(pdfa, "1b") != 0)
		return hs_fail(err, HS_USAGE, "--pdfa is 1b or 2u, not '%s'", pdfa);
	hs_tool_crew(&terms.crew);
	publisher = hs_publisher_new(&terms, err);
	return publisher ? 0 : -1;
}

static int each(const char *path, struct hs_err *err)
{
	return hs_publish(publisher, path, err);
}

static int end(struct hs_err *err)
{
	int got = publisher ? hs_publish_end(publisher, err) : 0;

	hs_tool_half_jailed(publisher && hs_publisher_half_jailed(publisher));
	if (got == 0 && publisher && hs_publisher_unfinished(publisher))
		got = hs_fail(err, HS_SYSTEM,
			      "not finished: a dossier could not be written or read");
	hs_publisher_free(&publisher);
	return got;
}

int main(int argc, char **argv)
{
	static const struct hs_worker_kind *const workers[] = {
		&hs_plate_image_worker,
		&hs_plate_pdf_worker,
		NULL,
	};
	static const struct hs_tool tool = {
		.name = "hoso-pdf",
		.does = "Makes searchable PDF/A of dossiers, one a document.",
		.args = "[DOSSIER ...]",
		.example = "hoso-pdf work/HS-001",
		.opts = opts,
		.workers = workers,
		.crew = true,
		.begin = begin,
		.each = each,
		.end = end,
	};

	return hs_tool_main(&tool, argc, argv);
}
