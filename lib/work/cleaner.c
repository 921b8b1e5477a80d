// cleaner.c - see cleaner.h
#include "work/cleaner.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/facts.h"
#include "model/json.h"
#include "model/media.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"
#include "sys/tree.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FORMAT = 1,
	DEADLINE_PAGES = 20, // a file gets another deadline for so many pages
};

enum state { WAITING, SETTLED, TOLD };

// One file to clean.
struct item {
	struct run *run;
	char *in;   // path
	char *name; // of the new file, in the folder run->dir
	char *out;  // its path
	enum hs_media media;
	uint32_t pages;
	enum state state;
	struct hs_err why;            // code 0, or why nothing was written
	struct hs_clean_facts *facts; // one a page, once it is written
	char damage[HS_WHY_MAX];      // why pages may be missing; or ""
};

struct run {
	const struct hs_clean_terms *terms;
	struct hs_crew *crew;
	int dir; // where new files go
	bool folder;
	struct item *items;
	size_t count, told;
	size_t done, all;   // pages
	struct hs_err stop; // the system refused
};

static void run_done(struct run *run)
{
	hs_crew_free(&run->crew);
	hs_fd_done(&run->dir);
	for (size_t i = 0; i < run->count; i++) {
		free(run->items[i].in);
		free(run->items[i].name);
		free(run->items[i].out);
		free(run->items[i].facts);
	}
	free(run->items);
}

// ---- what became of it -----------------------------------------------------------

#define AT(member) .at = offsetof(struct hs_cleaned, member)

void hs_cleaned_json(const struct hs_cleaned *page, struct hs_buf *out)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format)},
		{"file", HS_TEXT, AT(file)},
		{"frame", HS_NUMBER, AT(frame)},
		{"frames", HS_NUMBER, AT(frames)},
		{"state", HS_TEXT, AT(state)},
		{"reason", HS_TEXT, AT(reason)},
		{"recipe", HS_TEXT, AT(recipe)},
		{"measures", HS_PART, AT(measures), .of = &hs_measures_shape},
		{"lost", HS_REAL, AT(lost)},
		{"out", HS_TEXT, AT(out)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct hs_cleaned), fields};

	hs_json_line(&shape, page, out);
}

static void tell_page(const struct item *it, uint32_t n)
{
	const struct hs_clean_terms *t = it->run->terms;
	struct hs_clean_facts *f = &it->facts[n];
	struct hs_cleaned page = {
		.format = FORMAT,
		.file = it->in,
		.frame = n + 1,
		.frames = it->pages,
		.state = f->damage[0] ? "damaged" : "done",
		.reason = f->damage[0] ? f->damage : NULL,
		.recipe = f->recipe,
		.measures = &f->measures,
		.lost = f->lost,
		.out = it->out,
	};
	struct hs_err why = {0};

	t->page(t->user, &page);
	if (!f->damage[0])
		return;
	hs_fail(&why, HS_DAMAGED, "page %u is damaged: %s", n + 1, f->damage);
	t->problem(t->user, it->in, &why);
}

static void tell_failure(const struct item *it)
{
	const struct hs_clean_terms *t = it->run->terms;
	struct hs_cleaned page = {
		.format = FORMAT,
		.file = it->in,
		.state = it->why.code == HS_REFUSED ? "refused" : "failed",
		.reason = it->why.text,
	};

	t->page(t->user, &page);
	t->problem(t->user, it->in, &it->why);
}

static void tell_item(const struct item *it)
{
	const struct hs_clean_terms *t = it->run->terms;
	struct hs_err why = {0};

	if (it->why.code) {
		tell_failure(it);
		return;
	}
	for (uint32_t n = 0; n < it->pages; n++)
		tell_page(it, n);
	t->done(t->user, it->out);
	if (!it->damage[0])
		return;
	hs_fail(&why, HS_DAMAGED, "pages may be missing: %s", it->damage);
	t->problem(t->user, it->in, &why);
}

// Tells of what is settled, from the front: order is kept.
static void announce(struct run *run)
{
	for (; run->told < run->count; run->told++) {
		struct item *it = &run->items[run->told];

		if (it->state == WAITING)
			return;
		if (it->state == SETTLED)
			tell_item(it);
		it->state = TOLD;
	}
}

