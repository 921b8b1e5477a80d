// pack.c - see pack.h
#include "work/pack.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/crypt.h"
#include "craft/seal.h"
#include "model/bagtext.h"
#include "model/census.h"
#include "model/json.h"
#include "model/safename.h"
#include "model/secrecy.h"
#include "port/age.h"
#include "port/dossier.h"
#include "port/zip.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"
#include "sys/walk.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUM "sha512"
#define MANIFEST "manifest-" SUM ".txt"
#define TAGMANIFEST "tagmanifest-" SUM ".txt"

enum { TAG_FILES = 3 }; // that the tag manifest lists

struct hs_packer {
	struct hs_pack_terms terms;
	int out;
	struct hs_names codes; // packed in this run
	struct hs_sealer *sealer;
};

// A file of the payload on its way into the archive.
struct member {
	struct packing *p;
	const char *path; // below the dossier; borrowed from the walk
	char *sha256;     // of a master, as it was imported; borrowed
	char sum[HS_HEX_MAX];
};

// A tag file; its bytes are made when its turn comes.
struct tag {
	struct packing *p;
	const char *name;
	struct hs_buf bytes;
};

// One dossier being packed.
struct packing {
	const struct hs_packer *packer;
	struct hs_folder *folder;
	struct hs_walk walk;
	struct hs_census *census;
	const char *code;
	struct member *members;
	size_t count, done;
	uint64_t bytes;
	struct hs_digest *sum, *master; // of the file that is being read
	struct tag info, declaration, manifest, tagmanifest;
};

static void packing_done(struct packing *p)
{
	hs_folder_free(&p->folder);
	hs_walk_done(&p->walk);
	hs_census_free(&p->census);
	hs_digest_free(&p->sum);
	hs_digest_free(&p->master);
	hs_buf_done(&p->info.bytes);
	hs_buf_done(&p->declaration.bytes);
	hs_buf_done(&p->manifest.bytes);
	hs_buf_done(&p->tagmanifest.bytes);
	free(p->members);
}

void hs_packed_done(struct hs_packed *packed)
{
	free(packed->bundle);
	free(packed->dossier);
	*packed = (struct hs_packed){0};
}

// ---- the folder of bundles

struct hs_packer *hs_packer_new(const struct hs_pack_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_packer_free) struct hs_packer *packer = HS_NEW(struct hs_packer);

	packer->terms = *terms;
	packer->out = -1;
	if (!terms->out || !*terms->out) {
		hs_fail(err, HS_USAGE, "no folder for the bundles: -o FOLDER");
		return NULL;
	}
	if (terms->profile && strcmp(terms->profile, "bag") != 0) {
		hs_fail(err, HS_USAGE, "no profile '%s': there is 'bag'", terms->profile);
		return NULL;
	}
	if (terms->recipients.count && hs_age_try(&terms->recipients, err) < 0)
		return NULL;
	packer->sealer = hs_sealer_new(&terms->seal, err);
	if (!packer->sealer)
		return NULL;
	packer->out = hs_dir_make(AT_FDCWD, terms->out, err);
	if (packer->out < 0)
		return NULL;
	if (hs_lock(packer->out, err) < 0 || hs_draft_sweep(packer->out, err) < 0) {
		hs_within(err, "%s", terms->out);
		return NULL;
	}
	return HS_STEAL(packer);
}

void hs_packer_free(struct hs_packer **packer)
{
	if (!*packer)
		return;
	hs_fd_done(&(*packer)->out);
	hs_names_done(&(*packer)->codes);
	hs_sealer_free(&(*packer)->sealer);
	free(*packer);
	*packer = NULL;
}

// ---- what the dossier holds

// Taken for writing, so that nobody changes it meanwhile; where a lock cannot be
// had at all (a read-only share) it is read without one. Its drafts stay.
static int open_dossier(struct packing *p, const char *path, struct hs_err *err)
{
	struct hs_err lock = {0};

	p->folder = hs_folder_read(path, err);
	if (!p->folder)
		return -1;
	if (hs_lock(hs_folder_fd(p->folder), &lock) < 0 && lock.code == HS_BUSY) {
		*err = lock;
		return -1;
	}
	return 0;
}

static bool is_draft(const char *path)
{
	return hs_draft_is(path);
}

