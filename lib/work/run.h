// run.h - the night: whatever lies in ROOT/inbox becomes verified bundles and an index.
//
//   ROOT/inbox/       what people put there: folders of scans, single files, dossiers
//   ROOT/taken/       what of it is at work: the queue. A name leaves it when its bundle
//                     is verified and indexed, or when it goes to quarantine
//   ROOT/dossiers/  ROOT/bundles/  ROOT/index.db     the results
//   ROOT/quarantine/  NAME/{source,dossier,WHY.txt}
//   ROOT/reports/     NIGHT.jsonl (model/night.h), NIGHT.txt, NIGHT.json
//
// Each stage is one of the other programs, for one dossier, as a process of its own: what
// it says goes to WHY.txt, what it ends with decides what becomes of the dossier. This
// process reads nothing that is not ours, and holds no page. Every step can be cut off:
// what is in taken/ is done again by the next run, and costs nothing where it was done.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "sys/path.h"
#include "work/run-terms.h"

struct hs_run;

// Makes what is missing of a root: folders, hoso.conf, an empty index.
HS_CHECKED int hs_run_init(const struct hs_run_terms *terms, struct hs_err *err);

// HS_USAGE: it is no root. HS_BUSY: another run is at work there.
HS_CHECKED struct hs_run *hs_run_new(const struct hs_run_terms *terms,
				     struct hs_err *err);
void hs_run_free(struct hs_run **run); // kills what still works for it

// One round: takes from the inbox what is still, and does what there is to do. *status is
// how it ended, -1 where it could not go on (full disk, missing model): then the rest is
// left for the next run. A night in which nothing was done leaves no report.
enum hs_run_end { HS_RUN_FINISHED, HS_RUN_STOPPED };
HS_CHECKED int hs_run_night(struct hs_run *run, enum hs_run_end *end, struct hs_err *err);
// Waits until something in the inbox may be still; false: until it is time to stop.
HS_CHECKED int hs_run_wait(struct hs_run *run, bool *more, struct hs_err *err);

// ---- more than one machine, or process
//
// Somebody claims what is to do, others get it ready for packing, a shard each, and a
// night after them packs it. A shard takes no note of the night, and leaves what fails.

// Takes what is still from the inbox, as a night does; adds the codes of all that there
// is to do.
HS_CHECKED int hs_run_claim_all(struct hs_run *run, struct hs_names *codes,
				struct hs_err *err);
// The stages before packing, for the dossiers of its shard. HS_BUSY: others are at work
// in one of them, or a night is; it may be tried again.
HS_CHECKED int hs_run_shard(struct hs_run *run, struct hs_err *err);
// hs_run_claim_all, then two jobs of Slurm: an array of shards, and a night after them.
// Adds a line of TSV each: "read" or "pack", the job's number, how many tasks. Nothing
// where there is nothing to do. argv: how a program of the family calls this one, without
// the root; workers: processors of a task.
HS_CHECKED int hs_run_slurm(struct hs_run *run, const char *const *argv, unsigned workers,
			    struct hs_buf *jobs, struct hs_err *err);

// Puts what lies in quarantine back to where it was; without names all of it.
HS_CHECKED int hs_run_retry(struct hs_run *run, char *const *names, size_t count,
			    struct hs_err *err);

// What a run would do: a line of TSV each, and a last one of sums: what ("new", "again",
// "waiting", "left"), name, files, bytes, pages and seconds ("-": not known). Pages and
// seconds are estimates from past nights. Changes nothing.
HS_CHECKED int hs_run_plan(struct hs_run *run, struct hs_buf *out, struct hs_err *err);

// The report of the latest night into a file: .txt, .html or .json by its name.
HS_CHECKED int hs_run_report(struct hs_run *run, const char *path, struct hs_err *err);

// The next time of day "HH:MM" in the local time zone, as seconds since 1970. HS_USAGE.
HS_CHECKED int hs_run_until(const char *clock, uint64_t *until, struct hs_err *err);
// As many workers as there are processors, or as there is memory for.
unsigned hs_run_jobs(unsigned processors);
