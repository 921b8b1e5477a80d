// run-part.h - what the parts of work/run share.
#pragma once

#include "base/buf.h"
#include "sys/child.h"
#include "sys/path.h"
#include "work/run-terms.h"

// Checked when it was read: printed page numbers tell whether any page is missing.
enum stage { IMPORT, READ, CHECK, DESCRIBE, PDF, PACK, VERIFY, INDEX, STAGES };

enum { STEP_MS = 500 }; // between looks at the clock, and at the terminal

// A dossier on its way.
struct job {
	struct job *next;
	char *code;                  // its name in taken/, dossiers/, bundles/
	enum stage stage;            // the next, or at hand
	struct hs_child child;       // at hand where it has a pid
	unsigned workers, died;      // of the child; how often it died
	uint64_t began, stage_began; // ms
	struct hs_night_line line;
};

struct hs_run {
	struct hs_run_terms terms;
	char *root; // absolute
	int root_fd, inbox, taken, dossiers, bundles, quarantine, reports;
	struct job *first, **last;
	size_t over, all; // dossiers of this round
	uint64_t began_ms;
	uint64_t pages, pages_over; // of those that came in; recognised in this round
	// A stage that could not work at all: the first time its dossier is to blame,
	// after that the machine is.
	const char *unable;
	bool halt; // take no more; why is in `halted`
	bool busy; // somebody else was at work in a dossier
	struct hs_err halted;
	int watch;   // inotify, -1: none
	char *night; // "2026-11-25T220000Z": the names of its reports; NULL: none yet
	int journal; // its lines; -1: none yet
};

// run-line.c: the line of work.

bool hs_run_must_stop(const struct hs_run *run);
// A queue entry. Its name in taken/ is what says that it is in work.
HS_CHECKED int hs_run_add(struct hs_run *run, const char *code, struct hs_err *err);
// Does all that was added, or leaves it where it is told to stop, or has to.
HS_CHECKED int hs_run_work(struct hs_run *run, struct hs_err *err);
uint64_t hs_run_bytes(int folder, const char *name); // of all in it; 0: it is not there
uint64_t hs_run_masters(const struct hs_run *run, const char *code); // their bytes
void hs_run_drop(struct hs_run *run); // kills what is at work, and forgets the rest

// run-stage.c: the programs.

struct stage_row {
	const char *name, *program;
	const char *args[8];  // '@': the root; '%' at the end: the code; "=": the bundle
	unsigned share;       // one at once for so many processors, and one more; 0: one
	bool no_is_an_answer; // status 1 is no failure
	bool may_lack;        // status 1 is no failure where --accept was given
};
extern const struct stage_row hs_run_stages[STAGES];

HS_CHECKED int hs_run_stage_start(struct hs_run *run, struct job *job, unsigned workers,
				  struct hs_err *err);

enum answer {
	ANSWER_NEXT,  // on to the next stage
	ANSWER_AGAIN, // the same once more
	ANSWER_BAD,   // to quarantine; *why says why
	ANSWER_LEFT,  // for the next run
	ANSWER_HALT,  // the machine is to blame: the run ends
};
// Its process has ended: what now. `said` is all that it said.
enum answer hs_run_stage_take(struct hs_run *run, struct job *job, struct hs_buf *said,
			      struct hs_err *why);
// Runs a program to its end: its status; -1 with *err.
HS_CHECKED int hs_run_program(struct hs_run *run, const char *program,
			      const char *const *args, struct hs_buf *out,
			      struct hs_err *err);
// The same of one that is none of the family: found by PATH, without our options.
HS_CHECKED int hs_run_other(struct hs_run *run, const char *program,
			    const char *const *args, struct hs_buf *out,
			    struct hs_err *err);
bool hs_run_index_sound(struct hs_run *run);

// run-inbox.c: what there is to do.

// An entry of the inbox, or of taken/.
struct entry {
	char *name;
	const char *what; // "new", "again", "waiting", "left"
	const char *why;  // it is left; NULL
	uint64_t files, bytes;
	int64_t changed; // the latest time in it, seconds since 1970
};
void hs_run_entries_done(struct hs_list *entries);
HS_CHECKED int hs_run_survey(struct hs_run *run, struct hs_list *entries,
			     struct hs_err *err);
// HS_REFUSED: why no dossier can have that name now.
HS_CHECKED int hs_run_may_name(struct hs_run *run, const char *code, struct hs_err *why);
// The names of all dossiers that are to be worked on.
HS_CHECKED int hs_run_queue(struct hs_run *run, struct hs_names *codes,
			    struct hs_err *err);

// run-shelf.c: out of the way, and back.

// taken/CODE, dossiers/CODE and the bundle go to quarantine/CODE, with WHY.txt.
HS_CHECKED int hs_run_quarantine(struct hs_run *run, struct job *job,
				 const struct hs_err *why, const struct hs_buf *said,
				 struct hs_err *err);
// The same for something that never became a dossier: `name` in the folder `from`.
HS_CHECKED int hs_run_reject(struct hs_run *run, int from, const char *name,
			     const struct hs_err *why, struct hs_err *err);
// Ends what a run that was killed began there.
HS_CHECKED int hs_run_mend(struct hs_run *run, struct hs_err *err);
// Removes taken/CODE, file by file, where the masters of dossiers/CODE have the same
// bytes. HS_DAMAGED: something else is in it, and stays.
HS_CHECKED int hs_run_clear(struct hs_run *run, const char *code, struct hs_err *err);
bool hs_run_there(int folder, const char *name);
HS_CHECKED int hs_run_move(int from, const char *name, int to, const char *as,
			   struct hs_err *err);

// run-night.c: what happened.

// Adds a line to the night, and tells it.
HS_CHECKED int hs_run_record(struct hs_run *run, struct hs_night_line *line,
			     struct hs_err *err);
// Ends the night, and makes its reports; those of nights that were cut off, too.
HS_CHECKED int hs_run_close(struct hs_run *run, const char *status, const char *why,
			    struct hs_err *err);
HS_CHECKED int hs_run_close_old(struct hs_run *run, struct hs_err *err);
// What past nights tell: pages a byte of input, milliseconds a page, bytes that a byte
// of input comes to. Zero where they tell nothing.
struct experience {
	double pages, milliseconds, bytes;
};
HS_CHECKED int hs_run_experience(struct hs_run *run, struct experience *past,
				 struct hs_err *err);
void hs_run_tell_progress(struct hs_run *run);

// run-plan.c: what a run would need.

// HS_SYSTEM with words where the disk has no room for what there is to do.
HS_CHECKED int hs_run_room(struct hs_run *run, const struct hs_list *entries,
			   struct hs_err *err);

// run-shard.c: a part of the queue.

// How many shards of SHARD_SECONDS the queue makes; 0: it is empty.
HS_CHECKED int hs_run_shards(struct hs_run *run, const struct hs_names *codes,
			     unsigned *shards, struct hs_err *err);

// run-report.c: in words.
void hs_run_report_text(const struct hs_night *night, struct hs_buf *out);
void hs_run_report_html(const struct hs_night *night, struct hs_buf *out);
void hs_run_report_json(const struct hs_night *night, struct hs_buf *out);
