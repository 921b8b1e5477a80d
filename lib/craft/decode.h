// decode.h - a master becomes a page in memory. Runs in workers.
//
// A new kind of input is a port, a value of enum hs_media (model/facts.h) and
// a row in the table of decode.c.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/facts.h"
#include "model/raster.h"
#include "port/pdf.h"
#include "sys/worker.h"

// The page that ask names, upright, with its resolution as the file says it.
// damage (HS_WHY_MAX bytes) gets "" or what the decoder complained of. pdf (may
// be NULL) is handed out for a PDF, to ask for its text; the caller frees it.
HS_CHECKED int hs_decode_page(int fd, const struct hs_page_ask *ask,
			      struct hs_raster *raster, struct hs_pdf **pdf,
			      struct hs_pdf_look *look, char *damage, struct hs_err *err);

// Adds the places of the file's pages (for hs_page_ask.offset) to offsets, a
// uint64_t each. damage (HS_WHY_MAX bytes) gets "" or why there may be more.
HS_CHECKED int hs_decode_count(int fd, enum hs_media media, struct hs_buf *offsets,
			       char *damage, struct hs_err *err);

// A page's facts, as the workers below answer them (frame > 0), and the page itself.
HS_CHECKED int hs_decode_facts(int fd, const struct hs_page_ask *ask,
			       struct hs_raster *raster, struct hs_page_facts *facts,
			       struct hs_err *err);

// Answer struct hs_page_ask with facts (model/facts.h): for hoso-import.
extern const struct hs_worker_kind hs_decode_image_worker, hs_decode_pdf_worker;
