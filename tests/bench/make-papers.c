// make-papers OUT SEED LEVEL - an invented dossier of some forty papers of Party and
// State offices: pages into the folder OUT, what is true of them into OUT.truth.json,
// which is a documents.json. The same seed and level give the same bytes. Dossiers of
// even seeds begin with a cover and a table of contents.
//   Levels: 0 clean, grey; 1 office scan; 2 poor, colour; 3 very poor, typed, 200 dpi.
// --pages FROM-TO writes only these pages, to look at.
#include "base/auto.h"
#include "base/buf.h"
#include "bench/papers/damage.h"
#include "bench/papers/dossier.h"
#include "bench/papers/front.h"
#include "bench/papers/layout.h"
#include "bench/papers/truth.h"
#include "model/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct job {
	const char *folder;
	uint64_t seed;
	int level;
	int from, to; // pages that are written
	int page;     // the last one printed
	struct damage_back back;
};

static void die(const char *what)
{
	perror(what);
	exit(3);
}

static void count_page(void *to, struct sheet *sheet)
{
	(void)to;
	(void)sheet;
}

static void write_page(void *to, struct sheet *sheet)
{
	struct job *job = to;
	char path[4096];
	struct chance c = chance_of(
		job->seed, 4, (uint64_t)++job->page * LEVELS + (uint64_t)job->level);

	if (job->page < job->from || job->page > job->to)
		return;
	snprintf(path, sizeof(path), "%s/%04d.%s", job->folder, job->page,
		 damage_suffix(job->level));
	if (damage_write(path, sheet->surface, job->level, &job->back, &c) < 0)
		die(path);
	if (job->level > 1)
		damage_back_set(&job->back, sheet->surface);
}

static void print_papers(struct press *press, struct dossier *d, const struct job *job)
{
	for (int i = 0; i < d->count; i++) {
		struct chance c = chance_of(job->seed, 3, (uint64_t)i);

		press->sheet->chance = chance_of(job->seed, 5, (uint64_t)i);
		layout_paper(press, &d->papers[i], &c, job->level == 3);
	}
}

// Sheets are counted before the contents can name them.
static void count_sheets(struct dossier *d, const struct job *job)
{
	struct sheet sheet = {.shake = damage_shake(job->level)};
	struct press press = {&sheet, count_page, NULL, 0};

	sheet_open(&sheet, damage_dpi(job->level), true);
	print_papers(&press, d, job);
	sheet_done(&sheet);
}

static void write_truth(const char *folder, const struct hs_documents *truth)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	char path[4096];
	FILE *f;

	hs_json_pretty(&hs_documents_shape, truth, &text);
	snprintf(path, sizeof(path), "%s.truth.json", folder);
	f = fopen(path, "w");
	if (!f || fputs(hs_buf_text(&text), f) < 0 || fclose(f))
		die(path);
}

static void make(struct job *job)
{
	struct dossier *d = HS_NEW(struct dossier);
	struct sheet sheet = {.shake = damage_shake(job->level)};
	struct press press = {&sheet, write_page, job, 0};
	HS_AUTO(hs_documents_done) struct hs_documents truth = {.format = 1};
	int front = 0;

	dossier_plan(d, job->seed, job->level);
	count_sheets(d, job);
	sheet_open(&sheet, damage_dpi(job->level), false);
	if (d->front) {
		front_print(&press, d, &truth);
		front = press.pages;
		press.pages = 0; // of the papers
	}
	print_papers(&press, d, job);
	truth_papers(&truth, d, front);
	write_truth(job->folder, &truth);
	printf("%s: %d papers, %d pages\n", job->folder, d->count, job->page);
	sheet_done(&sheet);
	free(job->back.grey);
	dossier_done(d);
	free(d);
}

static int number(const char *text, int most)
{
	char *end;
	long n = strtol(text, &end, 10);

	return *text && !*end && n >= 0 && n <= most ? (int)n : -1;
}

int main(int argc, char **argv)
{
	struct job job = {.from = 1, .to = 99999};
	int seed, level;

	if (argc > 3 && !strcmp(argv[1], "--pages")) {
		if (sscanf(argv[2], "%d-%d", &job.from, &job.to) != 2)
			argc = 0;
		argc -= 2;
		argv += 2;
	}
	seed = argc == 4 ? number(argv[2], 1000000) : -1;
	level = argc == 4 ? number(argv[3], LEVELS - 1) : -1;
	if (seed < 0 || level < 0) {
		fprintf(stderr, "usage: make-papers [--pages FROM-TO] OUT SEED LEVEL\n");
		return 2;
	}
	job.folder = argv[1];
	job.seed = (uint64_t)seed;
	job.level = level;
	if (mkdir(job.folder, 0755) < 0 && errno != EEXIST)
		die(job.folder);
	make(&job);
	return 0;
}
