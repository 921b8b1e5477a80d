// phrases.h - the table behind words.h: phrases are parted by '|'.
#pragma once

struct phrases {
	const char *name, *list;
};

extern const struct phrases phrases_table[]; // ends with {0}
