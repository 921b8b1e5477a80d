// sane.h - the only door to libsane: devices, their options, frames of a page.
//
// Interface: SANE standard 1.06. A device's library runs in this process, opens
// devices and sockets, starts threads and may crash or hang: call it only in a
// process of its own (craft/device.h). One device at a time.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/feed.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_sane; // an open device

// Before all else. Names of users and passwords are not asked for: a device that
// wants one denies access.
HS_CHECKED int hs_sane_begin(struct hs_err *err);

struct hs_sane_device {
	const char *name, *vendor, *model, *type; // borrowed for the call
};
HS_CHECKED int hs_sane_devices(void (*each)(void *user, const struct hs_sane_device *d),
			       void *user, struct hs_err *err);

// name NULL or "": the first that there is; *name_out (may be NULL) says which, the
// caller frees it.
HS_CHECKED struct hs_sane *hs_sane_open(const char *name, char **name_out,
					struct hs_err *err);
void hs_sane_free(struct hs_sane **s);

// An option, as far as it can be said in a line. Texts borrowed for the call.
struct hs_sane_option {
	const char *name, *title, *type, *unit; // type: bool int fixed string button
	const char *allowed;                    // "a|b|c", "MIN..MAX[/STEP]", or ""
	const char *value;                      // now; "" where it has none
	bool active, settable, several;         // several: a list of numbers
};
void hs_sane_options(struct hs_sane *s,
		     void (*each)(void *user, const struct hs_sane_option *o),
		     void *user);

bool hs_sane_has(struct hs_sane *s, const char *name); // known, active, settable
// Its value as text; the caller frees it. NULL: it has none.
char *hs_sane_get(struct hs_sane *s, const char *name);
double hs_sane_number(struct hs_sane *s, const char *name); // 0: it has none
// The n-th of the words that it may be, NULL behind the last. Borrowed.
const char *hs_sane_word(struct hs_sane *s, const char *name, size_t n);
// The largest number that it may be; 0 where it does not say.
double hs_sane_most(struct hs_sane *s, const char *name);
// HS_USAGE where there is no such option or it cannot be that. *rounded (may be NULL):
// the device took something near it.
HS_CHECKED int hs_sane_set(struct hs_sane *s, const char *name, const char *value,
			   bool *rounded, struct hs_err *err);

// One frame: a page, or one colour of it.
enum hs_sane_part { HS_SANE_GREY, HS_SANE_RGB, HS_SANE_RED, HS_SANE_GREEN, HS_SANE_BLUE };
struct hs_sane_frame {
	enum hs_sane_part part;
	bool last;              // no other frame of this page follows
	uint32_t row;           // bytes
	uint32_t width, height; // pixels; height 0: not known before the end
	uint32_t bits;          // a sample
};
enum hs_feed_state hs_sane_start(struct hs_sane *s, struct hs_sane_frame *frame);
enum hs_feed_state hs_sane_read(struct hs_sane *s, void *bytes, size_t room, size_t *len);
void hs_sane_cancel(struct hs_sane *s); // the device may rest
