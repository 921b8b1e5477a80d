// viewer-pictures.h - the small pictures of a dossier's pages, made by jailed workers
// a few pages ahead of who takes them, in the order of taking. Part of viewer.
#pragma once

#include "base/buf.h"
#include "model/record.h"
#include "port/dossier.h"
#include "sys/crew.h"

struct hs_pictures;

struct hs_pictures_terms {
	struct hs_crew_terms crew;
	const struct hs_worker_kind *image, *pdf; // of craft/screen.h
};

HS_CHECKED struct hs_pictures *hs_pictures_new(const struct hs_pictures_terms *terms,
					       struct hs_folder *folder,
					       struct hs_err *err);
void hs_pictures_free(struct hs_pictures **pictures);

// One more page, in the order in which they will be taken; nothing is read yet.
void hs_pictures_add(struct hs_pictures *pictures, const struct hs_page *page,
		     uint32_t quarters);

// Adds the next picture to out: nothing where the page cannot be decoded. -1 where
// that may be otherwise the next time: a worker died, or took too long.
HS_CHECKED int hs_pictures_take(struct hs_pictures *pictures, struct hs_buf *out,
				struct hs_err *err);

size_t hs_pictures_blank(const struct hs_pictures *pictures); // of those taken
bool hs_pictures_half_jailed(const struct hs_pictures *pictures);
