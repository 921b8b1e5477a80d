// xml-mets.h - what a METS file (1.12, https://www.loc.gov/METS/) says of files, read by
// libxml2 as its bytes come: memory does not grow with the file. A document type is
// refused, so that no entity grows and nothing is ever looked for.
#pragma once

#include "base/err.h"
#include "model/told.h"

#include <stddef.h>

struct hs_mets_reader;

// each: for every file, mdRef and mptr, in their order; the texts are borrowed.
struct hs_mets_reader *hs_mets_reader_new(void (*each)(void *owner,
						       const struct hs_told_claim *claim),
					  void *owner);
void hs_mets_reader_free(struct hs_mets_reader **reader);

// Bytes in order. HS_DAMAGED: it is no METS, or broken there; then no more of it.
HS_CHECKED int hs_mets_reader_add(struct hs_mets_reader *reader, const void *bytes,
				  size_t len, struct hs_err *err);
HS_CHECKED int hs_mets_reader_end(struct hs_mets_reader *reader, struct hs_err *err);
