// launch.h - start another program of the family, in place of this one.
//
// It is looked for in the folder where this program itself lives, so that a
// build in its own folder runs its own; else in PATH.
#pragma once

#include "base/err.h"

#include <stdbool.h>

// Becomes the program; argv[0] is its name. Returns only when that fails:
// HS_USAGE where there is no such program.
int hs_launch(const char *program, char *const argv[], struct hs_err *err);

// The path of a file named from the folder of this program; caller frees. Without
// /proc it is the bare name.
char *hs_launch_beside(const char *name);

// Whether it stands beside this program, or in PATH.
bool hs_launch_can(const char *program);