static void settle(struct item *it, const struct hs_err *why)
{
	struct run *run = it->run;

	if (why)
		it->why = *why;
	it->state = SETTLED;
	run->done += it->pages;
	if (run->folder || it->pages > 1)
		run->terms->progress(run->terms->user, it->in, run->done, run->all);
	announce(run);
}

// ---- what is to be done ------------------------------------------------------------

static struct item *add_item(struct run *run, const char *in)
{
	struct item *it;

	if ((run->count & (run->count - 1)) == 0)
		run->items = hs_grow(run->items, run->count ? 2 * run->count : 1,
				     sizeof(*run->items));
	it = &run->items[run->count++];
	*it = (struct item){.run = run, .in = hs_dup(in), .pages = 1};
	return it;
}

static int open_regular(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return hs_fail_sys(err, "open");
	if (!S_ISREG(st.st_mode))
		return hs_fail(err, HS_DAMAGED, "no regular file");
	return HS_STEAL_FD(fd);
}

// What the file is. *row is NULL where it cannot even be opened.
static int look(struct item *it, const struct hs_media_row **row, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = open_regular(it->in, err);
	char start[HS_MEDIA_PEEK];
	ssize_t n = fd < 0 ? -1 : pread(fd, start, sizeof(start), 0);
	bool by_name;

	*row = NULL;
	if (n < 0)
		return fd < 0 ? -1 : hs_fail_sys(err, "read");
	*row = hs_media_of(it->in, start, (size_t)n, &by_name);
	it->media = (*row)->reader;
	if (n == 0)
		return hs_fail(err, HS_DAMAGED, "the file is empty");
	if (it->media == HS_MEDIA)
		return hs_fail(err, HS_DAMAGED, "%s files are not read", (*row)->title);
	if (by_name)
		return hs_fail(err, HS_DAMAGED, "not a %s file, whatever its name says",
			       (*row)->title);
	return 0;
}

static void left_out(const struct run *run, const char *path)
{
	struct hs_err why = {0};

	hs_fail(&why, HS_REFUSED, "left out: no picture of a page");
	run->terms->note(run->terms->user, path, &why);
}

static int plan_folder(struct run *run, struct hs_err *err)
{
	const char *in = run->terms->in;
	HS_AUTO(hs_tree_done) struct hs_tree tree = {0};
	const struct hs_names *others[] = {&tree.folders, &tree.others};

	if (hs_tree_read(in, &tree, err) < 0)
		return -1;
	for (size_t i = 0; i < tree.files.count; i++) {
		HS_AUTO(hs_text_free) char *path = hs_path_join(in, tree.files.list[i]);
		struct item *it = add_item(run, path);
		const struct hs_media_row *row;
		int got = look(it, &row, &it->why);

		if (got == 0 || !row || row->picture)
			continue;
		left_out(run, path);
		free(it->in);
		run->count--;
	}
	for (size_t i = 0; i < HS_COUNT(others); i++)
		for (size_t n = 0; n < others[i]->count; n++) {
			HS_AUTO(hs_text_free)
			char *path = hs_path_join(in, others[i]->list[n]);

			left_out(run, path);
		}
	if (run->count == 0)
		return hs_fail(err, HS_REFUSED,
			       "'%s': no pictures in it: nothing to clean", in);
	return 0;
}

static bool ends_as(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n > m && !strcasecmp(name + n - m, suffix);
}

static int plan_file(struct run *run, struct hs_err *err)
{
	const char *out = run->terms->out, *name = hs_path_last(out);
	const struct hs_media_row *row;
	struct item *it;

	if (!ends_as(name, ".png") && !ends_as(name, ".tif") && !ends_as(name, ".tiff"))
		return hs_fail(err, HS_USAGE,
			       "'%s': the new file's name ends in .png or .tif", out);
	it = add_item(run, run->terms->in);
	it->name = hs_dup(name);
	(void)!look(it, &row, &it->why);
	return 0;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

// The folder of the new files, opened; where it is theirs alone, it is made and
// locked.
static int open_room(struct run *run, struct hs_err *err)
{
	const char *in = run->terms->in, *out = run->terms->out;
	HS_AUTO(hs_text_free) char *above = hs_dup(out);
	struct stat a, b;

	if (!run->folder) {
		above[hs_path_last(out) - out] = '\0';
		run->dir = hs_dir_open(AT_FDCWD, *above ? above : ".", err);
		return run->dir < 0 ? -1 : 0;
	}
	if (stat(out, &b) == 0 && stat(in, &a) == 0 && same_file(&a, &b))
		return hs_fail(err, HS_REFUSED,
			       "'%s' is the folder to be cleaned: name another", out);
	run->dir = hs_dir_make(AT_FDCWD, out, err);
	if (run->dir < 0 || hs_lock(run->dir, err) < 0)
		return -1;
	return hs_draft_sweep(run->dir, err);
}

// The new file's name: the old one's, with another ending.
static void name_item(struct item *it)
{
	const struct hs_clean_terms *t = it->run->terms;
	const char *last = hs_path_last(it->in), *dot = strrchr(last, '.');
	int stem = dot && dot > last ? (int)(dot - last) : (int)strlen(last);
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};

	if (it->run->folder) {
		hs_buf_addf(&name, "%.*s%s", stem, last,
			    t->png && it->pages == 1 ? ".png" : ".tif");
		it->name = hs_buf_take(&name);
	}
	it->out = it->run->folder ? hs_path_join(t->out, it->name) : hs_dup(t->out);
}

