// run-stage.c - the programs that a dossier goes through, and what their ends mean.
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "work/run-part.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	SAID_MAX = 256 << 10, // of messages that are kept
	OUT_MAX = 64 << 20,   // of results: a finding is a line
	ARGS_MAX = 16,
	DEATHS_MAX = 2, // of a program at one dossier
};

// Who reads the table of a stage's program: DESIGN, 'Programs'. hoso-check says no where
// pages are poor; that is what the report is for.
const struct stage_row hs_run_stages[STAGES] = {
	[IMPORT] = {"import",
		    "hoso-import",
		    {"--link", "-o", "@dossiers", "@taken/%"},
		    8,
		    .may_lack = true},
	[READ] = {"read", "hoso-ocr", {"@dossiers/%"}, 0, .may_lack = true},
	[CHECK] = {"check", "hoso-check", {"@dossiers/%"}, 4, .no_is_an_answer = true},
	[DESCRIBE] = {"describe", "hoso-describe", {"@dossiers/%"}, 8, .may_lack = true},
	[PDF] = {"pdf", "hoso-pdf", {"@dossiers/%"}, 4, .may_lack = true},
	[PACK] = {"pack", "hoso-pack", {"-o", "@bundles", "@dossiers/%"}, .share = 0},
	[VERIFY] = {"verify", "hoso-verify", {"="}, .share = 8},
	[INDEX] = {"index",
		   "hoso-index",
		   {"-d", "@index.db", "@dossiers/%"},
		   0,
		   .no_is_an_answer = true},
};

static char *argument(const struct hs_run *run, const struct job *job, const char *arg)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	size_t n = strlen(arg);

	if (!strcmp(arg, "="))
		return hs_dup(job->line.bundle ? job->line.bundle : "");
	if (*arg != '@')
		return hs_dup(arg);
	hs_buf_addf(&text, "%s/", run->root);
	hs_buf_add(&text, arg + 1, n - 1 - hs_ends(arg, "%"));
	if (hs_ends(arg, "%"))
		hs_buf_addf(&text, "%s", job->code);
	return hs_buf_take(&text);
}

// The program, "--json", --config and -j, then its own.
struct command {
	char *argv[ARGS_MAX + 1];
	size_t count;
};

static void add(struct command *c, const char *arg)
{
	if (c->count < ARGS_MAX)
		c->argv[c->count++] = hs_dup(arg);
}

static void command_done(struct command *c)
{
	for (size_t i = 0; i < c->count; i++)
		free(c->argv[i]);
	*c = (struct command){0};
}

static int start(struct hs_run *run, const char *program, struct command *c,
		 struct hs_child *child, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};

	hs_buf_addf(&path, "%s%s", run->terms.programs, program);
	if (access(hs_buf_text(&path), X_OK) < 0) {
		path.len = 0;
		hs_buf_addf(&path, "%s", program);
	}
	return hs_child_start(hs_buf_text(&path), c->argv, run->root_fd, child, err);
}

static void begin(const struct hs_run *run, const char *program, struct command *c)
{
	add(c, program);
	if (!run->terms.config)
		return;
	add(c, "--config");
	add(c, run->terms.config);
}

int hs_run_stage_start(struct hs_run *run, struct job *job, unsigned workers,
		       struct hs_err *err)
{
	const struct stage_row *row = &hs_run_stages[job->stage];
	HS_AUTO(command_done) struct command c = {0};
	HS_AUTO(hs_buf_done) struct hs_buf n = {0};

	begin(run, row->program, &c);
	hs_buf_addf(&n, "%u", workers);
	add(&c, "--json");
	add(&c, "-j");
	add(&c, hs_buf_text(&n));
	for (size_t i = 0; row->args[i]; i++) {
		HS_AUTO(hs_text_free) char *arg = argument(run, job, row->args[i]);

		add(&c, arg);
	}
	if (start(run, row->program, &c, &job->child, err) < 0)
		return -1;
	job->workers = workers;
	job->stage_began = hs_clock_ms();
	return 0;
}

static int run_to_end(struct hs_run *run, const char *program, struct command *c,
		      struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_child_done)
	struct hs_child child = {.wake = -1, .out = -1, .said = -1};
	int status;

	if (start(run, program, c, &child, err) < 0)
		return -1;
	status = hs_child_take(&child);
	if (hs_fd_load(child.out, OUT_MAX, out, err) < 0 ||
	    hs_fd_load(child.said, SAID_MAX, out, err) < 0)
		return -1;
	return status;
}

int hs_run_program(struct hs_run *run, const char *program, const char *const *args,
		   struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(command_done) struct command c = {0};

	begin(run, program, &c);
	for (; *args; args++)
		add(&c, *args);
	return run_to_end(run, program, &c, out, err);
}

int hs_run_other(struct hs_run *run, const char *program, const char *const *args,
		 struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(command_done) struct command c = {0};

	add(&c, program);
	for (; *args; args++)
		add(&c, *args);
	return run_to_end(run, program, &c, out, err);
}

bool hs_run_index_sound(struct hs_run *run)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0}, index = {0};
	struct hs_err ignored;

	hs_buf_addf(&index, "%s/index.db", run->root);
	return hs_run_program(
		       run, "hoso-index",
		       (const char *const[]){"--check", "-d", hs_buf_text(&index), NULL},
		       &out, &ignored) == 0;
}

