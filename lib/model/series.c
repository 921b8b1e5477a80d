// series.c - see series.h
#include "model/series.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/query.h"
#include "model/record.h"
#include "model/series-place.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define AT(T, member) .at = offsetof(struct T, member)

static const struct hs_field document_fields[] = {
	{"dossier", HS_TEXT, AT(hs_gap_document, dossier), .always = true},
	{"page", HS_NUMBER, AT(hs_gap_document, page), .always = true},
	{"number", HS_TEXT, AT(hs_gap_document, number), .always = true},
	{"symbol", HS_TEXT, AT(hs_gap_document, symbol)},
	{"date", HS_TEXT, AT(hs_gap_document, date)},
	{0},
};
static const struct hs_shape document_shape = {
	sizeof(struct hs_gap_document),
	document_fields,
};

static const struct hs_field gap_fields[] = {
	{"format", HS_NUMBER, AT(hs_gap, format), .always = true},
	{"issuer", HS_TEXT, AT(hs_gap, issuer), .always = true},
	{"type", HS_TEXT, AT(hs_gap, type), .always = true},
	{"series", HS_TEXT, AT(hs_gap, series), .always = true},
	{"kind", HS_TEXT, AT(hs_gap, kind), .always = true},
	{"from", HS_NUMBER, AT(hs_gap, from), .always = true},
	{"to", HS_NUMBER, AT(hs_gap, to), .always = true},
	{"documents", HS_LIST, AT(hs_gap, documents), .always = true,
	 .of = &document_shape},
	{"review", HS_TEXTS, AT(hs_gap, review)},
	{0},
};
const struct hs_shape hs_gap_shape = {sizeof(struct hs_gap), gap_fields};

static const struct hs_field gap_cells[] = {
	{"issuer", HS_TEXT, AT(hs_gap, issuer)},
	{"type", HS_TEXT, AT(hs_gap, type)},
	{"series", HS_TEXT, AT(hs_gap, series)},
	{"kind", HS_TEXT, AT(hs_gap, kind)},
	{"from", HS_NUMBER, AT(hs_gap, from)},
	{"to", HS_NUMBER, AT(hs_gap, to)},
	{"numbers", HS_TEXT, AT(hs_gap, numbers)},
	{"places", HS_TEXT, AT(hs_gap, places)},
	{"review", HS_TEXTS, AT(hs_gap, review)},
	{0},
};
const struct hs_shape hs_gap_cells = {sizeof(struct hs_gap), gap_cells};

void hs_gap_done(struct hs_gap *gap)
{
	hs_text_free(&gap->numbers);
	hs_text_free(&gap->places);
	hs_shape_done(&hs_gap_shape, gap);
}

// ---- what the contents say is missing

// Numbers that are known to be missing from the series of that number.
struct known {
	size_t series;
	uint64_t from, to;
	bool sure; // that it is of this series
};

struct finder {
	const struct hs_placed *all; // in order of series and numbers
	size_t count;
	size_t *series;       // of each of all: 0, 1, …
	size_t *by_dossier;   // indexes into all, by dossier and page
	struct hs_list known; // of struct known, by series and number
	size_t next_known;    // the first that still counts
	bool from_start;
	struct hs_list *gaps;
};

static int compare_places(const struct hs_placed *a, const char *dossier, uint64_t page)
{
	int order = strcmp(a->document->dossier, dossier);

	return order ? order : (a->document->page > page) - (a->document->page < page);
}

static int by_dossier(const void *a, const void *b, void *all)
{
	const struct hs_placed *list = all, *y = &list[*(const size_t *)b];

	return compare_places(&list[*(const size_t *)a], y->document->dossier,
			      y->document->page);
}

