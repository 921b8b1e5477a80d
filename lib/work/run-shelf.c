// run-shelf.c - out of the way and back: quarantine, and what is done with.
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "sys/clock.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/walk.h"
#include "work/run-part.h"
#include "work/run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WHY "WHY.txt"
#define SOURCE "source"
#define DOSSIER "dossier"
#define BUNDLE "bundle"

bool hs_run_there(int folder, const char *name)
{
	struct stat st;

	return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

int hs_run_move(int from, const char *name, int to, const char *as, struct hs_err *err)
{
	// Without this, an empty folder of that name would be replaced in silence.
	if (renameat2(from, name, to, as, RENAME_NOREPLACE) < 0 &&
	    (errno != EINVAL || hs_run_there(to, as) || renameat(from, name, to, as) < 0))
		return hs_fail_sys(err, "move '%s'", name);
	if (fsync(to) < 0 || fsync(from) < 0)
		return hs_fail_sys(err, "store the move of '%s'", name);
	return 0;
}

// A folder in quarantine/ has such a name until all is in it that belongs there: what a
// killed run began is then ended by the next (hs_run_mend).
#define MOVING ".moving."
#define REJECTING ".rejecting."

static char *before(const char *prefix, const char *name)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_buf_addf(&text, "%s%s", prefix, name);
	return hs_buf_take(&text);
}

static int cell_open(struct hs_run *run, const char *prefix, const char *name,
		     struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *first = before(prefix, name);

	return hs_dir_make(run->quarantine, first, err);
}

// It gets its own name: NAME, NAME.2, NAME.3 …
static int cell_close(struct hs_run *run, const char *prefix, const char *name,
		      struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *first = before(prefix, name);
	HS_AUTO(hs_buf_done) struct hs_buf last = {0};

	hs_buf_addf(&last, "%s", name);
	for (unsigned n = 2; hs_run_there(run->quarantine, hs_buf_text(&last)); n++) {
		last.len = 0;
		hs_buf_addf(&last, "%s.%u", name, n);
	}
	return hs_run_move(run->quarantine, first, run->quarantine, hs_buf_text(&last),
			   err);
}

static int write_why(int cell, const struct hs_night_line *line, const char *program,
		     const struct hs_err *why, const struct hs_buf *said,
		     struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *now = hs_clock_now();
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	hs_buf_addf(&text, "%s\n\nwhen:  %s\nstage: %s\nwhy:   %s\n", line->code, now,
		    line->stage, why->text);
	if (said && said->len)
		hs_buf_addf(&text, "\nWhat %s said:\n\n%s", program, hs_buf_text(said));
	hs_buf_addf(&text,
		    "\nWhat to do. " SOURCE " is what came, " DOSSIER
		    " what was made of it.\n"
		    "- Put it right in " DOSSIER ", then: hoso-run --retry ROOT '%s'\n"
		    "- To replace files: remove " DOSSIER ", replace them in " SOURCE
		    ", then the same.\n"
		    "- To pack it although files or pages cannot be read:\n"
		    "  hoso-run --retry --accept ROOT '%s'\n",
		    line->code, line->code);
	return hs_file_store(cell, cell, WHY, text.data, text.len, err);
}

static int move_bundle(struct hs_run *run, const char *bundle, int cell,
		       struct hs_err *err)
{
	const char *name = hs_path_last(bundle);
	HS_AUTO(hs_fd_done) int to = hs_dir_make(cell, BUNDLE, err);
	HS_AUTO(hs_names_done) struct hs_names all = {0};

	if (to < 0 || hs_names_read(run->bundles, &all, err) < 0)
		return -1;
	// With what belongs to it: CODE.zip.sha512, .p7s …
	for (size_t i = 0; i < all.count; i++)
		if (hs_starts(all.list[i], name) &&
		    (!all.list[i][strlen(name)] || all.list[i][strlen(name)] == '.') &&
		    hs_run_move(run->bundles, all.list[i], to, all.list[i], err) < 0)
			return -1;
	return 0;
}

// Last what is in taken/: as long as it is there, the dossier is at work.
static int fill_cell(struct hs_run *run, int cell, const char *code, struct hs_err *err)
{
	if (hs_run_there(run->dossiers, code) &&
	    hs_run_move(run->dossiers, code, cell, DOSSIER, err) < 0)
		return -1;
	if (hs_run_there(run->taken, code) &&
	    unlinkat(run->taken, code, AT_REMOVEDIR) < 0 &&
	    hs_run_move(run->taken, code, cell, SOURCE, err) < 0)
		return -1;
	return cell_close(run, MOVING, code, err);
}

