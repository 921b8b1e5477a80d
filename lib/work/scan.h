// scan.h - paper becomes dossiers, from the scanner's glass or feeder.
//
// Each page is a file of its own in masters/, on disk before the next is begun, and
// stands in the journal with the device, its options and the outcome. What remains when
// the batch ends is what hoso-import would have made of the same files.
//
// The device belongs to a process of its own (craft/device.h), pictures are looked at
// in jailed workers; this process reads neither.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "work/scan-terms.h"

#include <stdbool.h>

// HS_USAGE for what the scanner cannot be asked, HS_BUSY where it or the dossier is in
// other hands; HS_REFUSED for what a person puts right, HS_SYSTEM for the rest. Whatever
// it returns, pages that came are kept, and done was told of every dossier.
HS_CHECKED int hs_scan_run(const struct hs_scan_terms *terms, struct hs_err *err);

// Lines for standard output: all scanners; what one of them can do.
HS_CHECKED int hs_scan_list(const struct hs_scan_terms *terms, bool json,
			    struct hs_buf *out, struct hs_err *err);
HS_CHECKED int hs_scan_options(const struct hs_scan_terms *terms, bool json,
			       struct hs_buf *out, struct hs_err *err);

// One page as a PNG file at path, no dossier.
HS_CHECKED int hs_scan_preview(const struct hs_scan_terms *terms, const char *path,
			       struct hs_err *err);
