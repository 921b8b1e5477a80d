// look.h - what is asked of a second look at a page, and what it answers. Plain data
// of fixed size, in the machine's own layout (as model/facts.h): the worker that looks
// is craft/look.
#pragma once

#include "model/box.h"
#include "model/facts.h"

#include <stdbool.h>
#include <stdint.h>

enum hs_look_kind {
	// The line of number and symbol ("Số 12-NQ/HU", "15/2021/QĐ-UBND"), read again.
	// text: without "Số". measure: how much the number looks written by hand; 0.5
	// where that cannot be said. found: a digit was read.
	HS_LOOK_NUMBER,
	// What stands between two words, as a day between "ngày" and "tháng": digits
	// alone; measure and found as above.
	HS_LOOK_DIGITS,
	HS_LOOK_RULE, // a solid rule; measure: its length in pixels
	HS_LOOK_STAR, // a star or asterisk by itself
	// Frames, red or dark, with capitals in them. text: of each, up to three, parted
	// by " / ", "?" where nothing was read; measure: 1 where one is red.
	HS_LOOK_STAMP,
	HS_LOOKS, // how many there are
};

enum { HS_LOOK_REGIONS = 8, HS_LOOK_TEXT = 64 };

struct hs_look_region {
	uint32_t kind;     // enum hs_look_kind
	uint32_t marked;   // NUMBER: "Số" stands in the box, before the number
	struct hs_box box; // pixels of the upright page, as in its ALTO
};

// page.dpi: of the page as recorded (more than 0); page.frame more than 0.
struct hs_look_ask {
	struct hs_page_ask page;
	uint32_t count;
	struct hs_look_region regions[HS_LOOK_REGIONS];
};

struct hs_look_seen {
	uint32_t found;          // 0 or 1: what was asked for is there
	char text[HS_LOOK_TEXT]; // as read, NFC, one line; "" where there is none
	double sure;             // of the text: its least sure character, 0 to 1
	double measure;          // by hand, 0 to 1; or pixels
	struct hs_box box;       // STAMP: round their frames
};

struct hs_look_answer {
	uint32_t count; // as asked
	struct hs_look_seen seen[HS_LOOK_REGIONS];
};

// False where a member is out of bounds, or there are not as many as were asked for;
// texts are ended and made one line.
bool hs_look_ok(const struct hs_look_ask *ask, struct hs_look_answer *answer);
