// feed.h - what passes between hoso-scan and the process that owns the scanner:
// plain data of fixed size, in the machine's own layout.
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

// What a device says: the statuses of the SANE standard 1.06, 4.2.7, in its order.
enum hs_feed_state {
	HS_FEED_GOOD,
	HS_FEED_UNSUPPORTED,
	HS_FEED_CANCELLED,
	HS_FEED_BUSY,
	HS_FEED_INVALID,
	HS_FEED_END, // of the data
	HS_FEED_JAMMED,
	HS_FEED_EMPTY, // no documents in the feeder
	HS_FEED_OPEN,  // a cover
	HS_FEED_BROKEN,
	HS_FEED_MEMORY,
	HS_FEED_DENIED,
	HS_FEED_STATES,
};

// 0 for GOOD; else -1, and *err says it in words: BUSY as HS_BUSY (try again), what a
// person at the device can put right as HS_REFUSED, the rest as HS_SYSTEM.
HS_CHECKED int hs_feed_failed(enum hs_feed_state state, struct hs_err *err);
bool hs_feed_by_hand(enum hs_feed_state state); // a jam, an open cover

// Jobs. Each gets a scratch file as its input, both ways: what is asked, then in its
// place what is answered.
enum hs_feed_job {
	HS_FEED_LIST,    // answered by lines: hs_feed_device
	HS_FEED_PREPARE, // asked by lines KEY=VALUE; answered by the same, as they came
			 // out
	HS_FEED_OPTIONS, // answered by lines
	HS_FEED_PAGE,    // one page into the output; answered by struct hs_feed_page
	HS_FEED_STOP,    // the feeder may rest
};

struct hs_feed_ask {
	uint32_t job;
	uint32_t single; // PAGE: no other follows at once (flatbed)
	uint32_t json;   // LIST, OPTIONS: JSON lines
};

struct hs_feed_page {
	uint32_t state; // enum hs_feed_state; the rest only where it is GOOD
	uint32_t width, height, bits, samples, frames;
	double dpi_x, dpi_y;
	uint64_t bytes; // of the file
};

// False where a member is out of bounds.
bool hs_feed_page_ok(const struct hs_feed_page *page);
