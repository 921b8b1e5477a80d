// scan-feed.h - the process that owns the scanner, as its parent sees it.
#pragma once

#include "model/feed.h"
#include "sys/worker.h"
#include "work/scan-terms.h"

struct hs_scan_feed {
	const struct hs_scan_terms *terms;
	struct hs_worker *worker;
	int paper;          // what is asked and answered
	bool feeds;         // sheets one after another
	char *device, *how; // its name; its options, in a line
};

// The device is open and set.
HS_CHECKED int hs_scan_feed_begin(struct hs_scan_feed *feed,
				  const struct hs_scan_terms *terms, struct hs_err *err);
// Only the process: hs_scan_feed_ask may list devices.
HS_CHECKED int hs_scan_feed_start(struct hs_scan_feed *feed,
				  const struct hs_scan_terms *terms, struct hs_err *err);
void hs_scan_feed_done(struct hs_scan_feed *feed);

// Asks and waits; adds the answer to out.
HS_CHECKED int hs_scan_feed_ask(struct hs_scan_feed *feed, enum hs_feed_job job,
				bool json, const char *asked, struct hs_buf *out,
				struct hs_err *err);
// One page into draft: begins; ends.
HS_CHECKED int hs_scan_feed_give(struct hs_scan_feed *feed, int draft,
				 struct hs_err *err);
HS_CHECKED int hs_scan_feed_take(struct hs_scan_feed *feed, struct hs_feed_page *page,
				 struct hs_err *err);
