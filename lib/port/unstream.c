// unstream.c - see unstream.h
#include "port/unstream.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "sys/deflate.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CHUNK = 64 << 10,
	LOCAL = 30, // bytes of a local header without its variable part
	FLAG_DESCRIPTOR = 1 << 3,
	EXTRA_ZIP64 = 1,
	TAIL = 64 << 10, // bytes of the end records
	KEPT_MAX = 128 << 20,
};

#define MAX32 0xffffffffU
#define SIG_LOCAL 0x04034b50U

static uint32_t le16(const uint8_t *p)
{
	return (uint32_t)(p[0] | p[1] << 8);
}

static uint32_t le32(const uint8_t *p)
{
	return le16(p) | le16(p + 2) << 16;
}

static uint64_t le64(const uint8_t *p)
{
	return le32(p) | (uint64_t)le32(p + 4) << 32;
}

// ---- the stream

struct stream {
	int fd;
	uint64_t at; // bytes that were taken
	size_t used, held;
	uint8_t room[CHUNK];
};

// More bytes in the room, if there are none: how many, 0 at the end, -1.
static ssize_t more(struct stream *s, struct hs_err *err)
{
	ssize_t n;

	if (s->used < s->held)
		return (ssize_t)(s->held - s->used);
	do
		n = read(s->fd, s->room, CHUNK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return hs_fail_sys(err, "read");
	s->used = 0;
	s->held = (size_t)n;
	return n;
}

// Takes up to len bytes that lie together; NULL: the end, or *n is -1.
static const uint8_t *take(struct stream *s, uint64_t len, ssize_t *n, struct hs_err *err)
{
	const uint8_t *p;

	*n = len ? more(s, err) : 0;
	if (*n <= 0)
		return NULL;
	*n = (uint64_t)*n < len ? *n : (ssize_t)len;
	p = s->room + s->used;
	s->used += (size_t)*n;
	s->at += (uint64_t)*n;
	return p;
}

// How many of len bytes there were; they are added to out, if it is not NULL.
static int pass(struct stream *s, uint64_t len, struct hs_buf *out, uint64_t *got,
		struct hs_err *err)
{
	const uint8_t *p;
	ssize_t n;

	for (*got = 0; (p = take(s, len - *got, &n, err)); *got += (uint64_t)n)
		if (out)
			hs_buf_add(out, p, (size_t)n);
	return n < 0 ? -1 : 0;
}

// ---- the first reading

// Bytes that were kept, and where they stood.
struct part {
	uint64_t at;
	size_t from, len; // in kept.bytes
};

struct kept {
	struct hs_buf bytes;
	struct part *list;
	size_t count, room;
	uint64_t size; // of the archive
};

static void kept_done(struct kept *k)
{
	hs_buf_done(&k->bytes);
	free(k->list);
}

static void add_part(struct kept *k, uint64_t at, size_t from)
{
	if (k->count == k->room) {
		k->room = k->room ? 2 * k->room : 64;
		k->list = hs_grow(k->list, k->room, sizeof(*k->list));
	}
	k->list[k->count++] = (struct part){at, from, k->bytes.len - from};
}

// For model/zipmap: what was not kept is content, shown as zeros.
static int read_kept(void *user, uint64_t at, void *out, size_t len, struct hs_err *err)
{
	const struct kept *k = user;
	size_t low = 0, high = k->count;

	(void)err;
	memset(out, 0, len);
	while (low < high) { // the first part that ends behind at
		size_t mid = low + (high - low) / 2;

		if (k->list[mid].at + k->list[mid].len <= at)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < k->count && k->list[low].at < at + len; low++) {
		const struct part *p = &k->list[low];
		uint64_t a = p->at > at ? p->at : at, end = p->at + p->len;
		uint64_t b = end < at + len ? end : at + len;

		memcpy((char *)out + (a - at), k->bytes.data + p->from + (a - p->at),
		       b - a);
	}
	return 0;
}

// The bytes of content behind a local header, as it says.
static uint64_t packed_size(const uint8_t *header, size_t len)
{
	uint64_t packed = le32(header + 18);
	const uint8_t *p = header + LOCAL + le16(header + 26), *end = header + len;

	if (packed != MAX32)
		return packed;
	for (; end - p >= 4; p += 4 + le16(p + 2)) {
		size_t n = le16(p + 2);

		if (n > (size_t)(end - p) - 4)
			break;
		if (le16(p) == EXTRA_ZIP64 && n >= 16)
			return le64(p + 12); // behind the size
	}
	return packed;
}

// One entry: 1; the directory begins: 0 (its first bytes are kept, too); -1.
static int scan_entry(struct stream *s, struct kept *k, struct hs_verdict *v,
		      struct hs_err *err)
{
	uint64_t at = s->at, got, rest;
	size_t from = k->bytes.len;
	const uint8_t *header;

	if (pass(s, 4, &k->bytes, &got, err) < 0)
		return -1;
	header = (const uint8_t *)k->bytes.data + from;
	if (got == 4 && le32(header) == SIG_LOCAL) {
		if (pass(s, LOCAL - 4, &k->bytes, &got, err) < 0)
			return -1;
		header = (const uint8_t *)k->bytes.data + from;
		rest = got == LOCAL - 4 ? le16(header + 26) + le16(header + 28) : 0;
		if (pass(s, rest, &k->bytes, &got, err) < 0)
			return -1;
		header = (const uint8_t *)k->bytes.data + from;
		add_part(k, at, from);
		if (k->bytes.len - from < LOCAL + rest)
			return 0; // cut off: the end records tell
		if (le16(header + 6) & FLAG_DESCRIPTOR)
			hs_verdict_fault(v, "zip: its sizes stand behind its content: it "
					    "cannot be read from a pipe");
		if (!v->ok)
			return 0;
		rest = packed_size(header, k->bytes.len - from);
		return pass(s, rest, NULL, &got, err) < 0 ? -1 : got == rest;
	}
	add_part(k, at, from);
	return 0;
}

static int scan(struct stream *s, struct kept *k, struct hs_verdict *v,
		struct hs_err *err)
{
	uint64_t at, got;
	size_t from;
	int more_entries;

	while ((more_entries = scan_entry(s, k, v, err)) > 0)
		if (k->count > HS_ZIPMAP_ENTRIES || k->bytes.len > KEPT_MAX) {
			hs_verdict_fault(v, "zip: too many entries");
			break;
		}
	if (more_entries < 0)
		return -1;
	at = s->at;
	from = k->bytes.len;
	if (pass(s, HS_ZIPMAP_DIRECTORY + TAIL, &k->bytes, &got, err) < 0)
		return -1;
	add_part(k, at, from);
	if (pass(s, UINT64_MAX, NULL, &got, err) < 0)
		return -1;
	if (got)
		hs_verdict_fault(v, "zip: a directory of more than %d bytes",
				 HS_ZIPMAP_DIRECTORY);
	k->size = s->at;
	return 0;
}

static void check_order(const struct hs_zipmap *map, struct hs_verdict *v)
{
	for (size_t i = 1; i < map->count; i++)
		if (map->list[i].at < map->list[i - 1].at)
			hs_verdict_fault(v,
					 "zip: '%s': its entries are in another order "
					 "than its directory",
					 map->list[i].name);
}

int hs_unstream_map(int in, struct hs_zipmap *map, struct hs_verdict *verdict,
		    struct hs_err *err)
{
	HS_AUTO(kept_done) struct kept kept = {0};
	struct stream s = {.fd = in};
	struct hs_zip_bytes bytes = {.read = read_kept, .user = &kept};

	if (scan(&s, &kept, verdict, err) < 0)
		return -1;
	if (!verdict->ok)
		return 0;
	bytes.size = kept.size;
	if (hs_zipmap_read(&bytes, map, verdict, err) < 0)
		return -1;
	check_order(map, verdict);
	return 0;
}

// ---- the second

// The content of one entry on its way.
struct content {
	const struct hs_zip_entry *entry;
	const struct hs_unstream_sink *sink;
	uint64_t size;
	uint32_t crc;
};

static int pass_on(void *user, const void *bytes, size_t len, struct hs_err *err)
{
	struct content *c = user;

	c->size += len;
	if (c->size > c->entry->size)
		return hs_fail(err, HS_DAMAGED,
			       "more than its %" PRIu64 " bytes come out of it",
			       c->entry->size);
	c->crc = hs_crc32(c->crc, bytes, len);
	return c->sink->bytes(c->sink->user, bytes, len, err);
}

// *why: what is wrong with the content, HS_OK for nothing. -1: the stream failed.
static int read_content(struct stream *s, struct content *c, struct hs_err *why,
			struct hs_err *err)
{
	uint64_t left = c->entry->packed, got;
	HS_AUTO(hs_inflater_free)
	struct hs_inflater *inflater =
		c->entry->method ? hs_inflater_new(pass_on, c, why) : NULL;
	const uint8_t *p;
	ssize_t n = 0;

	while (!why->code && left && (p = take(s, left, &n, err))) {
		left -= (uint64_t)n;
		(void)!(inflater ? hs_inflater_add(inflater, p, (size_t)n, why)
				 : pass_on(c, p, (size_t)n, why));
	}
	if (n < 0 || pass(s, left, NULL, &got, err) < 0)
		return -1;
	if (why->code)
		return 0;
	if (got < left || (inflater && !hs_inflater_ended(inflater)) ||
	    c->size != c->entry->size)
		(void)hs_fail(why, HS_DAMAGED,
			      "%" PRIu64 " of its %" PRIu64 " bytes are missing",
			      c->entry->size - c->size, c->entry->size);
	else if (c->crc != c->entry->crc)
		(void)hs_fail(why, HS_DAMAGED, "CRC error");
	return 0;
}

static int read_entry(struct stream *s, const struct hs_zipmap *map, size_t i,
		      const struct hs_unstream_sink *sink, struct hs_verdict *v,
		      struct hs_err *err)
{
	const struct hs_zip_entry *e = &map->list[i];
	struct content c = {.entry = e, .sink = sink};
	struct hs_err why = {0};
	uint64_t got;

	// The header was read before.
	if (e->data < s->at || pass(s, e->data - s->at, NULL, &got, err) < 0)
		return -1;
	if (e->folder)
		return 0;
	if (sink->begin(sink->user, i, err) < 0 || read_content(s, &c, &why, err) < 0)
		return -1;
	if (why.code)
		hs_verdict_fault(v, "zip: '%s': %s", e->name, why.text);
	sink->end(sink->user, i);
	return 0;
}

int hs_unstream_read(int in, const struct hs_zipmap *map,
		     const struct hs_unstream_sink *sink, struct hs_verdict *verdict,
		     struct hs_err *err)
{
	struct stream s = {.fd = in};
	uint64_t got;

	for (size_t i = 0; i < map->count; i++)
		if (read_entry(&s, map, i, sink, verdict, err) < 0)
			return -1;
	return pass(&s, UINT64_MAX, NULL, &got, err);
}
