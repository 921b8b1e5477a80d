// review.c - see review.h: the queue, and how it is shown
#include "work/review.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/document.h"
#include "model/entry.h"
#include "model/json.h"
#include "model/query.h"
#include "model/tsv.h"
#include "port/dossier.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 10 };

#define BOLD "\033[1m"
#define PLAIN "\033[0m"

#define AT(member) .at = offsetof(struct hs_review_item, member)

static const struct hs_field item_fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"dossier", HS_TEXT, AT(dossier), .always = true},
	{"document", HS_NUMBER, AT(document), .always = true},
	{"page", HS_NUMBER, AT(page)},
	{"field", HS_TEXT, AT(field), .always = true},
	{"value", HS_TEXT, AT(value), .always = true},
	{"confidence", HS_REAL, AT(confidence)},
	{"state", HS_TEXT, AT(state)},
	{"source", HS_TEXT, AT(source)},
	{"context", HS_TEXT, AT(context)},
	{0},
};
static const struct hs_shape item_shape = {sizeof(struct hs_review_item), item_fields};

void hs_review_done(struct hs_review *review)
{
	struct hs_review_item *items = review->items.items;

	for (size_t i = 0; i < review->items.count; i++)
		hs_shape_done(&item_shape, &items[i]);
	free(items);
	*review = (struct hs_review){0};
}

// ---- what a dossier has

// One that is being looked through.
struct look {
	struct hs_review *review;
	const char *dossier;
	bool all;
	struct hs_document *document; // NULL: the cover
	uint32_t first;               // page of either
};

static void add_part(struct hs_buf *out, const char *text)
{
	if (text && *text)
		hs_buf_addf(out, "%s%s", out->len ? ", " : "", text);
}

// The text of a field that is not the one in question.
static const char *other(const struct hs_document *d, enum hs_document_field field,
			 const char *asked)
{
	return strcmp(hs_document_field_name(field), asked) ? hs_document_text(d, field)
							    : NULL;
}

static char *context_of(const struct hs_document *d, const char *asked)
{
	HS_AUTO(hs_text_free)
	char *symbol = d ? hs_symbol_written(other(d, HS_F_NUMBER, asked),
					     other(d, HS_F_SYMBOL, asked))
			 : NULL;
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	if (!d)
		return NULL;
	add_part(&out, other(d, HS_F_TYPE, asked));
	add_part(&out, symbol);
	add_part(&out, other(d, HS_F_DATE, asked));
	add_part(&out, other(d, HS_F_SUBJECT, asked));
	return out.len ? hs_buf_take(&out) : NULL;
}

static char *copy(const char *text)
{
	return text ? hs_dup(text) : NULL;
}

static struct hs_review_item *add(const struct look *l, const char *field,
				  const char *value)
{
	struct hs_review_item *item = hs_list_add(&l->review->items, sizeof(*item));

	*item = (struct hs_review_item){
		.format = HS_FORMAT,
		.dossier = hs_dup(l->dossier),
		.document = l->document ? l->first : 0,
		.page = l->first,
		.field = hs_dup(field),
		.value = hs_dup(value),
		.context = context_of(l->document, field),
		.order = l->review->items.count,
	};
	return item;
}

static void add_value(const struct look *l, const char *field, const struct hs_value *v)
{
	bool doubt = v && v->state && !strcmp(v->state, HS_REVIEW);
	struct hs_review_item *item;

	if (!doubt && !l->all)
		return;
	item = add(l, field, v ? v->value : "");
	if (!v)
		return;
	item->page = v->page ? v->page : l->first;
	item->confidence = v->confidence;
	item->state = copy(v->state);
	item->source = copy(v->source);
}

static void add_pages(const struct look *l, const struct hs_document *d)
{
	HS_AUTO(hs_text_free) char *range = hs_pages_written(&d->pages);

	add(l, HS_ENTRY_PAGES, range)->source = copy(d->pages_by);
}

static void add_record(const struct look *l, const struct hs_shape *shape, void *record)
{
	for (const struct hs_field *f = shape->fields; f->name; f++)
		if (f->of == &hs_value_shape)
			add_value(l, f->name, *hs_value_slot(shape, record, f->name));
}

int hs_review_load(struct hs_review *review, const char *dossier, bool all,
		   struct hs_err *err)
{
	HS_AUTO(hs_folder_free) struct hs_folder *folder = hs_folder_read(dossier, err);
	HS_AUTO(hs_documents_done) struct hs_documents documents = {0};
	struct look l = {.review = review, .dossier = dossier, .all = all};
	struct hs_document *list;

