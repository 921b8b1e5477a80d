// signers.c - see signers.h
#include "model/signers.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/syllable.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/distance.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// Chosen from 16 stamps in script of 53 real pages, read by `eng`, and 200 made-up
// names: of the stamps 14 are taken for the right name, of stamps against made-up
// names 0.3 % are taken.
#define WHOLE_LEAST 0.65 // likeness of the whole name
#define GIVEN_LEAST 0.65 // of the last syllable
#define CLEAR 0.1        // better than any other known name by that

enum {
	SYLLABLES_LEAST = 2,
	SYLLABLES_MOST = 5,
	LETTERS_MAX = 128, // of a reading count
};

// ---- names in lines --------------------------------------------------------------

static bool is_title(const char *start, size_t len)
{
	static const char *const titles[] = {
		"GS", "PGS", "TS", "TSKH", "ThS", "THS", "Ths",  "BS",    "Bs",
		"KS", "KTS", "CN", "LS",   "DS",  "CKI", "CKII", "BSCKI", "BSCKII",
	};

	for (size_t i = 0; i < HS_COUNT(titles); i++)
		if (strlen(titles[i]) == len && !memcmp(titles[i], start, len))
			return true;
	return false;
}

// One capital, then small letters.
static bool capitalised(const char *start, const char *end)
{
	bool first = true;

	for (const char *p = start; p < end; first = false)
		if (hs_letter_case(hs_utf8_next(&p, end)) != (first ? 1 : -1))
			return false;
	return !first;
}

static const char *skip_titles(const char *line)
{
	for (;;) {
		size_t len;

		line += strspn(line, " .");
		len = strcspn(line, " .");
		if (len == 0 || !is_title(line, len))
			return line;
		line += len;
	}
}

char *hs_signer_in(const char *line)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	size_t count = 0;

	for (const char *p = skip_titles(line); *p; p += strspn(p, " ")) {
		const char *end = p + strcspn(p, " ");

		if (!capitalised(p, end) || !hs_syllable_ok(p, end))
			return NULL;
		hs_buf_addf(&name, "%s%.*s", count++ ? " " : "", (int)(end - p), p);
		p = end;
	}
	return count < SYLLABLES_LEAST || count > SYLLABLES_MOST ? NULL
								 : hs_buf_take(&name);
}

// ---- those known -----------------------------------------------------------------

void hs_signers_learn(struct hs_signers *names, const char *name, uint32_t page)
{
	size_t n = names->count;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(names->list[i].name, name)) {
			if (page < names->list[i].page)
				names->list[i].page = page;
			return;
		}
	if ((n & (n - 1)) == 0)
		names->list = hs_grow(names->list, n ? 2 * n : 1, sizeof(*names->list));
	names->list[names->count++] = (struct hs_signer){hs_dup(name), page};
}

void hs_signers_done(struct hs_signers *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i].name);
	free(names->list);
	*names = (struct hs_signers){0};
}

// ---- likeness --------------------------------------------------------------------

// Letters and digits without marks and case, and where words begin.
struct letters {
	uint32_t all[LETTERS_MAX];
	size_t starts[LETTERS_MAX];
	size_t count, words;
};

static void take_letters(const char *text, struct letters *out)
{
	const char *p = text, *end = text + strlen(text);
	bool inside = false;

	*out = (struct letters){0};
	while (p < end && out->count < LETTERS_MAX) {
		struct hs_vi_letter c = hs_vi_letter(NULL, hs_utf8_next(&p, end));

		if (c.mark)
			continue;
		if (c.word && c.fold) {
			if (!inside)
				out->starts[out->words++] = out->count;
			out->all[out->count++] = c.fold;
		}
		inside = c.word && c.fold;
	}
}

static double alike(const struct letters *a, size_t a_from, const struct letters *b,
		    size_t b_from)
{
	size_t a_len = a->count - a_from, b_len = b->count - b_from;
	size_t longer = a_len > b_len ? a_len : b_len;

	return 1 - (double)hs_distance(a->all + a_from, a_len, b->all + b_from, b_len) /
			   (double)longer;
}

struct likeness {
	double whole, given;
};

static struct likeness likeness_of(const struct letters *reading,
				   const struct letters *name)
{
	struct likeness best = {0};

	for (size_t i = 0; i < reading->words; i++) {
		double whole = alike(reading, reading->starts[i], name, 0);

		best.whole = whole > best.whole ? whole : best.whole;
	}
	if (reading->words)
		best.given = alike(reading, reading->starts[reading->words - 1], name,
				   name->starts[name->words - 1]);
	return best;
}

static struct likeness mean_likeness(const struct hs_list *readings, const char *name)
{
	char *const *texts = readings->items;
	double n = (double)readings->count;
	struct likeness sum = {0};
	struct letters letters, wanted;

	take_letters(name, &wanted);
	if (readings->count == 0 || wanted.words == 0)
		return sum;
	for (size_t i = 0; i < readings->count; i++) {
		struct likeness one;

		take_letters(texts[i], &letters);
		one = likeness_of(&letters, &wanted);
		sum.whole += one.whole;
		sum.given += one.given;
	}
	return (struct likeness){sum.whole / n, sum.given / n};
}

double hs_signer_likeness(const struct hs_list *readings, const char *name)
{
	return mean_likeness(readings, name).whole;
}

const struct hs_signer *hs_signers_match(const struct hs_signers *names,
					 const struct hs_list *readings, double *likeness)
{
	const struct hs_signer *best = NULL;
	struct likeness first = {0};
	double second = 0;

	for (size_t i = 0; i < names->count; i++) {
		struct likeness one = mean_likeness(readings, names->list[i].name);

		if (best && one.whole <= first.whole) {
			second = one.whole > second ? one.whole : second;
			continue;
		}
		second = first.whole;
		first = one;
		best = &names->list[i];
	}
	if (!best || first.whole < WHOLE_LEAST || first.given < GIVEN_LEAST ||
	    first.whole - second < CLEAR)
		return NULL;
	*likeness = first.whole;
	return best;
}