static int check_found(const struct hs_found *f, struct hs_err *err)
{
	const char *why = hs_name_unsafe(f->path);

	if (f->kind == HS_FOUND_OTHER)
		return hs_fail(err, HS_DAMAGED, "'%s': a link or special file", f->path);
	if (!hs_utf8_valid(f->path, strlen(f->path)))
		return hs_fail(err, HS_DAMAGED, "'%s': its name is not UTF-8", f->path);
	if (why)
		return hs_fail(err, HS_DAMAGED, "'%s': %s", f->path, why);
	return 0;
}

static int take_file(struct packing *p, const struct hs_found *f,
		     struct hs_verdict *verdict, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_fd_done) int fd = -1;

	p->members[p->count++] = (struct member){.p = p, .path = f->path};
	p->bytes += f->size;
	hs_census_file(p->census, f->path, f->size, NULL);
	if (!hs_census_wants_bytes(f->path))
		return 0;
	fd = hs_walk_open(hs_folder_fd(p->folder), f->path, err);
	if (fd < 0 || hs_fd_load(fd, HS_RECORD_MAX, &bytes, err) < 0)
		return hs_within(err, "'%s'", f->path);
	hs_census_record(p->census, f->path, hs_buf_text(&bytes), bytes.len, verdict);
	return 0;
}

static int take_files(struct packing *p, struct hs_verdict *verdict, struct hs_err *err)
{
	p->census = hs_census_new();
	if (hs_walk_read(hs_folder_fd(p->folder), &p->walk, err) < 0)
		return -1;
	p->members = hs_new(p->walk.count, sizeof(*p->members));
	for (size_t i = 0; i < p->walk.count; i++) {
		const struct hs_found *f = &p->walk.list[i];

		if (is_draft(f->path))
			continue;
		if (check_found(f, err) < 0)
			return -1;
		if (f->kind == HS_FOUND_FILE && take_file(p, f, verdict, err) < 0)
			return -1;
	}
	hs_census_judge(p->census, verdict);
	return 0;
}

static int check_code(const char *code, struct hs_err *err)
{
	const char *why = hs_name_unsafe(code);

	if (!why && strchr(code, '/'))
		why = "a '/' in it";
	if (!why && (*code == '.' || strlen(code) > 200))
		why = "no name for a file";
	return why ? hs_fail(err, HS_DAMAGED, "its code '%s': %s", code, why) : 0;
}

static int first_fault(const struct hs_verdict *verdict, struct hs_err *err)
{
	uint64_t more = verdict->faults.count + verdict->more_faults - 1;
	const char *first;

	if (verdict->ok)
		return 0;
	first = ((char **)verdict->faults.items)[0];
	if (!more)
		return hs_fail(err, HS_DAMAGED, "%s", first);
	return hs_fail(err, HS_DAMAGED, "%s (and %" PRIu64 " more faults: hoso-verify)",
		       first, more);
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(struct hs_file *const *)a)->name,
		      (*(struct hs_file *const *)b)->name);
}

static void list_free(void *list)
{
	free(*(void **)list);
}

// Gives every master the checksum that it must have.
static void expect_masters(struct packing *p)
{
	const struct hs_list *files = &hs_census_dossier(p->census)->files;
	HS_AUTO(list_free) struct hs_file **by = hs_new(files->count, sizeof(*by));
	size_t skip = strlen("masters/");

	for (size_t i = 0; i < files->count; i++)
		by[i] = (struct hs_file *)files->items + i;
	qsort(by, files->count, sizeof(struct hs_file *), by_name);
	for (size_t i = 0, k = 0; i < p->count; i++) {
		if (!hs_census_wants_sha256(p->members[i].path))
			continue;
		// The census found one for each; both rise bytewise.
		while (strcmp(by[k]->name, p->members[i].path + skip) != 0)
			k++;
		p->members[i].sha256 = by[k]->sha256;
	}
}

static int survey(struct packing *p, struct hs_err *err)
{
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};
	const struct hs_dossier *dossier;

	if (take_files(p, &verdict, err) < 0)
		return -1;
	dossier = hs_census_dossier(p->census);
	if (hs_secrecy_allows(dossier, hs_census_documents(p->census),
			      p->packer->terms.secret &&
				      !p->packer->terms.recipients.count,
			      err) < 0 ||
	    first_fault(&verdict, err) < 0 || check_code(dossier->code, err) < 0)
		return -1;
	p->code = dossier->code;
	for (size_t i = 0; i < p->packer->codes.count; i++)
		if (!strcmp(p->packer->codes.list[i], p->code))
			return hs_fail(
				err, HS_USAGE,
				"another dossier of this run has the code '%s', too",
				p->code);
	expect_masters(p);
	return 0;
}

