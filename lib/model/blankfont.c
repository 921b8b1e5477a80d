// blankfont.c - see blankfont.h
#include "model/blankfont.h"
#include "base/auto.h"
#include "base/mem.h"

#include <stdint.h>
#include <string.h>

enum { GLYPHS = 2, HEAD_SUM_AT = 8 };

static void add_all16(struct hs_buf *out, const uint16_t *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		hs_buf_add16(out, values[i]);
}

// A glyph without contours: its count of contours, its box, no instructions.
static void glyf(struct hs_buf *out)
{
	static const uint16_t empty[] = {0, 0, 0, 0, 0, 0};

	add_all16(out, empty, HS_COUNT(empty));
}

static void head(struct hs_buf *out)
{
	static const uint16_t flags[] = {0x000b, HS_BLANK_EM};
	static const uint16_t times[8] = {0}; // made, changed: no clock
	static const uint16_t box[] = {0, 0, HS_BLANK_WIDTH, HS_BLANK_EM};
	static const uint16_t rest[] = {0, 8, 2, 0, 0}; // smallest size 8, short loca

	hs_buf_add32(out, 0x00010000); // version
	hs_buf_add32(out, 0x00010000); // revision
	hs_buf_add32(out, 0);          // sum of the whole file: see add_sum
	hs_buf_add32(out, 0x5f0f3cf5); // magic
	add_all16(out, flags, HS_COUNT(flags));
	add_all16(out, times, HS_COUNT(times));
	add_all16(out, box, HS_COUNT(box));
	add_all16(out, rest, HS_COUNT(rest));
}

static void hhea(struct hs_buf *out)
{
	static const uint16_t rest[16] = {
		[0] = HS_BLANK_EM,    // above the line; below it 0
		[3] = HS_BLANK_WIDTH, // the widest
		[7] = 1,              // upright caret
		[15] = 1,             // one width for all
	};

	hs_buf_add32(out, 0x00010000);
	add_all16(out, rest, HS_COUNT(rest));
}

static void hmtx(struct hs_buf *out)
{
	static const uint16_t widths[] = {HS_BLANK_WIDTH, 0, 0};

	add_all16(out, widths, HS_COUNT(widths));
}

// In words: the .notdef has no bytes, the other has 12.
static void loca(struct hs_buf *out)
{
	static const uint16_t places[] = {0, 0, 6};

	add_all16(out, places, HS_COUNT(places));
}

static void maxp(struct hs_buf *out)
{
	static const uint16_t rest[] = {GLYPHS, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0};

	hs_buf_add32(out, 0x00010000);
	add_all16(out, rest, HS_COUNT(rest));
}

static const struct {
	const char *tag;
	void (*write)(struct hs_buf *out);
} tables[] = {{"glyf", glyf}, {"head", head}, {"hhea", hhea},
	      {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}};

static uint32_t sum(const char *bytes, size_t len)
{
	uint32_t all = 0;

	for (size_t i = 0; i < len; i++)
		all += (uint32_t)(uint8_t)bytes[i] << (24 - 8 * (i % 4));
	return all;
}

static void pad(struct hs_buf *out)
{
	while (out->len % 4)
		hs_buf_add(out, "", 1);
}

static void add_sum(struct hs_buf *out, size_t font, size_t at)
{
	HS_AUTO(hs_buf_done) struct hs_buf four = {0};

	hs_buf_add32(&four, 0xb1b0afba - sum(out->data + font, out->len - font));
	memcpy(out->data + at, four.data, four.len);
}

void hs_blank_font(struct hs_buf *out)
{
	HS_AUTO(hs_buf_done) struct hs_buf body = {0};
	const size_t count = HS_COUNT(tables), start = 12 + 16 * count, font = out->len;
	size_t head_at = 0;

	hs_buf_add32(out, 0x00010000);
	hs_buf_add16(out, count);
	hs_buf_add16(out, 64); // range, selector and shift of a search among six
	hs_buf_add16(out, 2);
	hs_buf_add16(out, 16 * count - 64);
	for (size_t i = 0; i < count; i++) {
		size_t at = body.len;

		tables[i].write(&body);
		hs_buf_add(out, tables[i].tag, 4);
		hs_buf_add32(out, sum(body.data + at, body.len - at));
		hs_buf_add32(out, (uint32_t)(start + at));
		hs_buf_add32(out, (uint32_t)(body.len - at));
		if (tables[i].write == head)
			head_at = font + start + at;
		pad(&body);
	}
	hs_buf_add(out, body.data, body.len);
	add_sum(out, font, head_at + HEAD_SUM_AT);
}
