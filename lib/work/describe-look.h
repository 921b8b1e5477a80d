// describe-look.h - part of describe: pictures of pages are looked at again, by jailed
// workers (craft/look.h).
#pragma once

#include "base/err.h"
#include "model/look.h"
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

// What was seen, one a region; or why nothing was (seen is NULL then).
typedef void hs_looked_fn(void *owner, const struct hs_look_seen *seen,
			  const struct hs_err *why);

// Asks for regions of a page of the dossier; the answer comes from here or from _wait,
// in any order. -1 only where no worker can be started.
HS_CHECKED int hs_looker_ask(struct hs_looker *looker, struct hs_folder *folder,
			     uint32_t page, const struct hs_look_region *regions,
			     size_t count, hs_looked_fn *done, void *owner,
			     struct hs_err *err);
HS_CHECKED int hs_looker_wait(struct hs_looker *looker, struct hs_err *err);
