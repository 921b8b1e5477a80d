// series-place.c - see series-place.h
#include "model/series-place.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_LEN = 4, DIGITS_MOST = 9 };

// ---- what a document says of itself

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool has_year(const char *text)
{
	return text && is_digit(text[0]) && is_digit(text[1]) && is_digit(text[2]) &&
	       is_digit(text[3]) && !is_digit(text[4]);
}

// The layout of a paper tells whose it is; without a symbol, the name of its rule.
static bool of_the_state(const struct hs_numbered *d)
{
	if (d->symbol)
		return is_digit(*d->symbol) || !strchr(d->symbol, '/');
	return d->rule && hs_starts(d->rule, "state");
}

// Of a State paper the code is what follows the type: CC of TTr-CC, UBND of
// 2021/QĐ-UBND. A dot keeps them apart from the Party's.
static char *state_code(const char *symbol)
{
	const char *dash = symbol ? strchr(symbol, '-') : NULL;
	HS_AUTO(hs_buf_done) struct hs_buf as_party = {0};
	HS_AUTO(hs_text_free) char *letters = NULL;
	struct hs_buf out = {0};

	hs_buf_addf(&as_party, "/%s", dash ? dash + 1 : "");
	letters = hs_code_of(hs_buf_text(&as_party));
	hs_buf_addf(&out, "%s%s", *letters ? "." : "", letters);
	return hs_buf_take(&out);
}

static bool doubted(const struct hs_numbered *d, const char *field)
{
	return d->review && strstr(d->review, field);
}

static bool read_number(const char *text, struct hs_placed *p)
{
	size_t digits = strspn(text, "0123456789");
	unsigned long n = strtoul(text, NULL, 10);

	if (!digits || digits > DIGITS_MOST || !n)
		return false;
	p->number = (uint32_t)n;
	p->suffix = text + digits + strspn(text + digits, " ");
	return true;
}

static void take(const struct hs_numbered *d, struct hs_list *placed)
{
	HS_AUTO(hs_text_free) char *letters = NULL;
	struct hs_placed one = {.document = d}, *p;

	if (!read_number(d->number, &one))
		return;
	p = hs_list_add(placed, sizeof(*p));
	*p = one;
	letters = hs_symbol_type(d->symbol ? d->symbol : "");
	p->state = of_the_state(d);
	p->sure = !doubted(d, "number") && !doubted(d, "date");
	p->date = has_year(d->date) ? d->date : NULL;
	p->name = hs_vi_words(d->issuer ? d->issuer : "");
	p->code = p->state ? state_code(d->symbol) : hs_code_of(d->symbol);
	p->letters = hs_vi_words(letters);
	p->type = hs_vi_words(d->type ? d->type : "");
}

// ---- what others tell of it

static bool same_dossier(const struct hs_placed *a, const struct hs_placed *b)
{
	return !strcmp(a->document->dossier, b->document->dossier);
}

// Papers lie in a dossier by their dates: one without a date has that of the paper
// before it, else of the one behind.
static void borrow_dates(struct hs_placed *list, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (!list[i].date && same_dossier(&list[i], &list[i - 1]))
			list[i].date = list[i - 1].date;
	for (size_t i = count; i-- > 1;)
		if (!list[i - 1].date && same_dossier(&list[i], &list[i - 1]))
			list[i - 1].date = list[i].date;
	for (size_t i = 0; i < count; i++)
		list[i].sure = list[i].sure && list[i].date && list[i].document->date;
}

typedef char **hs_part_fn(struct hs_placed *p);

static char **name_of(struct hs_placed *p)
{
	return &p->name;
}

static char **code_of(struct hs_placed *p)
{
	return &p->code;
}

static char **letters_of(struct hs_placed *p)
{
	return &p->letters;
}

static char **type_of(struct hs_placed *p)
{
	return &p->type;
}

static int by_part(const void *a, const void *b, void *part)
{
	hs_part_fn *of = *(hs_part_fn **)part;

	return strcmp(*of(*(struct hs_placed *const *)a),
		      *of(*(struct hs_placed *const *)b));
}

// What the documents of a run have there, if all that have anything agree.
static const char *agreed(struct hs_placed **run, size_t count, hs_part_fn *part)
{
	const char *found = NULL;

	for (size_t i = 0; i < count; i++) {
		const char *own = *part(run[i]);

		if (found && *own && strcmp(own, found) != 0)
			return NULL;
		if (*own)
			found = own;
	}
	return found;
}

