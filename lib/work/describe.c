// describe.c - see describe.h
#include "work/describe.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/forms.h"
#include "craft/papers.h"
#include "model/agree.h"
#include "model/carry.h"
#include "model/json.h"
#include "model/leaf.h"
#include "model/lines.h"
#include "model/query.h"
#include "model/rowmatch.h"
#include "model/split.h"
#include "port/dossier.h"
#include "port/xml.h"
#include "sys/digest.h"
#include "sys/file.h"
#include "work/describe-lint.h"
#include "work/describe-second.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MAX = 4 << 20 }; // bytes of a page of plain text

// Version of the rules between words and documents: a part of the key, so that a change
// here has every dossier described again.
#define RULES_VERSION "1"

struct hs_describer {
	struct hs_describe_terms terms;
	struct hs_terms words;
	struct hs_forms forms;
	char tables[HS_HEX_MAX]; // digest of both
	struct hs_looker *looker;
};

// The leaves of one dossier.
struct book {
	struct hs_leaf *leaves;
	size_t count;
};

static void book_done(struct book *book)
{
	for (size_t i = 0; i < book->count; i++)
		hs_leaf_done(&book->leaves[i]);
	free(book->leaves);
	*book = (struct book){0};
}

// ---- the describer

static void digest_terms(struct hs_describer *d, struct hs_digest *sha)
{
	for (int t = 0; t < HS_T_TABLES; t++) {
		const struct hs_term *list = d->words.tables[t].items;

		for (size_t i = 0; i < d->words.tables[t].count; i++)
			for (size_t k = 0; k < HS_TERM_CELLS; k++) {
				const char *cell = list[i].cell[k] ? list[i].cell[k] : "";

				hs_digest_add(sha, cell, strlen(cell) + 1);
			}
	}
	hs_digest_add(sha, hs_buf_text(&d->forms.content), d->forms.content.len);
	hs_digest_end(sha, d->tables);
}

struct hs_describer *hs_describer_new(const struct hs_describe_terms *terms,
				      struct hs_err *err)
{
	HS_AUTO(hs_describer_free) struct hs_describer *d = HS_NEW(struct hs_describer);
	HS_AUTO(hs_digest_free) struct hs_digest *sha = hs_digest_new("sha256", err);

	d->terms = *terms;
	if (!sha || hs_papers_load(&d->words, err) < 0 ||
	    hs_forms_load(&d->forms, err) < 0)
		return NULL;
	d->looker = hs_looker_new(&(struct hs_looker_terms){
		.crew = terms->crew, .image = terms->image, .pdf = terms->pdf});
	digest_terms(d, sha);
	return HS_STEAL(d);
}

void hs_describer_free(struct hs_describer **describer)
{
	if (*describer) {
		hs_terms_done(&(*describer)->words);
		hs_forms_done(&(*describer)->forms);
		hs_looker_free(&(*describer)->looker);
	}
	free(*describer);
	*describer = NULL;
}

bool hs_describer_half_jailed(const struct hs_describer *describer)
{
	return hs_looker_half_jailed(describer->looker);
}

// ---- pages

struct page_bytes {
	struct hs_page record;
	struct hs_buf alto, text;
};

static void page_bytes_done(struct page_bytes *p)
{
	hs_page_done(&p->record);
	hs_buf_done(&p->alto);
	hs_buf_done(&p->text);
}

static int load_page(struct hs_folder *folder, uint32_t number, struct page_bytes *p,
		     struct hs_err *err)
{
	if (hs_folder_page(folder, number, &p->record, err) < 0)
		return -1;
	if (!hs_folder_has_part(folder, HS_ALTO, number) ||
	    !hs_folder_has_part(folder, HS_TEXT_FILES, number))
		return hs_fail(err, HS_DAMAGED, "it has no text yet: hoso-ocr reads it");
	if (hs_folder_load_part(folder, HS_ALTO, number, &p->alto, err) < 0 ||
	    hs_folder_load_part(folder, HS_TEXT_FILES, number, &p->text, err) < 0)
		return -1;
	return 0;
}

// What hoso-scan saw of sheets that part papers.
static void take_findings(const struct hs_page *page, struct hs_leaf *leaf)
{
	leaf->parted = hs_page_has_finding(page, "document-start");
	leaf->blank = hs_page_has_finding(page, "blank");
	if (hs_page_has_finding(page, "separator-sheet"))
		leaf->kind = HS_LEAF_SHEET;
}

static void add_findings_to_key(struct hs_digest *sha, const struct hs_page *page)
{
	struct hs_leaf leaf = {0};
	char told[40];
	int len;

	take_findings(page, &leaf);
	if (!leaf.parted && leaf.kind != HS_LEAF_SHEET)
		return;
	len = snprintf(told, sizeof(told), "sheet %d %d %d\n", leaf.parted, leaf.blank,
		       leaf.kind == HS_LEAF_SHEET);
	hs_digest_add(sha, told, (size_t)len);
}

