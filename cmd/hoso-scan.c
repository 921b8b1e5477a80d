// hoso-scan - paper becomes dossiers, from a scanner.
#include "base/auto.h"
#include "base/buf.h"
#include "craft/decode.h"
#include "craft/device.h"
#include "tool/ask.h"
#include "tool/progress.h"
#include "tool/stop.h"
#include "tool/tool.h"
#include "work/scan.h"
#include "work/sheets.h"

#include <string.h>

static const char *profile, *output, *device, *source, *mode, *page, *split,
	*on_jam = "stop", *preview, *sheets;
static unsigned resolution, depth, batch, wait_feeder;
static bool list, options, json, duplex, interleave, keep_separators;
static struct hs_names set;

static const struct hs_opt opts[] = {
	{0, "profile", "NAME", "take settings from section [scan.NAME] of hoso.conf",
	 .text = &profile},
	{'o', "output", "DOSSIER", "scan into this dossier", .text = &output},
	{'d', "device", "DEVICE", "the scanner (default: the first; see --list)",
	 .text = &device},
	{0, "source", "SOURCE", "feeder, flatbed, or the scanner's own word",
	 .text = &source},
	{0, "mode", "MODE", "color, gray, lineart, or the scanner's own word",
	 .text = &mode},
	{0, "depth", "BITS", "bits a sample", .number = &depth, .least = 1},
	{0, "resolution", "DPI", "dots an inch", .number = &resolution, .least = 1},
	{0, "page", "SIZE", "a3 to a6, letter, legal, max, or WxH in mm (default: a4)",
	 .text = &page},
	{0, "duplex", .help = "both sides at once", .flag = &duplex},
	{0, "interleave", .help = "fronts, then the stack turned over: backs",
	 .flag = &interleave},
	{0, "set", "NAME=VALUE", "any option of the scanner; may be repeated",
	 .texts = &set},
	{0, "batch", "N", "at most N pages (default: till the feeder is empty, or one)",
	 .number = &batch, .least = 1},
	{0, "wait-feeder", "SECONDS", "wait so long for paper (default: 0)",
	 .number = &wait_feeder},
	{0, "on-jam", "stop|wait", "a jam or an open cover (default: stop)",
	 .text = &on_jam},
	{0, "split", "WHAT", "begin dossiers at separator sheets: patch, qr, or patch,qr",
	 .text = &split},
	{0, "keep-separators", .help = "separator sheets stay as pages",
	 .flag = &keep_separators},
	{0, "make-separators", "FILE",
	 "print separator sheets for the codes given, as PDF", .text = &sheets},
	{0, "preview", "FILE", "one page as PNG, and no dossier", .text = &preview},
	{0, "list", .help = "show the scanners", .flag = &list},
	{0, "options", .help = "show what the scanner can do", .flag = &options},
	{0, "json", .help = "print JSON objects", .flag = &json},
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
	if (!hs_tool_quiet())
		hs_warn("%s: %s", path, what->shown);
}

static void progress(void *user, const char *dossier, size_t pages, size_t all)
{
	(void)user;
	hs_progress_show(dossier, pages, all);
}

static int stopped(void *user)
{
	(void)user;
	return hs_stop_count();
}

static int turn(void *user)
{
	(void)user;
	hs_tool_ask("turn the whole stack over, put it into the feeder, and press Enter");
	return 0;
}

static int want(struct hs_buf *wanted, const char *key, const char *value,
		struct hs_err *err)
{
	if (value && strchr(value, '\n')) // it would end the line
		return hs_fail(err, HS_USAGE, "--%s: a line feed in it", key);
	if (value)
		hs_buf_addf(wanted, "%s=%s\n", key, value);
	return 0;
}

static void want_number(struct hs_buf *wanted, const char *key, unsigned value)
{
	if (value)
		hs_buf_addf(wanted, "%s=%u\n", key, value);
}

static int want_options(struct hs_buf *wanted, struct hs_err *err)
{
	for (size_t i = 0; i < set.count; i++) {
		const char *one = set.list[i];

		if (!strchr(one, '=') || *one == '=' || strchr(one, '\n'))
			return hs_fail(err, HS_USAGE, "--set: '%s' is no NAME=VALUE",
				       one);
		hs_buf_addf(wanted, "set:%s\n", one);
	}
	return 0;
}

