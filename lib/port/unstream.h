// unstream.h - reading a ZIP archive that comes through a pipe, twice, once to learn how
// it lies and once for what is in it. For workers: it must never run elsewhere.
//
// Only archives as port/zip writes them: every size stands in front of its bytes, and the
// entries follow each other as their directory has them. Memory: the headers and the
// directory, not the content. libzip has no part in it.
#pragma once

#include "base/err.h"
#include "model/verdict.h"
#include "model/zipmap.h"

#include <stddef.h>

// The first reading, to the end: model/zipmap's checks over what it kept. (It did not
// keep the content: bytes in there that look like an end record are not seen.)
HS_CHECKED int hs_unstream_map(int in, struct hs_zipmap *map, struct hs_verdict *verdict,
			       struct hs_err *err);

// The second: each entry with its content. What is wrong with it is a fault; the stream
// is read to its end in any case, unless -1 is returned.
struct hs_unstream_sink {
	int (*begin)(void *user, size_t i, struct hs_err *err);
	int (*bytes)(void *user, const void *bytes, size_t len, struct hs_err *err);
	void (*end)(void *user, size_t i);
	void *user;
};
HS_CHECKED int hs_unstream_read(int in, const struct hs_zipmap *map,
				const struct hs_unstream_sink *sink,
				struct hs_verdict *verdict, struct hs_err *err);
