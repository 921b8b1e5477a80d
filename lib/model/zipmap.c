// zipmap.c - see zipmap.h
#include "model/zipmap.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/safename.h"
#include "model/twins.h"
#include "model/zipmap-part.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	END = 22, // bytes of each record without its variable part
	END64 = 56,
	LOCATOR = 20,
	CENTRAL = 46,
	LOCAL = 30,
	NEEDED64 = 45, // the version that reads ZIP64
	COMMENT_MAX = 65535,
	MAX16 = 0xffff,
	FLAG_ENCRYPTED = 1 << 0,
	FLAG_DESCRIPTOR = 1 << 3,
	FLAG_PATCH = 1 << 5,
	FLAG_STRONG = 1 << 6,
	FLAG_UTF8 = 1 << 11,
	FLAG_MASKED = 1 << 13,
	UNIX_TYPE = 0170000,
	UNIX_FOLDER = 0040000,
	UNIX_FILE = 0100000,
	DOS_FOLDER = 0x10,
	DOS_LINK = 0x400, // a reparse point
};

#define SIG_END 0x06054b50U
#define SIG_END64 0x06064b50U
#define SIG_LOCATOR 0x07064b50U
#define SIG_CENTRAL 0x02014b50U
#define SIG_LOCAL 0x04034b50U
#define SIG_DESCRIPTOR 0x08074b50U

struct reader {
	const struct hs_zip_bytes *bytes;
	struct hs_zipmap *map;
	struct hs_verdict *v;
	struct hs_err *err;
	// What the end records say.
	uint64_t count, dir_at, dir_size;
	uint64_t dir_end; // where the central directory must end
};

static void entry_done(struct hs_zip_entry *e)
{
	free(e->name);
}

void hs_zipmap_done(struct hs_zipmap *map)
{
	for (size_t i = 0; i < map->count; i++)
		entry_done(&map->list[i]);
	free(map->list);
	*map = (struct hs_zipmap){0};
}

static int load(struct reader *r, uint64_t at, void *out, size_t len)
{
	if (at > r->bytes->size || len > r->bytes->size - at)
		return hs_fail(r->err, HS_DAMAGED, "a read past the end");
	return r->bytes->read(r->bytes->user, at, out, len, r->err);
}

// Whether the file begins as archives do: with a local header.
static bool begins_as_zip(struct reader *r)
{
	uint8_t start[4];

	return load(r, 0, start, sizeof(start)) == 0 && !memcmp(start, "PK\3\4", 4);
}

// As port/age.h has it: what is encrypted is opened by whoever has the key.
static bool begins_as_age(struct reader *r)
{
	static const char magic[] = "age-encryption.org/";
	uint8_t start[sizeof(magic) - 1];

	return load(r, 0, start, sizeof(start)) == 0 &&
	       !memcmp(start, magic, sizeof(start));
}

static const char *no_archive(struct reader *r)
{
	if (begins_as_zip(r))
		return "zip: cut off: it has no end record; copy it again";
	if (begins_as_age(r))
		return "encrypted: 'age -d -i IDENTITY' makes a ZIP archive of it";
	return "not a ZIP archive";
}

// ---- the end records

// The offset in tail of the one end record whose comment ends the file; -1: none.
static ssize_t find_end(struct reader *r, const uint8_t *tail, size_t len)
{
	ssize_t found = -1;
	bool seen = false;

	for (size_t i = len - 3; i-- > 0;) {
		if (le32(tail + i) != SIG_END)
			continue;
		seen = true;
		if (len - i < END || i + END + le16(tail + i + 20) != len)
			continue;
		if (found >= 0)
			hs_verdict_fault(r->v, "zip: two end records: readers disagree "
					       "on what is in it");
		found = found < 0 ? (ssize_t)i : found;
	}
	if (found < 0)
		hs_verdict_fault(
			r->v, "%s",
			seen ? "zip: its end record does not end it (cut off, or "
			       "junk behind)"
			     : no_archive(r));
	return found;
}

static bool agree32(uint32_t small, uint64_t large)
{
	return small == MAX32 || small == large;
}

