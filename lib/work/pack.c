// pack.c - see pack.h
#include "work/pack.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/crypt.h"
#include "craft/seal.h"
#include "model/bagtext.h"
#include "port/age.h"
#include "port/zip.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"
#include "sys/walk.h"
#include "work/pack-part.h"
#include "work/pack-view.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUM "sha512"
#define MANIFEST "manifest-" SUM ".txt"
#define TAGMANIFEST "tagmanifest-" SUM ".txt"

enum {
	TAG_FILES = 3,  // that the tag manifest lists
	SUM_TEXT = 128, // a sha512, in hexadecimal
};

struct hs_packer {
	struct hs_pack_terms terms;
	const struct hs_profile *profile;
	int out;
	struct hs_names codes; // packed in this run
	struct hs_sealer *sealer;
};

// A file of the payload on its way into the archive.
struct member {
	struct packing *p;
	const struct hs_parcel_file *file;
	void *run; // through its pieces
	uint8_t sum[SUM_TEXT / 2];
};

// A tag file; its bytes are made when its turn comes, and not kept.
struct tag {
	struct packing *p;
	const char *name;
	size_t line; // of a manifest: the next one
	char sum[HS_HEX_MAX];
};

// One dossier being packed.
struct packing {
	const struct hs_packer *packer;
	struct hs_stock stock;
	struct hs_parcel parcel; // rises bytewise
	const char *code;
	struct member *members;
	size_t count, done;
	uint64_t bytes;
	struct hs_digest *sum, *master; // of the file that is being read
	struct tag info, declaration, manifest, tagmanifest;
	struct hs_extras *extras; // the viewer
};

static void end_run(struct member *m)
{
	if (m->run)
		m->file->made->pieces->end(m->run);
	m->run = NULL;
}

static void packing_done(struct packing *p)
{
	hs_extras_free(&p->extras);
	for (size_t i = 0; p->members && i < p->count; i++)
		end_run(&p->members[i]);
	hs_parcel_done(&p->parcel);
	hs_stock_done(&p->stock);
	hs_digest_free(&p->sum);
	hs_digest_free(&p->master);
	free(p->members);
}

// ---- profiles

static int build_bag(const struct hs_profile *profile, const struct hs_stock *stock,
		     bool masters, struct hs_parcel *parcel, struct hs_err *err)
{
	(void)profile;
	(void)err;
	for (size_t i = 0; i < stock->count; i++)
		if (masters || !hs_census_wants_sha256(stock->files[i].path))
			hs_parcel_take(parcel, hs_dup(stock->files[i].path),
				       &stock->files[i]);
	return 0;
}

// The first is the default.
static const struct hs_profile profiles[] = {
	{"csip", .type = "AIP", .knows = true, .masters = true, .build = hs_pack_csip},
	{"bag", .masters = true, .build = build_bag},
	{"tt05-aip", .type = "AIP", .knows = true, .build = hs_pack_tt05},
	{"tt05-sip", .type = "SIP", .knows = true, .build = hs_pack_tt05},
	{"hd40", .knows = true, .build = hs_pack_hd40},
};

static const struct hs_profile *profile_of(const char *name, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf names = {0};

	if (!name)
		return &profiles[0];
	for (size_t i = 0; i < HS_COUNT(profiles); i++) {
		if (!strcmp(profiles[i].name, name))
			return &profiles[i];
		hs_buf_addf(&names, "%s'%s'", i ? ", " : "", profiles[i].name);
	}
	hs_fail(err, HS_USAGE, "no profile '%s': there is %s", name, names.data);
	return NULL;
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
	packer->profile = profile_of(terms->profile, err);
	if (!packer->profile)
		return NULL;
	if (terms->without && strcmp(terms->without, "masters") != 0) {
		hs_fail(err, HS_USAGE, "only 'masters' can stay away, not '%s'",
			terms->without);
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

// ---- the parcel

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct hs_parcel_file *)a)->path,
		      ((const struct hs_parcel_file *)b)->path);
}

static bool without_masters(const struct packing *p)
{
	return p->packer->terms.without && p->packer->profile->masters;
}

static int check_new(const struct packing *p, struct hs_err *err)
{
	for (size_t i = 0; i < p->packer->codes.count; i++)
		if (!strcmp(p->packer->codes.list[i], p->code))
			return hs_fail(
				err, HS_USAGE,
				"another dossier of this run has the code '%s', too",
				p->code);
	return 0;
}

// A bundle in the dossier would be packed into the next one.
static int check_outside(const struct packing *p, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int dir = fcntl(p->packer->out, F_DUPFD_CLOEXEC, 0);
	struct stat own, now, last = {0};

	if (fstat(hs_folder_fd(p->stock.folder), &own) < 0)
		return hs_fail_sys(err, "look at the dossier");
	while (dir >= 0 && fstat(dir, &now) == 0 &&
	       (now.st_ino != last.st_ino || now.st_dev != last.st_dev)) {
		int above = openat(dir, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);

		if (now.st_ino == own.st_ino && now.st_dev == own.st_dev) {
			hs_fd_done(&above);
			return hs_fail(err, HS_USAGE,
				       "the folder for the bundles is in the dossier");
		}
		last = now;
		hs_fd_done(&dir);
		dir = above;
	}
	return 0;
}

