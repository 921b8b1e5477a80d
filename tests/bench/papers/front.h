// front.h - the cover and the table of contents of a dossier, for make-papers.
#pragma once

#include "bench/papers/dossier.h"
#include "bench/papers/layout.h"
#include "model/document.h"

// Prints both and says in the truth what stands on them. Needs the pages of all papers.
void front_print(struct press *press, const struct dossier *d,
		 struct hs_documents *truth);
