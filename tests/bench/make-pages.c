// make-pages - invented Vietnamese pages of 2 KB, for scripts/bench-index:
//   make-pages index DB COUNT      straight into an index, 100 to a dossier
//   make-pages folders WORK COUNT  as dossiers below the folder WORK
// The same count gives the same text. Words come as often as in real text
// (Zipf); "vệ sinh an toàn thực phẩm" stands on every 500th page, "khoáng
// thạch" on every 10,000th.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "port/db.h"
#include "port/dossier.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { PAGE_BYTES = 2000, DOSSIER_PAGES = 100, WORDS = 6000 };

static const char *const onsets[] = {"",   "b", "c",  "ch", "d",  "đ",  "g",  "gi", "h",
				     "kh", "l", "m",  "n",  "ng", "nh", "ph", "qu", "r",
				     "s",  "t", "th", "tr", "v",  "x",  "kr", "bl"};
static const char *const rhymes[] = {
	"a",    "à",    "á",   "ả",   "ạ",   "an",  "án",  "àn",  "ang", "áng", "ao",
	"áo",   "ay",   "ày",  "ác",  "ạch", "ăm",  "ắm",  "ặt",  "ắc",  "âm",  "ấm",
	"ần",   "ận",   "ất",  "ật",  "ây",  "ấy",  "e",   "è",   "ém",  "en",  "ê",
	"ề",    "ế",    "ệ",   "ên",  "ến",  "ết",  "ệt",  "i",   "ì",   "í",   "ị",
	"ia",   "iên",  "iền", "iến", "iện", "iệp", "iều", "iết", "in",  "ình", "ính",
	"o",    "ò",    "ó",   "ỏ",   "oàn", "oạt", "oi",  "ong", "ô",   "ồ",   "ố",
	"ộ",    "ôi",   "ối",  "ông", "ống", "ộng", "ốc",  "ơ",   "ờ",   "ở",   "ới",
	"ợp",   "u",    "ù",   "ủ",   "ụ",   "ua",  "uân", "uật", "uy",  "ủy",  "uyện",
	"uyết", "ung",  "ùng", "ư",   "ừ",   "ứ",   "ự",   "ưa",  "ứng", "ước", "ương",
	"ường", "ướng", "ượng"};

struct source {
	double reach[WORDS]; // Zipf's sums
	uint64_t state;
};

static uint64_t random_bits(struct source *s)
{
	s->state ^= s->state << 13;
	s->state ^= s->state >> 7;
	s->state ^= s->state << 17;
	return s->state;
}

static void start(struct source *s)
{
	double sum = 0;

	s->state = 88172645463325252u;
	for (int i = 0; i < WORDS; i++)
		s->reach[i] = sum += 1 / (i + 2.7);
}

