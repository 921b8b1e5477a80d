// xml.h - ALTO 4.4 (Library of Congress, https://www.loc.gov/standards/alto/),
// written and
// read by libxml2.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/words.h"

#include <stdint.h>

struct hs_alto {
	const char *file;       // name of the master
	uint32_t page;          // number in the dossier
	uint32_t width, height; // pixels
	const char *engine;     // e.g. "tesseract 5.3.0"
	const char *model;      // e.g. "vie"
	const char *language;   // of the page, RFC 5646, e.g. "vi"; may be NULL
};

// Adds the document: blocks, lines and words in reading order, boxes in pixels
// of the upright page, WC and PC from 0 to 1. No clock: the same words give
// the same bytes. A text layer that was kept says so in its processing step.
// Words that are noise refer to a tag of that name; PC leaves them out. Words that
// were taken from page N refer to a tag name-N.
HS_CHECKED int hs_alto_write(const struct hs_alto *alto, const struct hs_words *words,
			     struct hs_buf *out, struct hs_err *err);

// The words of such a document, in its order, with what is noise; words->list[].named
// only says that it is taken from another page. Foreign ALTO will do, where it has one
// page, pixels and WC. Own text and gaps are not told. HS_DAMAGED says where it is
// broken; external entities are never looked for.
HS_CHECKED int hs_alto_read(const char *bytes, size_t len, struct hs_words *words,
			    uint32_t *width, uint32_t *height, struct hs_err *err);
