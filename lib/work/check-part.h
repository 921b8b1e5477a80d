// check-part.h - the pages of a dossier beside each other: what no page alone can
// tell. Part of check.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/inspection.h"
#include "model/record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HS_DETAIL_MAX = 200 };

// What is kept of a page until the last of its dossier is measured: some 15 KB.
struct hs_check_page {
	uint32_t number; // in the dossier
	char *file, *pixels, *reason;
	bool known;   // can be measured
	bool judged;  // has measures: its findings are replaced
	bool assumed; // its resolution is a guess
	struct hs_quality measures;
	struct hs_inspection *seen; // without its likeness; NULL: not measured
	struct hs_buf likeness;     // deflated
	uint32_t twin;              // number of the page that it is a duplicate of
	uint32_t printed, printed_before;
};

// Whether a record's resolution can be one. 0 dots down: as many as across.
bool hs_check_dpi_ok(double dpi);

void hs_check_page_begin(struct hs_check_page *page, const struct hs_page *record);
void hs_check_page_take(struct hs_check_page *page, const struct hs_inspection *seen);
void hs_check_page_done(struct hs_check_page *page);

// Fills in the measures that need more than one page.
HS_CHECKED int hs_check_compare(struct hs_check_page *pages, size_t count,
				const struct hs_profile *profile, struct hs_err *err);

// For people; "" where the measure says it all.
void hs_check_detail(const struct hs_check_page *page, enum hs_rule rule,
		     char detail[HS_DETAIL_MAX]);
