// image-guard.h - did a picture lose ink when it was cleaned? A comparison of
// the two pictures alone, whatever was done between them.
#pragma once

#include "base/err.h"
#include "model/measures.h"
#include "model/place.h"
#include "model/raster.h"
#include "port/image-restore.h"

#include <stdint.h>

struct hs_loss {
	double share;  // of the page's ink that is gone, 0 to 1
	double spot;   // square millimetres of ink gone in one place: a word, a line
	uint64_t inks; // pixels of ink that were compared
};

// page: as it was; cleaned: grey or colour or black and white, lying on the page
// as place says. ink: which inks were to stay; others are none.
//
// Both are looked at in small copies of about 150 dpi. Ink is what is darker than
// INK_SHARE of the paper around it (a grey closing, 7 mm wide), is no border and
// no speck below half a millimetre. It is gone where nothing darker than
// MARK_SHARE of the cleaned paper lies within a third of a millimetre.
HS_CHECKED int hs_image_guard(const struct hs_raster *page, enum hs_ink ink,
			      const struct hs_raster *cleaned,
			      const struct hs_place *place,
			      const struct hs_measures *measures, struct hs_loss *loss,
			      struct hs_err *err);
