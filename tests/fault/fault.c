// fault.c - the hs_fault (base/fault.h) of programs in build/fault: the world
// fails where HS_FAULT says.
//
//   HS_FAULT=write:3   the third write fails, and no other
//   HS_FAULT=sync:2+   the second sync fails, and all that follow
//   HS_FAULT_SAID=FILE gets a line when a fault was met, so that a loop over
//                      n = 1, 2, ... knows when it is through
//
// Workers have an environment of their own: faults do not reach them.
#include "base/fault.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *name;
	int error;
} kinds[] = {
	{"write", ENOSPC}, {"sync", EIO},      {"rename", EIO},
	{"alloc", ENOMEM}, {"worker", EAGAIN},
};

static int error_of(const char *kind)
{
	for (size_t i = 0; i < HS_COUNT(kinds); i++)
		if (!strcmp(kinds[i].name, kind))
			return kinds[i].error;
	return 0;
}

static void say(const char *kind, unsigned long n)
{
	const char *path = getenv("HS_FAULT_SAID");
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : -1;

	if (fd < 0)
		return;
	dprintf(fd, "%s:%lu\n", kind, n);
	close(fd);
}

bool hs_fault(const char *kind)
{
	static unsigned long calls; // of the one kind that was asked for
	const char *asked = getenv("HS_FAULT");
	size_t len = strlen(kind);
	unsigned long n;
	char *end;

	if (!asked || strncmp(asked, kind, len) != 0 || asked[len] != ':')
		return false;
	n = strtoul(asked + len + 1, &end, 10);
	calls++;
	if (calls != n && !(*end == '+' && calls > n))
		return false;
	say(kind, calls);
	errno = error_of(kind);
	return true;
}
