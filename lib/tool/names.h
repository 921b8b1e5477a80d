// names.h - names on a descriptor, one after the other.
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct hs_name_feed {
	int fd;   // borrowed
	char end; // of a name: '\n' or '\0'
	// Called where a name has to be waited for; returns when fd can be read, or when
	// there is nothing else to do. NULL: there never is.
	int (*idle)(int fd, struct hs_err *err);
	// Its own; {0} before the first.
	struct hs_buf bytes;
	size_t at; // bytes that were handed out
	bool over;
};

// 1: *name is the next that is not empty, borrowed until the next call; 0: there is none
// any more; -1: they cannot be read, or idle failed.
HS_CHECKED int hs_name_next(struct hs_name_feed *feed, char **name, struct hs_err *err);
void hs_name_feed_done(struct hs_name_feed *feed);
