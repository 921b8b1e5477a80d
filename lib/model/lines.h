// lines.h - the words of a page as lines that a person sees: what stands side by side
// in columns is apart, even where the engine read it as one line.
#pragma once

#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_line {
	struct hs_box box;
	size_t first, count; // its words, in the order of hs_lines
	char *text;          // they, parted by spaces, without dirt at either end; owned
	char *letters;       // bare (model/phrase.h); owned
	float confidence;    // 0 to 1, mean over characters
	bool capitals;       // its letters are capitals, nearly all
	bool block;          // the engine began a block here
};

// Sorted from the top down. Lines without any letter or digit are among them only
// where they say something: '*', '-----'.
struct hs_lines {
	const struct hs_word **order; // words in the order of lines; borrowed
	const struct hs_words *words; // borrowed
	uint32_t width, height;       // pixels of the page
	struct hs_line *list;
	size_t count;
	int32_t left, right; // where most of the text begins and ends, pixels
	int32_t tall;        // usual height of a line
	bool plain;          // from a text without boxes: places only tell the order
};

// Of the words that are text, or of those that are noise (stamps are among them);
// `words` must outlive the lines.
void hs_lines_of(const struct hs_words *words, uint32_t width, uint32_t height,
		 bool noise, struct hs_lines *lines);
void hs_lines_done(struct hs_lines *lines);

// A text as words with places as if each character were 20 x 40 pixels and a page 100
// characters wide; what is parted by a tab or three spaces stands apart.
enum { HS_PLAIN_WIDTH = 2000, HS_PLAIN_LINE = 40 };
void hs_lines_from_text(const char *text, struct hs_words *words, uint32_t *height);

// Where a line stands. In a plain text nobody knows: all of them are true.
bool hs_line_left(const struct hs_lines *lines, const struct hs_line *line);
bool hs_line_right(const struct hs_lines *lines, const struct hs_line *line);
bool hs_line_centred(const struct hs_lines *lines, const struct hs_line *line);
// It fills the text's width, as lines of running text do. False in a plain text.
bool hs_line_full(const struct hs_lines *lines, const struct hs_line *line);

// Of the words that have a part of the line's text from byte `at` to `end`: their
// confidence, mean over characters; the least of them; their box (all 0: none).
struct hs_sureness {
	double mean, least;
	struct hs_box box;
};
struct hs_sureness hs_line_sure(const struct hs_lines *lines, const struct hs_line *line,
				size_t at, size_t end);
