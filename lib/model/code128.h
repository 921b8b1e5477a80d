// code128.h - Code 128 (ISO/IEC 15417), set B: printable ASCII as bars.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { HS_CODE128_MAX = 40 }; // characters: longer bars do not fit on a sheet

// Widths in modules, a bar first, then a space, in turn; out has room for
// 6 * (HS_CODE128_MAX + 3) + 1. Gives how many, 0 where text cannot be a code.
size_t hs_code128(const char *text, unsigned char *out);
