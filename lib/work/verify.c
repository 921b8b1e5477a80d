// verify.c - see verify.h
#include "work/verify.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/bag.h"
#include "model/census.h"
#include "model/json.h"
#include "model/layout.h"
#include "model/record.h"
#include "port/age.h"
#include "port/cms.h"
#include "port/unzip.h"
#include "sys/crew.h"
#include "sys/digest.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"
#include "sys/walk.h"
#include "work/verify-part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	CHUNK = 64 << 10,
	SHA256 = 1, // in hs_bag_algorithms
	RECORD_MAX = 64 << 20,
	DEADLINE = 300,           // seconds, and one more for each …
	DEADLINE_BYTES = 1 << 20, // … of a bundle
	DEADLINE_DAY = 24 * 60 * 60,
};

// ---- in the worker

void hs_verify_done(struct check *c)
{
	hs_bag_free(&c->bag);
	hs_told_free(&c->told);
	hs_mets_reader_free(&c->mets);
	hs_census_free(&c->census);
	for (int i = 0; i < HS_BAG_SUMS; i++)
		hs_digest_free(&c->digests[i]);
	hs_buf_done(&c->bytes);
	hs_layout_done(&c->layout);
	free(c->inside);
	free(c->mets_path);
}

void hs_verify_bag(struct check *c)
{
	c->bag = hs_bag_new();
	c->told = hs_told_new();
}

static char *in_dossier(const struct check *c, const char *path)
{
	if (!c->census)
		return NULL;
	return c->bag ? hs_layout_inside(&c->layout, path) : hs_dup(path);
}

// First every name, so that one reading of each file is enough.
void hs_verify_name(struct check *c, const struct thing *t)
{
	hs_bag_name(c->bag, t->path, t->folder);
	if (!t->folder) {
		hs_layout_name(&c->layout, t->path);
		hs_told_name(c->told, t->path);
	}
	if (!c->census && c->layout.root)
		c->census = hs_census_new();
}

static bool must_keep(struct check *c, const struct thing *t)
{
	bool tag = c->bag && hs_bag_wants_bytes(t->path);

	if (!tag && !(c->inside && hs_census_wants_bytes(c->inside)))
		return false;
	if (t->size > (tag ? HS_BAG_TAG_MAX : RECORD_MAX) ||
	    (tag && t->size > HS_BAG_TAGS_MAX - c->kept)) {
		hs_verdict_fault(c->v, "'%s': too long to be read", t->path);
		return false;
	}
	c->kept += tag ? t->size : 0;
	return true;
}

int hs_verify_begin(struct check *c, const struct thing *t)
{
	free(c->inside);
	c->inside = in_dossier(c, t->path);
	c->sums = c->bag ? hs_bag_algorithms_of(c->bag, t->path) : 0;
	if (hs_verify_package_begin(c, t->path) ||
	    (c->inside && hs_census_wants_sha256(c->inside)))
		c->sums |= 1U << SHA256;
	c->keeps = must_keep(c, t);
	c->bytes.len = 0;
	for (int i = 0; i < HS_BAG_SUMS; i++) {
		if (!(c->sums & 1U << i) || c->digests[i])
			continue;
		c->digests[i] = hs_digest_new(hs_bag_algorithms[i], c->err);
		if (!c->digests[i])
			return -1;
	}
	return 0;
}

int hs_verify_bytes(void *user, const void *bytes, size_t len, struct hs_err *err)
{
	struct check *c = user;

	(void)err;
	for (int i = 0; i < HS_BAG_SUMS; i++)
		if (c->sums & 1U << i)
			hs_digest_add(c->digests[i], bytes, len);
	if (c->keeps)
		hs_buf_add(&c->bytes, bytes, len);
	hs_verify_package_bytes(c, bytes, len);
	c->v->bytes += len;
	return 0;
}

