// query.c - see query.h
#include "model/query.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/record.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FILTER_NAMES "type: issuer: symbol: number: signer: dossier: year:"

static const char *const filter_names[HS_FILTERS] = {
	[HS_BY_TYPE] = "type",     [HS_BY_ISSUER] = "issuer", [HS_BY_SYMBOL] = "symbol",
	[HS_BY_NUMBER] = "number", [HS_BY_SIGNER] = "signer", [HS_BY_DOSSIER] = "dossier",
};

// A query on its way.
struct reader {
	const char *start, *at, *end;
	struct hs_query *query;
	struct hs_buf wanted, unwanted; // FTS5 expressions
	struct hs_buf together;         // all wanted words as one phrase
	size_t terms;                   // wanted
	bool special;                   // one of them was quoted or had a star
	size_t words;
	struct hs_err *err;
};

// One part of a query, as it was typed: -issuer:"tỉnh ủy"* has everything.
struct term {
	bool minus, star;
	const char *name, *name_end; // before ':'; NULL: no filter
	const char *text, *text_end;
};

static void reader_done(struct reader *r)
{
	hs_buf_done(&r->wanted);
	hs_buf_done(&r->unwanted);
	hs_buf_done(&r->together);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool quoted_text(struct reader *r, struct term *t)
{
	t->text = ++r->at;
	t->text_end = memchr(r->at, '"', (size_t)(r->end - r->at));
	if (!t->text_end)
		return false;
	r->at = t->text_end + 1;
	return true;
}

static void bare_text(struct reader *r, struct term *t)
{
	t->text = r->at;
	while (r->at < r->end && !is_space(*r->at) && *r->at != '"')
		r->at++;
	t->text_end = r->at;
}

// name: of a filter, if that is what comes next
static void filter_name(struct reader *r, struct term *t)
{
	const char *p = r->at;

	while (p < r->end && is_letter(*p))
		p++;
	if (p == r->at || p == r->end || *p != ':')
		return;
	t->name = r->at;
	t->name_end = p;
	r->at = p + 1;
}

static int next_term(struct reader *r, struct term *t)
{
	*t = (struct term){0};
	if (*r->at == '-') {
		t->minus = true;
		r->at++;
	}
	filter_name(r, t);
	if (r->at == r->end || *r->at != '"')
		bare_text(r, t);
	else if (!quoted_text(r, t))
		return hs_fail(r->err, HS_USAGE,
			       "the query has a quotation mark that nothing closes");
	if (r->at < r->end && *r->at == '*') {
		t->star = true;
		r->at++;
	} else if (t->text_end > t->text && t->text_end[-1] == '*') {
		t->star = true;
	}
	return 0;
}

static char *term_words(const struct term *t)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_buf_add(&text, t->text, (size_t)(t->text_end - t->text));
	return hs_vi_words(text.data);
}

static int year(const char *text, size_t len, uint32_t *out)
{
	*out = 0;
	if (len == 0)
		return 0;
	if (len != 4)
		return -1;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		*out = 10 * *out + (uint32_t)(text[i] - '0');
	}
	return *out ? 0 : -1;
}

static int add_years(struct reader *r, const struct term *t)
{
	struct hs_query *q = r->query;
	size_t len = (size_t)(t->text_end - t->text);
	const char *dots = memmem(t->text, len, "..", 2);
	size_t first = dots ? (size_t)(dots - t->text) : len;
	const char *second = dots ? dots + 2 : t->text;

	if (q->from || q->to)
		return hs_fail(r->err, HS_USAGE, "year: stands twice");
	if (len == 0 || len == 2 || year(t->text, first, &q->from) < 0 ||
	    year(second, (size_t)(t->text_end - second), &q->to) < 0)
		return hs_fail(r->err, HS_USAGE,
			       "'year:%.*s': write year:2015, 2015..2020, 2015.. or "
			       "..2020",
			       (int)len, t->text);
	if (q->from && q->to && q->from > q->to)
		return hs_fail(r->err, HS_USAGE, "'year:%.*s' ends before it begins",
			       (int)len, t->text);
	return 0;
}

static int add_filter(struct reader *r, const struct term *t)
{
	size_t len = (size_t)(t->name_end - t->name);
	HS_AUTO(hs_text_free) char *words = NULL;
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};
	size_t f = 0;

	if (t->minus)
		return hs_fail(r->err, HS_USAGE,
			       "a filter cannot be turned round: '-%.*s:'", (int)len,
			       t->name);
	if (len == 4 && !strncasecmp(t->name, "year", len))
		return add_years(r, t);
	while (f < HS_FILTERS && (strlen(filter_names[f]) != len ||
				  strncasecmp(t->name, filter_names[f], len)))
		f++;
	if (f == HS_FILTERS)
		return hs_fail(
			r->err, HS_USAGE,
			"there is no filter '%.*s:'; there are %s (as text, put it "
			"between double quotes)",
			(int)len, t->name, FILTER_NAMES);
	words = term_words(t);
	if (!*words)
		return hs_fail(r->err, HS_USAGE, "'%s:' needs a value", filter_names[f]);
	hs_buf_addf(&all, "%s%s\n", r->query->filters[f] ? r->query->filters[f] : "",
		    words);
	free(r->query->filters[f]);
	r->query->filters[f] = hs_buf_take(&all);
	return 0;
}

// Words typed side by side are mostly meant so: most Vietnamese words are of two
// syllables. Pages that have them so come first.
static void remember(struct reader *r, const struct term *t, const char *phrase)
{
	const char *words = strchr(phrase, '"');

	hs_buf_addf(&r->together, "%s%s", r->together.len ? " + " : "", words);
	r->special |= t->star || (t->text > r->start && t->text[-1] == '"');
	r->terms++;
}