static void add_to_key(struct hs_digest *sha, const struct page_bytes *p)
{
	HS_AUTO(hs_buf_done) struct hs_buf head = {0};

	hs_buf_addf(&head, "%" PRIu64 " %s %" PRIu64 "/%" PRIu64 " %zu %zu\n",
		    p->record.page, p->record.file ? p->record.file : "", p->record.frame,
		    p->record.frames, p->alto.len, p->text.len);
	hs_digest_add(sha, head.data, head.len);
	add_findings_to_key(sha, &p->record);
	hs_digest_add(sha, hs_buf_text(&p->alto), p->alto.len);
	hs_digest_add(sha, hs_buf_text(&p->text), p->text.len);
}

static int read_leaf(struct hs_describer *d, const struct page_bytes *p,
		     struct hs_leaf *leaf, struct hs_err *err)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	struct hs_leaf_source source = {
		.words = &words,
		.dpi = p->record.dpi,
		.text = hs_buf_text(&p->text),
	};

	leaf->page = (uint32_t)p->record.page;
	hs_text_set(&leaf->file, p->record.file);
	leaf->frame = p->record.frame;
	leaf->frames = p->record.frames;
	if (hs_alto_read(hs_buf_text(&p->alto), p->alto.len, &words, &source.width,
			 &source.height, err) < 0)
		return -1;
	hs_leaf_read(&source, &d->words, leaf->page, leaf);
	return 0;
}

struct reading {
	struct hs_describer *d;
	struct hs_folder *folder;
	struct hs_described *out;
	struct hs_digest *sha;
};

static void tell(struct reading *r, uint32_t page, const struct hs_err *why)
{
	struct hs_err with = *why;

	(void)hs_within(&with, "page %" PRIu32, page);
	r->out->unread++;
	r->d->terms.problem(r->d->terms.user, r->out->dossier, &with);
}

// A page that cannot be read stays a page: it goes on with the paper before it.
static void take_page(struct reading *r, uint32_t number, struct hs_leaf *leaf)
{
	HS_AUTO(page_bytes_done) struct page_bytes p = {0};
	struct hs_err why = {0};
	bool fine = load_page(r->folder, number, &p, &why) == 0;

	add_to_key(r->sha, &p);
	if (fine)
		fine = read_leaf(r->d, &p, leaf, &why) == 0;
	leaf->page = number;
	if (!fine) {
		leaf->kind = HS_LEAF_EMPTY;
		tell(r, number, &why);
	}
	take_findings(&p.record, leaf);
}

static void numbers_free(uint32_t **numbers)
{
	free(*numbers);
}

static int read_book(struct reading *r, struct book *book, struct hs_err *err)
{
	HS_AUTO(numbers_free) uint32_t *numbers = NULL;
	size_t count;

	if (hs_folder_pages(r->folder, &numbers, &count, err) < 0)
		return -1;
	book->leaves = hs_new(count + 1, sizeof(*book->leaves));
	book->count = count;
	hs_digest_add(r->sha, RULES_VERSION, sizeof(RULES_VERSION));
	hs_digest_add(r->sha, r->d->tables, sizeof(r->d->tables));
	for (size_t i = 0; i < count; i++)
		take_page(r, numbers[i], &book->leaves[i]);
	r->out->pages = count;
	return 0;
}

// ---- documents

static const struct hs_leaf *leaf_of(const struct book *book, uint32_t page)
{
	for (size_t i = 0; i < book->count; i++)
		if (book->leaves[i].page == page)
			return &book->leaves[i];
	return NULL;
}

static const char *file_of(void *user, uint32_t page)
{
	const struct hs_leaf *leaf = leaf_of(user, page);

	return leaf && leaf->frames > 1 ? leaf->file : NULL;
}

// The layout that each follows, by its date and by whose it is.
static void set_rules(struct hs_describer *d, const struct book *book,
		      struct hs_documents *all)
{
	struct hs_document *list = all->documents.items;

	for (size_t i = 0; i < all->documents.count; i++) {
		const struct hs_leaf *leaf = leaf_of(book, hs_document_first(&list[i]));
		const struct hs_form *form =
			hs_form_choose(&d->forms, leaf && leaf->state,
				       hs_document_text(&list[i], HS_F_DATE));

		hs_text_set(&list[i].rule, form ? form->name : NULL);
	}
}

static void make_documents(struct hs_describer *d, struct book *book,
			   struct hs_documents *old, struct hs_documents *all)
{
	all->format = HS_FORMAT;
	hs_carry_starts(old, book->leaves, book->count);
	hs_split(book->leaves, book->count, all);
	hs_documents_agree(all);
	hs_carry_values(old, all);
	hs_contents_match(all, &d->words, file_of, book);
}

