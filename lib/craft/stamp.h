// stamp.h - the names that rubber stamps print in red beside a seal. Reading the
// page takes red ink out, since seals lie over its text; here its lines of print
// are read by themselves, each turned straight.
#pragma once

#include "base/err.h"
#include "model/measures.h"
#include "model/raster.h"
#include "model/words.h"
#include "port/ocr.h"

// Adds the lines of red print on a page to its words (all in pixels of the page),
// each below what stands above it. Words that can be believed become text, the
// others noise; what was read there before is not read twice. A page without
// enough red costs nothing. larger may be NULL.
HS_CHECKED int hs_stamp_read(struct hs_ocr *ocr, struct hs_ocr *larger,
			     const struct hs_raster *page,
			     const struct hs_measures *measures, struct hs_words *words,
			     struct hs_err *err);

// Puts the words of a line that was found by itself, in box, among those of the
// page: behind the block above it.
void hs_stamp_insert(struct hs_words *page, const struct hs_words *line,
		     const struct hs_box *box);