// Documents that agree in one part, and of which some lack the other: these have it
// from those that have it, if they all have the same.
static void adopt(struct hs_placed **all, size_t count, hs_part_fn *known,
		  hs_part_fn *wanted)
{
	size_t next;

	qsort_r(all, count, sizeof(*all), by_part, &known);
	for (size_t i = 0; i < count; i = next) {
		HS_AUTO(hs_text_free) char *found = NULL;

		next = i + 1;
		while (next < count && !strcmp(*known(all[i]), *known(all[next])))
			next++;
		if (!**known(all[i]) || !agreed(all + i, next - i, wanted))
			continue;
		found = hs_dup(agreed(all + i, next - i, wanted));
		for (size_t j = i; j < next; j++)
			if (!**wanted(all[j]))
				hs_text_set(wanted(all[j]), found);
	}
}

// ---- issuer, type and terms

// Two offices of one name (VĂN PHÒNG) are told apart by the body above them; that of a
// committee, as it stands on paper, is sometimes left out.
static void name_series(struct hs_placed *p, const struct hs_tenures *terms)
{
	struct hs_buf key = {0};
	bool office;

	p->level = hs_level_of(terms, p->state, p->code, p->name);
	office = p->level && *p->level->code && strcmp(p->code, p->level->code) != 0;
	hs_buf_addf(&key, "%s", p->name);
	if (!p->state || !*p->name)
		hs_buf_addf(&key, "/%s", p->code);
	if (office && p->document->parent) {
		HS_AUTO(hs_text_free) char *parent = hs_vi_words(p->document->parent);

		hs_buf_addf(&key, "/%s", parent);
	}
	p->issuer = hs_buf_take(&key);
	if (p->level && p->level->numbering == HS_TOGETHER)
		hs_text_set(&p->type, HS_ALL_TYPES);
	else if (!*p->type)
		hs_text_set(&p->type, p->letters);
	if (!p->state && p->level && p->date)
		p->term_count = hs_tenures_at(terms, p->level->name, p->date, p->terms);
}

static void term_name(const struct hs_tenure *t, char name[HS_SERIES_MAX])
{
	snprintf(name, HS_SERIES_MAX, "%.4s-%.4s", t->from, t->to);
}

// A State paper often has its year in the symbol.
static void set_plain(struct hs_placed *p)
{
	const char *symbol = p->document->symbol;
	const char *year = p->state && symbol &&
					   symbol[strspn(symbol, "0123456789")] == '/' &&
					   has_year(symbol)
				   ? symbol
				   : p->date;

	if (p->term_count)
		term_name(p->terms[0], p->series);
	else
		snprintf(p->series, sizeof(p->series), "%.4s", year ? year : "-");
}

static uint64_t step(uint32_t from, uint32_t to)
{
	return to > from ? to - from - 1 : UINT64_C(1) << 32;
}

// What it costs to count that document behind `before`, and all after it in a row.
static uint64_t cost_of(struct hs_placed **year, size_t count, size_t from,
			uint32_t before, uint64_t rest, uint32_t after)
{
	if (from < count)
		return step(before, year[from]->number) + rest;
	return after ? step(before, after) : 0;
}

// In a year that two terms share: the first so many documents, by date, belong to the
// earlier one. That split is best after which the fewest numbers go back or repeat, then
// the fewest are missing, each term counted from 1; where nothing tells, midsummer.
static size_t best_split(struct hs_placed **year, size_t count, uint32_t before,
			 uint32_t after)
{
	uint64_t *left = hs_new(count + 1, sizeof(*left)), rest = 0, least = UINT64_MAX;
	size_t usual = 0, best = count;

	for (size_t i = 0; i < count; i++) {
		left[i + 1] =
			left[i] + step(i ? year[i - 1]->number : before, year[i]->number);
		usual += strcmp(year[i]->date + YEAR_LEN, "-07") < 0;
	}
	for (size_t k = count + 1; k-- > 0;) {
		uint64_t cost = left[k] + cost_of(year, count, k, 0, rest, after);
		size_t off = k > usual ? k - usual : usual - k;
		size_t best_off = best > usual ? best - usual : usual - best;

		if (cost < least || (cost == least && off < best_off)) {
			least = cost;
			best = k;
		}
		if (k > 0) // now that one is in the row
			rest = cost_of(year, count, k, year[k - 1]->number, rest, after);
	}
	free(left);
	return best;
}

