// inspect.h - a page is measured: decode, measure, read its printed number, in one
// hand-over. Runs in workers; hoso-check starts them.
#pragma once

#include "sys/worker.h"

// Answer struct hs_page_ask (frame > 0, dpi > 0) with struct hs_inspection
// (model/inspection.h). Their param is the model that reads page numbers, e.g.
// "vie"; without it, or where it is missing, no numbers are read.
extern const struct hs_worker_kind hs_inspect_image_worker, hs_inspect_pdf_worker;
