// hoso-index - keep an index of dossiers, for hoso-search.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/json.h"
#include "model/record.h"
#include "model/secrecy.h"
#include "tool/tool.h"
#include "work/find.h"

#include <stdio.h>

static const char *index_path, *work, *secret;
static bool removes, checks, json;
static struct hs_find_terms terms;
static struct hs_find *find;

static const struct hs_opt opts[] = {
	{'d', "db", "DB", "the index: a file, made where it is missing",
	 .text = &index_path},
	{0, "remove", .help = "take dossiers (codes or paths) out of the index",
	 .flag = &removes},
	{0, "check", .help = "read all of the index and say whether it is sound",
	 .flag = &checks},
	{0, "rebuild", "WORK", "make the index anew from all dossiers in the folder WORK",
	 .text = &work},
	{0, "secret", "refuse|allow",
	 "dossiers with papers marked Mật, Tối mật (default: refuse)", .text = &secret},
	{0, "json", .help = "print a JSON object a dossier instead of its path",
	 .flag = &json},
	{0},
};

// What --json prints of a dossier.
struct line {
	uint64_t format;
	char *dossier;
	uint64_t pages, waiting;
};

static const struct hs_field line_fields[] = {
	{"format", HS_NUMBER, offsetof(struct line, format), .always = true},
	{"dossier", HS_TEXT, offsetof(struct line, dossier), .always = true},
	{"pages", HS_NUMBER, offsetof(struct line, pages), .always = true},
	{"waiting", HS_NUMBER, offsetof(struct line, waiting), .always = true},
	{0},
};
static const struct hs_shape line_shape = {sizeof(struct line), line_fields};

static bool no_operands(void)
{
	return checks || work;
}

static int begin(struct hs_err *err)
{
	terms = (struct hs_find_terms){
		.index = index_path,
		.make = !removes,
		.strict = hs_tool_strict(),
	};
	if (!index_path)
		return hs_fail(err, HS_USAGE, "which index? -d DB names it");
	if (checks + removes + (work != NULL) > 1)
		return hs_fail(err, HS_USAGE,
			       "--remove, --check and --rebuild exclude each other");
	if (hs_secrecy_setting(secret, &terms.secret, err) < 0)
		return -1;
	if (no_operands())
		return 0;
	find = hs_find_new(&terms, err);
	return find ? 0 : -1;
}

static void show(const char *path, const struct hs_find_count *count)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *name = hs_dup(path);
	const struct line line = {HS_FORMAT, name, count->pages, count->waiting};

	if (count->waiting)
		hs_note("%s: %zu pages have no text yet: hoso-ocr makes it", path,
			count->waiting);
	if (!json) {
		hs_tool_result(path);
		return;
	}
	hs_json_line(&line_shape, &line, &text);
	fputs(text.data, stdout);
	fflush(stdout);
}

static int each(const char *path, struct hs_err *err)
{
	struct hs_find_count count = {0};

	if (removes ? hs_find_remove(find, path, err) < 0
		    : hs_find_add(find, path, &count, err) < 0)
		return -1;
	show(path, &count);
	return 0;
}

static void told(const char *path, const struct hs_find_count *count,
		 const struct hs_err *why)
{
	if (why)
		hs_tool_failed(path, why);
	else
		show(path, count);
}

static int check_or_rebuild(char *const *operands, size_t count, struct hs_err *err)
{
	size_t failed;

	(void)operands;
	terms.make = false;
	if (count)
		return hs_fail(err, HS_USAGE, "--check and --rebuild take no dossiers");
	if (work)
		return hs_find_rebuild(&terms, work, told, &failed, err) < 0 ? -1
									     : failed > 0;
	find = hs_find_new(&terms, err);
	if (!find)
		return -1;
	if (hs_find_check(find, err) < 0)
		return hs_within(err, "'%s'", index_path);
	puts("ok");
	return 0;
}

static int end(struct hs_err *err)
{
	(void)err;
	hs_find_free(&find);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_tool tool = {
		.name = "hoso-index",
		.does = "Keeps an index of dossiers, for hoso-search.",
		.args = "-d DB [DOSSIER|BUNDLE ...]",
		.example = "hoso-index -d archive.db work/*",
		.opts = opts,
		.begin = begin,
		.each = each,
		.whole = check_or_rebuild,
		.as_whole = no_operands,
		.end = end,
	};
	struct hs_tool with_workers = tool;

	with_workers.workers = hs_find_workers;
	return hs_tool_main(&with_workers, argc, argv);
}
