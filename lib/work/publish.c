// publish.c - see publish.h
#include "work/publish.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "port/dossier-pdf.h"
#include "sys/file.h"
#include "work/publish-part.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define PROGRAM "hoso-pdf"

enum { HELD_MAX = 64 }; // answers that wait for an earlier one: a descriptor each

// What is to be written, in order: a page of a paper, or (no page) the end of a volume.
struct item {
	struct hs_volume *volume;
	struct hs_paper *paper; // owned by its last item
	uint32_t number;        // of the page
	struct hs_page page;    // its record, once it is given
	bool answered, last;
	int out;           // the answer, or -1
	struct hs_err why; // code 0, or why there is none
	struct item *next;
};

struct hs_publisher {
	struct hs_publish_terms terms;
	struct hs_crew *crew;
	struct item *first, **end;
	size_t held;
	size_t done, all; // pages
	bool unfinished;
};

static const char *const words[HS_GRADES] = {
	[HS_ARCHIVE] = "archive",
	[HS_ACCESS] = "access",
	[HS_SMALL] = "small",
};

enum hs_grade hs_grade_of(const char *word)
{
	unsigned i = 0;

	while (i < HS_GRADES && strcmp(words[i], word) != 0)
		i++;
	return (enum hs_grade)i;
}

static void volume_free(struct hs_volume **volume)
{
	struct hs_volume *v = *volume;

	if (!v)
		return;
	hs_fd_done(&v->pdfs);
	hs_folder_free(&v->folder);
	hs_dossier_done(&v->dossier);
	hs_documents_done(&v->documents);
	hs_copies_done(&v->copies);
	free(v->numbers);
	free(v->result);
	free(v->held);
	free(v->path);
	free(v->code);
	free(v);
	*volume = NULL;
}

static void item_free(struct item **item)
{
	struct item *i = *item;

	if (!i)
		return;
	hs_page_done(&i->page);
	hs_fd_done(&i->out);
	if (i->last)
		hs_paper_free(&i->paper);
	if (!i->paper && !i->last)
		volume_free(&i->volume);
	free(i);
	*item = NULL;
}

struct hs_publisher *hs_publisher_new(const struct hs_publish_terms *terms,
				      struct hs_err *err)
{
	HS_AUTO(hs_publisher_free) struct hs_publisher *p = HS_NEW(struct hs_publisher);

	p->terms = *terms;
	p->end = &p->first;
	p->crew = hs_crew_new(&terms->crew, err);
	return p->crew ? HS_STEAL(p) : NULL;
}

void hs_publisher_free(struct hs_publisher **publisher)
{
	struct hs_publisher *p = *publisher;

	if (!p)
		return;
	hs_crew_free(&p->crew);
	while (p->first) {
		struct item *next = p->first->next;

		item_free(&p->first);
		p->first = next;
	}
	free(p);
	*publisher = NULL;
}

bool hs_publisher_unfinished(const struct hs_publisher *publisher)
{
	return publisher->unfinished;
}

bool hs_publisher_half_jailed(const struct hs_publisher *publisher)
{
	return hs_crew_half_jailed(publisher->crew);
}

// ---- what became of it -----------------------------------------------------------

static void tell(struct hs_volume *v, const struct hs_err *why)
{
	const struct hs_publish_terms *t = &v->publisher->terms;

	if (v->stopped)
		return;
	v->stopped = why->code == HS_SYSTEM;
	v->publisher->unfinished |= v->stopped;
	t->problem(t->user, v->path, why);
}

// Its document gets no PDF; one that is there stays as it is, and is made again by the
// next run.
static void fail(struct hs_paper *p, const struct hs_err *why)
{
	struct hs_err named = *why;

	if (p->failed)
		return;
	p->failed = true;
	hs_pdfa_free(&p->pdf);
	if (p->draft.fd >= 0)
		hs_draft_done(&p->draft);
	p->draft.fd = -1;
	p->volume->result->failed++;
	hs_within(&named, "no '%s'", p->file);
	tell(p->volume, &named);
}

static void count(struct hs_paper *p, uint64_t bytes)
{
	struct hs_published *r = p->volume->result;

	r->pages += p->count;
	r->source += p->source;
	r->bytes += bytes;
	r->larger += bytes > p->source;
}

// Said of what is there, made now or before.
static void note_size(struct hs_volume *v)
{
	const struct hs_publish_terms *t = &v->publisher->terms;
	const struct hs_published *r = v->result;
	struct hs_err what = {0};

	if (!r->larger || !r->made)
		return;
	hs_fail(&what, HS_LIMIT,
		"%llu of %llu PDFs are larger than their pages in the masters; all have "
		"%llu bytes, those pages %llu",
		(unsigned long long)r->larger, (unsigned long long)(r->made + r->kept),
		(unsigned long long)r->bytes, (unsigned long long)r->source);
	t->note(t->user, v->path, &what);
}

