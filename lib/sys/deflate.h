// deflate.h - zlib (RFC 1950), for the index and for choosing how to store.
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

// Adds the deflated bytes to out.
void hs_deflate(const void *bytes, size_t len, struct hs_buf *out);

// The same for the rows of pictures, of which the slow search finds little: a fifth of
// the time, for a twentieth more bytes.
void hs_deflate_quickly(const void *bytes, size_t len, struct hs_buf *out);

// Adds the inflated bytes to out, at most limit of them.
HS_CHECKED int hs_inflate(const void *bytes, size_t len, size_t limit, struct hs_buf *out,
			  struct hs_err *err);

// The same of what has no zlib header (RFC 1951), as in a ZIP archive.
HS_CHECKED int hs_inflate_raw(const void *bytes, size_t len, size_t limit,
			      struct hs_buf *out, struct hs_err *err);

// Whether deflating such bytes saves at least a twentieth. Depends on the bytes
// alone, so that two machines decide alike.
bool hs_deflate_pays(const void *sample, size_t len);
