// pdfa-file.c - see pdfa-file.h
#include "port/pdfa-file.h"
#include "base/mem.h"
#include "sys/file.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CHUNK = 64 << 10,
	NUMBERS_MAX = 8388607, // PDF 1.4, appendix C
	ID_DIGITS = 32,
};

static const uint64_t file_max = 9999999999; // the table has ten digits for a place

static int flush(struct hs_objects *o, struct hs_err *err)
{
	size_t len = o->chunk.len;

	o->chunk.len = 0;
	return len ? hs_fd_store(o->fd, o->chunk.data, len, err) : 0;
}

static int add(struct hs_objects *o, const void *bytes, size_t len, struct hs_err *err)
{
	if (o->at + len > file_max)
		return hs_fail(err, HS_LIMIT, "the PDF file would exceed 10 GB");
	hs_digest_add(o->digest, bytes, len);
	hs_buf_add(&o->chunk, bytes, len);
	o->at += len;
	return o->chunk.len < CHUNK ? 0 : flush(o, err);
}

static int add_text(struct hs_objects *o, const char *text, struct hs_err *err)
{
	return add(o, text, strlen(text), err);
}

int hs_objects_begin(struct hs_objects *o, int fd, const char *version,
		     struct hs_err *err)
{
	char head[40];

	*o = (struct hs_objects){.fd = fd, .count = 1};
	o->places = hs_new(1, sizeof(*o->places));
	o->digest = hs_digest_new("sha256", err);
	if (!o->digest)
		return -1;
	// Bytes above 127 tell who copies the file that it is no text.
	snprintf(head, sizeof(head), "%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n", version);
	return add_text(o, head, err);
}

void hs_objects_done(struct hs_objects *o)
{
	hs_buf_done(&o->chunk);
	free(o->places);
	o->places = NULL;
	hs_digest_free(&o->digest);
}

uint32_t hs_objects_new(struct hs_objects *o)
{
	if ((o->count & (o->count - 1)) == 0)
		o->places = hs_grow(o->places, 2 * o->count, sizeof(*o->places));
	o->places[o->count] = 0;
	return (uint32_t)o->count++;
}

static int begin(struct hs_objects *o, uint32_t number, struct hs_err *err)
{
	char head[40];

	assert(number > 0 && number < o->count && !o->places[number]);
	if (number > NUMBERS_MAX)
		return hs_fail(err, HS_LIMIT, "too many pages for one PDF file");
	o->places[number] = o->at;
	snprintf(head, sizeof(head), "%" PRIu32 " 0 obj\n", number);
	return add_text(o, head, err);
}

int hs_objects_put(struct hs_objects *o, uint32_t number, const char *text,
		   struct hs_err *err)
{
	if (begin(o, number, err) < 0 || add_text(o, text, err) < 0)
		return -1;
	return add_text(o, "\nendobj\n", err);
}

static int begin_stream(struct hs_objects *o, uint32_t number, const char *dict,
			uint64_t len, struct hs_err *err)
{
	char length[60];

	snprintf(length, sizeof(length), " /Length %" PRIu64 " >>\nstream\n", len);
	if (begin(o, number, err) < 0 || add_text(o, "<< ", err) < 0 ||
	    add_text(o, dict, err) < 0)
		return -1;
	return add_text(o, length, err);
}

static int end_stream(struct hs_objects *o, struct hs_err *err)
{
	return add_text(o, "\nendstream\nendobj\n", err);
}

int hs_objects_stream(struct hs_objects *o, uint32_t number, const char *dict,
		      const void *bytes, size_t len, struct hs_err *err)
{
	if (begin_stream(o, number, dict, len, err) < 0 || add(o, bytes, len, err) < 0)
		return -1;
	return end_stream(o, err);
}

int hs_objects_copy(struct hs_objects *o, uint32_t number, const char *dict, int from,
		    uint64_t at, uint64_t len, struct hs_err *err)
{
	char part[16 << 10];

	if (begin_stream(o, number, dict, len, err) < 0)
		return -1;
	while (len > 0) {
		size_t want = len < sizeof(part) ? (size_t)len : sizeof(part);
		ssize_t n = pread(from, part, want, (off_t)at);

		if (n < 0)
			return hs_fail_sys(err, "read");
		if (n == 0)
			return hs_fail(err, HS_DAMAGED, "a picture is shorter than said");
		if (add(o, part, (size_t)n, err) < 0)
			return -1;
		at += (uint64_t)n;
		len -= (uint64_t)n;
	}
	return end_stream(o, err);
}

static int add_table(struct hs_objects *o, struct hs_err *err)
{
	char row[60];

	snprintf(row, sizeof(row), "xref\n0 %zu\n0000000000 65535 f \n", o->count);
	if (add_text(o, row, err) < 0)
		return -1;
	for (size_t i = 1; i < o->count; i++) {
		assert(o->places[i]);
		snprintf(row, sizeof(row), "%010" PRIu64 " 00000 n \n", o->places[i]);
		if (add_text(o, row, err) < 0)
			return -1;
	}
	return 0;
}

int hs_objects_end(struct hs_objects *o, uint32_t root, uint32_t info, struct hs_err *err)
{
	char id[HS_HEX_MAX], text[500];
	uint64_t table = o->at;

	hs_digest_end(o->digest, id);
	id[ID_DIGITS] = '\0';
	snprintf(text, sizeof(text),
		 "trailer\n<< /Size %zu /Root %" PRIu32 " 0 R /Info %" PRIu32
		 " 0 R /ID [<%s> <%s>] >>\nstartxref\n%" PRIu64 "\n%%%%EOF\n",
		 o->count, root, info, id, id, table);
	if (add_table(o, err) < 0 || add_text(o, text, err) < 0)
		return -1;
	return flush(o, err);
}
