// err.h - why a call failed: a class to act on, and one line to show.
//
// A function that can fail takes a struct hs_err * last and returns 0 or -1
// (a constructor: an object or NULL). On success *err is left alone.
// Formats are looked up in the message catalogue (base/lang), so write them
// whole, in plain English, as they are to be shown, without macros in them;
// scripts/update-po then finds them.
#pragma once

#define HS_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define HS_CHECKED __attribute__((warn_unused_result))

enum hs_code {
	HS_OK = 0,
	HS_USAGE,   // the request makes no sense
	HS_SYSTEM,  // the system refused; err.sys holds errno
	HS_DAMAGED, // the input is not what its format promises
	HS_LIMIT,   // a limit of ours was reached (bytes, pixels, seconds)
	HS_ENGINE,  // a third-party library failed
	HS_DIED,    // a worker ended before it answered
	HS_REFUSED, // a rule of the archive forbids it
	HS_BUSY,    // somebody else is writing there: try again later
	HS_CODES,
};

// Plain data of fixed size: it lives on the caller's stack, needs no release,
// and crosses to and from a worker as it is. Two texts, because records on disk
// must not depend on the reader's language.
struct hs_err {
	enum hs_code code;
	int sys;
	char text[400];  // in English: for records; no full stop, no newline
	char shown[400]; // in the user's language: for messages
};

// Each returns -1, so that a failing line reads: return hs_fail(err, ...);
// Control characters in what is quoted (file names hold newlines) become '?'.
int hs_fail(struct hs_err *err, enum hs_code code, const char *fmt, ...) HS_PRINTF(3, 4);
int hs_fail_sys(struct hs_err *err, const char *fmt, ...) HS_PRINTF(2, 3);

// Puts "<fmt>: " before the text of an error met further down.
int hs_within(struct hs_err *err, const char *fmt, ...) HS_PRINTF(2, 3);

// Control characters in text become '?': what is shown stays one line.
void hs_one_line(char *text);