static void set_pages(struct hs_list *pages, const struct hs_paper *p)
{
	hs_pages_set(pages, p->numbers[0], p->numbers[p->count - 1]);
}

static int record(struct hs_paper *p, uint64_t bytes, const char *sha256,
		  struct hs_err *err)
{
	struct hs_volume *v = p->volume;
	const struct hs_publish_terms *t = &v->publisher->terms;
	struct hs_copy *copy = hs_copies_find(&v->copies, p->file);

	copy->document = p->document;
	set_pages(&copy->pages, p);
	hs_text_set(&copy->key, p->key);
	copy->bytes = bytes;
	hs_text_set(&copy->sha256, sha256);
	copy->source = p->source;
	hs_text_set(&copy->quality, words[t->quality]);
	hs_text_set(&copy->pdfa, t->unicode ? "2u" : "1b");
	return hs_folder_store_copies(v->folder, &v->copies, err);
}

static int finish(struct hs_paper *p, struct hs_err *err)
{
	char sha256[HS_HEX_MAX];
	uint64_t bytes = 0;

	if (hs_paper_close(p, &bytes, sha256, err) < 0 ||
	    record(p, bytes, sha256, err) < 0)
		return -1;
	p->volume->result->made++;
	p->volume->changed = true;
	count(p, bytes);
	return 0;
}

// ---- pages -------------------------------------------------------------------------

static int write_page(struct item *item, struct hs_err *err)
{
	struct hs_paper *p = item->paper;

	if (item->why.code)
		*err = item->why;
	if (item->why.code || hs_paper_add(p, &item->page, item->out, err) < 0)
		return hs_within(err, "page %" PRIu32, item->number);
	return p->done == p->count ? finish(p, err) : 0;
}

static void end_page(struct item *item)
{
	struct hs_publisher *p = item->volume->publisher;
	struct hs_err err = {0};

	if (!item->paper->failed && write_page(item, &err) < 0)
		fail(item->paper, &err);
	p->terms.progress(p->terms.user, item->volume->path, ++p->done, p->all);
}

// ---- the dossier ---------------------------------------------------------------------

// A PDF that is in the record, and that no document asks for.
static int drop(struct hs_volume *v, size_t index, struct hs_err *err)
{
	const struct hs_copy *list = v->copies.files.items;

	if (hs_folder_drop_pdf(v->folder, list[index].file, err) < 0)
		return -1;
	hs_copies_drop(&v->copies, index);
	v->result->removed++;
	v->changed = true;
	return 0;
}

static bool wanted(const struct hs_volume *v, const char *file)
{
	size_t documents = v->documents.documents.count;
	bool found = false;

	for (size_t i = documents ? 1 : 0; !found && i <= documents; i++) {
		HS_AUTO(hs_text_free) char *name = hs_paper_file(v->code, i);

		found = !strcmp(name, file);
	}
	return found;
}

static int sweep(struct hs_volume *v, struct hs_err *err)
{
	const struct hs_copy *list = v->copies.files.items;
	uint64_t before = v->result->removed;

	for (size_t i = v->copies.files.count; i-- > 0;)
		if (!wanted(v, list[i].file) && drop(v, i, err) < 0)
			return -1;
	return v->result->removed == before
		       ? 0
		       : hs_folder_store_copies(v->folder, &v->copies, err);
}

static int journal(struct hs_volume *v, struct hs_err *err)
{
	const struct hs_published *r = v->result;
	HS_AUTO(hs_buf_done) struct hs_buf detail = {0};

	if (!v->changed && !r->failed)
		return 0;
	hs_buf_addf(&detail,
		    "%" PRIu64 " PDF made, %" PRIu64 " kept, %" PRIu64 " failed, %" PRIu64
		    " removed; %s, PDF/A-%s",
		    r->made, r->kept, r->failed, r->removed, r->quality, r->pdfa);
	return hs_folder_journal(v->folder, PROGRAM, "pdf", NULL,
				 r->failed ? "failed" : "done", detail.data, err);
}

static void end_volume(struct hs_volume *v)
{
	const struct hs_publish_terms *t = &v->publisher->terms;
	struct hs_err err = {0};

	if ((!v->stopped && sweep(v, &err) < 0) || journal(v, &err) < 0)
		tell(v, &err);
	hs_folder_free(&v->folder); // the next program in the pipe may have it
	if (!v->stopped)
		note_size(v);
	if (!v->stopped)
		t->done(t->user, v->result);
}

