// scan-pile.c - see scan-pile.h
#include "work/scan-pile.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLANK_INK 6.0 // mm2, as in lib/data/quality: less is an empty page
#define PAPER 100     // levels: darker is no paper

struct hs_scan_sheet {
	struct hs_scan scan; // first: the survey hands it back
	char *name;
	struct hs_master master;
	enum hs_scan_role role;
};

void hs_scan_pile_free(struct hs_scan_pile **pile)
{
	struct hs_scan_pile *p = *pile;

	if (!p)
		return;
	for (size_t i = 0; i < p->count; i++) {
		hs_scan_done(&p->sheets[i]->scan);
		free(p->sheets[i]->name);
		free(p->sheets[i]);
	}
	free(p->sheets);
	hs_folder_free(&p->folder);
	free(p->last);
	free(p);
	*pile = NULL;
}

static void find_blank(struct hs_page *page, const struct hs_separator *s)
{
	struct hs_finding *f;

	if (s->ink >= BLANK_INK || s->paper < PAPER)
		return;
	f = hs_page_find(page, "blank", "nothing on it", s->ink);
	f->limit = BLANK_INK;
	f->unit = hs_dup("mm2");
	f->by = hs_dup("hoso-scan");
}

static void find_role(struct hs_page *page, enum hs_scan_role role)
{
	struct hs_finding *f;

	if (role == HS_SCAN_PAGE)
		return;
	if (role == HS_SCAN_OPENS)
		f = hs_page_find(page, "document-start",
				 "a separator sheet stood before it", 0);
	else
		f = hs_page_find(page, "separator-sheet", "it parts papers and is none",
				 0);
	f->by = hs_dup("hoso-scan");
}

static void seen(struct hs_scan *scan, int out, struct hs_page *page)
{
	const struct hs_scan_sheet *sheet = (const struct hs_scan_sheet *)scan;
	struct hs_separator separator;

	if (pread(out, &separator, sizeof(separator), sizeof(struct hs_page_facts)) ==
		    (ssize_t)sizeof(separator) &&
	    hs_separator_ok(&separator))
		find_blank(page, &separator);
	find_role(page, sheet->role);
}

static void quiet_problem(void *user, const char *path, const struct hs_err *why)
{
	(void)user, (void)path, (void)why;
}

static void no_progress(void *user, const char *dossier, size_t done, size_t all)
{
	(void)user, (void)dossier, (void)done, (void)all;
}

static struct hs_intake intake_of(const struct hs_scan_pile *p)
{
	struct hs_intake intake = p->terms->intake;

	intake.program = "hoso-scan";
	intake.event = "scan";
	intake.crew = p->survey.crew;
	intake.progress = no_progress;
	return intake;
}

