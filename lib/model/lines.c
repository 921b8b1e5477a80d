// lines.c - see lines.h
#include "model/lines.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/phrase.h"

#include <stdlib.h>
#include <string.h>

// Words farther apart than this many line heights stand in different columns. Gaps in
// justified text of real pages stay below 1.3.
#define COLUMN_GAP 1.7

enum { COLUMNS_MOST = 1000000 }; // of a plain text: what is beyond them stands on them

static bool says_something(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end)
		if (hs_vi_letter(NULL, hs_utf8_next(&text, end)).word)
			return true;
	return false;
}

static bool is_rule(const char *text) // "-----", "*", "____"
{
	size_t n = strspn(text, "-_*—–=");

	return text[n] == '\0' && (text[0] == '*' || n >= 3);
}

static bool opens_item(const char *text)
{
	return !strcmp(text, "-") || !strcmp(text, "+") || !strcmp(text, "–") ||
	       !strcmp(text, "—") || !strcmp(text, "*");
}

static size_t characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

static double mean_sure(const struct hs_word *const *order, size_t count)
{
	double sum = 0, all = 0;

	for (size_t i = 0; i < count; i++) {
		double n = (double)characters(order[i]->text);

		sum += n * (double)order[i]->confidence;
		all += n;
	}
	return all > 0 ? sum / all : 0;
}

struct hs_sureness hs_line_sure(const struct hs_lines *lines, const struct hs_line *line,
				size_t at, size_t end)
{
	const struct hs_word *const *order = lines->order + line->first;
	struct hs_sureness sure = {.least = 1};
	size_t offset = 0, first = 0, count = 0;

	for (size_t i = 0; i < line->count; i++) {
		size_t stop = offset + strlen(order[i]->text);

		if (stop > at && offset < end) {
			first = count++ ? first : i;
			sure.box = count == 1 ? order[i]->box
					      : hs_box_round(&sure.box, &order[i]->box);
			if ((double)order[i]->confidence < sure.least)
				sure.least = (double)order[i]->confidence;
		}
		offset = stop + 1;
	}
	sure.mean = mean_sure(order + first, count);
	sure.least = count ? sure.least : 0;
	return sure;
}

static bool mostly_capitals(const char *text)
{
	const char *end = text + strlen(text);
	size_t large = 0, small = 0;

	while (text < end) {
		int which = hs_letter_case(hs_utf8_next(&text, end));

		large += which > 0;
		small += which < 0;
	}
	return large >= 2 && small * 5 <= large;
}

// Words that stand side by side: [first, end) of the page's.
struct span {
	size_t first, end;
	struct hs_box box;
	bool capitals, joined;
};

enum { SPANS_MOST = 2000 }; // more are no page: nothing is joined then

struct spans {
	struct span *list;
	size_t count;
};

static struct span *add_span(struct spans *spans)
{
	if ((spans->count & (spans->count - 1)) == 0)
		spans->list = hs_grow(spans->list, spans->count ? 2 * spans->count : 1,
				      sizeof(*spans->list));
	return &spans->list[spans->count++];
}

// Marks of letters that the engine took for a line of their own, a seal's rim: more signs
// than words.
static bool mostly_dirt(const struct hs_word *list, size_t first, size_t end)
{
	size_t words = 0;

	for (size_t i = first; i < end; i++)
		words += says_something(list[i].text) || is_rule(list[i].text);
	return end - first >= 4 && 2 * words < end - first;
}

// Without dirt at either end; nothing where there is nothing else.
static void take_span(const struct hs_words *words, size_t first, size_t end,
		      struct spans *spans)
{
	const struct hs_word *list = words->list;
	struct span span = {.capitals = true};

	while (first < end && !says_something(list[first].text) &&
	       !is_rule(list[first].text) &&
	       !(opens_item(list[first].text) && first + 1 < end))
		first++;
	while (end > first && !says_something(list[end - 1].text) &&
	       !is_rule(list[end - 1].text))
		end--;
	if (first == end || mostly_dirt(list, first, end))
		return;
	span.first = first;
	span.end = end;
	span.box = list[first].box;
	for (size_t i = first; i < end; i++) {
		span.box = hs_box_round(&span.box, &list[i].box);
		span.capitals &= mostly_capitals(list[i].text);
	}
	*add_span(spans) = span;
}

// Heads have capitals in two columns; those of noise are of a stamp (TỐI MẬT).
static bool may_join(const struct hs_lines *lines, const struct span *a,
		     const struct span *b)
{
	bool noise = lines->words->list[a->first].noise;

	return noise ? a->capitals == b->capitals : !a->capitals && !b->capitals;
}

