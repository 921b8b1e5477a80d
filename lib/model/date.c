// date.c - see date.h
#include "model/date.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/glyphs.h"
#include "model/phrase.h"

#include <string.h>

static bool skipped(const struct hs_glyph *g) // what people write on, and dirt
{
	return !hs_glyph_letter(g) && hs_glyph_like_digit(g) < 0 && g->c < 0x100 &&
	       g->c != '(' && g->c != ')' && g->c != '/';
}

// Digits of glyphs [from, to); dots before and behind do not count, but tell that a
// person wrote there.
static struct hs_date_part part_of(const struct hs_glyphs *g, size_t from, size_t to,
				   size_t most)
{
	struct hs_date_part part = {0};
	size_t dots = 0;

	while (from < to && skipped(&g->list[from]))
		from++, dots++;
	while (to > from && skipped(&g->list[to - 1]))
		to--, dots++;
	part.at = hs_glyph_at(g, from);
	part.end = to > from ? hs_glyph_at(g, to - 1) + 1 : part.at;
	part.strange = to - from > most || dots > 1;
	for (size_t i = from; i < to && !part.strange; i++) {
		int digit = hs_glyph_like_digit(&g->list[i]);

		if (digit < 0) {
			part.strange = true;
			break;
		}
		part.guessed |= !hs_glyph_digit(&g->list[i]);
		part.value = 10 * part.value + (unsigned)digit;
	}
	if (part.strange)
		part.value = 0;
	return part;
}

static unsigned days_of(unsigned month, unsigned year)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30,
					     31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month < 1 || month > 12)
		return 31;
	return days[month - 1] + (month == 2 && (leap || year == 0));
}

static void bound(struct hs_date_part *part, unsigned least, unsigned most)
{
	if (part->value && (part->value < least || part->value > most)) {
		part->value = 0;
		part->strange = true;
	}
}

static void check(struct hs_date *d)
{
	bound(&d->year, HS_YEAR_LEAST, HS_YEAR_MOST);
	bound(&d->month, 1, 12);
	bound(&d->day, 1, days_of(d->month.value, d->year.value));
}

// ---- with words

struct text {
	const struct hs_glyphs *g;
	char letters[HS_GLYPHS_MAX + 1];
	size_t of[HS_GLYPHS_MAX + 1]; // the glyph of each letter
};

static void letters_of(const struct hs_glyphs *g, struct text *t)
{
	size_t n = 0;

	t->g = g;
	for (size_t i = 0; i < g->count; i++)
		if (g->list[i].fold) {
			t->of[n] = i;
			t->letters[n++] = g->list[i].fold;
		}
	t->letters[n] = '\0';
	t->of[n] = g->count;
}

// A letter, right behind another, with which a word ends.
static bool ends_word(const struct hs_glyphs *g, size_t at)
{
	return at < g->count && hs_glyph_letter(&g->list[at]) && !g->list[at].spaced &&
	       (at + 1 == g->count || g->list[at + 1].spaced ||
		hs_glyph_digit(&g->list[at + 1]));
}

// The word from letter `from` on, one edit away at most; as letters.
static bool find(const struct text *t, size_t from, const char *word, size_t *start,
		 size_t *end)
{
	double least = 1 - 1.01 / (double)strlen(word);

	if (hs_letters_in(t->letters + from, word, start, end) < least)
		return false;
	*start += from;
	*end += from;
	// A last letter that was misread ("tháne") is still of the word.
	if (*end - *start < strlen(word) && ends_word(t->g, t->of[*end]))
		++*end;
	return true;
}

// Where four digits end; what stands before them ("năm m 1998") is passed.
static size_t year_end(const struct hs_glyphs *g, size_t *from)
{
	size_t digits = 0, i = *from;

	while (i < g->count && i < *from + 2 && hs_glyph_like_digit(&g->list[i]) < 0)
		i++;
	for (*from = i; i < g->count && digits < 4; i++)
		digits += hs_glyph_like_digit(&g->list[i]) >= 0;
	return i;
}

