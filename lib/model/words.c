// words.c - see words.h
#include "model/words.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_OCR "words recognised\n"
#define HEAD_OWN "words own\n"

void hs_words_add(struct hs_words *words, const struct hs_word *word)
{
	if ((words->count & (words->count - 1)) == 0)
		words->list = hs_grow(words->list, words->count ? 2 * words->count : 1,
				      sizeof(*words->list));
	words->list[words->count] = *word;
	words->list[words->count++].text = hs_dup(word->text);
}

void hs_words_done(struct hs_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->list[i].text);
	free(words->list);
	*words = (struct hs_words){0};
}

void hs_words_write(const struct hs_words *words, struct hs_buf *out)
{
	hs_buf_addf(out, "%s", words->own_text ? HEAD_OWN : HEAD_OCR);
	for (size_t i = 0; i < words->count; i++) {
		const struct hs_word *w = &words->list[i];

		hs_buf_addf(out, "%d %d %d %d %.4f %c %s\n", w->box.x, w->box.y, w->box.w,
			    w->box.h, (double)w->confidence,
			    w->starts_block  ? 'b'
			    : w->starts_line ? 'l'
					     : '-',
			    w->text);
	}
}

static bool text_ok(const char *text)
{
	if (!*text || !hs_utf8_valid(text, strlen(text)))
		return false;
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return false;
	return true;
}

static bool box_ok(const struct hs_box *b, uint32_t width, uint32_t height)
{
	return b->x >= 0 && b->y >= 0 && b->w > 0 && b->h > 0 &&
	       (uint64_t)b->x + (uint64_t)b->w <= width &&
	       (uint64_t)b->y + (uint64_t)b->h <= height;
}

static bool read_word(char *line, uint32_t width, uint32_t height, struct hs_word *w)
{
	int at = 0;
	char start;

	if (sscanf(line, "%d %d %d %d %f %c %n", &w->box.x, &w->box.y, &w->box.w,
		   &w->box.h, &w->confidence, &start, &at) != 6 ||
	    at == 0 || !strchr("bl-", start))
		return false;
	w->starts_block = start == 'b';
	w->starts_line = start != '-';
	w->text = line + at;
	return box_ok(&w->box, width, height) && isfinite(w->confidence) &&
	       w->confidence >= 0 && w->confidence <= 1 && text_ok(w->text);
}

int hs_words_read(const char *bytes, size_t len, uint32_t width, uint32_t height,
		  struct hs_words *words, struct hs_err *err)
{
	HS_AUTO(hs_words_done) struct hs_words found = {0};
	HS_AUTO(hs_buf_done) struct hs_buf copy = {0};
	char *line, *rest;

	hs_buf_add(&copy, bytes, len);
	found.own_text = hs_starts(hs_buf_text(&copy), HEAD_OWN);
	if (!found.own_text && !hs_starts(hs_buf_text(&copy), HEAD_OCR))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	if (strlen(copy.data) != copy.len || copy.data[copy.len - 1] != '\n')
		return hs_fail(err, HS_DAMAGED, "a worker's answer is cut off");
	copy.data[copy.len - 1] = '\0';
	rest = strchr(copy.data, '\n');
	rest = rest ? rest + 1 : NULL;
	while ((line = strsep(&rest, "\n"))) {
		struct hs_word w = {0};

		if (found.count >= HS_WORDS_MAX)
			return hs_fail(err, HS_LIMIT, "more than %d words", HS_WORDS_MAX);
		if (!read_word(line, width, height, &w))
			return hs_fail(err, HS_DAMAGED, "a worker's word %zu is none",
				       found.count + 1);
		hs_words_add(&found, &w);
	}
	*words = found;
	found = (struct hs_words){0};
	return 0;
}

void hs_words_text(const struct hs_words *words, struct hs_buf *out)
{
	for (size_t i = 0; i < words->count; i++) {
		const struct hs_word *w = &words->list[i];

		if (i > 0)
			hs_buf_addf(out, "%s",
				    w->starts_block  ? "\n\n"
				    : w->starts_line ? "\n"
						     : " ");
		hs_buf_addf(out, "%s", w->text);
	}
	if (words->count)
		hs_buf_addf(out, "\n");
}

double hs_words_confidence(const struct hs_words *words)
{
	double sum = 0, count = 0;

	for (size_t i = 0; i < words->count; i++) {
		double n = (double)strlen(words->list[i].text);

		sum += n * (double)words->list[i].confidence;
		count += n;
	}
	return count > 0 ? round(sum / count * 1e4) / 1e4 : 0;
}
