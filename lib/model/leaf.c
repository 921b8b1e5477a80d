// leaf.c - see leaf.h
#include "model/leaf.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/contents.h"
#include "model/cover.h"
#include "model/fields.h"
#include "model/foot.h"
#include "model/heading.h"
#include "model/lines.h"
#include "model/phrase.h"

#include <stdlib.h>
#include <string.h>

enum { TOP_LINES = 8 }; // that may say what a page is

void hs_leaf_done(struct hs_leaf *leaf)
{
	struct hs_row *rows = leaf->rows.items;

	hs_shape_done(&hs_document_shape, &leaf->head);
	hs_shape_done(&hs_document_shape, &leaf->tail);
	if (leaf->cover)
		hs_shape_done(&hs_cover_shape, leaf->cover);
	for (size_t i = 0; i < leaf->rows.count; i++)
		hs_shape_done(&hs_row_shape, &rows[i]);
	free(leaf->cover);
	free(rows);
	free(leaf->title);
	free(leaf->file);
	*leaf = (struct hs_leaf){0};
}

static const struct hs_line *line_that_begins(const struct hs_lines *lines, size_t most,
					      const char *letters)
{
	for (size_t i = 0; i < lines->count && i < most; i++)
		if (hs_letters_begin(lines->list[i].letters, letters, NULL) >= 0.86)
			return &lines->list[i];
	return NULL;
}

// "PHỤ LỤC 1" above all else; "(Kèm theo Quyết định số …)" below a title.
static const struct hs_line *attached(const struct hs_lines *lines,
				      const struct hs_heading *h)
{
	static const char *const says[] = {"kemtheo", "banhanhkemtheo", "dinhkem",
					   "theoquyetdinhso"};
	const struct hs_line *line = line_that_begins(lines, 4, "phuluc");

	if (line && strlen(line->letters) < 40)
		return line;
	if (line && line->text[0] != '(' && (lines->plain || hs_line_full(lines, line)))
		line = NULL; // a sentence
	for (size_t i = 0; i < HS_COUNT(says) && !line; i++)
		line = line_that_begins(lines, 12, says[i]);
	if (!line || h->number_line || (h->date_line && h->title))
		return NULL;
	return h->type_line ? h->type_line : &lines->list[0];
}

static void take_heading(const struct hs_lines *lines, const struct hs_heading *h,
			 const struct hs_terms *terms, struct hs_leaf *leaf)
{
	const struct hs_line *title = attached(lines, h);

	if (title && leaf->printed != 1) {
		leaf->kind = HS_LEAF_ATTACHMENT;
		leaf->title = hs_dup(title->text);
	} else if (h->score >= HS_HEADING) {
		leaf->kind = HS_LEAF_FIRST;
	}
	if (leaf->kind == HS_LEAF_FIRST ||
	    (leaf->kind == HS_LEAF_PLAIN && h->score >= HS_HEADING_POOR))
		hs_fields_of_heading(lines, h, terms, leaf->page, &leaf->head);
	if (leaf->kind == HS_LEAF_FIRST)
		hs_second_ask(lines, h, &leaf->head, &leaf->second);
}

static void take_marks(const struct hs_leaf_source *s, const struct hs_lines *lines,
		       const struct hs_terms *terms, struct hs_leaf *leaf)
{
	HS_AUTO(hs_lines_done) struct hs_lines noise = {.plain = s->plain};

	if (leaf->kind == HS_LEAF_FIRST)
		hs_fields_of_marks(lines, terms, leaf->page, &leaf->head);
	hs_lines_of(s->words, s->width, s->height, true, &noise);
	hs_fields_of_marks(&noise, terms, leaf->page, &leaf->head);
	for (size_t i = 0; i < s->words->count; i++)
		leaf->unread |= s->words->list[i].noise &&
				!strcmp(s->words->list[i].text, "?") &&
				s->words->list[i].starts_block;
}

static bool take_front(const struct hs_leaf_source *s, const struct hs_lines *lines,
		       const struct hs_heading *h, struct hs_leaf *leaf)
{
	// In a plain text, where nobody knows what stands where, rows look like heads.
	if (h->number_line && h->score >= HS_HEADING &&
	    (!s->plain || h->title || h->motto))
		return false;
	if (hs_contents_page(s->text, lines, leaf->page, &leaf->rows))
		leaf->kind = HS_LEAF_CONTENTS;
	else if (hs_cover_page(lines, leaf->page, &leaf->cover))
		leaf->kind = HS_LEAF_COVER;
	else if (hs_closing_page(lines, leaf->page, &leaf->cover))
		leaf->kind = HS_LEAF_CLOSING;
	return leaf->kind != HS_LEAF_PLAIN;
}

void hs_leaf_read(const struct hs_leaf_source *s, const struct hs_terms *terms,
		  uint32_t page, struct hs_leaf *leaf)
{
	HS_AUTO(hs_lines_done) struct hs_lines lines = {.plain = s->plain};
	HS_AUTO(hs_heading_done) struct hs_heading h = {0};
	struct hs_foot foot;

	leaf->page = page;
	hs_lines_of(s->words, s->width, s->height, false, &lines);
	leaf->kind = lines.count ? HS_LEAF_PLAIN : HS_LEAF_EMPTY;
	leaf->printed = hs_page_printed(&lines);
	hs_heading_find(&lines, terms, &h);
	leaf->score = h.score;
	leaf->state = h.state;
	if (lines.count && !take_front(s, &lines, &h, leaf)) {
		take_heading(&lines, &h, terms, leaf);
		hs_foot_find(&lines, terms, &foot);
		leaf->foot = foot.score;
		hs_fields_of_foot(&lines, &foot, terms, page, &leaf->tail);
	}
	take_marks(s, &lines, terms, leaf);
}
