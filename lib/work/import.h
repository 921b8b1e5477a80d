// import.h - folders of scans become dossiers: which files make which dossier.
// What happens to them there: craft/intake.h.
#pragma once

#include "base/err.h"
#include "craft/intake.h"
#include "sys/crew.h"

#include <stdbool.h>

struct hs_import_terms {
	const char *work; // the folder of dossiers; made where missing
	const char *code; // all operands are one dossier of this name; or NULL
	bool below;       // every folder below an operand that holds scans
	struct hs_crew_terms crew;
	struct hs_intake intake; // its crew is made by hs_import_new
};

struct hs_import;

// HS_USAGE where the code cannot name a dossier.
HS_CHECKED struct hs_import *hs_import_new(const struct hs_import_terms *terms,
					   struct hs_err *err);
void hs_import_free(struct hs_import **import);

// One operand: a folder, or with terms.code a file, too. With terms.code the
// work is done by hs_import_end. Two sources that would share a dossier's name
// are an error.
HS_CHECKED int hs_import_source(struct hs_import *import, const char *path,
				struct hs_err *err);
void hs_import_end(struct hs_import *import); // what fails is told as a problem

// Whether some worker could not be jailed completely.
bool hs_import_half_jailed(const struct hs_import *import);
