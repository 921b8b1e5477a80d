// pdfa.h - a searchable PDF/A: pictures of pages, and their words unseen upon them.
//
// PDF/A-1b (ISO 19005-1) or PDF/A-2u (ISO 19005-2), the same file but for what it says
// of itself: PDF 1.4 objects, one font whose letters show nothing (model/blankfont.h),
// sRGB as output intent (model/srgb.h), no clock. The same pages give the same bytes.
// Pages are written as they come; memory holds some numbers a page, no picture.
//
// A word is text of render mode 3 whose letters fill the word's box: stretched across,
// and of a font that says it is as high (port/pdfa-part.h). A space behind each parts it
// from the next, so that readers find words where words are.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/place.h"
#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hs_pdfa_level { HS_PDFA_1B, HS_PDFA_2U };

// What it is about; NULL or "": not known. Texts stand alike in Info and in XMP
// (ISO 19005-1, 6.7.3); control characters are left out.
struct hs_pdfa_about {
	enum hs_pdfa_level level;
	const char *title;    // Title, dc:title
	const char *issuer;   // Author, dc:creator; dc:publisher
	const char *subject;  // Subject, dc:description
	const char *number;   // dc:identifier, and in Keywords
	const char *date;     // dc:date, ISO 8601, and in Keywords
	const char *producer; // Producer, Creator
};

enum hs_pdfa_coding {
	HS_PDFA_JPEG,    // a JPEG file, as it is: grey or YCbCr, 8 bits (craft/jpeg.h)
	HS_PDFA_FLATE,   // zlib over rows filtered as PNG filters them
	HS_PDFA_G4,      // CCITT group 4, black on white
	HS_PDFA_STENCIL, // the same: what is black says where the picture before shows
	HS_PDFA_CODINGS,
};

enum {
	HS_PDFA_PICTURES = 3, // of one page, drawn one over the other
	HS_PDFA_COLOURS = 256,
};

struct hs_pdfa_picture {
	enum hs_pdfa_coding coding;
	uint32_t width, height; // pixels of the stream
	uint32_t components;    // 1 or 3
	uint32_t bits;          // a component
	uint32_t colours;       // of a palette (components 1); 0: none
	const uint8_t *palette; // three bytes a colour
	uint64_t at, len;       // where its bytes stand in the file
};

struct hs_pdfa_page {
	uint32_t label;       // its number, as readers show it
	double width, height; // points, upright
	// Pictures are stored turned and mirrored as orientation says (1 to 8 of TIFF
	// 6.0), and then want quarters clockwise to be upright.
	uint32_t orientation, quarters;
	size_t pictures;
	struct hs_pdfa_picture picture[HS_PDFA_PICTURES];
	int from;                     // the file of their bytes; borrowed
	const struct hs_words *words; // on the page of the dossier; noise is left out
	const struct hs_place *place; // where the picture, upright, lies on that page
};

struct hs_pdfa;

// Writes to fd, which is empty, and stays the caller's.
HS_CHECKED struct hs_pdfa *hs_pdfa_new(int fd, const struct hs_pdfa_about *about,
				       struct hs_err *err);
HS_CHECKED int hs_pdfa_add(struct hs_pdfa *pdf, const struct hs_pdfa_page *page,
			   struct hs_err *err);
// The file is whole; *bytes long. It has one bookmark: its title.
HS_CHECKED int hs_pdfa_close(struct hs_pdfa *pdf, uint64_t *bytes, struct hs_err *err);
void hs_pdfa_free(struct hs_pdfa **pdf); // without _close: a broken file
