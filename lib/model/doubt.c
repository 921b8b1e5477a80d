// doubt.c - see doubt.h
#include "model/doubt.h"
#include "base/mem.h"
#include "base/syllable.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define SHARE_NONE 0.6  // what a word without letters counts as
#define SHARE_BASE 0.35 // of the confidence counts whatever the syllables
#define ODD 0.5         // and so much of it where there are odd signs
#define CUT 0.5         // and where the engine did not see all of its marks
#define SURE 0.6        // of a number: it is believed
#define LITTLE 0.42     // weight: less is hardly to be believed

// Signs that stand in no office paper's words, and that specks, rules and
// strokes are read as.
static bool odd_sign(uint32_t c)
{
	static const uint32_t signs[] = {
		'|',   '~',   '\\',   '{',    '}',    '^',    '`',    0xa2,
		0xa3,  0xa4,  0xa5,   0xa7,   0xa9,   0xac,   0xae,   0xb6,
		0xbb,  0xab,  0xa1,   0xbf,   0xa6,   0xb4,   0xa8,   0xaf,
		0x2c6, 0x2dc, 0x2122, 0x2044, 0x20ac, 0x2039, 0x203a,
	};

	for (size_t i = 0; i < HS_COUNT(signs); i++)
		if (signs[i] == c)
			return true;
	return false;
}

static bool has_odd_sign(const char *text)
{
	const char *p = text, *end = text + strlen(text);

	while (p < end)
		if (odd_sign(hs_utf8_next(&p, end)))
			return true;
	return false;
}

static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

// By the rules of syllables, and where these say yes by the engine's dictionary,
// which lacks many a name: half as much. HS_SYLLABLE_NONE: no letters.
static double existence(const struct hs_word *word)
{
	double share = hs_syllable_share(word->text);

	return share < 0 || word->known < 0 ? share
					    : share * (0.5 + 0.5 * (double)word->known);
}

double hs_doubt_weight(const struct hs_word *word)
{
	double share = existence(word);
	double weight;

	if (share < 0) // HS_SYLLABLE_NONE
		share = SHARE_NONE;
	weight = (double)word->confidence * (SHARE_BASE + (1 - SHARE_BASE) * share);
	if (word->cut)
		weight *= CUT;
	return has_odd_sign(word->text) ? weight * ODD : weight;
}

bool hs_doubt_word(const struct hs_word *word)
{
	const double sure = 0.82, sure_number = 0.7, sure_foreign = 0.95;
	double share = existence(word), confidence = word->confidence;

	if (word->cut)
		return true;
	if (has_odd_sign(word->text))
		return confidence < sure_foreign;
	if (share < 0)
		return confidence < sure_number;
	return confidence < (share < 1 ? sure_foreign : sure);
}

static int by_number(const void *a, const void *b)
{
	return *(const int32_t *)a - *(const int32_t *)b;
}

static int32_t usual_height(const struct hs_words *words)
{
	int32_t *heights = hs_new(words->count, sizeof(*heights)), middle;

	for (size_t i = 0; i < words->count; i++)
		heights[i] = words->list[i].box.h;
	qsort(heights, words->count, sizeof(*heights), by_number);
	middle = heights[words->count / 2];
	free(heights);
	return middle;
}

static bool odd_height(const struct hs_word *word, int32_t usual)
{
	return 2 * word->box.h > 5 * usual || 5 * word->box.h < usual;
}

static bool is_noise(const struct hs_word *w, int32_t usual, double best_in_line)
{
	const double nothing = 0.2, poor_line = 0.5;
	const size_t short_word = 3, long_word = 12; // bytes: an address is no dirt
	double weight = hs_doubt_weight(w);

	if (w->confidence > (float)SURE &&
	    (has_digit(w->text) || strlen(w->text) <= short_word))
		return false;
	if (strlen(w->text) >= long_word && weight > nothing / 2)
		return false;
	if (weight < nothing)
		return true;
	return weight < LITTLE && (has_odd_sign(w->text) || odd_height(w, usual) ||
				   best_in_line < poor_line);
}

// Whether it stands in a row with a word that is believed: as high, as wide apart
// as words are.
static bool beside(const struct hs_word *w, const struct hs_word *believed)
{
	const double sure = 0.6;
	const struct hs_box *a = &w->box, *b = &believed->box;
	int32_t left = a->x < b->x ? a->x + a->w : b->x + b->w;
	int32_t right = a->x < b->x ? b->x : a->x;
	int32_t off = 2 * (a->y - b->y) + a->h - b->h; // of their middles, twice

	return !believed->noise && hs_doubt_weight(believed) > sure &&
	       2 * (right - left) < 3 * b->h && abs(off) < b->h && 2 * a->h > b->h &&
	       a->h < 2 * b->h;
}

static bool in_cell(const struct hs_word *start_of_line)
{
	return start_of_line->gap != HS_GAP_USUAL;
}

static size_t line_end(const struct hs_words *words, size_t from)
{
	size_t i = from + 1;

	while (i < words->count && !words->list[i].starts_line)
		i++;
	return i;
}

void hs_doubt_noise(struct hs_words *words)
{
	int32_t usual = words->count ? usual_height(words) : 0;

	for (size_t i = 0, end; i < words->count; i = end) {
		double best = 0;

		end = line_end(words, i);
		for (size_t j = i; j < end; j++) {
			double weight = hs_doubt_weight(&words->list[j]);

			best = weight > best ? weight : best;
		}
		if (in_cell(&words->list[i]))
			continue; // a figure in a table may be all there is
		for (size_t j = i; j < end; j++) {
			struct hs_word *w = &words->list[j];
			bool in_text = (j > i && beside(w, w - 1)) ||
				       (j + 1 < end && beside(w, w + 1));

			if (in_text && !has_odd_sign(w->text))
				w->noise = false; // a doubtful word is a word
			else
				w->noise |= is_noise(w, usual, best);
		}
	}
}

struct hs_worth hs_doubt_worth(const struct hs_words *words)
{
	struct hs_worth worth = {0};

	for (size_t i = 0; i < words->count; i++) {
		const char *p = words->list[i].text, *end = p + strlen(p);
		double weight = hs_doubt_weight(&words->list[i]), letters = 0;

		while (p < end) {
			uint32_t c = hs_utf8_next(&p, end);

			letters += hs_letter_case(c) != 0 || (c >= '0' && c <= '9');
		}
		worth.letters += letters;
		worth.believed += weight < LITTLE ? 0 : letters * weight;
	}
	return worth;
}
