// fieldscore.c - see fieldscore.h
#include "model/fieldscore.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/json.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAY(member) .at = offsetof(struct hs_field_score, member)
#define AT(member) MAY(member), .always = true

static const struct hs_field score_fields[] = {
	{"format", HS_NUMBER, AT(format)},
	{"field", HS_TEXT, AT(field)},
	{"expected", HS_NUMBER, AT(expected)},
	{"given", HS_NUMBER, AT(given)},
	{"right", HS_NUMBER, AT(right)},
	{"accuracy", HS_REAL, AT(accuracy)},
	{"accepted", HS_NUMBER, AT(accepted)},
	{"accepted_wrong", HS_NUMBER, AT(accepted_wrong)},
	{"accepted_right", HS_REAL, AT(accepted_right)},
	{"precision", HS_REAL, MAY(precision)},
	{"recall", HS_REAL, MAY(recall)},
	{"f1", HS_REAL, MAY(f1)},
	{"tenth", HS_REAL, MAY(tenth)},
	{0},
};
const struct hs_shape hs_field_score_shape = {
	sizeof(struct hs_field_score),
	score_fields,
};

void hs_field_scores_done(struct hs_field_scores *scores)
{
	for (size_t i = 0; i < HS_SCORES; i++)
		hs_shape_done(&hs_field_score_shape, &scores->of[i]);
}

// ---- what is alike ------------------------------------------------------------

static bool dash(uint32_t c)
{
	return c == '-' || c == 0xad || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static bool quote(uint32_t c)
{
	return c == '"' || c == '\'' || c == 0xab || c == 0xbb ||
	       (c >= 0x2018 && c <= 0x201f);
}

static bool space(uint32_t c)
{
	return (c >= '\t' && c <= '\r') || c == ' ' || c == 0xa0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202f || c == 0x205f || c == 0x3000;
}

// What stands between words.
static void add_between(struct hs_buf *out, const char *at, const char *end)
{
	bool gap = false;

	while (at < end) {
		uint32_t c = hs_utf8_next(&at, end);

		gap = gap || space(c);
		if (space(c))
			continue;
		if (gap && out->len)
			hs_buf_add(out, " ", 1);
		gap = false;
		hs_utf8_add(out, dash(c) ? '-' : quote(c) ? '"' : c);
	}
	if (gap && out->len)
		hs_buf_add(out, " ", 1);
}

// The text in the one form in which it is compared. Caller frees.
static char *canonical(const char *text, const char *end)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_vi_token word;
	const char *at = text, *done = text;

	while (hs_vi_next(NULL, &at, end, &word)) {
		add_between(&out, done, word.start);
		hs_buf_add(&out, word.exact, word.exact_len);
		done = word.end;
	}
	add_between(&out, done, end);
	while (out.len && out.data[out.len - 1] == ' ')
		out.data[--out.len] = '\0';
	return hs_buf_take(&out);
}

static bool same_text(const char *a, const char *b)
{
	HS_AUTO(hs_text_free) char *x = canonical(a, a + strlen(a));
	HS_AUTO(hs_text_free) char *y = canonical(b, b + strlen(b));

	return !strcmp(x, y);
}

static const char *without_zeros(const char *number)
{
	while (*number == '0' && number[1])
		number++;
	return number;
}

// The next line that says something, without punctuation at its ends: NULL at the end.
// Caller frees.
static char *next_line(const char **at)
{
	while (**at) {
		size_t len = strcspn(*at, "\n");
		HS_AUTO(hs_text_free) char *line = canonical(*at, *at + len);
		const char *start = line + strspn(line, " -.,;:");
		size_t keep = strlen(start);

		*at += len + ((*at)[len] == '\n');
		while (keep && strchr(" -.,;:", start[keep - 1]))
			keep--;
		if (keep)
			return strndup(start, keep);
	}
	return NULL;
}

static bool same_lines(const char *a, const char *b)
{
	for (;;) {
		HS_AUTO(hs_text_free) char *x = next_line(&a);
		HS_AUTO(hs_text_free) char *y = next_line(&b);

		if (!x || !y)
			return !x && !y;
		if (strcmp(x, y) != 0)
			return false;
	}
}

// "V/v" is short for "về việc": tables of contents write it out.
static const char *regarding(const char *subject, struct hs_buf *room)
{
	if (strncasecmp(subject, "v/v", 3) != 0)
		return subject;
	hs_buf_addf(room, "về việc%s", subject + 3);
	return hs_buf_text(room);
}

