// bag.c - see bag.h
#include "model/bag.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/bagtext.h"
#include "model/safename.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DATA "data/"

const char *const hs_bag_algorithms[HS_BAG_SUMS] = {
	"sha512", "sha256", "sha384", "sha224", "sha1", "md5",
};

// The checksum of no bytes, and how long a checksum is.
static const char *const empty_sums[HS_BAG_SUMS] = {
	"cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
	"47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
	"274edebfe76f65fbd51ad2f14898b95b",
	"d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
	"da39a3ee5e6b4b0d3255bfef95601890afd80709",
	"d41d8cd98f00b204e9800998ecf8427e",
};

struct file {
	char *path;
	uint64_t size;
	char *sums[HS_BAG_SUMS];
	unsigned listed; // in manifests, as bits of algorithms
};

struct tag {
	char *path;
	struct hs_buf bytes;
};

struct folded {
	char *key;
	struct file *file;
};

struct hs_bag {
	struct hs_list files; // of struct file; by path once judged
	struct hs_list tags;  // of struct tag; by path once judged
	unsigned payload_sums, tag_sums;
	bool has_data;
	struct folded *folded; // files by key, made when first needed
	uint64_t excused;      // missing files that were empty litter
	struct hs_bag_version version;
	struct hs_verdict *v; // while it is judged
};

struct hs_bag *hs_bag_new(void)
{
	return HS_NEW(struct hs_bag);
}

void hs_bag_free(struct hs_bag **bag)
{
	struct hs_bag *b = *bag;

	if (!b)
		return;
	for (size_t i = 0; i < b->files.count; i++) {
		struct file *f = (struct file *)b->files.items + i;

		free(f->path);
		for (int k = 0; k < HS_BAG_SUMS; k++)
			free(f->sums[k]);
		if (b->folded)
			free(b->folded[i].key);
	}
	for (size_t i = 0; i < b->tags.count; i++) {
		free(((struct tag *)b->tags.items)[i].path);
		hs_buf_done(&((struct tag *)b->tags.items)[i].bytes);
	}
	free(b->files.items);
	free(b->tags.items);
	free(b->folded);
	free(b);
	*bag = NULL;
}

// ---- what is in it

// Which checksum a manifest's name stands for: its index; -1: no manifest; -2: a
// manifest of checksums that are not known.
static int manifest_kind(const char *path, bool *of_tags)
{
	size_t n = strlen(path), start;

	*of_tags = hs_starts(path, "tagmanifest-");
	start = *of_tags ? strlen("tagmanifest-") : strlen("manifest-");
	if ((!*of_tags && !hs_starts(path, "manifest-")) || !hs_ends(path, ".txt") ||
	    strchr(path, '/') || n < start + 4)
		return -1;
	for (int i = 0; i < HS_BAG_SUMS; i++)
		if (strlen(hs_bag_algorithms[i]) == n - start - 4 &&
		    !strncasecmp(path + start, hs_bag_algorithms[i], n - start - 4))
			return i;
	return -2;
}

void hs_bag_name(struct hs_bag *bag, const char *path, bool folder)
{
	bool of_tags;
	int kind = manifest_kind(path, &of_tags);

	bag->has_data |= hs_starts(path, DATA) || (folder && !strcmp(path, "data"));
	if (folder || kind < 0)
		return;
	if (of_tags)
		bag->tag_sums |= 1U << kind;
	else
		bag->payload_sums |= 1U << kind;
}

unsigned hs_bag_algorithms_of(const struct hs_bag *bag, const char *path)
{
	return hs_starts(path, DATA) ? bag->payload_sums : bag->tag_sums;
}

bool hs_bag_wants_bytes(const char *path)
{
	static const char *const known[] = {
		"bagit.txt",
		"bag-info.txt",
		"package-info.txt",
		"fetch.txt",
	};
	bool of_tags;

	for (size_t i = 0; i < HS_COUNT(known); i++)
		if (!strcmp(path, known[i]))
			return true;
	return manifest_kind(path, &of_tags) >= 0;
}

void hs_bag_file(struct hs_bag *bag, const char *path, uint64_t size,
		 char *const sums[HS_BAG_SUMS])
{
	struct file *f = hs_list_add(&bag->files, sizeof(*f));

	f->path = hs_dup(path);
	f->size = size;
	for (int i = 0; i < HS_BAG_SUMS; i++)
		f->sums[i] = sums[i] ? hs_dup(sums[i]) : NULL;
}

void hs_bag_tag(struct hs_bag *bag, const char *path, struct hs_buf *bytes)
{
	struct tag *t = hs_list_add(&bag->tags, sizeof(*t));

	t->path = hs_dup(path);
	t->bytes = *bytes;
	*bytes = (struct hs_buf){0};
}

