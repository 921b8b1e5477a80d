// survey.c - see survey.h
#include "craft/survey.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/raster.h"
#include "sys/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct hs_scan_page {
	struct hs_scan *scan;
	uint32_t frame;
};

void hs_scan_done(struct hs_scan *scan)
{
	free(scan->offsets);
	free(scan->pages);
	*scan = (struct hs_scan){0};
}

static int give(struct hs_scan *scan, const struct hs_page_ask *ask,
		hs_crew_done_fn *done, void *owner, struct hs_err *err)
{
	struct hs_survey *s = scan->survey;
	struct hs_crew_job job = {
		.kind = scan->media == HS_PDF ? s->pdf : s->image,
		.ask = ask,
		.ask_len = sizeof(*ask),
		.in = hs_folder_open_master(s->folder, scan->name, err),
		.done = done,
		.owner = owner,
	};

	return job.in < 0 ? -1 : hs_crew_give(s->crew, &job, err);
}

// The system's failure is nobody's file's fault.
static bool stops(struct hs_survey *survey, const struct hs_err *why)
{
	if (why && why->code == HS_SYSTEM && !survey->stop.code)
		survey->stop = *why;
	return survey->stop.code != 0;
}

// Jobs point to scans, so none may be left behind when the survey is given up.
int hs_survey_wait(struct hs_survey *survey, struct hs_err *err)
{
	if (hs_crew_wait(survey->crew, err) < 0)
		return -1;
	if (survey->stop.code == 0)
		return 0;
	*err = survey->stop;
	return -1;
}

static int read_count(struct hs_scan *scan, int out, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_scan_facts facts = {0};
	size_t limit = sizeof(facts) + (size_t)HS_PAGES_MAX * sizeof(uint64_t);

	if (hs_fd_load(out, limit, &bytes, err) < 0)
		return -1;
	if (bytes.len >= sizeof(facts))
		memcpy(&facts, bytes.data, sizeof(facts));
	if (!hs_scan_facts_ok(&facts) || facts.frames == 0 ||
	    bytes.len != sizeof(facts) + (size_t)facts.frames * sizeof(uint64_t))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	scan->frames = facts.frames;
	scan->offsets = hs_new(facts.frames, sizeof(uint64_t));
	scan->pages = hs_new(facts.frames, sizeof(*scan->pages));
	memcpy(scan->offsets, bytes.data + sizeof(facts),
	       facts.frames * sizeof(uint64_t));
	memcpy(scan->damage, facts.damage, sizeof(scan->damage));
	return 0;
}

static void counted(void *owner, int out, const struct hs_err *why)
{
	struct hs_scan *scan = owner;

	if (stops(scan->survey, why))
		return;
	if (why)
		scan->why = *why;
	else
		(void)!read_count(scan, out, &scan->why);
}

int hs_survey_count(struct hs_survey *survey, struct hs_scan *const scans[], size_t count,
		    struct hs_err *err)
{
	for (size_t i = 0; i < count && !survey->stop.code; i++) {
		struct hs_page_ask ask = {.media = scans[i]->media};
		struct hs_err why = {0};

		scans[i]->survey = survey;
		if (give(scans[i], &ask, counted, scans[i], &why) < 0)
			survey->stop = why;
	}
	return hs_survey_wait(survey, err);
}

static void fill_page(struct hs_page *page, const struct hs_scan *scan, uint32_t frame)
{
	*page = (struct hs_page){
		.format = HS_FORMAT,
		.page = scan->first + frame - 1,
		.file = hs_dup(scan->name),
		.sha256 = hs_dup(scan->sha256),
		.frame = frame,
		.frames = scan->frames,
	};
}

static void fill_facts(struct hs_page *page, const struct hs_page_facts *facts)
{
	HS_AUTO(hs_buf_done) struct hs_buf pixels = {0};
	char what[64];

	page->width = facts->width;
	page->height = facts->height;
	page->dpi = facts->dpi_x;
	if (facts->dpi_y > facts->dpi_x || facts->dpi_y < facts->dpi_x)
		page->dpi_y = facts->dpi_y;
	page->orientation = facts->orientation > 1 ? facts->orientation : 0;
	hs_buf_addf(&pixels, "sha256:%s", facts->pixels);
	page->pixels = hs_buf_take(&pixels);
	if (page->dpi <= 0) {
		page->dpi = hs_raster_guess_dpi(facts->width, facts->height);
		snprintf(what, sizeof(what), "the file does not say; %g fits A4",
			 page->dpi);
		hs_page_find(page, "dpi-assumed", what, page->dpi);
	}
	page->state = hs_dup(facts->damage[0] ? HS_FILE_DAMAGED : HS_FILE_OK);
	page->reason = facts->damage[0] ? hs_dup(facts->damage) : NULL;
}