static int survey(struct packing *p, const char *dossier, struct hs_err *err)
{
	const struct hs_profile *profile = p->packer->profile;
	const struct hs_pack_terms *terms = &p->packer->terms;
	const struct hs_parcel_file *files;

	if (hs_stock_take(&p->stock, dossier, terms->secret && !terms->recipients.count,
			  err) < 0)
		return -1;
	p->code = p->stock.dossier->code;
	if (check_new(p, err) < 0 || check_outside(p, err) < 0 ||
	    (profile->knows && hs_stock_know(&p->stock, err) < 0) ||
	    profile->build(profile, &p->stock, !without_masters(p), &p->parcel, err) < 0)
		return -1;
	files = p->parcel.files.items;
	p->count = p->parcel.files.count;
	if (p->count)
		qsort(p->parcel.files.items, p->count, sizeof(*files), by_path);
	p->members = hs_new(p->count, sizeof(*p->members));
	for (size_t i = 0; i < p->count; i++) {
		p->members[i] = (struct member){.p = p, .file = &files[i]};
		p->bytes += files[i].size;
	}
	return 0;
}

// ---- the archive's items

static int member_open(void *owner, struct hs_err *err)
{
	struct member *m = owner;

	return hs_walk_open(hs_folder_fd(m->p->stock.folder), m->file->from->path, err);
}

static int member_make(void *owner, struct hs_buf *out, struct hs_err *err)
{
	struct member *m = owner;

	(void)err;
	hs_buf_add(out, hs_buf_text(&m->file->made->bytes), m->file->size);
	return 0;
}

static int member_more(void *owner, uint64_t at, struct hs_buf *out, struct hs_err *err)
{
	struct member *m = owner;
	const struct hs_pieces *pieces = m->file->made->pieces;

	(void)err;
	if (at == 0)
		end_run(m);
	if (!m->run)
		m->run = pieces->begin(pieces->plan);
	if (!pieces->next(m->run, out))
		end_run(m);
	return 0;
}

static void member_seen(void *owner, const void *bytes, size_t len)
{
	struct member *m = owner;

	hs_digest_add(m->p->sum, bytes, len);
	if (*m->file->sha256)
		hs_digest_add(m->p->master, bytes, len);
}

static void tell_progress(void *owner)
{
	struct packing *p = owner;

	if (p->packer->terms.progress)
		p->packer->terms.progress(p->code, ++p->done,
					  p->count + hs_extras_count(p->extras));
}

// Half as long as the text: there may be a hundred thousand of them.
static void keep_sum(const char *hex, uint8_t sum[SUM_TEXT / 2])
{
	for (size_t i = 0; i < SUM_TEXT; i++) {
		int digit = hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10;

		sum[i / 2] = (uint8_t)(sum[i / 2] << 4 | digit);
	}
}

static void show_sum(const uint8_t sum[SUM_TEXT / 2], char hex[HS_HEX_MAX])
{
	for (size_t i = 0; i < SUM_TEXT / 2; i++)
		snprintf(hex + 2 * i, 3, "%02x", sum[i]);
}

// The checksums are of the very bytes that went into the archive.
static int member_done(void *owner, struct hs_err *err)
{
	struct member *m = owner;
	struct packing *p = m->p;
	char now[HS_HEX_MAX];

	hs_digest_end(p->sum, now);
	keep_sum(now, m->sum);
	tell_progress(p);
	if (!*m->file->sha256)
		return 0;
	hs_digest_end(p->master, now);
	if (!strcmp(now, m->file->sha256))
		return 0;
	return hs_fail(err, HS_DAMAGED,
		       !m->file->from ? "changed while it was packed"
		       : hs_census_wants_sha256(m->file->from->path)
			       ? "differs from what was imported"
		       : hs_starts(m->file->from->path, "pdf/")
			       ? "differs from what hoso-pdf made: run hoso-pdf --force"
			       : "changed while it was packed");
}

static void bag_info(struct packing *p, struct hs_buf *out)
{
	const struct hs_dossier *d = p->stock.dossier;
	HS_AUTO(hs_buf_done) struct hs_buf oxum = {0};

	hs_buf_addf(&oxum, "%" PRIu64 ".%zu", p->bytes, p->count);
	hs_bag_info_add(out, "Bag-Software-Agent", "hoso " HS_VERSION);
	hs_bag_info_add(out, "External-Identifier", d->code);
	if (d->title && *d->title)
		hs_bag_info_add(out, "External-Description", d->title);
	if (d->fonds && *d->fonds)
		hs_bag_info_add(out, "Bag-Group-Identifier", d->fonds);
	if (p->packer->profile->build != build_bag)
		hs_bag_info_add(out, "Hoso-Profile", p->packer->profile->name);
	if (without_masters(p))
		hs_bag_info_add(out, "Hoso-Without", "masters");
	hs_bag_info_add(out, "Payload-Oxum", oxum.data);
}

