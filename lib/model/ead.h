// ead.h - how a dossier is described for finding it: EAD3 (Society of American
// Archivists, https://www.loc.gov/ead/), the dossier a file and each document an item in
// it; and simple Dublin Core, in the frame of OAI-PMH.
//
// A value that a person should still look at is told, and named so beside it.
#pragma once

#include "base/buf.h"
#include "model/document.h"
#include "model/record.h"

struct hs_ead {
	const char *objid, *time, *software;
	const struct hs_dossier *dossier;
	const struct hs_documents *documents;
	const char *const *links; // for each document the path of its PDF, or NULL
};

void hs_ead_write(const struct hs_ead *ead, struct hs_buf *out);
void hs_dc_write(const struct hs_ead *ead, struct hs_buf *out);