// ---- the archive's items

static int member_open(void *owner, struct hs_err *err)
{
	struct member *m = owner;

	return hs_walk_open(hs_folder_fd(m->p->folder), m->path, err);
}

static void member_seen(void *owner, const void *bytes, size_t len)
{
	struct member *m = owner;

	hs_digest_add(m->p->sum, bytes, len);
	if (m->sha256)
		hs_digest_add(m->p->master, bytes, len);
}

// The checksums are of the very bytes that went into the archive.
static int member_done(void *owner, struct hs_err *err)
{
	struct member *m = owner;
	struct packing *p = m->p;
	char master[HS_HEX_MAX];

	hs_digest_end(p->sum, m->sum);
	if (p->packer->terms.progress)
		p->packer->terms.progress(p->code, ++p->done, p->count);
	if (!m->sha256)
		return 0;
	hs_digest_end(p->master, master);
	if (strcmp(master, m->sha256) != 0)
		return hs_fail(err, HS_DAMAGED, "differs from what was imported");
	return 0;
}

static void bag_info(struct packing *p, struct hs_buf *out)
{
	const struct hs_dossier *d = hs_census_dossier(p->census);
	HS_AUTO(hs_buf_done) struct hs_buf oxum = {0};

	hs_buf_addf(&oxum, "%" PRIu64 ".%zu", p->bytes, p->count);
	hs_bag_info_add(out, "Bag-Software-Agent", "hoso " HS_VERSION);
	hs_bag_info_add(out, "External-Identifier", d->code);
	if (d->title && *d->title)
		hs_bag_info_add(out, "External-Description", d->title);
	if (d->fonds && *d->fonds)
		hs_bag_info_add(out, "Bag-Group-Identifier", d->fonds);
	hs_bag_info_add(out, "Payload-Oxum", oxum.data);
}

static void payload_manifest(struct packing *p, struct hs_buf *out)
{
	for (size_t i = 0; i < p->count; i++) {
		HS_AUTO(hs_text_free)
		char *path = hs_path_join("data", p->members[i].path);

		hs_bag_manifest_add(out, p->members[i].sum, path);
	}
}

static void tag_manifest(struct packing *p, struct hs_buf *out)
{
	const struct tag *tags[TAG_FILES] = {&p->info, &p->declaration, &p->manifest};
	char sum[HS_HEX_MAX];

	for (size_t i = 0; i < TAG_FILES; i++) {
		hs_digest_add(p->sum, tags[i]->bytes.data, tags[i]->bytes.len);
		hs_digest_end(p->sum, sum);
		hs_bag_manifest_add(out, sum, tags[i]->name);
	}
}

static int tag_make(void *owner, struct hs_buf *out, struct hs_err *err)
{
	struct tag *t = owner;

	(void)err;
	t->bytes.len = 0;
	if (t == &t->p->info)
		bag_info(t->p, &t->bytes);
	else if (t == &t->p->declaration)
		hs_buf_addf(&t->bytes, "%s", HS_BAG_DECLARATION);
	else if (t == &t->p->manifest)
		payload_manifest(t->p, &t->bytes);
	else
		tag_manifest(t->p, &t->bytes);
	hs_buf_add(out, t->bytes.data, t->bytes.len);
	return 0;
}

static int add(struct hs_zip *zip, const char *code, const char *path,
	       struct hs_zip_item *item, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *name = hs_path_join(code, path);

	item->name = name;
	return hs_zip_add(zip, item, err);
}

static int add_tag(struct hs_zip *zip, struct packing *p, struct tag *tag,
		   const char *name, struct hs_err *err)
{
	struct hs_zip_item item = {.make = tag_make, .owner = tag};

	tag->p = p;
	tag->name = name;
	return add(zip, p->code, name, &item, err);
}

static int add_members(struct hs_zip *zip, struct packing *p, struct hs_err *err)
{
	size_t k = 0;

	for (size_t i = 0; i < p->walk.count && k < p->count; i++) {
		struct hs_zip_item item = {
			.size = p->walk.list[i].size,
			.open = member_open,
			.seen = member_seen,
			.done = member_done,
			.owner = &p->members[k],
		};
		HS_AUTO(hs_text_free) char *path = NULL;

		if (p->members[k].path != p->walk.list[i].path)
			continue;
		path = hs_path_join("data", p->members[k++].path);
		if (add(zip, p->code, path, &item, err) < 0)
			return -1;
	}
	return 0;
}

