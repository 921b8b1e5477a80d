// text.h - UTF-8, names and their order.
//
// Text inside the project is UTF-8 in NFC (DOMAIN: names arrive in NFD from
// some systems). Unicode tables: utf8proc.
#pragma once

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The character at *at, which moves past it; U+FFFD for a byte that starts no
// well-formed sequence (one byte is passed). *at must be before end.
uint32_t hs_utf8_next(const char **at, const char *end);
void hs_utf8_add(struct hs_buf *buf, uint32_t character);
bool hs_utf8_valid(const char *bytes, size_t len);

// 1: a capital letter; -1: a small one; 0: neither.
int hs_letter_case(uint32_t character);

// In capitals; caller frees.
char *hs_capitals(const char *text);

// NFC of a text; caller frees. NULL where text is not UTF-8.
char *hs_nfc(const char *text);

// Without marks: NFD minus what is a mark (Mn), and đ, Đ as d, D. For comparing
// what was read; caller frees. NULL where text is not UTF-8.
char *hs_fold(const char *text);

// A file name as the archive stores it: NFC, where it is UTF-8; else every
// byte that is not part of a well-formed sequence becomes %XX. Caller frees.
char *hs_name_kept(const char *name);

// Natural order, as a person files papers: digits compare as numbers, 2 before
// 10; letters without regard to case and marks (bìa, Trang 1, trang 2); what is
// equal so far is told apart by its bytes, so the order is total and the same
// everywhere.
int hs_natural(const char *a, const char *b);

// Lower-case hexadecimal of len bytes; out has room for 2 * len + 1.
void hs_hex(char *out, const void *bytes, size_t len);

// Adds text with every control character shown as '?'.
void hs_add_one_line(struct hs_buf *buf, const char *text);

bool hs_starts(const char *text, const char *with);
bool hs_ends(const char *text, const char *with);