// Names of ours are numbers; the next stands behind all of them.
static int highest_name(struct hs_scan_pile *p, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names names = {0};
	int dir = hs_folder_part(p->folder, HS_MASTERS, err);

	if (dir < 0 || hs_names_read(dir, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++) {
		uint32_t n = hs_page_number(names.list[i], "", ".tif");

		p->names = n > p->names ? n : p->names;
	}
	return 0;
}

static int take_stock(struct hs_scan_pile *p, const char *path, struct hs_err *err)
{
	struct hs_intake intake = intake_of(p);
	struct hs_taken_in result;

	p->fresh = access(path, F_OK) < 0;
	p->folder = hs_folder_write(path, true, err);
	if (!p->folder)
		return hs_within(err, "dossier '%s'", path);
	intake.problem = quiet_problem;
	if (hs_intake_finish(&intake, p->folder, &result, err) < 0)
		return -1;
	p->pages = (uint32_t)result.pages;
	return highest_name(p, err);
}

struct hs_scan_pile *hs_scan_pile_open(const struct hs_scan_terms *terms,
				       struct hs_crew *crew, const char *path,
				       struct hs_err *err)
{
	HS_AUTO(hs_scan_pile_free) struct hs_scan_pile *p = HS_NEW(struct hs_scan_pile);

	p->terms = terms;
	p->survey = (struct hs_survey){
		.crew = crew,
		.image = &hs_separator_worker,
		.progress = no_progress,
		.seen = seen,
	};
	if (take_stock(p, path, err) < 0)
		return NULL;
	p->survey.folder = p->folder;
	return HS_STEAL(p);
}

static void set_last(struct hs_scan_pile *p, uint32_t number)
{
	char name[24];

	hs_page_name(name, p->names + number, ".tif");
	hs_text_set(&p->last, name);
}

int hs_scan_pile_keep(struct hs_scan_pile *p, struct hs_draft *draft, uint32_t number,
		      struct hs_err *err)
{
	int dir = hs_folder_part(p->folder, HS_MASTERS, err);

	if (dir < 0)
		return -1;
	set_last(p, number);
	draft->dir = dir; // which dossier is known only now
	hs_text_set(&draft->name, p->last);
	if (fchmod(draft->fd, 0444) < 0)
		return hs_fail_sys(err, "protect the master");
	return hs_draft_commit(draft, err);
}

int hs_scan_pile_move(struct hs_scan_pile *p, struct hs_scan_pile *from, uint32_t number,
		      struct hs_err *err)
{
	int old = hs_folder_part(from->folder, HS_MASTERS, err);
	int dir = hs_folder_part(p->folder, HS_MASTERS, err);

	if (old < 0 || dir < 0)
		return -1;
	set_last(p, number);
	if (renameat(old, from->last, dir, p->last) < 0 || fsync(dir) < 0 ||
	    fsync(old) < 0)
		return hs_fail_sys(err, "move 'masters/%s'", from->last);
	return 0;
}

int hs_scan_pile_drop(struct hs_scan_pile *p, struct hs_err *err)
{
	int dir = hs_folder_part(p->folder, HS_MASTERS, err);

	if (dir < 0)
		return -1;
	if (unlinkat(dir, p->last, 0) < 0 || fsync(dir) < 0)
		return hs_fail_sys(err, "remove 'masters/%s'", p->last);
	return 0;
}

static struct hs_scan_sheet *add_sheet(struct hs_scan_pile *p)
{
	struct hs_scan_sheet *sheet = HS_NEW(struct hs_scan_sheet);

	if ((p->count & (p->count - 1)) == 0)
		p->sheets = hs_grow(p->sheets, p->count ? 2 * p->count : 1,
				    sizeof(struct hs_scan_sheet *));
	p->sheets[p->count++] = sheet;
	return sheet;
}

int hs_scan_pile_add(struct hs_scan_pile *p, uint32_t number, enum hs_scan_role role,
		     const char *detail, struct hs_err *err)
{
	struct hs_scan_sheet *sheet = add_sheet(p);

	sheet->name = hs_dup(p->last);
	sheet->role = role;
	if (hs_folder_master(p->folder, sheet->name, &sheet->master, err) < 0 ||
	    hs_folder_journal(p->folder, "hoso-scan", "scan", sheet->name, "done", detail,
			      err) < 0)
		return -1;
	sheet->scan.name = sheet->name;
	sheet->scan.sha256 = sheet->master.sha256;
	sheet->scan.media = HS_TIFF;
	sheet->scan.first = p->pages + number;
	sheet->scan.frames = 1;
	sheet->scan.offsets = hs_new(1, sizeof(uint64_t)); // 0: found by its number
	return hs_survey_start(&p->survey, &sheet->scan, err);
}

// Nothing came: no trace of it stays. Only what we ourselves have put there goes.
static int vanish(struct hs_scan_pile *p, struct hs_err *err)
{
	int fd = hs_folder_fd(p->folder);

	if (unlinkat(fd, "dossier.json", 0) < 0 ||
	    (unlinkat(fd, "journal.jsonl", 0) < 0 && errno != ENOENT) || // of sheets
	    (unlinkat(fd, "masters", AT_REMOVEDIR) < 0 && errno != ENOENT) ||
	    (unlinkat(fd, "pages", AT_REMOVEDIR) < 0 && errno != ENOENT) ||
	    rmdir(hs_folder_path(p->folder)) < 0)
		return hs_fail_sys(err, "remove the empty dossier '%s'",
				   hs_folder_path(p->folder));
	return 0;
}

int hs_scan_pile_close(struct hs_scan_pile *p, struct hs_err *err)
{
	struct hs_intake intake = intake_of(p);
	struct hs_taken_in result;
	HS_AUTO(hs_text_free) char *path = hs_dup(hs_folder_path(p->folder));
	HS_AUTO(hs_text_free) char *code = hs_dup(hs_folder_code(p->folder));

	if (p->fresh && p->count == 0)
		return vanish(p, err);
	if (hs_survey_wait(&p->survey, err) < 0 ||
	    hs_intake_finish(&intake, p->folder, &result, err) < 0)
		return hs_within(err, "dossier '%s'", path);
	result.new_files = result.new_pages = p->count;
	result.dossier = path;
	result.code = code;
	hs_folder_free(&p->folder); // who is told of it may start on it at once
	if (p->count)
		intake.done(intake.user, &result);
	return 0;
}