static int gather(struct hs_buf *wanted, struct hs_err *err)
{
	if (want(wanted, "source", source, err) < 0 ||
	    want(wanted, "mode", mode, err) < 0 ||
	    want(wanted, page ? "page" : "page?", page ? page : "a4", err) < 0)
		return -1;
	want_number(wanted, "depth", depth);
	want_number(wanted, resolution ? "resolution" : "resolution?",
		    resolution ? resolution
		    : preview  ? 75
			       : 300);
	if (duplex)
		hs_buf_addf(wanted, "duplex=yes\n");
	if (preview)
		hs_buf_addf(wanted, "preview=yes\n");
	return want_options(wanted, err);
}

static int read_split(uint32_t *out, struct hs_err *err)
{
	const char *p = split ? split : "";

	for (size_t n; *p; p += n + (p[n] == ',')) {
		n = strcspn(p, ",");
		if (n == 5 && !strncmp(p, "patch", n))
			*out |= HS_LOOK_PATCH;
		else if (n == 2 && !strncmp(p, "qr", n))
			*out |= HS_LOOK_BARCODE;
		else
			return hs_fail(err, HS_USAGE,
				       "--split: '%s' is none of patch, qr, patch,qr",
				       split);
	}
	return 0;
}

static int check(size_t count, struct hs_err *err)
{
	if (device && strchr(device, '\n'))
		return hs_fail(err, HS_USAGE, "--device: a line feed in it");
	if (count && !sheets)
		return hs_fail(err, HS_USAGE,
			       "hoso-scan takes no operands: -o names the "
			       "dossier");
	if (!output && !list && !options && !preview && !sheets)
		return hs_fail(err, HS_USAGE, "where to? -o DOSSIER names the dossier");
	if (strcmp(on_jam, "stop") && strcmp(on_jam, "wait"))
		return hs_fail(err, HS_USAGE, "--on-jam: '%s' is neither stop nor wait",
			       on_jam);
	if (interleave && (split || duplex))
		return hs_fail(err, HS_USAGE,
			       "--interleave goes with neither --split nor --duplex");
	return 0;
}

static int show(const struct hs_scan_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf lines = {0};
	int got = list ? hs_scan_list(terms, json, &lines, err)
		       : hs_scan_options(terms, json, &lines, err);

	if (got < 0)
		return -1;
	if (list && lines.len == 0)
		hs_warn("no scanner was found: sane-dll(5) says where SANE looks");
	hs_tool_line(&lines);
	return 0;
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf wanted = {0};
	struct hs_scan_terms terms = {
		.device = device,
		.output = output,
		.batch = batch,
		.wait_feeder = wait_feeder,
		.wait_on_jam = !strcmp(on_jam, "wait"),
		.interleave = interleave,
		.keep_separators = keep_separators,
		.intake = {.image = &hs_separator_worker,
			   .pdf = &hs_decode_pdf_worker,
			   .done = done,
			   .problem = problem,
			   .note = note,
			   .progress = progress},
		.stopped = stopped,
		.turn = turn,
	};

	if (check(count, err) < 0 || read_split(&terms.split, err) < 0)
		return -1;
	if (sheets)
		return hs_sheets_make(sheets, operands, count, err);
	if (!list && !options && gather(&wanted, err) < 0)
		return -1;
	terms.wanted = hs_buf_text(&wanted);
	hs_tool_crew(&terms.crew);
	hs_stop_begin();
	if (list || options)
		return show(&terms, err);
	return preview ? hs_scan_preview(&terms, preview, err) : hs_scan_run(&terms, err);
}

static int end(struct hs_err *err)
{
	(void)err;
	hs_names_done(&set);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_worker_kind *const workers[] = {
		&hs_device_worker,
		&hs_separator_worker,
		&hs_decode_pdf_worker,
		NULL,
	};
	static const struct hs_tool tool = {
		.name = "hoso-scan",
		.does = "Scans paper into dossiers.",
		.args = "-o DOSSIER",
		.example = "hoso-scan -o work/HS-1 --source feeder --mode gray",
		.opts = opts,
		.profile = &profile,
		.workers = workers,
		.crew = true,
		.whole = whole,
		.end = end,
	};
	int status = hs_tool_main(&tool, argc, argv);

	return hs_stop_signal() ? 128 + hs_stop_signal() : status;
}
