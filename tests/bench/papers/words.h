// words.h - invented Vietnamese office language for make-papers, out of a table of
// phrases. "{name}" in a template stands for one of that name's phrases; {n:2-9} for a
// number; {hai} for what the caller says.
#pragma once

#include "bench/papers/chance.h"

// What the caller says; ends with {0}.
struct say {
	const char *name, *text;
};

// The caller frees all results.
char *words_fill(struct chance *c, const struct say *say, const char *template);
char *words_person(struct chance *c);
char *words_capitals(const char *text);
char *words_first_capital(const char *text);
// As typists write tones who put them on the last vowel: uỷ, hoà.
char *words_late_tones(const char *text);
// An invented district or commune of two syllables.
char *words_place(struct chance *c);
extern const char *const words_provinces[];
int words_province_count(void);
