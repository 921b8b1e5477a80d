// vi.h - Vietnamese letters for finding: one spelling of a word for the index.
//
// ủy = uỷ and hòa = hoà (where the tone stands is fashion), NFD = NFC, and a
// reader who types bare letters means any marks (DOMAIN, 'Vietnamese text').
// Unicode tables: utf8proc.
#pragma once

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Goes up whenever a text gives other tokens than before: an index keeps the
// number it was made with, and asks to be rebuilt when it differs.
enum { HS_VI_VERSION = 1 };

// As hs_vi_letter counts them; 0 where there is none (ngang).
enum hs_tone { HS_NGANG, HS_HUYEN, HS_SAC, HS_HOI, HS_NGA, HS_NANG };

struct hs_vi_letter {
	uint32_t lower; // the letter in lower case: Ệ gives ệ
	uint32_t base;  // and without its tone: ê
	uint32_t fold;  // and without any mark: e; đ gives d; 0: nothing is left
	uint8_t tone;   // enum hs_tone
	bool word;      // it is part of a word: letter, digit or mark
	bool mark;      // it only changes the letter before it (NFD)
};

// The tables, computed once; without them (NULL) each letter is worked out
// when it is met, which suits short texts.
struct hs_vi;
struct hs_vi *hs_vi_new(void);
void hs_vi_free(struct hs_vi **vi);

// Ð (U+00D0), ð, Ɖ and ɖ, which some keyboards and OCR give, count as Đ and đ.
struct hs_vi_letter hs_vi_letter(const struct hs_vi *vi, uint32_t character);

enum {
	HS_VI_LETTERS = 64, // of a word count; what follows is ignored
	HS_VI_EXACT_MAX = 5 * HS_VI_LETTERS,
	HS_VI_FOLD_MAX = 4 * HS_VI_LETTERS,
};

// A word. exact: its letters in lower case without tones, then its tones as
// bytes 1 to 5, so that where a tone stands does not matter and no word that
// somebody types looks the same. The first stem bytes are the letters alone.
struct hs_vi_token {
	const char *start, *end; // where it stands in the text
	size_t exact_len, stem, fold_len;
	char exact[HS_VI_EXACT_MAX], fold[HS_VI_FOLD_MAX];
};

// The next word from *at on, which moves past it; false: none before end.
// Any bytes are safe; those that are not UTF-8 part words.
bool hs_vi_next(const struct hs_vi *vi, const char **at, const char *end,
		struct hs_vi_token *token);

// Whether the first words of two texts are the same but for case and where the tone
// stands.
bool hs_vi_same(const char *a, size_t a_len, const char *b, size_t b_len);

// Only its words, folded, with a space before, between and after them, so
// that strstr finds whole words: " nghi quyet 5 ". Numbers lose leading zeros.
// "" where there is no word. Caller frees.
char *hs_vi_words(const char *text);

// A word in small letters, NFC, its tones where they stood; "" where it is not all
// letters. Caller frees.
char *hs_vi_small(const char *start, const char *end);

// A letter of modern Vietnamese text: the 134 beyond ASCII, and ASCII's own.
bool hs_vi_writable(uint32_t character);
