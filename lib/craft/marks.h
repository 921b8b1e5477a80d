// marks.h - marks of letters that the engine never saw.
//
// The engine cuts a line out of the page before it reads it, and drops small
// spots that lie high above the line as dirt: of two marks one above the other
// (ổ, ế, ẩ) the upper one. It then reads ô, ê, â and is sure of it. Its boxes
// tell: they end between the marks. Measured on real office pages of 2010: of
// the words with ink over their box that is not another line's, two thirds are
// read wrong.
#pragma once

#include "model/raster.h"
#include "model/words.h"

// Sets `cut` of each word: rows of ink right above its box that belong to it,
// and makes the box as much higher. The picture is the one that was read.
void hs_marks_find(const struct hs_raster *picture, struct hs_words *words);

// The larger model has the habit of reading Chi as Chỉ. Where a word ends in a
// toned i behind a consonant and the picture shows no more than a dot over it,
// the tone is taken off the text.
void hs_marks_dots(const struct hs_raster *picture, struct hs_words *words);