// The first of by_dossier that is not before that place.
static size_t first_at(const struct finder *f, const char *dossier, uint64_t page)
{
	size_t low = 0, high = f->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct hs_placed *p = &f->all[f->by_dossier[middle]];

		if (compare_places(p, dossier, page) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void know(struct finder *f, size_t series, const struct hs_noted *n, bool sure)
{
	*(struct known *)hs_list_add(&f->known, sizeof(struct known)) =
		(struct known){series, n->from, n->to, sure};
}

// Noted beside a document it is about that document's series; else about any that the
// dossier has part in.
static void take_noted(struct finder *f, const struct hs_noted *n)
{
	size_t at = first_at(f, n->dossier, n->page);
	const struct hs_placed *p = at < f->count ? &f->all[f->by_dossier[at]] : NULL;

	if (n->page && p && !compare_places(p, n->dossier, n->page)) {
		know(f, f->series[f->by_dossier[at]], n, true);
		return;
	}
	for (at = first_at(f, n->dossier, 0); at < f->count; at++) {
		p = &f->all[f->by_dossier[at]];
		if (strcmp(p->document->dossier, n->dossier) != 0)
			break;
		know(f, f->series[f->by_dossier[at]], n, false);
	}
}

static int by_series(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

static void take_all_noted(struct finder *f, const struct hs_numbers *numbers)
{
	const struct hs_noted *noted = numbers->noted.items;

	for (size_t i = 0; i < f->count; i++) {
		f->by_dossier[i] = i;
		f->series[i] = i == 0 ? 0
				      : f->series[i - 1] + !hs_same_series(&f->all[i - 1],
									   &f->all[i]);
	}
	qsort_r(f->by_dossier, f->count, sizeof(size_t), by_dossier,
		(void *)(uintptr_t)f->all);
	for (size_t i = 0; i < numbers->noted.count; i++)
		take_noted(f, &noted[i]);
	if (f->known.count)
		qsort(f->known.items, f->known.count, sizeof(struct known), by_series);
}

// ---- findings

static void add_review(struct hs_gap *gap, const char *fields)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(fields ? fields : "");
	char *rest = copy, *word;

	while ((word = strsep(&rest, " "))) {
		bool had = !*word;

		for (size_t i = 0; i < gap->review.count && !had; i++)
			had = !strcmp(((char **)gap->review.items)[i], word);
		if (!had)
			*(char **)hs_list_add(&gap->review, sizeof(char *)) =
				hs_dup(word);
	}
}

static void add_document(struct hs_gap *gap, const struct hs_placed *p)
{
	const struct hs_numbered *d = p->document;
	struct hs_gap_document *one = hs_list_add(&gap->documents, sizeof(*one));
	struct hs_buf places = {0};

	*one = (struct hs_gap_document){
		.dossier = hs_dup(d->dossier),
		.page = d->page,
		.number = hs_dup(d->number),
		.symbol = d->symbol ? hs_dup(d->symbol) : NULL,
		.date = d->date ? hs_dup(d->date) : NULL,
	};
	hs_buf_addf(&places, "%s%s%s:%" PRIu64, gap->places ? gap->places : "",
		    gap->places ? ", " : "", d->dossier, d->page);
	free(gap->places);
	gap->places = hs_buf_take(&places);
	add_review(gap, d->review);
}

// As documents of the series write it themselves.
static char *issuer_shown(const struct hs_placed *p)
{
	const struct hs_numbered *d = p->document;
	struct hs_buf out = {0};

	hs_buf_addf(&out, "%s", d->issuer ? d->issuer : p->code + (*p->code == '.'));
	// The body above is part of the name where it tells two offices apart.
	if (d->parent && strchr(p->issuer, '/') &&
	    strchr(strchr(p->issuer, '/') + 1, '/'))
		hs_buf_addf(&out, ", %s", d->parent);
	return hs_buf_take(&out);
}

static char *type_shown(const struct hs_placed *p)
{
	const struct hs_numbered *d = p->document;

	if (hs_starts(p->type, HS_ALL_TYPES))
		return hs_dup(HS_ALL_TYPES);
	return d->type ? hs_dup(d->type) : hs_symbol_type(d->symbol ? d->symbol : "");
}

static struct hs_gap *gap_new(struct finder *f, const struct hs_placed *p,
			      const char *kind, uint64_t from, uint64_t to)
{
	struct hs_gap *gap = hs_list_add(f->gaps, sizeof(*gap));

	*gap = (struct hs_gap){
		.format = HS_FORMAT,
		.issuer = issuer_shown(p),
		.type = type_shown(p),
		.series = hs_dup(p->series),
		.kind = hs_dup(kind),
		.from = from,
		.to = to,
	};
	return gap;
}

static void lacks(struct finder *f, const char *kind, uint64_t from, uint64_t to,
		  const struct hs_placed *before, const struct hs_placed *behind)
{
	// As the one behind writes issuer and type, unless there is none.
	const struct hs_placed *near[] = {before, behind};
	size_t first = before == NULL, last = behind != NULL;
	struct hs_gap *gap = gap_new(f, near[last], kind, from, to);
	struct hs_buf numbers = {0};

	hs_buf_addf(&numbers, "%" PRIu64, from);
	if (to > from)
		hs_buf_addf(&numbers, "-%" PRIu64, to);
	gap->numbers = hs_buf_take(&numbers);
	for (size_t i = first; i <= last; i++)
		add_document(gap, near[i]);
}

// What lies between two documents of a series: parts that are noted, and others.
static void look_between(struct finder *f, size_t series, const struct hs_placed *before,
			 const struct hs_placed *behind)
{
	const struct known *known = f->known.items;
	uint64_t at = before ? before->number + UINT64_C(1) : 1, end = behind->number;

	while (f->next_known < f->known.count &&
	       (known[f->next_known].series < series ||
		(known[f->next_known].series == series && known[f->next_known].to < at)))
		f->next_known++;
	for (size_t k = f->next_known; at < end && k < f->known.count; k++) {
		uint64_t from = known[k].from > at ? known[k].from : at;
		uint64_t to = known[k].to < end - 1 ? known[k].to : end - 1;

		if (known[k].series != series || known[k].from >= end)
			break;
		if (from > to)
			continue;
		if (from > at)
			lacks(f, HS_GAP_MISSING, at, from - 1, before, behind);
		lacks(f, HS_GAP_NOTED, from, to, before, behind);
		at = to + 1;
	}
	if (at < end)
		lacks(f, HS_GAP_MISSING, at, end - 1, before, behind);
}

// What the contents of a dossier know to be missing before the first document of a
// series, or behind the last one.
static void look_outside(struct finder *f, size_t series, const struct hs_placed *before,
			 const struct hs_placed *behind)
{
	const struct known *known = f->known.items;
	uint64_t least = before ? before->number + UINT64_C(1) : 1;

	for (size_t k = f->next_known; k < f->known.count; k++) {
		uint64_t from = known[k].from > least ? known[k].from : least;
		uint64_t to = known[k].to;

		if (known[k].series > series)
			break;
		if (behind && to >= behind->number)
			to = behind->number - UINT64_C(1);
		if (known[k].series != series || !known[k].sure || from > to)
			continue;
		lacks(f, HS_GAP_NOTED, from, to, before, behind);
		least = to + 1;
	}
}

static bool same_number(const struct hs_placed *a, const struct hs_placed *b)
{
	return a->number == b->number && !strcmp(a->suffix, b->suffix);
}

static void repeats(struct finder *f, size_t first, size_t next)
{
	const struct hs_placed *p = &f->all[first];
	struct hs_gap *gap = gap_new(f, p, HS_GAP_REPEATED, p->number, p->number);

	gap->numbers = hs_dup(p->document->number);
	for (size_t i = first; i < next; i++)
		add_document(gap, &f->all[i]);
}

// The documents of one series are all[first] and those up to next.
static void look_at_series(struct finder *f, size_t first, size_t next)
{
	const struct hs_placed *last = NULL;
	size_t end;

	for (size_t i = first; i < next; i = end) {
		const struct hs_placed *p = &f->all[i];

		end = i + 1;
		while (end < next && same_number(p, &f->all[end]))
			end++;
		// 12a stands beside 12 and says nothing of it.
		if (!*p->suffix && (last || f->from_start))
			look_between(f, f->series[i], last, p);
		else if (!*p->suffix)
			look_outside(f, f->series[i], NULL, p);
		if (!*p->suffix)
			last = p;
		if (end > i + 1)
			repeats(f, i, end);
	}
	if (last)
		look_outside(f, f->series[first], last, NULL);
}

void hs_series_gaps(const struct hs_numbers *numbers, const struct hs_tenures *terms,
		    bool from_start, struct hs_list *gaps)
{
	HS_AUTO(hs_placed_done) struct hs_list placed = {0};
	struct finder f = {.from_start = from_start, .gaps = gaps};
	size_t next;

	hs_series_place(numbers, terms, &placed);
	if (!placed.count)
		return;
	f.all = placed.items;
	f.count = placed.count;
	f.series = hs_new(f.count, sizeof(*f.series));
	f.by_dossier = hs_new(f.count, sizeof(*f.by_dossier));
	take_all_noted(&f, numbers);
	for (size_t i = 0; i < f.count; i = next) {
		next = i + 1;
		while (next < f.count && f.series[next] == f.series[i])
			next++;
		look_at_series(&f, i, next);
	}
	free(f.series);
	free(f.by_dossier);
	free(f.known.items);
}
