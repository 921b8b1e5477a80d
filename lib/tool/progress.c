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

void hs_progress_show(const char *dossier, size_t done, size_t all)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	int64_t now = now_ms(), spent, left;
	double rate;

	if (!began) {
		began = now;
		began_at = done;
	}
	if (off || !isatty(STDERR_FILENO) || now - shown < PAUSE_MS)
		return;
	shown = now;
	spent = now - began;
	rate = spent > 0 ? (double)(done - began_at) * 60000 / (double)spent : 0;
	left = rate > 0 ? (int64_t)((double)(all - done) * 60 / rate) : 0;
	hs_add_one_line(&name, dossier);
	hs_progress_clear();
	fprintf(stderr, _("%.40s  %zu of %zu pages  %.0f pages/min  %lld:%02lld left"),
		hs_buf_text(&name), done, all, rate, (long long)left / 60,
		(long long)left % 60);
	fflush(stderr);
	visible = true;
}
