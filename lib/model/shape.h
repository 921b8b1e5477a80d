// shape.h - what members a record has: one table serves reading, writing and
// freeing it (model/json.h), and hoso-formats(5) is written from it.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum hs_member {
	HS_TEXT,   // char *, owned; NULL: absent
	HS_NUMBER, // uint64_t; 0: absent
	HS_REAL,   // double; 0: absent
	HS_FLAG,   // bool; false: absent
	HS_PART,   // struct of `of` on the heap, owned pointer; NULL: absent
	HS_LIST,   // struct hs_list of structs of `of`; empty: absent
	HS_TEXTS,  // struct hs_list of char *; empty: absent
	HS_REALS,  // struct hs_list of double; empty: absent
	HS_REST,   // char *: every member that the table does not name, as JSON
};

// Room doubles; items is owned by the record.
struct hs_list {
	void *items;
	size_t count;
};

struct hs_field {
	const char *name;
	enum hs_member kind;
	size_t at;   // offsetof
	bool always; // needed when read; written even when empty
	const struct hs_shape *of;
};

struct hs_shape {
	size_t size;
	const struct hs_field *fields; // ends with {0}
};

// One more zeroed item of the given size at the end; stays where it is until
// the next call.
void *hs_list_add(struct hs_list *list, size_t size);

// Frees what the record owns and zeroes it.
void hs_shape_done(const struct hs_shape *shape, void *record);
