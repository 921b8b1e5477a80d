// intake.c - see intake.h
#include "craft/intake.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/mend.h"
#include "craft/survey.h"
#include "model/media.h"
#include "port/dossier.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// One file on its way into a dossier.
struct entry {
	char *path; // the source; NULL: a master that a killed run left unrecorded
	char *name; // in masters/
	bool fresh; // it has come in and is not recorded yet
	struct hs_file record;
	const struct hs_media_row *media; // NULL: it has no pages
	struct hs_scan scan;
};

// One dossier being imported.
struct run {
	const struct hs_intake *terms;
	struct hs_folder *folder;
	struct hs_dossier dossier;
	bool existed;
	struct entry *entries;
	size_t count, sorted;  // entries in all, and those in order from the start
	bool looked;           // for recorded files that have no source
	struct hs_list absent; // those: of const struct hs_file *
	uint64_t problems;
};

static void entry_done(struct entry *e)
{
	free(e->path);
	free(e->name);
	hs_scan_done(&e->scan);
	hs_shape_done(&hs_file_shape, &e->record);
}

static void run_done(struct run *run)
{
	for (size_t i = 0; i < run->count; i++)
		entry_done(&run->entries[i]);
	free(run->entries);
	free(run->absent.items);
	hs_dossier_done(&run->dossier);
	hs_folder_free(&run->folder);
}

static const char *shown(const struct entry *e)
{
	return e->path ? e->path : e->name;
}

static int by_name(const void *a, const void *b)
{
	return hs_natural(((const struct entry *)a)->name,
			  ((const struct entry *)b)->name);
}

static void add_entry(struct run *run, const char *path, const char *name)
{
	struct entry *e;

	if ((run->count & (run->count - 1)) == 0)
		run->entries = hs_grow(run->entries, run->count ? 2 * run->count : 1,
				       sizeof(*run->entries));
	e = &run->entries[run->count++];
	*e = (struct entry){.path = path ? hs_dup(path) : NULL,
			    .name = hs_name_kept(name)};
}

// In natural order; two that would share a name are an error.
static int sort_entries(struct run *run, struct hs_err *err)
{
	if (run->count)
		qsort(run->entries, run->count, sizeof(*run->entries), by_name);
	for (size_t i = 1; i < run->count; i++)
		if (!strcmp(run->entries[i - 1].name, run->entries[i].name))
			return hs_fail(
				err, HS_REFUSED,
				"'%s' and '%s' would both be '%s': rename one of them",
				shown(&run->entries[i - 1]), shown(&run->entries[i]),
				run->entries[i].name);
	run->sorted = run->count;
	return 0;
}

static struct entry *find_entry(const struct run *run, const char *name)
{
	struct entry key = {.name = (char *)(uintptr_t)name};

	return run->sorted ? bsearch(&key, run->entries, run->sorted,
				     sizeof(*run->entries), by_name)
			   : NULL;
}

// Masters that a killed run copied but did not record count as if they had
// come now; their sources may be gone.
static int adopt_masters(struct run *run, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names masters = {0};
	int dir = hs_folder_part(run->folder, HS_MASTERS, err);

	if (dir < 0 || hs_names_read(dir, &masters, err) < 0)
		return -1;
	for (size_t i = 0; i < masters.count; i++)
		if (!hs_dossier_file(&run->dossier, masters.list[i]) &&
		    !find_entry(run, masters.list[i]))
			add_entry(run, NULL, masters.list[i]);
	return 0;
}

