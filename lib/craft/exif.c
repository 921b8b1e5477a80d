// exif.c - see exif.h
#include "craft/exif.h"

#include <stdbool.h>
#include <string.h>

enum {
	TAG_ORIENTATION = 274,
	TAG_X = 282,
	TAG_Y = 283,
	TAG_UNIT = 296,
	TYPE_SHORT = 3,
	TYPE_RATIONAL = 5,
	ENTRY = 12, // bytes
	MARKER_APP1 = 0xe1,
	MARKER_SCAN = 0xda,
};

// A TIFF structure inside the APP1 segment.
struct block {
	const uint8_t *bytes;
	size_t len;
	bool big_endian;
};

static uint32_t number(const struct block *b, size_t at, size_t size)
{
	uint32_t n = 0;

	if (at > b->len || b->len - at < size)
		return 0;
	for (size_t i = 0; i < size; i++)
		n |= (uint32_t)b->bytes[at + i] << 8 * (b->big_endian ? size - 1 - i : i);
	return n;
}

static double rational(const struct block *b, size_t entry)
{
	size_t at = number(b, entry + 8, 4);
	uint32_t below = number(b, at + 4, 4);

	return below ? (double)number(b, at, 4) / below : 0;
}

static void read_entry(const struct block *b, size_t entry, struct hs_exif *exif,
		       uint32_t *unit)
{
	uint32_t tag = number(b, entry, 2), type = number(b, entry + 2, 2);
	uint32_t small = type == TYPE_SHORT ? number(b, entry + 8, 2) : 0;

	if (tag == TAG_ORIENTATION && small >= 1 && small <= 8)
		exif->orientation = small;
	if (tag == TAG_UNIT && small)
		*unit = small;
	if (tag == TAG_X && type == TYPE_RATIONAL)
		exif->dpi_x = rational(b, entry);
	if (tag == TAG_Y && type == TYPE_RATIONAL)
		exif->dpi_y = rational(b, entry);
}

static void read_block(const uint8_t *bytes, size_t len, struct hs_exif *exif)
{
	struct block b = {bytes, len, len > 0 && bytes[0] == 'M'};
	size_t at = number(&b, 4, 4);
	uint32_t count = number(&b, at, 2), unit = 2;

	for (uint32_t i = 0; i < count && at + 2 + (size_t)(i + 1) * ENTRY <= len; i++)
		read_entry(&b, at + 2 + (size_t)i * ENTRY, exif, &unit);
	if (unit == 3) { // a centimetre
		exif->dpi_x *= 2.54;
		exif->dpi_y *= 2.54;
	}
}

void hs_exif_read(const void *bytes, size_t len, struct hs_exif *exif)
{
	static const char head[] = "Exif\0"; // and its own '\0': six bytes
	const uint8_t *p = bytes;
	size_t at = 2;

	*exif = (struct hs_exif){.orientation = 1};
	while (at + 4 <= len && p[at] == 0xff && p[at + 1] != MARKER_SCAN) {
		size_t size = (size_t)p[at + 2] << 8 | p[at + 3];

		if (size < 2 || at + 2 + size > len)
			return;
		if (p[at + 1] == MARKER_APP1 && size >= 2 + sizeof(head) &&
		    !memcmp(p + at + 4, head, sizeof(head))) {
			read_block(p + at + 4 + sizeof(head), size - 2 - sizeof(head),
				   exif);
			return;
		}
		at += 2 + size;
	}
}
