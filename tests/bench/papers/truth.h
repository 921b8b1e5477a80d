// truth.h - what is true of invented papers, as a record of documents.json.
#pragma once

#include "bench/papers/dossier.h"
#include "model/document.h"

// Adds all papers; front: pages before them.
void truth_papers(struct hs_documents *truth, const struct dossier *d, int front);
