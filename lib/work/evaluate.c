// evaluate.c - see evaluate.h
#include "work/evaluate.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/distance.h"
#include "sys/file.h"
#include "sys/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".txt"
#define OTHER_ORDER ".alt"

#define AT(member) .at = offsetof(struct hs_score, member), .always = true

static const struct hs_field score_fields[] = {
	{"format", HS_NUMBER, AT(format)},
	{"page", HS_TEXT, AT(page)},
	{"missing", HS_FLAG, .at = offsetof(struct hs_score, missing)},
	{"characters", HS_NUMBER, AT(characters)},
	{"errors", HS_NUMBER, AT(errors)},
	{"folded_errors", HS_NUMBER, AT(folded_errors)},
	{"words", HS_NUMBER, AT(words)},
	{"word_errors", HS_NUMBER, AT(word_errors)},
	{"words_read", HS_NUMBER, AT(read)},
	{"words_found", HS_NUMBER, AT(found)},
	{"cer", HS_REAL, AT(cer)},
	{"wer", HS_REAL, AT(wer)},
	{"diacritic", HS_REAL, AT(diacritic)},
	{"precision", HS_REAL, AT(precision)},
	{"recall", HS_REAL, AT(recall)},
	{"f1", HS_REAL, AT(f1)},
	{0},
};
const struct hs_shape hs_score_shape = {sizeof(struct hs_score), score_fields};

void hs_score_done(struct hs_score *score)
{
	hs_shape_done(&hs_score_shape, score);
}

// ---- making texts alike -------------------------------------------------------

static uint32_t canonical(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} alike[] = {
		{0x201c, '"'}, {0x201d, '"'},  {0x201e, '"'},  {0xab, '"'},
		{0xbb, '"'},   {0x2018, '\''}, {0x2019, '\''}, {0x2013, '-'},
		{0x2014, '-'}, {0x2212, '-'},  {0xd0, 0x110}, // Eth for Đ
	};

	for (size_t i = 0; i < HS_COUNT(alike); i++)
		if (alike[i].from == c)
			return alike[i].to;
	return c;
}

static bool space(uint32_t c)
{
	return (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= ' ') || c == 0x85 ||
	       c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

// NFC of bytes from anywhere; a byte order mark at the start is no text.
static char *composed(const struct hs_buf *bytes)
{
	enum { MARK = 0xfeff, REPLACEMENT = 0xfffd };
	HS_AUTO(hs_buf_done) struct hs_buf clean = {0};
	const char *at = hs_buf_text(bytes), *start = at, *end = at + bytes->len;

	while (at < end) {
		bool first = at == start;
		uint32_t c = hs_utf8_next(&at, end);

		if (!first || c != MARK)
			hs_utf8_add(&clean, c ? c : REPLACEMENT);
	}
	return hs_nfc(hs_buf_text(&clean));
}

static char *alike(const struct hs_buf *bytes)
{
	enum { ELLIPSIS = 0x2026 };
	HS_AUTO(hs_text_free) char *text = composed(bytes);
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	const char *at = text, *end = text ? text + strlen(text) : NULL;
	bool gap = false;

	while (at < end) {
		uint32_t c = hs_utf8_next(&at, end);

		if (space(c)) {
			gap = out.len > 0;
			continue;
		}
		if (gap)
			hs_buf_add(&out, " ", 1);
		gap = false;
		if (c == ELLIPSIS)
			hs_buf_add(&out, "...", 3);
		else
			hs_utf8_add(&out, canonical(c));
	}
	return hs_buf_take(&out);
}

// ---- items to compare ---------------------------------------------------------

struct items { // characters, or numbers that stand for words
	uint32_t *list;
	size_t count;
};

static void items_done(struct items *items)
{
	free(items->list);
}

static void characters(const char *text, struct items *out)
{
	const char *at = text, *end = text + strlen(text);

	out->list = hs_new(strlen(text), sizeof(uint32_t));
	while (at < end)
		out->list[out->count++] = hs_utf8_next(&at, end);
}

struct word {
	const char *at;
	size_t len;
	uint32_t *number; // where it is wanted
};

static int by_bytes(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int order = memcmp(x->at, y->at, x->len < y->len ? x->len : y->len);

	return order ? order : x->len < y->len ? -1 : x->len > y->len;
}

static size_t count_words(const char *text)
{
	size_t n = *text != '\0';

	for (; *text; text++)
		n += *text == ' ';
	return n;
}

static void split(const char *text, struct items *items, struct word *words)
{
	items->count = count_words(text);
	items->list = hs_new(items->count, sizeof(uint32_t));
	for (size_t i = 0; i < items->count; i++) {
		size_t len = strcspn(text, " ");

		words[i] = (struct word){text, len, &items->list[i]};
		text += len + 1;
	}
}

// Equal words of both texts get equal numbers.
static void number_words(const char *a, const char *b, struct items *x, struct items *y)
{
	size_t n = count_words(a) + count_words(b);
	struct word *words = hs_new(n, sizeof(*words));
	uint32_t number = 0;

	split(a, x, words);
	split(b, y, words + x->count);
	qsort(words, n, sizeof(*words), by_bytes);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && by_bytes(&words[i - 1], &words[i]) != 0)
			number++;
		*words[i].number = number;
	}
	free(words);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

