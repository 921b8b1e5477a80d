// show.h - what is known of a dossier, from its folder or from its bundle.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/document.h"
#include "model/record.h"
#include "sys/worker.h"

#include <stdbool.h>
#include <stdint.h>

struct hs_shown_text {
	uint64_t page;
	char *text;
};

struct hs_shown {
	struct hs_dossier dossier;
	struct hs_list pages; // of struct hs_page, rising
	struct hs_list texts; // of struct hs_shown_text, rising
	struct hs_documents documents;
};

// page: only that one, or 0 for all; HS_DAMAGED where there is none. texts: load
// them, too. A bundle is read by a worker (strict: completely jailed or not at
// all), so the program must list hs_shown_workers; its checksums are not checked.
HS_CHECKED int hs_shown_load(const char *path, uint32_t page, bool texts, bool strict,
			     struct hs_shown *shown, struct hs_err *err);
extern const struct hs_worker_kind *const hs_shown_workers[]; // ends with NULL
void hs_shown_done(struct hs_shown *shown);

// Each adds to out. JSON: one line, its `text` only where texts were loaded.
void hs_shown_json(const struct hs_shown *shown, struct hs_buf *out);
// The texts, a form feed between two pages.
void hs_shown_texts(const struct hs_shown *shown, struct hs_buf *out);
// For people.
void hs_shown_overview(const struct hs_shown *shown, bool colour, struct hs_buf *out);
