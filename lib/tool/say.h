// say.h - what a program says to people: its name, its language, its messages.
#pragma once

#include "base/err.h"

#include <stdbool.h>

// Before anything is said: the name in messages, and the user's language.
void hs_tool_begin(const char *name);

extern bool hs_say_more; // -v: notes, too

// "name: text" on stderr; note only with -v.
void hs_warn(const char *fmt, ...) HS_PRINTF(1, 2);
void hs_note(const char *fmt, ...) HS_PRINTF(1, 2);
