// fault.h - a place where a test can make the world fail.
//
// The library's own hs_fault answers false. A test build links another one
// before it (tests/fault/fault.c), which reads HS_FAULT=write:3 and answers
// true at the third call with that kind; see `make fault`.
#pragma once

#include <stdbool.h>

// Kinds: "write" "sync" "rename" "alloc" "worker". Where true, the caller must
// behave as if the system had refused (errno is set: ENOSPC, EIO, ENOMEM).
bool hs_fault(const char *kind);