// The term's words as an FTS5 phrase: "12" + "NQ" + "HU" *. What is between
// the quotes has been cut out by hs_vi_next and holds only letters and digits.
static int add_words(struct reader *r, const struct term *t)
{
	struct hs_buf *out = t->minus ? &r->unwanted : &r->wanted;
	const char *at = t->text,
		   *between = out->len ? (t->minus ? " OR " : " AND ") : "";
	size_t before = r->words, start = out->len;
	struct hs_vi_token token;

	while (hs_vi_next(NULL, &at, t->text_end, &token)) {
		if (++r->words > HS_QUERY_WORDS_MAX)
			return hs_fail(r->err, HS_USAGE,
				       "the query has more than %d words",
				       HS_QUERY_WORDS_MAX);
		hs_buf_addf(out, "%s\"", between);
		hs_buf_add(out, token.start, (size_t)(token.end - token.start));
		hs_buf_addf(out, "\"");
		between = " + ";
	}
	if (t->star && r->words > before)
		hs_buf_addf(out, " *");
	if (!t->minus && r->words > before)
		remember(r, t, out->data + start);
	return 0;
}

static int put_together(struct reader *r)
{
	struct hs_buf match = {0};
	bool filtered = r->query->from || r->query->to;

	for (int f = 0; f < HS_FILTERS; f++)
		filtered = filtered || r->query->filters[f];
	if (r->unwanted.len && !r->wanted.len)
		return hs_fail(r->err, HS_USAGE,
			       "the query only says what to leave out: add a word to "
			       "look for");
	if (!r->wanted.len && !filtered)
		return hs_fail(r->err, HS_USAGE, "the query has no word to look for");
	if (!r->wanted.len)
		return 0;
	// The same pages as without the phrase, which only adds to their rank.
	if (r->terms > 1 && !r->special)
		hs_buf_addf(&r->wanted, " OR (%s)", r->together.data);
	if (r->unwanted.len)
		hs_buf_addf(&match, "(%s) NOT (%s)", r->wanted.data, r->unwanted.data);
	else
		hs_buf_addf(&match, "%s", r->wanted.data);
	r->query->match = hs_buf_take(&match);
	return 0;
}

static int read_terms(struct reader *r)
{
	struct term t;

	for (;;) {
		while (r->at < r->end && is_space(*r->at))
			r->at++;
		if (r->at == r->end)
			return put_together(r);
		if (next_term(r, &t) < 0 ||
		    (t.name ? add_filter(r, &t) : add_words(r, &t)) < 0)
			return -1;
	}
}

// Curly quotation marks, as word processors paste them, become plain ones.
static char *plain_quotes(const char *text)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	for (const char *p = text; *p;) {
		bool curly = !strncmp(p, "\u201c", 3) || !strncmp(p, "\u201d", 3);

		hs_buf_add(&out, curly ? "\"" : p, 1);
		p += curly ? 3 : 1;
	}
	return hs_buf_take(&out);
}

int hs_query_parse(const char *text, struct hs_query *query, struct hs_err *err)
{
	HS_AUTO(hs_query_done) struct hs_query q = {0};
	HS_AUTO(hs_text_free) char *plain = NULL;
	HS_AUTO(reader_done) struct reader r = {.query = &q, .err = err};

	if (strlen(text) > HS_QUERY_MAX)
		return hs_fail(err, HS_USAGE, "the query is longer than %d bytes",
			       HS_QUERY_MAX);
	if (!hs_utf8_valid(text, strlen(text)))
		return hs_fail(err, HS_USAGE, "the query is not UTF-8");
	plain = plain_quotes(text);
	r.start = r.at = plain;
	r.end = plain + strlen(plain);
	if (read_terms(&r) < 0)
		return -1;
	*query = q;
	q = (struct hs_query){0};
	return 0;
}

void hs_query_done(struct hs_query *query)
{
	free(query->match);
	for (int f = 0; f < HS_FILTERS; f++)
		free(query->filters[f]);
	*query = (struct hs_query){0};
}

bool hs_query_of_documents(const struct hs_query *query)
{
	for (int f = 0; f < HS_FILTERS; f++)
		if (f != HS_BY_DOSSIER && query->filters[f])
			return true;
	return query->from || query->to;
}

#define AT(member) .at = offsetof(struct hs_hit, member)

static const struct hs_field hit_fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"dossier", HS_TEXT, AT(dossier), .always = true},
	{"page", HS_NUMBER, AT(page), .always = true},
	{"symbol", HS_TEXT, AT(symbol)},
	{"date", HS_TEXT, AT(date)},
	{"snippet", HS_TEXT, AT(snippet), .always = true},
	{"rank", HS_REAL, AT(rank)},
	{0},
};
const struct hs_shape hs_hit_shape = {sizeof(struct hs_hit), hit_fields};

void hs_hit_done(struct hs_hit *hit)
{
	hs_shape_done(&hs_hit_shape, hit);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

char *hs_symbol_written(const char *number, const char *symbol)
{
	struct hs_buf out = {0};
	bool both = number && *number && symbol && *symbol;
	bool state = both && (is_digit(*symbol) || !strchr(symbol, '/'));

	if (!(number && *number) && !(symbol && *symbol))
		return NULL;
	hs_buf_addf(&out, "%s%s%s", number ? number : "",
		    !both   ? ""
		    : state ? "/"
			    : "-",
		    symbol ? symbol : "");
	return hs_buf_take(&out);
}

char *hs_symbol_type(const char *symbol)
{
	const char *p = symbol;
	struct hs_buf out = {0};

	while (*p && strchr("0123456789/- ", *p))
		p++;
	hs_buf_add(&out, p, strcspn(p, "/- "));
	return hs_buf_take(&out);
}
