// night.h - what happened in one run of hoso-run: ROOT/reports/NIGHT.jsonl, a line an
// event, and the sums of them.
//
// "begin" is the first line, "end" the last; a night without an end was cut off. Between
// them there is a line for every dossier that left the line of work: it was "packed", or
// went to "quarantine", or was "left" for the next night (somebody was at work in it, or
// the run was stopped). The figures of a dossier are those of its latest run: pages in
// are pages packed, or in quarantine, or left, and nothing else.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/shape.h"

#include <stdint.h>

#define HS_NIGHT_BEGIN "begin"
#define HS_NIGHT_DOSSIER "dossier"
#define HS_NIGHT_END "end"

#define HS_NIGHT_PACKED "packed"
#define HS_NIGHT_QUARANTINE "quarantine"
#define HS_NIGHT_LEFT "left"
#define HS_NIGHT_READY "ready" // for packing, by a shard; in no night

// So often was something found on the pages of a dossier, or of all.
struct hs_night_finding {
	char *finding;
	uint64_t count;
};

struct hs_night_line {
	uint64_t format;
	char *event, *time; // "2026-11-25T22:00:00Z"
	char *code;         // of the dossier; the name in the inbox where it has none yet
	char *outcome; // HS_NIGHT_PACKED …; at the end: "finished", "stopped", "failed"
	char *stage;   // in which it was left or put into quarantine
	char *reason;  // and why, one line
	char *bundle;  // path of what was packed
	uint64_t files,
		rejected;      // files that came, and those of them that cannot be read
	uint64_t pages;        // that came
	uint64_t packed_pages; // that are in its bundle and in the index
	uint64_t read, kept;   // pages recognised in this run, and before it
	uint64_t failed;       // pages that could not be recognised
	uint64_t documents, review;
	uint64_t bytes_in, bytes_out;      // of the masters; of the bundle
	uint64_t reading_ms, milliseconds; // of recognition; of all, or of the night
	struct hs_list findings;           // of struct hs_night_finding, by name
};

extern const struct hs_shape hs_night_shape;
void hs_night_line_done(struct hs_night_line *line);

// One more of a finding; keeps their order.
void hs_night_found(struct hs_list *findings, const char *finding, uint64_t count);

void hs_night_forget(struct hs_list *findings); // empties it

// A night read back. Its own figures are sums; `lines` are its dossiers'.
struct hs_night {
	char *began, *ended; // NULL: cut off
	char *status;        // of the end; "cut off" without one
	char *why;           // why it stopped or failed; may be NULL
	struct hs_list lines;
	uint64_t packed, quarantined, left; // dossiers
	uint64_t pages, packed_pages, quarantined_pages, left_pages;
	uint64_t spent_ms;        // from begin to end; 0: cut off
	struct hs_night_line all; // sums of the other figures
	struct hs_list reasons;   // why dossiers are in quarantine: stage and reason
};

enum { HS_NIGHT_MAX = 256 << 20 }; // bytes of a night

// A last line that is not whole, of a run that was cut off, does not count.
HS_CHECKED int hs_night_read(const char *text, size_t len, struct hs_night *night,
			     struct hs_err *err);
void hs_night_done(struct hs_night *night);
