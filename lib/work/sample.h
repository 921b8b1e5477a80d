// sample.h - the check sample of a dossier: drawn, told, and noted in its journal.
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

struct hs_sample_terms {
	double rate; // model/sample.h
	uint32_t seed;
	void *user;
	void (*drawn)(void *user, const char *dossier, uint32_t page, const char *file);
};

// Key of a page: the first eight bytes of the sha256 of "SEED|CODE|PAGE".
HS_CHECKED int hs_sample(const struct hs_sample_terms *terms, const char *dossier,
			 struct hs_err *err);

void hs_sample_line(const char *dossier, uint32_t page, const char *file,
		    struct hs_buf *out); // TSV
void hs_sample_json(const char *dossier, uint32_t page, const char *file,
		    struct hs_buf *out); // a line
