// dossier.h - the dossier folder: its records, its parts, its journal.
//
//   dossier.json  masters/  pages/0001.json  alto/0001.xml  text/0001.txt
//   documents.json  journal.jsonl
//
// Every write is a draft, fsync, rename, fsync of the folder (sys/draft.h).
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/document.h"
#include "model/facts.h"
#include "model/record.h"
#include "sys/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HS_RECORD_MAX = 64 << 20, // bytes of one record or one page's text
};

enum hs_part { HS_MASTERS, HS_PAGES, HS_ALTO, HS_TEXT_FILES, HS_PARTS };

// An open dossier. Opened for writing it is locked (HS_BUSY) and swept of
// drafts; its lock ends with hs_folder_free.
struct hs_folder;

// The folder must hold a dossier.json (or, for writing, may not exist yet
// when `make` is true). path may end in '/'.
HS_CHECKED struct hs_folder *hs_folder_read(const char *path, struct hs_err *err);
HS_CHECKED struct hs_folder *hs_folder_write(const char *path, bool make,
					     struct hs_err *err);
void hs_folder_free(struct hs_folder **folder);

const char *hs_folder_path(const struct hs_folder *folder); // as it was given
const char *hs_folder_code(const struct hs_folder *folder); // last part of the path
int hs_folder_fd(const struct hs_folder *folder);           // borrowed
// The descriptor of masters/, pages/ …; borrowed; -1 with *err where missing.
HS_CHECKED int hs_folder_part(struct hs_folder *folder, enum hs_part part,
			      struct hs_err *err);

// dossier.json; `exists` (may be NULL) false and 0 where there is none yet.
HS_CHECKED int hs_folder_load(struct hs_folder *folder, struct hs_dossier *dossier,
			      bool *exists, struct hs_err *err);
HS_CHECKED int hs_folder_store(struct hs_folder *folder, const struct hs_dossier *dossier,
			       struct hs_err *err);

// Numbers of the page records there are, rising; caller frees *numbers.
HS_CHECKED int hs_folder_pages(struct hs_folder *folder, uint32_t **numbers,
			       size_t *count, struct hs_err *err);

HS_CHECKED int hs_folder_page(struct hs_folder *folder, uint32_t number,
			      struct hs_page *page, struct hs_err *err);
HS_CHECKED int hs_folder_store_page(struct hs_folder *folder, const struct hs_page *page,
				    struct hs_err *err);
HS_CHECKED int hs_folder_drop_page(struct hs_folder *folder, uint32_t number,
				   struct hs_err *err); // its record, text and ALTO

// alto/NNNN.xml or text/NNNN.txt: load adds to out; has says whether there
// is one.
HS_CHECKED int hs_folder_load_part(struct hs_folder *folder, enum hs_part part,
				   uint32_t number, struct hs_buf *out,
				   struct hs_err *err);
HS_CHECKED int hs_folder_store_part(struct hs_folder *folder, enum hs_part part,
				    uint32_t number, const struct hs_buf *bytes,
				    struct hs_err *err);
bool hs_folder_has_part(struct hs_folder *folder, enum hs_part part, uint32_t number);

// A file outside, opened for reading. HS_USAGE for what is no regular file.
HS_CHECKED int hs_source_open(const char *path, struct hs_err *err);
// Brings bytes into masters/ under a name, unless these very bytes are there
// already; gives their sha256 and size. The file appears whole, mode 0444.
// With link it is a hard link to the source where the file system allows (the
// mode stays the source's). A file that changes while it is read: HS_DAMAGED.
struct hs_master {
	char sha256[HS_HEX_MAX];
	uint64_t size;
};
HS_CHECKED int hs_folder_keep(struct hs_folder *folder, const char *source,
			      const char *name, bool link, struct hs_master *master,
			      struct hs_err *err);
// The same facts of a file that is in masters/.
HS_CHECKED int hs_folder_master(struct hs_folder *folder, const char *name,
				struct hs_master *master, struct hs_err *err);
HS_CHECKED int hs_master_facts(int fd, struct hs_master *master, struct hs_err *err);
// Opens a master for reading; links are not followed. HS_DAMAGED where there is
// none of that name.
HS_CHECKED int hs_folder_open_master(struct hs_folder *folder, const char *name,
				     struct hs_err *err);
// The same for a page's file: its first bytes say how to read it. HS_DAMAGED where it
// is no scan any more.
HS_CHECKED int hs_folder_open_scan(struct hs_folder *folder, const char *name,
				   enum hs_media *media, struct hs_err *err);

// documents.json; an empty list where there is none.
HS_CHECKED int hs_folder_documents(struct hs_folder *folder,
				   struct hs_documents *documents, struct hs_err *err);
HS_CHECKED int hs_folder_store_documents(struct hs_folder *folder,
					 const struct hs_documents *documents,
					 struct hs_err *err);

// Appends one line to journal.jsonl and syncs it. Time is SOURCE_DATE_EPOCH's
// where that is set. object and detail may be NULL.
HS_CHECKED int hs_folder_journal(struct hs_folder *folder, const char *program,
				 const char *event, const char *object,
				 const char *outcome, const char *detail,
				 struct hs_err *err);
// The same, unless the latest line of that event says it already: for what is done again
// every night and finds the same. A killed run that is done again leaves no second line.
HS_CHECKED int hs_folder_journal_news(struct hs_folder *folder, const char *program,
				      const char *event, const char *outcome,
				      const char *detail, struct hs_err *err);
// hs_folder_journal for many at once that were done, with one sync.
struct hs_happened {
	const char *object, *detail;
};
HS_CHECKED int hs_folder_journal_all(struct hs_folder *folder, const char *program,
				     const char *event, const struct hs_happened *what,
				     size_t count, struct hs_err *err);
