// dossier-pdf.h - pdf/ and pdf.json of a dossier: a part of port/dossier.
#pragma once

#include "base/err.h"
#include "model/copies.h"
#include "port/dossier.h"

#include <stdbool.h>
#include <stdint.h>

// pdf.json; an empty list where there is none.
HS_CHECKED int hs_folder_copies(struct hs_folder *folder, struct hs_copies *copies,
				struct hs_err *err);
HS_CHECKED int hs_folder_store_copies(struct hs_folder *folder,
				      const struct hs_copies *copies, struct hs_err *err);

// The folder pdf/, made where it is missing; the caller closes it. HS_REFUSED where it is
// a link: nothing is written outside the dossier.
HS_CHECKED int hs_folder_pdfs(struct hs_folder *folder, struct hs_err *err);
// Whether pdf/ has a file of that name and size.
bool hs_folder_has_pdf(struct hs_folder *folder, const char *name, uint64_t bytes);
// Whether it has anything of that name.
bool hs_folder_holds_pdf(struct hs_folder *folder, const char *name);
// A name that is not there is no failure.
HS_CHECKED int hs_folder_drop_pdf(struct hs_folder *folder, const char *name,
				  struct hs_err *err);