void hs_verify_end(struct check *c, const struct thing *t)
{
	const char *inside = c->inside;
	char hex[HS_BAG_SUMS][HS_HEX_MAX], *sums[HS_BAG_SUMS] = {0};
	const char *text = hs_buf_text(&c->bytes);

	for (int i = 0; i < HS_BAG_SUMS; i++)
		if (c->sums & 1U << i) {
			hs_digest_end(c->digests[i], hex[i]);
			sums[i] = hex[i];
		}
	c->v->files++;
	if (inside)
		hs_census_file(c->census, inside, t->size, sums[SHA256]);
	if (inside && c->keeps && hs_census_wants_bytes(inside))
		hs_census_record(c->census, inside, text, c->bytes.len, c->v);
	if (c->bag)
		hs_verify_package_end(c, t, sums[SHA256]);
	if (c->bag)
		hs_bag_file(c->bag, t->path, t->size, sums);
	if (c->bag && c->keeps && hs_bag_wants_bytes(t->path))
		hs_bag_tag(c->bag, t->path, &c->bytes);
}

// What the bag says of itself counts for what must be in it.
static void judge_bag(struct check *c)
{
	HS_AUTO(hs_text_free) char *profile = NULL;
	HS_AUTO(hs_text_free) char *without = NULL;

	hs_bag_judge(c->bag, c->v);
	profile = hs_bag_info(c->bag, "Hoso-Profile");
	without = hs_bag_info(c->bag, "Hoso-Without");
	hs_layout_judge(&c->layout, profile, c->v);
	if (hs_layout_is_package(profile))
		hs_told_judge(c->told, c->v);
	if (profile && !strcmp(profile, "bag") && !c->census)
		hs_verdict_fault(c->v,
				 "'data/dossier.json': missing, though a package of "
				 "the profile 'bag' has it");
	if (c->census && without && !strcmp(without, "masters"))
		hs_census_without_masters(c->census);
}

void hs_verify_judge(struct check *c)
{
	if (c->bag)
		judge_bag(c);
	if (c->census)
		hs_census_judge(c->census, c->v);
}

// ---- a bundle

char *hs_verify_base(struct check *c, const struct hs_zipmap *map)
{
	HS_AUTO(hs_buf_done) struct hs_buf base = {0};
	const char *first = map->count ? map->list[0].name : "";
	const char *slash = strchr(first, '/');

	hs_buf_add(&base, first, slash ? (size_t)(slash - first) + 1 : 0);
	for (size_t i = 0; i < map->count; i++) {
		if (slash && hs_starts(map->list[i].name, base.data))
			continue;
		hs_verdict_fault(c->v, "not all of it is in one base folder");
		return hs_dup("");
	}
	return hs_buf_take(&base);
}

static int check_bundle(struct check *c, int fd)
{
	HS_AUTO(hs_unzip_free) struct hs_unzip *zip = hs_unzip_open(fd, c->v, c->err);
	HS_AUTO(hs_text_free) char *base = NULL;
	size_t skip;

	c->v->what = hs_dup("bundle");
	if (!zip)
		return -1;
	if (!c->v->ok)
		return 0; // it cannot be read safely
	hs_verify_bag(c);
	base = hs_verify_base(c, hs_unzip_map(zip));
	skip = strlen(base);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < hs_unzip_count(zip); i++) {
			struct hs_unzip_entry e = hs_unzip_entry(zip, i);
			HS_AUTO(hs_text_free) char *path = hs_dup(e.name + skip);
			struct thing t = {path, e.size, e.folder};

			if (e.folder)
				path[strlen(path) - (*path != '\0')] = '\0';
			if (pass == 0)
				hs_verify_name(c, &t);
			else if (!e.folder && (hs_verify_begin(c, &t) < 0 ||
					       hs_unzip_read(zip, i, hs_verify_bytes, c,
							     c->v, c->err) < 0))
				return -1;
			else if (!e.folder)
				hs_verify_end(c, &t);
		}
	hs_verify_judge(c);
	return 0;
}