// ---- finding

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static int tag_by_path(const void *a, const void *b)
{
	return strcmp(((const struct tag *)a)->path, ((const struct tag *)b)->path);
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct folded *)a)->key, ((const struct folded *)b)->key);
}

static struct file *find(const struct hs_bag *bag, char *path)
{
	struct file key = {.path = path};

	return bag->files.count ? bsearch(&key, bag->files.items, bag->files.count,
					  sizeof(key), by_path)
				: NULL;
}

static struct tag *find_tag(const struct hs_bag *bag, const char *path)
{
	struct tag *tags = bag->tags.items;

	for (size_t i = 0; i < bag->tags.count; i++)
		if (!strcmp(tags[i].path, path))
			return &tags[i];
	return NULL;
}

static char *fold(const char *path)
{
	char *key = hs_nfc(path);

	if (!key)
		key = hs_dup(path);
	for (char *p = key; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 'a' - 'A');
	return key;
}

static struct file *find_folded(struct hs_bag *bag, const char *path)
{
	HS_AUTO(hs_text_free) char *text = fold(path);
	struct folded key = {.key = text}, *found;
	size_t n = bag->files.count;

	if (!bag->folded) {
		bag->folded = hs_new(n, sizeof(*bag->folded));
		for (size_t i = 0; i < n; i++) {
			struct file *f = (struct file *)bag->files.items + i;

			bag->folded[i] = (struct folded){fold(f->path), f};
		}
		qsort(bag->folded, n, sizeof(*bag->folded), by_key);
	}
	found = bsearch(&key, bag->folded, n, sizeof(key), by_key);
	return found ? found->file : NULL;
}

static bool same_letters(const char *a, const char *b)
{
	HS_AUTO(hs_text_free) char *x = hs_nfc(a);
	HS_AUTO(hs_text_free) char *y = hs_nfc(b);

	return x && y && !strcmp(x, y);
}

// What systems leave in folders of their own accord.
static bool litter(const char *path)
{
	static const char *const names[] = {".DS_Store", "Thumbs.db", "desktop.ini"};
	const char *slash = strrchr(path, '/');

	for (size_t i = 0; i < HS_COUNT(names); i++)
		if (!strcmp(slash ? slash + 1 : path, names[i]))
			return true;
	return false;
}

// ---- manifests

struct manifest {
	struct hs_bag *bag;
	const char *path;
	int kind;
	bool of_tags;
	size_t line;
};

static bool strict(const struct hs_bag *bag)
{
	return bag->version.major >= 1;
}

static bool path_fits(const struct manifest *m, const char *path)
{
	const char *why = hs_name_unsafe(path);

	if (*path == '~')
		why = "a user's folder";
	if (!why && !m->of_tags && !hs_starts(path, DATA))
		why = "not below data/";
	if (!why && m->of_tags && hs_starts(path, DATA))
		why = "a payload file in a tag manifest";
	if (!why && path[strlen(path) - 1] == '/')
		why = "a folder";
	if (why)
		hs_verdict_fault(m->bag->v, "'%s' line %zu: '%s': %s", m->path, m->line,
				 path, why);
	return !why;
}

static int first_kind(const struct hs_bag *bag)
{
	return __builtin_ctz(bag->payload_sums | 1U << HS_BAG_SUMS);
}

// A file that is listed and not there under this name. What is a warning here
// has lost nothing: the same content is there under a name that some systems
// take for the same, or there was no content.
static void judge_missing(struct manifest *m, const struct hs_bag_line *line)
{
	struct file *twin = find_folded(m->bag, line->path);
	const char *sum = twin ? twin->sums[m->kind] : NULL;
	bool same = sum && !strcmp(sum, line->sum);

	if (same && same_letters(twin->path, line->path)) {
		hs_verdict_warn(m->bag->v, "'%s': listed with its letters %s", line->path,
				"composed otherwise than in its name");
		twin->listed |= 1U << m->kind;
	} else if (same && !strict(m->bag)) {
		hs_verdict_warn(m->bag->v, "'%s': there only as '%s'", line->path,
				twin->path);
	} else if (!strict(m->bag) && litter(line->path) &&
		   !strcmp(line->sum, empty_sums[m->kind])) {
		hs_verdict_warn(m->bag->v, "'%s': missing (a system's own, and empty)",
				line->path);
		m->bag->excused += first_kind(m->bag) == m->kind; // count it once
	} else {
		hs_verdict_fault(m->bag->v, "'%s': missing, though '%s' lists it",
				 line->path, m->path);
	}
}

