// fuzz-leaf.c - pages of any text, or of any words with boxes, become documents: twice,
// the second time with what a person entered in between, which has to survive.
// corpus: tests/fuzz/corpus/fuzz-words
#include "base/mem.h"
#include "base/text.h"
#include "fuzz/fuzz.h"
#include "model/agree.h"
#include "model/carry.h"
#include "model/json.h"
#include "model/leaf.h"
#include "model/lines.h"
#include "model/rowmatch.h"
#include "model/split.h"
#include "unit/tables.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 2480, HEIGHT = 3508, PAGES = 6, BYTES = 20000, WORDS = 2000 };

struct book {
	struct hs_leaf leaves[PAGES];
	size_t count;
};

static void book_done(struct book *book)
{
	for (size_t i = 0; i < book->count; i++)
		hs_leaf_done(&book->leaves[i]);
}

static void must(bool so)
{
	if (!so)
		abort();
}

// Built once; it stays until the end.
static const struct hs_terms *terms(void)
{
	static struct hs_terms all;
	struct hs_err err = {0};

	for (int t = 0; t < HS_T_TABLES && !all.tables[HS_T_TITLES].count; t++)
		must(hs_terms_add(&all, (enum hs_terms_table)t, papers_tables[t], &err) ==
		     0);
	return &all;
}

static void read_leaf(struct book *book, const struct hs_leaf_source *source)
{
	struct hs_leaf *leaf = &book->leaves[book->count++];
	char file[] = "a";

	hs_leaf_read(source, terms(), (uint32_t)book->count, leaf);
	file[0] = (char)(file[0] + source->text[0] % 2);
	leaf->file = hs_dup(file);
	leaf->frame = 1;
	leaf->frames = 1 + book->count % 2;
}

// Pages parted by form feeds.
static void read_text(struct book *book, const char *text)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(text);
	char *rest = copy, *part;

	while (book->count < PAGES && (part = strsep(&rest, "\f"))) {
		HS_AUTO(hs_words_done) struct hs_words words = {0};
		struct hs_leaf_source source = {
			.words = &words,
			.width = HS_PLAIN_WIDTH,
			.text = part,
			.plain = true,
		};

		hs_lines_from_text(part, &words, &source.height);
		read_leaf(book, &source);
	}
}

static void read_words(struct book *book, const char *bytes, size_t size)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err err = {0};
	struct hs_leaf_source source = {
		.words = &words,
		.width = WIDTH,
		.height = HEIGHT,
		.dpi = 300,
	};

	if (hs_words_read(bytes, size, WIDTH, HEIGHT, &words, &err) < 0 ||
	    words.count > WORDS)
		return;
	hs_words_noise_last(&words);
	hs_words_text(&words, &text);
	source.text = hs_buf_text(&text);
	read_leaf(book, &source);
}

static void check_value(const struct hs_value *v, size_t pages, bool boxed)
{
	const double *box = v->box.items;

	must(*v->value && hs_utf8_valid(v->value, strlen(v->value)));
	must(v->confidence >= 0 && v->confidence <= 1 && v->page <= pages);
	must(!strcmp(v->state, HS_ACCEPTED) || !strcmp(v->state, HS_REVIEW));
	must(v->box.count == 0 || v->box.count == 4);
	if (boxed && v->box.count)
		must(box[0] >= 0 && box[1] >= 0 && box[2] >= 0 && box[3] >= 0 &&
		     box[0] + box[2] <= WIDTH && box[1] + box[3] <= HEIGHT);
}

