// verify-stream.c - see verify-part.h: what is encrypted comes through a pipe, so that no
// plain byte of it is in a file, and is read twice (port/unstream.h).
#include "base/auto.h"
#include "base/mem.h"
#include "model/json.h"
#include "model/record.h"
#include "port/age.h"
#include "port/unstream.h"
#include "sys/file.h"
#include "work/verify-part.h"
#include "work/verify.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// ---- in the worker

// What the first reading leaves for the second.
struct stream {
	struct hs_zipmap map;
};

static int setup(const char *param, void **state, struct hs_err *err)
{
	(void)param;
	(void)err;
	*state = HS_NEW(struct stream);
	return 0;
}

struct reading {
	struct check *c;
	const struct hs_zipmap *map;
	size_t skip; // bytes of the base folder
};

static struct thing thing_at(const struct reading *r, size_t i, char **path)
{
	const struct hs_zip_entry *e = &r->map->list[i];

	*path = hs_dup(e->name + r->skip);
	if (e->folder && **path)
		(*path)[strlen(*path) - 1] = '\0';
	return (struct thing){*path, e->size, e->folder};
}

static int begin(void *user, size_t i, struct hs_err *err)
{
	struct reading *r = user;
	HS_AUTO(hs_text_free) char *path = NULL;
	struct thing t = thing_at(r, i, &path);

	(void)err; // c->err is the same
	return hs_verify_begin(r->c, &t);
}

static int bytes(void *user, const void *data, size_t len, struct hs_err *err)
{
	const struct reading *r = user;

	return hs_verify_bytes(r->c, data, len, err);
}

static void end(void *user, size_t i)
{
	struct reading *r = user;
	HS_AUTO(hs_text_free) char *path = NULL;
	struct thing t = thing_at(r, i, &path);

	hs_verify_end(r->c, &t);
}

static int read_all(struct check *c, const struct hs_zipmap *map, int in)
{
	HS_AUTO(hs_text_free) char *base = NULL;
	struct reading r = {.c = c, .map = map};
	const struct hs_unstream_sink sink = {begin, bytes, end, &r};

	if (!map->count)
		return hs_fail(c->err, HS_DIED, "the second reading without the first");
	hs_verify_bag(c);
	base = hs_verify_base(c, map);
	r.skip = strlen(base);
	for (size_t i = 0; i < map->count; i++) {
		HS_AUTO(hs_text_free) char *path = NULL;
		struct thing t = thing_at(&r, i, &path);

		hs_verify_name(c, &t);
	}
	if (hs_unstream_read(in, map, &sink, c->v, c->err) < 0)
		return -1;
	hs_verify_judge(c);
	return 0;
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	struct stream *s = state;
	HS_AUTO(hs_verdict_done)
	struct hs_verdict verdict = {
		.format = HS_FORMAT,
		.path = hs_dup(""),
		.ok = true,
		.what = hs_dup("bundle"),
	};
	HS_AUTO(hs_verify_done) struct check c = {.v = &verdict, .err = err};
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};

	if ((!strcmp(job->ask, "map") ? hs_unstream_map(job->in, &s->map, &verdict, err)
				      : read_all(&c, &s->map, job->in)) < 0)
		return -1;
	hs_json_line(&hs_verdict_shape, &verdict, &line);
	return hs_fd_store(job->out, line.data, line.len, err);
}

const struct hs_worker_kind hs_verify_stream_worker = {
	.name = "verify-stream",
	.setup = setup,
	.run = run,
	.jail = {.memory = HS_VERIFY_MEMORY, .written = HS_VERDICT_MAX},
};

// ---- in the parent

static void take_fault(struct hs_verdict *verdict, const char *text)
{
	hs_verdict_done(verdict);
	*verdict = (struct hs_verdict){
		.format = HS_FORMAT,
		.ok = true,
		.what = hs_dup("encrypted"),
	};
	hs_verdict_fault(verdict, "%s", text);
}

// One reading. What age says counts more than what a worker made of half a stream.
static int read_once(struct hs_crew *crew, const char *ask, int fd, const char *identity,
		     struct hs_verdict *verdict, struct hs_err *err)
{
	HS_AUTO(hs_age_free) struct hs_age *age = NULL;
	struct hs_verify_job job = {.kind = &hs_verify_stream_worker, .ask = ask};
	struct hs_err why = {0}, said = {0};
	int got;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return hs_fail_sys(err, "seek");
	age = hs_age_decrypt(identity, fd, err);
	if (!age)
		return -1;
	job.in = hs_age_take_fd(age);
	got = hs_verify_ask(crew, &job, verdict, &why);
	if (got < 0 && (why.code == HS_LIMIT || why.code == HS_DIED)) {
		*err = why; // age may wait for its reader for ever
		return -1;
	}
	if (hs_age_end(age, &said) < 0) {
		if (said.code == HS_DAMAGED) {
			take_fault(verdict, said.text);
			return 0;
		}
		*err = said;
		return -1;
	}
	if (got < 0)
		*err = why;
	return got;
}

int hs_verify_stream(int fd, const struct stat *st, const struct hs_verify_terms *terms,
		     struct hs_verdict *verdict, struct hs_err *err)
{
	HS_AUTO(hs_crew_free) struct hs_crew *crew = NULL;
	const struct hs_crew_terms crew_terms = {
		.count = 1,
		.deadline = hs_verify_deadline(terms, st),
		.worker = {.strict = terms->strict, .room = -1},
	};

	crew = hs_crew_new(&crew_terms, err);
	if (!crew || read_once(crew, "map", fd, terms->identity, verdict, err) < 0)
		return -1;
	if (!verdict->ok)
		return 0;
	hs_verdict_done(verdict);
	return read_once(crew, "read", fd, terms->identity, verdict, err);
}
