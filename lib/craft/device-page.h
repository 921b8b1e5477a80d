// device-page.h - frames of a scanner become a page in a TIFF file.
#pragma once

#include "base/err.h"
#include "model/feed.h"
#include "port/sane.h"

// Scans one page into fd, an empty file. page->state says what the device said; where
// it is not GOOD, fd holds nothing of use. -1: the page could not be written, or it is
// of a kind that we do not know. dpi: two, across and along; 0: unknown (a device in the
// midst of a batch may not be asked).
HS_CHECKED int hs_device_page(struct hs_sane *s, const double dpi[2], int fd,
			      struct hs_feed_page *page, struct hs_err *err);
