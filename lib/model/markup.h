// markup.h - writes XML 1.0, UTF-8, indented by one blank a level. It cannot fail, and
// the same calls give the same bytes.
//
// An element holds either text or elements. Characters that XML cannot hold become '?'.
#pragma once

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { HS_MARKUP_DEEP = 24 }; // elements in elements

struct hs_markup {
	struct hs_buf *out; // borrowed
	const char *names[HS_MARKUP_DEEP];
	size_t depth;
	bool tag;  // the start tag is still open for attributes
	bool flat; // the element that is open holds no element
};

void hs_markup_begin(struct hs_markup *m, struct hs_buf *out);
void hs_markup_end(struct hs_markup *m); // closes what is open

void hs_markup_open(struct hs_markup *m, const char *name); // borrowed until its close
void hs_markup_close(struct hs_markup *m);

// An attribute of the element just opened. Without a value (NULL) there is none.
void hs_markup_attr(struct hs_markup *m, const char *name, const char *value);
void hs_markup_attrf(struct hs_markup *m, const char *name, const char *fmt, ...)
	HS_PRINTF(3, 4);

void hs_markup_text(struct hs_markup *m, const char *text);
// An element that is text alone. Without a text (NULL) there is none.
void hs_markup_element(struct hs_markup *m, const char *name, const char *text);