	if (!folder || hs_folder_documents(folder, &documents, err) < 0)
		return -1;
	if (!documents.format)
		return hs_fail(err, HS_REFUSED,
			       "nothing to review: run hoso-describe first");
	if (documents.cover) {
		const struct hs_document as = {.pages = documents.cover->pages};

		l.first = hs_document_first(&as);
		add_record(&l, &hs_cover_shape, documents.cover);
	}
	list = documents.documents.items;
	for (size_t i = 0; i < documents.documents.count; i++) {
		l.document = &list[i];
		l.first = hs_document_first(&list[i]);
		if (all)
			add_pages(&l, &list[i]);
		add_record(&l, &hs_document_shape, &list[i]);
	}
	return 0;
}

static int by_confidence(const void *a, const void *b)
{
	const struct hs_review_item *x = a, *y = b;

	if (x->confidence < y->confidence || x->confidence > y->confidence)
		return x->confidence < y->confidence ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

void hs_review_sort(struct hs_review *review)
{
	if (review->items.count)
		qsort(review->items.items, review->items.count,
		      sizeof(struct hs_review_item), by_confidence);
}

// ---- for programs

static void add_row(const struct hs_review_item *item, struct hs_buf *out)
{
	HS_AUTO(hs_buf_done) struct hs_buf document = {0};
	HS_AUTO(hs_buf_done) struct hs_buf page = {0};
	HS_AUTO(hs_buf_done) struct hs_buf confidence = {0};
	const char *cells[COLUMNS] = {
		item->dossier, NULL,        NULL,         item->field, item->value,
		NULL,          item->state, item->source, NULL,        item->context,
	};

	if (item->document)
		hs_buf_addf(&document, "%" PRIu64, item->document);
	else
		hs_buf_addf(&document, "%s", HS_REVIEW_COVER);
	if (item->page)
		hs_buf_addf(&page, "%" PRIu64, item->page);
	if (item->state)
		hs_buf_addf(&confidence, "%.2f", item->confidence);
	cells[1] = hs_buf_text(&document);
	cells[2] = hs_buf_text(&page);
	cells[5] = hs_buf_text(&confidence);
	hs_tsv_row(out, cells, COLUMNS);
}

void hs_review_tsv(const struct hs_review *review, struct hs_buf *out)
{
	static const char *const names[COLUMNS] = {
		"dossier",    "document", "page",   "field", "value",
		"confidence", "state",    "source", "new",   "context"};
	const struct hs_review_item *items = review->items.items;

	hs_tsv_row(out, names, COLUMNS);
	for (size_t i = 0; i < review->items.count; i++)
		add_row(&items[i], out);
}

void hs_review_json(const struct hs_review_item *item, struct hs_buf *out)
{
	hs_json_line(&item_shape, item, out);
}

// ---- for people

static void paint(struct hs_buf *out, bool colour, const char *text)
{
	HS_AUTO(hs_buf_done) struct hs_buf escaped = {0};

	hs_tsv_escape(&escaped, text);
	hs_buf_addf(out, "%s", colour ? BOLD : "");
	hs_add_one_line(out, hs_buf_text(&escaped));
	hs_buf_addf(out, "%s", colour ? PLAIN : "");
}

static const char *or_none(const char *text)
{
	return text && *text ? text : "-";
}

static void add_evidence(const struct hs_review_item *item, struct hs_buf *out)
{
	if (!item->state)
		return;
	hs_buf_addf(out, " (%.2f", item->confidence);
	if (item->source) {
		hs_buf_addf(out, ", ");
		hs_add_one_line(out, item->source);
	}
	hs_buf_addf(out, ")");
}

static void add_where(const struct hs_review_item *item, struct hs_buf *out)
{
	hs_add_one_line(out, item->dossier);
	if (item->page)
		hs_buf_addf(out, ", page %" PRIu64, item->page);
}

void hs_review_line(const struct hs_review_item *item, size_t number, bool colour,
		    struct hs_buf *out)
{
	hs_buf_addf(out, "%4zu  ", number);
	add_where(item, out);
	hs_buf_addf(out, ": %s ", item->field);
	paint(out, colour, or_none(item->value));
	add_evidence(item, out);
	if (item->context) {
		hs_buf_addf(out, "  ");
		paint(out, false, item->context);
	}
	hs_buf_addf(out, "\n");
}

void hs_review_card(const struct hs_review_item *item, size_t number, size_t count,
		    bool colour, struct hs_buf *out)
{
	hs_buf_addf(out, "\n%zu/%zu  ", number, count);
	add_where(item, out);
	hs_buf_addf(out, "\n");
	if (item->context) {
		hs_buf_addf(out, "  ");
		paint(out, false, item->context);
		hs_buf_addf(out, "\n");
	}
	hs_buf_addf(out, "  %s: ", item->field);
	paint(out, colour, or_none(item->value));
	add_evidence(item, out);
	hs_buf_addf(out, "\n");
}
