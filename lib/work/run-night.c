// run-night.c - what happened: the lines of a night, its reports, what past ones tell.
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/record.h"
#include "sys/clock.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "work/run-part.h"
#include "work/run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINES ".jsonl"

enum { PAST_NIGHTS = 20 }; // that estimates are made from

static char *with_ending(const char *night, const char *ending)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};

	hs_buf_addf(&name, "%s%s", night, ending);
	return hs_buf_take(&name);
}

static int append(int fd, struct hs_night_line *line, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	line->format = HS_FORMAT;
	if (!line->time)
		line->time = hs_clock_now();
	hs_json_line(&hs_night_shape, line, &text);
	if (hs_fd_store(fd, text.data, text.len, err) < 0)
		return hs_within(err, "the lines of the night");
	return fsync(fd) < 0 ? hs_fail_sys(err, "store the lines of the night") : 0;
}

// Named by when it begins; a second one in the same second gets a number.
static int begin_night(struct hs_run *run, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *now = hs_clock_now();
	HS_AUTO(hs_night_line_done)
	struct hs_night_line line = {.event = hs_dup(HS_NIGHT_BEGIN),
				     .time = hs_dup(now)};
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	unsigned n = 1;

	for (const char *c = now; *c; c++)
		if (*c != ':')
			hs_buf_add(&name, c, 1);
	run->night = hs_dup(hs_buf_text(&name));
	for (;;) {
		HS_AUTO(hs_text_free) char *file = with_ending(run->night, LINES);

		run->journal =
			openat(run->reports, file,
			       O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
		if (run->journal >= 0)
			break;
		if (errno != EEXIST)
			return hs_fail_sys(err, "create 'reports/%s'", file);
		free(run->night);
		name.len = strlen(now) - 2; // two ':' less
		hs_buf_addf(&name, "_%u", ++n);
		run->night = hs_dup(hs_buf_text(&name));
	}
	return append(run->journal, &line, err);
}

int hs_run_record(struct hs_run *run, struct hs_night_line *line, struct hs_err *err)
{
	if (!run->night && begin_night(run, err) < 0)
		return -1;
	hs_text_set(&line->event, HS_NIGHT_DOSSIER);
	if (append(run->journal, line, err) < 0)
		return -1;
	run->terms.told(run->terms.user, line);
	return 0;
}

static int load(struct hs_run *run, const char *night, struct hs_night *into,
		struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *file = with_ending(night, LINES);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (hs_file_load(run->reports, file, HS_NIGHT_MAX, &text, err) < 0 ||
	    hs_night_read(hs_buf_text(&text), text.len, into, err) < 0)
		return hs_within(err, "'reports/%s'", file);
	return 0;
}

static const struct {
	const char *ending;
	void (*write)(const struct hs_night *night, struct hs_buf *out);
} forms[] = {
	{".txt", hs_run_report_text},
	{".html", hs_run_report_html},
	{".json", hs_run_report_json},
};

static int make_reports(struct hs_run *run, const char *night, struct hs_err *err)
{
	HS_AUTO(hs_night_done) struct hs_night all = {0};

	if (load(run, night, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < HS_COUNT(forms); i++) {
		HS_AUTO(hs_text_free) char *name = with_ending(night, forms[i].ending);
		HS_AUTO(hs_buf_done) struct hs_buf text = {0};

		forms[i].write(&all, &text);
		if (hs_file_store(run->reports, run->reports, name, text.data, text.len,
				  err) < 0)
			return -1;
	}
	return 0;
}

int hs_run_close(struct hs_run *run, const char *status, const char *why,
		 struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *night = HS_STEAL(run->night);
	HS_AUTO(hs_fd_done) int journal = HS_STEAL_FD(run->journal);
	HS_AUTO(hs_night_line_done) struct hs_night_line line = {0};

	if (!night)
		return 0;
	line.event = hs_dup(HS_NIGHT_END);
	line.outcome = hs_dup(status);
	hs_text_set(&line.reason, why);
	line.milliseconds = hs_clock_ms() - run->began_ms;
	return append(journal, &line, err) < 0 ? -1 : make_reports(run, night, err);
}

// The names of all nights, the oldest first.
static int nights(struct hs_run *run, struct hs_names *found, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names all = {0};

	if (hs_names_read(run->reports, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.count; i++) {
		char *name = all.list[i];

		if (*name == '.' || !hs_ends(name, LINES))
			continue;
		name[strlen(name) - strlen(LINES)] = '\0';
		hs_names_add(found, name);
	}
	return 0;
}

int hs_run_close_old(struct hs_run *run, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names all = {0};

	if (hs_draft_sweep(run->reports, err) < 0 || nights(run, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.count; i++) {
		HS_AUTO(hs_text_free) char *last = with_ending(all.list[i], ".json");
		struct hs_err why = {0};

		if (hs_run_there(run->reports, last) ||
		    make_reports(run, all.list[i], &why) == 0)
			continue;
		if (why.code == HS_SYSTEM) {
			*err = why;
			return -1;
		}
		run->terms.note(run->terms.user, all.list[i], &why);
	}
	return 0;
}

int hs_run_experience(struct hs_run *run, struct experience *past, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names all = {0};
	uint64_t pages = 0, read = 0, in = 0, out = 0, ms = 0;

	*past = (struct experience){0};
	if (nights(run, &all, err) < 0)
		return -1;
	for (size_t i = all.count > PAST_NIGHTS ? all.count - PAST_NIGHTS : 0;
	     i < all.count; i++) {
		HS_AUTO(hs_night_done) struct hs_night night = {0};
		struct hs_err ignored;

		if (load(run, all.list[i], &night, &ignored) < 0 || !night.spent_ms)
			continue;
		pages += night.packed_pages;
		read += night.all.read;
		in += night.all.bytes_in;
		out += night.all.bytes_out;
		// What only packed tells nothing of reading.
		ms += night.all.read ? night.spent_ms : 0;
	}
	if (in)
		*past = (struct experience){.pages = (double)pages / (double)in,
					    .bytes = (double)out / (double)in};
	if (read)
		past->milliseconds = (double)ms / (double)read;
	return 0;
}

int hs_run_report(struct hs_run *run, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names all = {0};
	HS_AUTO(hs_night_done) struct hs_night night = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (nights(run, &all, err) < 0)
		return -1;
	if (all.count == 0)
		return hs_fail(err, HS_USAGE, "there was no night yet to report on");
	if (load(run, all.list[all.count - 1], &night, err) < 0)
		return -1;
	for (size_t i = 0; i < HS_COUNT(forms); i++) {
		HS_AUTO(hs_text_free) char *folder = hs_dup(path);
		HS_AUTO(hs_fd_done) int dir = -1;

		if (!hs_ends(path, forms[i].ending))
			continue;
		if (strrchr(folder, '/'))
			strrchr(folder, '/')[1] = '\0';
		else
			hs_text_set(&folder, ".");
		dir = hs_dir_open(AT_FDCWD, folder, err);
		forms[i].write(&night, &text);
		return dir < 0 ? -1
			       : hs_file_store(dir, dir, hs_path_last(path), text.data,
					       text.len, err);
	}
	return hs_fail(err, HS_USAGE, "'%s' ends in none of .txt, .html, .json", path);
}

// What is at work, in a few words.
static void working(const struct hs_run *run, struct hs_buf *out)
{
	for (const struct job *j = run->first; j; j = j->next)
		if (j->child.pid)
			hs_buf_addf(out, "%s%s %s", out->len ? ", " : "",
				    hs_run_stages[j->stage].name, j->code);
}

// Pages of a dossier in work that have their text by now.
static uint64_t pages_in_work(const struct hs_run *run, const struct job *job)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};
	HS_AUTO(hs_names_done) struct hs_names done = {0};
	HS_AUTO(hs_fd_done) int folder = -1;
	struct hs_err ignored;

	hs_buf_addf(&path, "%s/alto", job->code);
	folder = openat(run->dossiers, hs_buf_text(&path),
			O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (folder < 0 || hs_names_read(folder, &done, &ignored) < 0)
		return 0;
	return done.count;
}

void hs_run_tell_progress(struct hs_run *run)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_run_progress progress = {
		.dossiers = run->over,
		.dossiers_all = run->all,
		.pages = run->pages_over,
		.pages_all = run->pages,
	};

	for (const struct job *j = run->first; j; j = j->next)
		if (j->child.pid && j->stage == READ)
			progress.pages += pages_in_work(run, j);
	working(run, &text);
	progress.working = hs_buf_text(&text);
	run->terms.progress(run->terms.user, &progress);
}
