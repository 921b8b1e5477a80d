// pack-view.h - the viewer's files (craft/viewer.h) on their way into a bundle: tag
// files beside the payload. Part of pack.
#pragma once

#include "craft/viewer.h"
#include "port/zip.h"
#include "sys/digest.h"
#include "work/pack-part.h"

struct hs_extras; // NULL where no viewer is wanted: all but _new accept that

struct hs_extras_terms {
	struct hs_view_terms view; // what only the stock knows is filled in here
	const struct hs_stock *stock;
	const struct hs_parcel *parcel; // rising bytewise: where the masters lie in it
	struct hs_digest *sum;          // of the manifests
	void (*done)(void *owner);      // called when a file is in the archive
	void *owner;
};

// All that terms name is borrowed until the archive is written.
HS_CHECKED struct hs_extras *hs_extras_new(const struct hs_extras_terms *terms,
					   struct hs_err *err);
void hs_extras_free(struct hs_extras **extras);

size_t hs_extras_count(const struct hs_extras *extras);
// Their names stand between data/ and manifest-*.
HS_CHECKED int hs_extras_add(struct hs_extras *extras, struct hs_zip *zip,
			     const char *code, struct hs_err *err);
// A line of the tag manifest; without the checksum before all are in the archive.
void hs_extras_line(const struct hs_extras *extras, size_t i, bool with_sum,
		    struct hs_buf *out);
// Once all are in the archive: how many pages cannot be shown; whether some worker could
// not be jailed completely.
size_t hs_extras_blank(const struct hs_extras *extras);
bool hs_extras_half_jailed(const struct hs_extras *extras);
