// check-pages.c - see check-part.h
#include "base/auto.h"
#include "base/mem.h"
#include "model/pagenumber.h"
#include "sys/deflate.h"
#include "work/check-part.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hs_check_page_done(struct hs_check_page *page)
{
	free(page->file);
	free(page->pixels);
	free(page->reason);
	free(page->seen);
	hs_buf_done(&page->likeness);
}

bool hs_check_dpi_ok(double dpi)
{
	return dpi >= 1 && dpi <= 100000;
}

// What the record alone says. JFIF keeps whole dots a centimetre, PNG a metre: half
// a dot an inch is no difference.
void hs_check_page_begin(struct hs_check_page *page, const struct hs_page *record)
{
	double *value = page->measures.value;
	double x = record->dpi, y = record->dpi_y > 0 ? record->dpi_y : record->dpi;

	hs_quality_none(&page->measures);
	page->file = hs_dup(record->file);
	page->pixels = record->pixels ? hs_dup(record->pixels) : NULL;
	page->assumed = hs_page_has_finding(record, "dpi-assumed");
	page->known = record->pixels != NULL;
	if (!record->pixels) {
		page->judged = true;
		page->reason = hs_dup(record->reason ? record->reason : "");
		value[HS_R_UNREADABLE] = 1;
	}
	if (!page->known || !hs_check_dpi_ok(x) || !hs_check_dpi_ok(y))
		return;
	value[HS_R_DPI] = round(fmin(x, y));
	value[HS_R_DPI_UNEVEN] = (fmax(x, y) / fmin(x, y) - 1) * 100;
}

void hs_check_page_take(struct hs_check_page *page, const struct hs_inspection *seen)
{
	struct hs_paper paper;

	page->judged = true;
	for (int i = 0; i < HS_RULES; i++)
		if (isfinite(seen->measures.value[i]))
			page->measures.value[i] = seen->measures.value[i];
	hs_paper_of(seen->width_mm, seen->height_mm, &paper);
	if (!page->assumed)
		page->measures.value[HS_R_SIZE] = paper.off;
	page->printed = seen->number;
	page->seen = HS_NEW(struct hs_inspection);
	*page->seen = *seen;
	hs_deflate(&seen->likeness, sizeof(seen->likeness), &page->likeness);
	page->seen = hs_grow(page->seen, 1, offsetof(struct hs_inspection, likeness));
}

static int likeness_of(const struct hs_check_page *page, struct hs_likeness *to,
		       struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf raw = {0};

	if (hs_inflate(page->likeness.data, page->likeness.len, sizeof(*to), &raw, err) <
	    0)
		return -1;
	memcpy(to, raw.data, sizeof(*to));
	return 0;
}

static void forget(struct hs_check_page *page, enum hs_rule rule)
{
	page->measures.value[rule] = NAN;
}

// ---- the back ----

// Writing that agrees with the mirrored page beside it shines through: then it
// counts double, and on a page without ink of its own it is no ink. Where nothing
// says so, faint writing alone is the page's own.
static void weigh_back(struct hs_check_page *page, double agrees)
{
	const double sure = 0.5, faint = 110; // levels of contrast
	double *value = page->measures.value;
	if (agrees < sure && value[HS_R_CONTRAST] < faint)
		forget(page, HS_R_SHOW);
	if (agrees < sure || !isfinite(value[HS_R_SHOW]))
		return;
	value[HS_R_SHOW] *= 2;
	if (value[HS_R_CONTRAST] < faint)
		value[HS_R_BLANK] = 0;
}

// What only writing has is not said of a page without.
static void settle_blank(struct hs_check_page *page, const struct hs_profile *profile)
{
	static const enum hs_rule of_writing[] = {
		HS_R_SKEW,     HS_R_BLUR,        HS_R_CLIPPING, HS_R_EDGE,
		HS_R_CONTRAST, HS_R_UPSIDE_DOWN, HS_R_SIDEWAYS};

	if (!hs_rule_breaks(profile, HS_R_BLANK, page->measures.value[HS_R_BLANK]))
		return;
	for (size_t i = 0; i < HS_COUNT(of_writing); i++)
		forget(page, of_writing[i]);
}

// ---- size ----

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), by_value);
	return values[count / 2];
}

static double long_side(const struct hs_check_page *p)
{
	return fmax(p->seen->width_mm, p->seen->height_mm);
}

