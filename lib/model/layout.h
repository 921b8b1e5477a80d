// layout.h - where the files of a dossier stand in a bundle, and what else must be there.
//
//   bag    data/ is the dossier.
//   csip   data/CODE/ is an E-ARK package, and every file of the dossier has one place
//          in it, told by a table, both ways: masters/1.tif stands in
//          representations/master/data/1.tif.
//
// The packages tt05-aip, tt05-sip and hd40 hold no whole dossier.
#pragma once

#include "model/verdict.h"

#include <stdbool.h>

// The place of a dossier's file in a csip package; caller frees.
char *hs_layout_place(const char *path);
// What the package has for that representation, e.g. "representations/access/".
#define HS_LAYOUT_MASTER "representations/master/"
#define HS_LAYOUT_ACCESS "representations/access/"
#define HS_LAYOUT_OCR "representations/ocr/"

// A bundle's names, below its base folder, told one by one; then the questions.
struct hs_layout {
	char *root;    // that the dossier stands below, e.g. "data/"; NULL: there is none
	bool mapped;   // as in csip
	unsigned seen; // what packages must have, as bits
};
void hs_layout_name(struct hs_layout *layout, const char *path);
void hs_layout_done(struct hs_layout *layout);

// Where a file of the bundle stands in the dossier; NULL: it is none of the dossier's.
// Caller frees.
char *hs_layout_inside(const struct hs_layout *layout, const char *path);

// Whether it has what its profile asks for (as bag-info.txt names it; NULL: bag).
void hs_layout_judge(const struct hs_layout *layout, const char *profile,
		     struct hs_verdict *verdict);
// Whether that profile's payload is one package with METS.
bool hs_layout_is_package(const char *profile);
// Whether it has parts that only a csip package has: without a root its record is lost.
bool hs_layout_is_csip(const struct hs_layout *layout);
