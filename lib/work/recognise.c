// recognise.c - see recognise.h
#include "work/recognise.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/namesake.h"
#include "model/signers.h"
#include "model/words.h"
#include "port/dossier.h"
#include "port/ocr.h"
#include "port/xml.h"
#include "sys/digest.h"
#include "sys/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct page_job;

// A dossier whose pages are being read.
struct open_dossier {
	struct hs_recogniser *recogniser;
	struct hs_folder *folder; // NULL once all its pages are answered
	char *path, *code;
	size_t pending; // pages given and not answered
	bool given;     // all its pages were given
	bool stopped;   // the system refused: said once
	struct hs_recognised result;
	double confidences; // sum over its pages with words
	size_t with_words;
	struct hs_signers names;  // in its stamps
	struct page_job *waiting; // pages that were read, but for names
	struct open_dossier *next;
};

struct hs_recogniser {
	struct hs_recognise_terms terms;
	struct hs_crew *crew;
	char *engine;
	char *param;         // for the workers: the language, and how
	const char *larger;  // model that reads again; NULL: none
	const char *letters; // model for script in stamps; NULL: none
	char *base_key;      // what all keys of this run have in common
	struct open_dossier *first, **last;
	size_t pages_done, pages_all;
};

struct page_job {
	struct open_dossier *dossier;
	struct hs_page page; // as recorded, with its new key
	struct hs_words words;
	struct page_job *next; // where it waits: by page number
};

static void job_free(struct page_job **job)
{
	if (!*job)
		return;
	hs_page_done(&(*job)->page);
	hs_words_done(&(*job)->words);
	free(*job);
	*job = NULL;
}

static void dossier_free(struct open_dossier **d)
{
	if (!*d)
		return;
	while ((*d)->waiting) {
		HS_AUTO(job_free) struct page_job *job = (*d)->waiting;

		(*d)->waiting = job->next;
	}
	hs_signers_done(&(*d)->names);
	hs_folder_free(&(*d)->folder);
	free((*d)->path);
	free((*d)->code);
	free(*d);
	*d = NULL;
}

// Every part of "vie+eng" is a model of its own.
static int add_model(struct hs_digest *digest, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *path = hs_ocr_model_file(name);
	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_CLOEXEC);
	HS_AUTO(hs_digest_free) struct hs_digest *own = hs_digest_new("sha256", err);
	char hex[HS_HEX_MAX];

	if (fd < 0)
		return hs_fail(err, HS_ENGINE,
			       "no model '%s' (%s): apt install tesseract-ocr-%s", name,
			       path, name);
	if (!own || hs_digest_fd(own, fd, hex, NULL, err) < 0)
		return -1;
	hs_digest_add(digest, name, strlen(name) + 1);
	hs_digest_add(digest, hex, strlen(hex) + 1);
	return 0;
}

static int make_base_key(struct hs_recogniser *r, struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);
	HS_AUTO(hs_text_free) char *names = hs_dup(r->terms.language);
	char *rest = names, *name, hex[HS_HEX_MAX];
	HS_AUTO(hs_buf_done) struct hs_buf common = {0};

	if (!digest)
		return -1;
	hs_buf_addf(&common, "%s|%s|%d|%s", r->engine, r->terms.version,
		    (int)r->terms.existing, r->terms.plain ? "plain" : "restored");
	hs_digest_add(digest, common.data, common.len + 1);
	while ((name = strsep(&rest, "+")))
		if (!*name || strchr(name, '/') || *name == '.')
			return hs_fail(err, HS_USAGE, "'%s' is not a language",
				       r->terms.language);
		else if (add_model(digest, name, err) < 0)
			return -1;
	if ((r->larger && add_model(digest, r->larger, err) < 0) ||
	    (r->letters && add_model(digest, r->letters, err) < 0))
		return -1;
	hs_digest_end(digest, hex);
	r->base_key = hs_dup(hex);
	return 0;
}

