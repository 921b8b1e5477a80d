// words.h - the words read on a page, with their boxes.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/box.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HS_WORDS_MAX = 200000,     // on one page
	HS_WORDS_BYTES = 16 << 20, // of one page's words as bytes
	HS_STAMPS_MAX = 64,        // lines of stamps on one page
};

// What stands before a word in the text, where its line and block do not say it.
enum hs_gap {
	HS_GAP_USUAL, // a space, a new line, an empty line
	HS_GAP_WORD,  // a space, though a line starts: the cell of a table goes on
	HS_GAP_CELL,  // a tab, though a block starts: the next cell of a row
	HS_GAP_ROW,   // a new line, though a block starts: the next row of a table
};

enum { HS_CELLS_MAX = 250 }; // of one row of a table

struct hs_word {
	struct hs_box box; // on the upright page
	float confidence;  // 0 to 1
	bool starts_line, starts_block;
	// Share of its letters in words that the engine's dictionary has; -1: no
	// letters, or not asked. For judging readings; not written.
	float known;
	int32_t cut; // rows of its marks that the engine did not see; not written
	bool noise;  // read from a seal, pen strokes, dirt: no text
	// The line of a stamp that it belongs to, 1 to STAMPS_MAX; 0: none. A hint is
	// noise: all that another model read there, joined by '_' (model/stamped.h).
	uint8_t stamp;
	bool hint;
	uint32_t named; // page that it was taken from (model/namesake.h); not written
	enum hs_gap gap;
	uint8_t empty; // GAP_CELL, GAP_ROW: empty cells before it, a tab each
	char *text;    // NFC, no white space; owned
};

// In reading order; noise stands last.
struct hs_words {
	struct hs_word *list;
	size_t count;
	bool own_text; // the file's own text layer, not recognised
};

void hs_words_add(struct hs_words *words, const struct hs_word *word); // copies text
void hs_words_done(struct hs_words *words);

// Round all of them; there is at least one.
struct hs_box hs_words_box(const struct hs_words *words);

// Adds the words as bytes: a line each, "x y w h confidence start text". start is
// 'b' for the first word of a block, 'l' of a line, '-' for others; behind it may
// stand the gap, 'w', 'cN' or 'rN' (N empty cells), '!' for noise, and 'sN' for line
// N of stamps, '?' behind it for a hint.
void hs_words_write(const struct hs_words *words, struct hs_buf *out);
// From such bytes, which a worker that met hostile input may have forged: every
// member is checked against the page's size. HS_DAMAGED otherwise.
HS_CHECKED int hs_words_read(const char *bytes, size_t len, uint32_t width,
			     uint32_t height, struct hs_words *words, struct hs_err *err);

// Adds the text as a person reads it: words parted by spaces, a line each,
// blocks parted by an empty line, the cells of a table's row parted by tabs;
// ends with a newline unless there is no word. Noise is left out.
void hs_words_text(const struct hs_words *words, struct hs_buf *out);

// Moves the words that are noise behind the others, each a line of its own.
void hs_words_noise_last(struct hs_words *words);

size_t hs_words_text_count(const struct hs_words *words); // without noise

// Mean confidence over characters, noise apart; 0 for no words.
double hs_words_confidence(const struct hs_words *words);