static int read_end64(struct reader *r, const uint8_t *end, uint64_t end_at,
		      const uint8_t *locator)
{
	uint8_t e[END64];
	uint64_t at = le64(locator + 8);

	if (le32(locator + 4) || le32(locator + 16) > 1) {
		hs_verdict_fault(r->v, "zip: one part of several");
		return 0;
	}
	if (end_at < LOCATOR + END64 || at != end_at - LOCATOR - END64) {
		hs_verdict_fault(r->v, "zip: the ZIP64 end record is not where it "
				       "should be");
		return 0;
	}
	if (load(r, at, e, END64) < 0)
		return -1;
	if (le32(e) != SIG_END64 || le64(e + 4) != END64 - 12 ||
	    le16(e + 14) != NEEDED64 || le32(locator + 16) != 1)
		hs_verdict_fault(r->v, "zip: damaged ZIP64 end record");
	if (le32(e + 16) || le32(e + 20) || le64(e + 24) != le64(e + 32))
		hs_verdict_fault(r->v, "zip: one part of several");
	r->count = le64(e + 32);
	r->dir_size = le64(e + 40);
	r->dir_at = le64(e + 48);
	r->dir_end = at;
	if ((le16(end + 10) != MAX16 && le16(end + 10) != r->count) ||
	    !agree32(le32(end + 12), r->dir_size) || !agree32(le32(end + 16), r->dir_at))
		hs_verdict_fault(r->v, "zip: its two end records disagree");
	return 0;
}

static void check_end(struct reader *r)
{
	if (r->dir_at > r->dir_end || r->dir_size > r->dir_end - r->dir_at)
		hs_verdict_fault(r->v,
				 "zip: its directory of %" PRIu64 " bytes at %" PRIu64
				 " runs into the end record",
				 r->dir_size, r->dir_at);
	else if (r->dir_at + r->dir_size != r->dir_end)
		hs_verdict_fault(
			r->v, "zip: %" PRIu64 " bytes between directory and end record",
			r->dir_end - r->dir_at - r->dir_size);
	if (r->count > HS_ZIPMAP_ENTRIES)
		hs_verdict_fault(r->v, "zip: %" PRIu64 " entries, more than %d", r->count,
				 HS_ZIPMAP_ENTRIES);
	else if (r->dir_size > HS_ZIPMAP_DIRECTORY)
		hs_verdict_fault(r->v, "zip: a directory of %" PRIu64 " bytes",
				 r->dir_size);
	else if (r->dir_size / CENTRAL < r->count)
		hs_verdict_fault(r->v,
				 "zip: %" PRIu64 " entries in a directory of %" PRIu64
				 " bytes",
				 r->count, r->dir_size);
}

static int read_end(struct reader *r)
{
	size_t len = r->bytes->size < END + COMMENT_MAX ? (size_t)r->bytes->size
							: END + COMMENT_MAX;
	HS_AUTO(hs_text_free) char *tail = hs_new(len + 1, 1);
	uint8_t locator[LOCATOR] = {0};
	const uint8_t *end;
	uint64_t end_at;
	ssize_t i;

	if (len < END) {
		hs_verdict_fault(r->v, "not a ZIP archive");
		return 0;
	}
	if (load(r, r->bytes->size - len, tail, len) < 0)
		return -1;
	i = find_end(r, (const uint8_t *)tail, len);
	if (i < 0)
		return 0;
	end = (const uint8_t *)tail + i;
	end_at = r->bytes->size - len + (uint64_t)i;
	if (le16(end + 4) || le16(end + 6) || le16(end + 8) != le16(end + 10))
		hs_verdict_fault(r->v, "zip: one part of several");
	if (le16(end + 20))
		hs_verdict_warn(r->v, "zip: a comment of %u bytes", le16(end + 20));
	r->count = le16(end + 10);
	r->dir_size = le32(end + 12);
	r->dir_at = le32(end + 16);
	r->dir_end = end_at;
	if (end_at >= LOCATOR && load(r, end_at - LOCATOR, locator, LOCATOR) < 0)
		return -1;
	if (le32(locator) == SIG_LOCATOR && read_end64(r, end, end_at, locator) < 0)
		return -1;
	check_end(r);
	return 0;
}

// ---- the central directory

