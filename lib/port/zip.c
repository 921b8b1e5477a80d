// zip.c - see zip.h
#include "port/zip.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/deflate.h"
#include "sys/file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

enum {
	OUT_ROOM = 256 << 10,
	DOS_DATE = 1 << 5 | 1, // 1980-01-01
	MODE = 0100644,
};

struct entry {
	struct hs_zip *zip;
	struct hs_zip_item item; // its name is libzip's
	zip_uint64_t index;
	int fd; // while it is read
	bool is_made, is_read;
	struct entry *next;
};

struct hs_zip {
	zip_t *z;
	struct hs_err why; // the first failure of ours below libzip
	zip_error_t error; // what libzip is told
	struct entry *entries;
	// Of the entry that is being read: one at a time.
	struct hs_buf made;  // of item.make; the latest of item.more
	uint64_t next, from; // the next byte; where `made` begins
	size_t count;
	int out;
	uint64_t at;   // where the next byte goes
	uint64_t base; // file offset of room[0]
	size_t held;
	// Of a pass, see hs_zip_new_pass.
	struct hs_zip_plan *plan;
	uint64_t top;      // bytes of the archive so far
	size_t laid, seen; // patches that were put in their place, that came again
	char room[OUT_ROOM];
};

// Bytes that libzip went back for.
struct hs_zip_patch {
	uint64_t at;
	size_t from, len; // in plan.bytes
};

static zip_int64_t failed(struct hs_zip *zip, int code)
{
	zip_error_set(&zip->error, code, EIO);
	return -1;
}

// ---- the archive, as libzip writes it

static int flush(struct hs_zip *zip)
{
	if (zip->held == 0)
		return 0;
	if (lseek(zip->out, (off_t)zip->base, SEEK_SET) < 0)
		return hs_fail_sys(&zip->why, "seek");
	if (hs_fd_store(zip->out, zip->room, zip->held, &zip->why) < 0)
		return -1;
	zip->held = 0;
	return 0;
}

// ---- in two passes

void hs_zip_plan_done(struct hs_zip_plan *plan)
{
	hs_buf_done(&plan->bytes);
	free(plan->list);
	*plan = (struct hs_zip_plan){0};
}

static void keep_patch(struct hs_zip *zip, const void *bytes, size_t len)
{
	struct hs_zip_plan *p = zip->plan;

	if (p->count == p->room) {
		p->room = p->room ? 2 * p->room : 64;
		p->list = hs_grow(p->list, p->room, sizeof(*p->list));
	}
	p->list[p->count++] = (struct hs_zip_patch){zip->at, p->bytes.len, len};
	hs_buf_add(&p->bytes, bytes, len);
}

// What comes again must be what was kept.
static bool is_patch(struct hs_zip *zip, const void *bytes, size_t len)
{
	const struct hs_zip_plan *p = zip->plan;
	const struct hs_zip_patch *patch = p->list + zip->seen;

	return zip->seen++ < p->count && patch->at == zip->at && patch->len == len &&
	       !memcmp(p->bytes.data + patch->from, bytes, len);
}

// Lays what libzip will come back for over the bytes [from, from + len) of the archive.
static void lay_patches(struct hs_zip *zip, uint64_t from, char *bytes, size_t len)
{
	const struct hs_zip_plan *p = zip->plan;

	for (; zip->laid < p->count; zip->laid++) {
		const struct hs_zip_patch *patch = p->list + zip->laid;
		uint64_t end = patch->at + patch->len, to = from + len;
		uint64_t a = patch->at > from ? patch->at : from, b = end < to ? end : to;

		if (a < b)
			memcpy(bytes + (a - from),
			       p->bytes.data + patch->from + (a - patch->at), b - a);
		if (end > to)
			return;
	}
}

static int put_forward(struct hs_zip *zip, const char *bytes, size_t len)
{
	if (zip->held + len > OUT_ROOM) {
		if (hs_fd_store(zip->out, zip->room, zip->held, &zip->why) < 0)
			return -1;
		zip->held = 0;
	}
	memcpy(zip->room + zip->held, bytes, len);
	lay_patches(zip, zip->at, zip->room + zip->held, len);
	zip->held += len;
	return 0;
}

