// ocr.h - tesseract: a page in memory becomes words. The only door to it.
//
// OMP_THREAD_LIMIT=1 must stand in the environment before the process starts
// (sys/worker does so): 2-3 times less time a page (FINDINGS).
#pragma once

#include "base/err.h"
#include "model/raster.h"
#include "model/words.h"

struct hs_ocr;

// Loads a model, e.g. "vie" or "vie+eng": LSTM only, page segmentation 3.
HS_CHECKED struct hs_ocr *hs_ocr_new(const char *language, struct hs_err *err);
// Only opens the model's file (one model, no '+'); what it is shown first loads it,
// for which nothing else has to be opened.
HS_CHECKED struct hs_ocr *hs_ocr_later(const char *language, struct hs_err *err);
// Gives its memory back until it is used again; others stay loaded.
void hs_ocr_unload(struct hs_ocr *ocr);
void hs_ocr_free(struct hs_ocr **ocr);

// How the engine is to look for text in what it is shown.
enum hs_layout {
	HS_LAYOUT_PAGE,  // a page: columns, blocks, lines
	HS_LAYOUT_BLOCK, // one block of lines
	HS_LAYOUT_LINE,  // one line
	HS_LAYOUT_STRIP, // one line, all ink in it: nothing is left out as dirt
};

// Shows a picture, which the engine copies; dpi is what counts for it (the
// page's own, or a guess). It is kept until the next one or hs_ocr_forget.
HS_CHECKED int hs_ocr_show(struct hs_ocr *ocr, const struct hs_raster *raster, double dpi,
			   struct hs_err *err);
// Adds the words of a part of it (NULL: all), as the engine orders them, in
// coordinates of the whole picture.
HS_CHECKED int hs_ocr_read(struct hs_ocr *ocr, const struct hs_box *part,
			   enum hs_layout layout, struct hs_words *words,
			   struct hs_err *err);
void hs_ocr_forget(struct hs_ocr *ocr);

// The larger model that reads again what `language` reads badly, where it is
// installed; NULL: there is none. Chosen by measurement (README, 'Figures').
const char *hs_ocr_larger(const char *language);

// The model for the bare letters of script that `language` and its larger model
// make nothing of, where it is installed; NULL: there is none.
const char *hs_ocr_letters(const char *language);

// A picture (8 bits) that holds one number and nothing else: its value, and how
// sure it is (per cent). Both 0 where it is none.
void hs_ocr_number(struct hs_ocr *ocr, const struct hs_raster *raster, double dpi,
		   uint32_t *number, uint32_t *sure);

// One line of which only a few characters can be: what they are, and where.
enum { HS_FEW_MAX = 64 };
struct hs_few {
	char text[HS_FEW_MAX]; // UTF-8, NFC, words parted by one space; "": nothing
	double sure;           // of the least sure character, 0 to 1
	size_t count;          // characters, spaces apart
	struct hs_few_mark {
		uint8_t at;          // in the text, bytes
		int32_t left, right; // roughly, pixels of the picture
		double sure;
	} marks[HS_FEW_MAX];
};

// Reads a picture that holds one line (layout LINE or STRIP) of characters among
// those in `allowed` and nothing else. What is read before or after is not bound by
// it. What was shown before is forgotten.
HS_CHECKED int hs_ocr_read_few(struct hs_ocr *ocr, const struct hs_raster *raster,
			       double dpi, enum hs_layout layout, const char *allowed,
			       struct hs_few *few, struct hs_err *err);

char *hs_ocr_engine(void); // "tesseract 5.3.0"; caller frees

// The file of one model: $TESSDATA_PREFIX or Debian's folder. Caller frees.
char *hs_ocr_model_file(const char *language);
