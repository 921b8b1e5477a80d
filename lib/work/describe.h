// describe.h - the papers in dossiers: documents.json from ALTO, text and page records.
//
// Page by page it is found out what each says (model/leaf.h); from that come documents
// (model/split.h), which the dossier's own table of contents then bears out
// (model/rowmatch.h). What a person entered stays. A dossier of which nothing changed
// (`key` in documents.json) is left alone.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/document.h"
#include "sys/crew.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_describe_terms {
	bool force;                // even where nothing changed
	struct hs_crew_terms crew; // of workers that look at pictures again
	const struct hs_worker_kind *image, *pdf; // who looks (craft/look.h)
	bool lint; // hold papers against the form of their time; findings are not stored
	void *user;
	// Pages of a dossier that have no text yet, or whose ALTO cannot be read.
	void (*problem)(void *user, const char *dossier, const struct hs_err *why);
};

struct hs_describer;

// HS_USAGE where a table is wrong.
HS_CHECKED struct hs_describer *hs_describer_new(const struct hs_describe_terms *terms,
						 struct hs_err *err);
void hs_describer_free(struct hs_describer **describer);
bool hs_describer_half_jailed(const struct hs_describer *describer);

// What became of one dossier.
struct hs_described {
	uint64_t format;
	const char *dossier; // path; borrowed from the caller
	char *code;          // owned
	uint64_t pages, unread, documents;
	uint64_t review; // fields that a person should look at
	bool kept;       // nothing had changed
	struct hs_documents all;
};

HS_CHECKED int hs_describe(struct hs_describer *describer, const char *dossier,
			   struct hs_described *described, struct hs_err *err);
void hs_described_done(struct hs_described *described);

void hs_described_json(const struct hs_described *described, struct hs_buf *out);
// A line a finding: dossier, page, document, finding, clause, what it is about; parted
// by tabs, '-' where there is nothing.
void hs_described_findings(const struct hs_described *described, struct hs_buf *out);

// A page given as plain text, in a file or on standard input ("-"): its fields as one
// line of JSON: its format, and the members of a document of documents.json.
HS_CHECKED int hs_describe_text(struct hs_describer *describer, const char *path,
				struct hs_buf *out, struct hs_err *err);