static zip_int64_t put_pass(struct hs_zip *zip, const void *bytes, size_t len)
{
	bool back = zip->at < zip->top;

	if (back ? zip->at + len > zip->top : zip->at > zip->top)
		return failed(zip, ZIP_ER_INTERNAL);
	if (back && zip->out < 0) {
		keep_patch(zip, bytes, len);
	} else if (back && !is_patch(zip, bytes, len)) {
		(void)hs_fail(&zip->why, HS_DAMAGED, "it changed while it was read");
		return failed(zip, ZIP_ER_WRITE);
	} else if (!back && zip->out >= 0 && put_forward(zip, bytes, len) < 0) {
		return failed(zip, ZIP_ER_WRITE);
	}
	zip->at += len;
	zip->top = zip->at > zip->top ? zip->at : zip->top;
	return (zip_int64_t)len;
}

static int end_pass(struct hs_zip *zip)
{
	if (zip->out < 0)
		return 0;
	if (zip->seen != zip->plan->count || zip->laid != zip->plan->count)
		return hs_fail(&zip->why, HS_DAMAGED, "it changed while it was read");
	return hs_fd_store(zip->out, zip->room, zip->held, &zip->why);
}

static zip_int64_t put(struct hs_zip *zip, const void *bytes, zip_uint64_t len)
{
	bool fits = zip->at == zip->base + zip->held && len <= OUT_ROOM - zip->held;

	if (len > OUT_ROOM)
		return failed(zip, ZIP_ER_INTERNAL);
	if (zip->plan)
		return put_pass(zip, bytes, len);
	if (!fits && flush(zip) < 0)
		return failed(zip, ZIP_ER_WRITE);
	if (zip->held == 0)
		zip->base = zip->at;
	memcpy(zip->room + zip->held, bytes, len);
	zip->held += len;
	zip->at += len;
	return (zip_int64_t)len;
}

static zip_int64_t seek_out(struct hs_zip *zip, void *data, zip_uint64_t len)
{
	zip_int64_t to = zip_source_seek_compute_offset(zip->at, ZIP_INT64_MAX, data, len,
							&zip->error);

	if (to < 0)
		return -1;
	zip->at = (uint64_t)to;
	return 0;
}

static zip_int64_t no_archive_yet(struct hs_zip *zip)
{
	zip_error_set(&zip->error, ZIP_ER_READ, ENOENT);
	return -1;
}

static zip_int64_t commit(struct hs_zip *zip)
{
	int got = zip->plan ? end_pass(zip) : flush(zip);

	return got < 0 ? failed(zip, ZIP_ER_WRITE) : 0;
}