struct hs_recogniser *hs_recogniser_new(const struct hs_recognise_terms *terms,
					struct hs_err *err)
{
	HS_AUTO(hs_recogniser_free)
	struct hs_recogniser *r = HS_NEW(struct hs_recogniser);
	HS_AUTO(hs_buf_done) struct hs_buf param = {0};

	r->terms = *terms;
	hs_buf_addf(&param, "%s%s", terms->language, terms->plain ? " plain" : "");
	r->param = hs_buf_take(&param);
	r->larger = terms->plain ? NULL : hs_ocr_larger(terms->language);
	r->letters = terms->plain ? NULL : hs_ocr_letters(terms->language);
	r->terms.crew.worker.param = r->param;
	r->last = &r->first;
	r->engine = hs_ocr_engine();
	if (make_base_key(r, err) < 0)
		return NULL;
	r->crew = hs_crew_new(&r->terms.crew, err);
	return r->crew ? HS_STEAL(r) : NULL;
}

void hs_recogniser_free(struct hs_recogniser **recogniser)
{
	struct hs_recogniser *r = *recogniser;

	if (!r)
		return;
	hs_crew_free(&r->crew);
	while (r->first) {
		struct open_dossier *next = r->first->next;

		dossier_free(&r->first);
		r->first = next;
	}
	free(r->engine);
	free(r->param);
	free(r->base_key);
	free(r);
	*recogniser = NULL;
}

bool hs_recogniser_half_jailed(const struct hs_recogniser *recogniser)
{
	return hs_crew_half_jailed(recogniser->crew);
}

static void page_key(const struct hs_recogniser *r, const struct hs_page *page,
		     char key[HS_HEX_MAX])
{
	struct hs_err ignored;
	HS_AUTO(hs_digest_free)
	struct hs_digest *digest = hs_digest_new("sha256", &ignored);
	HS_AUTO(hs_buf_done) struct hs_buf facts = {0};

	// The file counts, too: a PDF's own text is not in its pixels.
	hs_buf_addf(&facts, "%s|%s|%g|%s|%llu", r->base_key, page->pixels, page->dpi,
		    page->sha256 ? page->sha256 : "", (unsigned long long)page->frame);
	hs_digest_add(digest, facts.data, facts.len);
	hs_digest_end(digest, key);
}

static void tell(struct open_dossier *d, uint64_t page, const struct hs_err *why)
{
	const struct hs_recognise_terms *t = &d->recogniser->terms;
	struct hs_err named = *why;

	if (page)
		hs_within(&named, "page %llu", (unsigned long long)page);
	t->problem(t->user, d->path, &named);
}

static int write_journal(struct open_dossier *d, struct hs_err *err)
{
	const struct hs_recognised *res = &d->result;
	char detail[120];

	if (res->done + res->failed == 0)
		return 0;
	snprintf(detail, sizeof(detail), "%llu pages, %llu failed; %s, %s",
		 (unsigned long long)res->done, (unsigned long long)res->failed,
		 d->recogniser->engine, d->recogniser->terms.language);
	return hs_folder_journal(d->folder, "hoso-ocr", "recognition", NULL,
				 res->failed ? "failed" : "done", detail, err);
}

// Tells of the settled dossiers, from the front: order is kept.
static void announce(struct hs_recogniser *r)
{
	while (r->first && r->first->given && r->first->pending == 0) {
		HS_AUTO(dossier_free) struct open_dossier *d = r->first;

		r->first = d->next;
		if (!r->first)
			r->last = &r->first;
		if (!d->stopped)
			r->terms.done(r->terms.user, &d->result);
	}
}

static void count_confidence(struct open_dossier *d, const struct hs_page *page)
{
	if (page->recognition->words == 0)
		return; // a blank page is no doubt
	d->confidences += page->recognition->confidence;
	d->with_words++;
}

