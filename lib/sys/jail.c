// jail.c - see jail.h; the only file that knows Linux's names for it, and the
// only door to libseccomp.
#include "sys/jail.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

bool hs_jail_can_limit_memory(void)
{
	return !SANITIZED;
}

static int limit(int what, rlim_t value, struct hs_err *err)
{
	struct rlimit r = {.rlim_cur = value, .rlim_max = value};

	if (value && setrlimit((__rlimit_resource_t)what, &r) < 0)
		return hs_fail_sys(err, "set limit %d", what);
	return 0;
}

static bool allow_folder(int rules, int folder)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access =
			LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
		.parent_fd = folder,
	};

	return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath,
		       0) == 0;
}

static bool allow_folders(int rules, const struct hs_jail *jail)
{
	bool ok = jail->room < 0 || allow_folder(rules, jail->room);

	for (const char *const *p = jail->readable; p && *p; p++) {
		HS_AUTO(hs_fd_done) int fd = open(*p, O_PATH | O_DIRECTORY | O_CLOEXEC);

		ok = ok && (fd < 0 || allow_folder(rules, fd));
	}
	return ok;
}

// Denies every file-system action that this kernel's Landlock knows of those
// that were known when this was written, but reading below the given folders.
static bool close_files(const struct hs_jail *jail)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
			   LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr all = {
		.handled_access_fs = abi >= 3   ? (1ULL << 15) - 1
				     : abi >= 2 ? (1ULL << 14) - 1
						: (1ULL << 13) - 1,
	};
	HS_AUTO(hs_fd_done) int rules = -1;

	if (abi < 1)
		return false;
	rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0);
	return rules >= 0 && allow_folders(rules, jail) &&
	       syscall(SYS_landlock_restrict_self, rules, 0) == 0;
}

// Calls that decoding and recognising make on descriptors they already hold.
static const int always[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(readv),
	SCMP_SYS(writev),
	SCMP_SYS(pread64),
	SCMP_SYS(pwrite64),
	SCMP_SYS(lseek),
	SCMP_SYS(close),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(ftruncate),
	SCMP_SYS(fcntl),
	SCMP_SYS(dup),
	SCMP_SYS(dup3),
	SCMP_SYS(fdatasync),
	SCMP_SYS(fadvise64),
	SCMP_SYS(mmap),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(mprotect),
	SCMP_SYS(madvise),
	SCMP_SYS(brk),
	SCMP_SYS(futex),
	SCMP_SYS(poll),
	SCMP_SYS(sendto),
	SCMP_SYS(sendmsg),
	SCMP_SYS(recvfrom),
	SCMP_SYS(recvmsg),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(nanosleep),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(times),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getppid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
	SCMP_SYS(getrandom),
	SCMP_SYS(getrusage),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

// Calls that name files; Landlock then says which.
static const int named[] = {
	SCMP_SYS(open),       SCMP_SYS(openat),     SCMP_SYS(stat),
	SCMP_SYS(lstat),      SCMP_SYS(statx),      SCMP_SYS(access),
	SCMP_SYS(faccessat),  SCMP_SYS(faccessat2), SCMP_SYS(readlink),
	SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(statfs),
	SCMP_SYS(fstatfs),    SCMP_SYS(getcwd),
};

static bool allow_calls(scmp_filter_ctx filter, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) < 0)
			return false;
	return true;
}

static bool close_calls(const struct hs_jail *jail)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	const struct scmp_arg_cmp itself = {
		.arg = 0,
		.op = SCMP_CMP_EQ,
		.datum_a = (scmp_datum_t)getpid(),
	};
	bool names = jail->readable || jail->room >= 0;
	bool ok;

	if (!filter)
		return false;
	// abort() and raise() signal the process itself; others are not its business.
	ok = allow_calls(filter, always, HS_COUNT(always)) &&
	     seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
				    &itself) == 0 &&
	     (!names || allow_calls(filter, named, HS_COUNT(named))) &&
	     seccomp_load(filter) == 0;
	seccomp_release(filter);
	return ok;
}

int hs_jail_enter(const struct hs_jail *jail, bool *complete, struct hs_err *err)
{
	if (limit(RLIMIT_CPU, jail->cpu, err) < 0 ||
	    (!SANITIZED && limit(RLIMIT_AS, jail->memory, err) < 0) ||
	    limit(RLIMIT_FSIZE, jail->written, err) < 0)
		return -1;
	(void)setrlimit(RLIMIT_CORE, &(struct rlimit){0});
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return hs_fail_sys(err, "give up new privileges");
	*complete = true;
	if (jail->open)
		return 0;
	*complete = close_files(jail);
	// The sanitizers make calls of their own that are not on the list.
	*complete = (SANITIZED || close_calls(jail)) && *complete;
	return 0;
}
