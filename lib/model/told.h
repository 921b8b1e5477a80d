// told.h - whether the METS files of a package (E-ARK CSIP; Thông tư 05/2025) tell all of
// its files, and tell them right: every href is a file of the size and SHA-256 that stand
// beside it, every file has one, and the payload holds that one package.
//
// Pure: who reads a bag tells every name first, then what each METS says and what each
// file is, in any order, and asks for the judgement. Memory: about 150 bytes and the name
// of a file, whatever the METS say.
#pragma once

#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_told;

struct hs_told *hs_told_new(void);
void hs_told_free(struct hs_told **told);

// First every file of the bag, below its base folder, e.g. "data/X/METS.xml".
void hs_told_name(struct hs_told *told, const char *path);
// Then: whether it is a file of a package. Its sha256 is wanted then.
bool hs_told_wants(struct hs_told *told, const char *path);
// Whether it is a METS that counts: the package's, or one of a representation.
bool hs_told_speaks(struct hs_told *told, const char *path);

// What a METS says of one file, as it stands there; NULL: it does not say it.
struct hs_told_claim {
	const char *href;
	const char *size, *checksum, *kind; // in bytes; hexadecimal; "SHA-256"
	bool pointer; // to another METS: it says neither size nor checksum
};
void hs_told_claim(struct hs_told *told, const char *mets,
		   const struct hs_told_claim *claim);
// A METS that cannot be read to its end, and why.
void hs_told_broken(struct hs_told *told, const char *mets, const char *why);
void hs_told_file(struct hs_told *told, const char *path, uint64_t size,
		  const char *sha256);

// Faults are added only here: whether the bag is such a package is known late. Once.
void hs_told_judge(struct hs_told *told, struct hs_verdict *verdict);
