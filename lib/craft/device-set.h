// device-set.h - what the user wants, in the words that this scanner has for it.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "port/sane.h"

// wanted: lines KEY=VALUE, the keys: source mode depth resolution page duplex preview,
// resolution? and page? where the device has such a thing, and set:NAME for any option of
// the device, in the order in which they are to be set. Adds to came_out, as lines: what
// the main options are now; feeder=yes where sheets are fed one after another;
// rounded=NAME where the device took something near.
HS_CHECKED int hs_device_set(struct hs_sane *s, const char *wanted,
			     struct hs_buf *came_out, struct hs_err *err);
