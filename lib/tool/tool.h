// tool.h - what every program in cmd/ shares: options, settings, operands,
// messages, exit status (DESIGN, 'Every program'). A program describes itself
// in a struct hs_tool; nothing else in it touches argv, stderr or exit().
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "sys/crew.h"
#include "sys/path.h"
#include "sys/worker.h"
#include "tool/option.h"
#include "tool/say.h"

#include <stdbool.h>
#include <stddef.h>

struct hs_tool {
	const char *name;
	const char *does;          // one line for the help
	const char *args;          // "[DOSSIER ...]"
	const char *example;       // a command line to try, for the help
	const struct hs_opt *opts; // ends with {0}
	// Where the first operand goes if it is none of the items; NULL: it is one.
	const char **first;

	// The first operand is an archive's root: its hoso.conf goes before the user's.
	bool in_root;

	// An option of opts, the first of them: names a section [VERB.NAME] of hoso.conf
	// that goes before [VERB] and must be there. NULL: the program has none.
	const char **profile;

	// The workers that this program may start; ends with NULL, or is NULL.
	const struct hs_worker_kind *const *workers;
	bool crew; // they look at pages, so there are --deadline and --memory

	// Once, before the first item; may be NULL.
	int (*begin)(struct hs_err *err);
	// For each operand, or each name on standard input if there are none.
	// 0: done; 1: done, and the answer is no (exit status 1); -1: failed.
	int (*each)(const char *path, struct hs_err *err);
	// While a name on standard input has to be waited for; may be NULL. Goes on with
	// what each left to do, and returns when fd can be read, or when there is nothing
	// left. -1: the program ends.
	int (*idle)(int fd, struct hs_err *err);
	// Instead of each: all operands at once, at least `least` of them.
	int (*whole)(char *const *operands, size_t count, struct hs_err *err);
	size_t least;
	// For a program with both: says, once the options are read, that they ask
	// for whole (hoso-index --check).
	bool (*as_whole)(void);
	// Once, at the end; may be NULL. Runs too where begin failed. Returns as each.
	int (*end)(struct hs_err *err);
};

enum hs_exit {
	HS_EXIT_DONE = 0,  // all went well
	HS_EXIT_SOME = 1,  // at least one item failed, or a check said no
	HS_EXIT_USAGE = 2, // nothing was done: wrong command line
	HS_EXIT_STOP = 3,  // could not begin or finish: disk, memory, models
	HS_EXIT_BUSY = 75, // somebody else is at work there: try again
};

int hs_tool_main(const struct hs_tool *tool, int argc, char **argv);

// Results are out? HS_EXIT_DONE; else says so: HS_EXIT_STOP.
int hs_tool_flush(void);

// For programs that finish an item after `each` returned: tells what became of
// it. Prints "name: path: why" and counts for the exit status.
void hs_tool_failed(const char *path, const struct hs_err *err);
// A result on standard output: one name, ended by '\n' (with -0 by '\0'), and
// flushed, so that the next program in the pipe starts on it.
void hs_tool_result(const char *path);

// A result that is a line already (--json), flushed as well.
void hs_tool_line(const struct hs_buf *line);

// For a program with a crew: how many workers, how long, how much memory.
void hs_tool_crew(struct hs_crew_terms *terms);
// Says with -v that a worker could not be jailed completely.
void hs_tool_half_jailed(bool so);

unsigned hs_tool_jobs(void);      // -j; default: the processors this process may use
const char *hs_tool_config(void); // the hoso.conf given or found in the root, or NULL
bool hs_tool_strict(void);        // --strict
bool hs_tool_quiet(void);         // -q
