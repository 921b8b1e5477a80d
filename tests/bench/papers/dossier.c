// dossier.c - see dossier.h
#include "bench/papers/dossier.h"
#include "base/auto.h"
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	int from, to;
	int share[4]; // per cent at each level
} eras[ERA_COUNT] = {
	[ERA_OLD] = {1955, 1975, {12, 12, 12, 40}},
	[ERA_TYPED] = {1977, 1996, {7, 7, 7, 22}},
	[ERA_1997] = {1997, 2003, {15, 15, 15, 14}},
	[ERA_2004] = {2004, 2017, {20, 20, 20, 8}},
	[ERA_2018] = {2018, 2024, {22, 22, 22, 6}},
	[ERA_2026] = {2026, 2026, {10, 10, 10, 4}},
	[ERA_STATE] = {1999, 2023, {14, 14, 14, 6}},
};

static enum era pick_era(struct chance *c, int level)
{
	int n = chance_below(c, 100);

	for (int i = 0; i < ERA_COUNT; i++)
		if ((n -= eras[i].share[level]) < 0)
			return (enum era)i;
	return ERA_2018;
}

static bool fits(const struct body *b, const struct kind *k, enum era era, int year)
{
	if (year < b->from || year > b->to || (b->class == 'S') != (era == ERA_STATE))
		return false;
	if (b->only) {
		char wanted[16];

		snprintf(wanted, sizeof(wanted), " %s ", k->symbol);
		return strstr(b->only, wanted) != NULL;
	}
	return strchr(k->classes, b->class) != NULL;
}

// NULL: nobody issues such a paper then.
static const struct body *pick_body(struct chance *c, const struct kind *k, enum era era,
				    int year)
{
	int sum = 0;

	for (size_t i = 0; i < bodies_count; i++)
		sum += fits(&bodies_table[i], k, era, year) ? bodies_table[i].weight : 0;
	if (sum == 0)
		return NULL;
	sum = chance_below(c, sum);
	for (size_t i = 0; i < bodies_count; i++)
		if (fits(&bodies_table[i], k, era, year) &&
		    (sum -= bodies_table[i].weight) < 0)
			return &bodies_table[i];
	return NULL;
}

static const struct kind *pick_kind(struct chance *c)
{
	int sum = 0;

	for (size_t i = 0; i < bodies_kind_count; i++)
		sum += bodies_kinds[i].weight;
	sum = chance_below(c, sum);
	for (size_t i = 0; i < bodies_kind_count; i++)
		if ((sum -= bodies_kinds[i].weight) < 0)
			return &bodies_kinds[i];
	return &bodies_kinds[0];
}

// Letters and the like are short; the others get lengths of a deck, so that every
// dossier has some of each.
static void deal_lengths(struct dossier *d, struct chance *c)
{
	int deck[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2,
		      2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 5, 6, 7, 8, 9};
	int n = (int)HS_COUNT(deck), at = 0;

	for (int i = n - 1; i > 0; i--) {
		int j = chance_below(c, i + 1), one = deck[i];

		deck[i] = deck[j];
		deck[j] = one;
	}
	for (int i = 0; i < d->count; i++) {
		struct paper *p = &d->papers[i];
		enum form form = p->kind->form;

		if (form == FORM_INVITATION || p->attachment == 2)
			p->length = 1;
		else if (form == FORM_LETTER || form == FORM_LIST)
			p->length = chance_in(c, 70) ? 1 : 2;
		else
			p->length = deck[at++ % n];
		if (p->length > 6)
			p->attachment = 0; // nine pages at most
	}
}

// One more paper; false where nobody issues such a paper in that era.
static bool add(struct dossier *d, struct chance *c, const struct kind *k, enum era era)
{
	struct paper *p = &d->papers[d->count];

	*p = (struct paper){.kind = k, .era = era};
	p->year = chance_between(c, eras[era].from, eras[era].to);
	p->body = pick_body(c, k, era, p->year);
	if (!p->body)
		return false;
	p->number = chance_in(c, k->bare) ? 0
		    : chance_in(c, 30)    ? chance_between(c, 1, 9)
					  : chance_between(c, 10, 420);
	if (!strcmp(k->symbol, "QĐ") && chance_in(c, 28))
		p->attachment = 2;
	else if (strchr("BKHT", k->symbol[0]) && chance_in(c, 16))
		p->attachment = 1;
	p->attachment_length = chance_between(c, 1, p->attachment == 2 ? 3 : 2);
	d->count++;
	return true;
}