// Ranges rise and do not overlap; what is written can be read.
static void check_documents(const struct hs_documents *all, size_t pages, bool boxed)
{
	const struct hs_document *list = all->documents.items;
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};
	HS_AUTO(hs_buf_done) struct hs_buf again = {0};
	HS_AUTO(hs_documents_done) struct hs_documents copy = {0};
	struct hs_err err = {0};
	uint32_t before = 0;

	for (size_t i = 0; i < all->documents.count; i++) {
		must(hs_document_first(&list[i]) > before);
		must(hs_document_last(&list[i]) >= hs_document_first(&list[i]));
		must(hs_document_last(&list[i]) <= pages);
		before = hs_document_last(&list[i]);
		for (int f = 0; f < HS_FIELDS; f++)
			if (list[i].fields[f] && !hs_value_by_person(list[i].fields[f]))
				check_value(list[i].fields[f], pages, boxed);
	}
	for (int f = 0; all->cover && f < HS_COVER_FIELDS; f++)
		if (all->cover->fields[f])
			check_value(all->cover->fields[f], pages, boxed);
	hs_json_line(&hs_documents_shape, all, &line);
	must(hs_json_read(&hs_documents_shape, line.data, line.len, &copy, &err) == 0);
	hs_json_line(&hs_documents_shape, &copy, &again);
	must(again.len == line.len && !memcmp(again.data, line.data, line.len));
}

static const char *file_of(void *user, uint32_t page)
{
	const struct book *book = user;

	return page >= 1 && page <= book->count && book->leaves[page - 1].frames > 1
		       ? book->leaves[page - 1].file
		       : NULL;
}

static void describe(struct book *book, struct hs_documents *old,
		     struct hs_documents *all)
{
	all->format = 1;
	hs_carry_starts(old, book->leaves, book->count);
	hs_split(book->leaves, book->count, all);
	hs_documents_agree(all);
	hs_carry_values(old, all);
	hs_contents_match(all, terms(), file_of, book);
}

static void read_book(struct book *book, const char *text, bool plain)
{
	if (plain)
		read_text(book, text);
	else
		read_words(book, text, strlen(text));
}

// A person says that no paper has a number, and that the range of one of them is right.
static struct hs_document *enter(struct hs_documents *all, size_t which)
{
	struct hs_document *list = all->documents.items;

	for (size_t i = 0; i < all->documents.count; i++) {
		hs_value_free(&list[i].fields[HS_F_NUMBER]);
		list[i].fields[HS_F_NUMBER] =
			hs_value_new("", HS_FROM_PERSON, HS_ACCEPTED);
	}
	list += which % all->documents.count;
	hs_text_set(&list->pages_by, HS_FROM_PERSON);
	return list;
}

// `before` had as many papers of which a person spoke.
static void check_entered(const struct hs_documents *all, size_t before, uint32_t first,
			  uint32_t last)
{
	const struct hs_document *list = all->documents.items;
	const struct hs_document *fixed = hs_documents_at(all, first);
	size_t said = 0;

	must(fixed && hs_document_last(fixed) == last && fixed->pages_by);
	for (size_t i = 0; i < all->documents.count; i++) {
		const struct hs_value *number = list[i].fields[HS_F_NUMBER];

		must(!hs_value_by_person(number) ||
		     (!*number->value && !strcmp(number->state, HS_ACCEPTED)));
		said += hs_value_by_person(number);
	}
	must(said == before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_text_free) char *text = NULL;
	HS_AUTO(book_done) struct book first = {0};
	HS_AUTO(book_done) struct book second = {0};
	HS_AUTO(hs_documents_done) struct hs_documents none = {0};
	HS_AUTO(hs_documents_done) struct hs_documents all = {0};
	HS_AUTO(hs_documents_done) struct hs_documents again = {0};
	bool plain = size && data[0] == '#'; // else words
	uint32_t begins, ends;
	size_t count;

	hs_buf_add(&bytes, data, size < BYTES ? size : BYTES);
	text = hs_nfc(hs_buf_text(&bytes));
	if (!text)
		return 0;
	read_book(&first, text + plain, plain);
	describe(&first, &none, &all);
	check_documents(&all, first.count, !plain);
	count = all.documents.count;
	if (!count)
		return 0;
	begins = hs_document_first(enter(&all, size));
	ends = hs_document_last(hs_documents_at(&all, begins));
	read_book(&second, text + plain, plain);
	describe(&second, &all, &again);
	check_documents(&again, second.count, !plain);
	check_entered(&again, count, begins, ends);
	return 0;
}
