// unit.h - what unit tests share: cmocka with all it needs, and a folder of
// their own to work in.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// For a test's setup and teardown: an empty folder becomes the working folder.
static inline int unit_enter(void **state)
{
	char *folder = strdup("/tmp/hoso-unit.XXXXXX");

	*state = folder;
	return mkdtemp(folder) ? chdir(folder) : -1;
}

static inline int unit_remove(const char *path, const struct stat *st, int kind,
			      struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

static inline int unit_leave(void **state)
{
	int got =
		chdir("/") < 0 ? -1 : nftw(*state, unit_remove, 16, FTW_DEPTH | FTW_PHYS);

	free(*state);
	return got;
}

// A test in its own folder.
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, unit_enter, unit_leave)

static inline void unit_put(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

// What a file holds, as text; the caller frees.
static inline char *unit_get(const char *name)
{
	char *text = calloc(1, 65536);
	FILE *f = fopen(name, "r");

	assert_non_null(f);
	assert_true(fread(text, 1, 65535, f) < 65535);
	fclose(f);
	return text;
}

static inline void unit_holds(const char *name, const char *wanted)
{
	char *text = unit_get(name);

	assert_string_equal(text, wanted);
	free(text);
}

// A file without a name that holds these bytes, at its start.
static inline int unit_file(const void *bytes, size_t len)
{
	int fd = memfd_create("unit", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_true(write(fd, bytes, len) == (ssize_t)len);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}
