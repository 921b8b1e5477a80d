// json.h - records to and from JSON (jansson), by their shape.
//
// Members are written in the table's order; members that the table does not
// name are kept (HS_REST), so that a newer program's records survive an older
// program. Numbers never depend on the locale.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/shape.h"

// Adds one line: compact, ended by '\n'.
void hs_json_line(const struct hs_shape *shape, const void *record, struct hs_buf *out);
// Adds the same on several lines, for people.
void hs_json_pretty(const struct hs_shape *shape, const void *record, struct hs_buf *out);

// Fills a zeroed record. HS_DAMAGED says what is wrong and where.
HS_CHECKED int hs_json_read(const struct hs_shape *shape, const char *text, size_t len,
			    void *record, struct hs_err *err);