// What begins right behind a span, on the same row, though the engine took it for another
// block. Large print has large spaces.
static struct span *next_to(const struct hs_lines *lines, const struct spans *spans,
			    const struct span *span)
{
	if (spans->count > SPANS_MOST)
		return NULL;
	for (size_t i = 0; i < spans->count; i++) {
		struct span *s = &spans->list[i];
		int32_t gap = s->box.x - (span->box.x + span->box.w);
		int32_t top = s->box.y > span->box.y ? s->box.y : span->box.y;
		int32_t foot = s->box.y + s->box.h < span->box.y + span->box.h
				       ? s->box.y + s->box.h
				       : span->box.y + span->box.h;
		int32_t low = s->box.h < span->box.h ? s->box.h : span->box.h;
		int32_t wide = s->capitals && low > lines->tall ? low : lines->tall;

		if (s == span || s->joined || !may_join(lines, span, s))
			continue;
		if (s > span && !memcmp(&s->box, &span->box, sizeof(s->box)))
			return s; // words of one stamp
		if (gap > -lines->tall / 3 && gap < wide && 10 * (foot - top) > 6 * low)
			return s;
	}
	return NULL;
}

static void add_words(struct hs_lines *lines, const struct span *span,
		      struct hs_line *line)
{
	for (size_t i = span->first; i < span->end; i++)
		lines->order[line->first + line->count++] = &lines->words->list[i];
	line->box = line->box.w ? hs_box_round(&line->box, &span->box) : span->box;
}

static void add_line(struct hs_lines *lines, const struct spans *spans, struct span *span,
		     size_t *used)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_line line = {.first = *used,
			       .block = lines->words->list[span->first].starts_block};

	for (; span; span = lines->plain ? NULL : next_to(lines, spans, span)) {
		span->joined = true;
		add_words(lines, span, &line);
	}
	for (size_t i = 0; i < line.count; i++)
		hs_buf_addf(&text, "%s%s", i ? " " : "",
			    lines->order[line.first + i]->text);
	*used += line.count;
	line.text = hs_buf_take(&text);
	line.letters = hs_letters(line.text);
	line.confidence = (float)mean_sure(lines->order + line.first, line.count);
	line.capitals = mostly_capitals(line.text);
	lines->list[lines->count++] = line;
}

// From the left, so that what begins a row takes what goes on with it.
static int from_left(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->box.x != y->box.x)
		return x->box.x < y->box.x ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

static void add_lines(struct hs_lines *lines, struct spans *spans)
{
	size_t used = 0;

	lines->list = hs_new(spans->count + 1, sizeof(*lines->list));
	lines->order = hs_new(lines->words->count + 1, sizeof(struct hs_word *));
	if (spans->count && !lines->plain)
		qsort(spans->list, spans->count, sizeof(*spans->list), from_left);
	for (size_t i = 0; i < spans->count; i++)
		if (!spans->list[i].joined)
			add_line(lines, spans, &spans->list[i], &used);
}

static int by_number(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static int32_t median(int32_t *list, size_t count, int32_t otherwise)
{
	if (count == 0)
		return otherwise;
	qsort(list, count, sizeof(*list), by_number);
	return list[count / 2];
}

static int32_t usual_height(const struct hs_words *words)
{
	int32_t *heights = hs_new(words->count + 1, sizeof(*heights)), tall;
	size_t n = 0;

	for (size_t i = 0; i < words->count; i++)
		if (!words->list[i].noise && says_something(words->list[i].text))
			heights[n++] = words->list[i].box.h;
	tall = median(heights, n, HS_PLAIN_LINE);
	free(heights);
	return tall > 0 ? tall : 1;
}

// "ngày … tháng … năm": what a pen wrote between them was not read.
static bool in_date(const char *text)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(text);

	return !strcmp(letters, "thang") || !strcmp(letters, "nam");
}

static int32_t pixels(size_t columns) // of a plain text
{
	return (int32_t)(columns < COLUMNS_MOST ? columns : COLUMNS_MOST) *
	       (HS_PLAIN_WIDTH / 100);
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

// Dirt between two columns is no bridge.
static bool parts(const struct hs_lines *lines, size_t at, size_t last_solid)
{
	const struct hs_word *w = &lines->words->list[at],
			     *before = &lines->words->list[last_solid];
	int32_t gap = w->box.x - (before->box.x + before->box.w), tall = lines->tall;

	// Large print has large spaces.
	if (w->box.h > tall && before->box.h > tall)
		tall = w->box.h < before->box.h ? w->box.h : before->box.h;
	if (gap > 0 && gap < 8 * tall && in_date(lines->words->list[at].text))
		return false;
	if (lines->plain)
		return gap >= pixels(3);
	if (gap > 0 && gap < 4 * tall && at == last_solid + 2 &&
	    is_number(before->text) && opens_item(w[-1].text)) // 322 - KH/ĐU
		return false;
	return gap > COLUMN_GAP * tall || gap < -8 * tall;
}

// One line of the engine, [first, end), in as many as there are columns.
static void part_line(const struct hs_lines *lines, size_t first, size_t end,
		      struct spans *spans)
{
	size_t solid = first;

	if (mostly_dirt(lines->words->list, first, end))
		return;
	for (size_t i = first + 1; i < end; i++) {
		if (!says_something(lines->words->list[i].text) && !lines->plain)
			continue;
		if (parts(lines, i, solid)) {
			take_span(lines->words, first, i, spans);
			first = i;
		}
		solid = i;
	}
	take_span(lines->words, first, end, spans);
}

static int from_top(const void *a, const void *b)
{
	const struct hs_line *x = a, *y = b;
	int32_t top = x->box.y + x->box.h / 2, other = y->box.y + y->box.h / 2;

	if (top != other)
		return top < other ? -1 : 1;
	return (x->box.x > y->box.x) - (x->box.x < y->box.x);
}

// The edges of running text: of lines that are long. Few long lines: of all.
static void find_edges(struct hs_lines *lines)
{
	int32_t *lefts = hs_new(lines->count + 1, sizeof(*lefts));
	int32_t *rights = hs_new(lines->count + 1, sizeof(*rights));
	int32_t least = INT32_MAX, most = 0;
	size_t n = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct hs_box *b = &lines->list[i].box;

		least = b->x < least ? b->x : least;
		most = b->x + b->w > most ? b->x + b->w : most;
		if (b->w < (int32_t)lines->width * 6 / 10)
			continue;
		lefts[n] = b->x;
		rights[n++] = b->x + b->w;
	}
	lines->left = n >= 3 ? median(lefts, n, 0) : least < most ? least : 0;
	lines->right = n >= 3 ? median(rights, n, 0) : most;
	free(lefts);
	free(rights);
}

