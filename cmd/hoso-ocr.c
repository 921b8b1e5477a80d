// hoso-ocr - the pages of dossiers get their text.
#include "base/auto.h"
#include "base/buf.h"
#include "craft/read.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/recognise.h"

#include <string.h>

static const char *language = "vie", *existing = "auto", *restoration = "auto";
static bool force, json;
static struct hs_recogniser *recogniser;

static const struct hs_opt opts[] = {
	{'l', "lang", "LANG", "model to read with (default: vie)", .text = &language},
	{0, "existing-text", "HOW",
	 "text that a PDF has: auto, keep or redo (default: auto)", .text = &existing},
	{0, "restore", "HOW",
	 "bad pages: auto, or none to read them as they come (default: auto)",
	 .text = &restoration},
	{'f', "force", .help = "read again what was read", .flag = &force},
	{0, "json", .help = "print a JSON object a dossier instead of its path",
	 .flag = &json},
	{0},
};

static void done(void *user, const struct hs_recognised *result)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	(void)user;
	if (!json) {
		hs_tool_result(result->dossier);
		return;
	}
	hs_recognised_json(result, &line);
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

static int which_existing(enum hs_existing *how, struct hs_err *err)
{
	static const char *const words[] = {
		[HS_TEXT_AUTO] = "auto",
		[HS_TEXT_KEEP] = "keep",
		[HS_TEXT_REDO] = "redo",
	};

	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i], existing))
			continue;
		*how = (enum hs_existing)i;
		return 0;
	}
	return hs_fail(err, HS_USAGE, "--existing-text is auto, keep or redo, not '%s'",
		       existing);
}

static int which_restoration(bool *plain, struct hs_err *err)
{
	*plain = !strcmp(restoration, "none");
	if (*plain || !strcmp(restoration, "auto"))
		return 0;
	return hs_fail(err, HS_USAGE, "--restore is auto or none, not '%s'", restoration);
}

static int begin(struct hs_err *err)
{
	struct hs_recognise_terms terms = {
		.language = language,
		.force = force,
		.image = &hs_read_image_worker,
		.pdf = &hs_read_pdf_worker,
		.version = HS_READ_VERSION,
		.done = done,
		.problem = problem,
		.progress = progress,
	};

	hs_tool_crew(&terms.crew);
	if (which_existing(&terms.existing, err) < 0 ||
	    which_restoration(&terms.plain, err) < 0)
		return -1;
	recogniser = hs_recogniser_new(&terms, err);
	return recogniser ? 0 : -1;
}

static int each(const char *path, struct hs_err *err)
{
	return hs_recognise(recogniser, path, err);
}

static int idle(int fd, struct hs_err *err)
{
	return hs_recognise_until(recogniser, fd, err);
}

static int end(struct hs_err *err)
{
	int got = recogniser ? hs_recognise_end(recogniser, err) : 0;

	hs_tool_half_jailed(recogniser && hs_recogniser_half_jailed(recogniser));
	hs_recogniser_free(&recogniser);
	return got;
}

int main(int argc, char **argv)
{
	static const struct hs_worker_kind *const workers[] = {
		&hs_read_image_worker,
		&hs_read_pdf_worker,
		NULL,
	};
	static const struct hs_tool tool = {
		.name = "hoso-ocr",
		.does = "Reads the pages of dossiers: words, boxes, text.",
		.args = "[DOSSIER ...]",
		.example = "hoso-import -o work inbox/HS-001 | hoso-ocr",
		.opts = opts,
		.workers = workers,
		.crew = true,
		.begin = begin,
		.each = each,
		.end = end,
		.idle = idle,
	};

	return hs_tool_main(&tool, argc, argv);
}
