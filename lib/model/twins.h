// twins.h - names in an archive that some reader would take for one name.
#pragma once

#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>

struct hs_twin {
	const char *name; // a folder's may end in '/'
	bool folder;
	char *key; // ours, while it is checked
};

// Faults: the same name twice, also where its letters are composed in one and
// apart in the other (NFC); a file that is another's folder. Warnings: names
// that only large and small letters tell apart (a-z). Changes the order.
void hs_twins_check(struct hs_twin *names, size_t count, struct hs_verdict *verdict);
