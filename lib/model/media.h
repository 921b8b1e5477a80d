// media.h - what kind of file it is, by its first bytes, then by its name.
#pragma once

#include "model/facts.h"

#include <stdbool.h>
#include <stddef.h>

enum { HS_MEDIA_PEEK = 1024 }; // bytes that suffice

struct hs_media_row {
	const char *type;     // media type, as recorded
	const char *title;    // for messages: "TIFF"
	enum hs_media reader; // HS_MEDIA: we make no pages of it
	bool picture;         // its makers mean pages, so it must not pass in silence
};

// The row for a file: by content; else by the end of its name (then content and
// name disagree: by_name is true); else application/octet-stream. Never NULL.
const struct hs_media_row *hs_media_of(const char *name, const void *start, size_t len,
				       bool *by_name);
