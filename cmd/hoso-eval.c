// hoso-eval - how well pages were read and documents found, against what a person wrote.
#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/json.h"
#include "tool/tool.h"
#include "work/evaluate-fields.h"
#include "work/evaluate.h"

#include <inttypes.h>
#include <stdio.h>

static bool json, fields;
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

static void tell_share(double share, bool has)
{
	if (has)
		printf("\t%.4f", share);
	else
		fputs("\t-", stdout);
}

static void tell_field(const struct hs_field_score *s, int row)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};
	bool pages = row == HS_SCORE_PAGES;

	if (json) {
		hs_json_line(&hs_field_score_shape, s, &line);
		fputs(hs_buf_text(&line), stdout);
		return;
	}
	printf("%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%.4f\t%" PRIu64 "\t%" PRIu64
	       "\t%.4f",
	       s->field, s->expected, s->given, s->right, s->accuracy, s->accepted,
	       s->accepted_wrong, s->accepted_right);
	tell_share(s->precision, pages);
	tell_share(s->recall, pages);
	tell_share(s->f1, pages || row == HS_F_SUBJECT);
	tell_share(s->tenth, row == HS_SCORE_ALL);
	putchar('\n');
}

static int score_fields(const char *truth, const char *hypothesis, struct hs_err *err)
{
	HS_AUTO(hs_field_scores_done) struct hs_field_scores scores = {0};

	if (hs_evaluate_fields(truth, hypothesis, &scores, err) < 0)
		return -1;
	if (!json)
		puts("field\texpected\tgiven\tright\taccuracy\taccepted\taccepted_wrong\t"
		     "accepted_right\tprecision\trecall\tf1\ttenth");
	for (int i = 0; i < HS_SCORES; i++)
		tell_field(&scores.of[i], i);
	return 0;
}

static int whole(char *const *operands, size_t count, struct hs_err *err)
{
	static const struct hs_evaluate_told told = {tell_page, tell_extra};
	HS_AUTO(hs_score_done) struct hs_score total = {0};

	if (count != 2)
		return hs_fail(err, HS_USAGE, "give one TRUTH and one HYPOTHESIS");
	if (fields)
		return score_fields(operands[0], operands[1], err);
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
		{0, "fields",
		 .help = "compare documents and their fields (documents.json) instead of "
			 "texts",
		 .flag = &fields},
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
