// separator.h - a worker looks at a page that was just scanned: its facts, whether
// anything is on it, and whether it is a sheet that parts papers.
//
// Such a sheet has a patch code (model/patch.h: T, 3 and 2), or a QR or Code 128
// barcode that says hoso:dossier, hoso:dossier:CODE or hoso:document. Other barcodes
// are the papers' own. T and 3 begin a dossier: upside down, either is the other.
// 2, the same from both ends, begins a document.
#pragma once

#include "model/facts.h"
#include "sys/worker.h"

#include <stdbool.h>
#include <stdint.h>

enum hs_separates { HS_SEPARATES_NOTHING, HS_SEPARATES_DOSSIERS, HS_SEPARATES_DOCUMENTS };

// What to look for: bits in hs_page_ask.existing. PNG: the answer is the page as a file
// of that kind, nothing else.
enum { HS_LOOK_PATCH = 1, HS_LOOK_BARCODE = 2, HS_LOOK_PNG = 4 };

enum { HS_SEPARATOR_CODE = 100 }; // bytes of a dossier's code, with the '\0'

// Stands behind struct hs_page_facts in the answer.
struct hs_separator {
	uint32_t separates;           // enum hs_separates
	char by[16];                  // "patch T", "qr", "code 128"
	char code[HS_SEPARATOR_CODE]; // of the dossier, or ""
	double ink;                   // mm2 that are darker than the paper
	double paper;                 // its level, 0 black to 255
};

// False where a member is out of bounds.
bool hs_separator_ok(struct hs_separator *separator);

// Answers struct hs_page_ask (frame > 0, TIFF), and frame 0 as hs_decode_image_worker.
extern const struct hs_worker_kind hs_separator_worker;
