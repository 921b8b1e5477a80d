// jail.h - give up what a worker does not need. There is no way back.
//
// Three layers: resource limits; Landlock (no file of any name, or only the
// folders named here, for reading); seccomp (no exec, no sockets, no new
// processes; what is not on the list fails with EPERM).
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct hs_jail {
	size_t memory;  // bytes of address space; 0: no limit (sanitizers)
	unsigned cpu;   // seconds of processor time in all; 0: no limit
	size_t written; // bytes in any one file
	// Folders whose files may be read (fonts); ends with NULL, or is NULL.
	// One that does not exist is skipped.
	const char *const *readable;
	int room; // a folder, already open, that may be read too; -1: none
	// The limits alone: for a process whose very work is to open devices and to
	// speak to the network, so that a crash of it is not ours.
	bool open;
};

// *complete says whether the kernel enforces all of it, or only some.
HS_CHECKED int hs_jail_enter(const struct hs_jail *jail, bool *complete,
			     struct hs_err *err);

// Whether this build can live under a limit of address space (AddressSanitizer
// reserves terabytes and cannot).
bool hs_jail_can_limit_memory(void);
