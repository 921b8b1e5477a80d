// stop.h - a program that finishes what it has in hand when it is told to stop.
#pragma once

// From here on SIGINT, SIGTERM and SIGHUP only count. Calls that wait end with EINTR.
void hs_stop_begin(void);
int hs_stop_count(void);  // how often we were told
int hs_stop_signal(void); // the first one, or 0
