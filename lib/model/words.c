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

struct hs_box hs_words_box(const struct hs_words *words)
{
	struct hs_box box = words->list[0].box;

	for (size_t i = 1; i < words->count; i++)
		box = hs_box_round(&box, &words->list[i].box);
	return box;
}

static void write_start(const struct hs_word *w, struct hs_buf *out)
{
	hs_buf_addf(out, "%c", w->starts_block ? 'b' : w->starts_line ? 'l' : '-');
	if (w->gap == HS_GAP_WORD)
		hs_buf_addf(out, "w");
	else if (w->gap != HS_GAP_USUAL)
		hs_buf_addf(out, "%c%u", w->gap == HS_GAP_CELL ? 'c' : 'r', w->empty);
	if (w->noise)
		hs_buf_addf(out, "!");
	if (w->stamp)
		hs_buf_addf(out, "s%u%s", w->stamp, w->hint ? "?" : "");
}

void hs_words_write(const struct hs_words *words, struct hs_buf *out)
{
	hs_buf_addf(out, "%s", words->own_text ? HEAD_OWN : HEAD_OCR);
	for (size_t i = 0; i < words->count; i++) {
		const struct hs_word *w = &words->list[i];

		hs_buf_addf(out, "%d %d %d %d %.4f ", w->box.x, w->box.y, w->box.w,
			    w->box.h, (double)w->confidence);
		write_start(w, out);
		hs_buf_addf(out, " %s\n", w->text);
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

// "s1" to "s64", for a hint with '?' behind.
static bool read_stamp(const char *p, struct hs_word *w)
{
	char *end;
	unsigned long n;

	if (*p != 's')
		return *p == '\0';
	n = strtoul(p + 1, &end, 10);
	if (n < 1 || n > HS_STAMPS_MAX)
		return false;
	w->stamp = (uint8_t)n;
	w->hint = *end == '?';
	return end[w->hint] == '\0' && (w->noise || !w->hint);
}

static bool read_start(const char *p, struct hs_word *w)
{
	if (!strchr("bl-", *p))
		return false;
	w->starts_block = *p == 'b';
	w->starts_line = *p != '-';
	p++;
	if (*p == 'w') {
		w->gap = HS_GAP_WORD;
		p++;
	} else if (*p == 'c' || *p == 'r') {
		char *end;
		unsigned long n = strtoul(p + 1, &end, 10);

		if (end == p + 1 || n > HS_CELLS_MAX)
			return false;
		w->gap = *p == 'c' ? HS_GAP_CELL : HS_GAP_ROW;
		w->empty = (uint8_t)n;
		p = end;
	}
	w->noise = *p == '!';
	return read_stamp(p + w->noise, w);
}

static bool read_word(char *line, uint32_t width, uint32_t height, struct hs_word *w)
{
	int at = 0;
	char start[16];

	if (sscanf(line, "%d %d %d %d %f %15s %n", &w->box.x, &w->box.y, &w->box.w,
		   &w->box.h, &w->confidence, start, &at) != 6 ||
	    at == 0 || !read_start(start, w))
		return false;
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

static void add_gap(const struct hs_word *w, bool first, struct hs_buf *out)
{
	if (w->gap == HS_GAP_USUAL && !first)
		hs_buf_addf(out, "%s",
			    w->starts_block  ? "\n\n"
			    : w->starts_line ? "\n"
					     : " ");
	if (w->gap == HS_GAP_USUAL)
		return;
	if (!first)
		hs_buf_addf(out, "%s",
			    w->gap == HS_GAP_WORD   ? " "
			    : w->gap == HS_GAP_CELL ? "\t"
						    : "\n");
	for (unsigned i = 0; i < w->empty; i++)
		hs_buf_addf(out, "\t");
}

void hs_words_text(const struct hs_words *words, struct hs_buf *out)
{
	bool first = true;

	for (size_t i = 0; i < words->count; i++) {
		const struct hs_word *w = &words->list[i];

		if (w->noise)
			continue;
		add_gap(w, first, out);
		hs_buf_addf(out, "%s", w->text);
		first = false;
	}
	if (!first)
		hs_buf_addf(out, "\n");
}

// What words that are noise would have started: the next word starts it.
struct start {
	bool line, block;
	enum hs_gap gap;
	unsigned empty;
};

static void start_with(struct start *start, const struct hs_word *noise)
{
	start->line |= noise->starts_line;
	start->block |= noise->starts_block;
	if (noise->gap == HS_GAP_CELL && start->gap != HS_GAP_USUAL) {
		start->empty += noise->empty + 1U; // and the cell of noise before it
	} else if (noise->gap == HS_GAP_ROW || start->gap == HS_GAP_USUAL) {
		start->gap = noise->gap;
		start->empty = noise->empty;
	}
}

static void hand_down(struct start *start, struct hs_word *w)
{
	bool same_cell =
		w->gap == HS_GAP_WORD || (w->gap == HS_GAP_USUAL && !w->starts_block);

	if (same_cell && start->gap != HS_GAP_USUAL) {
		w->gap = start->gap;
		w->empty = (uint8_t)(start->empty < HS_CELLS_MAX ? start->empty
								 : HS_CELLS_MAX);
	} else if (w->gap == HS_GAP_CELL && start->gap >= HS_GAP_CELL) {
		unsigned empty = w->empty + start->empty + 1; // the noise's own cell

		w->gap = start->gap;
		w->empty = (uint8_t)(empty < HS_CELLS_MAX ? empty : HS_CELLS_MAX);
	}
	w->starts_line |= start->line || start->block;
	w->starts_block |= start->block;
	*start = (struct start){0};
}

void hs_words_noise_last(struct hs_words *words)
{
	struct hs_word *sorted = hs_new(words->count + 1, sizeof(*sorted));
	struct start start = {0};
	size_t n = 0, first_noise;

	for (size_t i = 0; i < words->count; i++) {
		if (words->list[i].noise) {
			start_with(&start, &words->list[i]);
			continue;
		}
		sorted[n] = words->list[i];
		hand_down(&start, &sorted[n++]);
	}
	first_noise = n;
	for (size_t i = 0; i < words->count; i++)
		if (words->list[i].noise) {
			sorted[n] = words->list[i];
			sorted[n].gap = HS_GAP_USUAL;
			sorted[n].empty = 0;
			sorted[n].starts_line = true;
			sorted[n].starts_block = n == first_noise;
			n++;
		}
	if (n)
		memcpy(words->list, sorted, n * sizeof(*sorted));
	free(sorted);
}

size_t hs_words_text_count(const struct hs_words *words)
{
	size_t n = 0;

	for (size_t i = 0; i < words->count; i++)
		n += !words->list[i].noise;
	return n;
}

double hs_words_confidence(const struct hs_words *words)
{
	double sum = 0, count = 0;

	for (size_t i = 0; i < words->count; i++) {
		double n = (double)strlen(words->list[i].text);

		if (words->list[i].noise)
			continue;
		sum += n * (double)words->list[i].confidence;
		count += n;
	}
	return count > 0 ? round(sum / count * 1e4) / 1e4 : 0;
}
