// plate.h - a page becomes what a PDF shows of it: decode, restore or not, pack. Runs in
// workers; hoso-pdf starts them.
//
//   archive  the decoded picture, lossless; a JPEG or PNG file's own stream, where a PDF
//            can hold it as it is (craft/stream.h)
//   access   the restored picture, in colour where the page is, as JPEG
//   small    the decoded picture in layers (craft/layers.h); or the file's own stream,
//            where that is no larger
//
// Black and white is CCITT group 4 in any case.
#pragma once

#include "sys/worker.h"

// Answer struct hs_plate_ask with struct hs_plate_facts (model/facts.h) and the bytes of
// its pictures. A page that is not what its record says: HS_DAMAGED.
extern const struct hs_worker_kind hs_plate_image_worker, hs_plate_pdf_worker;
