// deflate.c - see deflate.h; the only door to zlib.
#include "sys/deflate.h"
#include "base/auto.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

enum {
	LEVEL = 6,
	QUICK_LEVEL = 1,
	SHORT = 4096,
	SHORT_LEVEL = 4,
	SHORT_BITS = 12,
	SHORT_MEMORY = 5
};

// Short texts: zlib clears its tables at every start, which for a page takes as
// long as the work itself. Tables that just fit it and level 4 make it two and a
// half times as fast, and the result a hundredth longer.
static bool deflate_short(const void *bytes, size_t len, struct hs_buf *out)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)len};
	char packed[2 * SHORT];
	int got;

	if (deflateInit2(&z, SHORT_LEVEL, Z_DEFLATED, SHORT_BITS, SHORT_MEMORY,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	z.next_out = (Bytef *)packed;
	z.avail_out = sizeof(packed);
	got = deflate(&z, Z_FINISH);
	deflateEnd(&z);
	if (got == Z_STREAM_END)
		hs_buf_add(out, packed, z.total_out);
	return got == Z_STREAM_END;
}

static void deflate_at(int level, const void *bytes, size_t len, struct hs_buf *out)
{
	uLongf room = compressBound(len);
	HS_AUTO(hs_text_free) char *packed = hs_new(room, 1);

	// With a full bound and a valid level it fails only without memory.
	if (compress2((Bytef *)packed, &room, bytes, len, level) == Z_OK)
		hs_buf_add(out, packed, room);
}

void hs_deflate(const void *bytes, size_t len, struct hs_buf *out)
{
	if (len > SHORT || !deflate_short(bytes, len, out))
		deflate_at(LEVEL, bytes, len, out);
}

void hs_deflate_quickly(const void *bytes, size_t len, struct hs_buf *out)
{
	deflate_at(QUICK_LEVEL, bytes, len, out);
}

static int inflate_as(int bits, const void *bytes, size_t len, size_t limit,
		      struct hs_buf *out, struct hs_err *err)
{
	char chunk[16384];
	z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)len};
	size_t total = 0;
	int got = Z_OK;

	if (inflateInit2(&z, bits) != Z_OK)
		return hs_fail(err, HS_ENGINE, "zlib does not start");
	while (got == Z_OK && total <= limit) {
		z.next_out = (Bytef *)chunk;
		z.avail_out = sizeof(chunk);
		got = inflate(&z, Z_NO_FLUSH);
		total += sizeof(chunk) - z.avail_out;
		if (total <= limit)
			hs_buf_add(out, chunk, sizeof(chunk) - z.avail_out);
	}
	inflateEnd(&z);
	if (total > limit)
		return hs_fail(err, HS_LIMIT, "more than %zu bytes when inflated", limit);
	if (got != Z_STREAM_END)
		return hs_fail(err, HS_DAMAGED, "damaged compressed text");
	return 0;
}

int hs_inflate(const void *bytes, size_t len, size_t limit, struct hs_buf *out,
	       struct hs_err *err)
{
	return inflate_as(MAX_WBITS, bytes, len, limit, out, err);
}

int hs_inflate_raw(const void *bytes, size_t len, size_t limit, struct hs_buf *out,
		   struct hs_err *err)
{
	return inflate_as(-MAX_WBITS, bytes, len, limit, out, err);
}

bool hs_deflate_pays(const void *sample, size_t len)
{
	HS_AUTO(hs_buf_done) struct hs_buf packed = {0};

	hs_deflate(sample, len, &packed);
	return packed.len < len - len / 20;
}

struct hs_inflater {
	z_stream z;
	bool begun, ended;
	hs_inflater_sink *sink;
	void *user;
	char room[64 << 10];
};

struct hs_inflater *hs_inflater_new(hs_inflater_sink *sink, void *user,
				    struct hs_err *err)
{
	HS_AUTO(hs_inflater_free) struct hs_inflater *i = HS_NEW(struct hs_inflater);

	i->sink = sink;
	i->user = user;
	i->begun = inflateInit2(&i->z, -MAX_WBITS) == Z_OK;
	if (i->begun)
		return HS_STEAL(i);
	hs_fail(err, HS_ENGINE, "zlib does not start");
	return NULL;
}

void hs_inflater_free(struct hs_inflater **inflater)
{
	if (!*inflater)
		return;
	if ((*inflater)->begun)
		inflateEnd(&(*inflater)->z);
	free(*inflater);
	*inflater = NULL;
}

int hs_inflater_add(struct hs_inflater *i, const void *bytes, size_t len,
		    struct hs_err *err)
{
	int got;

	i->z.next_in = (Bytef *)(uintptr_t)bytes;
	i->z.avail_in = (uInt)len;
	do {
		if (i->ended)
			return i->z.avail_in ? hs_fail(err, HS_DAMAGED,
						       "bytes behind its compressed data")
					     : 0;
		i->z.next_out = (Bytef *)i->room;
		i->z.avail_out = sizeof(i->room);
		got = inflate(&i->z, Z_NO_FLUSH);
		if (got != Z_OK && got != Z_STREAM_END && got != Z_BUF_ERROR)
			return hs_fail(err, HS_DAMAGED, "damaged compressed data");
		i->ended = got == Z_STREAM_END;
		if (i->sink(i->user, i->room, sizeof(i->room) - i->z.avail_out, err) < 0)
			return -1;
	} while (i->z.avail_in || i->z.avail_out == 0);
	return 0;
}

bool hs_inflater_ended(const struct hs_inflater *inflater)
{
	return inflater->ended;
}

uint32_t hs_crc32(uint32_t crc, const void *bytes, size_t len)
{
	return (uint32_t)crc32_z(crc, bytes, len);
}