static double short_side(const struct hs_check_page *p)
{
	return fmin(p->seen->width_mm, p->seen->height_mm);
}

static bool is_near(double a, double b, double per_cent)
{
	return fabs(a - b) <= b * per_cent / 100;
}

// Where most sheets of a dossier are alike, one as wide and longer is two that
// overlapped; more than half as long again is another paper.
static void compare_sizes(struct hs_check_page *pages, size_t count)
{
	enum { LEAST = 4 };
	double *sides = hs_new(2 * count + 1, sizeof(*sides)), length, width;
	size_t n = 0, alike = 0;

	for (size_t i = 0; i < count; i++)
		if (pages[i].seen && !pages[i].assumed) {
			sides[n] = long_side(&pages[i]);
			sides[count + n++] = short_side(&pages[i]);
		}
	length = n ? median(sides, n) : 0;
	width = n ? median(sides + count, n) : 0;
	free(sides);
	for (size_t i = 0; i < count; i++)
		alike += pages[i].seen && is_near(long_side(&pages[i]), length, 2);
	if (n < LEAST || 2 * alike < n)
		return;
	for (size_t i = 0; i < count; i++) {
		struct hs_check_page *p = &pages[i];

		if (p->seen && !p->assumed && is_near(short_side(p), width, 3) &&
		    long_side(p) < 1.6 * length)
			p->measures.value[HS_R_SHEET_LONG] =
				(long_side(p) / length - 1) * 100;
	}
}

// ---- duplicates ----

// The thumbnails of all, and two full likenesses at a time.
struct twins {
	struct hs_check_page *pages;
	size_t count;
	struct hs_near *near;
	struct hs_likeness *a, *b;
};

static void twins_done(struct twins *t)
{
	free(t->near);
	free(t->a);
	free(t->b);
}

static void note_twin(struct twins *t, size_t at, size_t other, double same)
{
	double *value = &t->pages[at].measures.value[HS_R_DUPLICATE];

	if (isfinite(*value) && *value >= same)
		return;
	*value = same;
	t->pages[at].twin = t->pages[other].number;
}

// Page i against all before it.
static int find_twin(struct twins *t, size_t i, const struct hs_profile *profile,
		     struct hs_err *err)
{
	struct hs_check_page *p = &t->pages[i];
	bool loaded = false;

	for (size_t j = 0; j < i; j++) {
		struct hs_check_page *q = &t->pages[j];

		if (!q->seen || q->likeness.len == 0 ||
		    !hs_likeness_near(&t->near[i], &t->near[j]))
			continue;
		if (!strcmp(p->pixels, q->pixels)) {
			note_twin(t, i, j, 100);
			return 0;
		}
		if (!loaded && likeness_of(p, t->a, err) < 0)
			return -1;
		loaded = true;
		if (likeness_of(q, t->b, err) < 0)
			return -1;
		note_twin(t, i, j, hs_likeness_same(t->a, t->b));
		if (hs_rule_breaks(profile, HS_R_DUPLICATE,
				   p->measures.value[HS_R_DUPLICATE]))
			return 0;
	}
	return 0;
}

static void keep_better(double *agrees, double other)
{
	if (other > *agrees)
		*agrees = other;
}

// Every page once, beside the page before it; agrees[i]: of page i with its back.
static int load_all(struct twins *t, double *agrees, struct hs_err *err)
{
	for (size_t i = 0; i < t->count; i++) {
		struct hs_likeness *before = t->a;

		t->a = t->b;
		t->b = before;
		agrees[i] = -1;
		if (!t->pages[i].seen)
			continue;
		if (likeness_of(&t->pages[i], t->a, err) < 0)
			return -1;
		hs_likeness_take(t->a, &t->near[i]);
		if (i == 0 || !t->pages[i - 1].seen)
			continue;
		keep_better(&agrees[i - 1], hs_likeness_mirror(t->b, t->a));
		keep_better(&agrees[i], hs_likeness_mirror(t->a, t->b));
	}
	return 0;
}

static int weigh_backs(struct twins *t, struct hs_err *err)
{
	double *agrees = hs_new(t->count + 1, sizeof(*agrees));
	int got = load_all(t, agrees, err);

	for (size_t i = 0; got == 0 && i < t->count; i++)
		weigh_back(&t->pages[i], agrees[i]);
	free(agrees);
	return got;
}