static char *take_name(struct reader *r, const uint8_t *p, size_t len, bool utf8)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	const char *why, *odd;
	bool ascii = true;

	hs_buf_add(&name, p, len);
	for (size_t i = 0; i < len; i++)
		ascii = ascii && p[i] < 0x80;
	if (memchr(p, 0, len))
		hs_verdict_fault(r->v, "zip: '%s': a NUL in its name", name.data);
	if (!hs_utf8_valid(name.data, len))
		hs_verdict_fault(r->v, "zip: '%s': its name is not UTF-8", name.data);
	else if (!ascii && !utf8)
		hs_verdict_warn(r->v, "zip: '%s': its name is not marked as UTF-8",
				name.data);
	why = hs_name_unsafe(name.data);
	odd = hs_name_odd(name.data);
	if (why)
		hs_verdict_fault(r->v, "zip: '%s': %s", name.data, why);
	else if (odd)
		hs_verdict_warn(r->v, "zip: '%s': %s", name.data, odd);
	return hs_buf_take(&name);
}

static void check_attributes(struct reader *r, const struct hs_zip_entry *e)
{
	uint32_t attributes = e->attributes, type = attributes >> 16 & UNIX_TYPE;

	if (attributes & DOS_LINK && !type)
		hs_verdict_fault(r->v, "zip: '%s': a link", e->name);
	else if (type && type != UNIX_FILE && type != UNIX_FOLDER)
		hs_verdict_fault(r->v, "zip: '%s': a link or special file", e->name);
	else if (!e->folder &&
		 (type == UNIX_FOLDER || (!type && attributes & DOS_FOLDER)))
		hs_verdict_fault(r->v, "zip: '%s': a folder with a file's name", e->name);
	else if (e->folder && type == UNIX_FILE)
		hs_verdict_fault(r->v, "zip: '%s': a file with a folder's name", e->name);
}

static void check_entry(struct reader *r, const struct hs_zip_entry *e, bool aes)
{
	struct hs_verdict *v = r->v;

	if (aes || e->flags & (FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED))
		hs_verdict_fault(v, "zip: '%s': encrypted", e->name);
	else if (e->flags & FLAG_PATCH || (e->method != 0 && e->method != 8))
		hs_verdict_fault(v,
				 "zip: '%s': packed by method %u, not stored or deflated",
				 e->name, e->method);
	if (e->method == 0 && e->packed != e->size)
		hs_verdict_fault(
			v, "zip: '%s': stored in %" PRIu64 " bytes, said to be %" PRIu64,
			e->name, e->packed, e->size);
	if (e->size > HS_ZIPMAP_RATIO_FROM && e->size / HS_ZIPMAP_RATIO > e->packed)
		hs_verdict_fault(
			v, "zip: '%s': %" PRIu64 " bytes cannot inflate to %" PRIu64,
			e->name, e->packed, e->size);
	if (e->folder && e->size)
		hs_verdict_fault(v, "zip: '%s': a folder with content", e->name);
}

// The entry whose record starts at p; its length, or 0 where the rest of the
// directory cannot be read.
static size_t read_central(struct reader *r, const uint8_t *p, size_t left,
			   struct hs_zip_entry *e)
{
	size_t name_len, extra_len, comment_len, used = 0;
	struct hs_zip_extras x;

	if (left < CENTRAL || le32(p) != SIG_CENTRAL)
		return 0;
	name_len = le16(p + 28);
	extra_len = le16(p + 30);
	comment_len = le16(p + 32);
	if (left - CENTRAL < name_len + extra_len + comment_len)
		return 0;
	e->made = le16(p + 4);
	e->needed = le16(p + 6);
	e->flags = le16(p + 8);
	e->method = le16(p + 10);
	e->when = le32(p + 12);
	e->crc = le32(p + 16);
	e->packed = le32(p + 20);
	e->size = le32(p + 24);
	e->internal = le16(p + 36);
	e->attributes = le32(p + 38);
	e->at = le32(p + 42);
	e->name = take_name(r, p + CENTRAL, name_len, e->flags & FLAG_UTF8);
	e->folder = hs_ends(e->name, "/");
	hs_zip_extras_read(r->v, e->name, p + CENTRAL + name_len, extra_len, &x);
	hs_zip_widen(r->v, e->name, &x, &used, &e->size);
	hs_zip_widen(r->v, e->name, &x, &used, &e->packed);
	hs_zip_widen(r->v, e->name, &x, &used, &e->at);
	if (le16(p + 34) && le16(p + 34) != MAX16)
		hs_verdict_fault(r->v, "zip: '%s': in another part", e->name);
	if (comment_len)
		hs_verdict_warn(r->v, "zip: '%s': has a comment", e->name);
	hs_zip_extras_name(r->v, e->name, &x);
	check_attributes(r, e);
	check_entry(r, e, x.aes);
	return CENTRAL + name_len + extra_len + comment_len;
}