// Writes what can be written, from the front: order is kept.
static void drain(struct hs_publisher *p)
{
	while (p->first && p->first->answered) {
		HS_AUTO(item_free) struct item *item = p->first;

		p->first = item->next;
		if (!p->first)
			p->end = &p->first;
		if (item->out >= 0)
			p->held--;
		if (item->paper)
			end_page(item);
		else
			end_volume(item->volume);
	}
}

static void answered(void *owner, int out, const struct hs_err *why)
{
	struct item *item = owner;
	struct hs_publisher *p = item->volume->publisher;

	item->answered = true;
	if (why)
		item->why = *why;
	else if ((item->out = fcntl(out, F_DUPFD_CLOEXEC, 0)) < 0)
		hs_fail_sys(&item->why, "keep a worker's answer");
	else
		p->held++;
	drain(p);
}

static struct item *add_item(struct hs_volume *v, struct hs_paper *paper)
{
	struct hs_publisher *p = v->publisher;
	struct item *item = HS_NEW(struct item);

	*item = (struct item){.volume = v, .paper = paper, .out = -1};
	*p->end = item;
	p->end = &item->next;
	return item;
}

// Opens what the job needs. What is wrong with the page is told when its turn comes.
static int open_page(struct item *item, struct hs_crew_job *job, enum hs_media *media,
		     struct hs_err *err)
{
	struct hs_volume *v = item->volume;
	HS_AUTO(hs_fd_done) int in = -1;

	if (hs_folder_page(v->folder, item->number, &item->page, err) < 0)
		return -1;
	in = hs_folder_open_scan(v->folder, item->page.file, media, err);
	if (in < 0 || hs_volume_hold(v, item->page.file, in, err) < 0)
		return -1;
	job->out = hs_scratch_open(hs_folder_fd(v->folder), err);
	if (job->out < 0)
		return -1;
	job->in = HS_STEAL_FD(in);
	return 0;
}

// -1: the crew cannot go on. Once the page is given, the item may be gone.
static int give_page(struct item *item, struct hs_err *err)
{
	struct hs_publisher *p = item->volume->publisher;
	const struct hs_page *page = &item->page;
	struct hs_crew_job job = {.has_out = true, .done = answered, .owner = item};
	enum hs_media media = HS_MEDIA;
	struct hs_plate_ask ask = {.quality = p->terms.quality};

	if (item->paper->failed || open_page(item, &job, &media, &item->why) < 0) {
		item->answered = true;
		return 0;
	}
	ask.page = (struct hs_page_ask){
		.media = media,
		.frame = (uint32_t)page->frame,
		.dpi = page->dpi,
	};
	ask.quarters = hs_publish_quarters(page);
	ask.width = (uint32_t)page->width;
	ask.height = (uint32_t)page->height;
	ask.whole = hs_publish_facing(page);
	ask.measured = hs_publish_measured(page);
	if (ask.measured)
		ask.measures = *page->recognition->measures;
	job.ask = &ask;
	job.ask_len = sizeof(ask);
	job.kind = media == HS_PDF ? p->terms.pdf : p->terms.image;
	return hs_crew_give(p->crew, &job, err);
}

static int give_paper(struct hs_paper *paper, struct hs_err *err)
{
	struct hs_volume *v = paper->volume;
	struct hs_publisher *p = v->publisher;
	const size_t count = paper->count;

	p->all += count;
	for (size_t i = 0; i < count; i++) {
		struct item *item = add_item(v, paper);

		item->number = paper->numbers[i];
		item->last = i + 1 == count;
		if ((p->held > HELD_MAX && hs_crew_wait(p->crew, err) < 0) ||
		    give_page(item, err) < 0)
			return -1;
		drain(p);
	}
	return 0;
}

// ---- the plan
// --------------------------------------------------------------------------

static bool is_done(struct hs_paper *p)
{
	struct hs_volume *v = p->volume;
	const struct hs_copy *copy = hs_copies_find(&v->copies, p->file);

	return !v->publisher->terms.force && copy && copy->key &&
	       !strcmp(copy->key, p->key) &&
	       hs_folder_has_pdf(v->folder, p->file, copy->bytes);
}

// Whether it is to be made.
static bool plan(struct hs_paper *p)
{
	struct hs_volume *v = p->volume;
	const struct hs_publish_terms *t = &v->publisher->terms;
	struct hs_err err = {0};

	if (hs_paper_plan(p, t->quality, t->unicode, &err) < 0) {
		fail(p, &err);
		return false;
	}
	if (is_done(p)) {
		v->result->kept++;
		count(p, hs_copies_find(&v->copies, p->file)->bytes);
		return false;
	}
	if (hs_volume_free_name(v, p->file, &err) < 0) {
		fail(p, &err);
		return false;
	}
	if (!hs_copies_find(&v->copies, p->file))
		hs_copies_add(&v->copies, p->file);
	return true;
}

