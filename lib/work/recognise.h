// recognise.h - the pages of dossiers get their text: alto/, text/, and the
// recognition part of each page record.
//
// A page's key is the sha256 of its pixels' fingerprint, engine, models (name
// and sha256 of their files), treatment of existing text and the version of our
// own steps; a page whose record has that key and whose files are there is not
// read again. A page that failed is tried again. The record is written last,
// so a killed run loses at most the pages in hand.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/facts.h"
#include "sys/crew.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What became of one dossier.
struct hs_recognised {
	uint64_t format;
	const char *dossier; // path
	const char *code;
	uint64_t pages, done, kept, failed; // kept: had their text already
	double confidence; // mean over pages with words, read now or before
};

struct hs_recognise_terms {
	const char *language; // e.g. "vie"
	enum hs_existing existing;
	bool plain; // pages as they come: no restoration, nothing read twice
	bool force; // read every page again
	struct hs_crew_terms crew;
	const struct hs_worker_kind *image, *pdf; // who reads (craft/read.h)
	const char *version;                      // of the steps they take
	// Told as it happens; user is handed through. done comes in the order of
	// the dossiers; problem names the dossier and the page.
	void *user;
	void (*done)(void *user, const struct hs_recognised *result);
	void (*problem)(void *user, const char *dossier, const struct hs_err *why);
	void (*progress)(void *user, const char *dossier, size_t done, size_t all);
};

struct hs_recogniser;

// HS_ENGINE where a model is missing: the text names the Debian package.
HS_CHECKED struct hs_recogniser *hs_recogniser_new(const struct hs_recognise_terms *terms,
						   struct hs_err *err);
void hs_recogniser_free(struct hs_recogniser **recogniser);

// Hands the dossier's pages to the workers. Returns while its last pages are
// still being read, so that the next dossier keeps all of them busy.
HS_CHECKED int hs_recognise(struct hs_recogniser *recogniser, const char *dossier,
			    struct hs_err *err);
// Goes on with them until fd can be read, or until there are none.
HS_CHECKED int hs_recognise_until(struct hs_recogniser *recogniser, int fd,
				  struct hs_err *err);
HS_CHECKED int hs_recognise_end(struct hs_recogniser *recogniser, struct hs_err *err);

bool hs_recogniser_half_jailed(const struct hs_recogniser *recogniser);

void hs_recognised_json(const struct hs_recognised *result, struct hs_buf *out); // a line
