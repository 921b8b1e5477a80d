// copies.h - pdf.json: which PDFs of a dossier are of hoso-pdf's making, and from what.
#pragma once

#include "model/record.h"
#include "model/shape.h"

#include <stdint.h>

struct hs_copy {
	char *file;           // name in pdf/
	uint64_t document;    // which of documents.json, 1, 2, …; 0: the whole dossier
	struct hs_list pages; // of double: first and last
	char *key;            // sha256 of all that it is made from; NULL: not made yet
	uint64_t bytes;       // of it
	char *sha256;         // of it; NULL: not made yet, or before there was one
	uint64_t source;      // of the masters' share in its pages
	char *quality;        // archive, access, small
	char *pdfa;           // 1b, 2u
	char *rest;
};

struct hs_copies {
	uint64_t format;
	struct hs_list files; // of struct hs_copy
	char *rest;
};

extern const struct hs_shape hs_copies_shape;

void hs_copies_done(struct hs_copies *copies);
// NULL: none of that name.
struct hs_copy *hs_copies_find(const struct hs_copies *copies, const char *file);
// One more, of that name; the list may move.
struct hs_copy *hs_copies_add(struct hs_copies *copies, const char *file);
// Takes it out and frees it.
void hs_copies_drop(struct hs_copies *copies, size_t index);