bool hs_field_same(enum hs_document_field field, const char *a, const char *b)
{
	if (field == HS_F_RECIPIENTS)
		return same_lines(a, b);
	if (field == HS_F_NUMBER)
		return same_text(without_zeros(a), without_zeros(b));
	if (field == HS_F_SUBJECT) {
		HS_AUTO(hs_buf_done) struct hs_buf left = {0};
		HS_AUTO(hs_buf_done) struct hs_buf right = {0};

		return same_text(regarding(a, &left), regarding(b, &right));
	}
	return same_text(a, b);
}

// ---- words --------------------------------------------------------------------

struct words {
	char **list;
	size_t count;
};

static void words_done(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->list[i]);
	free(words->list);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct words words_of(const char *text)
{
	struct words words = {hs_new(strlen(text) + 1, sizeof(char *)), 0};
	const char *at = text, *end = text + strlen(text);
	struct hs_vi_token word;

	while (hs_vi_next(NULL, &at, end, &word))
		words.list[words.count++] = strndup(word.exact, word.exact_len);
	qsort(words.list, words.count, sizeof(*words.list), by_text);
	return words;
}

double hs_field_word_f1(const char *a, const char *b)
{
	HS_AUTO(words_done) struct words x = words_of(a);
	HS_AUTO(words_done) struct words y = words_of(b);
	size_t i = 0, j = 0, both = 0;

	if (x.count + y.count == 0)
		return 1;
	while (i < x.count && j < y.count) {
		int order = strcmp(x.list[i], y.list[j]);

		both += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return 2 * (double)both / (double)(x.count + y.count);
}

// ---- counting -----------------------------------------------------------------

// A value that was given, for the order by confidence.
struct given {
	double confidence;
	bool wrong;
};

struct count {
	struct hs_field_scores *scores;
	struct hs_list given; // of struct given
	double subject_f1;    // their sum
};

struct by_hand {
	bool handwritten;
	char *rest;
};

static bool handwritten(const struct hs_value *value)
{
	static const struct hs_field fields[] = {
		{"handwritten", HS_FLAG, .at = offsetof(struct by_hand, handwritten)},
		{"", HS_REST, .at = offsetof(struct by_hand, rest)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct by_hand), fields};
	struct by_hand mark = {0};
	struct hs_err err = {0};
	bool is;

	if (!value || !value->rest)
		return false;
	is = hs_json_read(&shape, value->rest, strlen(value->rest), &mark, &err) == 0 &&
	     mark.handwritten;
	hs_shape_done(&shape, &mark);
	return is;
}

static void add(struct hs_field_score *score, const struct hs_value *truth,
		const struct hs_value *given, bool right)
{
	bool accepted = given && given->state && !strcmp(given->state, HS_ACCEPTED);

	score->expected += truth != NULL;
	score->given += given != NULL;
	score->right += right;
	score->accepted += accepted;
	score->accepted_wrong += accepted && !right;
}

static void compare_field(struct count *count, enum hs_document_field field,
			  const struct hs_value *truth, const struct hs_value *given)
{
	struct hs_field_score *of = count->scores->of;
	bool right = truth && given && hs_field_same(field, truth->value, given->value);
	bool hand = handwritten(truth);

	add(&of[field], truth, given, right);
	add(&of[hand ? HS_SCORE_HANDWRITTEN : HS_SCORE_PRINTED], truth, given, right);
	add(&of[HS_SCORE_ALL], truth, given, right);
	if (given)
		*(struct given *)hs_list_add(&count->given, sizeof(struct given)) =
			(struct given){given->confidence, !right};
	if (field == HS_F_SUBJECT && truth && given)
		count->subject_f1 += hs_field_word_f1(truth->value, given->value);
}

static const char *ordinal_of(const struct hs_documents *documents,
			      const struct hs_document *document)
{
	const struct hs_row *rows = documents->contents.items;
	const char *ordinal;

	if (document->row == 0 || document->row > documents->contents.count)
		return NULL;
	ordinal = rows[document->row - 1].ordinal;
	return ordinal ? ordinal : "";
}

static void compare_row(struct hs_field_score *score, const char *truth,
			const char *given)
{
	score->expected += truth != NULL;
	score->given += given != NULL;
	score->right += truth && given && hs_field_same(HS_F_NUMBER, truth, given);
}

static const struct hs_document *starting_at(const struct hs_documents *documents,
					     uint32_t page)
{
	const struct hs_document *list = documents->documents.items;

	for (size_t i = 0; page && i < documents->documents.count; i++)
		if (hs_document_first(&list[i]) == page)
			return &list[i];
	return NULL;
}

static void compare_documents(struct count *count, const struct hs_documents *truth,
			      const struct hs_documents *hypothesis)
{
	const struct hs_document *list = truth->documents.items;
	struct hs_field_score *of = count->scores->of;

	for (size_t i = 0; i < truth->documents.count; i++) {
		const struct hs_document *found =
			starting_at(hypothesis, hs_document_first(&list[i]));

		if (!found)
			continue;
		of[HS_SCORE_PAGES].right +=
			hs_document_last(found) == hs_document_last(&list[i]);
		compare_row(&of[HS_SCORE_ROW], ordinal_of(truth, &list[i]),
			    ordinal_of(hypothesis, found));
		for (int f = 0; f < HS_FIELDS; f++)
			compare_field(count, (enum hs_document_field)f, list[i].fields[f],
				      found->fields[f]);
	}
}

static void count_extra(struct hs_field_score *score, const struct hs_documents *truth,
			const struct hs_documents *hypothesis)
{
	const struct hs_document *list = hypothesis->documents.items;

	for (size_t i = 0; i < hypothesis->documents.count; i++) {
		if (starting_at(truth, hs_document_first(&list[i])))
			continue;
		for (int f = 0; f < HS_FIELDS; f++)
			add(score, NULL, list[i].fields[f], false);
	}
}

// ---- what follows -------------------------------------------------------------

static double share(double part, double whole)
{
	return whole > 0 ? part / whole : 1;
}

static int by_confidence(const void *a, const void *b)
{
	double x = ((const struct given *)a)->confidence;
	double y = ((const struct given *)b)->confidence;

	return x < y ? -1 : x > y;
}

// Of values with the same confidence across the border, the share that is inside.
static double worst_tenth(struct hs_list *given)
{
	struct given *list = given->items;
	double border = (double)given->count / 10, wrong = 0, inside = 0;

	if (given->count)
		qsort(list, given->count, sizeof(*list), by_confidence);
	for (size_t i = 0, next; i < given->count; i = next) {
		double some = 0, within;

		for (next = i;
		     next < given->count && by_confidence(&list[i], &list[next]) == 0;
		     next++)
			some += list[next].wrong;
		within = (border - (double)i) / (double)(next - i);
		inside += some * (within < 0 ? 0 : within > 1 ? 1 : within);
		wrong += some;
	}
	return share(inside, wrong);
}

static void conclude(struct count *count, size_t documents)
{
	static const char *const names[] = {"pages",       "row", "printed",
					    "handwritten", "all", "extra"};
	struct hs_field_score *of = count->scores->of, *pages = &of[HS_SCORE_PAGES];

	for (int i = 0; i < HS_SCORES; i++) {
		struct hs_field_score *s = &of[i];

		s->format = HS_FIELD_SCORE_FORMAT;
		s->field = hs_dup(
			i < HS_FIELDS ? hs_document_field_name((enum hs_document_field)i)
				      : names[i - HS_FIELDS]);
		s->accuracy = share((double)s->right, (double)s->expected);
		s->accepted_right = share((double)(s->accepted - s->accepted_wrong),
					  (double)s->accepted);
	}
	pages->precision = share((double)pages->right, (double)pages->given);
	pages->recall = share((double)pages->right, (double)documents);
	pages->f1 = share(2 * (double)pages->right, (double)(pages->given + documents));
	of[HS_F_SUBJECT].f1 = share(count->subject_f1, (double)of[HS_F_SUBJECT].expected);
	of[HS_SCORE_ALL].tenth = worst_tenth(&count->given);
}

void hs_field_scores_make(const struct hs_documents *truth,
			  const struct hs_documents *hypothesis,
			  struct hs_field_scores *scores)
{
	struct count count = {.scores = scores};

	*scores = (struct hs_field_scores){0};
	scores->of[HS_SCORE_PAGES].expected = truth->documents.count;
	scores->of[HS_SCORE_PAGES].given = hypothesis->documents.count;
	compare_documents(&count, truth, hypothesis);
	count_extra(&scores->of[HS_SCORE_EXTRA], truth, hypothesis);
	conclude(&count, truth->documents.count);
	free(count.given.items);
}
