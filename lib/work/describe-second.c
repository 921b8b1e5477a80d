// describe-second.c - see describe-second.h
#include "work/describe-second.h"
#include "base/auto.h"
#include "base/mem.h"

#include <stdlib.h>

struct question {
	struct hs_document *document;
	struct hs_second second;
	const struct hs_terms *terms;
	const struct hs_second_told *told;
};

static void question_free(struct question **question)
{
	free(*question);
	*question = NULL;
}

static void answered(void *owner, const struct hs_look_seen *seen,
		     const struct hs_err *why)
{
	HS_AUTO(question_free) struct question *q = owner;

	if (seen)
		hs_second_take(&q->second, seen, q->terms, q->document);
	else
		q->told->failed(q->told->user, hs_document_first(q->document), why);
}

int hs_describe_second(struct hs_looker *looker, struct hs_folder *folder,
		       const struct hs_terms *terms, struct hs_documents *documents,
		       const struct hs_second_told *told, struct hs_err *err)
{
	struct hs_document *list = documents->documents.items;

	for (size_t i = 0; i < documents->documents.count; i++) {
		uint32_t page = hs_document_first(&list[i]);
		const struct hs_second *asked = told->second(told->user, page);
		HS_AUTO(question_free) struct question *q = HS_NEW(struct question);

		if (!asked)
			continue;
		*q = (struct question){&list[i], *asked, terms, told};
		hs_second_limit(&q->second, &list[i]);
		if (!q->second.count)
			continue;
		if (hs_looker_ask(looker, folder, page, q->second.regions,
				  q->second.count, answered, q, err) < 0)
			return -1;
		(void)HS_STEAL(q);
	}
	return hs_looker_wait(looker, err);
}