// What we want to know of what the programs print: members of their JSON.
struct told {
	char *finding, *bundle;
	uint64_t files, pages, problems, done, failed, documents, review;
};

#define AT(member) .at = offsetof(struct told, member)

static const struct hs_field told_fields[] = {
	{"finding", HS_TEXT, AT(finding)},     {"bundle", HS_TEXT, AT(bundle)},
	{"files", HS_NUMBER, AT(files)},       {"pages", HS_NUMBER, AT(pages)},
	{"problems", HS_NUMBER, AT(problems)}, {"done", HS_NUMBER, AT(done)},
	{"failed", HS_NUMBER, AT(failed)},     {"documents", HS_NUMBER, AT(documents)},
	{"review", HS_NUMBER, AT(review)},     {0},
};
static const struct hs_shape told_shape = {sizeof(struct told), told_fields};

static void told_done(struct told *told)
{
	hs_shape_done(&told_shape, told);
}

static uint64_t size_of(const char *path)
{
	struct stat st;

	return path && stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

static void learn(struct hs_run *run, struct job *job, const struct told *told)
{
	struct hs_night_line *line = &job->line;

	switch (job->stage) {
	case IMPORT:
		line->files = told->files;
		line->pages = told->pages;
		line->rejected = told->problems;
		break;
	case CHECK:
		if (told->finding)
			hs_night_found(&line->findings, told->finding, 1);
		break;
	case READ:
		line->pages = told->pages;
		line->read = told->done;
		line->failed = told->failed;
		line->kept = told->pages - told->done - told->failed;
		run->pages_over += told->done;
		break;
	case DESCRIBE:
		line->documents = told->documents;
		line->review = told->review;
		break;
	case PACK:
		hs_text_set(&line->bundle, told->bundle);
		line->bytes_out = size_of(told->bundle);
		break;
	case INDEX:
		line->packed_pages = told->pages;
		break;
	default:
		break;
	}
}

static int read_results(struct hs_run *run, struct job *job, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	const char *at, *nl;

	if (job->stage == CHECK)
		hs_night_forget(&job->line.findings);
	if (hs_fd_load(job->child.out, OUT_MAX, &out, err) < 0)
		return -1;
	for (at = hs_buf_text(&out); (nl = strchr(at, '\n')); at = nl + 1) {
		HS_AUTO(told_done) struct told told = {0};

		if (hs_json_read(&told_shape, at, (size_t)(nl - at), &told, err) < 0)
			return -1;
		learn(run, job, &told);
	}
	return 0;
}

// The first thing it said, without its name and the place, which we know: a reason that
// can be counted.
static void reason(const struct hs_run *run, const struct job *job, const char *said,
		   int status, struct hs_err *why)
{
	const struct stage_row *row = &hs_run_stages[job->stage];
	HS_AUTO(hs_buf_done) struct hs_buf line = {0};
	const char *at = said, *colon;

	if (hs_starts(at, row->program) && hs_starts(at + strlen(row->program), ": "))
		at += strlen(row->program) + 2;
	hs_buf_add(&line, at, strcspn(at, "\n"));
	at = hs_buf_text(&line);
	if (hs_starts(at, run->root) && (colon = strstr(at, ": ")))
		at = colon + 2;
	if (status > 128)
		hs_fail(why, HS_DIED, "%s died: signal %d", row->program, status - 128);
	else
		hs_fail(why, HS_DAMAGED, "%s", *at ? at : "it said no, and not why");
}

static enum answer judge(struct hs_run *run, struct job *job, int status)
{
	const struct stage_row *row = &hs_run_stages[job->stage];

	if (status == 0)
		return ANSWER_NEXT;
	if (status == 75)
		return ANSWER_LEFT;
	if (status > 128)
		return ++job->died < DEATHS_MAX ? ANSWER_AGAIN : ANSWER_BAD;
	if (status != 1) {
		bool again = run->unable != NULL;

		run->unable = row->program;
		return again || status != 3 ? ANSWER_HALT : ANSWER_LEFT;
	}
	if (row->no_is_an_answer)
		return ANSWER_NEXT;
	return row->may_lack && run->terms.accept && job->line.pages ? ANSWER_NEXT
								     : ANSWER_BAD;
}

enum answer hs_run_stage_take(struct hs_run *run, struct job *job, struct hs_buf *said,
			      struct hs_err *why)
{
	HS_AUTO(hs_child_done) struct hs_child child = job->child;
	int status = hs_child_take(&child);
	enum answer answer;

	job->child = child; // for its files
	if (job->stage == READ)
		job->line.reading_ms = hs_clock_ms() - job->stage_began;
	// What it printed is told even where it says no; where it is not what we know,
	// that program is not of this family.
	if (read_results(run, job, why) < 0 ||
	    hs_fd_load(child.said, SAID_MAX, said, why) < 0) {
		job->child = (struct hs_child){.wake = -1, .out = -1, .said = -1};
		hs_within(why, "what %s says", hs_run_stages[job->stage].program);
		return status == 0 ? ANSWER_BAD : judge(run, job, status);
	}
	job->child = (struct hs_child){.wake = -1, .out = -1, .said = -1};
	answer = judge(run, job, status);
	if (answer != ANSWER_NEXT || status)
		reason(run, job, hs_buf_text(said), status, why);
	return answer;
}
