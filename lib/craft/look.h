// look.h - a second look at parts of a page that matter: its number, its date, what
// stamps say, the rule and the star. Runs in workers; hoso-describe starts them.
//
// A page is decoded once for up to HS_LOOK_REGIONS parts; only what is asked for is
// computed, and the engine is loaded by the first part that is to be read.
#pragma once

#include "base/err.h"
#include "model/look.h"
#include "model/raster.h"
#include "port/ocr.h"
#include "sys/worker.h"

// Answer struct hs_look_ask with struct hs_look_answer (model/look.h). Their param is
// the model that reads, e.g. "vie"; without it, or where it is missing, no text is read
// and stamps are found by their frames alone.
extern const struct hs_worker_kind hs_look_image_worker, hs_look_pdf_worker;

// One part of a page in memory; ocr may be NULL. What lies outside of the page, or
// cannot be looked at, is not found.
HS_CHECKED int hs_look_at(struct hs_ocr *ocr, const struct hs_raster *page, double dpi,
			  const struct hs_look_region *region, struct hs_look_seen *seen,
			  struct hs_err *err);
