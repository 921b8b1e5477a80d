// run-plan.c - what a run would do, and what it needs for that.
#include "base/auto.h"
#include "base/mem.h"
#include "model/tsv.h"
#include "work/run-part.h"
#include "work/run.h"

#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum {
	ROOM_LEAST = 256 << 20, // bytes: for the index, for what is being written
	// Memory for one who recognises pages: what tesseract takes for a page of A3 at
	// 300 dpi in colour, and its picture (measured: 150 to 200 MiB for A4).
	WORKER_MIB = 512,
};

// What a byte that comes in comes to, with no nights to learn from: masters are links;
// a PDF and a bundle hold it once each.
static const double bytes_a_byte = 2.5;

static bool to_do(const struct entry *e)
{
	return !strcmp(e->what, "new") || !strcmp(e->what, "again");
}

int hs_run_room(struct hs_run *run, const struct hs_list *entries, struct hs_err *err)
{
	const struct entry *all = entries->items;
	struct experience past;
	struct statvfs disk;
	double need, free_bytes;
	uint64_t bytes = 0;
	bool some = false;

	for (size_t i = 0; i < entries->count; i++) {
		some |= to_do(&all[i]);
		bytes += to_do(&all[i]) ? all[i].bytes : 0;
	}
	if (!some)
		return 0;
	if (hs_run_experience(run, &past, err) < 0)
		return -1;
	// A bundle, and its PDFs before it: no more than the bundle once more.
	need = ROOM_LEAST +
	       (double)bytes * (past.bytes > 0 ? 2 * past.bytes : bytes_a_byte);
	if (fstatvfs(run->root_fd, &disk) < 0)
		return hs_fail_sys(err, "ask for the free space of '%s'", run->root);
	free_bytes = (double)disk.f_bavail * (double)disk.f_frsize;
	if (free_bytes >= need)
		return 0;
	return hs_fail(
		err, HS_SYSTEM,
		"the disk of '%s' has %.0f MiB free, this run needs about %.0f MiB: "
		"make room, or take something out of the inbox",
		run->root, free_bytes / 1048576, need / 1048576);
}

static void number_cell(char cell[32], double value)
{
	if (value > 0)
		snprintf(cell, 32, "%.0f", value);
	else
		snprintf(cell, 32, "-");
}

static void plan_row(struct hs_buf *out, const struct entry *e,
		     const struct experience *past)
{
	char files[32], bytes[32], pages[32], seconds[32];
	double about = (double)e->bytes * past->pages;

	snprintf(files, sizeof(files), "%" PRIu64, e->files);
	snprintf(bytes, sizeof(bytes), "%" PRIu64, e->bytes);
	number_cell(pages, about);
	number_cell(seconds, about * past->milliseconds / 1000);
	hs_tsv_row(out,
		   (const char *const[]){e->what, e->name, files, bytes, pages, seconds,
					 e->why ? e->why : ""},
		   7);
}

int hs_run_plan(struct hs_run *run, struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_run_entries_done) struct hs_list entries = {0};
	HS_AUTO(hs_text_free) char *nobody = hs_dup("-");
	struct entry all = {.name = nobody, .what = "all"};
	struct experience past;
	const struct entry *one;

	if (hs_run_survey(run, &entries, err) < 0 ||
	    hs_run_experience(run, &past, err) < 0)
		return -1;
	one = entries.items;
	for (size_t i = 0; i < entries.count; i++) {
		plan_row(out, &one[i], &past);
		if (!to_do(&one[i]))
			continue;
		all.files += one[i].files;
		all.bytes += one[i].bytes;
	}
	plan_row(out, &all, &past);
	return 0;
}

int hs_run_until(const char *clock, uint64_t *until, struct hs_err *err)
{
	time_t now = time(NULL), then;
	unsigned hour, minute;
	struct tm local;
	char rest;

	if (sscanf(clock, "%2u:%2u%c", &hour, &minute, &rest) != 2 || hour > 23 ||
	    minute > 59)
		return hs_fail(err, HS_USAGE, "'%s' is no time of day like 06:00", clock);
	localtime_r(&now, &local);
	local.tm_hour = (int)hour;
	local.tm_min = (int)minute;
	local.tm_sec = 0;
	local.tm_isdst = -1;
	then = mktime(&local);
	if (then <= now) {
		local.tm_mday++;
		local.tm_isdst = -1;
		then = mktime(&local);
	}
	*until = (uint64_t)then;
	return 0;
}

// Free memory, as Linux reckons it; 0: not known.
static uint64_t free_mib(void)
{
	FILE *info = fopen("/proc/meminfo", "re");
	char line[128];
	uint64_t kib = 0;

	while (info && fgets(line, sizeof(line), info))
		if (!strncmp(line, "MemAvailable:", 13))
			kib = strtoull(line + 13, NULL, 10);
	if (info)
		fclose(info);
	return kib / 1024;
}

unsigned hs_run_jobs(unsigned processors)
{
	uint64_t fit = free_mib() / WORKER_MIB;

	if (fit == 0 || fit >= processors)
		return fit == 0 && free_mib() ? 1 : processors;
	return (unsigned)fit;
}
