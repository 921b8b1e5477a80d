// split.h - the pages of a dossier become documents: where each begins and ends, what is
// attached to it, and its fields as its own pages give them.
#pragma once

#include "model/document.h"
#include "model/leaf.h"

#include <stddef.h>

// Leaves in the order of their pages; their fields, covers and rows move into the
// documents. Every page with text is in a document, the cover or the contents; what a
// page without a head begins is a document, too, and says so (no-heading).
//
// A separator sheet goes before all that, but for what a person says: a document begins
// behind it (HS_FROM_SHEET in pages_by), unless the dossier's front does. The sheet and
// its blank back are in none.
void hs_split(struct hs_leaf *leaves, size_t count, struct hs_documents *documents);
