// pack.h - a dossier becomes a bundle: one ZIP, which is one BagIt 1.0 bag.
//
//   CODE.zip: CODE/bagit.txt  bag-info.txt  manifest-sha512.txt
//             tagmanifest-sha512.txt  data/ = what the profile makes of it
//             index.html  index_files/ = the viewer (craft/viewer.h)
//
// A profile is a row of a table in pack.c and a builder (pack-part.h): csip and bag
// hold the dossier as a whole (model/layout.h), the others are for handing over.
// A bundle is a function of the dossier's bytes, and of the tables of codes and
// columns that tt05 and hd40 use, alone: no clock, locale or
// machine changes it, and packing changes nothing in the dossier, so that it is
// not in its journal either. It is packed only if hoso-verify would say ok.
#pragma once

#include "base/err.h"
#include "craft/seal.h"
#include "craft/viewer.h"
#include "sys/digest.h"
#include "sys/path.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_packer; // one folder of bundles, locked while it is open

struct hs_packed {
	char *bundle;          // path: the folder as it was given, and CODE.zip
	char *dossier;         // path, as it was given
	uint64_t files, bytes; // of the payload
	size_t unread;         // pages that have no text yet
	size_t outside;   // pages that the profile leaves out: cover, contents, blank
	size_t blank;     // pages that the viewer cannot show
	bool half_jailed; // some worker could not be jailed completely
	char sha512[HS_HEX_MAX]; // of the bundle
	bool plain;              // it is encrypted, and one in plain lies beside it
	bool token;              // a time stamp of an older bundle was removed
};
void hs_packed_done(struct hs_packed *packed);
char *hs_packed_json(const struct hs_packed *packed); // one line; caller frees

struct hs_pack_terms {
	const char *out;     // created where it is missing; not its parents
	const char *profile; // "bag", "csip" …; NULL: the default
	const char *without; // "masters": a bundle for use that leaves them out; or NULL
	bool secret;         // pack Mật and Tối mật without an approval, too
	enum hs_viewer viewer;
	struct hs_view_terms view; // crew and kinds: where the viewer has pictures
	struct hs_seal_terms seal;
	// Any: the bundle is CODE.zip.age, encrypted to them (port/age.h), and `secret`
	// does not count: a secret dossier needs its approval. Borrowed.
	struct hs_names recipients;
	// Optional: how many of a dossier's files are done.
	void (*progress)(const char *code, size_t done, size_t all);
};

// HS_BUSY where another program packs into the same folder; drafts that a killed
// one left there are removed.
HS_CHECKED struct hs_packer *hs_packer_new(const struct hs_pack_terms *terms,
					   struct hs_err *err);
void hs_packer_free(struct hs_packer **packer);

// An older CODE.zip is replaced whole. Errors: HS_BUSY (the dossier is being
// written), HS_REFUSED (its secrecy, no PDF/A, pages in no
// document), HS_DAMAGED (a master differs from what
// was imported, or is missing, or not recorded; a file changed while it was read),
// HS_USAGE (a second dossier of the same code). Then there is no new bundle.
HS_CHECKED int hs_packer_pack(struct hs_packer *packer, const char *dossier,
			      struct hs_packed *packed, struct hs_err *err);