int hs_run_quarantine(struct hs_run *run, struct job *job, const struct hs_err *why,
		      const struct hs_buf *said, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int cell = cell_open(run, MOVING, job->code, err);
	const struct stage_row *row = &hs_run_stages[job->stage];

	// The reason first: whatever happens then, somebody finds it.
	if (cell < 0 || write_why(cell, &job->line, row->program, why, said, err) < 0)
		return -1;
	if (job->stage == VERIFY && job->line.bundle &&
	    move_bundle(run, job->line.bundle, cell, err) < 0)
		return -1;
	return fill_cell(run, cell, job->code, err);
}

int hs_run_reject(struct hs_run *run, int from, const char *name,
		  const struct hs_err *why, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int cell = cell_open(run, REJECTING, name, err);
	HS_AUTO(hs_night_line_done)
	struct hs_night_line line = {.code = hs_dup(name),
				     .stage = hs_dup("inbox"),
				     .outcome = hs_dup(HS_NIGHT_QUARANTINE),
				     .reason = hs_dup(why->text)};

	if (cell < 0 || write_why(cell, &line, NULL, why, NULL, err) < 0 ||
	    hs_run_move(from, name, cell, SOURCE, err) < 0 ||
	    cell_close(run, REJECTING, name, err) < 0)
		return -1;
	return hs_run_record(run, &line, err);
}

static int mend(struct hs_run *run, const char *name, struct hs_err *err)
{
	bool moving = hs_starts(name, MOVING);
	const char *code = name + strlen(moving ? MOVING : REJECTING);
	HS_AUTO(hs_fd_done) int cell = hs_dir_open(run->quarantine, name, err);

	if (cell < 0)
		return -1;
	if (moving && hs_run_there(cell, WHY))
		return fill_cell(run, cell, code, err);
	if (!moving && hs_run_there(cell, SOURCE))
		return cell_close(run, REJECTING, code, err);
	// Nothing is in it yet: it will be judged again.
	(void)unlinkat(cell, WHY, 0);
	return hs_draft_sweep(cell, err) < 0 ? -1
	       : unlinkat(run->quarantine, name, AT_REMOVEDIR) < 0
		       ? hs_fail_sys(err, "remove '%s'", name)
		       : 0;
}

int hs_run_mend(struct hs_run *run, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names all = {0}, taken = {0};

	if (hs_names_read(run->quarantine, &all, err) < 0 ||
	    hs_names_read(run->taken, &taken, err) < 0)
		return -1;
	// A name that was claimed, and nothing had come to it.
	for (size_t i = 0; i < taken.count; i++)
		if (!hs_run_there(run->dossiers, taken.list[i]))
			(void)unlinkat(run->taken, taken.list[i], AT_REMOVEDIR);
	for (size_t i = 0; i < all.count; i++)
		if ((hs_starts(all.list[i], MOVING) ||
		     hs_starts(all.list[i], REJECTING)) &&
		    mend(run, all.list[i], err) < 0)
			return hs_within(err, "quarantine");
	return 0;
}

static bool same_bytes(int a, int b)
{
	char one[16384], other[16384];

	for (;;) {
		ssize_t n = read(a, one, sizeof(one));
		ssize_t m = read(b, other, sizeof(other));

		if (n != m || n < 0 || memcmp(one, other, (size_t)n) != 0)
			return false;
		if (n == 0)
			return true;
	}
}

// The masters of a dossier, and which files of the disk they are, in order.
struct kept {
	struct hs_walk walk;
	struct identity {
		dev_t device;
		ino_t file;
	} * ids;
	size_t count;
};

static int by_identity(const void *a, const void *b)
{
	const struct identity *one = a, *other = b;

	if (one->file != other->file)
		return one->file < other->file ? -1 : 1;
	return (one->device > other->device) - (one->device < other->device);
}

static void kept_done(struct kept *kept)
{
	hs_walk_done(&kept->walk);
	free(kept->ids);
}

static int kept_read(int masters, struct kept *kept, struct hs_err *err)
{
	if (hs_walk_read(masters, &kept->walk, err) < 0)
		return -1;
	kept->ids = hs_new(kept->walk.count ? kept->walk.count : 1, sizeof(*kept->ids));
	for (size_t i = 0; i < kept->walk.count; i++) {
		struct stat st;

		if (fstatat(masters, kept->walk.list[i].path, &st, AT_SYMLINK_NOFOLLOW) ==
		    0)
			kept->ids[kept->count++] =
				(struct identity){st.st_dev, st.st_ino};
	}
	qsort(kept->ids, kept->count, sizeof(*kept->ids), by_identity);
	return 0;
}