static int read_directory(struct reader *r)
{
	HS_AUTO(hs_text_free)
	char *all = hs_alloc(r->dir_size + 1, 1, HS_ZIPMAP_DIRECTORY + 1, r->err);
	struct hs_zipmap *map = r->map;
	size_t at = 0, n;

	if (!all || load(r, r->dir_at, all, r->dir_size) < 0)
		return -1;
	map->list = hs_new(r->count, sizeof(*map->list));
	for (map->count = 0; map->count < r->count; map->count++, at += n) {
		n = read_central(r, (const uint8_t *)all + at, r->dir_size - at,
				 &map->list[map->count]);
		if (n > 0)
			continue;
		hs_verdict_fault(r->v, "zip: damaged directory: entry %zu of %" PRIu64,
				 map->count + 1, r->count);
		return 0;
	}
	if (at != r->dir_size)
		hs_verdict_fault(
			r->v, "zip: %" PRIu64 " bytes in its directory that are no entry",
			r->dir_size - at);
	return 0;
}

// ---- local headers

static bool same_size(const struct hs_zip_entry *e, uint64_t said, uint64_t is)
{
	return said == is || (said == 0 && e->flags & FLAG_DESCRIPTOR);
}

// ZIP64 may be needed for the one and not for the other: where the offset alone is wide,
// or where a header was written before the size was known. No single bit makes 45 of
// another version.
static bool same_version(const struct hs_zip_entry *e, uint16_t said)
{
	return said == e->needed || said == NEEDED64 || e->needed == NEEDED64;
}

static void compare(struct reader *r, const struct hs_zip_entry *e, const uint8_t *p,
		    const uint8_t *rest)
{
	size_t name_len = le16(p + 26), used = 0;
	uint64_t size = le32(p + 22), packed = le32(p + 18);
	struct hs_verdict *v = r->v;
	struct hs_zip_extras x;

	if (name_len != strlen(e->name) || memcmp(rest, e->name, name_len))
		hs_verdict_fault(v, "zip: '%s': has another name in its header", e->name);
	hs_zip_extras_read(r->v, e->name, rest + name_len, le16(p + 28), &x);
	hs_zip_widen(r->v, e->name, &x, &used, &size);
	hs_zip_widen(r->v, e->name, &x, &used, &packed);
	hs_zip_extras_name(r->v, e->name, &x);
	if (!same_version(e, le16(p + 4)) || le32(p + 10) != e->when)
		hs_verdict_fault(v,
				 "zip: '%s': header and directory disagree on its time "
				 "or version",
				 e->name);
	if (le16(p + 6) != e->flags || le16(p + 8) != e->method)
		hs_verdict_fault(v,
				 "zip: '%s': header and directory disagree on how it "
				 "is packed",
				 e->name);
	if (!same_size(e, size, e->size) || !same_size(e, packed, e->packed))
		hs_verdict_fault(v,
				 "zip: '%s': header and directory disagree on its size",
				 e->name);
	if (!same_size(e, le32(p + 14), e->crc))
		hs_verdict_fault(
			v, "zip: '%s': header and directory disagree on its checksum",
			e->name);
}

static int read_local(struct reader *r, struct hs_zip_entry *e, struct hs_buf *room)
{
	uint8_t p[LOCAL];
	size_t rest;

	if (e->at > r->dir_at || r->dir_at - e->at < LOCAL) {
		hs_verdict_fault(r->v, "zip: '%s': begins outside the archive", e->name);
		return 0;
	}
	if (load(r, e->at, p, LOCAL) < 0)
		return -1;
	rest = (size_t)le16(p + 26) + le16(p + 28);
	e->data = e->at + LOCAL + rest;
	if (le32(p) != SIG_LOCAL) {
		hs_verdict_fault(r->v, "zip: '%s': no header where it should begin",
				 e->name);
		return 0;
	}
	if (e->data > r->dir_at || e->packed > r->dir_at - e->data) {
		hs_verdict_fault(r->v, "zip: '%s': runs into the directory", e->name);
		return 0;
	}
	if (load(r, e->at + LOCAL, room->data, rest) < 0)
		return -1;
	compare(r, e, p, (const uint8_t *)room->data);
	return 0;
}

