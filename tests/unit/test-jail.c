// test-jail.c - what a jailed process can no longer do. Each test looks from a
// process of its own; there is no way back.
// no-valgrind: valgrind's own calls are not on the list
#include "sys/jail.h"
#include "unit/unit.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

// What the jailed process found: errno of what it tried, 0 where it could.
static int in_jail(const struct hs_jail *jail, int (*attempt)(void))
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		struct hs_err err = {0};
		bool complete;

		if (hs_jail_enter(jail, &complete, &err) < 0)
			_exit(255);
		_exit(attempt());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int tried(long got)
{
	return got < 0 ? errno : 0;
}

static int open_file(void)
{
	return tried(open("/etc/passwd", O_RDONLY));
}

static int open_allowed(void)
{
	return tried(open("font", O_RDONLY));
}

static int make_file(void)
{
	return tried(open("new", O_WRONLY | O_CREAT, 0644));
}

static int overwrite(void)
{
	return tried(open("font", O_WRONLY));
}

static int remove_file(void)
{
	return tried(unlink("font"));
}

static int connect_somewhere(void)
{
	return tried(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int run_program(void)
{
	return tried(execl("/bin/true", "true", NULL));
}

static int signal_parent(void)
{
	return tried(kill(getppid(), 0));
}

static int take_memory(void)
{
	void *p = mmap(NULL, (size_t)2 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		       0);

	return p == MAP_FAILED ? errno : 0;
}

static int take_little(void)
{
	void *p = mmap(NULL, 1 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? errno : 0;
}

static const struct hs_jail closed = {.room = -1};

// A folder, the working one, that may be read.
static int in_open_jail(int (*attempt)(void))
{
	const struct hs_jail jail = {.room = open(".", O_RDONLY | O_DIRECTORY)};

	unit_put("font", "");
	return in_jail(&jail, attempt);
}

static void no_file_can_be_opened_or_made(void **state)
{
	(void)state;
	assert_true(in_jail(&closed, open_file) == EPERM ||
		    in_jail(&closed, open_file) == EACCES);
	assert_true(in_jail(&closed, make_file) != 0);
}

static void no_program_can_be_run(void **state)
{
	(void)state;
	assert_true(in_jail(&closed, run_program) != 0);
}

static void no_connection_and_no_signal(void **state)
{
	(void)state;
	if (!hs_jail_can_limit_memory()) // without the list of calls
		skip();
	assert_int_equal(in_jail(&closed, connect_somewhere), EPERM);
	assert_int_equal(in_jail(&closed, signal_parent), EPERM);
}

static void memory_ends_at_the_limit(void **state)
{
	const struct hs_jail jail = {.memory = (size_t)1 << 30, .room = -1};

	(void)state;
	if (!hs_jail_can_limit_memory())
		skip();
	assert_int_equal(in_jail(&jail, take_memory), ENOMEM);
	assert_int_equal(in_jail(&jail, take_little), 0);
	assert_int_equal(in_jail(&closed, take_memory), 0);
}

static void a_room_can_be_read_only(void **state)
{
	(void)state;
	assert_int_equal(in_open_jail(open_allowed), 0);
	assert_int_equal(in_open_jail(open_file), EACCES);
	assert_int_equal(in_open_jail(overwrite), EACCES);
	assert_int_equal(in_open_jail(make_file), EACCES);
	assert_true(in_open_jail(remove_file) != 0);
}

static void named_folders_can_be_read_and_missing_ones_are_skipped(void **state)
{
	const char *const folders[] = {"/nonexistent", *state, NULL};
	const struct hs_jail jail = {.readable = folders, .room = -1};

	unit_put("font", "");
	assert_int_equal(in_jail(&jail, open_allowed), 0);
	assert_int_equal(in_jail(&jail, open_file), EACCES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(no_file_can_be_opened_or_made),
		cmocka_unit_test(no_program_can_be_run),
		cmocka_unit_test(no_connection_and_no_signal),
		cmocka_unit_test(memory_ends_at_the_limit),
		IN_FOLDER(a_room_can_be_read_only),
		IN_FOLDER(named_folders_can_be_read_and_missing_ones_are_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