// Opens the dossier's folder, new or known, and what is recorded there.
static int open_folder(struct run *run, const char *path, struct hs_err *err)
{
	static const char *const ours[] = {"masters", "pages", "journal.jsonl", "alto",
					   "text"};
	HS_AUTO(hs_names_done) struct hs_names names = {0};

	if (!run->folder)
		run->folder = hs_folder_write(path, true, err);
	if (!run->folder ||
	    hs_folder_load(run->folder, &run->dossier, &run->existed, err) < 0)
		return -1;
	if (run->existed)
		return 0;
	if (hs_names_read(hs_folder_fd(run->folder), &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++) {
		bool known = false;

		for (size_t k = 0; k < HS_COUNT(ours); k++)
			known |= !strcmp(names.list[i], ours[k]);
		if (!known)
			return hs_fail(
				err, HS_REFUSED,
				"'%s' is there already and is no dossier (it holds '%s')",
				path, names.list[i]);
	}
	run->dossier.format = HS_FORMAT;
	run->dossier.code = hs_dup(hs_folder_code(run->folder));
	return 0;
}

// Once a run: most have none, and then nothing below costs anything.
static void look_for_absent(struct run *run)
{
	const struct hs_file *files = run->dossier.files.items;

	for (size_t i = 0; !run->looked && i < run->dossier.files.count; i++)
		if (!find_entry(run, files[i].name))
			*(const struct hs_file **)hs_list_add(
				&run->absent, sizeof(struct hs_file *)) = &files[i];
	run->looked = true;
}

// A recorded file with these very bytes whose name is no longer among the
// sources: the scan was given another name. (A copy beside it is a file of its
// own.) Reads the source only where some recorded file has none.
static const struct hs_file *renamed(struct run *run, const struct entry *e)
{
	struct hs_master master;
	struct hs_err ignored;
	HS_AUTO(hs_fd_done) int fd = -1;

	look_for_absent(run);
	if (!e->path || run->absent.count == 0)
		return NULL;
	fd = hs_source_open(e->path, &ignored);
	if (fd < 0 || hs_master_facts(fd, &master, &ignored) < 0)
		return NULL;
	for (size_t i = 0; i < run->absent.count; i++) {
		const struct hs_file *file =
			((const struct hs_file **)run->absent.items)[i];

		if (!strcmp(file->sha256, master.sha256))
			return file;
	}
	return NULL;
}

static int open_dossier(struct run *run, const char *path, struct hs_err *err)
{
	if (open_folder(run, path, err) == 0)
		return 0;
	return hs_within(err, "dossier '%s'", path);
}

// Another folder of the same name is not this one grown.
static int same_source(struct run *run, struct hs_err *err)
{
	for (size_t i = 0; i < run->count; i++)
		if (hs_dossier_file(&run->dossier, run->entries[i].name))
			return 0;
	if (!run->existed || run->dossier.files.count == 0 || run->count == 0)
		return 0;
	for (size_t i = 0; i < run->count; i++)
		if (renamed(run, &run->entries[i]))
			return 0;
	return hs_fail(err, HS_REFUSED,
		       "dossier '%s' is there already and shares no file with it: "
		       "is this another folder of the same name? (--code gives another)",
		       hs_folder_path(run->folder));
}

static void tell_problem(struct run *run, const struct entry *e, const struct hs_err *why)
{
	const struct hs_intake *t = run->terms;

	run->problems++;
	t->problem(t->user, shown(e), why);
}

// A picture that we make no pages of must not pass for an attachment.
static int look_at_media(struct run *run, struct entry *e, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = hs_folder_open_master(run->folder, e->name, err);
	struct hs_err *why = &e->scan.why;
	char start[HS_MEDIA_PEEK];
	ssize_t n = fd < 0 ? -1 : pread(fd, start, sizeof(start), 0);
	const struct hs_media_row *media;
	bool by_name;

	if (n < 0)
		return fd < 0 ? -1 : hs_fail_sys(err, "read '%s'", e->name);
	media = hs_media_of(e->name, start, (size_t)n, &by_name);
	hs_text_set(&e->record.media, media->type);
	if (!media->picture) {
		hs_text_set(&e->record.state, HS_FILE_ATTACHMENT);
	} else if (n == 0) {
		hs_text_set(&e->record.state, HS_FILE_UNREADABLE);
		hs_text_set(&e->record.reason, "the file is empty");
	} else if (by_name || media->reader == HS_MEDIA) {
		if (media->reader == HS_MEDIA)
			hs_fail(why, HS_DAMAGED,
				"%s files are kept but not read: convert it to TIFF",
				media->title);
		else
			hs_fail(why, HS_DAMAGED, "not a %s file, whatever its name says",
				media->title);
		hs_text_set(&e->record.state, HS_FILE_UNREADABLE);
		hs_text_set(&e->record.reason, why->text);
	} else {
		e->media = media;
	}
	return 0;
}

static int still_the_same(const struct entry *e, const struct hs_file *known,
			  struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = hs_source_open(e->path, err);
	struct hs_master master;

	if (fd < 0 || hs_master_facts(fd, &master, err) < 0)
		return -1;
	if (!strcmp(master.sha256, known->sha256))
		return 0;
	return hs_fail(err, HS_REFUSED,
		       "it differs from the file of this name imported before, which "
		       "stays: another name adds it");
}

static int tell_renamed(struct run *run, const struct entry *e,
			const struct hs_file *known)
{
	const struct hs_intake *t = run->terms;
	struct hs_err note = {0};

	hs_fail(&note, HS_OK, "the same bytes as '%s' of the dossier: not added again",
		known->name);
	t->note(t->user, shown(e), &note);
	return 0;
}

// Brings a new file's bytes in, or checks that a known one is still the same.
static int take_in(struct run *run, struct entry *e, struct hs_err *err)
{
	const struct hs_file *known = hs_dossier_file(&run->dossier, e->name);
	const char *last = e->path ? hs_path_last(e->path) : e->name;
	struct hs_master master;
	int got;

	if (known && still_the_same(e, known, err) < 0)
		return -1;
	if (known && hs_mend_has_master(run->folder, known))
		return 0;
	if (!known && (known = renamed(run, e)))
		return tell_renamed(run, e, known);
	got = e->path ? hs_folder_keep(run->folder, e->path, e->name, run->terms->link,
				       &master, err)
		      : hs_folder_master(run->folder, e->name, &master, err);
	if (got < 0 || known) // a master that was lost has come back
		return got;
	e->fresh = true;
	hs_text_set(&e->record.name, e->name);
	if (strcmp(e->name, last) && hs_utf8_valid(last, strlen(last)))
		hs_text_set(&e->record.original, last);
	hs_text_set(&e->record.sha256, master.sha256);
	e->record.size = master.size;
	hs_text_set(&e->record.state, HS_FILE_OK);
	return look_at_media(run, e, err);
}

// Whether the fault lies with one source, not with the archive's own disk.
static bool of_one_file(const struct hs_err *err)
{
	static const int usual[] = {EACCES, EPERM, ENOENT,      ELOOP,
				    EISDIR, ENXIO, ENAMETOOLONG};

	for (size_t i = 0; i < HS_COUNT(usual); i++)
		if (err->sys == usual[i])
			return true;
	return err->code != HS_SYSTEM;
}

static int take_all_in(struct run *run, struct hs_err *err)
{
	for (size_t i = 0; i < run->count; i++) {
		struct entry *e = &run->entries[i];
		struct hs_err why = {0};

		if (take_in(run, e, &why) == 0)
			continue;
		if (!of_one_file(&why)) {
			*err = why;
			return hs_within(err, "'%s'", shown(e));
		}
		tell_problem(run, e, &why);
	}
	return 0;
}

static size_t scans_of(struct run *run, struct hs_scan **scans)
{
	size_t n = 0;

	for (size_t i = 0; i < run->count; i++) {
		struct entry *e = &run->entries[i];

		if (!e->fresh || !e->media)
			continue;
		e->scan.name = e->name;
		e->scan.sha256 = e->record.sha256;
		e->scan.media = e->media->reader;
		scans[n++] = &e->scan;
	}
	return n;
}

// Pages are numbered behind those recorded, in the order of the files.
static void number_pages(struct run *run, struct hs_scan **scans, size_t count)
{
	const struct hs_file *files = run->dossier.files.items;
	uint32_t next = 1;

	for (size_t i = 0; i < run->dossier.files.count; i++)
		next += (uint32_t)files[i].pages;
	for (size_t i = 0; i < count; i++) {
		scans[i]->first = next;
		next += scans[i]->frames;
	}
}

static void scans_done(struct hs_scan ***scans)
{
	free(*scans);
}

static void tell_unmended(void *user, const struct hs_file *file,
			  const struct hs_err *why)
{
	struct run *run = user;
	struct hs_err named = *why;

	hs_within(&named, "'%s'", file->name);
	run->problems++;
	run->terms->problem(run->terms->user, hs_folder_path(run->folder), &named);
}

static int survey(struct run *run, struct hs_err *err)
{
	const struct hs_intake *t = run->terms;
	HS_AUTO(scans_done)
	struct hs_scan **scans = hs_new(run->count + 1, sizeof(struct hs_scan *));
	size_t count = scans_of(run, scans);
	struct hs_survey s = {
		.folder = run->folder,
		.crew = run->terms->crew,
		.image = t->image,
		.pdf = t->pdf,
		.progress = t->progress,
		.user = t->user,
	};

	if (hs_mend(&s, &run->dossier, tell_unmended, run, err) < 0 ||
	    hs_survey_count(&s, scans, count, err) < 0)
		return -1;
	number_pages(run, scans, count);
	return hs_survey_pages(&s, scans, count, err);
}

// What the workers found becomes the file's record.
static void judge(struct entry *e)
{
	const struct hs_scan *scan = &e->scan;

	e->record.pages = scan->frames;
	if (scan->why.code) {
		hs_text_set(&e->record.state, HS_FILE_UNREADABLE);
		hs_text_set(&e->record.reason, scan->why.text);
	} else if (scan->damage[0]) {
		hs_text_set(&e->record.state,
			    scan->frames && scan->unreadable == scan->frames
				    ? HS_FILE_UNREADABLE
				    : HS_FILE_DAMAGED);
		hs_text_set(&e->record.reason, scan->damage);
	}
}

static bool has_problem(const struct hs_file *file)
{
	return !strcmp(file->state, HS_FILE_UNREADABLE) ||
	       !strcmp(file->state, HS_FILE_DAMAGED);
}

// What was found just now is told in the user's language, what stands in the
// record as it stands there.
static void explain(const struct hs_file *file, const struct entry *e, struct hs_err *why)
{
	hs_fail(why, HS_DAMAGED, "%s", file->reason ? file->reason : "");
	if (e && e->scan.why.code)
		memcpy(why->shown, e->scan.why.shown, sizeof(why->shown));
	if (!strcmp(file->state, HS_FILE_UNREADABLE))
		hs_within(why, "unreadable");
	else
		hs_within(why, "damaged");
}

// The same files are told at every import: the exit status says what state the
// dossier is in, not what happened today.
static void tell_problems(struct run *run)
{
	const struct hs_file *files = run->dossier.files.items;

	for (size_t i = 0; i < run->dossier.files.count; i++) {
		const struct entry *e;
		struct hs_err why = {0};

		if (!has_problem(&files[i]))
			continue;
		e = find_entry(run, files[i].name);
		explain(&files[i], e, &why);
		if (e)
			tell_problem(run, e, &why);
		else
			run->problems++;
	}
}

static int journal(struct run *run, uint64_t new_files, uint64_t new_pages,
		   struct hs_err *err)
{
	const char *program = run->terms->program ? run->terms->program : "hoso-import";
	const char *event = run->terms->event ? run->terms->event : "import";
	char detail[80];

	for (size_t i = 0; i < run->count; i++) {
		const struct entry *e = &run->entries[i];

		if (e->fresh && has_problem(&e->record) &&
		    hs_folder_journal(run->folder, program, event, e->name, "failed",
				      e->record.reason, err) < 0)
			return -1;
	}
	snprintf(detail, sizeof(detail), "%llu files, %llu pages",
		 (unsigned long long)new_files, (unsigned long long)new_pages);
	return hs_folder_journal(run->folder, program, event, NULL, "done", detail, err);
}

// Page records behind the last page come from a killed run whose files changed.
static int drop_beyond(struct run *run, uint64_t last, struct hs_err *err)
{
	uint32_t *numbers = NULL;
	size_t count;
	int got = hs_folder_pages(run->folder, &numbers, &count, err);

	for (size_t i = 0; got == 0 && i < count; i++)
		if (numbers[i] > last)
			got = hs_folder_drop_page(run->folder, numbers[i], err);
	free(numbers);
	return got;
}

static int record(struct run *run, struct hs_taken_in *result, struct hs_err *err)
{
	const struct hs_file *files;

	for (size_t i = 0; i < run->count; i++) {
		struct entry *e = &run->entries[i];

		if (!e->fresh)
			continue;
		judge(e);
		result->new_files++;
		result->new_pages += e->record.pages;
	}
	if (result->new_files &&
	    journal(run, result->new_files, result->new_pages, err) < 0)
		return -1;
	for (size_t i = 0; i < run->count; i++) {
		struct entry *e = &run->entries[i];

		if (!e->fresh)
			continue;
		*(struct hs_file *)hs_list_add(&run->dossier.files, sizeof(e->record)) =
			e->record;
		e->record = (struct hs_file){0};
	}
	files = run->dossier.files.items;
	result->files = run->dossier.files.count;
	for (size_t i = 0; i < run->dossier.files.count; i++)
		result->pages += files[i].pages;
	if (!result->new_files && run->existed)
		return 0;
	if (drop_beyond(run, result->pages, err) < 0)
		return -1;
	return hs_folder_store(run->folder, &run->dossier, err);
}

int hs_intake_finish(const struct hs_intake *terms, struct hs_folder *folder,
		     struct hs_taken_in *result, struct hs_err *err)
{
	struct run run = {.terms = terms, .folder = folder};
	int got = -1;

	*result = (struct hs_taken_in){
		.format = HS_FORMAT,
		.dossier = hs_folder_path(folder),
		.code = hs_folder_code(folder),
	};
	if (open_dossier(&run, hs_folder_path(folder), err) == 0 &&
	    adopt_masters(&run, err) == 0 && sort_entries(&run, err) == 0 &&
	    take_all_in(&run, err) == 0 && survey(&run, err) == 0)
		got = record(&run, result, err);
	if (got == 0)
		tell_problems(&run);
	result->problems = run.problems;
	run.folder = NULL;
	run_done(&run);
	return got;
}

int hs_intake_run(const struct hs_intake *terms, const char *dossier,
		  const struct hs_names *sources, struct hs_err *err)
{
	HS_AUTO(run_done) struct run run = {.terms = terms};
	struct hs_taken_in result = {.format = HS_FORMAT, .dossier = dossier};

	for (size_t i = 0; i < sources->count; i++)
		add_entry(&run, sources->list[i], hs_path_last(sources->list[i]));
	if (sort_entries(&run, err) < 0 || open_dossier(&run, dossier, err) < 0 ||
	    same_source(&run, err) < 0 || adopt_masters(&run, err) < 0 ||
	    sort_entries(&run, err) < 0 || take_all_in(&run, err) < 0 ||
	    survey(&run, err) < 0 || record(&run, &result, err) < 0)
		return -1;
	tell_problems(&run);
	result.code = run.dossier.code;
	result.problems = run.problems;
	hs_folder_free(&run.folder); // who is told of it may start on it at once
	terms->done(terms->user, &result);
	return 0;
}