static void judge_found(struct manifest *m, struct file *f,
			const struct hs_bag_line *line)
{
	unsigned bit = 1U << m->kind;

	if (f->listed & bit)
		hs_verdict_rule(m->bag->v, strict(m->bag), "'%s': listed twice in '%s'",
				f->path, m->path);
	f->listed |= bit;
	if (!f->sums[m->kind] || strcmp(f->sums[m->kind], line->sum) != 0)
		hs_verdict_fault(m->bag->v, "'%s': its %s is not the one in '%s'",
				 f->path, hs_bag_algorithms[m->kind], m->path);
}

static void judge_line(struct manifest *m, char *text)
{
	struct hs_bag_line line;
	bool of_tags;
	struct file *f;

	if (!hs_bag_line(text, &m->bag->version, &line) ||
	    strlen(line.sum) != strlen(empty_sums[m->kind])) {
		hs_verdict_fault(m->bag->v, "'%s' line %zu: not a checksum and a path",
				 m->path, m->line);
		return;
	}
	if (line.odd)
		hs_verdict_warn(m->bag->v, "'%s' line %zu: %s", m->path, m->line,
				line.odd);
	if (!path_fits(m, line.path))
		return;
	if (m->of_tags && manifest_kind(line.path, &of_tags) != -1 && of_tags)
		hs_verdict_rule(m->bag->v, strict(m->bag),
				"'%s' line %zu: lists a tag manifest", m->path, m->line);
	f = find(m->bag, line.path);
	if (f)
		judge_found(m, f, &line);
	else
		judge_missing(m, &line);
}

// The lines of a tag file as UTF-8; false with a fault.
static bool decoded(struct hs_bag *bag, const struct tag *t, struct hs_buf *text)
{
	const char *encoding = bag->version.encoding;

	if (hs_bag_decode(hs_buf_text(&t->bytes), t->bytes.len, encoding, text))
		return true;
	hs_verdict_fault(bag->v, "'%s': not %s, as 'bagit.txt' says", t->path, encoding);
	return false;
}

static void judge_manifest(struct hs_bag *bag, const struct tag *t)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct manifest m = {.bag = bag, .path = t->path};
	char *at, *line;

	m.kind = manifest_kind(t->path, &m.of_tags);
	if (m.kind < 0 || !decoded(bag, t, &text))
		return;
	at = text.data;
	while ((line = hs_bag_next_line(&at))) {
		m.line++;
		if (*line)
			judge_line(&m, line);
	}
}

// ---- the rest

static void judge_payload(struct hs_bag *bag)
{
	const struct file *files = bag->files.items;
	unsigned all = bag->payload_sums;

	if (!all)
		hs_verdict_fault(bag->v, "no payload manifest");
	if (!bag->has_data)
		hs_verdict_fault(bag->v, "no folder 'data'");
	for (size_t i = 0; i < bag->files.count; i++) {
		const struct file *f = &files[i];

		if (hs_starts(f->path, DATA)) {
			if (litter(f->path))
				hs_verdict_warn(bag->v, "'%s': a system's own file",
						f->path);
			if (!f->listed || (f->listed != all && strict(bag)))
				hs_verdict_fault(bag->v,
						 "'%s': not listed in %s manifest",
						 f->path, f->listed ? "every" : "any");
			else if (f->listed != all)
				hs_verdict_warn(bag->v,
						"'%s': not listed in every manifest",
						f->path);
		} else if (bag->tag_sums && !f->listed &&
			   !hs_starts(f->path, "tagmanifest-")) {
			hs_verdict_warn(bag->v, "'%s': not listed in any tag manifest",
					f->path);
		}
	}
}

static void payload_sum(const struct hs_bag *bag, uint64_t *bytes, uint64_t *count)
{
	const struct file *files = bag->files.items;

	*bytes = *count = 0;
	for (size_t i = 0; i < bag->files.count; i++)
		if (hs_starts(files[i].path, DATA)) {
			*bytes += files[i].size;
			++*count;
		}
}

static void judge_oxum(struct hs_bag *bag, const char *oxum)
{
	uint64_t bytes, count;
	char exact[64], excused[64];

	payload_sum(bag, &bytes, &count);
	snprintf(exact, sizeof(exact), "%" PRIu64 ".%" PRIu64, bytes, count);
	snprintf(excused, sizeof(excused), "%" PRIu64 ".%" PRIu64, bytes,
		 count + bag->excused);
	if (strcmp(oxum, exact) != 0 && strcmp(oxum, excused) != 0)
		hs_verdict_fault(bag->v, "Payload-Oxum says '%s', there is %s", oxum,
				 exact);
}

