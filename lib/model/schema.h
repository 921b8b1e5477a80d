// schema.h - a record's shape as JSON Schema (draft 2020-12), for who reads our records
// without our programs.
#pragma once

#include "base/buf.h"
#include "model/shape.h"

void hs_schema_write(const struct hs_shape *shape, const char *title, struct hs_buf *out);