static bool with_words_from(const struct hs_glyphs *g, size_t from, size_t *next,
			    struct hs_date *d)
{
	struct text t;
	size_t thang, thang_end, nam, nam_end, ngay, ngay_end, year, stop;
	struct text before;

	letters_of(g, &t);
	*next = 0;
	if (!find(&t, from, "thang", &thang, &thang_end))
		return false;
	*next = thang_end;
	if (!find(&t, thang_end, "nam", &nam, &nam_end) || nam - thang_end > 8)
		return false;
	before = t;
	before.letters[thang] = '\0';
	if (!find(&before, 0, "ngay", &ngay, &ngay_end) || thang - ngay_end > 10)
		return false;
	year = nam_end ? t.of[nam_end - 1] + 1 : 0;
	stop = year_end(g, &year);
	d->day = part_of(g, t.of[ngay_end - 1] + 1, t.of[thang], 2);
	d->month = part_of(g, t.of[thang_end - 1] + 1, t.of[nam], 2);
	d->year = part_of(g, year, stop, 4);
	d->at = hs_glyph_at(g, t.of[ngay]);
	d->end = hs_glyph_at(g, stop);
	d->words = true;
	return true;
}

// What is like "tháng" may be of the place: Quyết Thắng, ngày 18 tháng 10 năm 2021.
static bool with_words(const struct hs_glyphs *g, struct hs_date *d)
{
	size_t next = 0;

	do
		if (with_words_from(g, next, &next, d))
			return true;
	while (next);
	return false;
}

// ---- 01-10-1997

static bool parts_it(const struct hs_glyph *g)
{
	return g->c == '/' || g->c == '-' || g->c == '.' || g->c == 0x2044 ||
	       (g->c >= 0x2010 && g->c <= 0x2014);
}

static size_t number_end(const struct hs_glyphs *g, size_t at, size_t most)
{
	size_t i = at;

	while (i < g->count && i - at < most && hs_glyph_like_digit(&g->list[i]) >= 0)
		i++;
	return i;
}

static bool spells_day(const struct hs_glyphs *g, size_t at) // "ngày" before it
{
	return at >= 4 && g->list[at - 4].fold == 'n' && g->list[at - 3].fold == 'g' &&
	       g->list[at - 2].fold == 'a' && g->list[at - 1].fold == 'y';
}

static bool with_numbers_at(const struct hs_glyphs *g, size_t at, struct hs_date *d)
{
	size_t day = number_end(g, at, 2), month, year;

	if (day == at || day >= g->count || !parts_it(&g->list[day]))
		return false;
	month = number_end(g, day + 1, 2);
	if (month == day + 1 || month >= g->count || !parts_it(&g->list[month]))
		return false;
	year = number_end(g, month + 1, 4);
	if (year - month - 1 != 4)
		return false;
	d->day = part_of(g, at, day, 2);
	d->month = part_of(g, day + 1, month, 2);
	d->year = part_of(g, month + 1, year, 4);
	at -= spells_day(g, at) ? 4 : 0;
	d->at = hs_glyph_at(g, at);
	d->end = hs_glyph_at(g, year);
	return true;
}

static bool with_numbers(const struct hs_glyphs *g, struct hs_date *d)
{
	for (size_t i = 0; i < g->count; i++)
		if ((i == 0 || hs_glyph_like_digit(&g->list[i - 1]) < 0 ||
		     g->list[i].spaced) &&
		    with_numbers_at(g, i, d))
			return true;
	return false;
}

bool hs_date_parse(const char *text, struct hs_date *date)
{
	struct hs_glyphs g;

	*date = (struct hs_date){0};
	hs_glyphs_of(text, &g);
	if (!with_words(&g, date) && !with_numbers(&g, date))
		return false;
	check(date);
	return true;
}

char *hs_date_iso(const struct hs_date *d)
{
	struct hs_buf out = {0};

	if (!d->year.value)
		return NULL;
	hs_buf_addf(&out, "%04u", d->year.value);
	if (d->month.value)
		hs_buf_addf(&out, "-%02u", d->month.value);
	if (d->month.value && d->day.value)
		hs_buf_addf(&out, "-%02u", d->day.value);
	return hs_buf_take(&out);
}
