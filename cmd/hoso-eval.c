// hoso-eval - how well pages were read, against texts that a person wrote.
#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/json.h"
#include "tool/tool.h"
#include "work/evaluate.h"

#include <inttypes.h>
#include <stdio.h>

static bool json;
static uint64_t told_pages, missing;

static void tell(const struct hs_score *s)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	if (json) {
		hs_json_line(&hs_score_shape, s, &line);
		fputs(hs_buf_text(&line), stdout);
		return;
	}
	if (!told_pages++)
		puts("page\tcharacters\tcer\twer\tdiacritic\tprecision\trecall\tf1");
	hs_add_one_line(&line, s->page);
	printf("%s\t%" PRIu64 "\t%.2f\t%.2f\t%.2f\t%.4f\t%.4f\t%.4f\n",
	       hs_buf_text(&line), s->characters, s->cer, s->wer, s->diacritic,
	       s->precision, s->recall, s->f1);
}

static void tell_page(const struct hs_score *s)
{
	tell(s);
	if (!s->missing)
		return;
	missing++;
	hs_warn("page '%s' was not read: all of it counts as missing", s->page);
}

static void tell_extra(const char *page)
{
	if (!hs_tool_quiet())
		hs_warn("page '%s' has no truth: not counted", page);
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	static const struct hs_evaluate_told told = {tell_page, tell_extra};
	HS_AUTO(hs_score_done) struct hs_score total = {0};

	if (count != 2)
		return hs_fail(err, HS_USAGE, "give one TRUTH and one HYPOTHESIS");
	if (hs_evaluate(operands[0], operands[1], &told, &total, err) < 0)
		return -1;
	tell(&total);
	return missing > 0;
}

int main(int argc, char **argv)
{
	static const struct hs_opt opts[] = {
		{0, "json", .help = "one JSON object a line, the last one the total",
		 .flag = &json},
		{0},
	};
	static const struct hs_tool tool = {
		.name = "hoso-eval",
		.does = "Says how well pages were read: error rates against a truth, "
			"page by "
			"page.",
		.args = "TRUTH HYPOTHESIS",
		.example = "hoso-eval samples/truth/HS-001 work/HS-001",
		.opts = opts,
		.whole = whole,
		.least = 2,
	};

	return hs_tool_main(&tool, argc, argv);
}
