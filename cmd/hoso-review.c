// hoso-review - doubtful values, for a person to decide.
#include "base/auto.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/mem.h"
#include "model/json.h"
#include "model/record.h"
#include "model/tsv.h"
#include "tool/progress.h"
#include "tool/tool.h"
#include "work/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool tsv, all, json, revokes, begun;
static const char *table, *approval;
static struct hs_review review;

static const struct hs_opt opts[] = {
	{0, "tsv", .help = "print a table for a spreadsheet", .flag = &tsv},
	{'a', "all", .help = "every field of every document, also without doubt or value",
	 .flag = &all},
	{0, "json", .help = "print one JSON object a field", .flag = &json},
	{0, "enter", "FILE|-", "enter what the column 'new' of such a table says",
	 .text = &table},
	{0, "approve", "REFERENCE",
	 "record by which decision secret papers are processed", .text = &approval},
	{0, "revoke", .help = "take that approval back", .flag = &revokes},
	{0},
};

static bool asks_for_nothing(void)
{
	return table || approval || revokes;
}

static int begin(struct hs_err *err)
{
	if ((table != NULL) + (approval != NULL) + revokes + tsv > 1)
		return hs_fail(
			err, HS_USAGE,
			"--tsv, --enter, --approve and --revoke exclude each other");
	if (json && (tsv || approval || revokes))
		return hs_fail(err, HS_USAGE, "--json is for the list and for --enter");
	if (approval && !*approval)
		return hs_fail(err, HS_USAGE, "an approval has a reference");
	begun = true;
	return 0;
}

static int each(const char *path, struct hs_err *err)
{
	if (!asks_for_nothing())
		return hs_review_load(&review, path, all, err);
	if (hs_review_approve(path, approval, err) < 0)
		return -1;
	hs_tool_result(path);
	return 0;
}

// ---- --enter

// What --json prints of a dossier.
struct line {
	uint64_t format;
	char *dossier;
	uint64_t entered, refused;
};

static const struct hs_field line_fields[] = {
	{"format", HS_NUMBER, offsetof(struct line, format), .always = true},
	{"dossier", HS_TEXT, offsetof(struct line, dossier), .always = true},
	{"entered", HS_NUMBER, offsetof(struct line, entered), .always = true},
	{"refused", HS_NUMBER, offsetof(struct line, refused), .always = true},
	{0},
};
static const struct hs_shape line_shape = {sizeof(struct line), line_fields};

static void done(const char *dossier, size_t entered, size_t refused)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *name = hs_dup(dossier);
	const struct line line = {HS_FORMAT, name, entered, refused};

	if (json) {
		hs_json_line(&line_shape, &line, &text);
		hs_tool_line(&text);
	} else if (entered) {
		hs_tool_result(dossier);
	}
}

static bool as_whole(void)
{
	return table;
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	const struct hs_review_terms terms = {
		.table = table,
		.dossiers = operands,
		.count = count,
		.refused = hs_tool_failed,
		.done = done,
	};

	return hs_review_enter(&terms, err);
}

// ---- the dialog

static void show_keys(void)
{
	printf("%s\n", _("Enter: the value is right; a text: this instead of it; "
			 "-: the paper has none;\n"
			 "s: skip it; q: stop; ?: these words"));
}

enum answer { NEXT, AGAIN, STOP };

static enum answer take(const struct hs_review_item *item, const char *line)
{
	HS_AUTO(hs_text_free) char *said = hs_tsv_unescape(*line ? line : "=");
	struct hs_err err = {0};

	if (!strcmp(said, "?")) {
		show_keys();
		return AGAIN;
	}
	if (!strcmp(said, "q"))
		return STOP;
	if (!strcmp(said, "s") || hs_review_answer(item, said, &err) == 0)
		return NEXT;
	hs_warn("%s: %s", item->dossier, err.shown);
	return AGAIN;
}

static enum answer ask(const struct hs_review_item *item, size_t number)
{
	HS_AUTO(hs_buf_done) struct hs_buf card = {0};
	HS_AUTO(hs_text_free) char *line = NULL;
	enum answer answer = AGAIN;
	size_t cap = 0;

	hs_review_card(item, number, review.items.count, hs_may_colour(STDOUT_FILENO),
		       &card);
	fputs(card.data, stdout);
	while (answer == AGAIN) {
		printf("> ");
		fflush(stdout);
		if (getline(&line, &cap, stdin) < 0) {
			printf("\n");
			return STOP;
		}
		line[strcspn(line, "\r\n")] = '\0';
		answer = take(item, line);
	}
	return answer;
}

static void talk(void)
{
	const struct hs_review_item *items = review.items.items;

	if (review.items.count)
		show_keys();
	for (size_t i = 0; i < review.items.count; i++)
		if (ask(&items[i], i + 1) == STOP)
			return;
}

// ---- the list

static void show_list(void)
{
	const struct hs_review_item *items = review.items.items;
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	bool colour = hs_may_colour(STDOUT_FILENO);

	if (tsv)
		hs_review_tsv(&review, &out);
	for (size_t i = 0; i < review.items.count && !tsv; i++)
		if (json)
			hs_review_json(&items[i], &out);
		else
			hs_review_line(&items[i], i + 1, colour, &out);
	hs_tool_line(&out);
}

static int end(struct hs_err *err)
{
	bool person = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	(void)err;
	if (!begun || asks_for_nothing())
		return 0;
	if (!all)
		hs_review_sort(&review);
	if (person && !tsv && !json && !all)
		talk();
	else
		show_list();
	hs_note("%zu fields to review", review.items.count);
	hs_review_done(&review);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct hs_tool tool = {
		.name = "hoso-review",
		.does = "Doubtful values of documents, for a person to decide.",
		.args = "[DOSSIER ...]",
		.example = "hoso-review --tsv work/* >doubts.tsv",
		.opts = opts,
		.begin = begin,
		.each = each,
		.whole = whole,
		.as_whole = as_whole,
		.end = end,
	};

	return hs_tool_main(&tool, argc, argv);
}
