// progress.c - see progress.h
#include "tool/progress.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { PAUSE_MS = 200 };

static int64_t began, shown;
static size_t began_at;
static bool visible, off;

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool hs_may_colour(int fd)
{
	const char *no = getenv("NO_COLOR");

	return isatty(fd) && !(no && *no);
}

void hs_progress_off(void)
{
	off = true;
}

void hs_progress_clear(void)
{
	if (visible)
		fputs("\r\033[K", stderr);
	visible = false;
}

// Whether it is time to show something again.
static bool is_due(size_t done, int64_t *now)
{
	*now = now_ms();
	if (!began) {
		began = *now;
		began_at = done;
	}
	if (off || !isatty(STDERR_FILENO) || *now - shown < PAUSE_MS)
		return false;
	shown = *now;
	return true;
}

static void add_pace(struct hs_buf *out, size_t done, size_t all, int64_t now)
{
	int64_t spent = now - began, left;
	double rate = spent > 0 ? (double)(done - began_at) * 60000 / (double)spent : 0;

	left = rate > 0 ? (int64_t)((double)(all - done) * 60 / rate) : 0;
	hs_buf_addf(out, _("%zu of %zu pages  %.0f pages/min  %lld:%02lld left"), done,
		    all, rate, (long long)left / 60, (long long)left % 60);
}

static void show(const struct hs_buf *line)
{
	hs_progress_clear();
	fputs(hs_buf_text(line), stderr);
	fflush(stderr);
	visible = true;
}

void hs_progress_show(const char *dossier, size_t done, size_t all)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0}, line = {0};
	int64_t now;

	if (!is_due(done, &now))
		return;
	hs_add_one_line(&name, dossier);
	hs_buf_addf(&line, "%.40s  ", hs_buf_text(&name));
	add_pace(&line, done, all, now);
	show(&line);
}

void hs_progress_dossiers(size_t dossiers, size_t dossiers_all, size_t done, size_t all,
			  const char *working)
{
	HS_AUTO(hs_buf_done) struct hs_buf line = {0}, names = {0};
	int64_t now;

	if (!is_due(done, &now))
		return;
	hs_add_one_line(&names, working);
	hs_buf_addf(&line, _("%zu of %zu dossiers  "), dossiers, dossiers_all);
	add_pace(&line, done, all, now);
	hs_buf_addf(&line, "  %.60s", hs_buf_text(&names));
	show(&line);
}
