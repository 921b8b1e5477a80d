// split.c - see split.h
#include "model/split.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/cover.h"
#include "model/heading.h"

#include <stdlib.h>
#include <string.h>

struct splitting {
	struct hs_documents *all;
	bool open;   // the last document goes on
	bool headed; // and its first page has a head
	bool parted; // the next begins at a separator sheet
	double foot; // the best foot in it, and where
	struct hs_leaf *foot_leaf;
	const struct hs_leaf *before; // the page before
};

static struct hs_document *last_of(struct splitting *s)
{
	return (struct hs_document *)s->all->documents.items +
	       (s->all->documents.count - 1);
}

static void move_fields(struct hs_document *from, struct hs_document *to)
{
	for (int f = 0; f < HS_FIELDS; f++)
		if (!to->fields[f])
			to->fields[f] = HS_STEAL(from->fields[f]);
}

static void close_document(struct splitting *s)
{
	if (s->open && s->foot_leaf)
		move_fields(&s->foot_leaf->tail, last_of(s));
	s->open = false;
	s->foot = 0;
	s->foot_leaf = NULL;
}

static void begin(struct splitting *s, struct hs_leaf *leaf, bool headed)
{
	struct hs_document *d;

	close_document(s);
	d = hs_list_add(&s->all->documents, sizeof(*d));
	hs_pages_set(&d->pages, leaf->page, leaf->page);
	if (headed)
		move_fields(&leaf->head, d);
	else
		hs_remark_add(&d->findings, "no-heading",
			      "no heading was found on its first page", NULL, leaf->page);
	if (s->parted)
		hs_text_set(&d->pages_by, HS_FROM_SHEET);
	s->parted = false;
	s->open = true;
	s->headed = headed;
}

static void attach(struct splitting *s, struct hs_leaf *leaf)
{
	struct hs_document *d = last_of(s);
	struct hs_attachment *a = hs_list_add(&d->attachments, sizeof(*a));

	hs_pages_set(&a->pages, leaf->page, leaf->page);
	a->title = HS_STEAL(leaf->title);
}

static void extend(struct splitting *s, struct hs_leaf *leaf)
{
	struct hs_document *d = last_of(s);
	struct hs_attachment *a = d->attachments.items;

	hs_pages_set(&d->pages, hs_document_first(d), leaf->page);
	if (d->attachments.count) {
		a += d->attachments.count - 1;
		hs_pages_set(&a->pages, (uint32_t)((double *)a->pages.items)[0],
			     leaf->page);
	}
	// A stamp on a later page says it of all of the document.
	for (int f = HS_F_SECRECY; f <= HS_F_URGENCY; f++)
		if (!d->fields[f])
			d->fields[f] = HS_STEAL(leaf->head.fields[f]);
}

// The foot is on the last page before what is attached; seals and lists may look like one
// on other pages.
static void note_foot(struct splitting *s, struct hs_leaf *leaf)
{
	if (leaf->foot < 1 || leaf->foot < s->foot - 0.5 || last_of(s)->attachments.count)
		return;
	s->foot = leaf->foot;
	s->foot_leaf = leaf;
}

// Files with several pages are papers of their own; pictures of single pages are not.
static bool new_file(const struct hs_leaf *before, const struct hs_leaf *leaf)
{
	return before && before->file && leaf->file &&
	       strcmp(before->file, leaf->file) != 0 &&
	       (before->frames > 1 || leaf->frames > 1);
}

static bool goes_on(const struct hs_leaf *before, const struct hs_leaf *leaf)
{
	return leaf->printed >= 2 && before->printed + 1 == leaf->printed;
}

// A page without a good head begins a paper where a file begins, or where a poor head
// follows on a foot.
static bool begins_anyway(const struct splitting *s, const struct hs_leaf *leaf)
{
	if (!s->open || leaf->begins)
		return true;
	if (leaf->kind == HS_LEAF_EMPTY || (s->before && goes_on(s->before, leaf)))
		return false;
	if (new_file(s->before, leaf))
		return leaf->printed < 2 || s->foot >= 2;
	return leaf->score >= HS_HEADING_POOR && s->before && s->before->foot >= 2;
}

