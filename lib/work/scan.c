// scan.c - see scan.h
//
// The device scans a page while what came before it is recorded and looked at; but the
// page before is on disk, under its name, before the next is begun.
#include "work/scan.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/decode.h"
#include "model/safename.h"
#include "sys/file.h"
#include "sys/path.h"
#include "work/scan-feed.h"
#include "work/scan-pile.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum side { BOTH, FRONTS, BACKS };

struct batch {
	const struct hs_scan_terms *terms;
	struct hs_scan_feed feed;
	struct hs_crew *crew;
	struct hs_scan_pile *pile, *full; // being filled; to be closed, in order
	struct hs_draft draft;            // of the page in hand
	bool in_hand;
	enum side side;
	uint32_t taken, fronts; // pages of this pass; of the one before
	uint32_t numbered;      // pages of this pile
	uint32_t all;
	unsigned waited; // seconds, for the same thing
	bool opens;      // a document begins with the next page
	struct hs_feed_page page;
};

static void batch_done(struct batch *b)
{
	hs_scan_feed_done(&b->feed); // before what it writes into
	if (b->in_hand)
		hs_draft_done(&b->draft);
	hs_crew_free(&b->crew);
	hs_scan_pile_free(&b->pile);
	while (b->full) {
		struct hs_scan_pile *next = b->full->next;

		hs_scan_pile_free(&b->full);
		b->full = next;
	}
}

static bool stopped(const struct batch *b)
{
	return b->terms->stopped(b->terms->intake.user) > 0;
}

// Those that no draft lies in any more.
static int close_full(struct batch *b, struct hs_err *err)
{
	int got = 0;

	while (b->full) {
		struct hs_scan_pile *next = b->full->next;
		struct hs_err why = {0};

		if (hs_scan_pile_close(b->full, got < 0 ? &why : err) < 0)
			got = -1;
		hs_scan_pile_free(&b->full);
		b->full = next;
	}
	return got;
}

static void set_aside(struct batch *b)
{
	struct hs_scan_pile **at = &b->full;

	while (*at)
		at = &(*at)->next;
	*at = HS_STEAL(b->pile);
	b->numbered = 0;
}

static int begin_page(struct batch *b, struct hs_err *err)
{
	int masters;

	if (!b->pile)
		b->pile = hs_scan_pile_open(b->terms, b->crew, b->terms->output, err);
	masters = b->pile ? hs_folder_part(b->pile->folder, HS_MASTERS, err) : -1;
	if (masters < 0)
		return -1;
	b->in_hand = true;
	if (hs_draft_open(&b->draft, hs_folder_fd(b->pile->folder), masters, "page",
			  err) < 0)
		return -1;
	return hs_scan_feed_give(&b->feed, b->draft.fd, err);
}

static void end_page(struct batch *b)
{
	hs_draft_done(&b->draft);
	b->in_hand = false;
}

static uint32_t next_number(struct batch *b)
{
	b->taken++;
	switch (b->side) {
	case FRONTS:
		return b->numbered = 2 * b->taken - 1;
	case BACKS:
		return b->numbered = b->taken <= b->fronts
					     ? 2 * (b->fronts - b->taken + 1)
					     : b->fronts + b->taken;
	default:
		return ++b->numbered;
	}
}

static bool wants_more(const struct batch *b)
{
	unsigned most = b->terms->batch;

	if (stopped(b))
		return false;
	return most ? b->taken < most : b->feed.feeds;
}

// ---- separator sheets ----------------------------------------------------------------

static void read_separator(void *owner, int out, const struct hs_err *why)
{
	struct hs_separator *s = owner;

	if (why || lseek(out, (off_t)sizeof(struct hs_page_facts), SEEK_SET) < 0 ||
	    read(out, s, sizeof(*s)) != (ssize_t)sizeof(*s) || !hs_separator_ok(s))
		*s = (struct hs_separator){0};
}

// What cannot be looked at is a page.
static int look(struct batch *b, struct hs_separator *s, struct hs_err *err)
{
	const struct hs_page_ask ask = {
		.media = HS_TIFF, .frame = 1, .existing = b->terms->split};
	struct hs_crew_job job = {
		.kind = &hs_separator_worker,
		.ask = &ask,
		.ask_len = sizeof(ask),
		.in = hs_folder_open_master(b->pile->folder, b->pile->last, err),
		.done = read_separator,
		.owner = s,
	};

	if (job.in < 0 || hs_crew_give(b->crew, &job, err) < 0)
		return -1;
	return hs_crew_wait(b->crew, err);
}

