// clean.h - a file of pages becomes a file of cleaned pages: decode, measure,
// restore, guard, write. Runs in workers; hoso-clean starts them.
#pragma once

#include "sys/worker.h"

// Answer struct hs_clean_ask with the new file and, behind it, a struct
// hs_clean_facts a page and a struct hs_clean_end (model/facts.h). The pages of a
// TIFF go through one by one. Where a page cannot be decoded, or would lose ink
// (HS_REFUSED), the job fails and names the page.
extern const struct hs_worker_kind hs_clean_image_worker, hs_clean_pdf_worker;
