// bagtext.h - the lines of a bag's tag files (RFC 8493, 2.1 and 2.2), both ways.
#pragma once

#include "base/buf.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>

#define HS_BAG_DECLARATION "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// ---- writing

// One line of a manifest. In the path '%', LF and CR become %25, %0A, %0D
// (RFC 8493, 2.1.3).
void hs_bag_manifest_add(struct hs_buf *out, const char *sum, const char *path);
// One line of bag-info.txt; control characters in value become spaces.
void hs_bag_info_add(struct hs_buf *out, const char *label, const char *value);

// ---- reading

struct hs_bag_version {
	unsigned major, minor; // 0.97, 1.0
	char encoding[32];
};

// bagit.txt. False, with faults, where it is not one.
bool hs_bag_declared(const char *bytes, size_t len, struct hs_bag_version *version,
		     struct hs_verdict *verdict);

// A tag file's text as UTF-8, from "UTF-8", "ISO-8859-1", "US-ASCII", "UTF-16"
// (with or without a mark), "UTF-16BE", "UTF-16LE". False: it is not that, or
// the encoding is not known.
bool hs_bag_decode(const char *bytes, size_t len, const char *encoding,
		   struct hs_buf *text);

// One line of a manifest, changed in place: its checksum in small letters and
// its path, decoded for the version. `odd` says what should not be there but
// does no harm, or is NULL. False: not a line of a manifest.
struct hs_bag_line {
	char *sum, *path;
	const char *odd;
};
bool hs_bag_line(char *text, const struct hs_bag_version *version,
		 struct hs_bag_line *line);

// The next line of a text: cut off at its LF, CR or CRLF, which *at moves past;
// NULL at the end.
char *hs_bag_next_line(char **at);

// One element of bag-info.txt, its continuation lines taken in; label and value
// are cut out of the text. False at the end; `bad` counts lines that are neither
// element nor continuation.
struct hs_bag_info {
	char *label;
	struct hs_buf value;
};
bool hs_bag_next_info(char **at, struct hs_bag_info *info, size_t *bad);