// Beside the first dossier: CODE, or its own name with a number.
static char *next_place(const struct batch *b, const char *code)
{
	HS_AUTO(hs_text_free) char *bare = hs_dup(b->terms->output);
	HS_AUTO(hs_text_free) char *kept = hs_name_kept(code);
	HS_AUTO(hs_buf_done) struct hs_buf place = {0};
	size_t n = strlen(bare);

	while (n > 1 && bare[n - 1] == '/')
		bare[--n] = '\0';
	if (!hs_code_unsafe(kept)) {
		hs_buf_addf(&place, "%.*s%s", (int)(hs_path_last(bare) - bare), bare,
			    kept);
		return hs_buf_take(&place);
	}
	for (unsigned i = 2; place.len == 0 || access(hs_buf_text(&place), F_OK) == 0;
	     i++) {
		place.len = 0;
		hs_buf_addf(&place, "%s-%u", bare, i);
	}
	return hs_buf_take(&place);
}

static int tell_separator(struct batch *b, const struct hs_separator *s,
			  const char *sha256, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf detail = {0};

	hs_buf_addf(&detail, "%s, %s%s%s, sheet %s, sha256 %s", s->by,
		    s->separates == HS_SEPARATES_DOSSIERS ? "dossier" : "document",
		    *s->code ? " " : "", s->code,
		    b->terms->keep_separators ? "kept" : "not kept", sha256);
	return hs_folder_journal(b->pile->folder, "hoso-scan", "separate", NULL, "done",
				 hs_buf_text(&detail), err);
}

// The sheet is the latest master of the pile that it ends.
static int open_next(struct batch *b, const struct hs_separator *s, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *place = next_place(b, s->code);
	struct hs_scan_pile *old = b->pile, *next;

	if (!strcmp(place, hs_folder_path(old->folder)))
		return b->terms->keep_separators ? 0 : hs_scan_pile_drop(old, err);
	next = hs_scan_pile_open(b->terms, b->crew, place, err);
	if (!next)
		return -1;
	set_aside(b);
	b->pile = next;
	if (!b->terms->keep_separators)
		return hs_scan_pile_drop(old, err);
	b->numbered = 1;
	return hs_scan_pile_move(next, old, 1, err);
}

static char *page_detail(const struct batch *b)
{
	HS_AUTO(hs_buf_done) struct hs_buf detail = {0};

	hs_buf_addf(&detail, "%s, %u x %u pixels%s", b->feed.device, b->page.width,
		    b->page.height, b->feed.how);
	return hs_buf_take(&detail);
}

static int part(struct batch *b, const struct hs_separator *s, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *detail = page_detail(b);
	struct hs_master sheet;
	struct hs_scan_pile *was = b->pile;

	b->numbered--; // the sheet is no page of this pile
	if (hs_folder_master(was->folder, was->last, &sheet, err) < 0)
		return -1;
	if (s->separates == HS_SEPARATES_DOSSIERS) {
		if (open_next(b, s, err) < 0)
			return -1;
	} else if (!b->terms->keep_separators && hs_scan_pile_drop(b->pile, err) < 0) {
		return -1;
	}
	if (tell_separator(b, s, sheet.sha256, err) < 0)
		return -1;
	b->opens = true;
	if (!b->terms->keep_separators)
		return 0;
	b->numbered += b->pile == was;
	return hs_scan_pile_add(b->pile, b->numbered, HS_SCAN_SEPARATOR, detail, err);
}

// The latest page is on disk; what is it?
static int settle(struct batch *b, uint32_t number, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *detail = page_detail(b);
	const struct hs_intake *t = &b->terms->intake;
	struct hs_separator s = {0};
	enum hs_scan_role role;

	t->progress(t->user, hs_folder_path(b->pile->folder), ++b->all, 0);
	if (b->terms->split && look(b, &s, err) < 0)
		return -1;
	if (s.separates)
		return part(b, &s, err);
	role = b->opens ? HS_SCAN_OPENS : HS_SCAN_PAGE;
	b->opens = false;
	return hs_scan_pile_add(b->pile, number, role, detail, err);
}

// ---- the feeder ----------------------------------------------------------------------

