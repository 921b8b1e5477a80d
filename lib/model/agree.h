// agree.h - what several papers of a dossier say in the same letters, they say in the
// same marks: parents, issuers, places, authorities, positions.
//
// Names of bodies come again on paper after paper. Where at least three have the same
// letters, the way that was read most surely by most is taken for all of them. Names of
// persons are left alone: two may differ by a mark.
#pragma once

#include "model/document.h"

void hs_documents_agree(struct hs_documents *documents);