// Whether it is a link to one of them, or a copy: then it is in the archive.
static bool is_master(int folder, const char *path, int masters, const struct kept *kept)
{
	struct hs_err ignored;
	HS_AUTO(hs_fd_done) int fd = hs_walk_open(folder, path, &ignored);
	const struct hs_walk *all = &kept->walk;
	struct identity id;
	struct stat mine;

	if (fd < 0 || fstat(fd, &mine) < 0)
		return false;
	id = (struct identity){mine.st_dev, mine.st_ino};
	if (bsearch(&id, kept->ids, kept->count, sizeof(id), by_identity))
		return true;
	for (size_t i = 0; i < all->count; i++) {
		HS_AUTO(hs_fd_done) int master = -1;

		if (all->list[i].kind != HS_FOUND_FILE ||
		    all->list[i].size != (uint64_t)mine.st_size)
			continue;
		master = hs_walk_open(masters, all->list[i].path, &ignored);
		if (master >= 0 && lseek(fd, 0, SEEK_SET) == 0 && same_bytes(fd, master))
			return true;
	}
	return false;
}

static int clear_files(int folder, int masters, struct hs_err *err)
{
	HS_AUTO(hs_walk_done) struct hs_walk came = {0};
	HS_AUTO(kept_done) struct kept kept = {0};

	if (hs_walk_read(folder, &came, err) < 0 ||
	    (came.count && kept_read(masters, &kept, err) < 0))
		return -1;
	for (size_t i = 0; i < came.count; i++) {
		const struct hs_found *f = &came.list[i];

		if (f->kind != HS_FOUND_FILE ||
		    !is_master(folder, f->path, masters, &kept))
			return hs_fail(err, HS_DAMAGED, "'%s' is no part of the dossier",
				       f->path);
	}
	for (size_t i = 0; i < came.count; i++)
		if (unlinkat(folder, came.list[i].path, 0) < 0)
			return hs_fail_sys(err, "remove '%s'", came.list[i].path);
	return 0;
}

int hs_run_clear(struct hs_run *run, const char *code, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int folder = hs_dir_open(run->taken, code, err);
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};
	HS_AUTO(hs_fd_done) int masters = -1;

	hs_buf_addf(&path, "%s/masters", code);
	masters = folder < 0 ? -1 : hs_dir_open(run->dossiers, hs_buf_text(&path), err);
	if (masters < 0 || clear_files(folder, masters, err) < 0)
		return -1;
	if (unlinkat(run->taken, code, AT_REMOVEDIR) < 0 || fsync(run->taken) < 0)
		return hs_fail_sys(err, "remove 'taken/%s'", code);
	return 0;
}

static int empty_cell(struct hs_run *run, int cell, const char *name, struct hs_err *err)
{
	if (unlinkat(cell, WHY, 0) < 0 && errno != ENOENT)
		return hs_fail_sys(err, "remove '%s'", WHY);
	// What else is in it stays: a bundle that was not sound, or what somebody put
	// there.
	if (unlinkat(run->quarantine, name, AT_REMOVEDIR) < 0 && errno != ENOTEMPTY)
		return hs_fail_sys(err, "remove the folder");
	return 0;
}

// taken/NAME comes first: a dossier without it would look finished.
static int release(struct hs_run *run, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int cell = hs_dir_open(run->quarantine, name, err);

	if (cell < 0)
		return -1;
	if (hs_run_may_name(run, name, err) < 0)
		return -1;
	if (hs_run_there(cell, SOURCE)) {
		struct stat st;

		if (fstatat(cell, SOURCE, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    !S_ISDIR(st.st_mode))
			return hs_fail(err, HS_REFUSED, "'%s' is no folder", SOURCE);
		if (hs_run_move(cell, SOURCE, run->taken, name, err) < 0)
			return -1;
	} else {
		HS_AUTO(hs_fd_done) int mark = hs_dir_make(run->taken, name, err);

		if (mark < 0)
			return -1;
	}
	if (hs_run_there(cell, DOSSIER) &&
	    hs_run_move(cell, DOSSIER, run->dossiers, name, err) < 0)
		return -1;
	return empty_cell(run, cell, name, err);
}

int hs_run_retry(struct hs_run *run, char *const *names, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names all = {0};

	for (size_t i = 0; i < count; i++)
		hs_names_add(&all, names[i]);
	if (count == 0 && hs_names_read(run->quarantine, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.count; i++) {
		struct hs_err why = {0};

		if (!count && all.list[i][0] == '.')
			continue;
		if (release(run, all.list[i], &why) < 0)
			run->terms.note(run->terms.user, all.list[i], &why);
	}
	return 0;
}