// Papers of one body, kind and year, numbers rising with gaps: what the contents say
// of them.
static void series(struct dossier *d, struct chance *c, const char *symbol, enum era era,
		   int count)
{
	const struct kind *k = bodies_kind(symbol);
	int first = d->count, number = chance_between(c, 11, 180), year;
	const struct body *b;

	while (!add(d, c, k, era))
		;
	b = d->papers[first].body;
	year = d->papers[first].year;
	while (d->count < first + count)
		(void)add(d, c, k, era);
	for (int i = first; i < d->count; i++) {
		struct paper *p = &d->papers[i];
		HS_AUTO(hs_buf_done) struct hs_buf said = {0}, all = {0};
		int gap = i + 1 < d->count && chance_in(c, 50) ? chance_between(c, 1, 4)
							       : 0;

		p->body = b;
		p->year = year;
		p->number = number++;
		p->month = 2 + 2 * (i - first);
		if (!gap)
			continue;
		hs_buf_addf(&said, gap == 1 ? "Khuyết số %d" : "Khuyết số %d-%d", number,
			    number + gap - 1);
		for (int k2 = 0; k2 < gap; k2++)
			hs_buf_addf(&all, "%d ", number + k2);
		p->gap = hs_buf_take(&said);
		p->gone = hs_buf_take(&all);
		number += gap;
	}
}

static void shuffle(struct dossier *d, struct chance *c, int count)
{
	for (int i = count - 1; i > 0; i--) {
		int j = chance_below(c, i + 1);
		struct paper one = d->papers[i];

		d->papers[i] = d->papers[j];
		d->papers[j] = one;
	}
}

static void name_land(struct land *land, struct chance *c)
{
	land->province = hs_dup(words_provinces[chance_below(c, words_province_count())]);
	land->district = words_place(c);
	land->quarter = words_place(c);
	for (size_t i = 0; i < HS_COUNT(land->commune); i++)
		land->commune[i] = words_place(c);
}

void dossier_plan(struct dossier *d, uint64_t seed, int level)
{
	struct chance c = chance_of(seed, 1, (uint64_t)(level == 3));
	enum era late = level == 3 ? ERA_1997 : ERA_2018;

	*d = (struct dossier){.front = seed % 2 == 0};
	name_land(&d->land, &c);
	for (size_t i = 0; i < bodies_kind_count; i++)
		while (!add(d, &c, &bodies_kinds[i], pick_era(&c, level)))
			;
	while (d->count < 36)
		(void)add(d, &c, pick_kind(&c), pick_era(&c, level));
	shuffle(d, &c, d->count);
	series(d, &c, "TB", late, 5);
	series(d, &c, "CV", late, 4);
	deal_lengths(d, &c);
	for (int i = 0; i < d->count; i++) {
		struct chance own = chance_of(seed, 2, (uint64_t)i);

		paper_compose(&d->papers[i], &d->land, &own);
	}
	d->title = words_fill(&c, d->papers[0].say,
			      "Tập văn bản về {work} của Huyện ủy {huyen} và các cơ quan "
			      "liên quan");
	d->retention = hs_dup(chance_in(&c, 60) ? "Vĩnh viễn" : "70 năm");
	d->fonds = chance_between(&c, 2, 80);
	d->inventory = chance_between(&c, 1, 4);
	d->number = chance_between(&c, 10, 400);
}

void dossier_done(struct dossier *d)
{
	for (int i = 0; i < d->count; i++)
		paper_done(&d->papers[i]);
	free(d->land.province);
	free(d->land.district);
	free(d->land.quarter);
	for (size_t i = 0; i < HS_COUNT(d->land.commune); i++)
		free(d->land.commune[i]);
	free(d->title);
	free(d->retention);
}