static void count(struct hs_described *out)
{
	const struct hs_document *list = out->all.documents.items;

	out->documents = out->all.documents.count;
	for (size_t i = 0; i < out->all.documents.count; i++)
		for (int f = 0; f < HS_FIELDS; f++)
			out->review += list[i].fields[f] && list[i].fields[f]->state &&
				       !strcmp(list[i].fields[f]->state, HS_REVIEW);
}

// What the cover says for sure goes into the dossier's record, where nobody has entered
// anything else; what an earlier description put there is replaced.
static bool take_cover(struct hs_dossier *dossier, const struct hs_documents *old,
		       const struct hs_documents *all)
{
	const struct {
		char **to;
		enum hs_cover_field field;
	} pairs[] = {
		{&dossier->title, HS_C_TITLE},
		{&dossier->start_date, HS_C_START},
		{&dossier->end_date, HS_C_END},
		{&dossier->retention, HS_C_RETENTION},
	};
	bool changed = false;

	for (size_t i = 0; i < HS_COUNT(pairs); i++) {
		const struct hs_value *v =
			all->cover ? all->cover->fields[pairs[i].field] : NULL;
		const struct hs_value *was =
			old->cover ? old->cover->fields[pairs[i].field] : NULL;
		bool ours = was && *pairs[i].to && !strcmp(*pairs[i].to, was->value);

		if (!v || !v->state || strcmp(v->state, HS_ACCEPTED) != 0 ||
		    (*pairs[i].to && **pairs[i].to && !ours) ||
		    (*pairs[i].to && !strcmp(*pairs[i].to, v->value)))
			continue;
		hs_text_set(pairs[i].to, v->value);
		changed = true;
	}
	return changed;
}

static int store(struct hs_folder *folder, struct hs_dossier *dossier,
		 const struct hs_documents *old, const struct hs_described *out,
		 struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf detail = {0};

	if (hs_folder_store_documents(folder, &out->all, err) < 0)
		return -1;
	if (take_cover(dossier, old, &out->all) &&
	    hs_folder_store(folder, dossier, err) < 0)
		return -1;
	hs_buf_addf(&detail, "%" PRIu64 " documents, %" PRIu64 " fields to review",
		    out->documents, out->review);
	return hs_folder_journal(folder, "hoso-describe", "description", NULL, "done",
				 detail.data, err);
}

// What is worth a second look, page by page; and what becomes of one that fails.
struct looks {
	struct reading *reading;
	const struct book *book;
	bool failed;
};

static const struct hs_second *second_of(void *user, uint32_t page)
{
	const struct looks *looks = user;
	const struct hs_leaf *leaf = leaf_of(looks->book, page);

	return leaf ? &leaf->second : NULL;
}

static void unseen(void *user, uint32_t page, const struct hs_err *why)
{
	struct looks *looks = user;
	struct reading *r = looks->reading;
	struct hs_err with = *why;

	looks->failed = true;
	(void)hs_within(&with, "page %" PRIu32 ": a second look at it", page);
	r->d->terms.problem(r->d->terms.user, r->out->dossier, &with);
}

// Where a look failed, the dossier is not done: the next run tries again.
static int look_again(struct reading *r, const struct book *book, const char *key,
		      struct hs_err *err)
{
	struct looks looks = {r, book, false};
	const struct hs_second_told told = {second_of, unseen, &looks};

	if (hs_describe_second(r->d->looker, r->folder, &r->d->words, &r->out->all, &told,
			       err) < 0)
		return -1;
	if (!looks.failed)
		hs_text_set(&r->out->all.key, key);
	return 0;
}

static int describe(struct hs_describer *d, struct hs_folder *folder,
		    struct hs_described *out, struct hs_err *err)
{
	HS_AUTO(hs_dossier_done) struct hs_dossier dossier = {0};
	HS_AUTO(hs_documents_done) struct hs_documents old = {0};
	HS_AUTO(hs_digest_free) struct hs_digest *sha = hs_digest_new("sha256", err);
	HS_AUTO(book_done) struct book book = {0};
	struct reading r = {d, folder, out, sha};
	char key[HS_HEX_MAX];

	if (!sha || hs_folder_load(folder, &dossier, NULL, err) < 0 ||
	    hs_folder_documents(folder, &old, err) < 0)
		return -1;
	out->code = hs_dup(dossier.code);
	if (read_book(&r, &book, err) < 0)
		return -1;
	hs_digest_end(sha, key);
	if (old.key && !strcmp(old.key, key) && !d->terms.force) {
		out->all = old;
		old = (struct hs_documents){0};
		out->kept = true;
		count(out);
		return 0;
	}
	make_documents(d, &book, &old, &out->all);
	if (look_again(&r, &book, key, err) < 0)
		return -1;
	set_rules(d, &book, &out->all);
	count(out);
	return store(folder, &dossier, &old, out, err);
}

