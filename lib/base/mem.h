// mem.h - allocation.
//
// Small things whose size our own code decides: hs_new, hs_dup. They do not
// return without memory; the process says so and ends. (A worker that ends is
// one failed page; this is the only place in lib/ that may end a process.)
// Sizes that come out of a file: hs_alloc, which checks and can fail.
#pragma once

#include "base/err.h"

#include <stddef.h>

#define HS_NEW(T) ((T *)hs_new(1, sizeof(T)))
#define HS_COUNT(array) (sizeof(array) / sizeof((array)[0]))

void *hs_new(size_t count, size_t size); // zeroed
void *hs_grow(void *old, size_t count, size_t size);
char *hs_dup(const char *text);
void hs_text_free(char **text);                // for HS_AUTO
void hs_text_set(char **text, const char *to); // frees what was; a copy; to may be NULL

// count * size bytes, zeroed, not more than limit. NULL with HS_LIMIT: they are
// more, or there is no memory for them (a worker has only so much).
HS_CHECKED void *hs_alloc(size_t count, size_t size, size_t limit, struct hs_err *err);
