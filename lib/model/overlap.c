// overlap.c - see overlap.h
#include "model/overlap.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/vi.h"
#include "model/shape.h"

#include <stdlib.h>
#include <string.h>

struct bag {
	char *words;       // owned
	struct hs_list of; // of char *, in words
};

static void bag_done(struct bag *bag)
{
	free(bag->words);
	free(bag->of.items);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct bag bag_of(const char *text)
{
	struct bag bag = {0};
	HS_AUTO(hs_text_free) char *folded = hs_vi_words(text);
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};
	const char *rest = folded;

	if (!strncmp(rest, " v v ", 5)) {
		hs_buf_addf(&all, " ve viec ");
		rest += 5;
	}
	hs_buf_addf(&all, "%s", rest);
	bag.words = hs_buf_take(&all);
	for (char *at = bag.words; *at;) {
		size_t len = strcspn(at, " ");

		if (len)
			*(char **)hs_list_add(&bag.of, sizeof(char *)) = at;
		at += len;
		if (*at)
			*at++ = '\0';
	}
	if (bag.of.count)
		qsort(bag.of.items, bag.of.count, sizeof(char *), by_text);
	return bag;
}

double hs_overlap(const char *a, const char *b)
{
	HS_AUTO(bag_done) struct bag x = bag_of(a);
	HS_AUTO(bag_done) struct bag y = bag_of(b);
	char *const *left = x.of.items, *const *right = y.of.items;
	size_t i = 0, k = 0, same = 0;

	while (i < x.of.count && k < y.of.count) {
		int order = strcmp(left[i], right[k]);

		same += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	if (x.of.count + y.of.count == 0)
		return 0;
	return 2 * (double)same / (double)(x.of.count + y.of.count);
}

static bool has(const char *text, const struct hs_vi_token *word)
{
	struct hs_vi_token other;
	const char *end = text + strlen(text);

	while (hs_vi_next(NULL, &text, end, &other))
		if (other.exact_len == word->exact_len &&
		    !memcmp(other.exact, word->exact, word->exact_len))
			return true;
	return false;
}

double hs_overlap_exact(const char *a, const char *b)
{
	const char *end = a + strlen(a);
	struct hs_vi_token word;
	size_t words = 0, found = 0;

	while (hs_vi_next(NULL, &a, end, &word)) {
		words++;
		found += has(b, &word);
	}
	return words ? (double)found / (double)words : 0;
}