static int pick(struct source *s)
{
	double at =
		(double)(random_bits(s) >> 11) / 9007199254740992.0 * s->reach[WORDS - 1];
	int low = 0, high = WORDS - 1;

	while (low < high) {
		int middle = (low + high) / 2;

		if (s->reach[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add(struct hs_buf *text, const char *more)
{
	hs_buf_add(text, more, strlen(more));
}

static void add_word(struct source *s, struct hs_buf *text)
{
	// Twice as many rhymes as the list has: the second half with an ending.
	int word = pick(s) * 7919 % WORDS; // so that neighbours are not alike
	size_t onset = (size_t)word % HS_COUNT(onsets);
	size_t rhyme = (size_t)word / HS_COUNT(onsets);

	add(text, onsets[onset]);
	add(text, rhymes[rhyme % HS_COUNT(rhymes)]);
	add(text, rhyme < HS_COUNT(rhymes) ? "" : "nh");
}

static void make_page(struct source *s, unsigned long number, struct hs_buf *text)
{
	text->len = 0;
	hs_buf_addf(text, "Số %u-NQ/HU\nngày %u tháng %u năm %u\n",
		    (unsigned)(random_bits(s) % 400), (unsigned)(random_bits(s) % 28 + 1),
		    (unsigned)(random_bits(s) % 12 + 1),
		    (unsigned)(random_bits(s) % 50 + 1975));
	if (number % 500 == 0)
		hs_buf_addf(text, "về vệ sinh an toàn thực phẩm\n");
	if (number % 10000 == 0)
		hs_buf_addf(text, "khoáng thạch\n");
	while (text->len < PAGE_BYTES) {
		add_word(s, text);
		add(text, random_bits(s) % 12 ? " " : ",\n");
	}
}

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int put_dossier(struct hs_db *db, unsigned long dossier,
		       const struct hs_buf *pages, size_t count, struct hs_err *err)
{
	char code[32];

	snprintf(code, sizeof(code), "hs-%lu", dossier);
	if (hs_db_enter(db, code, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (hs_db_put_page(db, (uint32_t)i + 1, pages[i].data, pages[i].len,
				   err) < 0)
			return -1;
	return hs_db_leave(db, err);
}

// Only the index's own time counts, not the making of the text.
static int to_index(const char *path, unsigned long count, struct hs_err *err)
{
	HS_AUTO(hs_db_free) struct hs_db *db = hs_db_write(path, true, err);
	struct hs_buf pages[DOSSIER_PAGES] = {0};
	double wall = 0, cpu = 0;
	unsigned long n = 0;
	struct source s;

	start(&s);
	while (db && n < count) {
		size_t some = 0;
		double wall_then, cpu_then;

		while (some < DOSSIER_PAGES && n < count)
			make_page(&s, ++n, &pages[some++]);
		wall_then = seconds(CLOCK_MONOTONIC);
		cpu_then = seconds(CLOCK_PROCESS_CPUTIME_ID);
		if (put_dossier(db, (n - 1) / DOSSIER_PAGES + 1, pages, some, err) < 0)
			return -1;
		wall += seconds(CLOCK_MONOTONIC) - wall_then;
		cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_then;
	}
	printf("%lu pages in %.1f s: %.0f pages/s (%.0f by processor time)\n", n, wall,
	       (double)n / wall, (double)n / cpu);
	for (size_t i = 0; i < DOSSIER_PAGES; i++)
		hs_buf_done(&pages[i]);
	return db ? 0 : -1;
}

static void write_file(const char *path, const void *bytes, size_t len)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(bytes, 1, len, f) != len || fclose(f)) {
		perror(path);
		exit(3);
	}
}

static void make_folder(const char *work, unsigned long dossier, const char *part)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/hs-%lu%s", work, dossier, part);
	if (mkdir(path, 0755) < 0 && errno != EEXIST) {
		perror(path);
		exit(3);
	}
}

static void to_folder(const char *work, unsigned long dossier, struct source *s,
		      unsigned long from, unsigned long to)
{
	char record[80];
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	char path[4096];

	make_folder(work, dossier, "");
	make_folder(work, dossier, "/pages");
	make_folder(work, dossier, "/text");
	snprintf(record, sizeof(record),
		 "{\"format\":1,\"code\":\"hs-%lu\",\"files\":[]}\n", dossier);
	snprintf(path, sizeof(path), "%s/hs-%lu/dossier.json", work, dossier);
	write_file(path, record, strlen(record));
	for (unsigned long n = from; n <= to; n++) {
		unsigned long page = (n - 1) % DOSSIER_PAGES + 1;

		make_page(s, n, &text);
		snprintf(path, sizeof(path), "%s/hs-%lu/pages/%04lu.json", work, dossier,
			 page);
		write_file(path, "{}\n", 3);
		snprintf(path, sizeof(path), "%s/hs-%lu/text/%04lu.txt", work, dossier,
			 page);
		write_file(path, text.data, text.len);
	}
}

static void to_folders(const char *work, unsigned long count)
{
	struct source s;

	start(&s);
	for (unsigned long from = 1; from <= count; from += DOSSIER_PAGES) {
		unsigned long to = from + DOSSIER_PAGES - 1;

		to_folder(work, from / DOSSIER_PAGES + 1, &s, from,
			  to < count ? to : count);
	}
}

int main(int argc, char **argv)
{
	unsigned long count = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;
	struct hs_err err = {0};

	if (count && !strcmp(argv[1], "folders")) {
		to_folders(argv[2], count);
		return 0;
	}
	if (!count || strcmp(argv[1], "index")) {
		fprintf(stderr, "usage: make-pages index|folders WHERE COUNT\n");
		return 2;
	}
	if (to_index(argv[2], count, &err) == 0)
		return 0;
	fprintf(stderr, "make-pages: %s\n", err.text);
	return 3;
}
