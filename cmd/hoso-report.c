// hoso-report - the office's lists, from what is known of dossiers.
#include "base/auto.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/json.h"
#include "model/record.h"
#include "tool/tool.h"
#include "work/report.h"

#include <stdio.h>
#include <string.h>

static const char *list_name, *index_path, *xlsx;
static bool json, from_start;
static struct hs_report *report;

static const struct hs_opt opts[] = {
	{'d', "db", "DB", "gaps: look into this index instead of dossiers",
	 .text = &index_path},
	{0, "from-start", .help = "gaps: series begin at 1, whatever their lowest number",
	 .flag = &from_start},
	{0, "xlsx", "FILE", "write a spreadsheet, ready to print, instead of lines",
	 .text = &xlsx},
	{0, "json", .help = "print a JSON object a row", .flag = &json},
	{0},
};

static bool wants_lists(void)
{
	return !strcmp(list_name, "list");
}

// Dossiers go before an index, which the settings may name for all programs.
static bool no_names(void)
{
	struct hs_report_kind kind;

	for (size_t i = 0; index_path && hs_report_kind(i, &kind); i++)
		if (!strcmp(kind.name, list_name) && kind.of_index)
			return true;
	return wants_lists();
}

static void line(void *user, const struct hs_buf *lines)
{
	(void)user;
	hs_tool_line(lines);
}

static int begin(struct hs_err *err)
{
	const struct hs_report_terms terms = {
		.list = list_name,
		.xlsx = xlsx,
		.json = json,
		.from_start = from_start,
		.line = line,
	};

	if (wants_lists())
		return 0;
	report = hs_report_new(&terms, err);
	return report ? 0 : -1;
}

static int each(const char *path, struct hs_err *err)
{
	return hs_report_add(report, path, err);
}

// For people, so in their language; the names are what a script needs.
static void show_lists(void)
{
	struct hs_report_kind kind;

	for (size_t i = 0; hs_report_kind(i, &kind); i++)
		printf("%s\t%s\t%s\n", kind.name, _(kind.needs), _(kind.does));
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	if (wants_lists()) {
		show_lists();
		return 0;
	}
	if (!count && hs_report_add_index(report, index_path, err) < 0) {
		hs_report_free(&report); // there is nothing to end
		return -1;
	}
	for (size_t i = 0; i < count; i++) {
		struct hs_err why = {0};

		if (each(operands[i], &why) < 0)
			hs_tool_failed(operands[i], &why);
	}
	return 0;
}

static int end(struct hs_err *err)
{
	int got = report ? hs_report_end(report, err) : 0;

	hs_report_free(&report);
	return got;
}

int main(int argc, char **argv)
{
	static const struct hs_tool tool = {
		.name = "hoso-report",
		.does = "Prints the office's lists: contents, documents, gaps.",
		.args = "contents|documents|gaps|list [DOSSIER ...]",
		.example = "hoso-report contents --xlsx=12.xlsx work/12",
		.opts = opts,
		.first = &list_name,
		.begin = begin,
		.each = each,
		.as_whole = no_names,
		.whole = whole,
		.end = end,
	};

	return hs_tool_main(&tool, argc, argv);
}
