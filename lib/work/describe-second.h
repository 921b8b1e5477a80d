// describe-second.h - part of describe: numbers and dates in doubt are looked at again
// (model/second.h).
#pragma once

#include "model/document.h"
#include "model/second.h"
#include "model/terms.h"
#include "work/describe-look.h"

// What the first page of a document asks for (NULL: nothing), and what is to be told
// where a page cannot be looked at: it keeps what was read.
struct hs_second_told {
	const struct hs_second *(*second)(void *user, uint32_t page);
	void (*failed)(void *user, uint32_t page, const struct hs_err *why);
	void *user;
};
HS_CHECKED int hs_describe_second(struct hs_looker *looker, struct hs_folder *folder,
				  const struct hs_terms *terms,
				  struct hs_documents *documents,
				  const struct hs_second_told *told, struct hs_err *err);