// ---- a folder

// Its bytes, as many as there should be; *why where they cannot be read.
static int read_bytes(struct check *c, int fd, const struct hs_found *f,
		      struct hs_err *why)
{
	char chunk[CHUNK];
	uint64_t read_so_far = 0;
	ssize_t n;

	while (read_so_far <= f->size && (n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hs_fail_sys(why, "read");
		read_so_far += (uint64_t)n;
		if (read_so_far <= f->size &&
		    hs_verify_bytes(c, chunk, (size_t)n, why) < 0)
			return -1;
	}
	return read_so_far == f->size
		       ? 0
		       : hs_fail(why, HS_DAMAGED, "changed while it was read");
}

// A bad place on the disk is what this looks for: the other files are read, too.
static int read_file(struct check *c, int room, const struct hs_found *f)
{
	struct hs_err why = {0};
	HS_AUTO(hs_fd_done) int fd = hs_walk_open(room, f->path, &why);
	struct thing t = {f->path, f->size, false};

	if (hs_verify_begin(c, &t) < 0)
		return -1;
	if (fd < 0 || read_bytes(c, fd, f, &why) < 0)
		hs_verdict_fault(c->v, "'%s': %s", f->path, why.text);
	hs_verify_end(c, &t);
	return 0;
}

// What the folder is: its own word for it decides.
static int recognise(struct check *c, const struct hs_walk *walk)
{
	bool bag = false, dossier = false;

	for (size_t i = 0; i < walk->count; i++) {
		bag |= !strcmp(walk->list[i].path, "bagit.txt");
		dossier |= !strcmp(walk->list[i].path, "dossier.json");
	}
	c->v->what = hs_dup(dossier && !bag ? "dossier" : "bag");
	if (dossier && !bag) {
		c->census = hs_census_new();
		return 0;
	}
	hs_verify_bag(c);
	for (size_t i = 0; i < walk->count; i++) {
		const struct hs_found *f = &walk->list[i];
		struct thing t = {f->path, f->size, f->kind == HS_FOUND_FOLDER};

		hs_verify_name(c, &t);
	}
	return 0;
}

static int check_folder(struct check *c, int room)
{
	HS_AUTO(hs_walk_done) struct hs_walk walk = {0};

	if (hs_walk_read(room, &walk, c->err) < 0 || recognise(c, &walk) < 0)
		return -1;
	for (size_t i = 0; i < walk.count; i++) {
		const struct hs_found *f = &walk.list[i];

		if (!c->bag && hs_draft_is(f->path))
			hs_verdict_warn(c->v, "'%s': left by a program that was killed",
					f->path);
		else if (f->kind == HS_FOUND_OTHER)
			hs_verdict_fault(c->v, "'%s': a link or special file", f->path);
		else if (f->kind == HS_FOUND_FILE && read_file(c, room, f) < 0)
			return -1;
	}
	hs_verify_judge(c);
	return 0;
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	HS_AUTO(hs_verdict_done)
	struct hs_verdict verdict = {
		.format = HS_FORMAT,
		.path = hs_dup(""),
		.ok = true,
	};
	HS_AUTO(hs_verify_done) struct check c = {.v = &verdict, .err = err};
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	(void)state;
	if ((job->room >= 0 ? check_folder(&c, job->room) : check_bundle(&c, job->in)) <
	    0)
		return -1;
	hs_json_line(&hs_verdict_shape, &verdict, &line);
	return hs_fd_store(job->out, line.data, line.len, err);
}

static const struct hs_worker_kind verify_worker = {
	.name = "verify",
	.run = run,
	.jail = {.memory = HS_VERIFY_MEMORY, .written = HS_VERDICT_MAX},
};

const struct hs_worker_kind *const hs_verify_workers[] = {
	&verify_worker, &hs_verify_stream_worker, &hs_cms_worker, NULL};

// ---- in the parent

struct asked {
	struct hs_verdict *verdict;
	struct hs_err *err;
	int result;
};

// The worker has read hostile bytes: the answer is only what its shape allows.
static void answered(void *owner, int out, const struct hs_err *why)
{
	struct asked *a = owner;
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_verdict_done) struct hs_verdict v = {0};