static int read_locals(struct reader *r)
{
	HS_AUTO(hs_buf_done) struct hs_buf room = {.data = hs_new(2, COMMENT_MAX + 1)};

	for (size_t i = 0; i < r->map->count; i++)
		if (read_local(r, &r->map->list[i], &room) < 0)
			return -1;
	return 0;
}

// ---- how they lie in the file

static int by_place(const void *a, const void *b)
{
	const struct hs_zip_entry *const *x = a, *const *y = b;

	return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
}

// The bytes between an entry's data and what follows: nothing, or the
// descriptor that its flag promises (with or without signature, 32 or 64 bits).
static int check_tail(struct reader *r, const struct hs_zip_entry *e, uint64_t next)
{
	uint64_t n = next - e->data - e->packed;
	bool wide = n == 20 || n == 24, ok;
	uint8_t d[24], *p = d;

	if (!(e->flags & FLAG_DESCRIPTOR)) {
		if (n)
			hs_verdict_fault(r->v,
					 "zip: '%s': %" PRIu64
					 " bytes behind it that belong to nothing",
					 e->name, n);
		return 0;
	}
	ok = n == 12 || n == 16 || wide;
	if (ok && load(r, e->data + e->packed, d, (size_t)n) < 0)
		return -1;
	if (ok && (n == 16 || n == 24)) {
		ok = le32(p) == SIG_DESCRIPTOR;
		p += 4;
	}
	ok = ok && le32(p) == e->crc && (wide ? le64(p + 4) : le32(p + 4)) == e->packed &&
	     (wide ? le64(p + 12) : le32(p + 8)) == e->size;
	if (!ok)
		hs_verdict_fault(r->v, "zip: '%s': no fitting descriptor behind it",
				 e->name);
	return 0;
}

static void list_free(void *list)
{
	free(*(void **)list);
}

static int check_places(struct reader *r)
{
	size_t count = r->map->count;
	HS_AUTO(list_free)
	struct hs_zip_entry **by = hs_new(count, sizeof(*by));
	uint64_t first = count ? UINT64_MAX : 0;

	for (size_t i = 0; i < count; i++)
		by[i] = &r->map->list[i];
	qsort(by, count, sizeof(struct hs_zip_entry *), by_place);
	if (count)
		first = by[0]->at;
	if (first || (!count && r->dir_at))
		hs_verdict_fault(r->v, "zip: %" PRIu64 " bytes before the first entry",
				 count ? first : r->dir_at);
	for (size_t i = 0; i < count; i++) {
		uint64_t next = i + 1 < count ? by[i + 1]->at : r->dir_at;

		if (next < by[i]->data + by[i]->packed)
			hs_verdict_fault(r->v, "zip: '%s': overlaps what follows it",
					 by[i]->name);
		else if (check_tail(r, by[i], next) < 0)
			return -1;
	}
	return 0;
}

static void check_unique(struct reader *r)
{
	size_t count = r->map->count;
	HS_AUTO(list_free) struct hs_twin *names = hs_new(count, sizeof(*names));

	for (size_t i = 0; i < count; i++)
		names[i] = (struct hs_twin){
			.name = r->map->list[i].name,
			.folder = r->map->list[i].folder,
		};
	hs_twins_check(names, count, r->v);
}

int hs_zipmap_read(const struct hs_zip_bytes *bytes, struct hs_zipmap *map,
		   struct hs_verdict *verdict, struct hs_err *err)
{
	HS_AUTO(hs_zipmap_done) struct hs_zipmap found = {0};
	struct reader r = {.bytes = bytes, .map = &found, .v = verdict, .err = err};

	if (read_end(&r) < 0)
		return -1;
	if (verdict->ok && read_directory(&r) < 0)
		return -1;
	check_unique(&r);
	if (verdict->ok)
		hs_zip_check_alike(&found, verdict);
	if (verdict->ok && (read_locals(&r) < 0 || (verdict->ok && check_places(&r) < 0)))
		return -1;
	*map = found;
	found = (struct hs_zipmap){0};
	return 0;
}
