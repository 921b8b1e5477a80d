// fixity.c - see fixity.h
#include "work/fixity.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/record.h"
#include "sys/clock.h"
#include "sys/digest.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_DRAFT HS_FIXITY_HEAD ".new"
#define NOTHING "0000000000000000000000000000000000000000000000000000000000000000"

enum { HEX = sizeof(NOTHING), HEAD_MAX = 256 };

// One line.
struct check {
	uint64_t format;
	char *time, *bundle, *sha512;
	char *outcome; // "ok", "bad", "failed"
	char *reason;  // the first fault
	char *previous;
};

#define AT(member) .at = offsetof(struct check, member)

static const struct hs_field fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"time", HS_TEXT, AT(time), .always = true},
	{"bundle", HS_TEXT, AT(bundle), .always = true},
	{"sha512", HS_TEXT, AT(sha512)},
	{"outcome", HS_TEXT, AT(outcome), .always = true},
	{"reason", HS_TEXT, AT(reason)},
	{"previous", HS_TEXT, AT(previous), .always = true},
	{0},
};
static const struct hs_shape shape = {sizeof(struct check), fields};

static void check_done(struct check *c)
{
	hs_shape_done(&shape, c);
}

// What is known of one bundle: of its latest check.
struct known {
	char *bundle, *time, *sha512;
};

struct hs_fixity {
	int dir, fd;
	uint64_t count;
	char last[HEX]; // sha256 of the last line
	void *known;    // tsearch(3)'s tree of struct known
	struct hs_digest *digest;
};

static int by_bundle(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return strcmp(x->bundle, y->bundle);
}

static void known_free(void *node)
{
	struct known *k = node;

	free(k->bundle);
	free(k->time);
	free(k->sha512);
	free(k);
}

// By its name in the folder; the log has that as UTF-8.
static const struct known *look_up(const struct hs_fixity *f, const char *name)
{
	HS_AUTO(hs_text_free) char *bundle = hs_name_kept(name);
	const struct known key = {.bundle = bundle};
	void *const *node = tfind(&key, &f->known, by_bundle);

	return node ? *node : NULL;
}

static void remember(struct hs_fixity *f, const struct check *c)
{
	const struct known key = {.bundle = c->bundle};
	void **node = tfind(&key, &f->known, by_bundle);
	struct known *k = node ? *node : HS_NEW(struct known);

	hs_text_set(&k->time, c->time);
	if (c->sha512) // a check that failed says nothing of the bytes
		hs_text_set(&k->sha512, c->sha512);
	if (node)
		return;
	k->bundle = hs_dup(c->bundle);
	(void)!tsearch(k, &f->known, by_bundle);
}

void hs_fixity_free(struct hs_fixity **fixity)
{
	struct hs_fixity *f = *fixity;

	if (!f)
		return;
	tdestroy(f->known, known_free);
	hs_digest_free(&f->digest);
	hs_fd_done(&f->fd);
	hs_fd_done(&f->dir);
	free(f);
	*fixity = NULL;
}