int hs_describe(struct hs_describer *d, const char *path, struct hs_described *out,
		struct hs_err *err)
{
	HS_AUTO(hs_folder_free)
	struct hs_folder *folder = hs_folder_write(path, false, err);

	*out = (struct hs_described){.format = HS_FORMAT, .dossier = path};
	if (!folder)
		return -1;
	if (describe(d, folder, out, err) < 0) {
		hs_described_done(out);
		return -1;
	}
	if (!d->terms.lint)
		return 0;
	// What it finds is told, not stored.
	return hs_describe_judge(d->looker, folder, &d->words, &d->forms, &out->all, err);
}

void hs_described_done(struct hs_described *out)
{
	hs_documents_done(&out->all);
	hs_text_free(&out->code);
	out->code = NULL;
}

// ---- what is printed

#define AT(member) .at = offsetof(struct hs_described, member), .always = true

void hs_described_json(const struct hs_described *described, struct hs_buf *out)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format)},
		{"dossier", HS_TEXT, AT(dossier)},
		{"code", HS_TEXT, AT(code)},
		{"pages", HS_NUMBER, AT(pages)},
		{"unread", HS_NUMBER, AT(unread)},
		{"documents", HS_NUMBER, AT(documents)},
		{"review", HS_NUMBER, AT(review)},
		{"kept", HS_FLAG, AT(kept)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct hs_described), fields};

	hs_json_line(&shape, described, out);
}

static void add_cell(struct hs_buf *out, const char *text, const char *end)
{
	if (text && *text)
		hs_add_one_line(out, text);
	else
		hs_buf_addf(out, "-");
	hs_buf_addf(out, "%s", end);
}

static void add_findings(const struct hs_described *d, const struct hs_list *list,
			 const struct hs_document *document, struct hs_buf *out)
{
	const struct hs_remark *remarks = list->items;
	HS_AUTO(hs_text_free)
	char *symbol =
		document ? hs_symbol_written(hs_document_text(document, HS_F_NUMBER),
					     hs_document_text(document, HS_F_SYMBOL))
			 : NULL;

	for (size_t i = 0; i < list->count; i++) {
		add_cell(out, d->dossier, "\t");
		hs_buf_addf(out, "%" PRIu64 "\t", remarks[i].page);
		add_cell(out, symbol, "\t");
		add_cell(out, remarks[i].what, "\t");
		add_cell(out, remarks[i].clause, "\t");
		add_cell(out, remarks[i].detail, "\n");
	}
}

void hs_described_findings(const struct hs_described *d, struct hs_buf *out)
{
	const struct hs_document *list = d->all.documents.items;

	add_findings(d, &d->all.findings, NULL, out);
	for (size_t i = 0; i < d->all.documents.count; i++)
		add_findings(d, &list[i].findings, &list[i], out);
}

// ---- a page of plain text

// The document, its format before it.
static void add_text_line(const struct hs_document *document, struct hs_buf *out)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	hs_json_line(&hs_document_shape, document, &line);
	hs_buf_addf(out, "{\"format\":%d,%s", HS_FORMAT, line.data + 1);
}

static int describe_text(struct hs_describer *d, const char *text, struct hs_buf *out,
			 struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *nfc = hs_nfc(text);
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_leaf_done) struct hs_leaf leaf = {0};
	struct hs_leaf_source source = {
		.words = &words,
		.width = HS_PLAIN_WIDTH,
		.text = nfc,
		.plain = true,
	};

	if (!nfc)
		return hs_fail(err, HS_DAMAGED, "it is not UTF-8");
	hs_lines_from_text(nfc, &words, &source.height);
	hs_leaf_read(&source, &d->words, 1, &leaf);
	hs_pages_set(&leaf.head.pages, 1, 1);
	for (int f = 0; f < HS_FIELDS; f++) {
		if (!leaf.head.fields[f])
			leaf.head.fields[f] = HS_STEAL(leaf.tail.fields[f]);
		if (leaf.head.fields[f]) // a text has no places
			hs_value_place(leaf.head.fields[f], 0, NULL);
	}
	add_text_line(&leaf.head, out);
	return 0;
}

int hs_describe_text(struct hs_describer *d, const char *path, struct hs_buf *out,
		     struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_fd_done)
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);

	if (fd < 0)
		return hs_fail_sys(err, "open");
	if (hs_fd_load(fd, TEXT_MAX, &text, err) < 0)
		return -1;
	if (strlen(hs_buf_text(&text)) != text.len)
		return hs_fail(err, HS_DAMAGED, "it is no text: a NUL in it");
	return describe_text(d, hs_buf_text(&text), out, err);
}
