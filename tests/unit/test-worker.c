// test-worker.c - processes that may crash, and crews of them
// no-valgrind: the program executes itself
#include "base/auto.h"
#include "base/mem.h"
#include "sys/crew.h"
#include "sys/file.h"
#include "sys/worker.h"
#include "unit/unit.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>

// ---- what the workers do, by the first letter of what they are asked ---------

enum { LEFT_OPEN = 9 }; // a descriptor that this program was started with

static int refused(const char *what, long got, struct hs_err *err)
{
	return got < 0 ? hs_fail_sys(err, "%s", what)
		       : hs_fail(err, HS_USAGE, "%s: allowed", what);
}

static int lie(char how)
{
	char all[2048];

	memset(all, '\n', sizeof(all));
	// The socket is descriptor 3 (sys/worker.c); an answer is a struct hs_err
	// and a bool.
	(void)!send(3, all, how == 's' ? 7 : sizeof(struct {
			    struct hs_err e;
			    bool b;
		    }),
		    0);
	return 0;
}

static int eat(struct hs_err *err)
{
	for (;;)
		if (mmap(NULL, 16 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
		    MAP_FAILED)
			abort(); // as C++ libraries do
	return hs_fail(err, HS_USAGE, "never");
}

static int write_much(int fd)
{
	static char much[1 << 16];

	for (int i = 0; i < 100; i++)
		(void)!write(fd, much, sizeof(much));
	return 0;
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	const char *ask = job->ask;
	char text[300];
	int n;

	switch (ask[0]) {
	case 'e': // echo: what was asked, the input, what setup left, who we are
		n = (int)read(job->in, text, 100);
		n = dprintf(job->out, "%.*s|%.*s|%s|%d", (int)job->ask_len, ask,
			    n < 0 ? 0 : n, text, state ? (char *)state : "",
			    (int)getpid());
		return n > 0 ? 0 : hs_fail_sys(err, "write");
	case 'f':
		return hs_fail(err, HS_DAMAGED, "no good\nat all");
	case 'c':
		return raise(SIGSEGV);
	case 'l':
		return lie(ask[1]);
	case 'o':
		return refused("open", open("/etc/passwd", O_RDONLY), err);
	case 'x':
		return refused("exec", execl("/bin/true", "true", NULL), err);
	case 'n':
		return refused("socket", socket(AF_INET, SOCK_STREAM, 0), err);
	case 'k':
		return refused("fork", fork(), err);
	case 'i':
		return refused("room", openat(job->room, "inside", O_RDONLY), err);
	case 'u':
		return refused("above", openat(job->room, "../outside", O_RDONLY), err);
	case 'm':
		return eat(err);
	case 'a':
		free(hs_new((size_t)1 << 40, 1));
		return 0;
	case 'w':
		return write_much(job->out);
	case 'q':
		close(3); // the socket
		for (;;)
			nanosleep(&(struct timespec){.tv_sec = 20}, NULL);
	case 'g':
		return refused("kill", syscall(SYS_tgkill, getppid(), getppid(), 0), err);
	case 'd':
		return refused("inherit", fcntl(LEFT_OPEN, F_GETFD), err);
	case 'v':
		dprintf(job->out, "%s|%s", getenv("OMP_THREAD_LIMIT"),
			getenv("HOME") ? getenv("HOME") : "none");
		return 0;
	default: // sleep
		nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
		return ask[1] ? nanosleep(&(struct timespec){.tv_sec = 20}, NULL) : 0;
	}
}

static int set_up(const char *param, void **state, struct hs_err *err)
{
	if (!strcmp(param, "bad"))
		return hs_fail(err, HS_ENGINE, "no model");
	*state = hs_dup(param);
	return 0;
}

static const struct hs_worker_kind usual = {
	.name = "usual",
	.run = run,
	.setup = set_up,
	.jail = {.memory = (size_t)1 << 30, .written = 1 << 20},
};
static const struct hs_worker_kind other = {
	.name = "other",
	.run = run,
	.jail = {.memory = (size_t)1 << 30, .written = 1 << 20},
};

// ---- one worker -------------------------------------------------------------

static struct hs_worker *start(const char *param)
{
	const struct hs_worker_terms terms = {.param = param, .room = -1};
	struct hs_err err = {0};
	struct hs_worker *w = hs_worker_start(&usual, &terms, &err);

	assert_non_null(w);
	return w;
}

// Asks; the answer is what it wrote, or, with -1, err.
static int ask(struct hs_worker *w, const char *what, char answer[300],
	       struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int in = unit_file("input", 5);
	HS_AUTO(hs_fd_done) int out = memfd_create("out", 0);
	int got = hs_worker_ask(w, what, strlen(what) + 1, in, out, err);
	ssize_t n = pread(out, answer, 299, 0);

	answer[n < 0 ? 0 : n] = '\0';
	return got;
}

static void fails_with(const char *what, enum hs_code code, const char *why, bool dies)
{
	HS_AUTO(hs_worker_free) struct hs_worker *w = start("x");
	struct hs_err err = {0};
	char answer[300];

	assert_int_equal(ask(w, what, answer, &err), -1);
	if (err.code != code || !strstr(err.text, why))
		fail_msg("%s: %d, %s", what, err.code, err.text);
	assert_int_equal(hs_worker_dead(w), dies);
}

static void a_worker_reads_writes_and_keeps_its_state(void **state)
{
	HS_AUTO(hs_worker_free) struct hs_worker *w = start("model");
	struct hs_err err = {0};
	char first[300], second[300];

	(void)state;
	assert_int_equal(ask(w, "echo", first, &err), 0);
	assert_memory_equal(first, "echo|input|model|", 17);
	assert_int_equal(ask(w, "echo", second, &err), 0);
	assert_string_equal(first, second); // the same process
}

static void an_error_travels_and_the_worker_lives(void **state)
{
	(void)state;
	fails_with("f", HS_DAMAGED, "no good?at all", false);
}

static void a_crash_is_reaped_and_named(void **state)
{
	(void)state;
	if (!hs_jail_can_limit_memory()) // a sanitizer catches the signal
		skip();
	fails_with("c", HS_DIED, "worker 'usual' ended by signal 11", true);
}

static void a_dead_worker_answers_no_more(void **state)
{
	HS_AUTO(hs_worker_free) struct hs_worker *w = start("x");
	struct hs_err err = {0};
	char answer[300];

	(void)state;
	assert_int_equal(ask(w, "c", answer, &err), -1);
	assert_int_equal(ask(w, "echo", answer, &err), -1);
	assert_int_equal(err.code, HS_DIED);
	assert_string_equal(err.text, "worker 'usual' is gone");
}

static void an_answer_of_the_wrong_size_ends_it(void **state)
{
	(void)state;
	fails_with("ls", HS_DIED, "worker 'usual' ended by signal 9", true);
}

static void a_forged_error_is_tamed(void **state)
{
	HS_AUTO(hs_worker_free) struct hs_worker *w = start("x");
	struct hs_err err = {0};
	char answer[300];

	(void)state;
	assert_int_equal(ask(w, "lf", answer, &err), -1);
	assert_int_equal(err.code, HS_ENGINE);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	assert_null(strchr(err.text, '\n'));
}

static void nothing_can_be_opened_executed_or_connected(void **state)
{
	(void)state;
	fails_with("o", HS_SYSTEM, "open: ", false);
	fails_with("x", HS_SYSTEM, "exec: ", false);
	if (!hs_jail_can_limit_memory()) // the sanitizers do without the list of calls
		skip();
	fails_with("n", HS_SYSTEM, "socket: Operation not permitted", false);
	fails_with("k", HS_SYSTEM, "fork: Operation not permitted", false);
	fails_with("g", HS_SYSTEM, "kill: Operation not permitted", false);
}

static void nothing_is_inherited(void **state)
{
	(void)state;
	assert_int_equal(dup2(0, LEFT_OPEN), LEFT_OPEN);
	fails_with("d", HS_SYSTEM, "inherit: Bad file descriptor", false);
	close(LEFT_OPEN);
}

static void one_that_hangs_up_and_lives_on_is_ended(void **state)
{
	(void)state;
	fails_with("q", HS_DIED, "worker 'usual' ended by signal 9", true);
}

static void a_room_may_be_read_and_nothing_above_it(void **state)
{
	HS_AUTO(hs_fd_done) int room = -1;
	HS_AUTO(hs_worker_free) struct hs_worker *w = NULL;
	struct hs_err err = {0};
	char answer[300];

	(void)state;
	unit_put("outside", "");
	assert_int_equal(mkdir("room", 0755), 0);
	unit_put("room/inside", "");
	room = open("room", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	w = hs_worker_start(&usual, &(struct hs_worker_terms){.param = "", .room = room},
			    &err);
	assert_int_equal(ask(w, "i", answer, &err), -1);
	assert_string_equal(err.text, "room: allowed");
	assert_int_equal(ask(w, "u", answer, &err), -1);
	assert_int_equal(err.code, HS_SYSTEM);
	assert_int_equal(err.sys, EACCES);
}

static void hunger_is_told_from_other_ends(void **state)
{
	(void)state;
	if (!hs_jail_can_limit_memory())
		skip();
	fails_with("m", HS_DIED, "needs more than its 1024 MiB of memory", true);
	fails_with("a", HS_DIED, "needs more than its 1024 MiB of memory", true);
}

static void its_memory_is_what_the_parent_says(void **state)
{
	const struct hs_worker_terms terms = {
		.param = "", .memory = 200 << 20, .room = -1};
	HS_AUTO(hs_worker_free) struct hs_worker *w = NULL;
	struct hs_err err = {0};
	char answer[300];

	(void)state;
	if (!hs_jail_can_limit_memory())
		skip();
	w = hs_worker_start(&usual, &terms, &err);
	assert_int_equal(ask(w, "m", answer, &err), -1);
	assert_non_null(strstr(err.text, "needs more than its 200 MiB"));
}

static void what_it_writes_is_bounded(void **state)
{
	(void)state;
	fails_with("w", HS_DIED, "ended by signal 25", true);
}

static void its_environment_is_built_anew(void **state)
{
	HS_AUTO(hs_worker_free) struct hs_worker *w = start("x");
	struct hs_err err = {0};
	char answer[300];

	(void)state;
	assert_int_equal(ask(w, "v", answer, &err), 0);
	assert_string_equal(answer, "1|none");
}

static void a_setup_that_fails_answers_every_job(void **state)
{
	HS_AUTO(hs_worker_free) struct hs_worker *w = start("bad");
	struct hs_err err = {0};
	char answer[300];

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(ask(w, "echo", answer, &err), -1);
		assert_int_equal(err.code, HS_SYSTEM); // no fault of the job
		assert_string_equal(err.text, "no model");
	}
}

static void a_question_too_long_is_refused(void **state)
{
	HS_AUTO(hs_worker_free) struct hs_worker *w = start("x");
	char much[HS_ASK_MAX + 1] = "";
	struct hs_err err = {0};

	(void)state;
	assert_int_equal(hs_worker_give(w, much, sizeof(much), 0, 1, &err), -1);
	assert_int_equal(err.code, HS_USAGE);
	assert_int_equal(hs_worker_give(w, much, 0, 0, 1, &err), -1);
}

// ---- crews --------------------------------------------------------------------

struct told;

struct job_name {
	struct told *told;
	char letter;
};

struct told {
	int given, count, failed;
	struct job_name names[64];
	char order[64], texts[64][300], why[64][400];
};

static void done(void *owner, int out, const struct hs_err *why)
{
	struct job_name *job = owner;
	struct told *t = job->told;
	ssize_t n = why ? 0 : read(out, t->texts[t->count], 299);

	t->texts[t->count][n < 0 ? 0 : n] = '\0';
	snprintf(t->why[t->count], 400, "%s", why ? why->text : "");
	t->failed += why != NULL;
	t->order[t->count++] = job->letter;
}

static void give(struct hs_crew *crew, struct told *told,
		 const struct hs_worker_kind *kind, const char *what, char letter)
{
	struct job_name *name = &told->names[told->given++];
	struct hs_err err = {0};
	const struct hs_crew_job job = {
		.kind = kind,
		.ask = what,
		.ask_len = strlen(what) + 1,
		.in = unit_file("input", 5),
		.done = done,
		.owner = name,
	};

	*name = (struct job_name){told, letter};
	assert_int_equal(hs_crew_give(crew, &job, &err), 0);
}

static struct hs_crew *crew_of(unsigned count, unsigned deadline)
{
	const struct hs_crew_terms terms = {
		.count = count,
		.deadline = deadline,
		.worker = {.param = "model", .room = -1},
	};
	struct hs_err err = {0};
	struct hs_crew *crew = hs_crew_new(&terms, &err);

	assert_non_null(crew);
	return crew;
}

static void wait_for(struct hs_crew *crew)
{
	struct hs_err err = {0};

	assert_int_equal(hs_crew_wait(crew, &err), 0);
}

static int open_descriptors(void)
{
	int n = 0;

	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static void one_worker_does_all_in_order(void **state)
{
	HS_AUTO(hs_crew_free) struct hs_crew *crew = crew_of(1, 20);
	struct told told = {0};

	(void)state;
	for (char c = 'a'; c <= 'j'; c++)
		give(crew, &told, &usual, "echo", c);
	wait_for(crew);
	assert_string_equal(told.order, "abcdefghij");
	assert_int_equal(told.failed, 0);
	for (int i = 1; i < 10; i++)
		assert_string_equal(told.texts[i], told.texts[0]); // one process
}

static void more_jobs_than_workers_are_all_done(void **state)
{
	int before = open_descriptors();
	struct told told = {0};

	(void)state;
	{
		HS_AUTO(hs_crew_free) struct hs_crew *crew = crew_of(3, 20);

		for (char c = 'A'; c < 'A' + 30; c++)
			give(crew, &told, &usual, c % 2 ? "echo" : "s", c);
		// The queue is short: most are done before all are given.
		assert_true(told.count >= 30 - 2 * 3);
		wait_for(crew);
	}
	assert_int_equal(told.count, 30);
	assert_int_equal(told.failed, 0);
	assert_int_equal(open_descriptors(), before);
}

static void a_death_costs_one_job_and_is_replaced(void **state)
{
	HS_AUTO(hs_crew_free) struct hs_crew *crew = crew_of(1, 20);
	struct told told = {0};

	(void)state;
	give(crew, &told, &usual, "echo", 'a');
	give(crew, &told, &usual, "c", 'b');
	give(crew, &told, &usual, "echo", 'c');
	wait_for(crew);
	assert_string_equal(told.order, "abc");
	assert_int_equal(told.failed, 1);
	assert_non_null(strstr(told.why[1], "worker 'usual' e"));
	assert_string_equal(told.why[2], "");
	assert_memory_equal(told.texts[2], "echo", 4);
}

static void a_deadline_costs_one_job(void **state)
{
	HS_AUTO(hs_crew_free) struct hs_crew *crew = crew_of(2, 1);
	struct told told = {0};

	(void)state;
	give(crew, &told, &usual, "S for ever", 'a');
	for (char c = 'b'; c < 'h'; c++)
		give(crew, &told, &usual, "echo", c);
	wait_for(crew);
	assert_int_equal(told.count, 7);
	assert_int_equal(told.failed, 1);
	for (int i = 0; i < 7; i++)
		if (told.order[i] == 'a')
			assert_string_equal(told.why[i], "no answer within 1 seconds");
}

static void behind_a_deadline_a_new_worker_starts(void **state)
{
	HS_AUTO(hs_crew_free) struct hs_crew *crew = crew_of(1, 1);
	struct told told = {0};

	(void)state;
	give(crew, &told, &usual, "S for ever", 'a');
	give(crew, &told, &usual, "echo", 'b');
	wait_for(crew);
	assert_string_equal(told.order, "ab");
	assert_int_equal(told.failed, 1);
	assert_string_equal(told.why[1], "");
}

static void kinds_share_the_slots(void **state)
{
	HS_AUTO(hs_crew_free) struct hs_crew *crew = crew_of(1, 20);
	struct told told = {0};

	(void)state;
	give(crew, &told, &usual, "echo", 'a');
	give(crew, &told, &other, "echo", 'b');
	give(crew, &told, &usual, "echo", 'c');
	wait_for(crew);
	assert_string_equal(told.order, "abc");
	assert_int_equal(told.failed, 0);
	assert_memory_equal(told.texts[0], "echo|input|model|", 17);
	assert_memory_equal(told.texts[1], "echo|input||", 12); // it has no setup
	assert_memory_equal(told.texts[2], "echo|input|model|", 17);
}

static void freed_at_work_it_leaves_nothing(void **state)
{
	int before = open_descriptors();
	struct hs_crew *crew = crew_of(2, 20);
	struct told told = {0};

	(void)state;
	give(crew, &told, &usual, "S for ever", 'a');
	give(crew, &told, &usual, "S for ever", 'b');
	give(crew, &told, &usual, "S for ever", 'c');
	hs_crew_free(&crew);
	assert_null(crew);
	assert_int_equal(told.count, 0);
	assert_int_equal(open_descriptors(), before);
}

static void a_crew_of_none_is_refused(void **state)
{
	struct hs_err err = {0};

	(void)state;
	assert_null(
		hs_crew_new(&(struct hs_crew_terms){.count = 0, .deadline = 1}, &err));
	assert_int_equal(err.code, HS_USAGE);
	assert_null(
		hs_crew_new(&(struct hs_crew_terms){.count = 1, .deadline = 0}, &err));
}

int main(void)
{
	static const struct hs_worker_kind *const kinds[] = {&usual, &other, NULL};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_worker_reads_writes_and_keeps_its_state),
		cmocka_unit_test(an_error_travels_and_the_worker_lives),
		cmocka_unit_test(a_crash_is_reaped_and_named),
		cmocka_unit_test(a_dead_worker_answers_no_more),
		cmocka_unit_test(an_answer_of_the_wrong_size_ends_it),
		cmocka_unit_test(a_forged_error_is_tamed),
		cmocka_unit_test(nothing_can_be_opened_executed_or_connected),
		cmocka_unit_test(nothing_is_inherited),
		cmocka_unit_test(one_that_hangs_up_and_lives_on_is_ended),
		IN_FOLDER(a_room_may_be_read_and_nothing_above_it),
		cmocka_unit_test(hunger_is_told_from_other_ends),
		cmocka_unit_test(its_memory_is_what_the_parent_says),
		cmocka_unit_test(what_it_writes_is_bounded),
		cmocka_unit_test(its_environment_is_built_anew),
		cmocka_unit_test(a_setup_that_fails_answers_every_job),
		cmocka_unit_test(a_question_too_long_is_refused),
		cmocka_unit_test(one_worker_does_all_in_order),
		cmocka_unit_test(more_jobs_than_workers_are_all_done),
		cmocka_unit_test(a_death_costs_one_job_and_is_replaced),
		cmocka_unit_test(a_deadline_costs_one_job),
		cmocka_unit_test(behind_a_deadline_a_new_worker_starts),
		cmocka_unit_test(kinds_share_the_slots),
		cmocka_unit_test(freed_at_work_it_leaves_nothing),
		cmocka_unit_test(a_crew_of_none_is_refused),
	};

	hs_worker_main(kinds);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
