// child.c - see child.h
#include "sys/child.h"
#include "base/auto.h"
#include "sys/draft.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANNOT_START = 127 };

// In the child: nothing of ours but its three standard files.
_Noreturn static void become(const char *program, char *const argv[], int out, int said,
			     pid_t parent)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0 || dup2(said, STDERR_FILENO) < 0)
		_exit(CANNOT_START);
	// What it says ends in records, which no locale changes.
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("LANGUAGE");
	execvp(program, argv);
	_exit(CANNOT_START);
}

int hs_child_start(const char *program, char *const argv[], int room,
		   struct hs_child *child, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int out = hs_scratch_open(room, err);
	HS_AUTO(hs_fd_done) int said = out < 0 ? -1 : hs_scratch_open(room, err);
	pid_t parent = getpid(), pid;

	if (said < 0)
		return -1;
	pid = fork();
	if (pid < 0)
		return hs_fail_sys(err, "start '%s'", program);
	if (pid == 0)
		become(program, argv, out, said, parent);
	*child = (struct hs_child){.pid = pid, .wake = -1, .out = -1, .said = -1};
	child->wake = (int)syscall(SYS_pidfd_open, pid, 0);
	if (child->wake < 0) {
		hs_fail_sys(err, "watch '%s'", program);
		hs_child_done(child);
		return -1;
	}
	(void)fcntl(child->wake, F_SETFD, FD_CLOEXEC);
	child->out = HS_STEAL_FD(out);
	child->said = HS_STEAL_FD(said);
	return 0;
}

int hs_child_take(struct hs_child *child)
{
	int status = 0;

	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		;
	child->pid = 0;
	hs_fd_done(&child->wake);
	if (child->out >= 0)
		(void)lseek(child->out, 0, SEEK_SET);
	if (child->said >= 0)
		(void)lseek(child->said, 0, SEEK_SET);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void hs_child_stop(const struct hs_child *child, int sig)
{
	if (child->pid)
		(void)kill(child->pid, sig);
}

void hs_child_done(struct hs_child *child)
{
	if (child->pid) {
		hs_child_stop(child, SIGKILL);
		(void)hs_child_take(child);
	}
	hs_fd_done(&child->wake);
	hs_fd_done(&child->out);
	hs_fd_done(&child->said);
}