bool hs_fixity_records(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

char *hs_fixity_folder(const char *path)
{
	HS_AUTO(hs_buf_done) struct hs_buf folder = {0};
	size_t len = (size_t)(hs_path_last(path) - path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	hs_buf_add(&folder, len ? path : ".", len ? len : 1);
	return hs_buf_take(&folder);
}

// ---- reading

static void link_line(struct hs_fixity *f, const char *line, size_t len)
{
	char hex[HS_HEX_MAX];

	hs_digest_add(f->digest, line, len);
	hs_digest_end(f->digest, hex);
	memcpy(f->last, hex, HEX);
	f->count++;
}

static int take_line(struct hs_fixity *f, const char *line, size_t len,
		     struct hs_err *err)
{
	HS_AUTO(check_done) struct check c = {0};

	if (hs_json_read(&shape, line, len - 1, &c, err) < 0)
		return hs_within(err, "line %" PRIu64, f->count + 1);
	if (strcmp(c.previous, f->last) != 0)
		return hs_fail(err, HS_DAMAGED,
			       "line %" PRIu64 " does not follow the line before it: one "
			       "was changed, removed or moved",
			       f->count + 1);
	remember(f, &c);
	link_line(f, line, len);
	return 0;
}

static void file_close(FILE **file)
{
	if (*file)
		fclose(*file);
}

// head: how many lines the head knows, and the sha256 of the last of them.
struct head {
	uint64_t count;
	char hex[HEX];
	bool met; // a line of that number has that sha256
};

static int read_lines(struct hs_fixity *f, struct head *head, size_t *torn,
		      struct hs_err *err)
{
	int fd = fcntl(f->fd, F_DUPFD_CLOEXEC, 0);
	HS_AUTO(file_close) FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	HS_AUTO(hs_text_free) char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (!file)
		return hs_fail_sys(err, "read");
	while ((n = getline(&line, &cap, file)) > 0) {
		if (line[n - 1] != '\n') {
			*torn = (size_t)n;
			break;
		}
		if (take_line(f, line, (size_t)n, err) < 0)
			return -1;
		head->met |= f->count == head->count && !strcmp(f->last, head->hex);
	}
	return ferror(file) ? hs_fail_sys(err, "read") : 0;
}

static int read_head(const struct hs_fixity *f, struct head *head, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err why = {0};
	char end;

	*head = (struct head){.hex = NOTHING, .met = true};
	if (hs_file_load(f->dir, HS_FIXITY_HEAD, HEAD_MAX, &text, &why) < 0) {
		if (why.sys == ENOENT)
			return 0;
		*err = why;
		return -1;
	}
	if (sscanf(hs_buf_text(&text), "%" SCNu64 " %64[0-9a-f]%c", &head->count,
		   head->hex, &end) != 3 ||
	    end != '\n' || head->count == 0)
		return hs_fail(err, HS_DAMAGED, "'%s' is not COUNT SHA256",
			       HS_FIXITY_HEAD);
	head->met = false;
	return 0;
}

// A program that was killed between both writes leaves one line more than the head
// knows; nothing leaves fewer, or more.
static int compare_head(const struct hs_fixity *f, const struct head *head,
			struct hs_err *err)
{
	if (head->count > f->count)
		return hs_fail(err, HS_DAMAGED,
			       "%" PRIu64 " lines, but there were %" PRIu64
			       ": the last were removed",
			       f->count, head->count);
	if (!head->met)
		return hs_fail(err, HS_DAMAGED,
			       "line %" PRIu64 " is not the one that '%s' knows",
			       head->count, HS_FIXITY_HEAD);
	if (f->count - head->count > 1)
		return hs_fail(err, HS_DAMAGED,
			       "%" PRIu64 " lines, but '%s' knows %" PRIu64, f->count,
			       HS_FIXITY_HEAD, head->count);
	return 0;
}

static int sync_fd(int fd)
{
	return hs_fault("sync") ? -1 : fsync(fd);
}

// No draft of sys/draft.h: hoso-pack may hold this folder, and would sweep it away.
// The log's lock is enough for a name of our own.
static int store_head(const struct hs_fixity *f, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_fd_done)
	int fd = openat(f->dir, HEAD_DRAFT,
			O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);

	hs_buf_addf(&text, "%" PRIu64 " %s\n", f->count, f->last);
	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", HEAD_DRAFT);
	if (hs_fd_store(fd, text.data, text.len, err) < 0)
		return hs_within(err, "'%s'", HEAD_DRAFT);
	if (sync_fd(fd) < 0 || hs_fault("rename") ||
	    renameat(f->dir, HEAD_DRAFT, f->dir, HS_FIXITY_HEAD) < 0 ||
	    sync_fd(f->dir) < 0)
		return hs_fail_sys(err, "rename to '%s'", HS_FIXITY_HEAD);
	return 0;
}

static int read_all(struct hs_fixity *f, size_t *torn, struct hs_err *err)
{
	struct head head;
	off_t end;

	if (read_head(f, &head, err) < 0 || read_lines(f, &head, torn, err) < 0 ||
	    compare_head(f, &head, err) < 0)
		return -1;
	if (*torn) {
		end = lseek(f->fd, 0, SEEK_END);
		if (end < 0 || ftruncate(f->fd, end - (off_t)*torn) < 0 ||
		    sync_fd(f->fd) < 0)
			return hs_fail_sys(err, "cut off a line that is not whole");
	}
	return f->count > head.count ? store_head(f, err) : 0;
}

static int open_log(struct hs_fixity *f, const char *folder, struct hs_err *err)
{
	f->dir = hs_dir_open(AT_FDCWD, folder, err);
	if (f->dir < 0)
		return -1;
	f->fd = openat(f->dir, HS_FIXITY_LOG,
		       O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (f->fd < 0)
		return hs_fail_sys(err, "open '%s'", HS_FIXITY_LOG);
	return hs_lock(f->fd, err);
}

struct hs_fixity *hs_fixity_open(const char *folder, size_t *torn, struct hs_err *err)
{
	HS_AUTO(hs_fixity_free) struct hs_fixity *f = HS_NEW(struct hs_fixity);

	f->dir = f->fd = -1;
	memcpy(f->last, NOTHING, HEX);
	*torn = 0;
	f->digest = hs_digest_new("sha256", err);
	if (!f->digest || open_log(f, folder, err) < 0)
		return NULL;
	if (read_all(f, torn, err) < 0) {
		hs_within(err, "'%s'", HS_FIXITY_LOG);
		return NULL;
	}
	return HS_STEAL(f);
}

// ---- writing

void hs_fixity_compare(const struct hs_fixity *fixity, const char *bundle,
		       struct hs_verdict *verdict)
{
	const struct known *k = look_up(fixity, hs_path_last(bundle));

	if (!k || !k->sha512 || !verdict->sha512 || !strcmp(k->sha512, verdict->sha512))
		return;
	hs_verdict_rule(verdict, verdict->signature == NULL,
			"its sha512 is not the one that was recorded, last on %s",
			k->time);
}

static void fill(struct check *c, const struct hs_verdict *v, const struct hs_err *why)
{
	if (why) {
		c->outcome = hs_dup("failed");
		c->reason = hs_dup(why->text);
		return;
	}
	c->outcome = hs_dup(v->ok ? "ok" : "bad");
	if (v->faults.count)
		c->reason = hs_dup(((char **)v->faults.items)[0]);
	if (v->sha512)
		c->sha512 = hs_dup(v->sha512);
}

// What a full disk took of a line must not stand before the next one.
static int append(const struct hs_fixity *f, const struct hs_buf *line,
		  struct hs_err *err)
{
	off_t end = lseek(f->fd, 0, SEEK_END);

	if (end < 0)
		return hs_fail_sys(err, "seek");
	if (hs_fd_store(f->fd, line->data, line->len, err) < 0) {
		(void)!ftruncate(f->fd, end);
		return hs_within(err, "'%s'", HS_FIXITY_LOG);
	}
	return sync_fd(f->fd) < 0 ? hs_fail_sys(err, "sync '%s'", HS_FIXITY_LOG) : 0;
}

int hs_fixity_add(struct hs_fixity *fixity, const char *bundle,
		  const struct hs_verdict *verdict, const struct hs_err *why,
		  struct hs_err *err)
{
	HS_AUTO(check_done)
	struct check c = {
		.format = HS_FORMAT,
		.time = hs_clock_now(),
		.bundle = hs_name_kept(hs_path_last(bundle)),
		.previous = hs_dup(fixity->last),
	};
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	fill(&c, verdict, why);
	hs_json_line(&shape, &c, &line);
	if (append(fixity, &line, err) < 0)
		return -1;
	remember(fixity, &c);
	link_line(fixity, line.data, line.len);
	return store_head(fixity, err);
}

// ---- choosing

struct candidate {
	const char *name, *time;
	size_t place; // in natural order
};

static int by_age(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int order = strcmp(x->time, y->time);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static bool is_bundle(const char *name)
{
	return *name != '.' && (hs_ends(name, ".zip") || hs_ends(name, ".zip.age"));
}

static void list_free(struct candidate **list)
{
	free(*list);
}

struct missing {
	const struct hs_names *there;
	struct hs_names *gone;
};

static void take_gone(const void *node, VISIT visit, void *user)
{
	const struct known *k = *(struct known *const *)node;
	const struct missing *m = user;

	if (visit != postorder && visit != leaf)
		return;
	for (size_t i = 0; i < m->there->count; i++) {
		HS_AUTO(hs_text_free) char *kept = hs_name_kept(m->there->list[i]);

		if (!strcmp(kept, k->bundle))
			return;
	}
	hs_names_add(m->gone, k->bundle);
}

int hs_fixity_oldest(const struct hs_fixity *fixity, size_t n, struct hs_names *bundles,
		     struct hs_names *gone, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};
	HS_AUTO(list_free) struct candidate *list = NULL;
	struct missing missing = {.there = &names, .gone = gone};
	size_t count = 0;

	if (hs_names_read(fixity->dir, &names, err) < 0)
		return -1;
	list = hs_new(names.count, sizeof(*list));
	for (size_t i = 0; i < names.count; i++) {
		const struct known *k = look_up(fixity, names.list[i]);

		if (is_bundle(names.list[i]))
			list[count++] = (struct candidate){
				.name = names.list[i],
				.time = k ? k->time : "",
				.place = i,
			};
	}
	qsort(list, count, sizeof(*list), by_age);
	for (size_t i = 0; i < count && i < n; i++)
		hs_names_add(bundles, list[i].name);
	twalk_r(fixity->known, take_gone, &missing);
	return 0;
}

uint64_t hs_fixity_until(unsigned seconds)
{
	return seconds ? hs_clock_ms() + (uint64_t)seconds * 1000 : UINT64_MAX;
}

int hs_fixity_round(const struct hs_fixity *fixity, const struct hs_fixity_plan *plan,
		    size_t *left, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names bundles = {0}, gone = {0};

	if (hs_fixity_oldest(fixity, plan->n, &bundles, &gone, err) < 0)
		return -1;
	for (size_t i = 0; i < gone.count; i++)
		plan->gone(gone.list[i]);
	for (*left = bundles.count; *left && hs_clock_ms() < plan->until; --*left) {
		HS_AUTO(hs_text_free)
		char *path =
			hs_path_join(plan->folder, bundles.list[bundles.count - *left]);

		plan->each(path);
	}
	return 0;
}