// Whether the new file may have its name.
static int may_write(const struct item *it, struct hs_err *err)
{
	const struct run *run = it->run;
	struct stat a, b;

	for (const struct item *o = run->items; o < it; o++)
		if (o->name && !strcmp(o->name, it->name))
			return hs_fail(
				err, HS_REFUSED,
				"it would become '%s', as '%s' does: rename one of them",
				it->out, o->in);
	if (fstatat(run->dir, it->name, &b, 0) < 0 &&
	    fstatat(run->dir, it->name, &b, AT_SYMLINK_NOFOLLOW) < 0)
		return 0;
	if (stat(it->in, &a) == 0 && same_file(&a, &b))
		return hs_fail(err, HS_REFUSED,
			       "'%s' is the file to be cleaned: name another", it->out);
	if (S_ISDIR(b.st_mode))
		return hs_fail(err, HS_REFUSED, "'%s' is a folder: name a file", it->out);
	if (!run->terms->force)
		return hs_fail(err, HS_REFUSED, "'%s' is there: -f replaces it", it->out);
	return 0;
}

// ---- the work ------------------------------------------------------------------------

static bool stops(struct run *run, const struct hs_err *why)
{
	if (why && why->code == HS_SYSTEM && !run->stop.code)
		run->stop = *why;
	return run->stop.code != 0;
}

static int something_else(struct hs_err *err)
{
	return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
}

// What stands at the end of an answer; *size: all of its bytes.
static int read_end(int out, struct hs_clean_end *end, uint64_t *size, struct hs_err *err)
{
	struct stat st;

	if (fstat(out, &st) < 0)
		return hs_fail_sys(err, "look at the answer");
	*size = (uint64_t)st.st_size;
	if (*size < sizeof(*end) ||
	    pread(out, end, sizeof(*end), st.st_size - (off_t)sizeof(*end)) !=
		    (ssize_t)sizeof(*end) ||
	    !hs_clean_end_ok(end))
		return something_else(err);
	return 0;
}

static void counted(void *owner, int out, const struct hs_err *why)
{
	struct item *it = owner;
	struct hs_clean_end end;
	uint64_t size;

	if (stops(it->run, why))
		return;
	if (why)
		it->why = *why;
	else if (read_end(out, &end, &size, &it->why) == 0)
		it->pages = end.pages;
}

static int read_facts(struct item *it, int out, uint64_t *bytes, struct hs_err *err)
{
	struct hs_clean_end end;
	uint64_t size;
	size_t len = it->pages * sizeof(*it->facts);

	if (read_end(out, &end, &size, err) < 0)
		return -1;
	if (end.pages != it->pages || end.bytes == 0 || end.bytes > size ||
	    size - end.bytes != len + sizeof(end))
		return something_else(err);
	it->facts = hs_new(it->pages, sizeof(*it->facts));
	if (pread(out, it->facts, len, (off_t)end.bytes) != (ssize_t)len)
		return something_else(err);
	for (uint32_t i = 0; i < it->pages; i++)
		if (!hs_clean_facts_ok(&it->facts[i]))
			return something_else(err);
	memcpy(it->damage, end.damage, sizeof(it->damage));
	*bytes = end.bytes;
	return 0;
}