static int read_facts(int out, struct hs_page_facts *facts, struct hs_err *err)
{
	if (read(out, facts, sizeof(*facts)) == (ssize_t)sizeof(*facts) &&
	    hs_page_facts_ok(facts))
		return 0;
	return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
}

static void note_damage(struct hs_scan *scan, uint32_t frame, const char *why)
{
	if (!scan->damage[0])
		snprintf(scan->damage, sizeof(scan->damage), "page %u: %.150s", frame,
			 why);
}

static void decoded(void *owner, int out, const struct hs_err *why)
{
	struct hs_scan_page *job = owner;
	struct hs_scan *scan = job->scan;
	struct hs_survey *survey = scan->survey;
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	struct hs_page_facts facts;
	struct hs_err err = {0};

	if (stops(survey, why))
		return;
	if (!why && read_facts(out, &facts, &err) < 0)
		why = &err;
	fill_page(&page, scan, job->frame);
	if (why) {
		page.state = hs_dup(HS_FILE_UNREADABLE);
		page.reason = hs_dup(why->text);
		scan->unreadable++;
		note_damage(scan, job->frame, why->text);
	} else {
		fill_facts(&page, &facts);
		if (facts.damage[0])
			note_damage(scan, job->frame, facts.damage);
		if (survey->seen)
			survey->seen(scan, out, &page);
	}
	if (hs_folder_store_page(survey->folder, &page, &err) < 0) {
		err.code = HS_SYSTEM;
		stops(survey, &err);
		return;
	}
	survey->progress(survey->user, hs_folder_path(survey->folder), ++survey->done,
			 survey->all);
}

// Whether a killed run left this page's record, made from these very bytes.
static bool have_page(struct hs_survey *survey, struct hs_scan *scan, uint32_t frame)
{
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	struct hs_err ignored;
	uint32_t number = scan->first + frame - 1;

	if (!hs_folder_has_part(survey->folder, HS_PAGES, number) ||
	    hs_folder_page(survey->folder, number, &page, &ignored) < 0 ||
	    strcmp(page.file, scan->name) || page.frame != frame ||
	    page.frames != scan->frames || !page.sha256 ||
	    strcmp(page.sha256, scan->sha256))
		return false;
	scan->unreadable += !strcmp(page.state, HS_FILE_UNREADABLE);
	if (page.reason)
		note_damage(scan, frame, page.reason);
	return true;
}

static int survey_scan(struct hs_survey *survey, struct hs_scan *scan, struct hs_err *err)
{
	for (uint32_t frame = 1; frame <= scan->frames && !survey->stop.code; frame++) {
		struct hs_page_ask ask = {
			.media = scan->media,
			.frame = frame,
			.offset = scan->offsets[frame - 1],
		};
		struct hs_scan_page *job = &scan->pages[frame - 1];

		*job = (struct hs_scan_page){scan, frame};
		if (have_page(survey, scan, frame)) {
			survey->done++;
			continue;
		}
		if (hs_folder_drop_page(survey->folder, scan->first + frame - 1, err) <
			    0 ||
		    give(scan, &ask, decoded, job, err) < 0)
			return -1;
	}
	return 0;
}

int hs_survey_start(struct hs_survey *survey, struct hs_scan *scan, struct hs_err *err)
{
	scan->survey = survey;
	if (!scan->pages)
		scan->pages = hs_new(scan->frames, sizeof(*scan->pages));
	survey->all += scan->frames;
	return survey_scan(survey, scan, err);
}

int hs_survey_pages(struct hs_survey *survey, struct hs_scan *const scans[], size_t count,
		    struct hs_err *err)
{
	survey->done = survey->all = 0;
	for (size_t i = 0; i < count; i++)
		survey->all += scans[i]->frames;
	for (size_t i = 0; i < count && !survey->stop.code; i++) {
		struct hs_err why = {0};

		if (survey_scan(survey, scans[i], &why) < 0)
			survey->stop = why;
	}
	return hs_survey_wait(survey, err);
}
