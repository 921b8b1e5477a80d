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
void hs_ocr_free(struct hs_ocr **ocr);

// The words of an upright page, as the engine orders them. dpi is what counts
// for the engine (the page's own, or a guess). The raster's pixels are given
// up: recognition needs the memory.
HS_CHECKED int hs_ocr_page(struct hs_ocr *ocr, struct hs_raster *raster, double dpi,
			   struct hs_words *words, struct hs_err *err);

// A picture (8 bits) that holds one number and nothing else: its value, and how
// sure it is (per cent). Both 0 where it is none. The pixels are given up.
void hs_ocr_number(struct hs_ocr *ocr, struct hs_raster *raster, double dpi,
		   uint32_t *number, uint32_t *sure);

char *hs_ocr_engine(void); // "tesseract 5.3.0"; caller frees

// The file of one model: $TESSDATA_PREFIX or Debian's folder. Caller frees.
char *hs_ocr_model_file(const char *language);