static void judge_info(struct hs_bag *bag)
{
	bool old = bag->version.major == 0 && bag->version.minor < 96;
	const char *name = old ? "package-info.txt" : "bag-info.txt";
	const struct tag *t = find_tag(bag, name);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_bag_info info = {0};
	size_t bad = 0, oxums = 0;
	char *at;

	if (!t || !decoded(bag, t, &text))
		return;
	at = text.data;
	while (hs_bag_next_info(&at, &info, &bad))
		if (!strcasecmp(info.label, "Payload-Oxum")) {
			oxums++;
			judge_oxum(bag, hs_buf_text(&info.value));
		}
	hs_buf_done(&info.value);
	if (bad)
		hs_verdict_fault(bag->v, "'%s': %zu lines without a label", name, bad);
	if (oxums > 1)
		hs_verdict_rule(bag->v, strict(bag), "'%s': Payload-Oxum %zu times", name,
				oxums);
}

static void judge_fetch_line(struct hs_bag *bag, char *line, size_t number)
{
	struct manifest m = {.bag = bag, .path = "fetch.txt", .line = number};
	struct hs_bag_line entry;
	char *length, *path, *end;
	const struct file *f;
	// A URL has no blanks; the path may, and is written as in a manifest.
	HS_AUTO(hs_buf_done) struct hs_buf as_manifest = {0};

	length = line + strcspn(line, " \t");
	length += strspn(length, " \t");
	path = length + strcspn(length, " \t");
	end = path;
	path += strspn(path, " \t");
	hs_buf_addf(&as_manifest, "0 %s", path);
	if (!*path || !hs_bag_line(as_manifest.data, &bag->version, &entry) ||
	    (strcspn(length, " \t") != strspn(length, "0123456789") &&
	     !(length[0] == '-' && end == length + 1))) {
		hs_verdict_fault(bag->v,
				 "'fetch.txt' line %zu: not a URL, a length and a "
				 "path",
				 number);
		return;
	}
	if (!path_fits(&m, entry.path))
		return;
	f = find(bag, entry.path);
	if (!f)
		hs_verdict_fault(bag->v,
				 "'%s': not there yet, 'fetch.txt' names a URL for it",
				 entry.path);
	else if (*length != '-' && strtoull(length, NULL, 10) != f->size)
		hs_verdict_fault(bag->v, "'%s': 'fetch.txt' gives another size",
				 entry.path);
	else if (!f->listed)
		hs_verdict_fault(bag->v, "'%s': in 'fetch.txt', but in no manifest",
				 entry.path);
}

static void judge_fetch(struct hs_bag *bag)
{
	const struct tag *t = find_tag(bag, "fetch.txt");
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	size_t number = 0;
	char *at, *line;

	if (!t || !decoded(bag, t, &text))
		return;
	hs_verdict_warn(bag->v, "'fetch.txt': nothing is ever fetched");
	at = text.data;
	while ((line = hs_bag_next_line(&at))) {
		number++;
		if (*line)
			judge_fetch_line(bag, line, number);
	}
}

static void judge_kinds(struct hs_bag *bag)
{
	const struct file *files = bag->files.items;
	bool of_tags;

	for (size_t i = 0; i < bag->files.count; i++)
		if (manifest_kind(files[i].path, &of_tags) == -2)
			hs_verdict_fault(bag->v,
					 "'%s': checksums of a kind that is not known",
					 files[i].path);
}

char *hs_bag_info(struct hs_bag *bag, const char *label)
{
	const struct tag *t = find_tag(bag, "bag-info.txt");
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_bag_info info = {0};
	char *at, *found = NULL;
	size_t bad = 0;

	if (!t || !bag->version.encoding[0] ||
	    !hs_bag_decode(hs_buf_text(&t->bytes), t->bytes.len, bag->version.encoding,
			   &text))
		return NULL;
	at = text.data;
	while (!found && hs_bag_next_info(&at, &info, &bad))
		if (!strcasecmp(info.label, label))
			found = hs_dup(hs_buf_text(&info.value));
	hs_buf_done(&info.value);
	return found;
}

void hs_bag_judge(struct hs_bag *bag, struct hs_verdict *verdict)
{
	const struct tag *declaration = find_tag(bag, "bagit.txt");
	struct tag *tags = bag->tags.items;

	bag->v = verdict;
	if (!declaration) {
		hs_verdict_fault(verdict, "not a bag: no bagit.txt");
		return;
	}
	if (!hs_bag_declared(hs_buf_text(&declaration->bytes), declaration->bytes.len,
			     &bag->version, verdict))
		return;
	qsort(bag->files.items, bag->files.count, sizeof(struct file), by_path);
	qsort(tags, bag->tags.count, sizeof(*tags), tag_by_path);
	judge_kinds(bag);
	for (size_t i = 0; i < bag->tags.count; i++)
		judge_manifest(bag, &tags[i]);
	judge_fetch(bag);
	judge_payload(bag);
	judge_info(bag);
}