struct papers {
	struct hs_paper **list;
	size_t count, given;
};

static void papers_done(struct papers *papers)
{
	for (size_t i = papers->given; i < papers->count; i++)
		hs_paper_free(&papers->list[i]);
	free(papers->list);
}

static void plan_all(struct hs_volume *v, struct papers *papers)
{
	const size_t documents = v->documents.documents.count;
	size_t inside = 0;

	v->result->documents = documents;
	papers->list = hs_new(documents + 1, sizeof(struct hs_paper *));
	for (size_t i = documents ? 1 : 0; i <= documents; i++) {
		HS_AUTO(hs_paper_free) struct hs_paper *p = hs_paper_new(v, i);

		inside += p->count;
		if (plan(p))
			papers->list[papers->count++] = HS_STEAL(p);
	}
	v->result->outside = v->count > inside ? v->count - inside : 0;
}

// Every PDF is in the record before it is there, so that none is ever forgotten.
static int give_all(struct hs_volume *v, struct hs_err *err)
{
	HS_AUTO(papers_done) struct papers papers = {0};

	plan_all(v, &papers);
	if (papers.count) {
		if (hs_folder_store_copies(v->folder, &v->copies, err) < 0)
			return -1;
		v->pdfs = hs_folder_pdfs(v->folder, err);
		if (v->pdfs < 0)
			return -1;
	}
	while (papers.given < papers.count)
		if (give_paper(papers.list[papers.given++], err) < 0)
			return -1;
	return 0;
}

static int open_volume(struct hs_volume *v, const char *path, struct hs_err *err)
{
	const struct hs_publish_terms *t = &v->publisher->terms;

	v->pdfs = -1;
	v->result = HS_NEW(struct hs_published);
	v->folder = hs_folder_write(path, false, err);
	if (!v->folder || hs_folder_load(v->folder, &v->dossier, NULL, err) < 0 ||
	    hs_folder_documents(v->folder, &v->documents, err) < 0 ||
	    hs_folder_copies(v->folder, &v->copies, err) < 0 ||
	    hs_folder_pages(v->folder, &v->numbers, &v->count, err) < 0)
		return -1;
	v->path = hs_dup(path);
	v->code = hs_dup(v->dossier.code);
	*v->result = (struct hs_published){
		.format = HS_FORMAT,
		.dossier = v->path,
		.code = v->code,
		.quality = words[t->quality],
		.pdfa = t->unicode ? "2u" : "1b",
	};
	return 0;
}

int hs_publish(struct hs_publisher *p, const char *path, struct hs_err *err)
{
	HS_AUTO(volume_free) struct hs_volume *v = HS_NEW(struct hs_volume);
	struct item *end;
	int got;

	v->publisher = p;
	if (open_volume(v, path, err) < 0)
		return -1;
	got = give_all(v, err);
	p->unfinished |= got < 0 && err->code == HS_SYSTEM;
	end = add_item(HS_STEAL(v), NULL); // after its pages, which it owns
	end->answered = true;
	if (got == 0)
		drain(p);
	return got;
}

int hs_publish_end(struct hs_publisher *p, struct hs_err *err)
{
	if (hs_crew_wait(p->crew, err) < 0)
		return -1;
	drain(p);
	return 0;
}

// ---- what is printed
// ---------------------------------------------------------------------

#define AT(member) .at = offsetof(struct hs_published, member), .always = true

void hs_published_json(const struct hs_published *published, struct hs_buf *out)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format)},
		{"dossier", HS_TEXT, AT(dossier)},
		{"code", HS_TEXT, AT(code)},
		{"quality", HS_TEXT, AT(quality)},
		{"pdfa", HS_TEXT, AT(pdfa)},
		{"documents", HS_NUMBER, AT(documents)},
		{"made", HS_NUMBER, AT(made)},
		{"kept", HS_NUMBER, AT(kept)},
		{"failed", HS_NUMBER, AT(failed)},
		{"removed", HS_NUMBER, AT(removed)},
		{"pages", HS_NUMBER, AT(pages)},
		{"outside", HS_NUMBER, AT(outside)},
		{"source", HS_NUMBER, AT(source)},
		{"bytes", HS_NUMBER, AT(bytes)},
		{"larger", HS_NUMBER, AT(larger)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct hs_published), fields};

	hs_json_line(&shape, published, out);
}
