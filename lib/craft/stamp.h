// stamp.h - the names that rubber stamps print in red beside a seal. Reading the
// page takes red ink out, since seals lie over its text; here its lines of print
// are read by themselves, each turned straight.
#pragma once

#include "base/err.h"
#include "model/measures.h"
#include "model/raster.h"
#include "model/words.h"
#include "port/ocr.h"

struct hs_stamp_models {
	struct hs_ocr *ocr;
	struct hs_ocr *larger;  // NULL: none
	struct hs_ocr *letters; // reads what they cannot; NULL: none
};

// Adds the lines of red print on a page to its words (all in pixels of the page),
// each below what stands above it. Words that can be believed become text, the
// others noise; what was read there before is not read twice. Words of lines that
// are in no doubt, or have noise among them, say which line they are of; of the
// latter there are hints (model/stamped.h). A page without enough red costs nothing.
HS_CHECKED int hs_stamp_read(const struct hs_stamp_models *models,
			     const struct hs_raster *page,
			     const struct hs_measures *measures, struct hs_words *words,
			     struct hs_err *err);
