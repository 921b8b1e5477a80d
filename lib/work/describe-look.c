// describe-look.c - see describe-look.h
#include "work/describe-look.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/look.h"
#include "sys/file.h"

#include <stdlib.h>
#include <string.h>

struct hs_looker {
	struct hs_looker_terms terms;
	struct hs_crew *crew;
};

struct hs_looker *hs_looker_new(const struct hs_looker_terms *terms)
{
	struct hs_looker *looker = HS_NEW(struct hs_looker);

	looker->terms = *terms;
	return looker;
}

void hs_looker_free(struct hs_looker **looker)
{
	if (*looker)
		hs_crew_free(&(*looker)->crew);
	free(*looker);
	*looker = NULL;
}

bool hs_looker_half_jailed(const struct hs_looker *looker)
{
	return looker->crew && hs_crew_half_jailed(looker->crew);
}

struct look_job {
	struct hs_look_ask ask;
	hs_looked_fn *done;
	void *owner;
};

static void job_free(struct look_job **job)
{
	free(*job);
	*job = NULL;
}

static int take(struct look_job *job, int out, struct hs_look_answer *answer,
		struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};

	if (hs_fd_load(out, sizeof(*answer), &bytes, err) < 0)
		return -1;
	if (bytes.len == sizeof(*answer))
		memcpy(answer, bytes.data, sizeof(*answer));
	if (bytes.len != sizeof(*answer) || !hs_look_ok(&job->ask, answer))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	return 0;
}

static void answered(void *owner, int out, const struct hs_err *why)
{
	HS_AUTO(job_free) struct look_job *job = owner;
	struct hs_look_answer answer;
	struct hs_err err = {0};

	if (!why && take(job, out, &answer, &err) < 0)
		why = &err;
	job->done(job->owner, why ? NULL : answer.seen, why);
}

static int open_page(struct hs_folder *folder, uint32_t number, struct look_job *job,
		     enum hs_media *media, struct hs_err *err)
{
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	HS_AUTO(hs_fd_done) int fd = -1;

	if (hs_folder_page(folder, number, &page, err) < 0)
		return -1;
	fd = hs_folder_open_scan(folder, page.file, media, err);
	if (fd < 0)
		return -1;
	if (!(page.dpi > 0))
		return hs_fail(err, HS_DAMAGED, "its record has no resolution");
	job->ask.page = (struct hs_page_ask){
		.media = *media, .frame = (uint32_t)page.frame, .dpi = page.dpi};
	return HS_STEAL_FD(fd);
}

static int give(struct hs_looker *looker, struct hs_folder *folder, uint32_t page,
		struct look_job *job, struct hs_err *err)
{
	struct hs_crew_job crew_job = {.ask = &job->ask,
				       .ask_len = sizeof(job->ask),
				       .done = answered,
				       .owner = job};
	enum hs_media media = HS_MEDIA;

	crew_job.in = open_page(folder, page, job, &media, err);
	if (crew_job.in < 0)
		return -1;
	crew_job.kind = media == HS_PDF ? looker->terms.pdf : looker->terms.image;
	return hs_crew_give(looker->crew, &crew_job, err);
}

int hs_looker_ask(struct hs_looker *looker, struct hs_folder *folder, uint32_t page,
		  const struct hs_look_region *regions, size_t count, hs_looked_fn *done,
		  void *owner, struct hs_err *err)
{
	HS_AUTO(job_free) struct look_job *job = HS_NEW(struct look_job);
	struct hs_err why = {0};

	if (!looker->crew)
		looker->crew = hs_crew_new(&looker->terms.crew, err);
	if (!looker->crew)
		return -1;
	job->done = done;
	job->owner = owner;
	for (; job->ask.count < count && job->ask.count < HS_LOOK_REGIONS;
	     job->ask.count++)
		job->ask.regions[job->ask.count] = regions[job->ask.count];
	if (give(looker, folder, page, job, &why) < 0)
		done(owner, NULL, &why);
	else
		(void)HS_STEAL(job);
	return 0;
}

int hs_looker_wait(struct hs_looker *looker, struct hs_err *err)
{
	return looker->crew ? hs_crew_wait(looker->crew, err) : 0;
}