static bool more_contents(const struct splitting *s, const struct hs_leaf *leaf)
{
	return s->before && s->before->kind == HS_LEAF_CONTENTS && !leaf->begins &&
	       !leaf->parted && leaf->rows.count >= 2 && leaf->score < HS_HEADING_POOR;
}

static void take_front(struct splitting *s, struct hs_leaf *leaf)
{
	struct hs_documents *all = s->all;

	close_document(s);
	s->parted = false;
	if (leaf->kind == HS_LEAF_CONTENTS) {
		const double *pages = all->contents_pages.items;

		hs_pages_set(&all->contents_pages,
			     pages ? (uint32_t)pages[0] : leaf->page, leaf->page);
		for (size_t i = 0; i < leaf->rows.count; i++)
			*(struct hs_row *)hs_list_add(&all->contents,
						      sizeof(struct hs_row)) =
				((struct hs_row *)leaf->rows.items)[i];
		leaf->rows.count = 0;
	} else if (all->cover && leaf->cover) {
		hs_cover_join(all->cover, leaf->cover);
	} else {
		all->cover = HS_STEAL(leaf->cover);
	}
}

// What people put between papers is surer than any heading.
static void part(struct splitting *s, const struct hs_leaf *leaf)
{
	if (leaf->parted || leaf->kind == HS_LEAF_SHEET)
		close_document(s);
	s->parted |= leaf->parted;
}

// False: it is in no document.
static bool take_empty(struct splitting *s, struct hs_leaf *leaf)
{
	if (leaf->begins || (leaf->parted && !leaf->blank)) {
		begin(s, leaf, false);
		return true;
	}
	if (s->open) {
		extend(s, leaf);
		return true;
	}
	hs_remark_add(&s->all->findings, "no-text",
		      "a page without text is in no document", NULL, leaf->page);
	return false;
}

static void take(struct splitting *s, struct hs_leaf *leaf)
{
	if (leaf->within && s->open) {
		if (!s->headed && leaf->kind == HS_LEAF_FIRST) {
			move_fields(&leaf->head, last_of(s));
			s->headed = true;
		}
		if (leaf->kind == HS_LEAF_ATTACHMENT)
			attach(s, leaf);
		extend(s, leaf);
		note_foot(s, leaf);
		return;
	}
	part(s, leaf);
	switch (leaf->kind) {
	case HS_LEAF_SHEET:
		return;
	case HS_LEAF_COVER:
	case HS_LEAF_CLOSING:
	case HS_LEAF_CONTENTS:
		take_front(s, leaf);
		return;
	case HS_LEAF_FIRST:
		begin(s, leaf, true);
		break;
	case HS_LEAF_EMPTY:
		if (!take_empty(s, leaf))
			return;
		break;
	case HS_LEAF_ATTACHMENT:
		if (s->open && !leaf->begins &&
		    !(new_file(s->before, leaf) && s->before->foot < 2)) {
			attach(s, leaf);
			extend(s, leaf);
			break;
		}
		begin(s, leaf, false);
		break;
	case HS_LEAF_PLAIN:
		if (more_contents(s, leaf)) {
			leaf->kind = HS_LEAF_CONTENTS;
			take_front(s, leaf);
			return;
		}
		if (begins_anyway(s, leaf))
			begin(s, leaf, leaf->score >= HS_HEADING_POOR);
		else
			extend(s, leaf);
		break;
	}
	note_foot(s, leaf);
	if (leaf->unread)
		hs_remark_add(&last_of(s)->findings, "stamp-unread",
			      "it has a framed stamp that could not be read", NULL,
			      leaf->page);
}

void hs_split(struct hs_leaf *leaves, size_t count, struct hs_documents *documents)
{
	struct splitting s = {.all = documents};

	for (size_t i = 0; i < count; i++) {
		take(&s, &leaves[i]);
		s.before = &leaves[i];
	}
	close_document(&s);
}
