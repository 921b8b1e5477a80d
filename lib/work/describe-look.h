// describe-look.h - part of describe: a second look at the pictures of pages whose number
// or date is in doubt (model/second.h), by jailed workers (craft/look.h).
#pragma once

#include "base/err.h"
#include "model/document.h"
#include "model/second.h"
#include "model/terms.h"
#include "port/dossier.h"
#include "sys/crew.h"

struct hs_looker;

// The crew is started with the first page that there is to look at.
struct hs_looker_terms {
	struct hs_crew_terms crew;
	const struct hs_worker_kind *image, *pdf;
};
struct hs_looker *hs_looker_new(const struct hs_looker_terms *terms);
void hs_looker_free(struct hs_looker **looker);
bool hs_looker_half_jailed(const struct hs_looker *looker);

// Numbers and dates of the documents become surer, or not; second tells what the first
// page of each asks for (NULL: nothing). A page that cannot be looked at keeps what was
// read; failed is told why.
struct hs_look_told {
	const struct hs_second *(*second)(void *user, uint32_t page);
	void (*failed)(void *user, uint32_t page, const struct hs_err *why);
	void *user;
};
HS_CHECKED int hs_looker_look(struct hs_looker *looker, struct hs_folder *folder,
			      const struct hs_terms *terms,
			      struct hs_documents *documents,
			      const struct hs_look_told *told, struct hs_err *err);