// Files first, the record last: it is what says that the page is done.
static int store_words(struct open_dossier *d, struct hs_page *page,
		       const struct hs_words *words, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf alto = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_recognition *rec = page->recognition;
	const struct hs_alto about = {
		.file = page->file,
		.page = (uint32_t)page->page,
		.width = (uint32_t)page->width,
		.height = (uint32_t)page->height,
		.engine = d->recogniser->engine,
		.model = d->recogniser->terms.language,
	};

	hs_words_text(words, &text);
	rec->words = hs_words_text_count(words);
	rec->noise = words->count - rec->words;
	rec->confidence = hs_words_confidence(words);
	hs_text_set(&rec->source, words->own_text ? "pdf" : "ocr");
	hs_text_set(&rec->state, HS_DONE);
	if (hs_alto_write(&about, words, &alto, err) < 0 ||
	    hs_folder_store_part(d->folder, HS_ALTO, about.page, &alto, err) < 0 ||
	    hs_folder_store_part(d->folder, HS_TEXT_FILES, about.page, &text, err) < 0)
		return -1;
	return hs_folder_store_page(d->folder, page, err);
}

static void keep_facts(struct hs_recognition *rec, const struct hs_read_facts *facts)
{
	hs_text_set(&rec->recipe, facts->recipe);
	if (!rec->measures)
		rec->measures = HS_NEW(struct hs_measures);
	*rec->measures = facts->measures;
	rec->lines = facts->lines;
	rec->again = facts->again;
}

static int take_words(struct hs_page *page, int out, struct hs_words *words,
		      struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_read_facts facts;

	if (hs_fd_load(out, HS_WORDS_BYTES, &bytes, err) < 0)
		return -1;
	if (bytes.len < sizeof(facts))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	memcpy(&facts, bytes.data, sizeof(facts));
	if (hs_words_read(bytes.data + sizeof(facts), bytes.len - sizeof(facts),
			  (uint32_t)page->width, (uint32_t)page->height, words, err) < 0)
		return -1;
	if (!words->own_text && !hs_read_facts_ok(&facts))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	if (!words->own_text)
		keep_facts(page->recognition, &facts);
	return 0;
}

static void page_failed(struct open_dossier *d, struct hs_page *page,
			const struct hs_err *why)
{
	struct hs_err err = {0};

	hs_text_set(&page->recognition->state, HS_FAILED);
	hs_text_set(&page->recognition->reason, why->text);
	d->result.failed++;
	if (!d->stopped)
		tell(d, page->page, why);
	// The system's failure says nothing about the page.
	if (why->code == HS_SYSTEM)
		d->stopped = true;
	else if (hs_folder_store_page(d->folder, page, &err) < 0)
		tell(d, page->page, &err);
}

// The page is read, and names need not be waited for any more.
static void end_page(struct page_job *job)
{
	struct open_dossier *d = job->dossier;
	struct hs_err err = {0};

	if (d->stopped) { // the disk's fault: it will be read again
		d->result.failed++;
		return;
	}
	hs_namesake_settle(&d->names, &job->words, &job->page);
	if (store_words(d, &job->page, &job->words, &err) < 0) {
		page_failed(d, &job->page, &err);
		return;
	}
	d->result.done++;
	count_confidence(d, &job->page);
}

static void wait_for_names(struct page_job *job)
{
	struct page_job **at = &job->dossier->waiting;

	while (*at && (*at)->page.page < job->page.page)
		at = &(*at)->next;
	job->next = *at;
	*at = job;
}

// Once all its pages are answered: ends those that wait, and gives the folder back, so
// that thousands of finished dossiers behind a slow one hold no descriptors and no locks.
// Its result waits for its turn.
static void settle(struct open_dossier *d)
{
	struct hs_err err = {0};

	if (!d->given || d->pending || !d->folder)
		return;
	while (d->waiting) {
		HS_AUTO(job_free) struct page_job *job = d->waiting;

		d->waiting = job->next;
		end_page(job);
	}
	if (d->with_words)
		d->result.confidence = d->confidences / (double)d->with_words;
	if (write_journal(d, &err) < 0) {
		tell(d, 0, &err);
		d->stopped = true;
	}
	hs_folder_free(&d->folder);
}

