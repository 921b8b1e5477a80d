// zipmap.h - what a ZIP archive says of itself, and whether that agrees.
//
// Reads the end records, the central directory and every local header
// (APPNOTE.TXT 6.3.9) and believes none of them: they must agree with each
// other and fill the file without a gap, an overlap or a byte of junk. In an
// archive by port/zip the bytes that no reader needs are checked, too. The content
// is not read here (port/unzip.h).
#pragma once

#include "base/err.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HS_ZIPMAP_ENTRIES = 200000,     // as many as port/zip writes
	HS_ZIPMAP_DIRECTORY = 64 << 20, // bytes of central directory
	// Deflate cannot give more than 1032 bytes for one (zlib's technical note).
	HS_ZIPMAP_RATIO = 1100,
	HS_ZIPMAP_RATIO_FROM = 1 << 20, // bytes; smaller entries do no harm
};

// Somebody's bytes. read fills all of len or fails; it is asked for nothing
// past size.
struct hs_zip_bytes {
	int (*read)(void *user, uint64_t at, void *out, size_t len, struct hs_err *err);
	void *user;
	uint64_t size;
};

struct hs_zip_entry {
	char *name;
	uint64_t at;           // of its local header
	uint64_t data;         // of its first byte
	uint64_t packed, size; // bytes in the archive, bytes inflated
	uint32_t crc;
	uint16_t method; // 0 stored, 8 deflated
	uint16_t flags;
	// What nobody needs to read it: versions, DOS time and date, attributes.
	uint16_t made, needed, internal;
	uint32_t when, attributes;
	bool folder;
};

struct hs_zipmap {
	struct hs_zip_entry *list; // as the central directory has them
	size_t count;
};

// What is wrong goes to the verdict; where it is not ok, the map is for nobody.
// -1: the bytes could not be read, or memory ran out.
HS_CHECKED int hs_zipmap_read(const struct hs_zip_bytes *bytes, struct hs_zipmap *map,
			      struct hs_verdict *verdict, struct hs_err *err);
void hs_zipmap_done(struct hs_zipmap *map);