static int compare_pictures(struct hs_check_page *pages, size_t count,
			    const struct hs_profile *profile, struct hs_err *err)
{
	HS_AUTO(twins_done)
	struct twins t = {
		.pages = pages,
		.count = count,
		.near = hs_new(count + 1, sizeof(*t.near)),
		.a = HS_NEW(struct hs_likeness),
		.b = HS_NEW(struct hs_likeness),
	};

	if (weigh_backs(&t, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		settle_blank(&pages[i], profile);
	for (size_t i = 1; profile->rules[HS_R_DUPLICATE].on && i < count; i++)
		if (pages[i].seen && find_twin(&t, i, profile, err) < 0)
			return -1;
	return 0;
}

// ---- printed numbers ----

static void compare_numbers(struct hs_check_page *pages, size_t count)
{
	uint32_t *numbers = hs_new(count + 1, sizeof(*numbers));
	struct hs_sequence *found = hs_new(count + 1, sizeof(*found));

	for (size_t i = 0; i < count; i++)
		numbers[i] = pages[i].printed;
	hs_sequence_check(numbers, count, found);
	for (size_t i = 0; i < count; i++)
		if (found[i].rule < HS_RULES) {
			pages[i].measures.value[found[i].rule] = found[i].pages;
			pages[i].printed_before =
				found[i].before == i ? 0 : numbers[found[i].before];
		}
	free(found);
	free(numbers);
}

int hs_check_compare(struct hs_check_page *pages, size_t count,
		     const struct hs_profile *profile, struct hs_err *err)
{
	compare_sizes(pages, count);
	compare_numbers(pages, count);
	return compare_pictures(pages, count, profile, err);
}

// ---- for people ----

static void say_size(const struct hs_inspection *seen, char detail[HS_DETAIL_MAX])
{
	struct hs_paper paper;

	hs_paper_of(seen->width_mm, seen->height_mm, &paper);
	snprintf(detail, HS_DETAIL_MAX, "%.0f x %.0f mm, nearest %s; counts as %u A4",
		 seen->width_mm, seen->height_mm, paper.nearest, paper.pages);
}

static void say_numbers(const struct hs_check_page *p, char detail[HS_DETAIL_MAX])
{
	if (p->printed_before)
		snprintf(detail, HS_DETAIL_MAX, "printed %u after %u", p->printed,
			 p->printed_before);
	else
		snprintf(detail, HS_DETAIL_MAX, "printed %u", p->printed);
}

void hs_check_detail(const struct hs_check_page *p, enum hs_rule rule,
		     char detail[HS_DETAIL_MAX])
{
	static const char *const sides[] = {"at the left", "at the right", "at the top",
					    "at the bottom"};
	static const char *const turns[] = {"", "turn it clockwise", "turn it round",
					    "turn it anticlockwise"};
	const struct hs_inspection *seen = p->seen;

	detail[0] = '\0';
	if (rule == HS_R_UNREADABLE && p->reason)
		snprintf(detail, HS_DETAIL_MAX, "%s", p->reason);
	else if (rule == HS_R_DUPLICATE)
		snprintf(detail, HS_DETAIL_MAX, "page %u", p->twin);
	else if (rule == HS_R_GAP || rule == HS_R_ORDER || rule == HS_R_REPEAT)
		say_numbers(p, detail);
	if (!seen)
		return;
	if (rule == HS_R_SIZE || rule == HS_R_SHEET_LONG)
		say_size(seen, detail);
	else if (rule == HS_R_EDGE)
		snprintf(detail, HS_DETAIL_MAX, "%s", sides[seen->edge_side]);
	else if (rule == HS_R_SIDEWAYS)
		snprintf(detail, HS_DETAIL_MAX, "%s", turns[seen->turned]);
	else if (rule == HS_R_CLIPPING)
		snprintf(detail, HS_DETAIL_MAX, "%s tones",
			 seen->dark_lost ? "dark" : "light");
	else if (rule == HS_R_SHEET_EDGE)
		snprintf(detail, HS_DETAIL_MAX, "%s, %.0f mm from the %s",
			 seen->sheet_across ? "across" : "up and down", seen->sheet_at,
			 seen->sheet_across ? "top" : "left");
}
