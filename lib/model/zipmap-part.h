// zipmap-part.h - the parts of zipmap.c: for zipmap*.c only.
#pragma once

#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_zipmap;

#define MAX32 0xffffffffU

static inline uint16_t le16(const uint8_t *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t le32(const uint8_t *p)
{
	return le16(p) | (uint32_t)le16(p + 2) << 16;
}

static inline uint64_t le64(const uint8_t *p)
{
	return le32(p) | (uint64_t)le32(p + 4) << 32;
}

// What the extra fields of one header hold; borrowed from it.
struct hs_zip_extras {
	const uint8_t *zip64, *name;
	size_t zip64_len, name_len;
	bool aes;
};

void hs_zip_extras_read(struct hs_verdict *v, const char *name, const uint8_t *p,
			size_t len, struct hs_zip_extras *x);
// Puts the 64-bit value where the 32-bit one is full. *used counts its bytes.
void hs_zip_widen(struct hs_verdict *v, const char *name, const struct hs_zip_extras *x,
		  size_t *used, uint64_t *value);
// The Unicode path must be the name.
void hs_zip_extras_name(struct hs_verdict *v, const char *name,
			const struct hs_zip_extras *x);

// port/zip gives every entry the same version, time and attributes. Where most entries
// of an archive have them, one that has not was changed: nothing else in the archive
// tells so, since no reader needs these bytes.
void hs_zip_check_alike(const struct hs_zipmap *map, struct hs_verdict *v);
