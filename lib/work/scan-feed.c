// scan-feed.c - see scan-feed.h
#include "work/scan-feed.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/device.h"
#include "sys/file.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum {
	GLANCE = 200,         // milliseconds between looks at whether we are to stop
	ANSWER_MAX = 4 << 20, // bytes
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int hs_scan_feed_start(struct hs_scan_feed *feed, const struct hs_scan_terms *terms,
		       struct hs_err *err)
{
	const struct hs_worker_terms own = {.room = -1,
					    .strict = terms->crew.worker.strict};

	*feed = (struct hs_scan_feed){.terms = terms, .paper = -1};
	feed->paper = memfd_create("hoso-scan", MFD_CLOEXEC);
	if (feed->paper < 0)
		return hs_fail_sys(err, "make room for answers");
	feed->worker = hs_worker_start(&hs_device_worker, &own, err);
	return feed->worker ? 0 : -1;
}

void hs_scan_feed_done(struct hs_scan_feed *feed)
{
	hs_worker_free(&feed->worker);
	if (feed->terms)
		hs_fd_done(&feed->paper);
	hs_text_free(&feed->device);
	hs_text_free(&feed->how);
}

static int give(struct hs_scan_feed *feed, const struct hs_feed_ask *ask,
		const char *asked, int out, struct hs_err *err)
{
	if (ftruncate(feed->paper, 0) < 0 || lseek(feed->paper, 0, SEEK_SET) < 0)
		return hs_fail_sys(err, "ask the scanner");
	if (asked && hs_fd_store(feed->paper, asked, strlen(asked), err) < 0)
		return -1;
	return hs_worker_give(feed->worker, ask, sizeof(*ask), feed->paper, out, err);
}

// A device that says nothing any more, or a user who does not want to wait for it,
// ends the process that waits for it; the page in hand is lost.
static int wait_for_answer(struct hs_scan_feed *feed, struct hs_err *err)
{
	const struct hs_scan_terms *t = feed->terms;
	int64_t due = now_ms() + (int64_t)t->crew.deadline * 1000;
	struct pollfd p = {.fd = hs_worker_fd(feed->worker), .events = POLLIN};

	while (poll(&p, 1, GLANCE) <= 0) {
		if (t->stopped(t->intake.user) > 1) {
			hs_worker_free(&feed->worker);
			return hs_fail(err, HS_REFUSED,
				       "stopped in the midst of a page, which is lost");
		}
		if (now_ms() > due) {
			hs_worker_free(&feed->worker);
			return hs_fail(err, HS_DIED,
				       "the scanner did not answer within %u seconds",
				       t->crew.deadline);
		}
	}
	return hs_worker_take(feed->worker, err);
}

int hs_scan_feed_ask(struct hs_scan_feed *feed, enum hs_feed_job job, bool json,
		     const char *asked, struct hs_buf *out, struct hs_err *err)
{
	const struct hs_feed_ask ask = {.job = job, .json = json};

	if (give(feed, &ask, asked, feed->paper, err) < 0 ||
	    wait_for_answer(feed, err) < 0)
		return -1;
	if (lseek(feed->paper, 0, SEEK_SET) < 0)
		return hs_fail_sys(err, "read the scanner's answer");
	return hs_fd_load(feed->paper, ANSWER_MAX, out, err);
}

static void tell_rounded(struct hs_scan_feed *feed, const char *option)
{
	const struct hs_intake *t = &feed->terms->intake;
	struct hs_err what = {0};

	hs_fail(&what, HS_OK, "option '%s': the scanner took the nearest that it can",
		option);
	t->note(t->user, feed->device, &what);
}

// Lines KEY=VALUE: what the options came out as.
static void read_answer(struct hs_scan_feed *feed, char *lines)
{
	HS_AUTO(hs_buf_done) struct hs_buf how = {0};
	char *line;

	hs_text_set(&feed->device, "scanner");
	while ((line = strsep(&lines, "\n"))) {
		if (!strncmp(line, "device=", 7))
			hs_text_set(&feed->device, line + 7);
		else if (!strncmp(line, "feeder=", 7))
			feed->feeds = !strcmp(line + 7, "yes");
		else if (!strncmp(line, "rounded=", 8))
			tell_rounded(feed, line + 8);
		else if (*line)
			hs_buf_addf(&how, ", %s", line);
	}
	hs_text_set(&feed->how, hs_buf_text(&how));
}

int hs_scan_feed_begin(struct hs_scan_feed *feed, const struct hs_scan_terms *terms,
		       struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf asked = {0};
	HS_AUTO(hs_buf_done) struct hs_buf answer = {0};
	HS_AUTO(hs_text_free) char *lines = NULL;

	hs_buf_addf(&asked, "%s\n%s", terms->device ? terms->device : "", terms->wanted);
	if (hs_scan_feed_start(feed, terms, err) < 0 ||
	    hs_scan_feed_ask(feed, HS_FEED_PREPARE, false, hs_buf_text(&asked), &answer,
			     err) < 0)
		return -1;
	lines = hs_dup(hs_buf_text(&answer));
	read_answer(feed, lines);
	return 0;
}

int hs_scan_feed_give(struct hs_scan_feed *feed, int draft, struct hs_err *err)
{
	const struct hs_feed_ask ask = {.job = HS_FEED_PAGE, .single = !feed->feeds};

	return give(feed, &ask, NULL, draft, err);
}

int hs_scan_feed_take(struct hs_scan_feed *feed, struct hs_feed_page *page,
		      struct hs_err *err)
{
	if (wait_for_answer(feed, err) < 0)
		return -1;
	if (pread(feed->paper, page, sizeof(*page), 0) != (ssize_t)sizeof(*page) ||
	    !hs_feed_page_ok(page))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	return 0;
}
