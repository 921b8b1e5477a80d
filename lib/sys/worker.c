// worker.c - see worker.h
#include "sys/worker.h"
#include "base/auto.h"
#include "base/fault.h"
#include "base/lang.h"
#include "base/mem.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	SOCKET_FD = 3,
	ROOM_FD = 4,
	OUT_OF_MEMORY = 3,   // what base/mem ends with
	ABORTED_HUNGRY = 77, // abort() while memory was short, see hungry()
	PROBE = 64 << 20,    // bytes that must be free, or memory was short
	KEPT = 256 << 20,    // bytes that a worker keeps, at most, when they are free
};

struct hs_worker {
	pid_t pid; // 0 once reaped
	int fd;
	bool jailed;
	size_t memory;
	const struct hs_worker_kind *kind;
};

struct answer {
	struct hs_err err;
	uint8_t jailed; // no bool: a lie may hold any value
};

union rights { // room for two descriptors, aligned as cmsg wants
	struct cmsghdr align;
	char room[CMSG_SPACE(2 * sizeof(int))];
};

static int send_job(int sock, const void *ask, size_t len, int in, int out)
{
	int fds[2] = {in, out};
	union rights rights = {0};
	struct iovec one = {.iov_base = (void *)(uintptr_t)ask, .iov_len = len};
	struct msghdr msg = {
		.msg_iov = &one,
		.msg_iovlen = 1,
		.msg_control = &rights,
		.msg_controllen = sizeof(rights.room),
	};
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(fds));
	memcpy(CMSG_DATA(c), fds, sizeof(fds));
	return sendmsg(sock, &msg, MSG_NOSIGNAL) == (ssize_t)len ? 0 : -1;
}

