// hoso-show - what is known of a dossier or of a bundle.
#include "base/auto.h"
#include "base/buf.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE_MAX = 9999999 };

static bool json, text;

static const struct hs_opt opts[] = {
	{0, "text", .help = "print the text: a form feed between two pages",
	 .flag = &text},
	{0, "json", .help = "print one JSON object", .flag = &json},
	{0},
};

static int page_number(const char *word, uint32_t *page, struct hs_err *err)
{
	char *end;
	unsigned long n = strtoul(word, &end, 10);

	if (*word < '0' || *word > '9' || *end || n == 0 || n > PAGE_MAX)
		return hs_fail(err, HS_USAGE, "'%s' is not a page's number", word);
	*page = (uint32_t)n;
	return 0;
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_shown_done) struct hs_shown shown = {0};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	uint32_t page = 0;

	if (count > 2)
		return hs_fail(err, HS_USAGE, "one dossier or bundle, and one page");
	if (count == 2 && page_number(operands[1], &page, err) < 0)
		return -1;
	if (hs_shown_load(operands[0], page, text || (json && page), hs_tool_strict(),
			  &shown, err) < 0) {
		hs_tool_failed(operands[0], err);
		return 1;
	}
	if (json)
		hs_shown_json(&shown, &out);
	else if (text)
		hs_shown_texts(&shown, &out);
	else
		hs_shown_overview(&shown, hs_may_colour(STDOUT_FILENO), &out);
	fwrite(hs_buf_text(&out), 1, out.len, stdout);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_tool tool = {
		.name = "hoso-show",
		.does = "Shows what is known of a dossier or of a bundle.",
		.args = "DOSSIER|BUNDLE [PAGE]",
		.example = "hoso-show --text bundles/12.zip 3",
		.opts = opts,
		.workers = hs_shown_workers,
		.whole = whole,
		.least = 1,
	};

	return hs_tool_main(&tool, argc, argv);
}
