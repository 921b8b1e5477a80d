// glyphs.h - a text as single characters, with what each is without marks: for parsing
// what was read from paper.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HS_GLYPHS_MAX = 300 }; // the rest of a text is left out

struct hs_glyph {
	uint32_t c;
	char fold;    // bare small letter or digit in ASCII; 0: none of either
	bool capital; // a capital letter
	bool spaced;  // white space stands before it
	uint16_t at;  // offset in the text, bytes
};

struct hs_glyphs {
	struct hs_glyph list[HS_GLYPHS_MAX];
	size_t count; // without white space
	size_t len;   // of the text that they are from, bytes
};

void hs_glyphs_of(const char *text, struct hs_glyphs *glyphs);

bool hs_glyph_digit(const struct hs_glyph *g);
bool hs_glyph_letter(const struct hs_glyph *g); // no digit
// Where glyph number i begins in the text; past the last: the text's length.
size_t hs_glyph_at(const struct hs_glyphs *glyphs, size_t i);

// The digit that a misread glyph most likely is (l, I, | for 1; O for 0 …); -1: none.
int hs_glyph_like_digit(const struct hs_glyph *g);
