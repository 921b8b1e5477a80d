// blankfont.h - a TrueType font whose letters show nothing, for text that lies unseen
// over a picture. Of our own making: no licence but this project's goes with it.
//
// Source: the TrueType reference (Apple) and OpenType 1.9, the tables that ISO 32000-1,
// 9.9, asks of a CIDFontType2: glyf head hhea hmtx loca maxp.
#pragma once

#include "base/buf.h"

enum {
	HS_BLANK_EM = 1000,   // units
	HS_BLANK_WIDTH = 500, // of every glyph
	HS_BLANK_GLYPH = 1,   // the one to use; 0 is .notdef, which PDF/A-2 forbids
};

// Adds the font file; always the same bytes.
void hs_blank_font(struct hs_buf *out);
