// hoso-pack - a dossier becomes one ZIP that can be checked for ever.
#include "base/auto.h"
#include "base/mem.h"
#include "craft/screen.h"
#include "model/secrecy.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/pack.h"

#include <stdio.h>

static const char *out, *profile, *without, *secret, *viewer;
static const char *certificate, *key, *passphrase;
static struct hs_names recipients;
static bool json, half_jailed;
static struct hs_packer *packer;

static const struct hs_opt opts[] = {
	{'o', "output", "FOLDER", "write FOLDER/CODE.zip", .text = &out},
	{0, "profile", "NAME",
	 "what kind of bundle: csip (default), bag, tt05-aip, tt05-sip, hd40",
	 .text = &profile},
	{0, "without", "masters", "leave the masters out: a bundle for use",
	 .text = &without},
	{0, "secret", "refuse|allow",
	 "dossiers with papers marked Mật, Tối mật (default: refuse)", .text = &secret},
	{0, "encrypt-to", "RECIPIENT",
	 "write CODE.zip.age for an age recipient, or a file of them; repeatable",
	 .texts = &recipients},
	{0, "sign", "FILE", "sign the checksum with this certificate (PEM)",
	 .text = &certificate},
	{0, "key", "FILE", "the key of --sign (PEM)", .text = &key},
	{0, "passphrase", "FILE", "the passphrase of --key: the file's first line",
	 .text = &passphrase},
	{0, "viewer", "yes|text|no",
	 "index.html in the bundle; text: without pictures (default: yes)",
	 .text = &viewer},
	{0, "json", .help = "print one JSON object a bundle", .flag = &json},
	{0},
};

static int begin(struct hs_err *err)
{
	struct hs_pack_terms terms = {
		.out = out,
		.profile = profile,
		.seal = {certificate, key, passphrase},
		.recipients = recipients,
		.without = without,
		.progress = hs_progress_show,
		.view = {.image = &hs_screen_image_worker, .pdf = &hs_screen_pdf_worker},
	};

	hs_tool_crew(&terms.view.crew);
	if (hs_secrecy_setting(secret, &terms.secret, err) < 0 ||
	    hs_viewer_setting(viewer, &terms.viewer, err) < 0)
		return -1;
	packer = hs_packer_new(&terms, err);
	return packer ? 0 : -1;
}

static int each(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_packed_done) struct hs_packed packed = {0};
	HS_AUTO(hs_text_free) char *line = NULL;

	if (hs_packer_pack(packer, path, &packed, err) < 0)
		return -1;
	if (packed.unread)
		hs_note("%s: %zu pages have no text yet", path, packed.unread);
	if (packed.plain)
		hs_warn("%s: an older bundle that is not encrypted lies beside it",
			packed.bundle);
	if (packed.token)
		hs_warn("%s: it has changed: the time stamp of the older one was removed",
			packed.bundle);
	if (packed.outside)
		hs_warn("%s: %zu pages are in no document, and not in this package: "
			"cover, "
			"contents or blank",
			path, packed.outside);
	if (packed.blank)
		hs_note("%s: %zu pages have no picture in the viewer", path,
			packed.blank);
	half_jailed |= packed.half_jailed;
	if (!json) {
		hs_tool_result(packed.bundle);
		return 0;
	}
	line = hs_packed_json(&packed);
	hs_progress_clear();
	fputs(line, stdout);
	fflush(stdout);
	return 0;
}

static int end(struct hs_err *err)
{
	(void)err;
	hs_tool_half_jailed(half_jailed);
	hs_packer_free(&packer);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_worker_kind *const workers[] = {
		&hs_screen_image_worker,
		&hs_screen_pdf_worker,
		NULL,
	};
	static const struct hs_tool tool = {
		.name = "hoso-pack",
		.does = "Makes of each dossier one bundle: a ZIP that is a BagIt bag, "
			"for an archive.",
		.args = "-o FOLDER [DOSSIER ...]",
		.example = "hoso-pack -o bundles work/*",
		.opts = opts,
		.workers = workers,
		.crew = true,
		.begin = begin,
		.each = each,
		.end = end,
	};

	return hs_tool_main(&tool, argc, argv);
}