// How many items both have, whatever their order, which is lost.
static size_t in_both(struct items *x, struct items *y)
{
	size_t i = 0, j = 0, n = 0;

	qsort(x->list, x->count, sizeof(uint32_t), by_number);
	qsort(y->list, y->count, sizeof(uint32_t), by_number);
	while (i < x->count && j < y->count) {
		if (x->list[i] == y->list[j])
			i++, j++, n++;
		else if (x->list[i] < y->list[j])
			i++;
		else
			j++;
	}
	return n;
}

static size_t distance(const char *a, const char *b, size_t *length)
{
	HS_AUTO(items_done) struct items x = {0};
	HS_AUTO(items_done) struct items y = {0};

	characters(a, &x);
	characters(b, &y);
	*length = x.count;
	return hs_distance(x.list, x.count, y.list, y.count);
}

// ---- scores -------------------------------------------------------------------

static double share(uint64_t part, uint64_t all)
{
	return (double)part / (double)(all ? all : 1);
}

static void rate(struct hs_score *s)
{
	uint64_t forgiven =
		s->errors > s->folded_errors ? s->errors - s->folded_errors : 0;

	s->format = HS_EVALUATE_FORMAT;
	s->cer = 100 * share(s->errors, s->characters);
	s->wer = 100 * share(s->word_errors, s->words);
	s->diacritic = 100 * share(forgiven, s->errors);
	// Nothing to read and nothing read is perfect.
	s->precision = s->read || s->words ? share(s->found, s->read) : 1;
	s->recall = s->words ? share(s->found, s->words) : 1;
	s->f1 = s->read || s->words ? share(2 * s->found, s->read + s->words) : 1;
}

static void add(struct hs_score *total, const struct hs_score *s)
{
	total->characters += s->characters;
	total->errors += s->errors;
	total->folded_errors += s->folded_errors;
	total->words += s->words;
	total->word_errors += s->word_errors;
	total->read += s->read;
	total->found += s->found;
}

// Of one truth and one reading, both made alike.
static void compare(const char *truth, const char *reading, struct hs_score *s)
{
	HS_AUTO(items_done) struct items x = {0};
	HS_AUTO(items_done) struct items y = {0};
	HS_AUTO(hs_text_free) char *truth_folded = hs_fold(truth);
	HS_AUTO(hs_text_free) char *reading_folded = hs_fold(reading);
	size_t length, ignored;

	s->errors = distance(truth, reading, &length);
	s->characters = length;
	s->folded_errors = distance(truth_folded, reading_folded, &ignored);
	number_words(truth, reading, &x, &y);
	s->word_errors = hs_distance(x.list, x.count, y.list, y.count);
	s->words = x.count;
	s->read = y.count;
	s->found = in_both(&x, &y);
}

// ---- pages --------------------------------------------------------------------

static int load_alike(int dir, const char *name, char **text, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_fd_done) int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", name);
	if (hs_fd_load(fd, HS_EVALUATE_MAX, &bytes, err) < 0)
		return hs_within(err, "'%s'", name);
	hs_text_free(text);
	*text = alike(&bytes);
	return 0;
}

// The text pages of a folder.
struct pages {
	int dir;
	struct hs_names names; // those that end in .txt
};

static void pages_done(struct pages *pages)
{
	hs_fd_done(&pages->dir);
	hs_names_done(&pages->names);
}

static int pages_open(struct pages *pages, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_names_done) struct hs_names all = {0};
	HS_AUTO(hs_fd_done) int folder = hs_dir_open(AT_FDCWD, path, err);

	if (folder < 0)
		return -1;
	if (faccessat(folder, "dossier.json", F_OK, 0) < 0)
		pages->dir = HS_STEAL_FD(folder);
	else if (faccessat(folder, "text", F_OK, 0) < 0)
		return hs_fail(err, HS_DAMAGED,
			       "the dossier '%s' has no text: run hoso-ocr", path);
	else
		pages->dir = hs_dir_open(folder, "text", err);
	if (pages->dir < 0 || hs_names_read(pages->dir, &all, err) < 0)
		return hs_within(err, "'%s'", path);
	for (size_t i = 0; i < all.count; i++)
		if (hs_ends(all.list[i], SUFFIX))
			hs_names_add(&pages->names, all.list[i]);
	return 0;
}

static bool other_order(const char *name)
{
	return strstr(name, OTHER_ORDER) != NULL;
}

