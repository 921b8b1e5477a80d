// clock.h - what time it is, for records; no result depends on it.
#pragma once

#include <stdint.h>

// Now, or SOURCE_DATE_EPOCH where that is set, as "2026-11-25T08:00:00Z"; caller frees.
char *hs_clock_now(void);

// Milliseconds of a clock that only rises.
uint64_t hs_clock_ms(void);
