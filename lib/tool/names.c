// names.c - see names.h
#include "tool/names.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 4096 }; // bytes

// The name that stands next in what was read; NULL: it has no end yet.
static char *whole_name(struct hs_name_feed *feed)
{
	size_t left = feed->bytes.len - feed->at;
	char *name = left ? feed->bytes.data + feed->at : NULL;
	char *end = left ? memchr(name, feed->end, left) : NULL;

	if (!end && (!feed->over || !left))
		return NULL;
	feed->at += end ? (size_t)(end - name) + 1 : left;
	if (end)
		*end = '\0';
	return name; // the last may end without its end: a '\0' follows all bytes
}

static int read_more(struct hs_name_feed *feed, struct hs_err *err)
{
	char chunk[CHUNK];
	ssize_t got;

	if (feed->idle && feed->idle(feed->fd, err) < 0)
		return -1;
	if (feed->at) {
		feed->bytes.len -= feed->at;
		memmove(feed->bytes.data, feed->bytes.data + feed->at, feed->bytes.len);
		feed->at = 0;
	}
	do {
		got = read(feed->fd, chunk, sizeof(chunk));
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return hs_fail(err, HS_SYSTEM, "cannot read the names on standard input");
	hs_buf_add(&feed->bytes, chunk, (size_t)got);
	feed->over = got == 0;
	return 0;
}

int hs_name_next(struct hs_name_feed *feed, char **name, struct hs_err *err)
{
	for (;;) {
		*name = whole_name(feed);
		if (*name && **name)
			return 1;
		if (*name)
			continue;
		if (feed->over)
			return 0;
		if (read_more(feed, err) < 0)
			return -1;
	}
}

void hs_name_feed_done(struct hs_name_feed *feed)
{
	hs_buf_done(&feed->bytes);
}
