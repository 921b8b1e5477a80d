// phrase.h - whether a text that was misread here and there is a known phrase.
//
// Both are compared as letters: bare, small, without spaces and signs, since marks,
// case and spaces are what is misread most ("KẺ HOẠCH", "ĐÁNG CỘNG SÀN", "N G H Ị").
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { HS_LETTERS_MAX = 400 }; // of a text are compared; the rest is left out

// ASCII letters and digits only: "Số 12-NQ/HU" gives "so12nqhu". Caller frees.
char *hs_letters(const char *text);

// 1 - edit distance / letters of the longer; 0 where either is empty.
double hs_letters_like(const char *a, const char *b);

// The part of `letters` that is most like `phrase`: how much, as above, against the
// phrase's letters; 0 to 1. start and end (offsets in letters) may be NULL.
double hs_letters_in(const char *letters, const char *phrase, size_t *start, size_t *end);

// How like the beginning of `letters` is to the phrase; end (may be NULL) gets where
// that beginning ends.
double hs_letters_begin(const char *letters, const char *phrase, size_t *end);

// Where in the text its letter number `index` stands: an offset in bytes; the text's
// length where it has no such letter.
size_t hs_letters_at(const char *text, size_t index);
