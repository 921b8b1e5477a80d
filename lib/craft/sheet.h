// sheet.h - one sheet of paper with text on it: a page as decoded or, where two
// pages face each other on one scan, either of them. It is restored, read, and
// read again where that is in doubt. Runs in workers (craft/reading.h).
#pragma once

#include "base/err.h"
#include "craft/restore.h"
#include "model/facts.h"
#include "model/spread.h"
#include "model/words.h"
#include "port/image-back.h"
#include "port/image-grid.h"
#include "port/ocr.h"

struct hs_sheet {
	const struct hs_raster *page; // upright; borrowed
	struct hs_raster part;        // where it is a part of a scan: page, owned
	struct hs_place at;           // where page lies on the scan, as decoded
	struct hs_measures measures;
	struct hs_spread spread;
	struct hs_recipe recipe;
	struct hs_raster made; // restored; empty where the recipe is
	struct hs_back back;   // taken out of it
	struct hs_place place; // of that on the scan
	struct hs_grids grids; // tables, without their rules
	struct hs_words words; // as read, in pixels of the picture
};

// Measures the page; at, page and part are the caller's to set before. dpi 0: a
// guess.
HS_CHECKED int hs_sheet_measure(struct hs_sheet *sheet, double dpi, struct hs_err *err);

// Reads the sheet for the first time, restored as it needs and with its tables
// cell by cell; or plain: as it comes.
HS_CHECKED int hs_sheet_read(struct hs_sheet *sheet, struct hs_ocr *ocr, bool plain,
			     struct hs_err *err);

// Whether there is something that may be text: not on a blank sheet, nor where
// all is noise or black.
bool hs_sheet_has_text(const struct hs_sheet *sheet);

// Whether next to nothing of what is there was read so that it can be believed.
// A blank sheet is read well; a poor one of which most is words, too.
bool hs_sheet_unread(const struct hs_sheet *sheet);

// Reads it with the second recipe, and keeps what is worth more.
HS_CHECKED int hs_sheet_retry(struct hs_sheet *sheet, struct hs_ocr *ocr,
			      struct hs_err *err);

// Second opinions of doubtful lines, by the larger model (NULL: the same) and
// from another restoration; facts counts lines. Then marks noise.
HS_CHECKED int hs_sheet_again(struct hs_sheet *sheet, struct hs_ocr *ocr,
			      struct hs_ocr *larger, struct hs_read_facts *facts,
			      struct hs_err *err);

// Then: reads what stamps say in red (craft/stamp.h). larger and letters may be
// NULL.
HS_CHECKED int hs_sheet_stamps(struct hs_sheet *sheet, struct hs_ocr *ocr,
			       struct hs_ocr *larger, struct hs_ocr *letters,
			       struct hs_err *err);

// Adds its words in pixels of the scan as it was decoded; the first starts a
// block.
void hs_sheet_words(struct hs_sheet *sheet, struct hs_words *words);

void hs_sheet_done(struct hs_sheet *sheet);
