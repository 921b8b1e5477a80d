// strip.h - reads a line from a picture of its own, whole: for lines where the
// engine left marks out (craft/marks.h). As it is not to judge what is dirt, all
// else is painted over first: neighbours above and below, what lies beside.
#pragma once

#include "base/err.h"
#include "model/raster.h"
#include "model/words.h"
#include "port/ocr.h"

// line: the words as read, their boxes with all their marks. Adds words in
// coordinates of the picture. What the engine was shown before is forgotten.
HS_CHECKED int hs_strip_read(struct hs_ocr *ocr, const struct hs_raster *picture,
			     double dpi, const struct hs_words *line,
			     struct hs_words *words, struct hs_err *err);
