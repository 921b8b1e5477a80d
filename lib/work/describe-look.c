// describe-look.c - see describe-look.h
#include "work/describe-look.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/look.h"
#include "model/media.h"
#include "sys/file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

// All pages of one dossier.
struct looking {
	struct hs_looker *looker;
	struct hs_folder *folder;
	const struct hs_terms *terms;
	const struct hs_look_told *told;
};

struct look_job {
	struct looking *looking;
	struct hs_document *document;
	uint32_t page;
	struct hs_second second;
	struct hs_look_ask ask;
};

static void job_free(struct look_job **job)
{
	free(*job);
	*job = NULL;
}

static int take(struct look_job *job, int out, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_look_answer answer;

	if (hs_fd_load(out, sizeof(answer), &bytes, err) < 0)
		return -1;
	if (bytes.len == sizeof(answer))
		memcpy(&answer, bytes.data, sizeof(answer));
	if (bytes.len != sizeof(answer) || !hs_look_ok(&job->ask, &answer))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	hs_second_take(&job->second, answer.seen, job->looking->terms, job->document);
	return 0;
}

static void answered(void *owner, int out, const struct hs_err *why)
{
	HS_AUTO(job_free) struct look_job *job = owner;
	struct hs_err err = {0};

	if (!why && take(job, out, &err) < 0)
		why = &err;
	if (why)
		job->looking->told->failed(job->looking->told->user, job->page, why);
}

static int open_page(struct looking *l, struct look_job *job, enum hs_media *media,
		     struct hs_err *err)
{
	HS_AUTO(hs_page_done) struct hs_page page = {0};
	HS_AUTO(hs_fd_done) int fd = -1;
	char start[HS_MEDIA_PEEK];
	ssize_t n;
	bool by_name;

	if (hs_folder_page(l->folder, job->page, &page, err) < 0)
		return -1;
	fd = hs_folder_open_master(l->folder, page.file, err);
	if (fd < 0)
		return -1;
	n = pread(fd, start, sizeof(start), 0);
	if (n < 0)
		return hs_fail_sys(err, "read '%s'", page.file);
	*media = hs_media_of(page.file, start, (size_t)n, &by_name)->reader;
	if (*media == HS_MEDIA || by_name || !(page.dpi > 0))
		return hs_fail(err, HS_DAMAGED, "'%s' is no scan any more", page.file);
	job->ask.page = (struct hs_page_ask){
		.media = *media, .frame = (uint32_t)page.frame, .dpi = page.dpi};
	return HS_STEAL_FD(fd);
}

static int give(struct looking *l, struct hs_document *document,
		const struct hs_second *second, struct hs_err *err)
{
	HS_AUTO(job_free) struct look_job *job = HS_NEW(struct look_job);
	struct hs_crew_job crew_job = {.ask = &job->ask,
				       .ask_len = sizeof(job->ask),
				       .done = answered,
				       .owner = job};
	enum hs_media media = HS_MEDIA;

	job->looking = l;
	job->document = document;
	job->page = hs_document_first(document);
	job->second = *second;
	job->ask.count = (uint32_t)second->count;
	for (size_t i = 0; i < second->count; i++)
		job->ask.regions[i] = second->regions[i];
	crew_job.in = open_page(l, job, &media, err);
	if (crew_job.in < 0)
		return -1;
	crew_job.kind = media == HS_PDF ? l->looker->terms.pdf : l->looker->terms.image;
	if (hs_crew_give(l->looker->crew, &crew_job, err) < 0)
		return -1;
	(void)HS_STEAL(job);
	return 0;
}

static int look_at(struct looking *l, struct hs_document *document, struct hs_err *err)
{
	const struct hs_second *asked =
		l->told->second(l->told->user, hs_document_first(document));
	struct hs_second second;
	struct hs_err why = {0};

	if (!asked)
		return 0;
	second = *asked;
	hs_second_limit(&second, document);
	if (!second.count)
		return 0;
	if (!l->looker->crew)
		l->looker->crew = hs_crew_new(&l->looker->terms.crew, err);
	if (!l->looker->crew)
		return -1;
	if (give(l, document, &second, &why) < 0)
		l->told->failed(l->told->user, hs_document_first(document), &why);
	return 0;
}

int hs_looker_look(struct hs_looker *looker, struct hs_folder *folder,
		   const struct hs_terms *terms, struct hs_documents *documents,
		   const struct hs_look_told *told, struct hs_err *err)
{
	struct looking l = {looker, folder, terms, told};
	struct hs_document *list = documents->documents.items;

	for (size_t i = 0; i < documents->documents.count; i++)
		if (look_at(&l, &list[i], err) < 0)
			return -1;
	return looker->crew ? hs_crew_wait(looker->crew, err) : 0;
}
