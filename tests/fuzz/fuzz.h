// fuzz.h - what the fuzz targets share.
//
// A target is one function over one input; replay.c runs it over files in
// every check, `tests/fuzz/run` over invented ones under libFuzzer.
#pragma once

#include "base/auto.h"
#include "sys/file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Work on one input stays bounded, as the deadline bounds a worker's.
enum { FUZZ_PIXELS_MAX = 20000000, FUZZ_PAGES_MAX = 4 };

static inline bool fuzz_too_large(double width, double height)
{
	return !(width * height <= FUZZ_PIXELS_MAX);
}

// The input as a file, for ports that take a descriptor; -1 without one.
static inline int fuzz_file(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_fd_done) int fd = memfd_create("input", MFD_CLOEXEC);
	struct hs_err err = {0};

	if (fd < 0 || hs_fd_store(fd, data, size, &err) < 0)
		return -1;
	return HS_STEAL_FD(fd);
}
