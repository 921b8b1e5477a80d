// facts.h - what passes between a program and the workers that look at pages.
// Plain data of fixed size, in the machine's own layout: both ends are the same
// program. A worker has read hostile bytes, so the parent checks every member.
#pragma once

#include "model/measures.h"

#include <stdbool.h>
#include <stdint.h>

enum hs_media {
	HS_TIFF,
	HS_JPEG,
	HS_PNG,
	HS_PDF,
	HS_MEDIA, // how many there are
};

enum hs_existing { HS_TEXT_AUTO, HS_TEXT_KEEP, HS_TEXT_REDO };

// A job: look at one page, or (frame 0) count them.
struct hs_page_ask {
	uint32_t media;    // enum hs_media
	uint32_t frame;    // 1, 2, …; 0: answer with struct hs_scan_facts
	uint64_t offset;   // where the frame starts, if known (TIFF directory); else 0
	double dpi;        // render a PDF page so; 0: choose
	uint32_t existing; // enum hs_existing; for recognition
	uint32_t shrink;   // 2, 4, 8: a JPEG may be decoded at 1/n; else 0
};

enum { HS_SHA256_HEX = 64, HS_WHY_MAX = 200 };

// Answer to frame 0; behind it stand `frames` offsets of uint64_t.
struct hs_scan_facts {
	uint32_t frames;
	char damage[HS_WHY_MAX]; // why there may be more that cannot be read; or ""
};

// Answer to a frame of an import.
struct hs_page_facts {
	uint32_t width, height; // pixels, upright
	uint32_t orientation;
	double dpi_x, dpi_y; // 0: the file does not say
	char pixels[HS_SHA256_HEX + 1];
	char damage[HS_WHY_MAX]; // what the decoder complained of; or ""
};

// What precedes the words in the answer of a reader (craft/read.h).
enum { HS_RECIPE_MAX = 120 };
struct hs_read_facts {
	char recipe[HS_RECIPE_MAX]; // what was done to the page before it was read; or ""
	struct hs_measures measures;
	uint32_t lines, again; // lines of text; of them read more than once
};

// A job: clean a whole file (craft/clean.h).
enum hs_clean_into { HS_CLEAN_COUNT, HS_CLEAN_PNG, HS_CLEAN_TIFF };
struct hs_clean_ask {
	uint32_t media;  // enum hs_media
	uint32_t into;   // enum hs_clean_into; COUNT: only say how many pages there are
	uint32_t colour; // whether pages in colour stay so
};

// The answer is the new file, one hs_clean_facts a page, and hs_clean_end.
struct hs_clean_facts {
	char recipe[HS_RECIPE_MAX];
	struct hs_measures measures;
	double lost;             // share of the ink that is gone
	char damage[HS_WHY_MAX]; // what the decoder complained of; or ""
};
struct hs_clean_end {
	uint64_t bytes;          // of the new file
	uint32_t pages;          // and so many facts, unless they were only counted
	char damage[HS_WHY_MAX]; // why there may be more that cannot be read; or ""
};

// A job: the pictures of a page for a PDF (craft/plate.h).
enum hs_grade { HS_ARCHIVE, HS_ACCESS, HS_SMALL, HS_GRADES };
struct hs_plate_ask {
	struct hs_page_ask page;
	uint32_t quality;       // enum hs_grade
	uint32_t quarters;      // clockwise, that bring the page upright
	uint32_t width, height; // as they are recorded, before that
	bool whole;             // not to be restored: two pages face each other
	bool measured;          // measures are of this page, upright
	struct hs_measures measures;
};

// The answer: this, and the pictures' bytes, one after the other.
enum hs_plate_coding { HS_PLATE_JPEG, HS_PLATE_FLATE, HS_PLATE_G4, HS_PLATE_STENCIL };
enum { HS_PLATE_PICTURES = 3, HS_PLATE_COLOURS = 256 };
struct hs_plate_picture { // as struct hs_pdfa_picture of port/pdfa.h
	uint32_t coding;
	uint32_t width, height, components, bits;
	uint32_t colours; // of the palette
	uint64_t bytes;
};
struct hs_plate_facts {
	uint32_t width, height; // pixels of the picture, upright: where words lie
	double degrees;         // turned by, clockwise, once it was upright
	// The stored pictures still want that to be upright.
	uint32_t orientation, quarters;
	uint32_t pictures;
	struct hs_plate_picture picture[HS_PLATE_PICTURES];
	uint8_t palette[3 * HS_PLATE_COLOURS]; // of the first
	char recipe[HS_RECIPE_MAX];            // what was done to it; "none"
	char damage[HS_WHY_MAX];               // what the decoder complained of; or ""
};

// False where a member is out of bounds; texts are ended and made one line.
bool hs_scan_facts_ok(struct hs_scan_facts *facts);
bool hs_page_facts_ok(struct hs_page_facts *facts);
bool hs_read_facts_ok(struct hs_read_facts *facts);
bool hs_clean_facts_ok(struct hs_clean_facts *facts);
bool hs_clean_end_ok(struct hs_clean_end *end);
// len: of the whole answer.
bool hs_plate_facts_ok(struct hs_plate_facts *facts, uint64_t len);
