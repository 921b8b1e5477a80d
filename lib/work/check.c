// check.c - see check.h
#include "work/check.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/facts.h"
#include "model/json.h"
#include "port/dossier.h"
#include "sys/file.h"
#include "work/check-part.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROGRAM "hoso-check"

struct hs_checker {
	struct hs_check_terms terms;
	struct hs_crew *crew; // NULL once the system refused to wait for its jobs
};

struct hs_checker *hs_checker_new(const struct hs_check_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_checker_free) struct hs_checker *c = HS_NEW(struct hs_checker);

	c->terms = *terms;
	c->terms.crew.worker.param = terms->model;
	c->crew = hs_crew_new(&c->terms.crew, err);
	return c->crew ? HS_STEAL(c) : NULL;
}

void hs_checker_free(struct hs_checker **checker)
{
	if (!*checker)
		return;
	hs_crew_free(&(*checker)->crew);
	free(*checker);
	*checker = NULL;
}

bool hs_checker_half_jailed(const struct hs_checker *checker)
{
	return checker->crew && hs_crew_half_jailed(checker->crew);
}

// One dossier at hand.
struct run {
	struct hs_checker *checker;
	struct hs_folder *folder;
	const char *path;
	struct hs_dossier dossier;
	struct hs_check_page *pages;
	size_t count, done;
	uint64_t findings, problems;
	struct hs_err stop; // the system refused: nothing more is recorded
};

static void run_done(struct run *run)
{
	for (size_t i = 0; i < run->count; i++)
		hs_check_page_done(&run->pages[i]);
	free(run->pages);
	hs_dossier_done(&run->dossier);
	hs_folder_free(&run->folder);
}

static void tell_problem(struct run *run, uint64_t page, const struct hs_err *why)
{
	const struct hs_check_terms *t = &run->checker->terms;
	struct hs_err named = *why;

	if (page)
		hs_within(&named, "page %llu", (unsigned long long)page);
	run->problems++;
	t->problem(t->user, run->path, &named);
}

// ---- measuring ----

struct job {
	struct run *run;
	struct hs_check_page *page;
};

static int take_answer(struct hs_check_page *page, int out, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_inspection *in;

	if (hs_fd_load(out, sizeof(*in), &bytes, err) < 0)
		return -1;
	in = (struct hs_inspection *)(void *)bytes.data; // from malloc: aligned
	if (bytes.len != sizeof(*in) || !hs_inspection_ok(in))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	hs_check_page_take(page, in);
	return 0;
}

static void answered(void *owner, int out, const struct hs_err *why)
{
	struct job *job = owner;
	struct run *run = job->run;
	const struct hs_check_terms *t = &run->checker->terms;
	struct hs_err err = {0};

	if (why && why->code == HS_SYSTEM)
		run->stop = *why;
	if (!why && take_answer(job->page, out, &err) < 0)
		why = &err;
	if (why && !run->stop.code)
		tell_problem(run, job->page->number, why);
	t->progress(t->user, run->path, ++run->done, run->count);
	free(job);
}

static int give(struct run *run, struct hs_check_page *page, const struct hs_page *record,
		struct hs_err *err)
{
	const struct hs_check_terms *t = &run->checker->terms;
	struct hs_page_ask ask = {.frame = (uint32_t)record->frame, .dpi = record->dpi};
	struct hs_crew_job job = {.ask = &ask, .ask_len = sizeof(ask), .done = answered};
	enum hs_media media = HS_MEDIA;
	HS_AUTO(hs_fd_done)
	int fd = hs_folder_open_scan(run->folder, record->file, &media, err);
	struct job *owner;

	if (fd < 0)
		return -1;
	if (!hs_check_dpi_ok(record->dpi))
		return hs_fail(err, HS_DAMAGED, "its record has no resolution");
	owner = HS_NEW(struct job);
	*owner = (struct job){run, page};
	ask.media = media;
	job.kind = media == HS_PDF ? t->pdf : t->image;
	job.in = HS_STEAL_FD(fd);
	job.owner = owner;
	if (hs_crew_give(run->checker->crew, &job, &run->stop) == 0)
		return 0;
	free(owner);
	*err = run->stop;
	return -1;
}

static void look_at(struct run *run, struct hs_check_page *page)
{
	HS_AUTO(hs_page_done) struct hs_page record = {0};
	struct hs_err why = {0};

	if (hs_folder_page(run->folder, page->number, &record, &why) < 0) {
		tell_problem(run, page->number, &why);
		return;
	}
	hs_check_page_begin(page, &record);
	if (page->known && give(run, page, &record, &why) < 0 && !run->stop.code)
		tell_problem(run, page->number, &why);
}

// ---- telling and recording ----