static int copy(int from, int to, uint64_t bytes, struct hs_err *err)
{
	char chunk[65536];

	while (bytes > 0) {
		size_t want = bytes < sizeof(chunk) ? (size_t)bytes : sizeof(chunk);
		ssize_t n = read(from, chunk, want);

		if (n <= 0)
			return n < 0 ? hs_fail_sys(err, "read") : something_else(err);
		if (hs_fd_store(to, chunk, (size_t)n, err) < 0)
			return -1;
		bytes -= (uint64_t)n;
	}
	return 0;
}

// The worker may still hold its file, so what gets a name is a copy.
static int take(struct item *it, int out, struct hs_err *err)
{
	HS_AUTO(hs_draft_done) struct hs_draft draft = {.fd = -1};
	int dir = it->run->dir;
	uint64_t bytes = 0;

	if (read_facts(it, out, &bytes, err) < 0)
		return -1;
	if (hs_draft_open(&draft, dir, dir, it->name, err) < 0 ||
	    copy(out, draft.fd, bytes, err) < 0 || hs_draft_commit(&draft, err) < 0)
		return hs_within(err, "'%s'", it->out);
	return 0;
}

static void cleaned(void *owner, int out, const struct hs_err *why)
{
	struct item *it = owner;
	struct hs_err err = {0};

	if (stops(it->run, why))
		return;
	if (!why && take(it, out, &err) < 0)
		why = &err;
	if (!stops(it->run, why))
		settle(it, why);
}

static int give(struct item *it, enum hs_clean_into into, struct hs_err *err)
{
	struct run *run = it->run;
	const struct hs_clean_terms *t = run->terms;
	const struct hs_clean_ask ask = {
		.media = it->media,
		.into = into,
		.colour = t->colour,
	};
	struct hs_crew_job job = {
		.kind = it->media == HS_PDF ? t->pdf : t->image,
		.ask = &ask,
		.ask_len = sizeof(ask),
		.done = into == HS_CLEAN_COUNT ? counted : cleaned,
		.owner = it,
		.has_out = into != HS_CLEAN_COUNT,
		.parts = 1 + it->pages / DEADLINE_PAGES,
	};
	HS_AUTO(hs_fd_done) int in = open_regular(it->in, &it->why);

	if (in < 0) {
		if (!job.has_out)
			return 0;
		settle(it, NULL);
		return 0;
	}
	if (job.has_out && (job.out = hs_scratch_open(run->dir, err)) < 0)
		return -1;
	job.in = HS_STEAL_FD(in);
	return hs_crew_give(run->crew, &job, err);
}

static int finish(struct run *run, struct hs_err *err)
{
	if (hs_crew_wait(run->crew, err) < 0)
		return -1;
	if (run->stop.code == 0)
		return 0;
	*err = run->stop;
	return -1;
}

// How many pages there are has a say in names and deadlines.
static int count_pages(struct run *run, struct hs_err *err)
{
	for (size_t i = 0; i < run->count && !run->stop.code; i++) {
		struct item *it = &run->items[i];

		if (!it->why.code && (it->media == HS_TIFF || it->media == HS_PDF) &&
		    give(it, HS_CLEAN_COUNT, err) < 0)
			return -1;
	}
	return finish(run, err);
}

static int clean_all(struct run *run, struct hs_err *err)
{
	for (size_t i = 0; i < run->count; i++)
		run->all += run->items[i].pages;
	for (size_t i = 0; i < run->count && !run->stop.code; i++) {
		struct item *it = &run->items[i];

		if (!it->why.code)
			name_item(it);
		if (it->why.code || may_write(it, &it->why) < 0)
			settle(it, NULL);
		else if (give(it,
			      ends_as(it->name, ".png") ? HS_CLEAN_PNG : HS_CLEAN_TIFF,
			      err) < 0)
			return -1;
	}
	return finish(run, err);
}

int hs_clean(const struct hs_clean_terms *terms, bool *half_jailed, struct hs_err *err)
{
	HS_AUTO(run_done) struct run run = {.terms = terms, .dir = -1};
	struct stat st;
	int got;

	run.folder = stat(terms->in, &st) == 0 && S_ISDIR(st.st_mode);
	if ((run.folder ? plan_folder(&run, err) : plan_file(&run, err)) < 0 ||
	    open_room(&run, err) < 0 || !(run.crew = hs_crew_new(&terms->crew, err)))
		return -1;
	got = count_pages(&run, err);
	if (got == 0)
		got = clean_all(&run, err);
	*half_jailed = hs_crew_half_jailed(run.crew);
	return got;
}
