// publish-part.h - between the parts of work/publish. Nobody else includes it.
#pragma once

#include "model/copies.h"
#include "model/document.h"
#include "model/facts.h"
#include "model/record.h"
#include "port/dossier.h"
#include "port/pdfa.h"
#include "sys/digest.h"
#include "sys/draft.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// work/publish.h
struct hs_publisher;
struct hs_published;

// A dossier whose PDFs are being made.
struct hs_volume {
	struct hs_publisher *publisher;
	struct hs_folder *folder;
	int pdfs; // the folder pdf/, or -1 as long as nothing is written
	char *path, *code;
	struct hs_dossier dossier;
	struct hs_documents documents;
	struct hs_copies copies; // as it is on disk, or soon will be
	uint32_t *numbers;       // of its pages
	size_t count;
	struct hs_published *result;
	char *held;            // the last master that was held against its checksum
	bool changed, stopped; // stopped: the system refused, and that was said
};

// A PDF of it.
struct hs_paper {
	struct hs_volume *volume;
	size_t document; // which of documents.json, from 1; 0: the whole
	char *file;      // name of the PDF
	char *title, *symbol, *subject;
	const char *issuer, *date; // borrowed from the volume
	const uint32_t *numbers;   // of its pages
	size_t count;
	char key[HS_HEX_MAX];
	uint64_t source;
	bool unicode; // PDF/A-2u
	// While it is written:
	struct hs_draft draft;
	struct hs_pdfa *pdf;
	size_t done;
	bool failed;
};

void hs_paper_free(struct hs_paper **paper);

// The name of a volume's PDF; caller frees.
char *hs_paper_file(const char *code, size_t document);

// What a page of hoso-ocr's record says of how it lies.
uint32_t hs_publish_quarters(const struct hs_page *page);
bool hs_publish_facing(const struct hs_page *page);
// Whether recognition measured the page whose picture is decoded again now, as it lies
// upright: then page->recognition->measures are not NULL, and within bounds.
bool hs_publish_measured(const struct hs_page *page);

// Holds a master, opened, against the checksum that its import recorded: once while its
// pages follow each other. HS_DAMAGED where it is another.
HS_CHECKED int hs_volume_hold(struct hs_volume *volume, const char *master, int fd,
			      struct hs_err *err);
// Whether a PDF may be written under that name: HS_REFUSED where pdf/ has one that
// pdf.json does not know.
HS_CHECKED int hs_volume_free_name(const struct hs_volume *volume, const char *name,
				   struct hs_err *err);

// One of the papers of a volume, with its name, texts and pages; document from 1, 0: the
// whole.
struct hs_paper *hs_paper_new(struct hs_volume *volume, size_t document);
// The key and what the pages weigh. HS_DAMAGED names the page that keeps it from being
// made.
HS_CHECKED int hs_paper_plan(struct hs_paper *paper, enum hs_grade quality, bool unicode,
			     struct hs_err *err);

// Adds the next of its pages, whose pictures are in the file out; the first opens the
// draft. The volume's pdfs must be open.
HS_CHECKED int hs_paper_add(struct hs_paper *paper, const struct hs_page *record, int out,
			    struct hs_err *err);
// All pages are in: the PDF appears under its name.
HS_CHECKED int hs_paper_close(struct hs_paper *paper, uint64_t *bytes,
			      char sha256[HS_HEX_MAX], struct hs_err *err);
