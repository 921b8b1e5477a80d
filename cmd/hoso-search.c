// hoso-search - find pages by what is written on them.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/find.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BOLD_RED "\033[1;31m"
#define PLAIN "\033[0m"

static const char *index_path, *by = "rank";
static unsigned limit = 20;
static bool json, some_hits;
static struct hs_err broken; // why there was no answer; begin's status 3, not 1

static const struct hs_opt opts[] = {
	{'d', "db", "DB", "the index that hoso-index made", .text = &index_path},
	{'n', "limit", "N", "show at most N hits (default: 20; 0: all)",
	 .number = &limit},
	{0, "by", "ORDER", "rank: the best first (default); date: the latest first",
	 .text = &by},
	{0, "json", .help = "print a JSON object a line", .flag = &json},
	{0},
};

static int begin(struct hs_err *err)
{
	if (!index_path)
		return hs_fail(err, HS_USAGE, "which index? -d DB names it");
	if (strcmp(by, "rank") && strcmp(by, "date"))
		return hs_fail(err, HS_USAGE, "--by is rank or date, not '%s'", by);
	return 0;
}

// The snippet with what was found between the two texts.
static char *marked(const char *snippet, const char *before, const char *after)
{
	struct hs_buf out = {0};

	for (const char *p = snippet; *p; p++) {
		if (*p == HS_HIT_START[0])
			hs_buf_addf(&out, "%s", before);
		else if (*p == HS_HIT_END[0])
			hs_buf_addf(&out, "%s", after);
		else
			hs_buf_add(&out, p, 1);
	}
	return hs_buf_take(&out);
}

static void add_cell(struct hs_buf *line, const char *text)
{
	hs_add_one_line(line, text ? text : "-");
	hs_buf_addf(line, "\t");
}

static int show(void *user, const struct hs_hit *hit, struct hs_err *err)
{
	bool colour = !json && hs_may_colour(STDOUT_FILENO);
	HS_AUTO(hs_text_free)
	char *snippet =
		marked(hit->snippet, colour ? BOLD_RED : "**", colour ? PLAIN : "**");
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};
	struct hs_hit shown = *hit;

	(void)user;
	(void)err;
	some_hits = true;
	shown.snippet = snippet;
	if (json) {
		hs_json_line(&hs_hit_shape, &shown, &line);
		fputs(line.data, stdout);
		return 0;
	}
	add_cell(&line, hit->dossier);
	hs_buf_addf(&line, "%llu\t", (unsigned long long)hit->page);
	add_cell(&line, hit->symbol);
	add_cell(&line, hit->date);
	printf("%s%s\n", line.data, snippet);
	return 0;
}

static int search(char *const *operands, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	const struct hs_order order = {limit, !strcmp(by, "date")};

	for (size_t i = 0; i < count; i++)
		hs_buf_addf(&text, "%s%s", i ? " " : "", operands[i]);
	if (hs_find_search(index_path, text.data, &order, show, NULL, err) == 0)
		return some_hits ? 0 : 1;
	if (err->code == HS_USAGE || err->code == HS_BUSY)
		return -1;
	broken = *err;
	return 0;
}

static int end(struct hs_err *err)
{
	if (!broken.code)
		return 0;
	*err = broken;
	return -1;
}

int main(int argc, char **argv)
{
	static const struct hs_tool tool = {
		.name = "hoso-search",
		.does = "Finds pages by what is written on them.",
		.args = "-d DB QUERY ...",
		.example = "hoso-search -d archive.db '\"nghị quyết\" dossier:HS-001'",
		.opts = opts,
		.begin = begin,
		.whole = search,
		.least = 1,
		.end = end,
	};

	return hs_tool_main(&tool, argc, argv);
}
