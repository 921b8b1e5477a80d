// vote.c - see vote.h
#include "model/vote.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/doubt.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// What a reading that sees nothing at a place says for there being nothing.
#define NOTHING 0.28
// A word that the first reading is surer of than this is never made noise.
#define SEEN 0.6F
// What one reading alone must weigh to add a word that the first one lacks.
#define ALONE 0.8
#define AMONG_TWO 0.5

// A word of one of the readings.
struct seen {
	const struct hs_word *word;
	size_t reading;
};

struct all_seen {
	struct seen *list;
	size_t count;
};

static void all_done(struct all_seen *all)
{
	free(all->list);
}

static int by_place(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;
	int32_t p = x->word->box.x, q = y->word->box.x;

	if (p != q)
		return p < q ? -1 : 1;
	if (x->reading != y->reading)
		return x->reading < y->reading ? -1 : 1;
	return (x->word > y->word) - (x->word < y->word); // of one list
}

static void gather(const struct hs_words *const readings[], size_t count,
		   struct all_seen *all)
{
	size_t n = 0;

	for (size_t r = 0; r < count; r++)
		n += readings[r]->count;
	all->list = hs_new(n ? n : 1, sizeof(*all->list));
	for (size_t r = 0; r < count; r++)
		for (size_t i = 0; i < readings[r]->count; i++)
			all->list[all->count++] = (struct seen){&readings[r]->list[i], r};
	qsort(all->list, all->count, sizeof(*all->list), by_place);
}

// Where the place ends that begins with word i: neighbours that only touch are
// two places.
static size_t place_end(const struct all_seen *all, size_t i)
{
	const struct hs_box *b = &all->list[i].word->box;
	int32_t right = b->x + b->w;

	for (i++; i < all->count; i++) {
		const struct hs_box *next = &all->list[i].word->box;
		int32_t slack = (next->w < next->h ? next->w : next->h) / 3;

		if (next->x + slack >= right)
			break;
		if (next->x + next->w > right)
			right = next->x + next->w;
	}
	return i;
}

// What one reading says at a place.
struct ballot {
	char *text; // its words with spaces between; NULL: nothing
	double weight;
	size_t words;
	bool sure; // none of them is in doubt
};

static void read_ballot(const struct seen *seen, size_t count, size_t reading,
			struct ballot *ballot)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	double sum = 0, letters = 0;

	*ballot = (struct ballot){.sure = true};
	for (size_t i = 0; i < count; i++) {
		const struct hs_word *w = seen[i].word;
		double n = (double)strlen(w->text);

		if (seen[i].reading != reading)
			continue;
		hs_buf_addf(&text, "%s%s", ballot->words++ ? " " : "", w->text);
		sum += n * hs_doubt_weight(w);
		letters += n;
		ballot->sure &= !hs_doubt_word(w);
	}
	if (ballot->words) {
		ballot->text = hs_buf_take(&text);
		ballot->weight = sum / letters;
	} else {
		ballot->weight = NOTHING;
		ballot->sure = false;
	}
}

static bool same(const struct ballot *a, const struct ballot *b)
{
	return a->text && b->text ? !strcmp(a->text, b->text) : a->text == b->text;
}

// The reading whose text has the most votes, and how many agree with it.
static size_t elect(const struct ballot *ballots, size_t count, size_t *agree)
{
	size_t best = 0;
	double most = -1;

	for (size_t i = 0; i < count; i++) {
		double votes = 0;
		size_t n = 0;

		for (size_t j = 0; j < count; j++)
			if (same(&ballots[i], &ballots[j])) {
				votes += ballots[j].weight;
				n++;
			}
		if (votes > most + 1e-6) {
			most = votes;
			best = i;
			*agree = n;
		}
	}
	return best;
}

// Readings that agree make each other surer: the doubts multiply.
static float surer(const struct ballot *ballots, size_t readings, size_t best, float own)
{
	double doubt = 1 - (double)own;

	for (size_t r = 0; r < readings; r++)
		if (r != best && same(&ballots[r], &ballots[best]))
			doubt *= 1 - ballots[r].weight;
	return (float)(1 - doubt);
}

static void add_words(const struct seen *seen, size_t count, size_t reading, bool noise,
		      struct hs_words *out)
{
	for (size_t i = 0; i < count; i++) {
		struct hs_word w = *seen[i].word;

		if (seen[i].reading != reading)
			continue;
		w.noise |= noise && w.confidence < SEEN;
		hs_words_add(out, &w);
	}
}

static void vote_at(const struct seen *seen, size_t count, size_t readings,
		    struct hs_words *out)
{
	struct ballot ballots[HS_VOTE_MAX];
	size_t agree = 0, best;

	for (size_t r = 0; r < readings; r++)
		read_ballot(seen, count, r, &ballots[r]);
	best = elect(ballots, readings, &agree);
	if (ballots[HS_VOTE_BASE].text && ballots[HS_VOTE_BASE].sure)
		best = HS_VOTE_BASE;
	if (!ballots[best].text)
		add_words(seen, count, HS_VOTE_BASE, true, out);
	else if (ballots[HS_VOTE_BASE].text ||
		 ballots[best].weight > (agree > 1 ? AMONG_TWO : ALONE)) {
		size_t first = out->count;

		add_words(seen, count, best, false, out);
		for (; first < out->count; first++)
			out->list[first].confidence = surer(ballots, readings, best,
							    out->list[first].confidence);
	}
	for (size_t r = 0; r < readings; r++)
		free(ballots[r].text);
}

void hs_vote(const struct hs_words *const readings[], size_t count, struct hs_words *out)
{
	HS_AUTO(all_done) struct all_seen all = {0};

	if (count > HS_VOTE_MAX)
		count = HS_VOTE_MAX;
	gather(readings, count, &all);
	for (size_t i = 0, n; i < all.count; i = n) {
		n = place_end(&all, i);
		vote_at(all.list + i, n - i, count, out);
	}
}