// A second, unless we are told to stop.
static bool wait_a_second(struct batch *b, unsigned most)
{
	if (b->waited++ >= most || stopped(b))
		return false;
	(void)nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
	return !stopped(b);
}

static void say(struct batch *b, const struct hs_err *what)
{
	const struct hs_intake *t = &b->terms->intake;

	if (b->waited == 0)
		t->note(t->user, b->feed.device, what);
}

// The device has no page for us. 1: try again; 0: the batch ends here.
static int no_page(struct batch *b, struct hs_err *err)
{
	const struct hs_scan_terms *t = b->terms;
	enum hs_feed_state state = (enum hs_feed_state)b->page.state;
	// Between fronts and backs paper is not waited for: it would be a front.
	unsigned wait = b->side == BOTH || b->taken == 0 ? t->wait_feeder : 0;
	struct hs_err what = {0};

	if (state == HS_FEED_EMPTY) {
		hs_fail(&what, HS_OK, "the feeder is empty: waiting for paper");
		if (wait)
			say(b, &what);
		return wait_a_second(b, wait);
	}
	if (hs_feed_failed(state, &what) == 0)
		return 1;
	if (hs_feed_by_hand(state) && t->wait_on_jam) {
		hs_within(&what, "waiting");
		say(b, &what);
		if (wait_a_second(b, t->wait_feeder))
			return 1;
		if (stopped(b))
			return 0;
	}
	return hs_feed_failed(state, err);
}

static int take_page(struct batch *b, uint32_t *number, struct hs_err *err)
{
	int got;

	if (hs_scan_feed_take(&b->feed, &b->page, err) < 0)
		return -1;
	if (b->page.state != HS_FEED_GOOD)
		return 0;
	b->waited = 0;
	*number = next_number(b);
	got = hs_scan_pile_keep(b->pile, &b->draft, *number, err);
	return got < 0 ? -1 : 1;
}

// Until the feeder is empty, or the pages are enough, or we are told to stop.
static int pass(struct batch *b, struct hs_err *err)
{
	b->taken = b->waited = 0;
	do {
		uint32_t number = 0;
		int got;

		if (!b->in_hand && begin_page(b, err) < 0)
			return -1;
		got = take_page(b, &number, err);
		end_page(b);
		if (got < 0 || close_full(b, err) < 0)
			return -1;
		if (got == 0) {
			got = no_page(b, err);
			if (got <= 0)
				return got;
			continue;
		}
		if (wants_more(b) && begin_page(b, err) < 0)
			return -1;
		if (settle(b, number, err) < 0)
			return -1;
	} while (b->in_hand || wants_more(b) || b->page.state != HS_FEED_GOOD);
	return 0;
}

static void rest(struct batch *b)
{
	HS_AUTO(hs_buf_done) struct hs_buf none = {0};
	struct hs_err ignored;

	if (b->feed.worker && !b->in_hand && !hs_worker_dead(b->feed.worker))
		(void)!hs_scan_feed_ask(&b->feed, HS_FEED_STOP, false, NULL, &none,
					&ignored);
}

static int both_sides(struct batch *b, struct hs_err *err)
{
	const struct hs_scan_terms *t = b->terms;

	b->side = FRONTS;
	if (pass(b, err) < 0)
		return -1;
	b->fronts = b->taken;
	if (stopped(b) || b->fronts == 0)
		return 0;
	rest(b);
	if (t->turn(t->intake.user) != 0 || stopped(b))
		return 0;
	b->side = BACKS;
	if (pass(b, err) < 0)
		return -1;
	if (b->taken == b->fronts || stopped(b))
		return 0;
	return hs_fail(err, HS_REFUSED,
		       "%u fronts and %u backs: sheets went through together or were "
		       "left out; all pages are kept, the backs may be misplaced",
		       b->fronts, b->taken);
}

// Why the batch ended, in the journal of the dossier that it ended in.
static void tell_end(struct batch *b, const struct hs_err *why)
{
	HS_AUTO(hs_buf_done) struct hs_buf detail = {0};
	struct hs_err ignored;

	hs_buf_addf(&detail, "%s: %s", b->feed.device ? b->feed.device : "scanner",
		    why->text);
	if (b->pile && b->pile->count)
		(void)!hs_folder_journal(b->pile->folder, "hoso-scan", "scan", NULL,
					 "failed", hs_buf_text(&detail), &ignored);
}

