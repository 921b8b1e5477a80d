// pagenumber.h - the numbers printed on a dossier's pages, in their order.
//
// A dossier holds many documents. The first page of each has no number, the others
// run from 2 (36-HD/VPTW; Nghị định 30/2020, Phụ lục I), so where numbers begin
// again a page without one must stand before. Pages whose number was not read
// (blank backs, first pages, bad print) count as pages that may have any.
#pragma once

#include "model/quality.h"

#include <stddef.h>
#include <stdint.h>

struct hs_sequence {
	enum hs_rule rule; // HS_R_GAP, HS_R_ORDER, HS_R_REPEAT; HS_RULES: as it should be
	uint32_t pages;    // missing; or steps back
	size_t before;     // index of the page with the number before; its own: none
};

// numbers[i] is what is printed on page i, 0: none was read. A number that its two
// neighbours, in step with each other, deny is taken as misread and set to 0.
// found has room for count.
void hs_sequence_check(uint32_t *numbers, size_t count, struct hs_sequence *found);
