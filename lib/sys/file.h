// file.h - descriptors, and whole files in.
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

void hs_fd_done(int *fd); // closes if >= 0, sets -1

// Adds what is left to read of fd to out; more than limit bytes: HS_LIMIT.
HS_CHECKED int hs_fd_load(int fd, size_t limit, struct hs_buf *out, struct hs_err *err);
HS_CHECKED int hs_fd_store(int fd, const void *bytes, size_t len, struct hs_err *err);

// A whole file below dir by name. Links are not followed.
HS_CHECKED int hs_file_load(int dir, const char *name, size_t limit, struct hs_buf *out,
			    struct hs_err *err);
