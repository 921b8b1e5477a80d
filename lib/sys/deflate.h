// deflate.h - zlib (RFC 1950), for the index and for choosing how to store.
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

// Inflating what has no zlib header piece by piece; what comes out goes to the sink.
struct hs_inflater;
typedef int hs_inflater_sink(void *user, const void *bytes, size_t len,
			     struct hs_err *err);
HS_CHECKED struct hs_inflater *hs_inflater_new(hs_inflater_sink *sink, void *user,
					       struct hs_err *err);
void hs_inflater_free(struct hs_inflater **inflater);
// HS_DAMAGED also for bytes behind its end.
HS_CHECKED int hs_inflater_add(struct hs_inflater *inflater, const void *bytes,
			       size_t len, struct hs_err *err);
bool hs_inflater_ended(const struct hs_inflater *inflater); // all of it came

// The CRC of a ZIP entry, from 0 on.
uint32_t hs_crc32(uint32_t crc, const void *bytes, size_t len);
