// pdfa-file.h - the objects of a PDF file, written one after the other: a part of
// port/pdfa. Nobody else includes it.
//
// Why not qpdf's C API: its only way to make a stream copies all bytes into memory and
// keeps them until the file is written (qpdf_oh_replace_stream_data; providers are for
// C++ only), so a file of 1,000 pages in colour takes its own size in memory. What
// is written here is what PDF 1.4 (Adobe, 3rd edition) has in 3.4: objects, a table of
// their places, a trailer. No object streams: PDF/A-1 forbids them.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "sys/digest.h"

#include <stddef.h>
#include <stdint.h>

struct hs_objects {
	int fd;      // borrowed; written from its start
	uint64_t at; // bytes so far
	struct hs_buf chunk;
	uint64_t *places; // by number; 0: not written yet
	size_t count;     // numbers given, 0 among them
	struct hs_digest *digest;
};

HS_CHECKED int hs_objects_begin(struct hs_objects *o, int fd, const char *version,
				struct hs_err *err);
void hs_objects_done(struct hs_objects *o);

uint32_t hs_objects_new(struct hs_objects *o); // a number
// An object that is no stream: all of what stands between "obj" and "endobj".
HS_CHECKED int hs_objects_put(struct hs_objects *o, uint32_t number, const char *text,
			      struct hs_err *err);
// A stream; dict: members of its dictionary but /Length.
HS_CHECKED int hs_objects_stream(struct hs_objects *o, uint32_t number, const char *dict,
				 const void *bytes, size_t len, struct hs_err *err);
// The same, its bytes copied from a file.
HS_CHECKED int hs_objects_copy(struct hs_objects *o, uint32_t number, const char *dict,
			       int from, uint64_t at, uint64_t len, struct hs_err *err);
// The table and the trailer. The ID is a digest of all before them. Every number that
// was given must have been written.
HS_CHECKED int hs_objects_end(struct hs_objects *o, uint32_t root, uint32_t info,
			      struct hs_err *err);
