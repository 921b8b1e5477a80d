// unzip.c - see unzip.h
#include "port/unzip.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/layout.h"
#include "model/safename.h"
#include "model/zipmap.h"
#include "sys/crew.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

enum {
	CHUNK = 64 << 10,
	DEADLINE = 120,              // seconds, and one more for each …
	DEADLINE_BYTES = 1 << 20,    // … of the archive
	DEADLINE_MAX = 24 * 60 * 60, // seconds
};

struct hs_unzip {
	zip_t *z;
	struct hs_zipmap map;
};

// ---- in the worker

static int read_at(void *user, uint64_t at, void *out, size_t len, struct hs_err *err)
{
	int fd = *(const int *)user;
	char *p = out;

	while (len > 0) {
		ssize_t n = pread(fd, p, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hs_fail_sys(err, "read");
		if (n == 0)
			return hs_fail(err, HS_DAMAGED, "it shrank while it was read");
		p += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return 0;
}

void hs_unzip_free(struct hs_unzip **zip)
{
	if (!*zip)
		return;
	if ((*zip)->z)
		zip_discard((*zip)->z);
	hs_zipmap_done(&(*zip)->map);
	free(*zip);
	*zip = NULL;
}

static zip_t *open_libzip(int fd, zip_error_t *error)
{
	int own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	FILE *file = own < 0 ? NULL : fdopen(own, "rb");
	zip_source_t *source;
	zip_t *z;

	if (!file) {
		zip_error_set(error, ZIP_ER_OPEN, errno);
		if (own >= 0)
			close(own);
		return NULL;
	}
	source = zip_source_filep_create(file, 0, -1, error);
	if (!source) {
		fclose(file);
		return NULL;
	}
	z = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, error);
	if (!z)
		zip_source_free(source);
	return z;
}

// libzip must see what we saw.
static void compare(const struct hs_unzip *u, struct hs_verdict *v)
{
	if (zip_get_num_entries(u->z, 0) != (zip_int64_t)u->map.count)
		hs_verdict_fault(v, "zip: libzip sees another number of entries");
	for (size_t i = 0; v->ok && i < u->map.count; i++) {
		const struct hs_zip_entry *e = &u->map.list[i];
		zip_stat_t st;

		if (zip_stat_index(u->z, i, ZIP_FL_ENC_RAW, &st) < 0 || !st.name ||
		    strcmp(st.name, e->name) != 0 || st.size != e->size ||
		    st.comp_size != e->packed || st.crc != e->crc ||
		    st.comp_method != e->method)
			hs_verdict_fault(v, "zip: '%s': libzip sees another entry",
					 e->name);
	}
}

struct hs_unzip *hs_unzip_open(int fd, struct hs_verdict *verdict, struct hs_err *err)
{
	HS_AUTO(hs_unzip_free) struct hs_unzip *u = HS_NEW(struct hs_unzip);
	struct hs_zip_bytes bytes = {.read = read_at, .user = &fd};
	zip_error_t error;
	struct stat st;

	if (fstat(fd, &st) < 0) {
		hs_fail_sys(err, "look at the archive");
		return NULL;
	}
	bytes.size = (uint64_t)st.st_size;
	if (hs_zipmap_read(&bytes, &u->map, verdict, err) < 0)
		return NULL;
	if (verdict->ok && u->map.count) {
		zip_error_init(&error);
		u->z = open_libzip(fd, &error);
		if (u->z)
			compare(u, verdict);
		else
			hs_verdict_fault(verdict, "zip: %s", zip_error_strerror(&error));
		zip_error_fini(&error);
	}
	if (!verdict->ok)
		hs_zipmap_done(&u->map);
	return HS_STEAL(u);
}

size_t hs_unzip_count(const struct hs_unzip *zip)
{
	return zip->map.count;
}

const struct hs_zipmap *hs_unzip_map(const struct hs_unzip *zip)
{
	return &zip->map;
}

struct hs_unzip_entry hs_unzip_entry(const struct hs_unzip *zip, size_t i)
{
	const struct hs_zip_entry *e = &zip->map.list[i];

	return (struct hs_unzip_entry){e->name, e->size, e->folder};
}

static void file_close(zip_file_t **file)
{
	if (*file)
		zip_fclose(*file);
}

int hs_unzip_read(struct hs_unzip *zip, size_t i, hs_unzip_sink_fn *sink, void *user,
		  struct hs_verdict *verdict, struct hs_err *err)
{
	const struct hs_zip_entry *e = &zip->map.list[i];
	HS_AUTO(file_close) zip_file_t *file = zip_fopen_index(zip->z, i, 0);
	char chunk[CHUNK];
	uint64_t left = e->size;
	zip_int64_t n;

	if (!file) {
		hs_verdict_fault(verdict, "zip: '%s': %s", e->name, zip_strerror(zip->z));
		return 0;
	}
	while ((n = zip_fread(file, chunk, sizeof(chunk))) > 0) {
		if ((uint64_t)n > left) {
			hs_verdict_fault(verdict,
					 "zip: '%s': more than its %" PRIu64
					 " bytes come out of it",
					 e->name, e->size);
			return 0;
		}
		left -= (uint64_t)n;
		if (sink(user, chunk, (size_t)n, err) < 0)
			return -1;
	}
	if (n < 0)
		hs_verdict_fault(verdict, "zip: '%s': %s", e->name,
				 zip_error_strerror(zip_file_get_error(file)));
	else if (left)
		hs_verdict_fault(verdict,
				 "zip: '%s': %" PRIu64 " of its %" PRIu64
				 " bytes are missing",
				 e->name, left, e->size);
	return 0;
}

// ---- members: what crosses from the worker to the parent

// Before each member; a last one without a name holds the count.
struct head {
	uint64_t len;
	uint64_t name_len;
};

static bool is_wanted(const char *name, const char *wanted, const char *end)
{
	for (; wanted < end; wanted += strlen(wanted) + 1)
		if (hs_ends(wanted, "/") ? hs_starts(name, wanted)
					 : !strcmp(name, wanted))
			return true;
	return false;
}

static int keep(void *user, const void *bytes, size_t len, struct hs_err *err)
{
	(void)err;
	hs_buf_add(user, bytes, len);
	return 0;
}

static int damaged(const struct hs_verdict *verdict, struct hs_err *err)
{
	return hs_fail(err, HS_DAMAGED, "%s", ((char **)verdict->faults.items)[0]);
}

static int hand_over(struct hs_unzip *u, size_t i, const char *name, int out,
		     struct hs_err *err)
{
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct head head = {.name_len = strlen(name)};

	if (u->map.list[i].size > HS_UNZIP_MEMBER)
		return hs_fail(err, HS_LIMIT, "'%s' has more than %d bytes", name,
			       HS_UNZIP_MEMBER);
	if (hs_unzip_read(u, i, keep, &bytes, &verdict, err) < 0)
		return -1;
	if (!verdict.ok)
		return damaged(&verdict, err);
	head.len = bytes.len;
	if (hs_fd_store(out, &head, sizeof(head), err) < 0 ||
	    hs_fd_store(out, name, head.name_len, err) < 0 ||
	    hs_fd_store(out, bytes.data, bytes.len, err) < 0)
		return -1;
	return 0;
}

// Where the dossier stands; *base is the length of the base folder's name.
static int find_dossier(const struct hs_unzip *u, size_t *base, struct hs_layout *layout,
			struct hs_err *err)
{
	const char *first = u->map.count ? u->map.list[0].name : "";
	const char *slash = strchr(first, '/');

	*base = slash ? (size_t)(slash - first) + 1 : 0;
	for (size_t i = 0; i < u->map.count; i++) {
		const struct hs_zip_entry *e = &u->map.list[i];

		if (!slash || strncmp(e->name, first, *base) != 0)
			return hs_fail(err, HS_DAMAGED,
				       "not a bundle: no single base folder");
		if (!e->folder)
			hs_layout_name(layout, e->name + *base);
	}
	if (!layout->root && hs_layout_is_csip(layout))
		return hs_fail(err, HS_DAMAGED,
			       "a bundle of the profile csip without its dossier.json: "
			       "hoso-verify says what is wrong with it");
	if (!layout->root && layout->seen)
		return hs_fail(err, HS_REFUSED,
			       "a package for transfer: the dossier is not in it as a "
			       "whole; take the dossier, or its bundle of the profile "
			       "csip or bag");
	return 0;
}

static int members(void *state, const struct hs_job *job, struct hs_err *err)
{
	const char *wanted = job->ask, *end = wanted + job->ask_len;
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};
	HS_AUTO(hs_unzip_free)
	struct hs_unzip *u = hs_unzip_open(job->in, &verdict, err);
	HS_AUTO(hs_layout_done) struct hs_layout layout = {0};
	struct head last = {0};
	uint64_t total = 0;
	size_t base;

	(void)state;
	if (!u)
		return -1;
	if (!verdict.ok)
		return damaged(&verdict, err);
	if (find_dossier(u, &base, &layout, err) < 0)
		return -1;
	for (size_t i = 0; i < u->map.count; i++) {
		const struct hs_zip_entry *e = &u->map.list[i];
		HS_AUTO(hs_text_free)
		char *name = hs_layout_inside(&layout, e->name + base);

		if (e->folder || !name || !is_wanted(name, wanted, end))
			continue;
		total += e->size;
		if (e->size > HS_UNZIP_MEMBER || total > HS_UNZIP_TOTAL)
			return hs_fail(err, HS_LIMIT, "more than %d bytes of records",
				       HS_UNZIP_TOTAL);
		if (hand_over(u, i, name, job->out, err) < 0)
			return -1;
		last.len++;
	}
	return hs_fd_store(job->out, &last, sizeof(last), err);
}

