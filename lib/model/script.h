// script.h - data as JavaScript that a page loads: what anybody wrote stays data.
//
// JSON is JavaScript but for this: '<' must not stand in it where a parser of HTML
// could see it (</script>, <!--), nor, before ES2019, U+2028 and U+2029.
#pragma once

#include "base/buf.h"

#include <stddef.h>

// Adds JSON, those characters escaped. They stand in its strings only.
void hs_script_json(struct hs_buf *out, const char *json, size_t len);

// Adds a text as such a string, between double quotes. What is not UTF-8 becomes
// U+FFFD.
void hs_script_text(struct hs_buf *out, const char *text);