static zip_int64_t out_source(void *user, void *data, zip_uint64_t len,
			      zip_source_cmd_t cmd)
{
	struct hs_zip *zip = user;

	switch (cmd) {
	case ZIP_SOURCE_SUPPORTS:
		return ZIP_SOURCE_SUPPORTS_WRITABLE;
	case ZIP_SOURCE_STAT:
		return no_archive_yet(zip);
	case ZIP_SOURCE_WRITE:
		return put(zip, data, len);
	case ZIP_SOURCE_SEEK_WRITE:
		return seek_out(zip, data, len);
	case ZIP_SOURCE_TELL_WRITE:
		return (zip_int64_t)zip->at;
	case ZIP_SOURCE_COMMIT_WRITE:
		return commit(zip);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&zip->error, data, len);
	case ZIP_SOURCE_BEGIN_WRITE:
	case ZIP_SOURCE_ROLLBACK_WRITE: // the draft is thrown away
	case ZIP_SOURCE_REMOVE:
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		zip_error_set(&zip->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

// ---- one entry, as libzip reads it

static const char *name_of(const struct hs_zip *zip, zip_uint64_t index)
{
	const char *name = zip_get_name(zip->z, index, ZIP_FL_ENC_RAW);

	return name ? name : "";
}

static zip_int64_t entry_failed(struct entry *e, int code)
{
	(void)hs_within(&e->zip->why, "'%s'", name_of(e->zip, e->index));
	return failed(e->zip, code);
}

static int make(struct entry *e)
{
	if (e->is_made)
		return 0;
	e->is_made = true;
	if (e->item.make(e->item.owner, &e->zip->made, &e->zip->why) < 0)
		return -1;
	e->item.size = e->zip->made.len;
	return 0;
}

static zip_int64_t entry_open(struct entry *e)
{
	e->zip->next = e->zip->from = 0;
	if (e->item.make)
		return make(e) < 0 ? entry_failed(e, ZIP_ER_OPEN) : 0;
	e->zip->made.len = 0;
	if (e->item.more)
		return 0;
	e->fd = e->item.open(e->item.owner, &e->zip->why);
	return e->fd < 0 ? entry_failed(e, ZIP_ER_OPEN) : 0;
}

// What of it is in memory.
static ssize_t made_bytes(struct hs_zip *zip, void *data, size_t len)
{
	size_t gone = (size_t)(zip->next - zip->from), left = zip->made.len - gone;
	size_t n = left < len ? left : len;

	if (n > 0)
		memcpy(data, zip->made.data + gone, n);
	return (ssize_t)n;
}

static ssize_t more_bytes(struct entry *e, void *data, size_t len)
{
	struct hs_zip *zip = e->zip;

	if (zip->next == zip->from + zip->made.len) {
		zip->from = zip->next;
		zip->made.len = 0;
		if (e->item.more(e->item.owner, zip->next, &zip->made, &zip->why) < 0)
			return -1;
	}
	return made_bytes(zip, data, len);
}

static ssize_t next_bytes(struct entry *e, void *data, size_t len)
{
	ssize_t n;

	if (e->item.make)
		return made_bytes(e->zip, data, len);
	if (e->item.more)
		return more_bytes(e, data, len);
	do
		n = read(e->fd, data, len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		(void)hs_fail_sys(&e->zip->why, "read");
	return n;
}

static int all_read(struct entry *e)
{
	if (e->is_read)
		return 0;
	e->is_read = true;
	return e->item.done ? e->item.done(e->item.owner, &e->zip->why) : 0;
}

static zip_int64_t entry_read(struct entry *e, void *data, zip_uint64_t len)
{
	ssize_t n = next_bytes(e, data, len);

	if (n < 0)
		return entry_failed(e, ZIP_ER_READ);
	e->zip->next += (uint64_t)n;
	if (e->zip->next > e->item.size || (n == 0 && e->zip->next != e->item.size)) {
		(void)hs_fail(&e->zip->why, HS_DAMAGED, "it changed while it was read");
		return entry_failed(e, ZIP_ER_READ);
	}
	if (n > 0 && e->item.seen)
		e->item.seen(e->item.owner, data, (size_t)n);
	if (n == 0 && all_read(e) < 0)
		return entry_failed(e, ZIP_ER_READ);
	return n;
}

static zip_int64_t entry_close(struct entry *e)
{
	hs_fd_done(&e->fd);
	hs_buf_done(&e->zip->made);
	return 0;
}

static zip_int64_t entry_stat(struct entry *e, void *data, zip_uint64_t len)
{
	zip_stat_t *st = ZIP_SOURCE_GET_ARGS(zip_stat_t, data, len, &e->zip->error);

	if (!st)
		return -1;
	if (e->item.make && make(e) < 0)
		return entry_failed(e, ZIP_ER_OPEN);
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE;
	st->size = e->item.size;
	return sizeof(*st);
}

static zip_int64_t entry_source(void *user, void *data, zip_uint64_t len,
				zip_source_cmd_t cmd)
{
	struct entry *e = user;

	switch (cmd) {
	case ZIP_SOURCE_SUPPORTS:
		return ZIP_SOURCE_SUPPORTS_READABLE;
	case ZIP_SOURCE_OPEN:
		return entry_open(e);
	case ZIP_SOURCE_READ:
		return entry_read(e, data, len);
	case ZIP_SOURCE_CLOSE:
		return entry_close(e);
	case ZIP_SOURCE_STAT:
		return entry_stat(e, data, len);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&e->zip->error, data, len);
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		zip_error_set(&e->zip->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

// ---- the archive, as we see it

struct hs_zip *hs_zip_new(int out, struct hs_err *err)
{
	HS_AUTO(hs_zip_free) struct hs_zip *zip = HS_NEW(struct hs_zip);
	zip_source_t *source;

	zip->out = out;
	zip_error_init(&zip->error);
	source = zip_source_function_create(out_source, zip, &zip->error);
	if (source)
		zip->z = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE,
					      &zip->error);
	if (!zip->z) {
		zip_source_free(source);
		hs_fail(err, HS_ENGINE, "begin an archive: %s",
			zip_error_strerror(&zip->error));
		return NULL;
	}
	return HS_STEAL(zip);
}

struct hs_zip *hs_zip_new_pass(int out, struct hs_zip_plan *plan, struct hs_err *err)
{
	struct hs_zip *zip = hs_zip_new(out, err);

	if (zip)
		zip->plan = plan;
	return zip;
}

static void entry_free(struct entry **entry)
{
	struct entry *e = *entry;

	if (!e)
		return;
	hs_fd_done(&e->fd);
	free(e);
	*entry = NULL;
}

void hs_zip_free(struct hs_zip **zip)
{
	struct hs_zip *z = *zip;

	if (!z)
		return;
	if (z->z)
		zip_discard(z->z);
	while (z->entries) {
		struct entry *next = z->entries->next;

		entry_free(&z->entries);
		z->entries = next;
	}
	hs_buf_done(&z->made);
	zip_error_fini(&z->error);
	free(z);
	*zip = NULL;
}

// Start, middle and end of the file decide, so that two machines decide alike.
static int pays(int fd, uint64_t size, bool *yes, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *sample = hs_new(3, HS_ZIP_SAMPLE);
	uint64_t from[] = {0, size / 2, size - HS_ZIP_SAMPLE};
	size_t parts = size > 3 * HS_ZIP_SAMPLE ? 3 : 1, len = 0;

	for (size_t i = 0; i < parts; i++) {
		size_t room = parts == 1 ? 3 * HS_ZIP_SAMPLE : HS_ZIP_SAMPLE;
		ssize_t n = pread(fd, sample + len, room, (off_t)from[i]);

		if (n < 0)
			return hs_fail_sys(err, "read");
		len += (size_t)n;
	}
	*yes = hs_deflate_pays(sample, len);
	return 0;
}

static int choose(const struct hs_zip_item *item, bool *deflate, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = -1;

	*deflate = !item->open && !item->compressed;
	if (!item->open || item->size == 0)
		return 0;
	fd = item->open(item->owner, err);
	return fd < 0 ? -1 : pays(fd, item->size, deflate, err);
}

static int refused(struct hs_zip *zip, struct hs_err *err)
{
	if (zip->why.code) {
		*err = zip->why;
		return -1;
	}
	return hs_fail(err, HS_ENGINE, "%s", zip_strerror(zip->z));
}

static int enter(struct hs_zip *zip, struct entry *e, const char *name, bool deflate,
		 struct hs_err *err)
{
	zip_source_t *source = zip_source_function(zip->z, entry_source, e);
	zip_int64_t at =
		source ? zip_file_add(zip->z, name, source, ZIP_FL_ENC_UTF_8) : -1;
	zip_uint64_t i = (zip_uint64_t)at;

	if (at < 0) {
		zip_source_free(source);
		return refused(zip, err);
	}
	e->index = i;
	if (zip_set_file_compression(zip->z, i, deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
				     deflate ? HS_ZIP_LEVEL : 0) < 0 ||
	    zip_file_set_dostime(zip->z, i, 0, DOS_DATE, 0) < 0 ||
	    zip_file_set_external_attributes(zip->z, i, 0, ZIP_OPSYS_UNIX,
					     (zip_uint32_t)MODE << 16) < 0)
		return refused(zip, err);
	return 0;
}

int hs_zip_add(struct hs_zip *zip, const struct hs_zip_item *item, struct hs_err *err)
{
	const char *last = zip->count ? name_of(zip, zip->count - 1) : "";
	struct entry *e;
	bool deflate;

	if (strcmp(last, item->name) >= 0)
		return hs_fail(err, HS_USAGE, "'%s' is added after '%s'", item->name,
			       last);
	if (zip->count == HS_ZIP_ENTRIES_MAX)
		return hs_fail(err, HS_LIMIT, "more than %d files in one archive",
			       HS_ZIP_ENTRIES_MAX);
	if (choose(item, &deflate, err) < 0)
		return hs_within(err, "'%s'", item->name);
	e = HS_NEW(struct entry);
	*e = (struct entry){.zip = zip, .item = *item, .fd = -1, .next = zip->entries};
	e->item.name = NULL;
	zip->entries = e;
	zip->count++;
	return enter(zip, e, item->name, deflate, err);
}

int hs_zip_close(struct hs_zip *zip, struct hs_err *err)
{
	if (zip->count == 0)
		return hs_fail(err, HS_USAGE, "an archive of nothing");
	if (zip_close(zip->z) < 0)
		return refused(zip, err);
	zip->z = NULL; // closed
	return 0;
}
