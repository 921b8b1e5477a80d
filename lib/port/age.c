// age.c - see age.h
#include "port/age.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAGIC "age-encryption.org/v1\n"

enum { SAID_MAX = 64 << 10 };

struct hs_age {
	pid_t pid; // 0: it has ended
	int fd;    // our end of the pipe
	int said;  // its standard error
	struct sigaction before;
	bool quiet; // SIGPIPE is ignored
};

// Its three standard files; the rest is closed by O_CLOEXEC.
struct files {
	int in, out, err;
};

static int spawn(char *const *argv, const struct files *f, pid_t *pid)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t pipe_signal;
	int got;

	sigemptyset(&pipe_signal);
	sigaddset(&pipe_signal, SIGPIPE);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_adddup2(&files, f->in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, f->out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, f->err, STDERR_FILENO);
	posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
	got = posix_spawnp(pid, "age", &files, &attributes, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return got;
}

static int start(struct hs_age *age, char *const *argv, int in, int out,
		 struct hs_err *err)
{
	struct files files = {in, out, -1};

	age->said = memfd_create("hoso-age", MFD_CLOEXEC);
	if (age->said < 0)
		return hs_fail_sys(err, "start 'age'");
	files.err = age->said;
	errno = spawn(argv, &files, &age->pid);
	if (errno == 0)
		return 0;
	age->pid = 0;
	if (errno == ENOENT)
		return hs_fail(err, HS_SYSTEM,
			       "there is no program 'age' on this machine: install it "
			       "(apt-get install age)");
	return hs_fail_sys(err, "start 'age'");
}

static struct hs_age *age_new(void)
{
	struct hs_age *age = HS_NEW(struct hs_age);
	const struct sigaction ignore = {.sa_handler = SIG_IGN};

	age->fd = age->said = -1;
	age->quiet = sigaction(SIGPIPE, &ignore, &age->before) == 0;
	return age;
}

static void list_free(char ***list)
{
	free(*list);
}

static bool is_recipient(const char *text)
{
	return hs_starts(text, "age1") || hs_starts(text, "ssh-");
}

static char **encrypt_argv(const struct hs_names *recipients)
{
	char **argv = hs_new(2 * recipients->count + 2, sizeof(*argv));
	static char age[] = "age", one[] = "-r", file[] = "-R";
	size_t n = 0;

	argv[n++] = age;
	for (size_t i = 0; i < recipients->count; i++) {
		argv[n++] = is_recipient(recipients->list[i]) ? one : file;
		argv[n++] = recipients->list[i];
	}
	return argv;
}

// The pipe's ends: theirs is only open until age has it.
struct ends {
	int read, write;
};

static void ends_done(struct ends *e)
{
	hs_fd_done(&e->read);
	hs_fd_done(&e->write);
}

static int open_ends(struct ends *e, struct hs_err *err)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) < 0)
		return hs_fail_sys(err, "start 'age'");
	*e = (struct ends){fds[0], fds[1]};
	return 0;
}

struct hs_age *hs_age_encrypt(const struct hs_names *recipients, int out,
			      struct hs_err *err)
{
	HS_AUTO(hs_age_free) struct hs_age *age = age_new();
	HS_AUTO(list_free) char **argv = encrypt_argv(recipients);
	HS_AUTO(ends_done) struct ends ends = {-1, -1};

	if (open_ends(&ends, err) < 0 || start(age, argv, ends.read, out, err) < 0)
		return NULL;
	age->fd = HS_STEAL_FD(ends.write);
	return HS_STEAL(age);
}

struct hs_age *hs_age_decrypt(const char *identity, int in, struct hs_err *err)
{
	HS_AUTO(hs_age_free) struct hs_age *age = age_new();
	HS_AUTO(ends_done) struct ends ends = {-1, -1};
	HS_AUTO(hs_text_free) char *file = hs_dup(identity);
	static char name[] = "age", decrypt[] = "-d", option[] = "-i";
	char *argv[] = {name, decrypt, option, file, NULL};

	if (access(identity, R_OK) < 0) {
		hs_fail_sys(err, "open '%s'", identity);
		return NULL;
	}
	if (open_ends(&ends, err) < 0 || start(age, argv, in, ends.write, err) < 0)
		return NULL;
	age->fd = HS_STEAL_FD(ends.read);
	return HS_STEAL(age);
}

int hs_age_try(const struct hs_names *recipients, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
	HS_AUTO(hs_age_free) struct hs_age *age = NULL;

	if (nothing < 0)
		return hs_fail_sys(err, "open '/dev/null'");
	age = hs_age_encrypt(recipients, nothing, err);
	if (!age)
		return -1;
	if (hs_age_end(age, err) == 0)
		return 0;
	err->code = HS_USAGE;
	return -1;
}

int hs_age_fd(const struct hs_age *age)
{
	return age->fd;
}

int hs_age_take_fd(struct hs_age *age)
{
	return HS_STEAL_FD(age->fd);
}

// Its first line, without what every line of it begins with.
static char *first_line(struct hs_age *age)
{
	HS_AUTO(hs_buf_done) struct hs_buf said = {0};
	struct hs_err ignored = {0};
	const char *text;

	if (lseek(age->said, 0, SEEK_SET) < 0 ||
	    hs_fd_load(age->said, SAID_MAX, &said, &ignored) < 0)
		return hs_dup("");
	text = hs_buf_text(&said);
	if (said.len)
		said.data[strcspn(said.data, "\n")] = '\0';
	if (hs_starts(text, "age: "))
		text += strlen("age: ");
	if (hs_starts(text, "error: "))
		text += strlen("error: ");
	return hs_dup(text);
}

// Whether age could not even begin, for want of a key.
static bool of_identity(const char *text)
{
	return strstr(text, "identit") || hs_starts(text, "reading ") ||
	       strstr(text, "passphrase");
}

static int failed(struct hs_age *age, int status, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *text = first_line(age);

	if (WIFSIGNALED(status))
		return hs_fail(err, HS_DIED, "age ended by signal %d", WTERMSIG(status));
	if (strstr(text, "no space left on device")) {
		errno = ENOSPC;
		return hs_fail_sys(err, "age");
	}
	return hs_fail(err, of_identity(text) ? HS_USAGE : HS_DAMAGED, "age: %s", text);
}

int hs_age_end(struct hs_age *age, struct hs_err *err)
{
	int status = 0;
	pid_t got;

	hs_fd_done(&age->fd);
	do
		got = waitpid(age->pid, &status, 0);
	while (got < 0 && errno == EINTR);
	age->pid = 0;
	if (got < 0)
		return hs_fail_sys(err, "wait for 'age'");
	return status == 0 ? 0 : failed(age, status, err);
}

void hs_age_free(struct hs_age **age)
{
	struct hs_age *a = *age;

	if (!a)
		return;
	hs_fd_done(&a->fd);
	hs_fd_done(&a->said);
	if (a->pid > 0) {
		kill(a->pid, SIGKILL);
		while (waitpid(a->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (a->quiet)
		sigaction(SIGPIPE, &a->before, NULL);
	free(a);
	*age = NULL;
}

bool hs_age_is(int fd)
{
	char start[sizeof(MAGIC) - 1];

	return pread(fd, start, sizeof(start), 0) == (ssize_t)sizeof(start) &&
	       !memcmp(start, MAGIC, sizeof(start));
}