static void payload_line(const struct packing *p, size_t i, const char *sum,
			 struct hs_buf *out)
{
	HS_AUTO(hs_text_free) char *path = hs_path_join("data", p->members[i].file->path);

	hs_bag_manifest_add(out, sum, path);
}

static size_t line_count(const struct tag *t)
{
	const struct packing *p = t->p;

	return t == &p->manifest ? p->count : TAG_FILES + hs_extras_count(p->extras);
}

// A line of either manifest. Without the checksum: for its length.
static void line(const struct tag *t, size_t i, bool with_sum, struct hs_buf *out)
{
	const struct packing *p = t->p;
	const struct tag *tags[TAG_FILES] = {&p->info, &p->declaration, &p->manifest};
	char sum[HS_HEX_MAX] = "";

	if (with_sum && t == &p->manifest)
		show_sum(p->members[i].sum, sum);
	if (t == &p->manifest)
		payload_line(p, i, sum, out);
	else if (i < TAG_FILES)
		hs_bag_manifest_add(out, with_sum ? tags[i]->sum : "", tags[i]->name);
	else
		hs_extras_line(p->extras, i - TAG_FILES, with_sum, out);
}

static uint64_t manifest_size(const struct tag *t)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	uint64_t size = 0;

	for (size_t i = 0; i < line_count(t); i++) {
		text.len = 0;
		line(t, i, false, &text);
		size += SUM_TEXT + text.len;
	}
	return size;
}

static int tag_make(void *owner, struct hs_buf *out, struct hs_err *err)
{
	struct tag *t = owner;

	(void)err;
	if (t == &t->p->info)
		bag_info(t->p, out);
	else
		hs_buf_addf(out, "%s", HS_BAG_DECLARATION);
	return 0;
}

static int manifest_more(void *owner, uint64_t at, struct hs_buf *out, struct hs_err *err)
{
	struct tag *t = owner;

	(void)err;
	if (at == 0)
		t->line = 0;
	if (t->line < line_count(t))
		line(t, t->line++, true, out);
	return 0;
}

static void tag_seen(void *owner, const void *bytes, size_t len)
{
	hs_digest_add(((struct tag *)owner)->p->sum, bytes, len);
}

static int tag_done(void *owner, struct hs_err *err)
{
	struct tag *t = owner;

	(void)err;
	hs_digest_end(t->p->sum, t->sum);
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
	bool pieces = tag == &p->manifest || tag == &p->tagmanifest;
	struct hs_zip_item item = {
		.make = pieces ? NULL : tag_make,
		.more = pieces ? manifest_more : NULL,
		.seen = tag_seen,
		.done = tag_done,
		.owner = tag,
	};

	tag->p = p;
	tag->name = name;
	if (pieces)
		item.size = manifest_size(tag);
	return add(zip, p->code, name, &item, err);
}

static int add_members(struct hs_zip *zip, struct packing *p, struct hs_err *err)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct hs_parcel_file *f = p->members[i].file;
		bool pieces = f->made && f->made->pieces;
		struct hs_zip_item item = {
			.size = f->size,
			.open = f->from ? member_open : NULL,
			.make = f->from || pieces ? NULL : member_make,
			.more = pieces ? member_more : NULL,
			.seen = member_seen,
			.done = member_done,
			.owner = &p->members[i],
		};
		HS_AUTO(hs_text_free) char *path = hs_path_join("data", f->path);

		if (add(zip, p->code, path, &item, err) < 0)
			return -1;
	}
	return 0;
}

static int open_extras(struct packing *p, struct hs_err *err)
{
	const struct hs_pack_terms *terms = &p->packer->terms;
	struct hs_extras_terms extras = {
		.view = terms->view,
		.stock = &p->stock,
		.parcel = &p->parcel,
		.sum = p->sum,
		.done = tell_progress,
		.owner = p,
	};

	hs_extras_free(&p->extras);
	extras.view.pictures = terms->viewer == HS_VIEWER_YES;
	if (terms->viewer != HS_VIEWER_NO)
		p->extras = hs_extras_new(&extras, err);
	return terms->viewer != HS_VIEWER_NO && !p->extras ? -1 : 0;
}

static int fill(void *owner, struct hs_zip *zip, struct hs_err *err)
{
	struct packing *p = owner;

	p->done = 0;
	if (open_extras(p, err) < 0 ||
	    add_tag(zip, p, &p->info, "bag-info.txt", err) < 0 ||
	    add_tag(zip, p, &p->declaration, "bagit.txt", err) < 0 ||
	    add_members(zip, p, err) < 0 ||
	    hs_extras_add(p->extras, zip, p->code, err) < 0 ||
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
	if (!p.sum || !p.master || survey(&p, dossier, err) < 0 ||
	    store(&p, packed, err) < 0)
		return -1;
	hs_names_add(&packer->codes, p.code);
	packed->dossier = hs_dup(dossier);
	packed->files = p.count;
	packed->bytes = p.bytes;
	packed->unread = hs_census_unread(p.stock.census);
	packed->outside = p.parcel.outside;
	packed->blank = hs_extras_blank(p.extras);
	packed->half_jailed = hs_extras_half_jailed(p.extras);
	return 0;
}
