// page.h - pages for tests: of text, or of words with boxes on a sheet of A4.
#pragma once

#include "base/auto.h"
#include "base/mem.h"
#include "model/leaf.h"
#include "model/lines.h"
#include "model/words.h"
#include "unit/unit.h"

// Pixels of the sheet, of a letter and of the text's edges, at 300 dpi.
enum { PAGE_W = 2480, PAGE_H = 3508, PAGE_LETTER = 20, PAGE_TALL = 40 };
enum { PAGE_LEFT = 300, PAGE_RIGHT = 2280, PAGE_MIDDLE = (PAGE_LEFT + PAGE_RIGHT) / 2 };

struct page {
	struct hs_words words;
	struct hs_lines lines;
	uint32_t height;
};

static inline void page_done(struct page *page)
{
	hs_lines_done(&page->lines);
	hs_words_done(&page->words);
}

static inline int32_t page_wide(const char *text) // pixels
{
	int32_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n * PAGE_LETTER;
}

// Words parted by spaces, one behind the other from x on. start: 'b' where the engine
// begins a block with them, 'l' a line, '-' neither, '!' noise, each word a line of its
// own, as in stored pages (hs_words_noise_last).
static inline void page_put(struct page *page, int32_t x, int32_t y, char start,
			    const char *text)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(text);
	char *rest = copy, *part;

	while ((part = strsep(&rest, " "))) {
		struct hs_word word = {
			.box = {x, y, page_wide(part), PAGE_TALL},
			.confidence = 0.96F,
			.starts_block = start == 'b',
			.starts_line = start != '-',
			.noise = start == '!',
			.text = part,
		};

		hs_words_add(&page->words, &word);
		x += word.box.w + PAGE_LETTER;
		start = start == '!' ? '!' : '-';
	}
}

static inline void page_left(struct page *page, int32_t y, const char *text)
{
	page_put(page, PAGE_LEFT, y, 'l', text);
}

// About the middle of the right column.
static inline void page_right(struct page *page, int32_t y, const char *text)
{
	page_put(page, 1800 - page_wide(text) / 2, y, 'l', text);
}

static inline void page_centre(struct page *page, int32_t y, const char *text)
{
	page_put(page, PAGE_MIDDLE - page_wide(text) / 2, y, 'l', text);
}

// As many lines of running text, from edge to edge.
static inline void page_body(struct page *page, int32_t y, int lines)
{
	for (int i = 0; i < lines; i++)
		page_left(page, y + i * 60,
			  "trongđiều kiệnthực hiệnnhiệm vụchuyênm ônđượcgia "
			  "ođãcónhiề ucốgắngkh ắcphụckhó khănđểhoà nthànhtốt");
}

static inline void page_read(struct page *page)
{
	page->height = PAGE_H;
	hs_lines_of(&page->words, PAGE_W, PAGE_H, false, &page->lines);
}

static inline void page_of_text(struct page *page, const char *text)
{
	page->lines.plain = true;
	hs_lines_from_text(text, &page->words, &page->height);
	hs_lines_of(&page->words, HS_PLAIN_WIDTH, page->height, false, &page->lines);
}

// The line with this text; fails where there is none.
static inline const struct hs_line *page_line(const struct page *page, const char *text)
{
	for (size_t i = 0; i < page->lines.count; i++)
		if (!strcmp(page->lines.list[i].text, text))
			return &page->lines.list[i];
	fail_msg("no line '%s'", text);
	return NULL;
}
