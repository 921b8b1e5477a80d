// verdict.h - what a check found: faults, and what is only worth knowing.
//
// Texts are in English: they are results, which no locale changes (DESIGN).
#pragma once

#include "base/err.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	HS_VERDICT_TEXTS = 1000,  // of each kind that are kept; the rest is counted
	HS_VERDICT_MAX = 4 << 20, // bytes of one as JSON
};

struct hs_verdict {
	uint64_t format; // HS_FORMAT
	char *path;
	bool ok;
	char *what;                          // "bundle", "bag" or "dossier"
	uint64_t files, bytes;               // that were read
	struct hs_list faults, warnings;     // of char *, one line each
	uint64_t more_faults, more_warnings; // that were not kept
	// Of a bundle, where it was asked for or a file beside it says its own.
	char *sha512;
	char *signature; // "none", "unchecked", "valid", "bad"
	char *signer;    // of a valid one: the name in its certificate
	char *stamp;     // its time, "unchecked" or "bad"
};

extern const struct hs_shape hs_verdict_shape;

void hs_verdict_done(struct hs_verdict *verdict);

// Adds one; control characters become '?'. A fault makes ok false, so begin
// with ok true.
void hs_verdict_fault(struct hs_verdict *verdict, const char *fmt, ...) HS_PRINTF(2, 3);
void hs_verdict_warn(struct hs_verdict *verdict, const char *fmt, ...) HS_PRINTF(2, 3);
// One or the other.
void hs_verdict_rule(struct hs_verdict *verdict, bool fault, const char *fmt, ...)
	HS_PRINTF(3, 4);
