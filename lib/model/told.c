// told.c - see told.h
#include "model/told.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/facts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define DATA "data/"
#define METS "METS.xml"
#define WHOLES "representations/"

enum {
	SUM = HS_SHA256_HEX / 2, // bytes of a SHA-256
	HREF_SHOWN = 500,        // bytes of one in a message
};

struct file {
	char *path;
	uint64_t size, said_size;
	uint8_t sum[SUM], said_sum[SUM];
	bool told;     // by some METS
	bool measured; // with size and checksum
	bool read;
};

struct hs_told {
	struct hs_list files; // of struct file; only those in data/; sorted once asked
	bool sorted;
	char *package;           // "data/X/"; NULL: there is none
	struct hs_verdict found; // before the judgement
};

struct hs_told *hs_told_new(void)
{
	struct hs_told *told = HS_NEW(struct hs_told);

	told->found.ok = true;
	return told;
}

void hs_told_free(struct hs_told **told)
{
	struct hs_told *t = *told;
	struct file *files;

	if (!t)
		return;
	files = t->files.items;
	for (size_t i = 0; i < t->files.count; i++)
		free(files[i].path);
	free(files);
	free(t->package);
	hs_verdict_done(&t->found);
	free(t);
	*told = NULL;
}

void hs_told_name(struct hs_told *told, const char *path)
{
	struct file *f;

	if (!hs_starts(path, DATA))
		return;
	f = hs_list_add(&told->files, sizeof(*f));
	f->path = hs_dup(path);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

// The folder of data/X/METS.xml; NULL: it is none.
static char *package_of(const char *path)
{
	const char *slash = strchr(path + strlen(DATA), '/');
	struct hs_buf folder = {0};

	if (!slash || strcmp(slash + 1, METS) != 0)
		return NULL;
	hs_buf_add(&folder, path, (size_t)(slash + 1 - path));
	return hs_buf_take(&folder);
}

static void sort(struct hs_told *told)
{
	struct file *files = told->files.items;

	if (told->sorted)
		return;
	told->sorted = true;
	if (told->files.count)
		qsort(files, told->files.count, sizeof(*files), by_path);
	for (size_t i = 0; i < told->files.count && !told->package; i++)
		told->package = package_of(files[i].path);
}

static struct file *find(struct hs_told *told, const char *path)
{
	union {
		const char *in;
		char *out;
	} name = {.in = path};
	struct file key = {.path = name.out};

	if (!told->files.count)
		return NULL;
	return bsearch(&key, told->files.items, told->files.count, sizeof(key), by_path);
}

bool hs_told_wants(struct hs_told *told, const char *path)
{
	sort(told);
	return told->package && hs_starts(path, told->package);
}

// X/METS.xml and X/representations/Y/METS.xml.
bool hs_told_speaks(struct hs_told *told, const char *path)
{
	const char *below, *slash;

	if (!hs_told_wants(told, path))
		return false;
	below = path + strlen(told->package);
	if (!hs_starts(below, WHOLES))
		return !strcmp(below, METS);
	slash = strchr(below + strlen(WHOLES), '/');
	return slash && !strcmp(slash + 1, METS);
}

// ---- what a METS says

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

// The file that an href means, below the folder of its METS; NULL: it is none of this
// package. What stands there is only looked up, so that no ".." leads anywhere.
static struct file *meant(struct hs_told *told, const char *mets, const char *href)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};

	hs_buf_add(&path, mets, strlen(mets) - strlen(METS));
	for (; *href; href++) {
		int high = *href == '%' ? digit(href[1]) : -1;
		int low = high >= 0 ? digit(href[2]) : -1;
		char c = low >= 0 ? (char)(high << 4 | low) : *href;

		if (!c)
			return NULL;
		hs_buf_add(&path, &c, 1);
		href += low >= 0 ? 2 : 0;
	}
	return find(told, hs_buf_text(&path));
}

