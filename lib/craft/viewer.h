// viewer.h - the viewer that lies in a bundle: a page for any browser, without a
// network, and the dossier's data in a form that it can load from file://.
//
//   index.html                 the page; from the tables (viewer/, sys/data.h)
//   index_files/viewer.css .js
//   index_files/data.js        dossier.json, documents.json, a list of the pages
//   index_files/text/0001.js   text of HS_VIEW_SHARD pages, from page 0001 on
//   index_files/pages/0001.js  words of a page with their boxes
//   index_files/pages/0001.jpg its picture at screen size, upright (craft/screen.h)
//
// (hoso-formats(5) has the members.) The files depend on the dossier's records, text,
// ALTO and masters, and on the tables, alone. None of them is evidence: whoever loses
// them packs again. Records, text and ALTO are parsed here, as hoso-describe does;
// masters are read by workers.
#pragma once

#include "base/buf.h"
#include "model/document.h"
#include "model/record.h"
#include "port/dossier.h"
#include "sys/crew.h"

#include <stdbool.h>
#include <stddef.h>

enum { HS_VIEW_SHARD = 50 }; // pages whose text is in one file

// What of it a bundle gets.
enum hs_viewer { HS_VIEWER_YES, HS_VIEWER_TEXT, HS_VIEWER_NO };

// "yes", "text" (without pictures), "no"; NULL: yes. HS_USAGE for others.
HS_CHECKED int hs_viewer_setting(const char *text, enum hs_viewer *setting,
				 struct hs_err *err);

struct hs_view_terms {
	const struct hs_dossier *dossier;     // as the folder has them; borrowed
	const struct hs_documents *documents; //
	bool pictures;
	struct hs_crew_terms crew;                // where there are pictures
	const struct hs_worker_kind *image, *pdf; // of craft/screen.h
	// Where a file of masters/ lies, seen from index.html; NULL: it is not in the
	// bundle. The text is borrowed until the next call.
	const char *(*master)(void *owner, const char *file);
	void *owner;
};

// The files of one dossier's viewer.
struct hs_view;

// Both are borrowed until the view is freed. HS_USAGE where the tables lack a file.
HS_CHECKED struct hs_view *hs_view_new(const struct hs_view_terms *terms,
				       struct hs_folder *folder, struct hs_err *err);
void hs_view_free(struct hs_view **view);

// Paths rise bytewise. `packed`: the bytes are compressed already.
size_t hs_view_count(const struct hs_view *view);
const char *hs_view_path(const struct hs_view *view, size_t i, bool *packed);
// Adds the file's bytes to out: once for each, in this order. A page that cannot be
// decoded has a picture of no bytes; the page shows that. HS_DIED, HS_LIMIT and
// HS_SYSTEM: it may go well the next time.
HS_CHECKED int hs_view_make(struct hs_view *view, size_t i, struct hs_buf *out,
			    struct hs_err *err);

size_t hs_view_blank(const struct hs_view *view); // pictures without bytes so far
bool hs_view_half_jailed(const struct hs_view *view);