static void answered(void *owner, int out, const struct hs_err *why)
{
	HS_AUTO(job_free) struct page_job *job = owner;
	struct open_dossier *d = job->dossier;
	struct hs_recogniser *r = d->recogniser;
	struct hs_err err = {0};

	if (!why && take_words(&job->page, out, &job->words, &err) < 0)
		why = &err;
	if (why)
		page_failed(d, &job->page, why);
	else if (hs_namesake_learn(&job->words, &job->page, &d->names))
		wait_for_names(HS_STEAL(job));
	else
		end_page(job);
	d->pending--;
	r->terms.progress(r->terms.user, d->path, ++r->pages_done, r->pages_all);
	settle(d);
}

static bool is_done(struct open_dossier *d, const struct hs_page *page, const char *key)
{
	const struct hs_recognition *rec = page->recognition;
	uint32_t n = (uint32_t)page->page;

	return !d->recogniser->terms.force && rec && !strcmp(rec->key, key) &&
	       !strcmp(rec->state, HS_DONE) &&
	       hs_folder_has_part(d->folder, HS_ALTO, n) &&
	       hs_folder_has_part(d->folder, HS_TEXT_FILES, n);
}

// The record as it will be when the page is read.
static void renew(struct hs_recogniser *r, struct hs_page *page, const char *key)
{
	if (page->recognition)
		hs_shape_done(&hs_recognition_shape, page->recognition);
	else
		page->recognition = HS_NEW(struct hs_recognition);
	page->recognition->key = hs_dup(key);
	page->recognition->state = hs_dup(HS_FAILED);
	page->recognition->engine = hs_dup(r->engine);
	page->recognition->model = hs_dup(r->terms.language);
	hs_text_set(&page->recognition->larger, r->larger);
}

static int give_page(struct open_dossier *d, struct page_job *job, struct hs_err *err)
{
	struct hs_recogniser *r = d->recogniser;
	struct hs_page_ask ask = {
		.frame = (uint32_t)job->page.frame,
		.dpi = job->page.dpi,
		.existing = r->terms.existing,
	};
	struct hs_crew_job crew_job = {
		.ask = &ask,
		.ask_len = sizeof(ask),
		.done = answered,
		.owner = job,
	};
	enum hs_media media = HS_MEDIA;
	HS_AUTO(hs_fd_done)
	int fd = hs_folder_open_scan(d->folder, job->page.file, &media, err);

	if (fd < 0)
		return -1;
	ask.media = media;
	crew_job.kind = media == HS_PDF ? r->terms.pdf : r->terms.image;
	crew_job.in = HS_STEAL_FD(fd);
	d->pending++;
	if (hs_crew_give(r->crew, &crew_job, err) == 0)
		return 0;
	d->pending--;
	return -1;
}

static int do_page(struct open_dossier *d, uint32_t number, struct hs_err *err)
{
	struct hs_recogniser *r = d->recogniser;
	HS_AUTO(job_free) struct page_job *job = HS_NEW(struct page_job);
	char key[HS_HEX_MAX];
	struct hs_err why = {0};

	job->dossier = d;
	if (hs_folder_page(d->folder, number, &job->page, err) < 0)
		return -1;
	if (!job->page.pixels) {
		hs_fail(&why, HS_DAMAGED, "unreadable: %s",
			job->page.reason ? job->page.reason : job->page.file);
		d->result.failed++;
		tell(d, number, &why);
		return 0;
	}
	page_key(r, &job->page, key);
	if (is_done(d, &job->page, key)) {
		d->result.kept++;
		hs_namesake_recall(&job->page, &d->names);
		count_confidence(d, &job->page);
		r->pages_done++;
		return 0;
	}
	renew(r, &job->page, key);
	if (give_page(d, job, &why) < 0) {
		page_failed(d, &job->page, &why);
		return 0;
	}
	(void)HS_STEAL(job);
	return 0;
}