static bool read_sum(const char *hex, uint8_t sum[SUM])
{
	if (strlen(hex) != HS_SHA256_HEX)
		return false;
	for (size_t i = 0; i < SUM; i++) {
		int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		sum[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool read_size(const char *text, uint64_t *size)
{
	char *end;

	if (digit(*text) < 0)
		return false;
	errno = 0;
	*size = strtoull(text, &end, 10);
	return !*end && !errno;
}

static void measure(struct hs_told *told, const char *mets, struct file *f,
		    const struct hs_told_claim *c)
{
	struct file said = {0};

	if (!c->size || !read_size(c->size, &said.said_size))
		hs_verdict_fault(&told->found, "'%s': tells no size of '%s'", mets,
				 f->path);
	else if (!c->checksum || !c->kind || strcmp(c->kind, "SHA-256") != 0 ||
		 !read_sum(c->checksum, said.said_sum))
		hs_verdict_fault(&told->found, "'%s': tells no SHA-256 of '%s'", mets,
				 f->path);
	else if (f->measured && (f->said_size != said.said_size ||
				 memcmp(f->said_sum, said.said_sum, SUM) != 0))
		hs_verdict_fault(&told->found, "'%s': '%s' is told twice, not alike",
				 mets, f->path);
	else {
		f->measured = true;
		f->said_size = said.said_size;
		memcpy(f->said_sum, said.said_sum, SUM);
	}
}

void hs_told_claim(struct hs_told *told, const char *mets,
		   const struct hs_told_claim *claim)
{
	struct file *f = claim->href ? meant(told, mets, claim->href) : NULL;

	if (!claim->href) {
		hs_verdict_fault(&told->found, "'%s': tells a file without its place",
				 mets);
		return;
	}
	if (!f) {
		hs_verdict_fault(&told->found, "'%s': tells '%.*s', which is not there",
				 mets, HREF_SHOWN, claim->href);
		return;
	}
	f->told = true;
	if (!claim->pointer)
		measure(told, mets, f, claim);
}

void hs_told_broken(struct hs_told *told, const char *mets, const char *why)
{
	hs_verdict_fault(&told->found, "'%s': %s", mets, why);
}

void hs_told_file(struct hs_told *told, const char *path, uint64_t size,
		  const char *sha256)
{
	struct file *f = find(told, path);

	if (f)
		f->read = sha256 && read_sum(sha256, f->sum);
	if (f)
		f->size = size;
}

// ---- the judgement

static void judge_file(const struct hs_told *told, const struct file *f,
		       struct hs_verdict *v)
{
	const char *below = f->path + strlen(told->package);

	if (!f->told && strcmp(below, METS) != 0)
		hs_verdict_fault(v, "'%s': no METS tells it", f->path);
	if (!f->measured || !f->read)
		return;
	if (f->size != f->said_size)
		hs_verdict_fault(v,
				 "'%s': %" PRIu64 " bytes, not %" PRIu64 " as METS says",
				 f->path, f->size, f->said_size);
	else if (memcmp(f->sum, f->said_sum, SUM) != 0)
		hs_verdict_fault(v, "'%s': its sha256 is not the one that METS says",
				 f->path);
}

static void take_found(const struct hs_verdict *found, struct hs_verdict *v)
{
	for (size_t i = 0; i < found->faults.count; i++)
		hs_verdict_fault(v, "%s", ((char *const *)found->faults.items)[i]);
	v->more_faults += found->more_faults;
}

void hs_told_judge(struct hs_told *told, struct hs_verdict *verdict)
{
	const struct file *files;

	sort(told);
	files = told->files.items;
	take_found(&told->found, verdict);
	for (size_t i = 0; told->package && i < told->files.count; i++)
		if (hs_starts(files[i].path, told->package))
			judge_file(told, &files[i], verdict);
		else
			hs_verdict_fault(verdict, "'%s': beside the package '%s'",
					 files[i].path, told->package);
}
