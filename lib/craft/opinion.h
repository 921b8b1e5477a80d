// opinion.h - second opinions: lines that were read doubtfully are read again,
// by the larger model and from another restoration, and the readings vote
// (model/vote.h). On real office scans no single recipe helps on the whole; a
// vote does (FINDINGS).
#pragma once

#include "base/err.h"
#include "model/facts.h"
#include "model/raster.h"
#include "model/words.h"
#include "port/ocr.h"

// One way to read a line once more.
struct hs_opinion {
	struct hs_ocr *ocr;
	// Makes the picture when it is first needed: of the same size and place as
	// the one that was read first. It stays the giver's.
	const struct hs_raster *(*picture)(void *giver, struct hs_err *err);
	void *giver;
};

// Reads doubtful lines again, as the opinions come, until none is doubtful.
// facts counts the lines, and those read again.
HS_CHECKED int hs_opinions(const struct hs_opinion *opinions, size_t count, double dpi,
			   struct hs_words *words, struct hs_read_facts *facts,
			   struct hs_err *err);