static int finish(struct batch *b, int got, struct hs_err *err)
{
	struct hs_err why = {0};

	if (got < 0)
		tell_end(b, err);
	hs_worker_free(&b->feed.worker); // whatever it still does to the draft
	if (b->in_hand)
		end_page(b);
	if (b->pile)
		set_aside(b);
	if (close_full(b, &why) < 0 && got == 0) {
		*err = why;
		return -1;
	}
	if (got == 0 && b->all == 0 && !stopped(b))
		return hs_feed_failed(HS_FEED_EMPTY, err);
	return got;
}

int hs_scan_run(const struct hs_scan_terms *terms, struct hs_err *err)
{
	HS_AUTO(batch_done) struct batch b = {.terms = terms};
	int got;

	b.crew = hs_crew_new(&terms->crew, err);
	if (!b.crew || hs_scan_feed_begin(&b.feed, terms, err) < 0)
		return -1;
	got = terms->interleave ? both_sides(&b, err) : pass(&b, err);
	if (!b.in_hand)
		rest(&b);
	return finish(&b, got, err);
}

// ---- the rest ------------------------------------------------------------------------

int hs_scan_list(const struct hs_scan_terms *terms, bool json, struct hs_buf *out,
		 struct hs_err *err)
{
	HS_AUTO(hs_scan_feed_done) struct hs_scan_feed feed = {0};

	if (hs_scan_feed_start(&feed, terms, err) < 0)
		return -1;
	return hs_scan_feed_ask(&feed, HS_FEED_LIST, json, NULL, out, err);
}

int hs_scan_options(const struct hs_scan_terms *terms, bool json, struct hs_buf *out,
		    struct hs_err *err)
{
	HS_AUTO(hs_scan_feed_done) struct hs_scan_feed feed = {0};

	if (hs_scan_feed_begin(&feed, terms, err) < 0)
		return -1;
	return hs_scan_feed_ask(&feed, HS_FEED_OPTIONS, json, NULL, out, err);
}

static void keep_why(void *owner, int out, const struct hs_err *why)
{
	(void)out;
	if (why)
		*(struct hs_err *)owner = *why;
}

static int draw(struct hs_crew *crew, int page, struct hs_draft *draft,
		struct hs_err *err)
{
	const struct hs_page_ask ask = {
		.media = HS_TIFF, .frame = 1, .existing = HS_LOOK_PNG};
	struct hs_err why = {0};
	const struct hs_crew_job job = {
		.kind = &hs_separator_worker,
		.ask = &ask,
		.ask_len = sizeof(ask),
		.in = fcntl(page, F_DUPFD_CLOEXEC, 0),
		.has_out = true,
		.out = fcntl(draft->fd, F_DUPFD_CLOEXEC, 0),
		.done = keep_why,
		.owner = &why,
	};

	if (hs_crew_give(crew, &job, err) < 0 || hs_crew_wait(crew, err) < 0)
		return -1;
	if (!why.code)
		return hs_draft_commit(draft, err);
	*err = why;
	return -1;
}

static void crew_done(struct hs_crew **crew)
{
	hs_crew_free(crew);
}

int hs_scan_preview(const struct hs_scan_terms *terms, const char *path,
		    struct hs_err *err)
{
	HS_AUTO(hs_scan_feed_done) struct hs_scan_feed feed = {0};
	HS_AUTO(crew_done) struct hs_crew *crew = hs_crew_new(&terms->crew, err);
	HS_AUTO(hs_draft_done) struct hs_draft draft = {.fd = -1};
	HS_AUTO(hs_text_free) char *folder = strndup(path, hs_path_last(path) - path);
	HS_AUTO(hs_fd_done) int dir = hs_dir_open(AT_FDCWD, *folder ? folder : ".", err);
	HS_AUTO(hs_fd_done) int page = dir < 0 ? -1 : hs_scratch_open(dir, err);
	struct hs_feed_page told;

	if (!crew || page < 0 || hs_scan_feed_begin(&feed, terms, err) < 0 ||
	    hs_draft_open(&draft, dir, dir, hs_path_last(path), err) < 0 ||
	    hs_scan_feed_give(&feed, page, err) < 0 ||
	    hs_scan_feed_take(&feed, &told, err) < 0 ||
	    hs_feed_failed((enum hs_feed_state)told.state, err) < 0)
		return -1;
	return draw(crew, page, &draft, err);
}