static int fill(void *owner, struct hs_zip *zip, struct hs_err *err)
{
	struct packing *p = owner;

	p->done = 0;
	if (add_tag(zip, p, &p->info, "bag-info.txt", err) < 0 ||
	    add_tag(zip, p, &p->declaration, "bagit.txt", err) < 0 ||
	    add_members(zip, p, err) < 0 ||
	    add_tag(zip, p, &p->manifest, MANIFEST, err) < 0 ||
	    add_tag(zip, p, &p->tagmanifest, TAGMANIFEST, err) < 0)
		return -1;
	return hs_zip_close(zip, err);
}

static int write_archive(struct packing *p, int out, struct hs_err *err)
{
	const struct hs_names *recipients = &p->packer->terms.recipients;
	HS_AUTO(hs_zip_free) struct hs_zip *zip = NULL;

	if (recipients->count)
		return hs_crypt_zip(recipients, out, fill, p, err);
	zip = hs_zip_new(out, err);
	return zip ? fill(p, zip, err) : -1;
}

static int sum_of(struct packing *p, int dir, const char *name, char sum[HS_HEX_MAX],
		  struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = hs_walk_open(dir, name, err);

	return fd < 0 ? -1 : hs_digest_fd(p->sum, fd, sum, NULL, err);
}

static int store(struct packing *p, struct hs_packed *packed, struct hs_err *err)
{
	HS_AUTO(hs_draft_done) struct hs_draft draft = {.fd = -1};
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	int out = p->packer->out;

	hs_buf_addf(&name, "%s.zip", p->code);
	if (p->packer->terms.recipients.count) {
		packed->plain = faccessat(out, name.data, F_OK, 0) == 0;
		hs_buf_addf(&name, ".age");
	}
	if (hs_draft_open(&draft, out, out, name.data, err) < 0 ||
	    write_archive(p, draft.fd, err) < 0)
		return -1;
	if (sum_of(p, out, draft.temp, packed->sha512, err) < 0 ||
	    hs_seal_clear(out, name.data, packed->sha512, &packed->token, err) < 0 ||
	    hs_draft_commit(&draft, err) < 0 ||
	    hs_seal_write(p->packer->sealer, out, name.data, packed->sha512, err) < 0)
		return -1;
	packed->bundle = hs_path_join(p->packer->terms.out, name.data);
	return 0;
}

int hs_packer_pack(struct hs_packer *packer, const char *dossier,
		   struct hs_packed *packed, struct hs_err *err)
{
	HS_AUTO(packing_done) struct packing p = {.packer = packer};

	p.sum = hs_digest_new(SUM, err);
	p.master = hs_digest_new("sha256", err);
	if (!p.sum || !p.master || open_dossier(&p, dossier, err) < 0 ||
	    survey(&p, err) < 0 || store(&p, packed, err) < 0)
		return -1;
	hs_names_add(&packer->codes, p.code);
	packed->dossier = hs_dup(dossier);
	packed->files = p.count;
	packed->bytes = p.bytes;
	packed->unread = hs_census_unread(p.census);
	return 0;
}

// ---- as JSON

struct line {
	uint64_t format;
	char *bundle, *dossier;
	uint64_t files, bytes;
	char *sha512;
};

#define AT(member) .at = offsetof(struct line, member)

static const struct hs_field line_fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"bundle", HS_TEXT, AT(bundle), .always = true},
	{"dossier", HS_TEXT, AT(dossier), .always = true},
	{"files", HS_NUMBER, AT(files), .always = true},
	{"bytes", HS_NUMBER, AT(bytes), .always = true},
	{"sha512", HS_TEXT, AT(sha512)},
	{0},
};
static const struct hs_shape line_shape = {sizeof(struct line), line_fields};

char *hs_packed_json(const struct hs_packed *packed)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	char sum[HS_HEX_MAX];
	struct line line = {
		.format = HS_FORMAT,
		.bundle = packed->bundle,
		.dossier = packed->dossier,
		.files = packed->files,
		.bytes = packed->bytes,
		.sha512 = memcpy(sum, packed->sha512, sizeof(sum)),
	};

	hs_json_line(&line_shape, &line, &out);
	return hs_buf_take(&out);
}
