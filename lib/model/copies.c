// copies.c - see copies.h
#include "model/copies.h"
#include "base/mem.h"

#include <string.h>

#define AT(T, member) .at = offsetof(struct T, member)

static const struct hs_field copy_fields[] = {
	{"file", HS_TEXT, AT(hs_copy, file), .always = true},
	{"document", HS_NUMBER, AT(hs_copy, document)},
	{"pages", HS_REALS, AT(hs_copy, pages)},
	{"key", HS_TEXT, AT(hs_copy, key)},
	{"bytes", HS_NUMBER, AT(hs_copy, bytes)},
	{"sha256", HS_TEXT, AT(hs_copy, sha256)},
	{"source", HS_NUMBER, AT(hs_copy, source)},
	{"quality", HS_TEXT, AT(hs_copy, quality)},
	{"pdfa", HS_TEXT, AT(hs_copy, pdfa)},
	{"", HS_REST, AT(hs_copy, rest)},
	{0},
};
static const struct hs_shape copy_shape = {sizeof(struct hs_copy), copy_fields};

static const struct hs_field copies_fields[] = {
	{"format", HS_NUMBER, AT(hs_copies, format), .always = true},
	{"files", HS_LIST, AT(hs_copies, files), .always = true, .of = &copy_shape},
	{"", HS_REST, AT(hs_copies, rest)},
	{0},
};
const struct hs_shape hs_copies_shape = {sizeof(struct hs_copies), copies_fields};

void hs_copies_done(struct hs_copies *copies)
{
	hs_shape_done(&hs_copies_shape, copies);
}

struct hs_copy *hs_copies_find(const struct hs_copies *copies, const char *file)
{
	struct hs_copy *list = copies->files.items;

	for (size_t i = 0; i < copies->files.count; i++)
		if (!strcmp(list[i].file, file))
			return &list[i];
	return NULL;
}

struct hs_copy *hs_copies_add(struct hs_copies *copies, const char *file)
{
	struct hs_copy *copy = hs_list_add(&copies->files, sizeof(*copy));

	copy->file = hs_dup(file);
	return copy;
}

void hs_copies_drop(struct hs_copies *copies, size_t index)
{
	struct hs_copy *list = copies->files.items;

	hs_shape_done(&copy_shape, &list[index]);
	memmove(&list[index], &list[index + 1],
		(--copies->files.count - index) * sizeof(*list));
}
