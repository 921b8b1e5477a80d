// record.h - the records of a dossier on disk, as hoso-formats(5) describes
// them: dossier.json, pages/NNNN.json, journal.jsonl (documents.json has a header of
// its own, model/document.h). Each is a struct and the shape that reads, writes and
// frees it; HS_AUTO fits _done.
#pragma once

#include "model/measures.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	HS_FORMAT = 1,          // version of every record here
	HS_PAGES_MAX = 9999999, // pages in one dossier
};

// A file as it came.
struct hs_file {
	char *name;     // in masters/: NFC
	char *original; // the name as it came, where that differs (%XX for odd bytes)
	uint64_t size;  // bytes
	char *sha256;
	char *media;    // media type, e.g. image/tiff
	char *state;    // one of HS_FILE_*
	char *reason;   // why, where state is not ok
	uint64_t pages; // page records made from it
	char *rest;
};

#define HS_FILE_OK "ok"
#define HS_FILE_DAMAGED "damaged"       // some of it could not be decoded
#define HS_FILE_UNREADABLE "unreadable" // nothing of it could be decoded
#define HS_FILE_ATTACHMENT "attachment" // kept; nothing that has pages

struct hs_dossier {
	uint64_t format;
	char *code; // the name of its folder
	char *fonds, *inventory, *title, *start_date, *end_date, *retention, *secrecy;
	char *approval;       // reference of the approval to process a secret dossier
	struct hs_list files; // of struct hs_file
	char *rest;
};

// Something to look at: found by a program, judged by a person.
struct hs_finding {
	char *what;   // a word, e.g. dpi-assumed
	char *detail; // for people
	double measure;
	double limit; // that the measure passes
	char *unit;   // of both
	char *by;     // the program, where it replaces its own findings
	char *rest;
};

// A name that was not read but taken from another page (model/namesake.h).
struct hs_taken_name {
	char *name;
	struct hs_list box; // of double: x y w h in pixels of the page
	char *read;         // what was read there
	double likeness;    // of readings to the name, 0 to 1
	uint64_t page;      // the dossier's page that has it in plain letters
	char *rest;
};

// How a page's text came about.
struct hs_recognition {
	char *key;                    // sha256 of all that the text depends on
	char *state;                  // HS_DONE or HS_FAILED
	char *reason;                 // why it failed
	char *source;                 // "ocr", or "pdf": the file's own text was kept
	char *engine;                 // e.g. tesseract 5.3.0
	char *model;                  // e.g. vie
	char *larger;                 // the model that read again what was doubtful
	char *recipe;                 // what was done to the page before; "none"
	struct hs_measures *measures; // what it was like
	uint64_t lines, again;        // lines of text; of them read more than once
	uint64_t noise;               // words read from seals, pen strokes, dirt
	uint64_t words;
	double confidence;     // 0 to 1, mean over characters
	struct hs_list stamps; // of char *: names read surely in stamps
	struct hs_list names;  // of struct hs_taken_name
	char *rest;
};

#define HS_DONE "done"
#define HS_FAILED "failed"

struct hs_page {
	uint64_t format;
	uint64_t page;          // 1, 2, … in the dossier
	char *file;             // name in masters/
	char *sha256;           // of that file
	uint64_t frame, frames; // which of the file's pages, and of how many
	uint64_t width, height; // pixels, the page turned upright
	double dpi, dpi_y;      // dpi_y only where it differs from dpi
	uint64_t orientation;   // TIFF 6.0 / EXIF value 2-8 as stored; absent: upright
	char *pixels;           // "sha256:…" of the decoded pixels, see model/raster.h
	char *state;            // HS_FILE_OK, _DAMAGED or _UNREADABLE
	char *reason;
	struct hs_list findings; // of struct hs_finding
	struct hs_recognition *recognition;
	char *rest;
};

// One line of journal.jsonl.
struct hs_event {
	char *time; // ISO 8601, UTC
	char *program, *version;
	char *event;   // what was done, e.g. import
	char *object;  // to what; absent: the dossier
	char *outcome; // done, failed
	char *detail;
	char *rest;
};

extern const struct hs_shape hs_file_shape, hs_dossier_shape, hs_finding_shape,
	hs_taken_name_shape, hs_recognition_shape, hs_page_shape, hs_event_shape;

void hs_dossier_done(struct hs_dossier *dossier);
void hs_page_done(struct hs_page *page);
void hs_event_done(struct hs_event *event);

// 0001 and a suffix: at least four digits, as in every name made from a page's
// number. And back: the number in FOLDER0001SUFFIX, 0 where path is none.
void hs_page_name(char name[24], uint32_t number, const char *suffix);
uint32_t hs_page_number(const char *path, const char *folder, const char *suffix);

struct hs_file *hs_dossier_file(const struct hs_dossier *dossier, const char *name);
// Adds a finding, and returns it for what else there is to say; the page owns it.
struct hs_finding *hs_page_find(struct hs_page *page, const char *what,
				const char *detail, double measure);
bool hs_page_has_finding(const struct hs_page *page, const char *what);
