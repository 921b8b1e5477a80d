// stream.c - see stream.h
#include "craft/stream.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/deflate.h"

#include <stdlib.h>
#include <string.h>

// ---- JPEG

struct reader {
	const uint8_t *at, *end;
};

static unsigned get16(const uint8_t *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

static uint32_t get32(const uint8_t *at)
{
	return (uint32_t)get16(at) << 16 | get16(at + 2);
}

// The next marker and its segment, without its length; 0 where there is none.
static unsigned segment(struct reader *r, struct reader *body)
{
	unsigned marker, len;

	while (r->at < r->end && *r->at == 0xff)
		r->at++; // and fill bytes
	if (r->end - r->at < 3)
		return 0;
	marker = *r->at++;
	len = get16(r->at);
	if (len < 2 || (size_t)(r->end - r->at) < len)
		return 0;
	*body = (struct reader){r->at + 2, r->at + len};
	r->at += len;
	return r->at < r->end && *r->at != 0xff && marker != 0xda ? 0 : marker;
}

enum { SOF0 = 0xc0, SOF2 = 0xc2, SOS = 0xda, APP0 = 0xe0, APP14 = 0xee };

// What the frame's header says; the letters of RGB as names of components stand for
// RGB with libjpeg, for YCbCr with others.
static bool take_frame(const struct reader *b, struct hs_plate_picture *p, bool *letters)
{
	size_t len = (size_t)(b->end - b->at);
	unsigned n = len >= 6 ? b->at[5] : 0;

	if ((n != 1 && n != 3) || len < 6 + 3 * (size_t)n || b->at[0] != 8)
		return false;
	p->height = get16(b->at + 1);
	p->width = get16(b->at + 3);
	p->components = n;
	p->bits = 8;
	*letters = n == 3 && b->at[6] == 'R' && b->at[9] == 'G' && b->at[12] == 'B';
	return p->width > 0 && p->height > 0;
}

bool hs_stream_jpeg(const void *bytes, size_t len, struct hs_plate_picture *picture)
{
	struct reader r = {bytes, (const uint8_t *)bytes + len}, b = {0};
	bool letters = false, told = false;
	unsigned marker;

	*picture = (struct hs_plate_picture){.coding = HS_PLATE_JPEG, .bytes = len};
	if (len < 4 || memcmp(bytes, "\xff\xd8\xff", 3) != 0)
		return false;
	r.at += 2;
	while ((marker = segment(&r, &b)) != 0 && marker != SOS) {
		if (marker == APP0 && b.end - b.at >= 5 && !memcmp(b.at, "JFIF", 5))
			told = true;
		if (marker == APP14 && b.end - b.at >= 12 && !memcmp(b.at, "Adobe", 5))
			told = true;
		if (marker >= SOF0 && marker <= SOF2) {
			if (picture->width || !take_frame(&b, picture, &letters))
				return false;
		} else if (marker > SOF2 && marker <= 0xcf && marker != 0xc4 &&
			   marker != 0xc8) {
			return false; // lossless, hierarchical, arithmetic
		}
	}
	return marker == SOS && picture->width && (!letters || told);
}

// ---- PNG

static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

enum { GREY = 0, COLOUR = 2, INDEXED = 3, HEAD = 13 };

static bool take_head(const uint8_t *head, struct hs_plate_picture *p)
{
	unsigned bits = head[8], kind = head[9];

	p->width = get32(head);
	p->height = get32(head + 4);
	p->bits = bits;
	p->components = kind == COLOUR ? 3 : 1;
	p->colours = kind == INDEXED; // until the palette comes
	return (kind == GREY || kind == COLOUR || kind == INDEXED) && bits <= 8 &&
	       bits > 0 && (kind != COLOUR || bits == 8) && head[10] == 0 &&
	       head[11] == 0 && head[12] == 0;
}

// One chunk; false: this file cannot.
static bool take_chunk(const uint8_t *name, const uint8_t *body, uint32_t len,
		       struct hs_buf *data, struct hs_plate_picture *p, uint8_t *palette)
{
	if (!memcmp(name, "IDAT", 4))
		hs_buf_add(data, body, len);
	if (!memcmp(name, "PLTE", 4) && p->colours) {
		if (len == 0 || len % 3 || len > 3 * HS_PLATE_COLOURS)
			return false;
		p->colours = len / 3;
		memcpy(palette, body, len);
	}
	return memcmp(name, "tRNS", 4) != 0;
}

bool hs_stream_png(const void *bytes, size_t len, struct hs_buf *data,
		   struct hs_plate_picture *picture, uint8_t *palette)
{
	const uint8_t *at = bytes, *end = at + len;

	*picture = (struct hs_plate_picture){.coding = HS_PLATE_FLATE};
	if (len < sizeof(signature) + 12 + HEAD || memcmp(at, signature, 8) != 0 ||
	    memcmp(at + 12, "IHDR", 4) != 0 || !take_head(at + 16, picture))
		return false;
	for (at += 8; end - at >= 12;) {
		uint32_t n = get32(at);

		if ((size_t)(end - at) - 12 < n)
			return false;
		if (!take_chunk(at + 4, at + 8, n, data, picture, palette))
			return false;
		if (!memcmp(at + 4, "IEND", 4))
			break;
		at += 12 + (size_t)n;
	}
	picture->bytes = data->len;
	return data->len > 0;
}

// ---- rows

enum { SUB = 1, UP = 2 }; // of PNG's five: the quick ones

// How much there is left to tell once the filter is taken away.
static uint64_t rest(const uint8_t *row, size_t n)
{
	uint64_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += row[i] < 128 ? row[i] : 256u - row[i];
	return all;
}

static void sub_filter(const uint8_t *row, size_t step, size_t n, uint8_t *out)
{
	memcpy(out, row, step);
	for (size_t i = step; i < n; i++)
		out[i] = (uint8_t)(row[i] - row[i - step]);
}

static void up_filter(const uint8_t *row, const uint8_t *above, size_t n, uint8_t *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (uint8_t)(row[i] - above[i]);
}

static void add_row(const uint8_t *row, const uint8_t *above, size_t step, size_t n,
		    uint8_t *out)
{
	uint8_t *sub = out + n + 1;

	out[0] = UP;
	up_filter(row, above, n, out + 1);
	sub_filter(row, step, n, sub);
	if (rest(sub, n) >= rest(out + 1, n))
		return;
	out[0] = SUB;
	memmove(out + 1, sub, n);
}

void hs_stream_rows(const struct hs_raster *raster, struct hs_buf *data,
		    struct hs_plate_picture *picture)
{
	const size_t n = hs_raster_row_bytes(raster), step = raster->depth == 32 ? 3 : 1;
	HS_AUTO(hs_text_free) char *rows = hs_new(2, n);
	HS_AUTO(hs_text_free) char *out = hs_new(2, n + 1);
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	for (uint32_t y = 0; y < raster->height; y++) {
		uint8_t *row = (uint8_t *)rows + (y & 1) * n;
		uint8_t *above = (uint8_t *)rows + (~y & 1) * n;

		hs_raster_row(raster, y, row);
		add_row(row, above, step, n, (uint8_t *)out);
		hs_buf_add(&all, out, n + 1);
	}
	hs_deflate_quickly(all.data, all.len, data);
	*picture = (struct hs_plate_picture){
		.coding = HS_PLATE_FLATE,
		.width = raster->width,
		.height = raster->height,
		.components = (uint32_t)step,
		.bits = 8,
		.bytes = data->len,
	};
}
