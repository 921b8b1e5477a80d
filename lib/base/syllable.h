// syllable.h - whether letters can be a syllable of Vietnamese, by rule.
//
// For judging what was read from a picture: what cannot be a syllable was
// misread, or is no Vietnamese. It corrects nothing, and a wrong tone mostly
// gives another possible syllable (DOMAIN, 'Vietnamese text').
//
// A syllable is onset, rime and tone. Tables hold which of them meet; there is
// no list of words. Where the rules come from:
//   what onsets, medials and finals there are; that a stop (c ch p t) takes only
//     sắc and nặng; that the medial (o, u) does not follow b m ph v but in loans
//     (boa, buýt): Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977
//   how each is spelled: k gh ngh before e ê i y, c g ng elsewhere; q only with u;
//     iê but yê after nothing or u; i or y alone after h k l m s t; on which
//     vowel the tone stands: the Ministry of Education's 240/QĐ of 5 March 1984
//     and 1989/QĐ-BGDĐT of 25 May 2018; y after n th v d is kept in people's names
//   which onset is never heard with which rime, and what of loans and of names
//     of places is taken in (boong, pin, Bắc Kạn, Đắk Lắk): our own knowledge
#pragma once

#include <stdbool.h>

// One syllable and nothing else: all bytes from start up to end. Any case, NFC
// or NFD, the tone where it stood or stands (hòa, hoà, qúy, quý; not tíên), đ and
// its look-alikes as vi.h counts them.
bool hs_syllable_ok(const char *start, const char *end);

#define HS_SYLLABLE_NONE (-1.0) // nothing to judge by

// How much of the text, counted by letters, is possible syllables: 0 to 1. Each
// run of letters is judged by itself, so "quyết," is as good as "quyết". Nobody
// writes "VIêT": a run that is not all small, all capitals or Capitalised is
// wrong.
//
// Neither right nor wrong, and left out: digits and signs; one letter, as in
// "b)"; abbreviations, which are up to 6 capitals without a mark but Đ and Ư that
// are no syllable (UBND, BCHTƯ, III), and some known ones with small letters
// (TTr, CTr, QĐi, kg).
//
// HS_SYLLABLE_NONE where nothing remains.
double hs_syllable_share(const char *text);
