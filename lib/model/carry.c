// carry.c - see carry.h
#include "model/carry.h"
#include "base/auto.h"
#include "base/mem.h"

#include <string.h>

bool hs_pages_by_person(const struct hs_document *d)
{
	return d->pages_by && !strcmp(d->pages_by, HS_FROM_PERSON);
}

bool hs_document_by_person(const struct hs_document *d)
{
	if (hs_pages_by_person(d))
		return true;
	for (int f = 0; f < HS_FIELDS; f++)
		if (hs_value_by_person(d->fields[f]))
			return true;
	return false;
}

static bool front(const struct hs_leaf *leaf)
{
	return leaf->kind == HS_LEAF_COVER || leaf->kind == HS_LEAF_CLOSING ||
	       leaf->kind == HS_LEAF_CONTENTS;
}

static void mark(const struct hs_document *d, struct hs_leaf *leaf)
{
	uint32_t first = hs_document_first(d), last = hs_document_last(d);

	if (leaf->page == first && front(leaf))
		leaf->kind = HS_LEAF_PLAIN; // whatever it looks like
	leaf->begins |= leaf->page == first;
	if (!hs_pages_by_person(d))
		return;
	leaf->within |= leaf->page > first && leaf->page <= last;
	leaf->begins |= leaf->page == last + 1;
}

void hs_carry_starts(const struct hs_documents *old, struct hs_leaf *leaves, size_t count)
{
	const struct hs_document *list = old->documents.items;

	for (size_t i = 0; i < old->documents.count; i++) {
		if (!hs_document_by_person(&list[i]))
			continue;
		for (size_t k = 0; k < count; k++)
			mark(&list[i], &leaves[k]);
	}
}

static struct hs_document *with_first(struct hs_documents *all, uint32_t page)
{
	struct hs_document *list = all->documents.items;

	for (size_t i = 0; i < all->documents.count; i++)
		if (hs_document_first(&list[i]) == page)
			return &list[i];
	return NULL;
}

static void carry(struct hs_document *from, struct hs_document *to)
{
	if (hs_pages_by_person(from))
		hs_text_set(&to->pages_by, HS_FROM_PERSON);
	for (int f = 0; f < HS_FIELDS; f++) {
		if (!hs_value_by_person(from->fields[f]))
			continue;
		hs_value_free(&to->fields[f]);
		to->fields[f] = HS_STEAL(from->fields[f]);
	}
}

// A cover of which a person said something stays one where none is found any more.
static void carry_cover(struct hs_cover *from, struct hs_documents *documents)
{
	for (size_t i = 0; from && i < HS_COVER_FIELDS; i++) {
		struct hs_cover *to = documents->cover;

		if (!hs_value_by_person(from->fields[i]))
			continue;
		if (!to) {
			to = documents->cover = HS_NEW(struct hs_cover);
			to->pages = from->pages;
			from->pages = (struct hs_list){0};
		}
		hs_value_free(&to->fields[i]);
		to->fields[i] = HS_STEAL(from->fields[i]);
	}
}

void hs_carry_values(struct hs_documents *old, struct hs_documents *documents)
{
	struct hs_document *list = old->documents.items;

	for (size_t i = 0; i < old->documents.count; i++) {
		struct hs_document *to =
			with_first(documents, hs_document_first(&list[i]));

		if (to && !to->rest)
			to->rest = HS_STEAL(list[i].rest);
		if (!hs_document_by_person(&list[i]))
			continue;
		if (!to) {
			to = hs_list_add(&documents->documents, sizeof(*to));
			hs_pages_set(&to->pages, hs_document_first(&list[i]),
				     hs_document_last(&list[i]));
			hs_remark_add(&to->findings, "pages-gone",
				      "a person described it, and its first page is gone",
				      NULL, hs_document_first(&list[i]));
		}
		carry(&list[i], to);
	}
	carry_cover(old->cover, documents);
	documents->rest = HS_STEAL(old->rest);
}
