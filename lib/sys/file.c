// file.c - see file.h
#include "sys/file.h"
#include "base/auto.h"
#include "base/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

void hs_fd_done(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

int hs_fd_load(int fd, size_t limit, struct hs_buf *out, struct hs_err *err)
{
	char chunk[16384];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hs_fail_sys(err, "read");
		if (n == 0)
			return 0;
		if (out->len > limit || (size_t)n > limit - out->len)
			return hs_fail(err, HS_LIMIT, "more than %zu bytes", limit);
		hs_buf_add(out, chunk, (size_t)n);
	}
}

int hs_fd_store(int fd, const void *bytes, size_t len, struct hs_err *err)
{
	const char *p = bytes;

	while (len > 0) {
		ssize_t n = hs_fault("write") ? -1 : write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hs_fail_sys(err, "write");
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

int hs_file_load(int dir, const char *name, size_t limit, struct hs_buf *out,
		 struct hs_err *err)
{
	HS_AUTO(hs_fd_done)
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", name);
	if (hs_fd_load(fd, limit, out, err) < 0)
		return hs_within(err, "'%s'", name);
	return 0;
}
