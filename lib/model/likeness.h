// likeness.h - a small picture of a page's ink, to find the same page scanned
// twice, and a page's back in what shines through it.
//
// All of it is turned level and stands in millimetres, so that two scans of one
// sheet differ by little but a shift.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
	HS_THUMB_W = 48,
	HS_THUMB_H = 68, // cells of HS_THUMB_MM
	HS_MASK_W = 640, // pixels at most
	HS_MASK_H = 912,
	HS_MASK_WORDS = HS_MASK_W / 64,
};
#define HS_THUMB_MM 4.4

struct hs_likeness {
	double mm;                               // side of a pixel of the mask
	double ink;                              // mm2
	uint32_t width, height;                  // of the mask
	uint32_t middle_x, middle_y;             // of its ink: the thumbnails' centre
	uint8_t dark[HS_THUMB_H][HS_THUMB_W];    // share of ink in a cell, 0 to 255
	uint8_t faint[HS_THUMB_H][HS_THUMB_W];   // of faint writing; the page's centre
	uint8_t whole[HS_THUMB_H][HS_THUMB_W];   // of ink, about the page's centre
	uint64_t mask[HS_MASK_H][HS_MASK_WORDS]; // 1 is ink; leftmost in the lowest bit
};

// False where a worker's answer is out of bounds.
bool hs_likeness_ok(const struct hs_likeness *likeness);

// What is kept of every page of a dossier, to see which pairs are worth the fine
// comparison.
struct hs_near {
	double mm, ink;
	uint8_t dark[HS_THUMB_H][HS_THUMB_W];
};

void hs_likeness_take(const struct hs_likeness *likeness, struct hs_near *near);
bool hs_likeness_near(const struct hs_near *a, const struct hs_near *b);
// 0 to 100: how much of the ink of each lies where the other has ink, part by
// part of the page. Two scans of one page reach 95, other pages of the same kind 70.
double hs_likeness_same(const struct hs_likeness *a, const struct hs_likeness *b);

// -1 to 1: how well the faint writing of `page` agrees with the mirrored ink of
// `back`.
double hs_likeness_mirror(const struct hs_likeness *page, const struct hs_likeness *back);
