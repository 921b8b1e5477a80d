// progress.h - one line on a terminal that says how far the work is.
//
// Shown only where standard error is a terminal and -q was not given; in a
// pipe or under cron there is silence.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// dossier: the one at hand; done pages of all known; at most five times a
// second. Shows pages a minute and the time left, too.
void hs_progress_show(const char *dossier, size_t done, size_t all);
// The same for many dossiers at once; working: what is at work, in words.
void hs_progress_dossiers(size_t dossiers, size_t dossiers_all, size_t done, size_t all,
			  const char *working);
void hs_progress_off(void);   // for -q
void hs_progress_clear(void); // before anything else is written there

// Whether output to this descriptor may be coloured: a terminal, and NO_COLOR
// (https://no-color.org) is not set.
bool hs_may_colour(int fd);
