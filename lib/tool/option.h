// option.h - an option as a row of a table, and how its value gets where that says.
#pragma once

#include "base/err.h"
#include "sys/path.h"

#include <stdbool.h>

// Any option that takes a value, and any flag, may also stand in the
// environment (HOSO_LONG_NAME) and in hoso.conf (long-name = value, above all
// sections or in [ocr] for hoso-ocr). Command line > environment > file.
struct hs_opt {
	char letter; // 0: long name only
	const char *name;
	const char *arg; // what it takes, for the help; NULL: a flag
	const char *help;
	// Exactly one of flag, text, number, texts says where the value goes.
	bool *flag;
	const char **text; // borrowed for the life of the program
	unsigned *number;
	unsigned least;         // that a number may be: 1 where 0 has no meaning
	struct hs_names *texts; // may be given again, or parted by ";" in a setting
};

// where stands before its name in messages: "--", "hoso.conf: ". value is borrowed for
// the life of the program; NULL: a flag on the command line. HS_USAGE: it is none of the
// option's values.
HS_CHECKED int hs_opt_store(const struct hs_opt *option, const char *value,
			    const char *where, struct hs_err *err);
// The same from the environment or hoso.conf, where what may be given several times is
// parted by ';'.
HS_CHECKED int hs_opt_store_setting(const struct hs_opt *option, const char *value,
				    const char *where, struct hs_err *err);
