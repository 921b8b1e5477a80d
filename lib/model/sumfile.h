// sumfile.h - one checksum and one name, as sha512sum (coreutils) writes them.
#pragma once

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { HS_SUMFILE_MAX = 8 << 10 }; // bytes of one line

// Adds the line "HEX  NAME\n"; a name with a newline, carriage return or backslash
// is escaped, and the line then begins with a backslash.
void hs_sumfile_line(const char *hex, const char *name, struct hs_buf *out);

// Whether text is that one line for a file of this name, in whatever folder. Then
// hex_at is where its digits begin, hex_len of them.
bool hs_sumfile_read(const char *text, size_t len, const char *name, size_t hex_len,
		     const char **hex_at);
