// hoso-import - folders of scans become dossiers.
#include "base/auto.h"
#include "base/buf.h"
#include "craft/decode.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/import.h"

static const char *work, *code;
static bool below, share, json;
static struct hs_import *import;

static const struct hs_opt opts[] = {
	{'o', "output", "WORK", "make dossiers in the folder WORK", .text = &work},
	{0, "code", "CODE", "all operands become the one dossier CODE", .text = &code},
	{'r', "recursive", .help = "every folder below that holds scans is a dossier",
	 .flag = &below},
	{0, "link", .help = "masters are hard links to the sources where possible",
	 .flag = &share},
	{0, "json", .help = "print a JSON object a dossier instead of its path",
	 .flag = &json},
	{0},
};

static void done(void *user, const struct hs_taken_in *result)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	(void)user;
	if (!json) {
		hs_tool_result(result->dossier);
		return;
	}
	hs_taken_in_json(result, &line);
	hs_tool_line(&line);
}

static void problem(void *user, const char *path, const struct hs_err *why)
{
	(void)user;
	hs_tool_failed(path, why);
}

static void note(void *user, const char *path, const struct hs_err *what)
{
	(void)user;
	hs_warn("%s: %s", path, what->shown);
}

static void progress(void *user, const char *dossier, size_t pages, size_t all)
{
	(void)user;
	hs_progress_show(dossier, pages, all);
}

static int begin(struct hs_err *err)
{
	struct hs_import_terms terms = {
		.work = work,
		.code = code,
		.below = below,
		.intake = {.link = share,
			   .image = &hs_decode_image_worker,
			   .pdf = &hs_decode_pdf_worker,
			   .done = done,
			   .problem = problem,
			   .note = note,
			   .progress = progress},
	};

	hs_tool_crew(&terms.crew);
	if (!work)
		return hs_fail(err, HS_USAGE,
			       "where to? -o WORK names the folder of dossiers");
	import = hs_import_new(&terms, err);
	return import ? 0 : -1;
}

static int each(const char *path, struct hs_err *err)
{
	return hs_import_source(import, path, err);
}

static int end(struct hs_err *err)
{
	(void)err;
	if (import)
		hs_import_end(import);
	hs_tool_half_jailed(import && hs_import_half_jailed(import));
	hs_import_free(&import);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_worker_kind *const workers[] = {
		&hs_decode_image_worker,
		&hs_decode_pdf_worker,
		NULL,
	};
	static const struct hs_tool tool = {
		.name = "hoso-import",
		.does = "Makes dossiers of folders of scans.",
		.args = "-o WORK [SOURCE ...]",
		.example = "hoso-import -o work inbox/HS-001",
		.opts = opts,
		.workers = workers,
		.crew = true,
		.begin = begin,
		.each = each,
		.end = end,
	};

	return hs_tool_main(&tool, argc, argv);
}
