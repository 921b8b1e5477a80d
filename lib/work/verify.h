// verify.h - whether a bundle, a bag or a dossier is whole.
//
// Everything is read, in a jailed worker: the ZIP's structure and every byte in
// it (port/unzip.h), the rules of BagIt (model/bag.h), and where there is a
// dossier.json the dossier's own records (model/census.h). Nothing is extracted,
// nothing is written.
#pragma once

#include "base/err.h"
#include "craft/seal.h"
#include "model/verdict.h"
#include "sys/worker.h"

#include <stdbool.h>

extern const struct hs_worker_kind *const hs_verify_workers[]; // for hs_tool

struct hs_verify_terms {
	unsigned deadline;    // seconds for one; 0: by its size (a folder: a day)
	bool strict;          // no worker without a complete jail
	bool sum;             // a bundle's sha512, also where no file beside it has one
	const char *identity; // opens what is encrypted (port/age.h); may be NULL
	const char *trusted;  // see craft/seal.h
};

// path: a ZIP, a bag's folder (bagit.txt) or a dossier's (dossier.json). What was
// found is in *verdict (the caller's to free), also where it is bad. -1: there is
// no judgement: no such file, no answer within the deadline, the worker died.
HS_CHECKED int hs_verify(const char *path, const struct hs_verify_terms *terms,
			 struct hs_verdict *verdict, struct hs_err *err);
// Whether a file for hs_verify_terms.trusted has certificates at all: HS_USAGE where not.
HS_CHECKED int hs_verify_trusts(const char *path, struct hs_err *err);