static struct hs_found found_of(const struct run *run, const struct hs_check_page *page,
				enum hs_rule rule, double measure, const char *detail)
{
	const struct hs_profile *p = &run->checker->terms.profile;

	return (struct hs_found){
		.format = HS_FORMAT,
		.dossier = run->path,
		.code = run->dossier.code,
		.page = page ? page->number : 0,
		.file = page ? page->file : NULL,
		.what = hs_rule_row(rule)->name,
		.measure = measure,
		.limit = p->rules[rule].limit,
		.unit = hs_rule_row(rule)->unit,
		.profile = p->name,
		.source = p->rules[rule].source,
		.detail = detail && *detail ? detail : NULL,
	};
}

static void tell(struct run *run, const struct hs_found *found)
{
	const struct hs_check_terms *t = &run->checker->terms;

	run->findings++;
	t->found(t->user, found);
}

static void drop_own(struct hs_page *record)
{
	struct hs_finding *list = record->findings.items;
	size_t kept = 0;

	for (size_t i = 0; i < record->findings.count; i++)
		if (list[i].by && !strcmp(list[i].by, PROGRAM))
			hs_shape_done(&hs_finding_shape, &list[i]);
		else
			list[kept++] = list[i];
	record->findings.count = kept;
}

static void add_own(struct hs_page *record, const struct hs_found *found)
{
	struct hs_finding *f = hs_list_add(&record->findings, sizeof(*f));

	*f = (struct hs_finding){
		.what = hs_dup(found->what),
		.detail = found->detail ? hs_dup(found->detail) : NULL,
		.measure = found->measure,
		.limit = found->limit,
		.unit = *found->unit ? hs_dup(found->unit) : NULL,
		.by = hs_dup(PROGRAM),
	};
}

// The record is written where that changes it.
static int store(struct run *run, struct hs_page *record, const struct hs_buf *before,
		 struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf after = {0};

	hs_json_line(&hs_page_shape, record, &after);
	if (after.len == before->len && !memcmp(after.data, before->data, after.len))
		return 0;
	return hs_folder_store_page(run->folder, record, err);
}

static int conclude_page(struct run *run, struct hs_check_page *page, struct hs_err *err)
{
	const struct hs_profile *profile = &run->checker->terms.profile;
	HS_AUTO(hs_page_done) struct hs_page record = {0};
	HS_AUTO(hs_buf_done) struct hs_buf before = {0};
	char detail[HS_DETAIL_MAX];

	if (hs_folder_page(run->folder, page->number, &record, err) < 0)
		return -1;
	hs_json_line(&hs_page_shape, &record, &before);
	drop_own(&record);
	for (int rule = 0; rule < HS_RULES; rule++) {
		double measure = page->measures.value[rule];
		struct hs_found found;

		if (!hs_rule_breaks(profile, (enum hs_rule)rule, measure))
			continue;
		hs_check_detail(page, (enum hs_rule)rule, detail);
		found = found_of(run, page, (enum hs_rule)rule, measure, detail);
		add_own(&record, &found);
		tell(run, &found);
	}
	return store(run, &record, &before, err);
}

// Files that hold pages, none of which could be decoded, have no page record.
static void tell_files(struct run *run)
{
	const struct hs_profile *profile = &run->checker->terms.profile;
	const struct hs_file *files = run->dossier.files.items;

	for (size_t i = 0; i < run->dossier.files.count; i++) {
		struct hs_found found;

		if (files[i].pages || strcmp(files[i].state, HS_FILE_UNREADABLE) != 0 ||
		    !hs_rule_breaks(profile, HS_R_UNREADABLE, 1))
			continue;
		found = found_of(run, NULL, HS_R_UNREADABLE, 1, files[i].reason);
		found.file = files[i].name;
		tell(run, &found);
	}
}

static void tell_missing(struct run *run)
{
	const struct hs_file *files = run->dossier.files.items;
	uint64_t promised = 0;
	struct hs_err why = {0};

	for (size_t i = 0; i < run->dossier.files.count; i++)
		promised += files[i].pages;
	if (promised <= run->count)
		return;
	hs_fail(&why, HS_DAMAGED,
		"%llu of its pages have no record: hoso-import makes them anew",
		(unsigned long long)(promised - run->count));
	tell_problem(run, 0, &why);
}

static int conclude(struct run *run, struct hs_err *err)
{
	char detail[200];

	if (hs_check_compare(run->pages, run->count, &run->checker->terms.profile, err) <
	    0)
		return -1;
	tell_missing(run);
	tell_files(run);
	for (size_t i = 0; i < run->count; i++) {
		struct hs_check_page *page = &run->pages[i];

		if (page->judged && conclude_page(run, page, err) < 0)
			return hs_within(err, "page %u", page->number);
	}
	snprintf(detail, sizeof(detail), "%zu pages, profile %s: %llu findings, %llu %s",
		 run->count, run->checker->terms.profile.name,
		 (unsigned long long)run->findings, (unsigned long long)run->problems,
		 "not checked");
	return hs_folder_journal_news(run->folder, PROGRAM, "check",
				      run->problems ? "failed" : "done", detail, err);
}