// 0001 of a/0001.txt; caller frees.
static char *page_of(const char *path)
{
	char *page = hs_dup(hs_path_last(path));
	char *dot = strrchr(page, '.');

	if (dot && dot > page)
		*dot = '\0';
	return page;
}

static int by_name(const void *a, const void *b)
{
	return hs_natural(*(char *const *)a, *(char *const *)b);
}

static bool has_page(const struct pages *pages, const char *name)
{
	return pages->names.count && bsearch(&name, pages->names.list, pages->names.count,
					     sizeof(name), by_name);
}

// Keeps the better of the score and that of another order of the truth.
static void choose(struct hs_score *best, const char *truth, const char *reading)
{
	struct hs_score other = {.page = best->page, .missing = best->missing};

	compare(truth, reading, &other);
	if (other.errors < best->errors)
		*best = other;
}

static int other_orders(const struct pages *truths, const char *reading,
			struct hs_score *s, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf start = {0};

	hs_buf_addf(&start, "%s" OTHER_ORDER, s->page);
	for (size_t i = 0; i < truths->names.count; i++) {
		HS_AUTO(hs_text_free) char *truth = NULL;

		if (!hs_starts(truths->names.list[i], hs_buf_text(&start)))
			continue;
		if (load_alike(truths->dir, truths->names.list[i], &truth, err) < 0)
			return -1;
		choose(s, truth, reading);
	}
	return 0;
}

static int page(const struct pages *truths, const struct pages *readings,
		const char *name, struct hs_score *s, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *truth = NULL;
	HS_AUTO(hs_text_free) char *reading = hs_dup("");

	s->page = page_of(name);
	s->missing = !has_page(readings, name);
	if (load_alike(truths->dir, name, &truth, err) < 0)
		return hs_within(err, "truth");
	if (!s->missing && load_alike(readings->dir, name, &reading, err) < 0)
		return -1;
	compare(truth, reading, s);
	if (other_orders(truths, reading, s, err) < 0)
		return hs_within(err, "truth");
	rate(s);
	return 0;
}

static void tell_extra(const struct pages *truths, const struct pages *readings,
		       const struct hs_evaluate_told *told)
{
	for (size_t i = 0; i < readings->names.count; i++) {
		const char *name = readings->names.list[i];
		HS_AUTO(hs_text_free) char *extra = page_of(name);

		if (!other_order(name) && !has_page(truths, name))
			told->extra(extra);
	}
}

static int folders(const char *truth, const char *reading,
		   const struct hs_evaluate_told *told, struct hs_score *total,
		   struct hs_err *err)
{
	HS_AUTO(pages_done) struct pages truths = {.dir = -1};
	HS_AUTO(pages_done) struct pages readings = {.dir = -1};
	size_t count = 0;

	if (pages_open(&truths, truth, err) < 0 ||
	    pages_open(&readings, reading, err) < 0)
		return -1;
	for (size_t i = 0; i < truths.names.count; i++) {
		HS_AUTO(hs_score_done) struct hs_score s = {0};

		if (other_order(truths.names.list[i]))
			continue;
		if (page(&truths, &readings, truths.names.list[i], &s, err) < 0)
			return -1;
		told->page(&s);
		add(total, &s);
		count++;
	}
	tell_extra(&truths, &readings, told);
	if (count == 0)
		return hs_fail(err, HS_DAMAGED, "no page (*%s) in the truth '%s'", SUFFIX,
			       truth);
	return 0;
}

static int files(const char *truth, const char *reading,
		 const struct hs_evaluate_told *told, struct hs_score *total,
		 struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *x = NULL;
	HS_AUTO(hs_text_free) char *y = NULL;
	HS_AUTO(hs_score_done) struct hs_score s = {0};

	if (load_alike(AT_FDCWD, truth, &x, err) < 0 ||
	    load_alike(AT_FDCWD, reading, &y, err) < 0)
		return -1;
	s.page = page_of(truth);
	compare(x, y, &s);
	rate(&s);
	told->page(&s);
	add(total, &s);
	return 0;
}

static int is_folder(const char *path, bool *folder, struct hs_err *err)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return hs_fail_sys(err, "look at '%s'", path);
	*folder = S_ISDIR(st.st_mode);
	return 0;
}

int hs_evaluate(const char *truth, const char *reading,
		const struct hs_evaluate_told *told, struct hs_score *total,
		struct hs_err *err)
{
	HS_AUTO(hs_score_done) struct hs_score sum = {.page = hs_dup("total")};
	bool a = false, b = false;

	if (is_folder(truth, &a, err) < 0 || is_folder(reading, &b, err) < 0)
		return -1;
	if (a != b)
		return hs_fail(err, HS_USAGE,
			       "give two files or two folders, not one of each");
	if ((a ? folders : files)(truth, reading, told, &sum, err) < 0)
		return -1;
	rate(&sum);
	*total = sum;
	sum = (struct hs_score){0};
	return 0;
}
