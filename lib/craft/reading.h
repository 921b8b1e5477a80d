// reading.h - a decoded page becomes words: brought upright, parted where two
// pages face each other, and then sheet by sheet (craft/sheet.h) measured,
// restored as it needs, recognised, and read again where the first reading is in
// doubt. Runs in workers (craft/read.h).
//
// An upright page that can be read pays a few milliseconds for all ways that it
// is not turned.
#pragma once

#include "base/err.h"
#include "model/facts.h"
#include "model/raster.h"
#include "model/words.h"
#include "port/ocr.h"

struct hs_reader {
	struct hs_ocr *ocr;
	struct hs_ocr *larger;  // for what is in doubt; NULL: none is installed
	struct hs_ocr *letters; // for script in stamps; NULL: none is installed
	bool plain; // the page as it comes: no turn, no restoration, no second look
};

// The words of a page, in reading order, in its own pixels as it was decoded;
// noise last. dpi is the page's own or 0. The raster's pixels are given up: it may
// come back turned.
HS_CHECKED int hs_reading(const struct hs_reader *reader, struct hs_raster *page,
			  double dpi, struct hs_words *words, struct hs_read_facts *facts,
			  struct hs_err *err);