// 1: a job; 0: the parent is done with us; -1: trouble.
static int next_job(int sock, char ask[HS_ASK_MAX], struct hs_job *job)
{
	int fds[2];
	union rights rights = {0};
	struct iovec one = {.iov_base = ask, .iov_len = HS_ASK_MAX};
	struct msghdr msg = {
		.msg_iov = &one,
		.msg_iovlen = 1,
		.msg_control = &rights,
		.msg_controllen = sizeof(rights.room),
	};
	struct cmsghdr *c;
	ssize_t n;

	do
		n = recvmsg(sock, &msg, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return (int)n;
	c = CMSG_FIRSTHDR(&msg);
	if (!c || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(sizeof(fds)))
		return -1;
	memcpy(fds, CMSG_DATA(c), sizeof(fds));
	job->ask = ask;
	job->ask_len = (size_t)n;
	job->in = fds[0];
	job->out = fds[1];
	return 1;
}

// Libraries in C++ abort when an allocation fails. Tells that from other aborts
// by asking for memory: what a signal handler may do (mmap, _exit), no more.
static void hungry(int sig)
{
	void *p = mmap(NULL, PROBE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		_exit(ABORTED_HUNGRY);
	signal(sig, SIG_DFL);
	raise(sig);
}

static const char *given(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

static int set_up(const struct hs_worker_kind *kind, void **state, bool *jailed,
		  struct hs_err *err)
{
	struct hs_jail jail = kind->jail;
	size_t memory = (size_t)strtoull(given("HS_WORKER_MEMORY"), NULL, 10);

	if (memory)
		jail.memory = memory;
	jail.room = *given("HS_WORKER_ROOM") ? ROOM_FD : -1;
	if (*given("HS_WORKER_LOCALE"))
		hs_lang_begin(given("HS_WORKER_LOCALEDIR"), given("HS_WORKER_LOCALE"));
	hs_lang_load();
	if (kind->keeps_memory) {
		mallopt(M_MMAP_MAX, 0);
		mallopt(M_TRIM_THRESHOLD, KEPT);
	}
	if (kind->setup && kind->setup(given("HS_WORKER_PARAM"), state, err) < 0)
		return -1;
	signal(SIGABRT, hungry);
	if (hs_jail_enter(&jail, jailed, err) < 0)
		return -1;
	if (!*jailed && *given("HS_WORKER_STRICT"))
		return hs_fail(err, HS_REFUSED,
			       "this system cannot jail the worker '%s' completely",
			       kind->name);
	return 0;
}

static _Noreturn void serve(const struct hs_worker_kind *kind, int sock)
{
	alignas(max_align_t) char ask[HS_ASK_MAX];
	struct hs_err trouble = {0};
	struct hs_job job = {.room = *given("HS_WORKER_ROOM") ? ROOM_FD : -1};
	void *state = NULL;
	bool jailed = false;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	// If this fails, trouble is the answer to every job, which is not to blame.
	if (set_up(kind, &state, &jailed, &trouble) < 0)
		trouble.code = HS_SYSTEM;
	while (next_job(sock, ask, &job) == 1) {
		struct answer answer = {.err = trouble, .jailed = jailed};

		if (!answer.err.code && kind->run(state, &job, &answer.err) == 0)
			answer.err = (struct hs_err){0};
		close(job.in);
		close(job.out);
		if (send(sock, &answer, sizeof(answer), MSG_NOSIGNAL) < 0)
			break;
	}
	_exit(0);
}

void hs_worker_main(const struct hs_worker_kind *const kinds[])
{
	const char *name = getenv("HS_WORKER");

	if (!name)
		return;
	for (; *kinds; kinds++)
		if (!strcmp((*kinds)->name, name))
			serve(*kinds, SOCKET_FD);
	_exit(2);
}

// The environment of a worker, built anew: what is not here it does not get.
enum { ENV_MAX = 24 };

struct worker_env {
	struct hs_buf entries[ENV_MAX];
	size_t count;
	char *list[ENV_MAX + 1];
};

static void env_done(struct worker_env *env)
{
	for (size_t i = 0; i < env->count; i++)
		hs_buf_done(&env->entries[i]);
}

static void env_add(struct worker_env *env, const char *name, const char *value)
{
	struct hs_buf *entry = &env->entries[env->count];

	hs_buf_addf(entry, "%s=%s", name, value);
	env->list[env->count++] = entry->data;
}

static void env_pass(struct worker_env *env, const char *name)
{
	const char *value = getenv(name);

	if (value)
		env_add(env, name, value);
}

static void env_fill(struct worker_env *env, const struct hs_worker_kind *kind,
		     const struct hs_worker_terms *terms)
{
	const char *const *more = kind->environment;
	char memory[24];

	*env = (struct worker_env){0};
	snprintf(memory, sizeof(memory), "%zu", terms->memory);
	env_add(env, "HS_WORKER", kind->name);
	env_add(env, "HS_WORKER_MEMORY", memory);
	env_add(env, "HS_WORKER_STRICT", terms->strict ? "1" : "");
	env_add(env, "HS_WORKER_ROOM", terms->room >= 0 ? "1" : "");
	env_add(env, "HS_WORKER_PARAM", terms->param ? terms->param : "");
	env_add(env, "HS_WORKER_LOCALE", hs_lang_locale());
	env_add(env, "HS_WORKER_LOCALEDIR", hs_lang_folder());
	env_add(env, "OMP_THREAD_LIMIT", "1");
	env_add(env, "LC_ALL", "C.UTF-8");
	env_pass(env, "LANGUAGE");
	env_pass(env, "LOCPATH");
	env_pass(env, "TESSDATA_PREFIX");
	for (; more && *more && env->count < ENV_MAX; more++)
		env_pass(env, *more);
}

static int spawn(const struct hs_worker_kind *kind, const struct hs_worker_terms *terms,
		 int sock, pid_t *pid)
{
	HS_AUTO(env_done) struct worker_env env;
	char *const argv[] = {(char[]){"hoso-worker"}, NULL};
	bool heard = getenv("HOSO_DEBUG"); // let third parties' words through
	posix_spawn_file_actions_t act;

	env_fill(&env, kind, terms);
	posix_spawn_file_actions_init(&act);
	posix_spawn_file_actions_addopen(&act, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&act, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (!heard)
		posix_spawn_file_actions_addopen(&act, STDERR_FILENO, "/dev/null",
						 O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&act, sock, SOCKET_FD);
	if (terms->room >= 0)
		posix_spawn_file_actions_adddup2(&act, terms->room, ROOM_FD);
	// Ours close by themselves; those that our own parent left open do not.
	posix_spawn_file_actions_addclosefrom_np(&act, terms->room >= 0 ? ROOM_FD + 1
									: SOCKET_FD + 1);
	errno = posix_spawn(pid, "/proc/self/exe", &act, NULL, argv, env.list);
	posix_spawn_file_actions_destroy(&act);
	return errno ? -1 : 0;
}

// posix_spawn's dup2 onto a descriptor itself would leave it close-on-exec, and
// onto 3 or 4 could hit the other: move ours out of the way first.
static void out_of_the_way(int *fd)
{
	int moved;

	if (*fd < 0 || *fd > ROOM_FD)
		return;
	moved = fcntl(*fd, F_DUPFD_CLOEXEC, ROOM_FD + 1);
	close(*fd);
	*fd = moved;
}

struct hs_worker *hs_worker_start(const struct hs_worker_kind *kind,
				  const struct hs_worker_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int ours = -1;
	HS_AUTO(hs_fd_done) int theirs = -1;
	HS_AUTO(hs_fd_done) int room = -1;
	struct hs_worker_terms own = *terms;
	struct hs_worker *w;
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) {
		hs_fail_sys(err, "connect to worker '%s'", kind->name);
		return NULL;
	}
	ours = pair[0];
	theirs = pair[1];
	out_of_the_way(&theirs);
	if (terms->room >= 0)
		own.room = room = fcntl(terms->room, F_DUPFD_CLOEXEC, ROOM_FD + 1);
	if (hs_fault("worker") || spawn(kind, &own, theirs, &pid) < 0) {
		hs_fail_sys(err, "start worker '%s'", kind->name);
		return NULL;
	}
	w = HS_NEW(struct hs_worker);
	*w = (struct hs_worker){
		.pid = pid,
		.fd = HS_STEAL_FD(ours),
		.kind = kind,
		.memory = terms->memory ? terms->memory : kind->jail.memory,
	};
	return w;
}

// Of a worker that answers no more. It may have closed its socket and live on;
// one that has ended keeps its status.
static int reap(struct hs_worker *w, struct hs_err *err)
{
	const char *name = w->kind->name;
	int status = 0;

	hs_fd_done(&w->fd);
	kill(w->pid, SIGKILL);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
	if (WIFSIGNALED(status))
		return hs_fail(err, HS_DIED, "worker '%s' ended by signal %d (%s)", name,
			       WTERMSIG(status), strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) == ABORTED_HUNGRY || WEXITSTATUS(status) == OUT_OF_MEMORY)
		return hs_fail(err, HS_DIED,
			       "worker '%s' needs more than its %zu MiB of memory", name,
			       w->memory >> 20);
	return hs_fail(err, HS_DIED, "worker '%s' exited with status %d", name,
		       WEXITSTATUS(status));
}

// The worker has read hostile bytes: believe nothing of its answer's shape.
static void distrust(struct hs_err *answer)
{
	if (answer->code < 0 || answer->code >= HS_CODES)
		answer->code = HS_ENGINE;
	answer->text[sizeof(answer->text) - 1] = '\0';
	answer->shown[sizeof(answer->shown) - 1] = '\0';
	hs_one_line(answer->text);
	hs_one_line(answer->shown);
}

int hs_worker_give(struct hs_worker *w, const void *ask, size_t ask_len, int in, int out,
		   struct hs_err *err)
{
	if (w->pid == 0)
		return hs_fail(err, HS_DIED, "worker '%s' is gone", w->kind->name);
	if (ask_len == 0 || ask_len > HS_ASK_MAX)
		return hs_fail(err, HS_USAGE, "a job of %zu bytes", ask_len);
	if (send_job(w->fd, ask, ask_len, in, out) < 0)
		return reap(w, err);
	return 0;
}

int hs_worker_take(struct hs_worker *w, struct hs_err *err)
{
	struct answer answer;
	ssize_t n;

	if (w->pid == 0)
		return hs_fail(err, HS_DIED, "worker '%s' is gone", w->kind->name);
	do
		n = recv(w->fd, &answer, sizeof(answer), 0);
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(answer))
		return reap(w, err);
	distrust(&answer.err);
	w->jailed = answer.jailed != 0;
	if (answer.err.code == HS_OK)
		return 0;
	*err = answer.err;
	return -1;
}

int hs_worker_ask(struct hs_worker *w, const void *ask, size_t ask_len, int in, int out,
		  struct hs_err *err)
{
	if (hs_worker_give(w, ask, ask_len, in, out, err) < 0)
		return -1;
	return hs_worker_take(w, err);
}

int hs_worker_fd(const struct hs_worker *w)
{
	return w->fd;
}

bool hs_worker_dead(const struct hs_worker *w)
{
	return w->pid == 0;
}

bool hs_worker_jailed(const struct hs_worker *w)
{
	return w->jailed;
}

const struct hs_worker_kind *hs_worker_kind(const struct hs_worker *w)
{
	return w->kind;
}

void hs_worker_free(struct hs_worker **w)
{
	struct hs_err ignored;

	if (!*w)
		return;
	if ((*w)->pid)
		(void)reap(*w, &ignored);
	free(*w);
	*w = NULL;
}
