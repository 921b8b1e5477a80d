// verify-part.h - the parts of verify.c: for verify*.c only.
#pragma once

#include "base/buf.h"
#include "model/bag.h"
#include "model/census.h"
#include "model/layout.h"
#include "model/told.h"
#include "model/verdict.h"
#include "model/zipmap.h"
#include "port/xml-mets.h"
#include "sys/crew.h"
#include "sys/digest.h"

#include <sys/stat.h>

struct hs_verify_terms;

enum { HS_VERIFY_MEMORY = 384 << 20 }; // bytes of a worker

// ---- in the worker

// A file of the thing, wherever it comes from.
struct thing {
	const char *path; // below its base folder
	uint64_t size;
	bool folder;
};

struct check {
	struct hs_verdict *v;
	struct hs_err *err;
	struct hs_bag *bag;       // NULL: a bare dossier
	struct hs_census *census; // NULL: no dossier.json
	struct hs_layout layout;  // where its files stand, in a bag
	struct hs_told *told;     // what a package's METS say; with the bag
	size_t kept;              // bytes of tag files
	struct hs_digest *digests[HS_BAG_SUMS];
	// The file that is being read.
	char *inside; // where it stands in the dossier; NULL: outside, or there is none
	unsigned sums;
	bool keeps;
	struct hs_buf bytes;
	struct hs_mets_reader *mets; // NULL: it is none, or broken
	char *mets_path;
};

void hs_verify_done(struct check *c);

// First every name, so that one reading of each file is enough.
void hs_verify_name(struct check *c, const struct thing *t);
// Then each file: begin, its bytes in order, end.
HS_CHECKED int hs_verify_begin(struct check *c, const struct thing *t);
HS_CHECKED int hs_verify_bytes(void *check, const void *bytes, size_t len,
			       struct hs_err *err);
void hs_verify_end(struct check *c, const struct thing *t);
void hs_verify_judge(struct check *c);

// The part of those three that looks into packages. begin: whether it wants the sha256.
bool hs_verify_package_begin(struct check *c, const char *path);
void hs_verify_package_bytes(struct check *c, const void *bytes, size_t len);
void hs_verify_package_end(struct check *c, const struct thing *t, const char *sha256);

// Makes it the check of a bag.
void hs_verify_bag(struct check *c);

// The one folder that a bundle's entries stand in, with its '/'. A bag that has
// none is judged nevertheless, as if it had. The caller frees it.
char *hs_verify_base(struct check *c, const struct hs_zipmap *map);

// ---- in the parent

struct hs_verify_job {
	const struct hs_worker_kind *kind;
	const char *ask;
	int in; // given away
};
HS_CHECKED int hs_verify_ask(struct hs_crew *crew, const struct hs_verify_job *job,
			     struct hs_verdict *verdict, struct hs_err *err);
unsigned hs_verify_deadline(const struct hs_verify_terms *terms, const struct stat *st);

// An encrypted bundle, through age and a pipe, twice.
extern const struct hs_worker_kind hs_verify_stream_worker;
HS_CHECKED int hs_verify_stream(int fd, const struct stat *st,
				const struct hs_verify_terms *terms,
				struct hs_verdict *verdict, struct hs_err *err);
