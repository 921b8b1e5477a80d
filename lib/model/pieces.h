// pieces.h - bytes that are made piece by piece, the same each time, so that nobody holds
// all of them: METS and PREMIS of 30,000 files are 45 MB.
#pragma once

#include "base/buf.h"

#include <stdbool.h>

struct hs_pieces {
	void *(*begin)(void *plan); // a run through all of it
	// Adds the next piece to out, some kilobytes at most; false: there is no more.
	bool (*next)(void *run, struct hs_buf *out);
	void (*end)(void *run); // frees it, wherever it is
	void *plan;             // borrowed
};
