// pack-part.h - what the parts of pack share: a dossier's stock of files and facts, and
// the parcel that a profile makes of it. A profile is a row: a name and who builds the
// parcel; checksums, the bag and the ZIP around it are the same for all (pack.c).
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/census.h"
#include "model/facts.h"
#include "model/mets.h"
#include "model/pieces.h"
#include "model/record.h"
#include "port/dossier.h"
#include "sys/walk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- what there is

struct hs_stock_file {
	const char *path; // below the dossier; borrowed from the walk
	uint64_t size;    // bytes
	// What its bytes must give when they are packed: of a master as it was imported,
	// of others as hs_stock_know read them; "": whatever they give.
	char sha256[HS_SHA256_HEX + 1];
	const char *media;            // media type, borrowed; known after hs_stock_know
	const struct hs_file *record; // of a master: in dossier.json
};

struct hs_stock {
	struct hs_folder *folder;
	struct hs_walk walk;
	struct hs_census *census;
	const struct hs_dossier *dossier;     // of the census
	const struct hs_documents *documents; // of the census
	struct hs_stock_file *files;          // rising bytewise
	size_t count;
	// After hs_stock_know:
	// The journal, of struct hs_event; a line that is none is the event "unreadable".
	struct hs_list events;
	char *time; // of the latest event, ISO 8601; 1970 where there is none
	char digest[HS_SHA256_HEX + 1]; // of all names and checksums
};

// Opens and locks the dossier, and compares what is there with its records: HS_BUSY,
// HS_DAMAGED, and HS_REFUSED for its secrecy. secret as in hs_secrecy_allows.
HS_CHECKED int hs_stock_take(struct hs_stock *stock, const char *dossier, bool secret,
			     struct hs_err *err);
// Reads every file but the masters once, for its checksum, and the journal.
HS_CHECKED int hs_stock_know(struct hs_stock *stock, struct hs_err *err);
void hs_stock_done(struct hs_stock *stock);

enum { HS_UUID_TEXT = 36 };
// A UUID (version 8, RFC 9562) in capitals, of the dossier's content and a word.
HS_CHECKED int hs_stock_uuid(const struct hs_stock *stock, const char *word,
			     char out[HS_UUID_TEXT + 1], struct hs_err *err);
// The PDF/A of a document, 1, 2, …, that hoso-pdf made: pdf/CODE.NNN.pdf; NULL: none.
const struct hs_stock_file *hs_stock_pdf(const struct hs_stock *stock, size_t ordinal);
// The documents, or where none were found (or looked for) one that is the whole
// dossier: that is made in *whole, the caller's to free.
const struct hs_documents *hs_stock_papers(const struct hs_stock *stock,
					   struct hs_documents *whole);
// HS_REFUSED unless there is a PDF/A of each of them, and hoso-pdf made it of the pages
// that the document has now.
HS_CHECKED int hs_stock_need_pdfs(const struct hs_stock *stock,
				  const struct hs_documents *documents,
				  struct hs_err *err);
// HS_REFUSED, with their numbers, where pages are in none of the documents and are
// neither the dossier's cover or contents nor found blank. *outside: how many of those
// there are.
HS_CHECKED int hs_stock_need_pages(const struct hs_stock *stock,
				   const struct hs_documents *documents, size_t *outside,
				   struct hs_err *err);
const struct hs_stock_file *hs_stock_find(const struct hs_stock *stock, const char *path);

// ---- what is made of it

// A file on its way into the bundle: one of the stock, bytes of its own, or pieces.
struct hs_parcel_file {
	char *path;                       // below data/
	const struct hs_stock_file *from; // NULL: it is made
	struct hs_parcel_made *made;      // owned; NULL: from
	uint64_t size;
	const char *sha256; // of *from or *made; "" where nobody asked for it
	const char *media;
};

struct hs_parcel_made {
	struct hs_buf bytes;
	const struct hs_pieces *pieces; // NULL: bytes; borrowed from the plan
	char sha256[HS_SHA256_HEX + 1];
};

struct hs_parcel {
	struct hs_list files; // of struct hs_parcel_file; in any order, sorted in the end
	size_t outside;       // pages of the dossier that are in none of the files
	void *plan;           // that pieces are made from; owned
	void (*forget)(void *plan);
};
void hs_parcel_done(struct hs_parcel *parcel);

// Takes path over.
void hs_parcel_take(struct hs_parcel *parcel, char *path,
		    const struct hs_stock_file *from);
// Takes path and bytes over.
HS_CHECKED int hs_parcel_put(struct hs_parcel *parcel, char *path, struct hs_buf *bytes,
			     const char *media, struct hs_err *err);

// Takes path over. The pieces are made once now, for size and checksum, and again when
// they are packed: they may depend on the parcel's other files, but not on their order.
HS_CHECKED int hs_parcel_pieces(struct hs_parcel *parcel, char *path,
				const struct hs_pieces *pieces, const char *media,
				struct hs_err *err);

// The files whose path begins so, rising, as a METS that stands there tells them; their
// texts are borrowed. Caller frees.
struct hs_mets_file *hs_parcel_below(const struct hs_parcel *parcel, const char *folder,
				     size_t *count);
void hs_items_free(void *items); // for HS_AUTO: of a pointer to an array

struct hs_profile {
	const char *name;
	const char *type; // of an OAIS package: AIP, SIP; NULL: it is none
	bool knows;       // needs hs_stock_know
	bool masters;     // carries them, unless they are to stay away
	int (*build)(const struct hs_profile *profile, const struct hs_stock *stock,
		     bool masters, struct hs_parcel *parcel, struct hs_err *err);
};

int hs_pack_csip(const struct hs_profile *profile, const struct hs_stock *stock,
		 bool masters, struct hs_parcel *parcel, struct hs_err *err);
int hs_pack_tt05(const struct hs_profile *profile, const struct hs_stock *stock,
		 bool masters, struct hs_parcel *parcel, struct hs_err *err);
int hs_pack_hd40(const struct hs_profile *profile, const struct hs_stock *stock,
		 bool masters, struct hs_parcel *parcel, struct hs_err *err);