	if (why) {
		*a->err = *why;
		return;
	}
	if (hs_fd_load(out, HS_VERDICT_MAX, &text, a->err) < 0 ||
	    hs_json_read(&hs_verdict_shape, hs_buf_text(&text), text.len, &v, a->err) <
		    0 ||
	    v.ok != (v.faults.count == 0)) {
		hs_fail(a->err, HS_DIED, "worker 'verify' gave an answer of no sense");
		return;
	}
	for (size_t i = 0; i < v.faults.count; i++)
		hs_one_line(((char **)v.faults.items)[i]);
	for (size_t i = 0; i < v.warnings.count; i++)
		hs_one_line(((char **)v.warnings.items)[i]);
	*a->verdict = v;
	v = (struct hs_verdict){0};
	a->result = 0;
}

unsigned hs_verify_deadline(const struct hs_verify_terms *terms, const struct stat *st)
{
	uint64_t seconds = DEADLINE + (uint64_t)st->st_size / DEADLINE_BYTES;

	if (terms->deadline)
		return terms->deadline;
	if (S_ISDIR(st->st_mode) || seconds > DEADLINE_DAY)
		return DEADLINE_DAY;
	return (unsigned)seconds;
}

static int open_thing(const char *path, struct stat *st, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 || fstat(fd, st) < 0)
		return hs_fail_sys(err, "open");
	if (!S_ISDIR(st->st_mode) && !S_ISREG(st->st_mode))
		return hs_fail(err, HS_USAGE, "neither a file nor a folder");
	return HS_STEAL_FD(fd);
}

static int open_beside(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf folder = {0};
	size_t len = (size_t)(hs_path_last(path) - path);

	hs_buf_add(&folder, path, len);
	return hs_dir_open(AT_FDCWD, len ? folder.data : ".", err);
}

int hs_verify_ask(struct hs_crew *crew, const struct hs_verify_job *job,
		  struct hs_verdict *verdict, struct hs_err *err)
{
	struct asked asked = {.verdict = verdict, .err = err, .result = -1};
	struct hs_crew_job crew_job = {
		.kind = job->kind,
		.ask = job->ask,
		.ask_len = strlen(job->ask) + 1,
		.in = job->in,
		.done = answered,
		.owner = &asked,
	};

	if (hs_crew_give(crew, &crew_job, err) < 0 || hs_crew_wait(crew, err) < 0)
		return -1;
	return asked.result;
}

static int ask_worker(int fd, const struct stat *st, const struct hs_verify_terms *terms,
		      struct hs_verdict *verdict, struct hs_err *err)
{
	HS_AUTO(hs_crew_free) struct hs_crew *crew = NULL;
	struct hs_crew_terms crew_terms = {.count = 1};
	struct hs_verify_job job = {.kind = &verify_worker, .ask = "verify"};

	crew_terms.deadline = hs_verify_deadline(terms, st);
	crew_terms.worker.strict = terms->strict;
	crew_terms.worker.room = S_ISDIR(st->st_mode) ? fd : -1;
	crew = hs_crew_new(&crew_terms, err);
	if (!crew)
		return -1;
	job.in = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (job.in < 0)
		return hs_fail_sys(err, "hand it over");
	return hs_verify_ask(crew, &job, verdict, err);
}

// ---- what lies beside a bundle

// hoso-pack may have put another in its place, with another seal.
static int still_there(int dir, const char *name, const struct stat *st,
		       struct hs_err *err)
{
	struct stat now;

	if (fstatat(dir, name, &now, 0) < 0 || now.st_dev != st->st_dev ||
	    now.st_ino != st->st_ino)
		return hs_fail(err, HS_BUSY, "it was replaced while it was read");
	return 0;
}

