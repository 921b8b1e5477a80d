// launch.c - see launch.h
#include "tool/launch.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *hs_launch_beside(const char *name)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (n < 0)
		n = 0; // no /proc: PATH must do
	self[n] = '\0';
	if (strrchr(self, '/'))
		strrchr(self, '/')[1] = '\0';
	hs_buf_addf(&path, "%s%s", self, name);
	return hs_buf_take(&path);
}

int hs_launch(const char *program, char *const argv[], struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *path = hs_launch_beside(program);

	execv(path, argv);
	if (errno == ENOENT)
		execvp(program, argv);
	if (errno == ENOENT)
		return hs_fail(err, HS_USAGE, "there is no program '%s'", program);
	return hs_fail_sys(err, "start '%s'", program);
}

bool hs_launch_can(const char *program)
{
	HS_AUTO(hs_text_free) char *path = hs_launch_beside(program);
	const char *rest = getenv("PATH");
	bool found = access(path, X_OK) == 0;

	while (!found && rest && *rest) {
		HS_AUTO(hs_buf_done) struct hs_buf there = {0};
		size_t n = strcspn(rest, ":");

		hs_buf_addf(&there, "%.*s/%s", (int)n, rest, program);
		found = n > 0 && access(hs_buf_text(&there), X_OK) == 0;
		rest += n + (rest[n] == ':');
	}
	return found;
}