const struct hs_worker_kind hs_unzip_worker = {
	.name = "unzip",
	.run = members,
	.jail = {.memory = HS_UNZIP_MEMORY, .written = 2 * (size_t)HS_UNZIP_TOTAL},
};

// ---- in the parent, which believes nothing of what comes back

struct asked {
	const char *wanted, *end;
	hs_unzip_each_fn *each;
	void *user;
	struct hs_err *err;
	int result;
};

static int strange(struct hs_err *err)
{
	return hs_fail(err, HS_DIED, "worker 'unzip' gave an answer of no sense");
}

static bool name_fits(const struct asked *a, const char *name, size_t len)
{
	return strlen(name) == len && hs_utf8_valid(name, len) && !hs_name_unsafe(name) &&
	       is_wanted(name, a->wanted, a->end);
}

static int take_member(struct asked *a, int out, uint64_t *at, const struct head *head,
		       struct hs_buf *bytes)
{
	char name[HS_UNZIP_NAME + 1] = "";

	if (read_at(&out, *at, name, head->name_len, a->err) < 0)
		return strange(a->err);
	*at += head->name_len;
	if (!name_fits(a, name, head->name_len))
		return strange(a->err);
	bytes->len = 0;
	hs_buf_add(bytes, "", 0);
	if (bytes->cap < head->len + 1) {
		bytes->data = hs_grow(bytes->data, head->len + 1, 1);
		bytes->cap = head->len + 1;
	}
	if (read_at(&out, *at, bytes->data, head->len, a->err) < 0)
		return strange(a->err);
	*at += head->len;
	bytes->len = head->len;
	bytes->data[bytes->len] = '\0';
	return a->each(a->user, name, bytes->data, bytes->len, a->err);
}

