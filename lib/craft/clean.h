// clean.h - a file of pages becomes a file of cleaned pages: decode, measure,
// restore, guard, write. Runs in workers; hoso-clean starts them.
#pragma once

#include "base/err.h"
#include "model/facts.h"
#include "model/place.h"
#include "model/raster.h"
#include "sys/worker.h"

#include <stdbool.h>

// One page, as people want it: it gives way to its cleaned picture; one that needs
// nothing stays, and so does one that would lose ink (HS_REFUSED). With colour, pages in
// colour stay so. known: what the page is like, where that was measured before; else
// NULL. facts: all but damage. place (may be NULL): where the picture lies on the page as
// it was.
HS_CHECKED int hs_clean_page(struct hs_raster *page, bool colour,
			     const struct hs_measures *known,
			     struct hs_clean_facts *facts, struct hs_place *place,
			     struct hs_err *err);

// Answer struct hs_clean_ask with the new file and, behind it, a struct
// hs_clean_facts a page and a struct hs_clean_end (model/facts.h). The pages of a
// TIFF go through one by one. Where a page cannot be decoded, or would lose ink
// (HS_REFUSED), the job fails and names the page.
extern const struct hs_worker_kind hs_clean_image_worker, hs_clean_pdf_worker;