static int open_run(struct run *run, const char *path, struct hs_err *err)
{
	uint32_t *numbers = NULL;

	run->folder = hs_folder_write(path, false, err);
	if (!run->folder || hs_folder_load(run->folder, &run->dossier, NULL, err) < 0 ||
	    hs_folder_pages(run->folder, &numbers, &run->count, err) < 0)
		return -1;
	run->pages = hs_new(run->count + 1, sizeof(*run->pages));
	for (size_t i = 0; i < run->count; i++)
		run->pages[i].number = numbers[i];
	free(numbers);
	return 0;
}

int hs_check(struct hs_checker *checker, const char *path, struct hs_err *err)
{
	HS_AUTO(run_done) struct run run = {.checker = checker, .path = path};

	if (!checker->crew)
		return hs_fail(err, HS_SYSTEM, "the workers are gone");
	if (open_run(&run, path, err) < 0)
		return -1;
	for (size_t i = 0; i < run.count && !run.stop.code; i++)
		look_at(&run, &run.pages[i]);
	// Jobs point to pages, so none may be left behind.
	if (hs_crew_wait(checker->crew, err) < 0) {
		hs_crew_free(&checker->crew);
		return -1;
	}
	if (run.stop.code) {
		*err = run.stop;
		return -1;
	}
	if (conclude(&run, err) < 0)
		return -1;
	return run.findings || run.problems ? 1 : 0;
}

// ---- formats ----

void hs_found_line(const struct hs_found *f, struct hs_buf *out)
{
	hs_add_one_line(out, f->dossier);
	if (f->page)
		hs_buf_addf(out, "\t%llu", (unsigned long long)f->page);
	else
		hs_buf_addf(out, "\t-");
	hs_buf_addf(out, "\t%s\t%.4g\t%.4g\t%s\t", f->what, f->measure, f->limit,
		    *f->unit ? f->unit : "-");
	hs_add_one_line(out, f->detail ? f->detail : "-");
	hs_buf_add(out, "\n", 1);
}

#define AT(member) .at = offsetof(struct hs_found, member)

void hs_found_json(const struct hs_found *found, struct hs_buf *out)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format), .always = true},
		{"dossier", HS_TEXT, AT(dossier), .always = true},
		{"code", HS_TEXT, AT(code), .always = true},
		{"page", HS_NUMBER, AT(page)},
		{"file", HS_TEXT, AT(file)},
		{"finding", HS_TEXT, AT(what), .always = true},
		{"measure", HS_REAL, AT(measure), .always = true},
		{"limit", HS_REAL, AT(limit), .always = true},
		{"unit", HS_TEXT, AT(unit), .always = true},
		{"profile", HS_TEXT, AT(profile), .always = true},
		{"source", HS_TEXT, AT(source), .always = true},
		{"detail", HS_TEXT, AT(detail)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct hs_found), fields};

	hs_json_line(&shape, found, out);
}

#undef AT
#define AT(member) .at = offsetof(struct rule_line, member), .always = true

struct rule_line {
	uint64_t format;
	const char *profile, *rule, *when;
	double limit;
	const char *unit, *means, *source;
};

static void rule_json(const struct rule_line *line, struct hs_buf *out)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format)},
		{"profile", HS_TEXT, AT(profile)},
		{"rule", HS_TEXT, AT(rule)},
		{"when", HS_TEXT, AT(when)},
		{"limit", HS_REAL, AT(limit)},
		{"unit", HS_TEXT, AT(unit)},
		{"means", HS_TEXT, AT(means)},
		{"source", HS_TEXT, AT(source)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct rule_line), fields};

	hs_json_line(&shape, line, out);
}

void hs_rules_lines(const struct hs_profile *profile, bool json, struct hs_buf *out)
{
	for (int i = 0; i < HS_RULES; i++) {
		const struct hs_rule_row *row = hs_rule_row((enum hs_rule)i);
		const struct hs_limit *limit = &profile->rules[i];
		const struct rule_line line = {
			HS_FORMAT,    profile->name,
			row->name,    row->below ? "below" : "above",
			limit->limit, row->unit,
			row->means,   limit->source,
		};

		if (!limit->on)
			continue;
		if (json)
			rule_json(&line, out);
		else
			hs_buf_addf(out, "%s\t%s %g\t%s\t%s\t%s\n", line.rule, line.when,
				    line.limit, *line.unit ? line.unit : "-", line.means,
				    line.source);
	}
}