int hs_verify_trusts(const char *path, struct hs_err *err)
{
	return hs_seal_trusts(path, err);
}

static int check_seal(int fd, const char *path, const struct stat *st,
		      const struct hs_verify_terms *terms, struct hs_verdict *verdict,
		      struct hs_err *err)
{
	const struct hs_seal_check how = {terms->trusted, terms->strict};
	const char *name = hs_path_last(path);
	HS_AUTO(hs_digest_free) struct hs_digest *digest = NULL;
	HS_AUTO(hs_fd_done) int dir = open_beside(path, err);
	char sum[HS_HEX_MAX];

	if (dir < 0)
		return -1;
	if (!terms->sum && !terms->trusted && !hs_seal_there(dir, name))
		return 0;
	digest = hs_digest_new("sha512", err);
	if (!digest || hs_digest_fd(digest, fd, sum, NULL, err) < 0)
		return -1;
	hs_text_set(&verdict->sha512, sum);
	if (hs_seal_check(dir, name, sum, &how, verdict, err) < 0)
		return -1;
	return still_there(dir, name, st, err);
}

// ---- what is encrypted

// Without an identity only what lies beside it can be compared.
static int judge_closed(const char *path, struct hs_verdict *verdict, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int dir = open_beside(path, err);

	if (dir < 0)
		return -1;
	if (!hs_seal_there(dir, hs_path_last(path)))
		return hs_fail(err, HS_REFUSED,
			       "it is encrypted: --identity FILE opens it, and there is "
			       "no '%s.sha512' to compare it with",
			       hs_path_last(path));
	hs_verdict_done(verdict);
	*verdict = (struct hs_verdict){
		.format = HS_FORMAT,
		.ok = true,
		.what = hs_dup("encrypted"),
	};
	hs_verdict_warn(verdict, "encrypted: only its checksum was compared");
	return 0;
}

// An identity that does not fit: is it the wrong one, or the wrong bundle?
static int judge_strange(int fd, const char *path, const struct stat *st,
			 const struct hs_verify_terms *terms, struct hs_verdict *verdict,
			 struct hs_err *err)
{
	HS_AUTO(hs_verdict_done) struct hs_verdict seal = {.ok = true};
	struct hs_err ignored = {0};

	if (check_seal(fd, path, st, terms, &seal, &ignored) < 0 || seal.ok)
		return -1;
	*err = (struct hs_err){0};
	return judge_closed(path, verdict, err); // its faults are told with the rest
}

static int judge_thing(int fd, const char *path, const struct stat *st,
		       const struct hs_verify_terms *terms, struct hs_verdict *verdict,
		       struct hs_err *err)
{
	if (!S_ISREG(st->st_mode) || !(hs_age_is(fd) || hs_ends(path, ".zip.age")))
		return ask_worker(fd, st, terms, verdict, err);
	if (!terms->identity)
		return judge_closed(path, verdict, err);
	if (hs_verify_stream(fd, st, terms, verdict, err) == 0)
		return 0;
	return err->code == HS_USAGE ? judge_strange(fd, path, st, terms, verdict, err)
				     : -1;
}

int hs_verify(const char *path, const struct hs_verify_terms *terms,
	      struct hs_verdict *verdict, struct hs_err *err)
{
	struct stat st;
	HS_AUTO(hs_fd_done) int fd = open_thing(path, &st, err);

	if (fd < 0 || judge_thing(fd, path, &st, terms, verdict, err) < 0)
		return -1;
	// These are not the worker's to say.
	hs_text_set(&verdict->path, path);
	hs_text_set(&verdict->sha512, NULL);
	hs_text_set(&verdict->signature, NULL);
	hs_text_set(&verdict->signer, NULL);
	hs_text_set(&verdict->stamp, NULL);
	return S_ISREG(st.st_mode) ? check_seal(fd, path, &st, terms, verdict, err) : 0;
}
