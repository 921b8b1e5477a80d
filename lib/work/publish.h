// publish.h - searchable PDF/A in pdf/, one a document, from the pictures of the pages
// and the words of their ALTO: nothing is recognised again.
//
// A PDF appears whole or not at all: where a page has no text, or cannot be decoded, its
// document gets none. pdf.json says what each was made from (model/copies.h); what has
// not changed is not made again, and what no document asks for any more is removed,
// if it is in pdf.json: other files in pdf/ are left alone. Masters are never touched.
//
// Pages go to workers (craft/plate.h) and are written in order as they come back; this
// process holds none of them.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/facts.h"
#include "sys/crew.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What became of one dossier.
struct hs_published {
	uint64_t format;
	const char *dossier; // path
	const char *code;
	const char *quality, *pdfa;
	uint64_t documents, made, kept, failed, removed;
	uint64_t pages;   // in those that are there now
	uint64_t outside; // that belong to no document, and are in no PDF
	uint64_t source;  // bytes of the masters' share in the pages
	uint64_t bytes;   // of the PDFs that are there now
	uint64_t larger;  // PDFs that are larger than their pages' share in masters
};

struct hs_publish_terms {
	enum hs_grade quality;
	bool unicode; // PDF/A-2u, not 1b
	bool force;   // even where nothing has changed
	struct hs_crew_terms crew;
	const struct hs_worker_kind *image, *pdf; // craft/plate.h
	// Told as it happens, dossiers in the order in which they were given.
	void *user;
	void (*done)(void *user, const struct hs_published *published);
	void (*problem)(void *user, const char *dossier, const struct hs_err *why);
	void (*note)(void *user, const char *dossier, const struct hs_err *what);
	void (*progress)(void *user, const char *dossier, size_t pages, size_t all);
};

struct hs_publisher;

HS_CHECKED struct hs_publisher *hs_publisher_new(const struct hs_publish_terms *terms,
						 struct hs_err *err);
void hs_publisher_free(struct hs_publisher **publisher);
bool hs_publisher_half_jailed(const struct hs_publisher *publisher);
// Whether the system refused something that a dossier needed, as to write in it.
bool hs_publisher_unfinished(const struct hs_publisher *publisher);

// Returns when its pages are handed out; done tells the end of it.
HS_CHECKED int hs_publish(struct hs_publisher *publisher, const char *dossier,
			  struct hs_err *err);
HS_CHECKED int hs_publish_end(struct hs_publisher *publisher, struct hs_err *err);

// The words of --quality; HS_GRADES where it is none.
enum hs_grade hs_grade_of(const char *word);

void hs_published_json(const struct hs_published *published, struct hs_buf *out);
