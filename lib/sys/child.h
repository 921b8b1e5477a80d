// child.h - another program of the family, at work for this one.
//
// What it prints and what it says (in English) go into files without names, which nobody
// has to empty while it runs. It ends when this process does, however that happens.
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <sys/types.h>

struct hs_child {
	pid_t pid; // 0: there is none
	int wake;  // readable once it has ended: for poll(2)
	int out;   // its standard output, from the start when it has been taken
	int said;  // its standard error
};

// program: a path, or a name that PATH knows. argv[0] is how it names itself. The files
// are made in the folder `room`.
HS_CHECKED int hs_child_start(const char *program, char *const argv[], int room,
			      struct hs_child *child, struct hs_err *err);
// Waits for its end: its exit status, or 128 + the signal that ended it.
int hs_child_take(struct hs_child *child);
void hs_child_stop(const struct hs_child *child, int sig);
void hs_child_done(struct hs_child *child); // kills it if it is there
