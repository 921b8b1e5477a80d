// pdfa-part.h - between the parts of port/pdfa. Nobody else includes it.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "port/pdfa-file.h"

#include <stdbool.h>
#include <stdint.h>

enum { HS_PDFA_CIDS = 0x10000 };

// Letters have their code point as their number (CID); those beyond the first plane
// get one of the numbers that no letter has (surrogates), as they come.
struct hs_pdfa_letters {
	uint32_t far[0x800];
	uint32_t count;
};

// U+FFFD's number where there is none left.
unsigned hs_pdfa_letter(struct hs_pdfa_letters *letters, uint32_t character);

// The words of a line want one size of letters, or poppler takes them for columns of
// their own and finds no phrase in them (of 16,425 neighbours in lines of generated pages
// it parted 2,591 where each word had the size of its box, 162 where not). But each wants
// the height of its box. So there are fonts that differ in nothing but the height that
// they say they have.
enum {
	HS_PDFA_HEIGHTS = 24, // parts of the size
	HS_PDFA_FONTS =
		45, // the tallest; poppler believes no font that is twice its size
};

// The objects of the fonts whose numbers were given, by height; 0: not wanted.
HS_CHECKED int hs_pdfa_fonts(struct hs_objects *o,
			     const uint32_t numbers[HS_PDFA_FONTS + 1],
			     const struct hs_pdfa_letters *letters, struct hs_err *err);

struct hs_pdfa_about; // port/pdfa.h

// The Info dictionary, the XMP packet, and the bookmark's title, from what was kept.
struct hs_pdfa_texts {
	bool unicode;                                                         // PDF/A-2u
	char *title, *issuer, *subject, *number, *date, *producer, *keywords; // or NULL
};

void hs_pdfa_texts_keep(const struct hs_pdfa_about *about, struct hs_pdfa_texts *texts);
void hs_pdfa_texts_done(struct hs_pdfa_texts *texts);
void hs_pdfa_info(const struct hs_pdfa_texts *texts, struct hs_buf *out);
void hs_pdfa_xmp(const struct hs_pdfa_texts *texts, struct hs_buf *out);
void hs_pdfa_string(const char *text, struct hs_buf *out); // <FEFF...>