static int take_all(struct asked *a, int out)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	uint64_t at = 0, count = 0;
	struct head head;
	struct stat st;

	if (fstat(out, &st) < 0)
		return hs_fail_sys(a->err, "look at the answer");
	for (;; count++) {
		if (read_at(&out, at, &head, sizeof(head), a->err) < 0)
			return strange(a->err);
		at += sizeof(head);
		if (head.name_len == 0)
			break;
		if (head.name_len > HS_UNZIP_NAME || head.len > HS_UNZIP_MEMBER)
			return strange(a->err);
		if (take_member(a, out, &at, &head, &bytes) < 0)
			return -1;
	}
	return head.len == count && at == (uint64_t)st.st_size ? 0 : strange(a->err);
}

static void answered(void *owner, int out, const struct hs_err *why)
{
	struct asked *a = owner;

	if (!why)
		a->result = take_all(a, out);
	else
		*a->err = *why;
}

static int ask(int fd, const struct hs_worker_terms *terms, struct asked *a)
{
	struct stat st;
	struct hs_crew_terms crew_terms = {.count = 1, .worker = *terms};
	HS_AUTO(hs_crew_free) struct hs_crew *crew = NULL;
	struct hs_crew_job job = {
		.kind = &hs_unzip_worker,
		.ask = a->wanted,
		.ask_len = (size_t)(a->end - a->wanted),
		.done = answered,
		.owner = a,
	};
	uint64_t seconds;

	if (fstat(fd, &st) < 0)
		return hs_fail_sys(a->err, "look at the archive");
	seconds = DEADLINE + (uint64_t)st.st_size / DEADLINE_BYTES;
	crew_terms.deadline = seconds < DEADLINE_MAX ? (unsigned)seconds : DEADLINE_MAX;
	crew = hs_crew_new(&crew_terms, a->err);
	job.in = crew ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : -1;
	if (!crew)
		return -1;
	if (job.in < 0)
		return hs_fail_sys(a->err, "hand over the archive");
	if (hs_crew_give(crew, &job, a->err) < 0 || hs_crew_wait(crew, a->err) < 0)
		return -1;
	return a->result;
}

int hs_unzip_members(int fd, const char *const *wanted,
		     const struct hs_worker_terms *terms, hs_unzip_each_fn *each,
		     void *user, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf list = {0};
	struct asked a = {.each = each, .user = user, .err = err, .result = -1};

	for (; *wanted; wanted++)
		hs_buf_add(&list, *wanted, strlen(*wanted) + 1);
	if (list.len == 0 || list.len > HS_ASK_MAX)
		return hs_fail(err, HS_USAGE, "%zu bytes of wanted names", list.len);
	a.wanted = list.data;
	a.end = list.data + list.len;
	return ask(fd, terms, &a);
}