void hs_lines_of(const struct hs_words *words, uint32_t width, uint32_t height,
		 bool noise, struct hs_lines *lines)
{
	struct spans spans = {0};
	size_t next;

	lines->words = words;
	lines->width = width;
	lines->height = height;
	lines->tall = lines->plain ? HS_PLAIN_LINE : usual_height(words);
	for (size_t i = 0; i < words->count; i = next) {
		next = i + 1;
		if (words->list[i].noise != noise)
			continue;
		while (next < words->count && words->list[next].noise == noise &&
		       !words->list[next].starts_line && !words->list[next].starts_block)
			next++;
		part_line(lines, i, next, &spans);
	}
	add_lines(lines, &spans);
	free(spans.list);
	if (lines->count && !lines->plain)
		qsort(lines->list, lines->count, sizeof(*lines->list), from_top);
	find_edges(lines);
}

void hs_lines_done(struct hs_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		free(lines->list[i].text);
		free(lines->list[i].letters);
	}
	free(lines->list);
	free(lines->order);
	*lines = (struct hs_lines){0};
}

// ---- a plain text

static void plain_line(const char *line, size_t len, int32_t y, bool block,
		       struct hs_words *words)
{
	size_t column = 0, at = 0;
	bool starts = true;

	while (at < len) {
		size_t start = at, began;
		struct hs_word word = {.confidence = 1};

		while (at < len && (unsigned char)line[at] <= ' ')
			column += line[at++] == '\t' ? 4 : 1;
		start = at;
		began = column;
		while (at < len && (unsigned char)line[at] > ' ') {
			column += ((unsigned char)line[at] & 0xc0) != 0x80;
			at++;
		}
		if (at == start)
			break;
		word.box = (struct hs_box){.x = pixels(began),
					   .y = y,
					   .w = pixels(column) - pixels(began),
					   .h = HS_PLAIN_LINE - 8};
		word.starts_line = starts;
		word.starts_block = starts && block;
		word.text = hs_new(at - start + 1, 1);
		memcpy(word.text, line + start, at - start);
		hs_words_add(words, &word);
		free(word.text);
		starts = false;
	}
}

void hs_lines_from_text(const char *text, struct hs_words *words, uint32_t *height)
{
	bool block = true;
	int32_t y = 0;

	while (*text && words->count < HS_WORDS_MAX && y < INT32_MAX - HS_PLAIN_LINE) {
		size_t len = strcspn(text, "\n\f"), before = words->count;

		plain_line(text, len, y, block, words);
		block = words->count == before;
		y += HS_PLAIN_LINE;
		text += len + (text[len] != '\0');
	}
	*height = (uint32_t)y + 1;
}

// ---- where a line stands

static int32_t middle(const struct hs_line *line)
{
	return line->box.x + line->box.w / 2;
}

bool hs_line_left(const struct hs_lines *lines, const struct hs_line *line)
{
	int32_t half = (lines->left + lines->right) / 2;

	return lines->plain || (middle(line) < half - lines->tall &&
				line->box.x + line->box.w < half + 4 * lines->tall);
}

bool hs_line_right(const struct hs_lines *lines, const struct hs_line *line)
{
	return lines->plain || middle(line) > (lines->left + lines->right) / 2;
}

bool hs_line_centred(const struct hs_lines *lines, const struct hs_line *line)
{
	int32_t before = line->box.x - lines->left;
	int32_t behind = lines->right - (line->box.x + line->box.w);
	int32_t wide = lines->right - lines->left, off;

	if (lines->plain)
		return true;
	off = abs(before - behind);
	// The more room there is, the less exact the eye; an indented line is not
	// centred.
	return before + behind > wide / 20 &&
	       (off <= wide / 40 || (off <= wide / 12 && off <= (before + behind) / 3));
}

bool hs_line_full(const struct hs_lines *lines, const struct hs_line *line)
{
	int32_t wide = lines->right - lines->left;

	return !lines->plain && line->box.x < lines->left + wide / 6 &&
	       line->box.x + line->box.w > lines->right - wide / 20;
}
