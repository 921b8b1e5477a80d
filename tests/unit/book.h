// book.h - the leaves of a dossier made by hand, and its documents told in one line.
#pragma once

#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/document.h"
#include "model/leaf.h"
#include "unit/unit.h"

enum { BOOK_MAX = 20 };

struct book {
	struct hs_leaf leaves[BOOK_MAX];
	size_t count;
	struct hs_documents all;
};

static inline void book_done(struct book *book)
{
	for (size_t i = 0; i < book->count; i++)
		hs_leaf_done(&book->leaves[i]);
	hs_documents_done(&book->all);
}

// A leaf a letter, pages 1, 2, …: F a first page, p plain, A an attachment, C a cover, K
// a closing certificate, T contents, e empty, S a separator sheet; '|' before one: such
// a sheet stood before it.
static inline void book_make(struct book *book, const char *kinds)
{
	static const struct {
		char letter;
		enum hs_leaf_kind kind;
	} known[] = {
		{'F', HS_LEAF_FIRST}, {'p', HS_LEAF_PLAIN},   {'A', HS_LEAF_ATTACHMENT},
		{'C', HS_LEAF_COVER}, {'K', HS_LEAF_CLOSING}, {'T', HS_LEAF_CONTENTS},
		{'e', HS_LEAF_EMPTY}, {'S', HS_LEAF_SHEET},
	};

	for (; *kinds; kinds++) {
		struct hs_leaf *leaf = &book->leaves[book->count++];

		assert_true(book->count <= BOOK_MAX);
		leaf->parted = *kinds == '|';
		kinds += leaf->parted;
		leaf->page = (uint32_t)book->count;
		for (size_t i = 0; i < HS_COUNT(known); i++)
			if (known[i].letter == *kinds)
				leaf->kind = known[i].kind;
		leaf->score = leaf->kind == HS_LEAF_FIRST ? 8 : 0;
		if (*kinds == 'C' || *kinds == 'K') {
			leaf->cover = HS_NEW(struct hs_cover);
			hs_pages_set(&leaf->cover->pages, leaf->page, leaf->page);
		}
	}
}

// The leaf of a page, 1, 2, ….
static inline struct hs_leaf *book_leaf(struct book *book, uint32_t page)
{
	assert_true(page >= 1 && page <= book->count);
	return &book->leaves[page - 1];
}

static inline struct hs_document *book_document(struct book *book, size_t number)
{
	assert_true(number >= 1 && number <= book->all.documents.count);
	return (struct hs_document *)book->all.documents.items + (number - 1);
}

// Sets a value as sure as that; accepted from 0.9 on.
static inline void book_field(struct hs_document *d, enum hs_document_field field,
			      const char *text, double sure)
{
	hs_value_free(&d->fields[field]);
	d->fields[field] =
		hs_value_new(text, HS_FROM_OCR, sure >= 0.9 ? HS_ACCEPTED : HS_REVIEW);
	d->fields[field]->confidence = sure;
}

static inline void book_by_person(struct hs_document *d, enum hs_document_field field,
				  const char *text)
{
	book_field(d, field, text, 1);
	hs_text_set(&d->fields[field]->source, HS_FROM_PERSON);
}

static inline bool book_found(const struct hs_list *remarks, const char *what)
{
	const struct hs_remark *list = remarks->items;

	for (size_t i = 0; i < remarks->count; i++)
		if (!strcmp(list[i].what, what))
			return true;
	return false;
}

// "1-3 4-6[5-6]!": documents, attachments in brackets, '!' where one has no heading.
static inline void book_is(const struct book *book, const char *wanted)
{
	const struct hs_document *list = book->all.documents.items;
	HS_AUTO(hs_buf_done) struct hs_buf got = {0};

	for (size_t i = 0; i < book->all.documents.count; i++) {
		const struct hs_attachment *a = list[i].attachments.items;

		hs_buf_addf(&got, "%s%u-%u", i ? " " : "", hs_document_first(&list[i]),
			    hs_document_last(&list[i]));
		for (size_t k = 0; k < list[i].attachments.count; k++) {
			const double *pages = a[k].pages.items;

			hs_buf_addf(&got, "[%.0f-%.0f]", pages[0], pages[1]);
		}
		if (book_found(&list[i].findings, "no-heading"))
			hs_buf_addf(&got, "!");
	}
	assert_string_equal(hs_buf_text(&got), wanted);
}

static inline void book_field_is(const struct hs_document *d,
				 enum hs_document_field field, const char *wanted)
{
	const char *got = hs_document_text(d, field);

	if (!wanted) {
		assert_null(got);
		return;
	}
	assert_non_null(got);
	assert_string_equal(got, wanted);
}

static inline void book_state_is(const struct hs_document *d,
				 enum hs_document_field field, const char *wanted)
{
	assert_non_null(d->fields[field]);
	assert_string_equal(d->fields[field]->state, wanted);
}