static int by_type_and_date(const void *a, const void *b)
{
	const struct hs_placed *x = *(struct hs_placed *const *)a,
			       *y = *(struct hs_placed *const *)b;
	int order = strcmp(x->issuer, y->issuer);

	if (!order)
		order = strcmp(x->type, y->type);
	if (!order)
		order = strcmp(x->date ? x->date : "", y->date ? y->date : "");
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool same_type(const struct hs_placed *a, const struct hs_placed *b)
{
	return !strcmp(a->issuer, b->issuer) && !strcmp(a->type, b->type);
}

// all: by type and date. Those at `first` and after it that fall in the same two terms
// are shared out between them; returns what comes next.
static size_t share_out(struct hs_placed **all, size_t count, size_t first)
{
	const struct hs_placed *p = all[first];
	uint32_t before = 0, after = 0;
	size_t next = first + 1, split;
	char earlier[HS_SERIES_MAX];

	while (next < count && same_type(p, all[next]) && all[next]->term_count == 2 &&
	       all[next]->terms[0] == p->terms[0] && all[next]->terms[1] == p->terms[1])
		next++;
	term_name(p->terms[0], earlier);
	if (first > 0 && same_type(p, all[first - 1]) &&
	    !strcmp(all[first - 1]->series, earlier))
		before = all[first - 1]->number;
	if (next < count && same_type(p, all[next]) && all[next]->term_count &&
	    all[next]->terms[0] == p->terms[1])
		after = all[next]->number;
	split = best_split(all + first, next - first, before, after);
	for (size_t i = first; i < next; i++)
		term_name(p->terms[i - first < split ? 0 : 1], all[i]->series);
	return next;
}

static void settle_terms(struct hs_placed **all, size_t count)
{
	qsort(all, count, sizeof(*all), by_type_and_date);
	for (size_t i = 0; i < count;) {
		if (all[i]->term_count == 2) {
			i = share_out(all, count, i);
		} else {
			set_plain(all[i]);
			i++;
		}
	}
}

// ---- all of it

static int by_series_and_date(const void *a, const void *b)
{
	const struct hs_placed *x = *(struct hs_placed *const *)a,
			       *y = *(struct hs_placed *const *)b;
	int order = strcmp(x->issuer, y->issuer);

	if (!order)
		order = strcmp(x->series, y->series);
	if (!order)
		order = strcmp(x->date ? x->date : "", y->date ? y->date : "");
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static void join_types(struct hs_placed **all, size_t count)
{
	size_t next;

	qsort(all, count, sizeof(*all), by_series_and_date);
	for (size_t i = 0; i < count; i = next) {
		next = i + 1;
		while (next < count && !strcmp(all[i]->issuer, all[next]->issuer) &&
		       !strcmp(all[i]->series, all[next]->series))
			next++;
		if (all[i]->level && all[i]->level->numbering == HS_DETECT)
			hs_series_join(all + i, next - i);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct hs_placed *x = a, *y = b;
	int order = strcmp(x->issuer, y->issuer);

	if (!order)
		order = strcmp(x->type, y->type);
	if (!order)
		order = strcmp(x->series, y->series);
	if (!order)
		order = (x->number > y->number) - (x->number < y->number);
	if (!order)
		order = strcmp(x->suffix, y->suffix);
	if (!order)
		order = hs_natural(x->document->dossier, y->document->dossier);
	return order ? order
		     : (x->document->page > y->document->page) -
			       (x->document->page < y->document->page);
}

void hs_series_place(const struct hs_numbers *numbers, const struct hs_tenures *terms,
		     struct hs_list *placed)
{
	const struct hs_numbered *documents = numbers->documents.items;
	struct hs_placed *list, **all;

	for (size_t i = 0; i < numbers->documents.count; i++)
		take(&documents[i], placed);
	if (!placed->count)
		return;
	list = placed->items;
	all = hs_new(placed->count, sizeof(struct hs_placed *));
	for (size_t i = 0; i < placed->count; i++)
		all[i] = &list[i];
	borrow_dates(list, placed->count);
	adopt(all, placed->count, code_of, name_of);
	adopt(all, placed->count, name_of, code_of);
	adopt(all, placed->count, letters_of, type_of);
	for (size_t i = 0; i < placed->count; i++)
		name_series(&list[i], terms);
	settle_terms(all, placed->count);
	join_types(all, placed->count);
	free(all);
	qsort(list, placed->count, sizeof(*list), by_place);
}

void hs_placed_done(struct hs_list *placed)
{
	struct hs_placed *list = placed->items;

	for (size_t i = 0; i < placed->count; i++) {
		free(list[i].name);
		free(list[i].code);
		free(list[i].letters);
		free(list[i].issuer);
		free(list[i].type);
	}
	free(list);
	*placed = (struct hs_list){0};
}

bool hs_same_series(const struct hs_placed *a, const struct hs_placed *b)
{
	return same_type(a, b) && !strcmp(a->series, b->series);
}