static void do_pages(struct open_dossier *d, const uint32_t *numbers, size_t count)
{
	d->result.pages = count;
	d->recogniser->pages_all += count;
	for (size_t i = 0; i < count && !d->stopped; i++) {
		struct hs_err why = {0};

		if (do_page(d, numbers[i], &why) < 0) {
			d->result.failed++;
			tell(d, numbers[i], &why);
		}
		announce(d->recogniser); // of those before it
	}
	d->given = true;
	settle(d);
	announce(d->recogniser);
}

// The pages there are, against the pages that the dossier's record promises.
static int look_in(struct hs_folder *folder, struct hs_dossier *dossier,
		   uint32_t **numbers, size_t *count, uint64_t *promised,
		   struct hs_err *err)
{
	const struct hs_file *files;

	if (hs_folder_load(folder, dossier, NULL, err) < 0)
		return -1;
	files = dossier->files.items;
	*promised = 0;
	for (size_t i = 0; i < dossier->files.count; i++)
		*promised += files[i].pages;
	return hs_folder_pages(folder, numbers, count, err);
}

static void tell_missing(struct open_dossier *d, uint64_t promised, size_t count)
{
	struct hs_err why = {0};

	if (promised <= count)
		return;
	d->result.failed += promised - count;
	hs_fail(&why, HS_DAMAGED,
		"%llu of its pages have no record: hoso-import makes them anew",
		(unsigned long long)(promised - count));
	tell(d, 0, &why);
}

int hs_recognise(struct hs_recogniser *r, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_folder_free)
	struct hs_folder *folder = hs_folder_write(path, false, err);
	HS_AUTO(hs_dossier_done) struct hs_dossier dossier = {0};
	struct open_dossier *d;
	uint32_t *numbers = NULL;
	uint64_t promised;
	size_t count;

	if (!folder || look_in(folder, &dossier, &numbers, &count, &promised, err) < 0)
		return -1;
	d = HS_NEW(struct open_dossier);
	*d = (struct open_dossier){
		.recogniser = r,
		.path = hs_dup(path),
		.code = hs_dup(dossier.code),
	};
	d->folder = HS_STEAL(folder);
	d->result = (struct hs_recognised){
		.format = HS_FORMAT,
		.dossier = d->path,
		.code = d->code,
	};
	*r->last = d;
	r->last = &d->next;
	tell_missing(d, promised, count);
	do_pages(d, numbers, count);
	free(numbers);
	return 0;
}

int hs_recognise_until(struct hs_recogniser *r, int fd, struct hs_err *err)
{
	int got;

	do {
		got = hs_crew_until(r->crew, fd, err);
		announce(r);
	} while (got > 0);
	return got;
}

int hs_recognise_end(struct hs_recogniser *r, struct hs_err *err)
{
	if (hs_crew_wait(r->crew, err) < 0)
		return -1;
	announce(r);
	return 0;
}

#define AT(member) .at = offsetof(struct hs_recognised, member), .always = true

void hs_recognised_json(const struct hs_recognised *result, struct hs_buf *out)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format)},
		{"dossier", HS_TEXT, AT(dossier)},
		{"code", HS_TEXT, AT(code)},
		{"pages", HS_NUMBER, AT(pages)},
		{"done", HS_NUMBER, AT(done)},
		{"kept", HS_NUMBER, AT(kept)},
		{"failed", HS_NUMBER, AT(failed)},
		{"confidence", HS_REAL, AT(confidence)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct hs_recognised), fields};

	hs_json_line(&shape, result, out);
}
